"""The counted population by age, religion, education, occupation and place: one GROUP BY each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain import kode
from ...domain.kode import HIDUP, LAKI_LAKI, PEREMPUAN
from ...domain.wilayah import level
from ...domain.wilayah_nama import nama_wilayah
from ...sync.engine import Engine
from ..lampid.buku.pilihan import sebut_dusun, syarat_wilayah

LEBAR, TERTUA = 5, 75
"""Years of an age group, and the age from which all are one group."""
UMUR, WILAYAH = "umur", "wilayah"
DAFTAR = {"agama": "agama", "pendidikan": "pendidikan_kk", "pekerjaan": "pekerjaan", "kawin": "status_kawin"}
"""Statistics by an official code list -> its column."""
ISI = {
    UMUR: "Umur dan jenis kelamin",
    "agama": "Agama",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
    "kawin": "Status perkawinan",
    WILAYAH: "Wilayah",
}
TIDAK_DIISI = -1
"""Stands for a column that is empty."""
BELUM = "Belum diisi"


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of a statistic: what it is, how many men and women. ``kunci`` finds the people again."""

    kunci: str
    kata: str
    laki: int = 0
    perempuan: int = 0

    @property
    def jumlah(self) -> int:
        return self.laki + self.perempuan


@dataclass(frozen=True, slots=True)
class Tempat(Baris):
    """One place: families and three ages of life beside its men and women."""

    kk: int = 0
    anak: int = 0
    dewasa: int = 0
    lansia: int = 0
    tanpa_umur: int = 0


def terhitung(alias: str = "p.") -> str:
    """The condition that the books count a resident: alive, and not merely staying for a while."""
    return f"{alias}status_dasar = {HIDUP} AND COALESCE({alias}status_penduduk, 1) <> 2"


def hitung(engine: Engine, wilayah: str, isi: str, pada: date) -> list[Baris]:
    """One statistic of an area on a day. Unknown: ``KeyError``."""
    if isi == UMUR:
        return umur(engine, wilayah, pada)
    if isi == WILAYAH:
        return tempat(engine, wilayah, pada)
    return menurut_kode(engine, wilayah, DAFTAR[isi])


def menurut_kode(engine: Engine, wilayah: str, kolom: str) -> list[Baris]:
    """By a code list, in the list's own order; codes nobody has are left out."""
    ada = _silang(engine, wilayah, f"COALESCE(p.{kolom}, {TIDAK_DIISI})")
    kata = kode.daftar(kolom)
    urut = [*kata, *sorted(set(ada) - set(kata) - {TIDAK_DIISI}), TIDAK_DIISI]
    return [
        Baris(str(satu), kata.get(satu, BELUM if satu == TIDAK_DIISI else f"Kode {satu}"), *ada[satu])
        for satu in urut
        if satu in ada
    ]


def umur(engine: Engine, wilayah: str, pada: date) -> list[Baris]:
    """The age groups from the youngest on, all of them, then those whose birth date is not known."""
    ada = _silang(engine, wilayah, _kelompok_umur(pada))
    kelompok = [Baris(str(awal), sebut_umur(awal), *ada.get(awal, (0, 0))) for awal in range(0, TERTUA + 1, LEBAR)]
    if TIDAK_DIISI in ada:
        kelompok.append(Baris(str(TIDAK_DIISI), "Tanggal lahir belum diisi", *ada[TIDAK_DIISI]))
    return kelompok


def sebut_umur(awal: int) -> str:
    """``0–4``, ``75+``."""
    return f"{awal}+" if awal >= TERTUA else f"{awal}–{awal + LEBAR - 1}"


def _silang(engine: Engine, wilayah: str, ungkapan: str) -> dict:
    """Value of an expression -> [men, women]."""
    di, nilai = syarat_wilayah(wilayah, "p.")
    hasil: dict = {}
    for satu, jk, banyak in engine.run(
        f"SELECT {ungkapan}, p.jenis_kelamin, COUNT(*) FROM sb_penduduk p WHERE {di} AND {terhitung()} GROUP BY 1, 2",
        nilai,
    ):
        hasil.setdefault(satu, [0, 0])[jk == PEREMPUAN] += banyak
    return hasil


def lahir_sesudah(pada: date, tahun: int) -> str:
    """Who was born after this day has not completed so many years on ``pada``; ISO text."""
    try:
        return pada.replace(year=pada.year - tahun).isoformat()
    except ValueError:  # the 29th of February
        return date(pada.year - tahun, 2, 28).isoformat()


def _kelompok_umur(pada: date) -> str:
    """The first age of a resident's group, as SQL; the days are our own, so no parameter is needed."""
    cabang = " ".join(
        f"WHEN p.tanggal_lahir > '{lahir_sesudah(pada, awal + LEBAR)}' THEN {awal}" for awal in range(0, TERTUA, LEBAR)
    )
    return f"CASE WHEN p.tanggal_lahir IS NULL THEN {TIDAK_DIISI} {cabang} ELSE {TERTUA} END"


def _tiga_umur(pada: date) -> str:
    """0: under 15, 1: 15 to 64, 2: older, -1: not known."""
    return (
        f"CASE WHEN p.tanggal_lahir IS NULL THEN {TIDAK_DIISI} WHEN p.tanggal_lahir > '{lahir_sesudah(pada, 15)}' THEN 0"
        f" WHEN p.tanggal_lahir > '{lahir_sesudah(pada, 65)}' THEN 1 ELSE 2 END"
    )


def tempat(engine: Engine, wilayah: str, pada: date) -> list[Tempat]:
    """By dusun in a village; above by village or kecamatan, in the order of their codes."""
    di, nilai = syarat_wilayah(wilayah, "p.")
    di_desa = level(wilayah) == "desa"
    gabung = (
        " LEFT JOIN sb_keluarga k ON k.id = p.keluarga_id LEFT JOIN sb_lingkungan l ON l.id = k.lingkungan_id"
        if di_desa
        else ""
    )
    kolom = "COALESCE(l.dusun, '')" if di_desa else "p.wilayah"
    baris = engine.run(
        f"SELECT {kolom}, p.jenis_kelamin, CASE WHEN p.hubungan_keluarga = 1 THEN 1 ELSE 0 END, {_tiga_umur(pada)},"
        f" COUNT(*) FROM sb_penduduk p{gabung} WHERE {di} AND {terhitung()} GROUP BY 1, 2, 3, 4",
        nilai,
    )
    return _susun_tempat(baris, wilayah)


def _susun_tempat(baris: Iterable[tuple], wilayah: str) -> list[Tempat]:
    tingkat, hasil = level(wilayah), {}
    for tempat, jk, kepala, umur, banyak in baris:
        kunci = tempat.rpartition(".")[0] if tingkat == "kabupaten" else tempat
        satu = hasil.setdefault(
            kunci, dict.fromkeys(("laki", "perempuan", "kk", "anak", "dewasa", "lansia", "tanpa_umur"), 0)
        )
        satu["laki" if jk == LAKI_LAKI else "perempuan"] += banyak
        satu["kk"] += banyak if kepala else 0
        satu[("anak", "dewasa", "lansia", "tanpa_umur")[umur]] += banyak
    sebut = sebut_dusun if tingkat == "desa" else nama_wilayah
    urut = sorted(hasil, key=lambda kunci: (not kunci, kunci))
    return [Tempat(kunci, sebut(kunci), **hasil[kunci]) for kunci in urut]
