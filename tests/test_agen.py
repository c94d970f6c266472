"""The courier's schedule: what was missed is caught up, one failure hurts no other, waits grow and never pile up."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.settings import load, template
from sid_bantuan.sync import rounds
from sid_bantuan.sync.courier import Tally
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare
from sid_bantuan.sync.signature import new_key
from sync_agent.agent import LONGEST_WAIT, Agent
from sync_agent.status import sentences, status

VILLAGE = "35.22.01.2001"


@pytest.fixture
def agent(tmp_path):
    file = tmp_path / "sid-bantuan.toml"
    file.write_text(template(VILLAGE, data_folder=".", sinkron_setiap_menit=15), encoding="utf-8")
    settings = load(file, {})
    node = Node(prepare(open_sqlite(settings.database), VILLAGE, CATALOG), VILLAGE, CATALOG)
    yield Agent(node, settings, jitter=lambda: 0.5)
    node.engine.database.close()


def answered(monkeypatch, *outcomes):
    """Have each round end as given; the last one for ever."""
    left = list(outcomes)

    def run(*_):
        ok = left.pop(0) if len(left) > 1 else left[0]
        return rounds.Round(ok, "Terkirim 0." if ok else "Server tidak dapat dihubungi.", Tally(), 0.1)

    monkeypatch.setattr(rounds, "run", run)


def test_waits_double_while_the_line_is_down_and_return_to_normal_after(agent, monkeypatch):
    answered(monkeypatch, False, False, False, True)
    waits = []
    for _ in range(4):
        agent.sync()
        waits.append(agent.next_in())
    assert waits == [30, 60, 120, 900]


def test_a_week_without_a_line_never_waits_longer_than_an_hour(agent):
    agent.failures = 500
    assert agent.next_in() <= LONGEST_WAIT * 1.25


def test_a_job_that_fails_leaves_the_others_on_the_schedule(agent, caplog):
    def broken():
        raise RuntimeError("disk penuh")

    done = threading.Event()
    agent.scheduler.every(1).seconds.do(agent.guarded, broken)
    agent.scheduler.every(1).seconds.do(agent.guarded, done.set)
    with caplog.at_level(logging.ERROR, "sync_agent"):
        agent.scheduler.run_all()
    assert done.is_set()
    assert "broken gagal" in caplog.text


def test_a_missed_night_check_is_caught_up_and_a_recent_one_is_not(agent):
    assert agent.check_is_overdue()
    agent.check()
    assert not agent.check_is_overdue()
    old = datetime.now(UTC) - timedelta(hours=30)
    agent._stamp.write_text(old.isoformat(), encoding="ascii")
    assert agent.check_is_overdue()


def test_each_sync_leaves_one_line_a_person_can_read(agent, monkeypatch, caplog):
    answered(monkeypatch, True)
    with caplog.at_level(logging.INFO, "sync_agent"):
        agent.sync()
    assert [record.message for record in caplog.records] == ["Terkirim 0. (0 pertukaran, 0 KB, 0,1 detik)"]


def test_stopping_ends_the_work_at_once(agent, monkeypatch):
    answered(monkeypatch, True)
    worker = threading.Thread(target=agent.run)
    worker.start()
    agent.stop.set()
    worker.join(5)
    assert not worker.is_alive()


def test_a_line_that_went_down_is_remembered_from_its_first_failure(agent):
    node = agent.node
    node.engine.run(
        "INSERT INTO sb_link (peer, role, url, chain, own_key, peer_key) VALUES ('35.22.01', 'up', ?, ?, ?, ?)",
        ("http://127.0.0.1:9", b"E1", new_key(), new_key()),
    )
    agent.sync()
    first = node.engine.one("SELECT problem, problem_at FROM sb_link")
    assert first[0] == "unreachable"
    agent.sync()
    assert node.engine.one("SELECT problem, problem_at FROM sb_link") == first
    assert "Masalah sejak" in "\n".join(sentences(status(node)))
