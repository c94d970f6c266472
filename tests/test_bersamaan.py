"""The office writes while the courier works: nothing is sent half, nothing is lost, no proof goes wrong.

Only PostgreSQL lets two write at once. The tests stop the courier in the middle of a statement.
"""

import threading
import time

import pytest

from sid_bantuan.sync import digest
from sid_bantuan.sync.engine import engine_for, open_database

from .conftest import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE
from .support.road import Road, add_resident

pytestmark = pytest.mark.postgres
GATE = 3522
"""The advisory lock a statement at the gate waits for."""


@pytest.fixture(params=["postgres"])
def kind(request):
    return request.param


@pytest.fixture
def road(open_node):
    return Road(open_node, (REGENCY, DISTRICT, VILLAGE, NEIGHBOUR))


class Aside(threading.Thread):
    """Work in a thread of its own, on connections of its own; ``end`` gives what it raised back."""

    def __init__(self, road, act):
        super().__init__(daemon=True)
        self.road, self.act, self.error = road, act, None
        self.start()

    def run(self):
        try:
            self.act()
        except BaseException as error:
            self.error = error
        finally:
            for node in self.road.nodes.values():
                node.engine.database.close()

    def end(self):
        self.join(30)
        assert not self.is_alive(), "still running"
        if self.error:
            raise self.error


class Gate:
    """Makes statements that read a table wait in their middle, when their view of the data is already taken."""

    def __init__(self, node, table):
        self.engine = engine_for(open_database(node.engine.database.database))
        self.engine.run(f"SELECT pg_advisory_lock({GATE})")
        self.engine.run(
            "CREATE FUNCTION sb_tunggu() RETURNS boolean LANGUAGE plpgsql VOLATILE AS"
            f" $$ BEGIN PERFORM pg_advisory_lock_shared({GATE}); PERFORM pg_advisory_unlock_shared({GATE});"
            " RETURN true; END $$"
        )
        self.engine.run(f"ALTER TABLE {table} RENAME TO {table}_asli")
        self.engine.run(f"CREATE VIEW {table} AS SELECT * FROM {table}_asli WHERE sb_tunggu()")

    def wait(self, locktype="advisory"):
        """Return once some statement in this database waits for such a lock."""
        end = time.monotonic() + 20
        waiting = (
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE a.datname = current_database() AND NOT l.granted AND l.locktype = ?"
        )
        while not self.engine.value(waiting, (locktype,)):
            assert time.monotonic() < end, f"nobody waits for {locktype}"

    def open(self):
        self.engine.run(f"SELECT pg_advisory_unlock({GATE})")
        self.engine.database.close()


def proofs_hold(road):
    """Whether the digests kept along the way are those of the rows."""
    held = []
    for node in road.nodes.values():
        with node.engine.transaction():
            node.begin_step()
            held += [digest.recompute(node, link.peer) for link in node.links()]
    return all(held)


@pytest.mark.parametrize("first_load", [True, False], ids=["while comparing", "while sending"])
def test_an_edit_in_the_middle_of_a_freeze_travels_whole(road, first_load):
    village = road[VILLAGE]
    if not first_load:
        road.settle()
    row_id = add_resident(village)
    gate = Gate(village, "sb_penduduk")
    courier = Aside(road, lambda: road.couriers[VILLAGE].sync(most=30))
    gate.wait()
    change = ("UPDATE sb_penduduk_asli SET nama = 'SITI BARU' WHERE id = ?", (row_id,))
    office = Aside(road, lambda: village.engine.run(*change))
    gate.wait("transactionid")
    gate.open()
    courier.end()
    office.end()
    road.settle()
    assert road[DISTRICT].engine.value("SELECT nama FROM sb_penduduk WHERE id = ?", (row_id,)) == "SITI BARU"
    assert village.engine.value("SELECT count(*) FROM sb_pending WHERE peer = ?", (DISTRICT,)) == 0
    assert proofs_hold(road)
    assert road.unequal() == []


def test_an_edit_not_yet_committed_waits_for_the_next_exchange_and_holds_up_no_other(road):
    village = road[VILLAGE]
    road.settle()
    busy, other = add_resident(village), add_resident(village, "BUDI")
    road.settle()
    committed, edited = threading.Event(), threading.Event()

    def edit():
        with village.engine.transaction():
            village.engine.run("UPDATE sb_penduduk SET nama = 'SITI BARU' WHERE id = ?", (busy,))
            edited.set()
            committed.wait(20)

    office = Aside(road, edit)
    assert edited.wait(20)
    village.engine.run("UPDATE sb_penduduk SET nama = 'BUDI BARU' WHERE id = ?", (other,))
    road.couriers[VILLAGE].sync(most=30)
    names = "SELECT nama FROM sb_penduduk ORDER BY nama"
    assert road[DISTRICT].engine.run(names) == [("BUDI BARU",), ("SITI AMINAH",)]
    committed.set()
    office.end()
    road.settle()
    assert road[DISTRICT].engine.run(names) == [("BUDI BARU",), ("SITI BARU",)]
    assert proofs_hold(road)


def test_a_receipt_neither_waits_for_the_office_nor_clears_its_newer_mark(road):
    village = road[VILLAGE]
    road.settle()
    row_id = add_resident(village)
    rev = village.engine.value("SELECT rev FROM sb_row WHERE id = ?", (row_id,))
    committed, edited = threading.Event(), threading.Event()

    def edit():
        with village.engine.transaction():
            village.engine.run("UPDATE sb_penduduk SET nama = 'SITI BARU' WHERE id = ?", (row_id,))
            edited.set()
            committed.wait(20)

    office = Aside(road, edit)
    assert edited.wait(20)
    village.engine.clear_marks(DISTRICT, "penduduk", [(row_id, rev)])
    committed.set()
    office.end()
    mark = village.engine.one("SELECT rev FROM sb_pending WHERE peer = ? AND id = ?", (DISTRICT, row_id))
    assert mark == (rev + 1,)
    road.settle()
    assert road.unequal() == []


def test_two_villages_at_once_leave_the_kecamatans_own_proof_right(road):
    road.settle()
    for code in (VILLAGE, NEIGHBOUR):
        for number in range(120):
            add_resident(road[code], f"WARGA {number}")
    at_once = [Aside(road, lambda code=code: road.couriers[code].sync(most=30)) for code in (VILLAGE, NEIGHBOUR)]
    for one in at_once:
        one.end()
    assert proofs_hold(road)
    road.settle()
    assert road[REGENCY].engine.value("SELECT count(*) FROM sb_penduduk") == 240
    assert road.unequal() == []
