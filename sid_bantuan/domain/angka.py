"""Whole numbers as people write them in an office (``1.500``, ``Rp600.000,00``, ``12``), and as our own pages send them."""

import re

_TERTULIS = re.compile(r"(?:rp\.? ?)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:00?|-))?", re.IGNORECASE)
_KIRIMAN = re.compile(r"[0-9]{1,15}")
PANJANG = 15
"""More digits than these nobody means."""
TERBESAR = 2**31 - 1
"""The largest number a column of a record holds."""


class AngkaTerlaluBesar(ValueError):
    """A number, but larger than what is asked for can be. ``paling``: the largest."""

    def __init__(self, paling: int):
        self.paling = paling
        super().__init__(f"lebih dari {paling}")


def baca_angka(teks: str, paling: int | None = None) -> int | None:
    """The number; None where nothing is written. Raises ``ValueError``, for one above ``paling`` ``AngkaTerlaluBesar``.

    A dot stands only between groups of three, so ``1.5`` is refused and never taken for 15.
    """
    bersih = teks.strip()
    if not bersih:
        return None
    tulis = _TERTULIS.fullmatch(bersih)
    if not tulis:
        raise ValueError(bersih[:40])
    angka = tulis[1].replace(".", "").lstrip("0") or "0"
    if len(angka) > PANJANG:
        raise AngkaTerlaluBesar(paling or 10**PANJANG - 1)
    if paling is not None and int(angka) > paling:
        raise AngkaTerlaluBesar(paling)
    return int(angka)


def angka_kiriman(teks: str | None) -> int | None:
    """A number one of our own pages sent: a version, a place in a list. None for whatever else arrives."""
    return int(teks) if _KIRIMAN.fullmatch(teks or "") else None
