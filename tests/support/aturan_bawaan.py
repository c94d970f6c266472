"""What the shipped rules answer, as if an office had taken all programs over."""

from datetime import date
from functools import cache

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import aturan
from sid_bantuan.modules.bantuan import bawaan, program
from sid_bantuan.modules.bantuan.ukuran import UKURAN

from .road import REGENCY

HARI = date(2026, 11, 21)


@cache
def berlaku() -> dict[str, list[aturan.Aturan]]:
    """Every shipped program's rules, groups of programs written out."""
    kosong = {nama: dict.fromkeys(CATALOG[nama].names) for nama in ("program", "aturan")}
    rangka = {"id": "", "wilayah": REGENCY}
    ada = {kode: program.dari_baris(rangka | kosong["program"] | satu.isi) for kode, satu in bawaan.semua().items()}
    return {
        kode: [program.dari_aturan(kosong["aturan"] | isi, ada) for isi in satu.aturan]
        for kode, satu in bawaan.semua().items()
    }


def jawab(kode: str, *terima: tuple, **ukuran: int | None) -> aturan.Putusan:
    """The answer for somebody whose measures are all known but for those given. ``terima``: (program, whose, component)."""
    return putuskan(berlaku()[kode], *terima, **ukuran)


def putuskan(semua, *terima: tuple, **ukuran: int | None) -> aturan.Putusan:
    """The answer of these rules."""
    isi = dict.fromkeys(UKURAN, 0) | {"jenis_kelamin": 2, "hamil": 1, "meninggal": 1, "desil": 1,
                                      "lama_tinggal_bulan": 12, "sekeluarga_meninggal": 1} | ukuran  # fmt: skip
    ikut = [
        aturan.Ikut(nama, "K", siapa, "aktif", date(2026, 1, 1), komponen=komponen) for nama, siapa, komponen in terima
    ]
    return aturan.putuskan(semua, aturan.Fakta("A", "K", isi, ikut), HARI)
