"""Follow an OpenSID database: look, bring over what changed, wait, and never give up over a broken line."""

import logging
import threading
from collections.abc import Callable

from .alamat import SumberGagal
from .laporan import Laporan

log = logging.getLogger("sid_bantuan.opensid")

PALING_LAMA = 60 * 60
"""Seconds between two tries at most, however often the source could not be reached."""


def ikuti(
    putar: Callable[[], Laporan], setiap: float, berhenti: threading.Event, selesai: Callable[[Laporan], None]
) -> None:
    """Run round after round, ``setiap`` seconds apart, until ``berhenti``; one line of the log each.

    A failure that waiting may mend is waited for, twice as long each time. Any other ends it: it is raised.
    """
    gagal = 0
    while not berhenti.is_set():
        try:
            laporan = putar()
        except SumberGagal as salah:
            if not salah.sementara:
                raise
            gagal += 1
            log.warning("%s Dicoba lagi %s.", salah, _kapan(_jeda(setiap, gagal)))
        else:
            gagal = 0
            log.info("%s", laporan.kalimat())
            selesai(laporan)
        berhenti.wait(_jeda(setiap, gagal))


def _jeda(setiap: float, gagal: int) -> float:
    """How long to wait: the usual time, doubled by each failure in a row."""
    return setiap if not gagal else min(max(setiap, 60) * 2 ** (gagal - 1), max(PALING_LAMA, setiap))


def _kapan(detik: float) -> str:
    return f"{detik:.0f} detik lagi" if detik < 60 else f"{detik / 60:.0f} menit lagi"
