"""Proposed values in words, the same on every screen and sheet."""

from ...domain.pesan import nama_kolom
from ...domain.tanggal import teks_tanggal
from ...sync.fields import CodeField, DayField
from ..kependudukan.tables import Penduduk

KOSONG = "(kosong)"


def sebut(kolom: str, nilai) -> str:
    """One value of a resident's column as people read it; a column of the family card stands as it is."""
    if nilai is None or nilai == "":
        return KOSONG
    bidang = Penduduk._meta.columns.get(kolom)
    if isinstance(bidang, CodeField):
        return bidang.codes.get(nilai, f"kode {nilai}")
    return teks_tanggal(str(nilai)) if isinstance(bidang, DayField) else str(nilai)


def sebut_beda(kolom: str, lama, baru) -> str:
    """One difference in a line: ``Pekerjaan: (kosong) → Petani``."""
    return f"{nama_kolom(kolom)}: {sebut(kolom, lama)} → {sebut(kolom, baru)}"
