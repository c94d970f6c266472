"""A message of many rows is laid out a part at a time, and the server's own work waits while one is under way."""

import pytest

from sid_bantuan.kecamatan.pengolah import Pengolah
from sid_bantuan.sync import freeze
from sid_bantuan.sync.freeze import freeze_rows

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
