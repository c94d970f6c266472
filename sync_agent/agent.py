"""Run on a schedule: sync, derive, check at night; catch up after a power cut, back off when the line is down."""

import logging
import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import schedule

from sid_bantuan.domain.wilayah import level
from sid_bantuan.settings import Settings
from sid_bantuan.sync import rounds
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .check import check

log = logging.getLogger("sync_agent")
LONGEST_WAIT = 3600


class Agent:
    """The jobs of one installation. ``clock`` counts seconds; ``stop`` ends ``run``."""

    def __init__(self, node: Node, settings: Settings, jitter: Callable[[], float] = random.random):
        self.node, self.settings, self.jitter = node, settings, jitter
        self.scheduler = schedule.Scheduler()
        self.failures = 0
        self.stop = threading.Event()

    def run(self) -> None:
        """Work until ``stop``: at once for what was missed, then on schedule."""
        if level(self.node.code) != "kabupaten":
            self.plan_sync(0)
        self.scheduler.every().day.at(self.settings.sinkron.pemeriksaan).do(self.guarded, self.check)
        if self.check_is_overdue():
            self.scheduler.every(1).seconds.do(self.once, self.check).tag("susulan")
        while not self.stop.is_set():
            self.scheduler.run_pending()
            self.stop.wait(min(max(self.scheduler.idle_seconds or 0, 0.2), 30))

    def guarded(self, job: Callable[[], None]) -> None:
        """Run a job so that its failure hurts no other: ``schedule`` itself would stop them all."""
        try:
            job()
        except Exception:
            log.exception("Pekerjaan %s gagal; yang lain berjalan terus.", job.__name__)

    def once(self, job: Callable[[], None]):
        """Run a job guarded, and not again."""
        self.guarded(job)
        return schedule.CancelJob

    def plan_sync(self, seconds: float) -> None:
        """Put the next sync this far ahead."""
        self.scheduler.clear("sinkron")
        self.scheduler.every(max(1, round(seconds))).seconds.do(self.guarded, self.sync).tag("sinkron")

    def sync(self) -> None:
        """One round, its line in the log, and the time of the next."""
        ok = False
        try:
            ok = self.round()
        finally:
            self.failures = 0 if ok else self.failures + 1
            self.plan_sync(self.next_in())

    def round(self) -> bool:
        drain_all(self.node)
        try:
            done = rounds.run(self.node, self.settings.folder, *self.settings.line)
        except rounds.Running:
            return True
        level = logging.INFO if done.ok else logging.WARNING
        log.log(level, "%s (%s)", done.sentence, figures(done))
        return done.ok

    def next_in(self) -> float:
        """Seconds until the next sync: the set interval, or doubling waits after failures, never all villages at once."""
        usual = self.settings.sinkron.setiap_menit * 60
        if not self.failures:
            return usual * (0.9 + 0.2 * self.jitter())
        return min(LONGEST_WAIT, min(usual, 30) * 2 ** min(self.failures - 1, 10)) * (0.75 + 0.5 * self.jitter())

    def check(self) -> None:
        """The night check; its findings go to the log, its time to a file so that a missed one is caught up."""
        for finding in check(self.node).findings:
            log.warning("Pemeriksaan: %s", finding)
        self._stamp.write_text(datetime.now(UTC).isoformat(timespec="seconds"), encoding="ascii")

    def check_is_overdue(self) -> bool:
        """Whether the last night check is more than a day ago, as after a night without power."""
        try:
            last = datetime.fromisoformat(self._stamp.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return True
        return datetime.now(UTC) - last > timedelta(hours=25)

    @property
    def _stamp(self) -> Path:
        return self.settings.folder / "pemeriksaan.txt"


def figures(done: rounds.Round) -> str:
    """Exchanges, kilobytes and seconds of a round."""
    tally = done.tally
    size = (tally.bytes_up + tally.bytes_down) / 1024
    return f"{tally.exchanges} pertukaran, {size:.0f} KB, {done.seconds:.1f} detik".replace(".", ",")
