"""Files travel only when asked for, in chunks that resume, and are whole or not there."""

import hashlib
import os

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.problems import Problem
from sid_bantuan.sync import enrol, files, server
from sid_bantuan.sync.carry_files import bring_down, carry_up
from sid_bantuan.sync.courier import Courier, Unreachable
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.files import CHUNK, Store
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

VILLAGE, OTHER, ABOVE = "35.22.01.2001", "35.22.01.2002", "35.22.01"


class Line:
    """An in-process line to the parent that can break after so many requests."""

    def __init__(self, parent: Node, store: Store):
        self.parent, self.store, self.left = parent, store, 10**9

    def send(self, method, path, headers, body):
        if self.left <= 0:
            raise Unreachable("putus")
        self.left -= 1
        if path.startswith(server.FILES):
            return server.serve_file(self.parent, self.store, method, path, headers, body)
        return server.serve(self.parent, path, headers, body)


@pytest.fixture
def road(tmp_path):
    """A village, its neighbour and their kecamatan, enrolled, each with a store."""
    nodes, stores, couriers = {}, {}, {}
    for code in (ABOVE, VILLAGE, OTHER):
        nodes[code] = Node(prepare(open_sqlite(str(tmp_path / f"{code}.db")), code, CATALOG), code, CATALOG)
        stores[code] = Store(nodes[code], tmp_path / code)
    for code in (VILLAGE, OTHER):
        couriers[code] = Courier(nodes[code], Line(nodes[ABOVE], stores[ABOVE]))
        couriers[code].enrol(ABOVE, "http://induk", enrol.issue_code(nodes[ABOVE], code))
    yield nodes, stores, couriers
    for node in nodes.values():
        node.engine.database.close()


def photo(node: Node, store: Store, size: int) -> str:
    sha256 = store.add(os.urandom(size))
    values = (new_id(), node.code, node.code, sha256, "rumah.jpg", "image/jpeg", size)
    node.engine.run(
        "INSERT INTO sb_berkas (id, node, wilayah, sha256, nama, mime, ukuran) VALUES (?, ?, ?, ?, ?, ?, ?)", values
    )
    return sha256


def test_a_file_stays_in_the_village_until_it_is_asked_for(road):
    nodes, stores, couriers = road
    sha256 = photo(nodes[VILLAGE], stores[VILLAGE], 3 * CHUNK + 17)
    couriers[VILLAGE].sync()
    assert carry_up(couriers[VILLAGE], stores[VILLAGE], 0) == 0
    stores[ABOVE].ask(sha256)
    couriers[VILLAGE].sync()
    assert carry_up(couriers[VILLAGE], stores[VILLAGE], 0) == 1
    assert hashlib.sha256(stores[ABOVE].read(sha256)).hexdigest() == sha256


def test_a_cut_transfer_goes_on_where_it_stopped(road):
    nodes, stores, couriers = road
    sha256 = photo(nodes[VILLAGE], stores[VILLAGE], 5 * CHUNK)
    couriers[VILLAGE].sync()
    line = couriers[VILLAGE].transport
    line.left = 3
    with pytest.raises(Unreachable):
        carry_up(couriers[VILLAGE], stores[VILLAGE], files.MOST)
    assert stores[ABOVE].held(sha256) == 2 * CHUNK
    assert stores[ABOVE].read(sha256) is None
    line.left = 4
    assert carry_up(couriers[VILLAGE], stores[VILLAGE], files.MOST) == 1
    assert stores[ABOVE].whole(sha256)


def test_a_neighbour_can_neither_give_nor_take_another_villages_file(road):
    nodes, stores, couriers = road
    sha256 = photo(nodes[VILLAGE], stores[VILLAGE], 100)
    couriers[VILLAGE].sync()
    for method, path in (("PUT", f"{server.FILES}{sha256}/0"), ("GET", f"{server.FILES}{sha256}/0")):
        with pytest.raises(Problem):
            couriers[OTHER].file(method, path, b"x" * 100)
    assert stores[ABOVE].held(sha256) == 0


def test_a_content_that_does_not_fit_its_hash_is_thrown_away(road):
    nodes, stores, couriers = road
    sha256 = photo(nodes[VILLAGE], stores[VILLAGE], 100)
    couriers[VILLAGE].sync()
    with pytest.raises(Problem):
        couriers[VILLAGE].file("PUT", f"{server.FILES}{sha256}/0", b"x" * 100)
    assert stores[ABOVE].held(sha256) == 0
    assert carry_up(couriers[VILLAGE], stores[VILLAGE], files.MOST) == 1


def test_a_file_the_parent_will_not_take_holds_up_no_other(road):
    nodes, stores, couriers = road
    refused, fine = (photo(nodes[VILLAGE], stores[VILLAGE], 100) for _ in range(2))
    couriers[VILLAGE].sync()
    with nodes[ABOVE].engine.applying():
        nodes[ABOVE].engine.run("DELETE FROM sb_berkas WHERE sha256 = ?", (refused,))
    assert carry_up(couriers[VILLAGE], stores[VILLAGE], files.MOST) == 1
    assert (stores[ABOVE].whole(refused), stores[ABOVE].whole(fine)) == (False, True)
    assert files.to_send(nodes[VILLAGE], files.MOST) == [refused]


def test_a_rebuilt_computer_gets_its_files_back(road, tmp_path):
    nodes, stores, couriers = road
    sha256 = photo(nodes[VILLAGE], stores[VILLAGE], CHUNK + 1)
    couriers[VILLAGE].sync()
    carry_up(couriers[VILLAGE], stores[VILLAGE], files.MOST)
    fresh = Store(nodes[VILLAGE], tmp_path / "baru")
    assert bring_down(couriers[VILLAGE], fresh) == 1
    assert fresh.read(sha256) == stores[VILLAGE].read(sha256)
    assert files.missing(nodes[VILLAGE], fresh) == []


def test_a_content_that_is_not_above_either_is_asked_for_once(road, tmp_path):
    nodes, stores, couriers = road
    kept, lost = (photo(nodes[VILLAGE], stores[VILLAGE], size) for size in (100, 200))
    couriers[VILLAGE].sync()
    carry_up(couriers[VILLAGE], stores[VILLAGE], 150)
    fresh = Store(nodes[VILLAGE], tmp_path / "baru")
    assert bring_down(couriers[VILLAGE], fresh) == 1
    assert (fresh.whole(kept), fresh.whole(lost)) == (True, False)
    assert files.missing(nodes[VILLAGE], fresh) == []


def test_a_fetch_that_was_cut_goes_on_where_it_stopped(road, tmp_path):
    nodes, stores, couriers = road
    sha256 = photo(nodes[VILLAGE], stores[VILLAGE], 3 * CHUNK)
    couriers[VILLAGE].sync()
    carry_up(couriers[VILLAGE], stores[VILLAGE], files.MOST)
    fresh = Store(nodes[VILLAGE], tmp_path / "baru")
    fresh.put(sha256, 0, stores[VILLAGE].read(sha256)[:CHUNK], 3 * CHUNK)
    assert files.missing(nodes[VILLAGE], fresh) == [(sha256, 3 * CHUNK)]
    assert bring_down(couriers[VILLAGE], fresh) == 1
    assert fresh.read(sha256) == stores[VILLAGE].read(sha256)


def test_a_name_that_is_no_hash_never_becomes_a_path(road):
    _, stores, _ = road
    with pytest.raises(Problem):
        stores[ABOVE].path("../../etc/passwd")
