"""A hostile parent answers what it never should: nothing of the village changes."""

import msgspec
import pytest

from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.problems import Problem
from sid_bantuan.sync import server, signature, wire
from sid_bantuan.sync.conflict import conflicts, settle
from sid_bantuan.sync.courier import Courier, Unreachable
from sid_bantuan.sync.server import Answer
from sid_bantuan.sync.wire import Listed, Reply, Result, Walk, Want, pack

from .support.penyerang import (
    FORGED,
    HostileParent,
    batch,
    contents,
    forged,
    frozen,
    malformed,
    own,
    resident,
    settled_road,
    verdict,
)
from .support.road import DISTRICT, NEIGHBOUR, VILLAGE, add_resident


@pytest.fixture
def road(open_node):
    return settled_road(open_node)


def hear(road, forge=None, code=VILLAGE, **parts):
    """A place syncs once with a parent that answers as it likes: with these parts, or what ``forge`` makes."""
    forge = forge or (lambda request, reply: msgspec.structs.replace(reply, **parts))
    Courier(road[code], HostileParent(road[code.rpartition(".")[0]], forge)).step()


def from_above(road):
    """Rows a parent has no business to send down, by what is wrong with them."""
    mine = road[VILLAGE].row(own(road, VILLAGE).id)
    return {
        "the village's own row": forged(mine),
        "the village's own row whatever it holds": forged(mine, base=None),
        "the village's own row as deleted": forged(mine, deleted=1),
        "a new row in the village's name": resident(VILLAGE),
        "the neighbour's row": resident(NEIGHBOUR),
        "a resident by the kecamatan": resident(DISTRICT, VILLAGE),
        "a verdict about the neighbour": verdict(DISTRICT, NEIGHBOUR),
        "a verdict in the village's name": verdict(VILLAGE, VILLAGE),
        "a verdict by another kecamatan": verdict("35.22.02", VILLAGE),
    }


@pytest.mark.parametrize("way", ["", "line"])
def test_a_parent_cannot_write_what_is_not_its_own(road, way):
    before = contents(road[VILLAGE])
    for what, row in from_above(road).items():
        hear(road, special=[msgspec.structs.replace(row, kind=way)])
        if not way:
            hear(road, rows=[batch(row)])
        kept = road[VILLAGE].engine.run("SELECT type, node FROM sb_refused_in")
        assert set(kept) <= {("penduduk", DISTRICT)}, what
    after = contents(road[VILLAGE])
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"sb_refused_in", "sb_history", "sb_digest"}, (
        "but a type that level may not write is kept, to be told"
    )


@pytest.mark.parametrize("way", ["return", "rival"])
def test_an_own_row_given_back_unasked_is_shown_and_not_taken(road, way):
    mine = road[VILLAGE].row(own(road, VILLAGE).id)
    row = forged(mine, kind=way, history=[mine.v])
    hear(road, special=[row])
    assert road[VILLAGE].row(mine.id) == mine
    assert [(own_side, len(rivals)) for own_side, rivals in conflicts(road[VILLAGE])] == [(mine, 1)]


def test_a_verdict_given_back_in_the_villages_name_is_refused(road):
    before = contents(road[VILLAGE])
    for kind in ("return", "rival"):
        hear(road, special=[verdict(VILLAGE, VILLAGE, kind=kind)])
    assert contents(road[VILLAGE]) == before


def test_a_walk_brings_back_only_what_the_village_asked_for(road):
    mine = road[VILLAGE].row(own(road, VILLAGE).id)
    every = list(range(256))
    listed = [Listed(new_id(), "penduduk", 5, b"v" * 16, [])]

    def forge(request, reply):
        if request.mode == "compare":
            return msgspec.structs.replace(reply, walk=Walk(buckets=every, far_buckets=every, listing=listed))
        if request.mode == "want":
            want = [Want(mine.id, "penduduk", None), Want(new_id(), "penduduk", None)]
            return msgspec.structs.replace(reply, walk=Walk(want=want))
        return msgspec.structs.replace(reply, near=b"x" * 16)

    for _ in range(4):
        hear(road, forge)
    assert road[VILLAGE].row(mine.id) == mine
    assert road[VILLAGE].engine.value("SELECT count(*) FROM sb_penduduk") == 1


def ask_back(road, later):
    """The village compares with a parent that lists this later version of its row, and asks for it."""

    def forge(request, reply):
        listed = Listed(later.id, later.type, later.rev, later.v, [later.base])
        walk = Walk(buckets=list(range(256)), listing=[listed]) if request.mode == "compare" else None
        return msgspec.structs.replace(reply, walk=walk, near=b"x" * 16)

    for _ in range(3):
        hear(road, forge)
    assert road[VILLAGE].engine.run("SELECT id FROM sb_wanted") == [(later.id,)]


