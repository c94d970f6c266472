"""Derive at the server what arrived: warnings, search, the steward's queue, in a thread beside the requests.

Exchanges come first: a child on a poor line must not wait for this. Work goes on in small
transactions whenever the line is quiet, and at the latest after ``PATIENCE`` seconds.
"""

import logging
import threading
import time
from contextlib import contextmanager, suppress

from ..sync.local import drain
from ..sync.node import Node

log = logging.getLogger("sid_bantuan")
QUIET, PATIENCE, SLICE = 0.5, 20.0, 500


class Pengolah:
    """One worker for one application. ``new_node`` gives a node for the worker's own thread."""

    def __init__(self, new_node):
        self.new_node = new_node
        self.wake, self.stop = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None
        self._lock, self._last, self._under_way = threading.Lock(), 0.0, 0

    @contextmanager
    def exchanging(self):
        """While an exchange is under way the worker waits, unless it has waited long."""
        with self._lock:
            self._under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1

    def arrived(self) -> None:
        """Something arrived: derive from it soon."""
        self._last = time.monotonic()
        self.wake.set()
        with self._lock:
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, name="pengolah", daemon=True)
                self.thread.start()

    def close(self) -> None:
        """End the worker."""
        self.stop.set()
        self.wake.set()
        with suppress(AttributeError):
            self.thread.join(10)

    def _run(self) -> None:
        while not self.stop.is_set():
            self.wake.wait()
            self.wake.clear()
            began = time.monotonic()
            while not self.stop.is_set() and self._busy(began):
                self.stop.wait(QUIET / 2)
            self._work()

    def _busy(self, began: float) -> bool:
        now = time.monotonic()
        return (self._under_way or now - self._last < QUIET) and now - began < PATIENCE

    def _work(self) -> None:
        node: Node = self.new_node()
        try:
            with node.engine.database.connection_context():
                node.engine.small_cache()
                while not self.stop.is_set() and drain(node, SLICE):
                    if self._busy(time.monotonic()):
                        self.stop.wait(QUIET / 2)
        except Exception:
            # Nothing is lost: the marks stand, and the next arrival, screen or night check tries again.
            log.exception("Pengolahan data yang masuk gagal; akan dicoba lagi.")
