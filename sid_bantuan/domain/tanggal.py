"""Dates as offices write them, read into calendar days; and days as offices read them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

TERAWAL, TERAKHIR = date(1850, 1, 1), date(2150, 12, 31)
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_LEAP_BUG = 60  # the 29 February 1900 that spreadsheets believe in

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})[-/. ]+([A-Za-z]{3,9})\.?[-/., ]+(\d{2}|\d{4})")
_CLOCK = re.compile(r"[T ]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?Z?$")
_SERIAL = re.compile(r"\d{4,6}(\.0+)?")
_EMPTY = frozenset(
    ("", "-", "0", "0.0", "00-00-0000", "0000-00-00", "00/00/0000", "0000-00-00 00:00:00", "null", "none")
)

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_BULAN = {nama[:3].lower(): nomor for nomor, nama in enumerate(BULAN, 1)} | {
    "may": 5, "aug": 8, "agt": 8, "ags": 8, "oct": 10, "nop": 11, "dec": 12, "peb": 2,
}  # fmt: skip


def baca_tanggal(nilai) -> tuple[date | None, str | None]:
    """A date from a cell or a form: ``(day, fault)``; empty and zero dates are ``(None, None)``.

    Read are 21-11-2026, 21/11/2026, 21.11.2026, 2026-11-21, 21 November 2026 (day before
    month always), a spreadsheet's own dates and its serial numbers. A year of two digits
    is refused: for a birth date it can mean two centuries.
    """
    if nilai is None or nilai == "":
        return None, None
    if isinstance(nilai, datetime):
        return _dalam_batas(nilai.date())
    if isinstance(nilai, date):
        return _dalam_batas(nilai)
    if isinstance(nilai, (int, float)):
        return _dari_nomor(nilai)
    return _dari_teks(str(nilai).strip(" \t\r\n\u00a0'"))


@lru_cache(maxsize=65_536)
def _dari_teks(text: str) -> tuple[date | None, str | None]:
    if text.lower() in _EMPTY:
        return None, None
    text = _CLOCK.sub("", text)
    if found := _YEAR_FIRST.fullmatch(text):
        return _susun(*map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return _tahun_penuh(year, int(month), int(day))
    if found := _WORDS.fullmatch(text):
        day, word, year = found.groups()
        month = _BULAN.get(word[:3].lower())
        return _tahun_penuh(year, month, int(day)) if month else (None, "tanggal_tidak_terbaca")
    if _SERIAL.fullmatch(text):
        return _dari_nomor(float(text))
    return None, "tanggal_tidak_terbaca"


def _tahun_penuh(year: str, month: int, day: int) -> tuple[date | None, str | None]:
    if len(year) == 2:
        return None, "tanggal_tahun_dua_angka"
    if not int(year) and not month and not day:
        return None, None
    return _susun(int(year), month, day)


def _susun(year: int, month: int, day: int) -> tuple[date | None, str | None]:
    try:
        return _dalam_batas(date(year, month, day))
    except ValueError:
        return None, "tanggal_mustahil"


def _dari_nomor(nilai: float) -> tuple[date | None, str | None]:
    """A spreadsheet's serial number: days since 30-12-1899, where 60 is a day that never was."""
    if not nilai:
        return None, None
    if not 1 <= nilai < 100_000 or int(nilai) == _EXCEL_LEAP_BUG:
        return None, "tanggal_tidak_terbaca"
    days = int(nilai) + (1 if nilai < _EXCEL_LEAP_BUG else 0)
    return _dalam_batas(_EXCEL_ZERO + timedelta(days=days))


def _dalam_batas(found: date) -> tuple[date | None, str | None]:
    return (found, None) if TERAWAL <= found <= TERAKHIR else (None, "tanggal_mustahil")


def teks_tanggal(hari: date | str | None) -> str:
    """A day, or its ISO text, as offices write it: ``21-11-2026``; nothing for no day."""
    if not hari:
        return ""
    iso = hari if isinstance(hari, str) else hari.isoformat()
    return f"{iso[8:10]}-{iso[5:7]}-{iso[:4]}"


def panjang(hari: date) -> str:
    """A day in words, for letters and headings: ``21 November 2026``."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def hari_setempat(saat: str | None) -> date | None:
    """The day of a moment where the office is; None where the clock that wrote it was dead."""
    try:
        ini = datetime.fromisoformat(saat or "")
        return (ini.astimezone() if ini.tzinfo else ini).date()
    except (ValueError, OverflowError, OSError):
        return None


def umur(lahir: date, pada: date) -> int:
    """Whole years lived on a day; negative for a birth still to come."""
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))