def test_a_row_asked_back_does_not_run_over_what_was_typed_meanwhile(road):
    later = forged(road[VILLAGE].row(own(road, VILLAGE).id), kind="return")
    ask_back(road, later)
    frozen(road[VILLAGE])
    road[VILLAGE].engine.run("UPDATE sb_penduduk SET nama = 'DIKETIK' WHERE id = ?", (later.id,))
    hear(road, special=[later])
    shown = [(mine.content["nama"], rivals[0].content["nama"]) for mine, rivals in conflicts(road[VILLAGE])]
    assert shown == [("DIKETIK", FORGED)]


def test_a_relay_sends_nothing_over_a_rival_before_its_author_has_spoken(road):
    village, district = road[VILLAGE], road[DISTRICT]
    row_id = own(road, VILLAGE).id
    rival = forged(district.row(row_id), rev=1)
    _correct(road, row_id, "BETUL")
    frozen(district)
    hear(road, code=DISTRICT, results=[Result(row_id, "conflict", row=rival)])
    assert row_id not in _sent(district)
    road.couriers[VILLAGE].sync()
    assert [rivals for _, rivals in conflicts(village)] == [[msgspec.structs.replace(rival, base=None)]]
    hear(road, code=DISTRICT)
    settle(village, row_id, village.row(row_id).content | {"nama": "DIPILIH"})
    road.couriers[VILLAGE].sync()
    assert row_id in _sent(district)


def _correct(road, row_id, name):
    road[VILLAGE].engine.run("UPDATE sb_penduduk SET nama = ? WHERE id = ?", (name, row_id))
    road.couriers[VILLAGE].sync()


def _sent(node) -> set[str]:
    return {row_id for rows in frozen(node).rows for row_id in rows.id_list()}


def test_a_false_answer_clears_no_mark_of_another_row(road):
    first = add_resident(road[VILLAGE], "BARU")
    frozen(road[VILLAGE])
    second = add_resident(road[VILLAGE], "LEBIH BARU")
    answers = [Result(second, "refused", "kode"), Result(own(road, NEIGHBOUR).id, "conflict", row=own(road, NEIGHBOUR))]
    hear(road, results=answers)
    waiting = {row[0] for row in road[VILLAGE].engine.run("SELECT id FROM sb_pending WHERE peer = ?", (DISTRICT,))}
    assert second in waiting
    assert first not in waiting
    assert conflicts(road[VILLAGE]) == []


def test_an_answer_that_is_not_the_parents_own_is_no_receipt(road):
    row_id = add_resident(road[VILLAGE])
    true = HostileParent(road[DISTRICT], lambda request, reply: reply)
    village = road[VILLAGE]

    def another_key(method, path, headers, body):
        answer = true.send(method, path, headers, body)
        return Answer(200, signature.sign_reply(signature.new_key(), DISTRICT, 200, answer.body, "-"), answer.body)

    def another_status(method, path, headers, body):
        answer = true.send(method, path, headers, body)
        return Answer(409, answer.headers, answer.body)

    def another_body(method, path, headers, body):
        answer = true.send(method, path, headers, body)
        return Answer(200, answer.headers, answer.body[:-1])

    def unsigned_problem(method, path, headers, body):
        told = {"code": "stopped", "detail": "", "request": wire.message_hash(body).hex()}
        return Answer(409, {}, msgspec.json.encode(told))

    def a_problem_of_long_ago(method, path, headers, body):
        return server.problem(road[DISTRICT], Problem("stopped"), b"another request")

    def for_another_request(method, path, headers, body):
        reply = Reply(1, "1", 1, 1, b"x" * 16, "")
        data = pack(reply)
        return Answer(200, signature.sign_reply(true.key, DISTRICT, 200, data, "-"), data)

    for lie in (
        another_key,
        another_status,
        another_body,
        unsigned_problem,
        a_problem_of_long_ago,
        for_another_request,
    ):
        line = type("Lie", (), {"send": staticmethod(lie)})()
        with pytest.raises(Unreachable):
            Courier(village, line).step()
        assert village.parent().state == "ready", lie.__name__
        assert village.engine.one("SELECT 1 FROM sb_pending WHERE peer = ? AND id = ?", (DISTRICT, row_id)), (
            lie.__name__
        )


def test_a_reply_out_of_shape_changes_nothing(road):
    add_resident(road[VILLAGE])
    frozen(road[VILLAGE])
    before = contents(road[VILLAGE])
    for what, parts in malformed().items():
        if not set(parts) <= {"rows", "special", "results"}:
            continue
        with pytest.raises(Unreachable):
            hear(road, **parts)
        assert contents(road[VILLAGE]) == before, what
