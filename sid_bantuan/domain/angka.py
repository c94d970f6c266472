"""Whole numbers as people write them in an office: ``1.500``, ``Rp600.000,00``, ``12``."""

import re

_TERTULIS = re.compile(r"(?:rp\.? ?)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:00?|-))?", re.IGNORECASE)
PANJANG = 15
"""More digits than these nobody means."""


def baca_angka(teks: str) -> int | None:
    """The number; None where nothing is written. Raises ``ValueError``.

    A dot stands only between groups of three, so ``1.5`` is refused and never taken for 15.
    """
    bersih = teks.strip()
    if not bersih:
        return None
    tulis = _TERTULIS.fullmatch(bersih)
    angka = tulis[1].replace(".", "") if tulis else ""
    if not angka or len(angka) > PANJANG:
        raise ValueError(teks)
    return int(angka)
