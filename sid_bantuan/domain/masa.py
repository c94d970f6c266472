"""Periods of disbursement: ``2026``, ``2026-S1``, ``2026-T3``, ``2026-11``. Pure.

Text like this sorts and travels well, but only periods of one length compare as text: compare by ``rentang``.
"""

import re
from datetime import date, timedelta

from .tanggal import BULAN

_BENTUK = re.compile(
    r"(?P<tahun>20\d\d|21\d\d)(?:-(?:S(?P<semester>[12])|T(?P<triwulan>[1-4])|(?P<bulan>0[1-9]|1[0-2])))?"
)
_LAMA = {1: 12, 2: 6, 4: 3, 12: 1}
"""Times a year -> months of one period."""
_ANGKA = ("", "I", "II", "III", "IV")


def is_masa(teks: str) -> bool:
    """Whether the text names a period."""
    return _BENTUK.fullmatch(teks or "") is not None


def rentang(masa: str) -> tuple[date, date]:
    """Its first and its last day. Raises ``ValueError`` for what is no period."""
    cocok = _BENTUK.fullmatch(masa or "")
    if cocok is None:
        raise ValueError(f"{masa!r} bukan masa penyaluran")
    tahun, awal, lama = int(cocok["tahun"]), 1, 12
    if cocok["semester"]:
        awal, lama = int(cocok["semester"]) * 6 - 5, 6
    elif cocok["triwulan"]:
        awal, lama = int(cocok["triwulan"]) * 3 - 2, 3
    elif cocok["bulan"]:
        awal, lama = int(cocok["bulan"]), 1
    akhir = date(tahun + (awal + lama > 12), (awal + lama - 1) % 12 + 1, 1)
    return date(tahun, awal, 1), akhir - timedelta(days=1)


def bertindih(satu: str, lain: str) -> bool:
    """Whether two periods have a day in common."""
    (awal, akhir), (awal_lain, akhir_lain) = rentang(satu), rentang(lain)
    return awal <= akhir_lain and awal_lain <= akhir


def pada(kali_setahun: int, hari: date) -> str:
    """The period this day lies in, for aid given so many times a year; aid for an event is told by months."""
    lama = _LAMA.get(kali_setahun, 1)
    ke = (hari.month - 1) // lama + 1
    return {12: f"{hari.year}", 6: f"{hari.year}-S{ke}", 3: f"{hari.year}-T{ke}"}.get(
        lama, f"{hari.year}-{hari.month:02}"
    )


def sesudah(masa: str) -> str:
    """The next one of the same length."""
    return pada(_kali(masa), rentang(masa)[1] + timedelta(days=1))


def sebelum(masa: str) -> str:
    """The one before, of the same length."""
    return pada(_kali(masa), rentang(masa)[0] - timedelta(days=1))


def sebut(masa: str) -> str:
    """A period in words: ``November 2026``, ``Triwulan III 2026``, ``Semester I 2026``, ``Tahun 2026``."""
    cocok = _BENTUK.fullmatch(masa or "")
    if cocok is None:
        return masa
    if cocok["semester"]:
        return f"Semester {_ANGKA[int(cocok['semester'])]} {cocok['tahun']}"
    if cocok["triwulan"]:
        return f"Triwulan {_ANGKA[int(cocok['triwulan'])]} {cocok['tahun']}"
    return f"{BULAN[int(cocok['bulan']) - 1]} {cocok['tahun']}" if cocok["bulan"] else f"Tahun {cocok['tahun']}"


def pilihan(kali_setahun: int, hari: date) -> list[str]:
    """What can be chosen around this day, the latest first: the next period, this one, and a year back."""
    satu = sesudah(pada(kali_setahun, hari))
    hasil = [satu]
    while rentang(satu)[0].year >= hari.year - 1 and len(hasil) < 26:
        satu = sebelum(satu)
        hasil.append(satu)
    return hasil


def _kali(masa: str) -> int:
    awal, akhir = rentang(masa)
    return 12 // (akhir.month - awal.month + 1)
