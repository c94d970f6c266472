"""How values look on every screen: dates, numbers, NIK, badges. Colour never speaks alone."""

from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup

BADGES = {
    "menunggu": ("jam", "Menunggu verval"),
    "valid": ("centang", "Valid"),
    "perlu_perbaikan": ("pensil", "Perlu perbaikan"),
    "ditolak": ("silang", "Ditolak"),
    "peringatan": ("awas", "Peringatan"),
    "info": ("info", "Keterangan"),
    "netral": ("titik", ""),
}
"""Kind -> (icon, words). The class on the page is ``lencana-<kind>`` with hyphens."""


@lru_cache(256)
def ikon(name: str) -> Markup:
    """An icon of the page's sprite; decoration only, so screen readers skip it."""
    return Markup('<svg class="ikon" aria-hidden="true" focusable="false"><use href="#sid-{}"/></svg>').format(name)


def lencana(kind: str, words: str | None = None) -> Markup:
    """A badge: colour, icon and words together. Unknown kinds look neutral."""
    icon, usual = BADGES.get(kind, ("titik", kind))
    style = kind.replace("_", "-") if kind in BADGES else "netral"
    return Markup('<span class="lencana lencana-{}">{}<span>{}</span></span>').format(style, ikon(icon), words or usual)


def tanggal(value: date | datetime | str | None) -> str:
    """A day as offices write it: 21-11-2026. Moments in UTC (``…Z``) are shown in this office's own time."""
    found = _moment(value)
    return f"{found:%d-%m-%Y}" if found else ""


def waktu(value: datetime | str | None) -> str:
    """A moment: 21-11-2026 14.02; only its day where no hour is known."""
    found = _moment(value)
    if found is None:
        return ""
    return f"{found:%d-%m-%Y}" if isinstance(value, str) and len(value) == 10 else f"{found:%d-%m-%Y %H.%M}"


def jam(value: datetime | str | None) -> str:
    """The hour where it was today (14.02), else day and hour."""
    found = _moment(value)
    if found is None:
        return ""
    return f"{found:%H.%M}" if found.date() == date.today() else f"{found:%d-%m-%Y %H.%M}"


def _moment(value):
    if not isinstance(value, str):
        return value or None
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone() if found.tzinfo else found
    except (ValueError, OverflowError, OSError):  # another office's clock may stand anywhere
        return None


def angka(value: int | None) -> str:
    """A whole number with dots: 1.366.227."""
    return "" if value is None else f"{value:,}".replace(",", ".")


def rupiah(value: int | None) -> str:
    """Whole rupiah: Rp2.500.000."""
    return "" if value is None else f"Rp{angka(value)}"


def nomor(value: str | None) -> str:
    """A NIK or No KK in groups that can be read aloud: 352201 410590 0001."""
    if not value or len(value) != 16:
        return value or ""
    return f"{value[:6]} {value[6:12]} {value[12:]}"


def nomor_tersamar(value: str | None) -> str:
    """The same with the birth date and all but the last four hidden."""
    if not value:
        return ""
    return f"•••••• •••••• {value[-4:]}" if len(value) == 16 else "••••"
