"""Follow an OpenSID database: look, bring over what changed, wait, and never give up over a broken line."""

import logging
import threading
from collections.abc import Callable

from peewee import InterfaceError, OperationalError

from .alamat import SumberGagal
from .laporan import Laporan

log = logging.getLogger("sid_bantuan.opensid")

PALING_LAMA = 60 * 60
"""Seconds between two tries at most, however often the source could not be reached."""


def ikuti(
    putar: Callable[[], Laporan], setiap: float, berhenti: threading.Event, selesai: Callable[[Laporan], None]
) -> None:
    """Run round after round, ``setiap`` seconds apart, until ``berhenti``; one line of the log each.

    A failure is waited for, twice as long each time. Only before the first round that went well does one that
    waiting cannot mend (a wrong password, another village) end it: it is raised.
    """
    gagal, pernah = 0, False
    while not berhenti.is_set():
        try:
            laporan = putar()
        except SumberGagal as salah:
            if not (salah.sementara or pernah):
                raise
            gagal += 1
            log.warning("%s Dicoba lagi %s.", salah, _kapan(_jeda(setiap, gagal)))
        except (OperationalError, InterfaceError) as salah:
            gagal += 1
            log.warning(
                "Basis data di sini tidak dapat dipakai (%s). Dicoba lagi %s.", salah, _kapan(_jeda(setiap, gagal))
            )
        else:
            gagal, pernah = 0, True
            log.info("%s", laporan.kalimat())
            selesai(laporan)
        berhenti.wait(_jeda(setiap, gagal))


def _jeda(setiap: float, gagal: int) -> float:
    """How long to wait: the usual time, doubled by each failure in a row."""
    return min(setiap * 2 ** max(gagal - 1, 0), max(PALING_LAMA, setiap))


def _kapan(detik: float) -> str:
    return f"{detik:.0f} detik lagi" if detik < 60 else f"{detik / 60:.0f} menit lagi"
