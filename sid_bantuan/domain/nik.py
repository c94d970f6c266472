"""NIK and No KK: what can never be right (refused) and what only looks wrong (a warning)."""

import re

_DIGITS = re.compile(r"\d{16}")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def nik_fault(nik: str) -> str | None:
    """The code of the problem that makes a NIK impossible, or None.

    Shape only: 16 digits, a day that can exist (women add 40), a serial above 0000.
    """
    if _DIGITS.fullmatch(nik) is None:
        return "nik_bukan_16_angka"
    day, month = int(nik[6:8]), int(nik[8:10])
    day -= 40 if day > 40 else 0
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return "nik_tanggal_mustahil"
    return "nik_urut_0000" if nik.endswith("0000") else None


def no_kk_fault(no_kk: str) -> str | None:
    """The code of the problem of a family card number: only its length and shape are sure."""
    return None if _DIGITS.fullmatch(no_kk) else "no_kk_bukan_16_angka"
