"""A statistic as a sheet for Excel, and as what the chart is drawn from."""

from datetime import date

from ...domain.tanggal import panjang
from ...domain.wilayah import level
from ...domain.wilayah_nama import nama_pendek
from ..lampid.buku.lembar import KANAN, Kolom, Lembar, Tabel
from .hitung import ISI, UMUR, WILAYAH, Baris, Tempat

PALING_BANYAK = 15
"""Bars of a chart; what is rarer goes together into one. The table has them all."""
_ANGKA = {"lebar": 10, "rata": KANAN}


def persen(bagian: int, semua: int) -> str:
    """A share in percent with one decimal, as offices write it: ``12,3``."""
    return f"{100 * bagian / semua:.1f}".replace(".", ",") if semua else "0,0"


def lembar(isi: str, baris: list[Baris], wilayah: str, pada: date) -> Lembar:
    """The sheet: what, men, women, both and their share; of places families and ages of life instead."""
    kolom, isi_baris, kaki = _tempat(baris, wilayah) if isi == WILAYAH else _biasa(isi, baris)
    judul = (f"Penduduk menurut {ISI[isi].lower()}", nama_pendek(wilayah), f"Keadaan {panjang(pada)}")
    return Lembar(
        "Statistik", judul, Tabel(kolom, isi_baris, (kaki,), bernomor=False), f"{judul[0]} {judul[1]} {pada}", lebar=False,
        catatan=("Penduduk yang dihitung: hidup dan bertempat tinggal tetap, sama dengan Buku B.3.",),
    )  # fmt: skip


def _biasa(isi: str, baris: list[Baris]):
    semua = sum(satu.jumlah for satu in baris)
    kolom = (
        Kolom("No", lebar=5, rata=KANAN), Kolom("Kelompok umur" if isi == UMUR else ISI[isi], lebar=38),
        Kolom("Laki-laki", **_ANGKA), Kolom("Perempuan", **_ANGKA), Kolom("Jumlah", **_ANGKA), Kolom("Persen", **_ANGKA),
    )  # fmt: skip
    isi_baris = [
        [nomor, satu.kata, satu.laki, satu.perempuan, satu.jumlah, persen(satu.jumlah, semua)]
        for nomor, satu in enumerate(baris, 1)
    ]
    laki, perempuan = sum(satu.laki for satu in baris), sum(satu.perempuan for satu in baris)
    return kolom, isi_baris, ["", "Jumlah", laki, perempuan, semua, persen(semua, semua)]


NAMA_TEMPAT = {"desa": "Dusun", "kecamatan": "Desa/kelurahan", "kabupaten": "Kecamatan"}
UMUR_TEMPAT = (
    ("0–14 tahun", "anak"),
    ("15–64 tahun", "dewasa"),
    ("65 tahun ke atas", "lansia"),
    ("Tanpa tanggal lahir", "tanpa_umur"),
)


def _tempat(baris: list[Tempat], wilayah: str):
    judul = ("Jumlah KK", "Laki-laki", "Perempuan", "Jumlah", *(kata for kata, _ in UMUR_TEMPAT))
    nama = ("kk", "laki", "perempuan", "jumlah", *(nama for _, nama in UMUR_TEMPAT))
    kolom = (Kolom("No", lebar=5, rata=KANAN), Kolom(NAMA_TEMPAT[level(wilayah)], lebar=30),
             *(Kolom(satu, **_ANGKA) for satu in judul))  # fmt: skip
    isi = [[nomor, satu.kata, *(getattr(satu, apa) for apa in nama)] for nomor, satu in enumerate(baris, 1)]
    return kolom, isi, ["", "Jumlah", *(sum(getattr(satu, apa) for satu in baris) for apa in nama)]


def grafik(isi: str, baris: list[Baris]) -> dict:
    """What the chart shows: its kind, the words of its bars, men and women. Men of a pyramid are drawn leftwards."""
    terlihat = (
        [satu for satu in baris if int(satu.kunci) >= 0]
        if isi == UMUR
        else _ringkas(baris)
        if isi != WILAYAH
        else baris
    )
    if isi == UMUR:
        terlihat = terlihat[::-1]
    return {
        "jenis": "piramida" if isi == UMUR else "batang",
        "kata": [satu.kata for satu in terlihat],
        "laki": [satu.laki for satu in terlihat],
        "perempuan": [satu.perempuan for satu in terlihat],
    }


def _ringkas(baris: list[Baris]) -> list[Baris]:
    """The most frequent first; beyond a screenful the rest as one bar."""
    urut = sorted(baris, key=lambda satu: -satu.jumlah)
    if len(urut) <= PALING_BANYAK + 1:
        return urut
    sisa = urut[PALING_BANYAK:]
    lain = Baris("", f"{len(sisa)} lainnya", sum(satu.laki for satu in sisa), sum(satu.perempuan for satu in sisa))
    return [*urut[:PALING_BANYAK], lain]
