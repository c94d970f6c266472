"""A message of many rows: how large it is made, laid out a part at a time, and the server's own work waits meanwhile."""

from itertools import count
from types import SimpleNamespace

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.kecamatan.api import WORKER
from sid_bantuan.kecamatan.app import create_app
from sid_bantuan.kecamatan.pengolah import Pengolah
from sid_bantuan.sync import freeze, server
from sid_bantuan.sync.courier import FEWEST, MOST, Courier
from sid_bantuan.sync.freeze import freeze_rows
from sid_bantuan.sync.wire import Reply, Request

from .support.penyerang import settled_road
from .support.road import DISTRICT, VILLAGE, add_resident


@pytest.fixture
def jalan(open_node):
    return settled_road(open_node)


@pytest.fixture
def desa(jalan, monkeypatch):
    node = jalan[VILLAGE]
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
def test_the_next_message_follows_what_the_line_carried(rows, seconds, wanted):
    assert paced(rows, rows, seconds) == wanted


def test_few_rows_on_a_quick_line_say_nothing_of_what_it_carries():
    assert paced(2_000, 10, 0.01) == 2_000


def paced(batch: int, rows: int, seconds: float) -> int:
    """How many rows the next message holds after one that might hold ``batch`` carried these."""
    link = SimpleNamespace(peer=DISTRICT, batch=batch)
    node = SimpleNamespace(set_link=lambda _peer, batch: setattr(link, "batch", batch))
    sent = Request(1, "1", VILLAGE, 1, 1, b"", b"", "", rows=[_Many(rows)])
    Courier(node, None)._pace(link, sent, Reply(1, "1", 1, 1, b"", ""), seconds)
    return link.batch


@pytest.mark.parametrize("kind", ["sqlite"])
def test_each_exchange_sets_the_size_of_the_next(jalan, desa):
    desa.set_link(DISTRICT, batch=2_000)
    courier = Courier(desa, jalan.couriers[VILLAGE].transport, clock=count(0, 100).__next__)
    assert courier.step()
    assert desa.link(DISTRICT).batch == FEWEST, "a hundred seconds for a handful of rows"


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_worker_knows_of_an_exchange_while_it_is_served(open_node, tmp_path, monkeypatch):
    app, seen, serve = create_app(open_node(DISTRICT), DISTRICT, CATALOG, tmp_path), [], server.serve
    worker = app.extensions[WORKER]
    monkeypatch.setattr(server, "serve", lambda *given: seen.append(worker._under_way) or serve(*given))
    app.test_client().post(server.EXCHANGE, data=b"x")
    assert (seen, worker._under_way) == ([1], 0)


class _Many:
    """So many rows, for their number alone."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count
