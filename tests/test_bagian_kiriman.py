"""A message of many rows: how large it is made, laid out a part at a time, and the server's own work waits meanwhile."""

import pytest

from sid_bantuan.kecamatan.pengolah import Pengolah
from sid_bantuan.sync import freeze
from sid_bantuan.sync.courier import FEWEST, MOST, Courier
from sid_bantuan.sync.freeze import freeze_rows
from sid_bantuan.sync.wire import Reply, Request

from .support.penyerang import settled_road
from .support.road import DISTRICT, VILLAGE, add_resident


@pytest.fixture
def desa(open_node, monkeypatch):
    node = settled_road(open_node)[VILLAGE]
    monkeypatch.setattr(freeze, "MOST_TOGETHER", 3)
    with node.engine.transaction():
        for _ in range(7):
            add_resident(node)
    return node


def test_rows_go_in_parts_and_each_of_them_once(desa):
    waiting = {row[0] for row in desa.engine.run("SELECT id FROM sb_pending WHERE peer = ?", (DISTRICT,))}
    assert len(waiting) > 3
    with desa.engine.transaction():
        parts = freeze_rows(desa, DISTRICT, 100)
    ids = [row_id for part in parts for row_id in part.id_list()]
    assert max(map(len, parts)) == 3
    assert len(ids) == len(set(ids))
    assert set(ids) == waiting


def test_the_parts_together_are_no_more_than_asked_for(desa):
    with desa.engine.transaction():
        parts = freeze_rows(desa, DISTRICT, 4)
    assert sum(map(len, parts)) == 4


def test_the_worker_waits_while_an_exchange_is_under_way_but_not_for_ever():
    worker = Pengolah(lambda: None)
    assert not worker._busy(began=1e12)
    with worker.exchanging(), worker.exchanging():
        assert worker._busy(began=1e12)
        assert not worker._busy(began=0), "it has waited long enough"
    assert not worker._busy(began=1e12)


@pytest.mark.parametrize(
    "rows, seconds, wanted",
    [
        (500, 0.05, 2_000),
        (2_000, 0.2, 8_000),
        (20_000, 1.0, MOST),
        (4_000, 1.0, 6_000),
        (4_000, 4.0, 4_000),
        (2_000, 10.0, 1_000),
        (50, 60.0, FEWEST),
    ],
)
def test_the_next_message_follows_what_the_line_carried(desa, rows, seconds, wanted):
    courier = Courier(desa, None)
    desa.set_link(DISTRICT, batch=rows)
    full = Request(1, "1", VILLAGE, 1, 1, b"", b"", "", rows=[_Many(rows)])
    courier._pace(desa.link(DISTRICT), full, Reply(1, "1", 1, 1, b"", ""), seconds)
    assert desa.link(DISTRICT).batch == wanted


class _Many:
    """So many rows, for their number alone."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count
