"""The calendar of working days: each day with how many working days there were up to it.

The difference of two days is the working days between them, in Python and in SQL alike.
"""

from collections.abc import Sequence
from datetime import date, timedelta

PERTAMA = date(2015, 1, 1)
_SABTU = 5


def derive(node, type_name: str, ids: Sequence[str]) -> None:
    """Count anew when a holiday was added, moved or taken away."""
    if type_name == "hari_libur":
        susun(node, _terakhir(node))


def siapkan(node, hari: date) -> None:
    """See that the calendar reaches this day and the year after it."""
    if _terakhir(node) < hari + timedelta(90):
        with node.engine.transaction():
            susun(node, date(hari.year + 2, 12, 31))


def susun(node, sampai: date) -> None:
    """Write the calendar from the first day to this one."""
    libur = {str(satu[0])[:10] for satu in node.engine.run("SELECT tanggal FROM sb_hari_libur")}
    ke, hari, baris = 0, PERTAMA, []
    while hari <= sampai:
        ke += hari.weekday() < _SABTU and hari.isoformat() not in libur
        baris.append((hari.isoformat(), ke))
        hari += timedelta(1)
    node.engine.upsert("sb_hari_kerja", ("tanggal", "ke"), "tanggal", baris)


def tambah(node, dari: date, hari_kerja: int) -> date:
    """The day so many working days after one: when something is due."""
    siapkan(node, dari)
    cari = "SELECT MIN(tanggal) FROM sb_hari_kerja WHERE ke = (SELECT ke FROM sb_hari_kerja WHERE tanggal = ?) + ?"
    batas = node.engine.value(cari, (dari.isoformat(), hari_kerja))
    return date.fromisoformat(str(batas)[:10])


def _terakhir(node) -> date:
    ada = node.engine.value("SELECT MAX(tanggal) FROM sb_hari_kerja")
    return date.fromisoformat(str(ada)[:10]) if ada else PERTAMA - timedelta(1)
