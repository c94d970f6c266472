"""Keys: enrolled by a one-time code, replaced without a gap, worth nothing once replaced."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.problems import Problem
from sid_bantuan.sync import enrol, server
from sid_bantuan.sync.courier import Courier, Unreachable
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

VILLAGE, ABOVE = "35.22.01.2001", "35.22.01"


class Line:
    """An in-process line; ``lose`` makes it swallow that many answers."""

    def __init__(self, parent: Node):
        self.parent, self.lose = parent, 0

    def send(self, method, path, headers, body):
        answer = server.serve(self.parent, path, headers, body)
        if self.lose:
            self.lose -= 1
            raise Unreachable("putus")
        return answer


@pytest.fixture
def nodes(tmp_path):
    made = {
        code: Node(prepare(open_sqlite(str(tmp_path / f"{code}.db")), code, CATALOG), code, CATALOG)
        for code in (ABOVE, VILLAGE)
    }
    yield made
    for node in made.values():
        node.engine.database.close()


@pytest.fixture
def courier(nodes):
    courier = Courier(nodes[VILLAGE], Line(nodes[ABOVE]))
    courier.enrol(ABOVE, "http://induk", enrol.issue_code(nodes[ABOVE], VILLAGE))
    courier.sync()
    return courier


def test_a_new_key_takes_over_without_a_gap(nodes, courier):
    before = nodes[ABOVE].link(VILLAGE).peer_key
    enrol.change_key(nodes[VILLAGE], ABOVE)
    courier.sync()
    courier.sync()
    assert nodes[ABOVE].link(VILLAGE).peer_key != before
    assert nodes[ABOVE].link(VILLAGE).next_key is None


def test_a_lost_answer_while_the_key_changes_locks_nobody_out(nodes, courier):
    enrol.change_key(nodes[VILLAGE], ABOVE)
    courier.transport.lose = 1
    with pytest.raises(Unreachable):
        courier.sync()
    courier.sync()
    assert courier.sync().equal


def test_a_code_works_once(nodes, courier):
    code = enrol.issue_code(nodes[ABOVE], VILLAGE)
    courier.enrol(ABOVE, "http://induk", code)
    with pytest.raises(Problem, match="code_expired"):
        courier.enrol(ABOVE, "http://induk", code)


def test_a_lost_welcome_is_given_again_to_the_same_installation(nodes, courier):
    code = enrol.issue_code(nodes[ABOVE], VILLAGE)
    courier.transport.lose = 1
    with pytest.raises(Unreachable):
        courier.enrol(ABOVE, "http://induk", code)
    courier.enrol(ABOVE, "http://induk", code)
    assert courier.sync().equal


def test_a_wrong_code_is_refused_and_guessing_ends_it(nodes, courier):
    code = enrol.issue_code(nodes[ABOVE], VILLAGE)
    for _ in range(enrol.MOST_WRONG):
        with pytest.raises(Problem, match="code_wrong"):
            courier.enrol(ABOVE, "http://induk", "AAAA-AAAA-AAAA")
    with pytest.raises(Problem, match="code_expired"):
        courier.enrol(ABOVE, "http://induk", code)


def test_an_installation_that_was_replaced_is_told_so(nodes, courier, tmp_path):
    fresh = Node(prepare(open_sqlite(str(tmp_path / "baru.db")), VILLAGE, CATALOG), VILLAGE, CATALOG)
    Courier(fresh, Line(nodes[ABOVE])).enrol(ABOVE, "http://induk", enrol.issue_code(nodes[ABOVE], VILLAGE))
    with pytest.raises(Problem, match="epoch_old"):
        courier.sync()
    fresh.engine.database.close()


def test_a_code_is_only_given_for_a_direct_child(nodes):
    with pytest.raises(ValueError, match="bukan wilayah langsung"):
        enrol.issue_code(nodes[ABOVE], "35.22.02.2001")
