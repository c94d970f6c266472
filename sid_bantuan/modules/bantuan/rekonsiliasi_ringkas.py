"""The numbers of a reconciliation village by village, kept where there are many, and a page of the names behind one."""

from collections.abc import Callable, Sequence
from datetime import date

from ...domain.peran import Operator
from ...domain.wilayah import within
from ..kependudukan.pekerjaan import Pekerjaan
from . import per_desa, rekonsiliasi
from .rekonsiliasi import SAMA, Rekon, Temuan
from .tables_usulan import Putaran

KERJA = "rekonsiliasi"
BERBEDA, LAMA = "berbeda", "lama"
"""What can be asked for beside one kind of finding: all that differ, and those that stem from an older version."""
_ISI = ("versi", "diserahkan", "di_sana", "per_tanggal", "sumber", "sama_versi", "lama")


def ambil(
    node, operator: Operator, putaran: Putaran, area: str, segar: bool = False
) -> tuple[list[Rekon] | None, Pekerjaan | None, str]:
    """Every village of the area within the round, or None while they are compared for the first time; the work that is
    under way; the moment of an old answer, which has numbers and no names."""
    area = area if within(area, putaran.wilayah) else putaran.wilayah
    if not per_desa.banyak(area):
        return rekonsiliasi.susun(node, putaran, area, date.today()), None, ""
    ada, kerja = per_desa.ambil(
        node, operator, KERJA, (putaran.id,), area, lambda milik, kode: _satu(milik, putaran, kode),
        f"Rekonsiliasi {putaran.nama}", rekonsiliasi.keadaan(node, putaran), segar,
    )  # fmt: skip
    if ada is None:
        return None, kerja, ""
    return [Rekon(kode, **isi) for kode, isi in ada.rows if within(kode, area)], kerja, ada.pada


def _satu(node, putaran: Putaran, kode: str) -> dict:
    (rekon,) = rekonsiliasi.susun(node, putaran, kode, date.today())
    return {nama: getattr(rekon, nama) for nama in _ISI} | {"hitung": dict(rekon.hitung)}


def jumlah(rekon: Rekon, jenis: str) -> int:
    """How many names of a village are of one kind; any other word means all of them."""
    if jenis == BERBEDA:
        return rekon.selisih
    if jenis == LAMA:
        return rekon.lama
    return rekon.hitung.get(jenis, 0) if jenis in rekonsiliasi.JENIS else sum(rekon.hitung.values())


def nama(
    node, putaran: Putaran, semua: Sequence[Rekon], jenis: str, mulai: int = 0, banyak: int = 10**9
) -> list[tuple[Rekon, Temuan]]:
    """A page of the names of one kind with their villages, village by village, each by name."""

    def milik(kode: str) -> list[tuple[Rekon, Temuan]]:
        (rekon,) = rekonsiliasi.susun(node, putaran, kode, date.today())
        dapat = [(rekon, temuan) for temuan in rekon.temuan if cocok(temuan)]
        return sorted(dapat, key=lambda satu: satu[1].nama)

    cocok = _pilih(jenis)
    return per_desa.halaman([(rekon.wilayah, jumlah(rekon, jenis)) for rekon in semua], mulai, banyak, milik)


def _pilih(jenis: str) -> Callable[[Temuan], bool]:
    if jenis == LAMA:
        return lambda temuan: bool(temuan.dari_versi)
    if jenis == BERBEDA:
        return lambda temuan: temuan.jenis != SAMA
    return lambda temuan: jenis not in rekonsiliasi.JENIS or temuan.jenis == jenis
