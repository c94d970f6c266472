"""NIK and No KK: what can never be right (refused) and what only looks wrong (a warning).

A NIK is PPKKCC DDMMYY SSSS: the place of first registration, the birth date (women add 40
to the day) and a serial number. One that was issued is never replaced, so disagreement
with the person's data is a warning; only what no office can have issued is a fault.
"""

import re
from datetime import date

_DIGITS = re.compile(r"\d{16}", re.ASCII)
_USUAL = re.compile(
    r"(?!(\d)\1{15})[1-9]\d{5}(?:[04][1-9]|[15]\d|[26][0-8])(?:0[1-9]|1[0-2])\d\d(?!0000)\d{4}", re.ASCII
)
"""Surely possible at a glance: nearly every NIK, and a first load checks tens of thousands."""
_SAME = re.compile(r"(\d)\1{15}")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d*)?\s*[eE]\s*\+?\s*\d+")
_SEPARATORS = str.maketrans("", "", " \t\n\r\u00a0\u200b\ufeff'’`.-")
_ABSENT = frozenset(("", "tidakada", "belumada", "belumadanik", "belumpunya", "kosong", "n/a", "na", "null", "none"))
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def nik_fault(nik: str) -> str | None:
    """The code of the problem that makes a NIK impossible, or None.

    Shape only: 16 digits, a province above 10, a day that can exist, a serial above 0000.
    """
    if _USUAL.fullmatch(nik):
        return None
    if _DIGITS.fullmatch(nik) is None:
        return "nik_bukan_16_angka"
    if nik[0] == "0":
        return "nik_sementara"
    if _SAME.fullmatch(nik):
        return "nik_angka_sama"
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    day -= 40 if day > 40 else 0
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1] or (day == 29 and month == 2 and year % 4):
        return "nik_tanggal_mustahil"
    return "nik_urut_0000" if nik.endswith("0000") else None


def no_kk_fault(no_kk: str) -> str | None:
    """The code of the problem of a family card number: only its length and shape are sure."""
    return None if _DIGITS.fullmatch(no_kk) else "no_kk_bukan_16_angka"


def baca_nik(nilai) -> tuple[str | None, str | None]:
    """A NIK as typed or as a sheet's cell holds it: ``(nik, fault)``.

    ``(None, None)`` means *belum ada NIK*: empty, ``0``, or the placeholder that other
    village software fills in (a zero, the village code, a sequence).
    """
    return _baca(nilai, "nik", nik_fault)


def baca_no_kk(nilai) -> tuple[str | None, str | None]:
    """A No KK as typed or as a sheet's cell holds it: ``(no_kk, fault)``; ``(None, None)`` is none yet."""
    return _baca(nilai, "no_kk", no_kk_fault)


def _baca(nilai, jenis: str, fault) -> tuple[str | None, str | None]:
    text, damage = _angka(nilai)
    if damage:
        return None, f"{jenis}_{damage}"
    if text.lower() in _ABSENT or not text.strip("0") or (text[0] == "0" and _DIGITS.fullmatch(text)):
        return None, None
    problem = fault(text)
    return (None, problem) if problem else (text, None)


def _angka(nilai) -> tuple[str, str | None]:
    """The bare characters of a number, and how a spreadsheet damaged it."""
    if nilai is None:
        return "", None
    if isinstance(nilai, (int, float)):
        return _dari_sel_angka(nilai)
    text = str(nilai).strip()
    if _SCIENTIFIC.fullmatch(text):
        return text, "notasi_excel"
    return text.translate(_SEPARATORS), None


def _dari_sel_angka(nilai: float) -> tuple[str, str | None]:
    """A spreadsheet keeps 15 digits of a number: the sixteenth becomes 0, a leading 0 is dropped."""
    if nilai != nilai or nilai in (float("inf"), float("-inf")) or nilai != int(nilai):
        return str(nilai), "angka_hilang"
    digits = str(int(nilai))
    if len(digits) == 15:
        return "0" + digits, None
    lost = len(digits) >= 16 and digits.endswith("0")
    return digits, "angka_hilang" if lost else None


def jenis_kelamin_nik(nik: str) -> int:
    """The sex a NIK says: 1 man, 2 woman."""
    return 2 if nik[6] >= "4" else 1


def wilayah_nik(nik: str) -> str:
    """The kecamatan code where the NIK was first registered: ``35.22.01``."""
    return f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}"


def angka_tanggal(lahir: date, jenis_kelamin: int) -> str:
    """The six digits a NIK holds for this birth date and sex."""
    day = lahir.day + (40 if jenis_kelamin == 2 else 0)
    return f"{day:02}{lahir.month:02}{lahir.year % 100:02}"


def selaras_tanggal(nik: str, lahir: date) -> bool:
    """Whether a NIK agrees with a birth date; the century is not in the NIK."""
    day = int(nik[6:8])
    day -= 40 if day > 40 else 0
    return day == lahir.day and nik[8:12] == f"{lahir.month:02}{lahir.year % 100:02}"
