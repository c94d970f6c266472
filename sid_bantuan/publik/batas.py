"""How often strangers may ask: a handful at once and then steadily, for each address and for all together.

Kept in memory: it guards the work of one server, not a secret. Whoever shares an address (an office, a mobile
network) shares its handful, so the handful is large.
"""

import threading
import time
from collections.abc import Callable

PER_ALAMAT, SEMUA = (40, 0.5), (600, 20.0)
"""(at once, again per second) for one address, and for everybody."""
PALING_BANYAK = 10_000
"""Addresses that are remembered; beyond it those that have been quiet longest are forgotten."""
DEKAT = frozenset({"127.0.0.1", "::1", None})
"""Behind a proxy everybody comes from this machine: then only the limit for all holds here."""


class Batas:
    """Buckets that fill up again with time. ``jam``: seconds that only go forward."""

    def __init__(self, jam: Callable[[], float] = time.monotonic):
        self._jam, self._kunci = jam, threading.Lock()
        self._isi: dict[str, tuple[float, float]] = {}

    def tunggu(self, alamat: str | None) -> int:
        """Take one turn; 0 where it was free, else the seconds after which to come back."""
        with self._kunci:
            kini = self._jam()
            # His own turn first: who asks without end must not use up that of everybody else.
            lama = 0 if alamat in DEKAT else self._ambil(alamat[:45], PER_ALAMAT, kini)
            return lama or self._ambil("", SEMUA, kini)

    def _ambil(self, kunci: str, batas: tuple[int, float], kini: float) -> int:
        penuh, laju = batas
        ada, pada = self._isi.pop(kunci, (float(penuh), kini))
        ada = min(penuh, ada + (kini - pada) * laju)
        # Put in at the end: the first one in the table has been quiet longest.
        self._isi[kunci] = (ada - 1 if ada >= 1 else ada, kini)
        while len(self._isi) > PALING_BANYAK:
            self._isi.pop(next(iter(self._isi)))
        return 0 if ada >= 1 else max(1, round((1 - ada) / laju))
