"""Which people a number of the books stands for: the cell's own description, as the address of a page holds it."""

from collections.abc import Mapping
from typing import NamedTuple

from ....domain import kode
from ....domain.lampid import ALASAN_PENYESUAIAN, DATANG, HILANG, KEMBALI, LAHIR, MATI, PINDAH, SUSUNAN, sebut_bulan
from ....domain.wilayah import is_code, level
from ....domain.wilayah_nama import nama_pendek
from ....sync.engine import Engine

AWAL, AKHIR, PENYESUAIAN, JALAN_AWAL, JALAN, GANDA = "awal", "akhir", "penyesuaian", "jalan_awal", "jalan", "ganda"
ANTAR, KELUARGA = "antar", "keluarga"
"""Both halves of moves; and with them the changes of who heads a family."""
JENIS = {
    AWAL: "Penduduk awal bulan",
    AKHIR: "Penduduk akhir bulan",
    LAHIR: "Lahir",
    MATI: "Meninggal",
    DATANG: "Datang",
    PINDAH: "Pindah",
    HILANG: "Hilang",
    KEMBALI: "Kembali",
    ANTAR: "Pindah di dalam wilayah",
    KELUARGA: "Keluarga baru dan yang tidak ada lagi",
    SUSUNAN: "Perubahan susunan keluarga",
    PENYESUAIAN: "Penyesuaian",
    JALAN_AWAL: "Dalam perjalanan pada awal bulan",
    JALAN: "Dalam perjalanan pada akhir bulan",
    GANDA: "Tercatat di dua tempat",
}
SALDO = (AWAL, AKHIR)
GABUNGAN = {ANTAR: (DATANG, PINDAH), KELUARGA: (SUSUNAN, DATANG, PINDAH)}
"""What counts several kinds of lines at once."""
JALAN_SEMUA = (JALAN_AWAL, JALAN, GANDA)


class Pilihan(NamedTuple):
    """``jenis`` of line or balance; the rest narrows it where it is given. ``dusun`` may be the empty name.

    ``dari`` and ``sampai``: of moves, how far they went (``jumlah.DESA`` to ``jumlah.LUAR``).
    """

    jenis: str
    wilayah: str
    dusun: str | None = None
    jk: int | None = None
    wna: int | None = None
    kepala: int | None = None
    dari: int | None = None
    sampai: int | None = None
    alasan: str | None = None
    arah: int | None = None
    """Of adjustments: 1 only those added, -1 only those taken away."""

    def alamat(self) -> dict[str, str]:
        """What stands in the address."""
        return {nama: str(nilai) for nama, nilai in self._asdict().items() if nilai is not None}


class Rekam(NamedTuple):
    """A name that leads to the one record it stands for."""

    id: str


class Turun(NamedTuple):
    """A name that leads to the book of the place it stands for."""

    wilayah: str


_ANGKA = {
    "jk": ("1", "2"),
    "wna": ("0", "1"),
    "kepala": ("0", "1"),
    "dari": tuple("0123"),
    "sampai": tuple("0123"),
    "arah": ("1", "-1"),
}


def dari_alamat(alamat: Mapping[str, str]) -> Pilihan | None:
    """What an address asks for; None where it asks for nothing that can be."""
    jenis, wilayah, alasan = alamat.get("jenis"), alamat.get("wilayah", ""), alamat.get("alasan")
    if jenis not in JENIS or not is_code(wilayah) or (alasan is not None and alasan not in ALASAN_PENYESUAIAN):
        return None
    angka = {}
    for nama, boleh in _ANGKA.items():
        if (teks := alamat.get(nama)) is not None:
            if teks not in boleh:
                return None
            angka[nama] = int(teks)
    return Pilihan(jenis, wilayah, alamat.get("dusun"), alasan=alasan, **angka)


def sebut(pilihan: Pilihan, bulan: str) -> str:
    """What it is in words: ``Datang, laki-laki WNI, Dusun Krajan, November 2026``."""
    kata = [JENIS[pilihan.jenis]]
    if pilihan.alasan:
        kata.append(ALASAN_PENYESUAIAN[pilihan.alasan].lower())
    if pilihan.arah is not None:
        kata.append("bertambah" if pilihan.arah > 0 else "berkurang")
    siapa = []
    if pilihan.kepala is not None:
        siapa.append("kepala keluarga" if pilihan.kepala else "anggota keluarga")
    if pilihan.jk is not None:
        siapa.append(kode.daftar("jenis_kelamin")[pilihan.jk].lower())
    if pilihan.wna is not None:
        siapa.append("WNA" if pilihan.wna else "WNI")
    if siapa:
        kata.append(" ".join(siapa))
    if pilihan.dusun is not None:
        kata.append(sebut_dusun(pilihan.dusun))
    if level(pilihan.wilayah) != "desa" or pilihan.dusun is None:
        kata.append(nama_pendek(pilihan.wilayah))
    return ", ".join([*kata, sebut_bulan(bulan)])


def sebut_dusun(dusun: str) -> str:
    """A dusun's name, or that it is not known."""
    return dusun or "(belum ada dusun)"


def syarat_wilayah(wilayah: str, alias: str = "") -> tuple[str, tuple]:
    """The condition that a line is of this area, and its parameters; a range, so that the index answers it."""
    kolom = f"{alias}wilayah"
    if level(wilayah) == "desa":
        return f"{kolom} = ?", (wilayah,)
    return f"({kolom} > ? AND {kolom} < ?)", (f"{wilayah}.", f"{wilayah}/")


def syarat_desa(engine: Engine, wilayah: str, alias: str = "") -> tuple[str, tuple]:
    """The same, village by village: what also names a month is then one seek for each, however many lines there are."""
    if level(wilayah) == "desa":
        return syarat_wilayah(wilayah, alias)
    pilih, isi = engine.ids(desa_berbaris(engine, wilayah))
    return f"{alias}wilayah IN ({pilih})", isi


def desa_berbaris(engine: Engine, wilayah: str) -> list[str]:
    """The villages of an area that have lines, in order: one index seek each."""
    hasil: set[str] = set()
    for tabel in ("sb_mutasi_orang", "sb_penyesuaian"):
        batas = f"SELECT MIN(wilayah) FROM {tabel} WHERE wilayah < ? AND wilayah >"
        hasil |= {
            satu[0]
            for satu in engine.run(
                f"WITH RECURSIVE t (w) AS ({batas} ? UNION ALL SELECT ({batas} t.w) FROM t WHERE t.w IS NOT NULL)"
                " SELECT w FROM t WHERE w IS NOT NULL",
                (f"{wilayah}/", f"{wilayah}.", f"{wilayah}/"),
            )
        }
    return sorted(hasil)
