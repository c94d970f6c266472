"""The words and the arithmetic of LAMPID: kinds of events, lines of the books, months. Pure.

A *line* adds or takes away one counted resident in one month. The books are nothing but sums of
lines, so what a month closes with is what the next one opens with, whatever was done in between.
"""

import re
from datetime import date
from typing import NamedTuple

from .kode import HIDUP

LAHIR, MATI, PINDAH, DATANG, HILANG, KEMBALI = "lahir", "mati", "pindah", "datang", "hilang", "kembali"
PECAH_KK, GANTI_KEPALA, NUMPANG_KK = "pecah_kk", "ganti_kepala", "numpang_kk"
PERISTIWA = {
    LAHIR: "Kelahiran",
    MATI: "Kematian",
    PINDAH: "Pindah",
    DATANG: "Datang",
    HILANG: "Hilang",
    KEMBALI: "Kembali",
    PECAH_KK: "Pecah KK",
    GANTI_KEPALA: "Ganti kepala keluarga",
    NUMPANG_KK: "Numpang KK",
}
"""Every kind of event a village records, as people say it."""

SUSUNAN = "susunan"
"""A line that changes nobody's presence, only who heads a family or in which dusun he is counted."""
ARAH = {LAHIR: 1, DATANG: 1, KEMBALI: 1, MATI: -1, PINDAH: -1, HILANG: -1}
"""What a line of this kind does to the population; ``SUSUNAN`` comes in pairs of both."""

SELURUH_KELUARGA, KEPALA_SAJA, SEBAGIAN_ANGGOTA = 1, 2, 3
YANG_PINDAH = {1: "Seluruh keluarga", 2: "Kepala keluarga saja", 3: "Sebagian anggota keluarga"}
DALAM_DESA, DALAM_KECAMATAN, DALAM_KABUPATEN, DALAM_PROVINSI, LUAR_PROVINSI, LUAR_NEGERI = 1, 2, 3, 4, 5, 6
CAKUPAN_PINDAH = {
    1: "Dalam desa/kelurahan ini",
    2: "Desa lain dalam kecamatan",
    3: "Kecamatan lain dalam kabupaten",
    4: "Kabupaten lain dalam provinsi",
    5: "Provinsi lain",
    6: "Luar negeri",
}
ALASAN_PINDAH = {
    1: "Pekerjaan",
    2: "Pendidikan",
    3: "Keamanan",
    4: "Kesehatan",
    5: "Perumahan",
    6: "Keluarga",
    7: "Lainnya",
}
PENENTU_KEMATIAN = {1: "Dokter", 2: "Tenaga kesehatan", 3: "Kepolisian", 4: "Lainnya"}
TEMPAT_DILAHIRKAN = {1: "Rumah sakit/bersalin", 2: "Puskesmas", 3: "Polindes", 4: "Rumah", 5: "Lainnya"}
PENOLONG_KELAHIRAN = {1: "Dokter", 2: "Bidan/perawat", 3: "Dukun", 4: "Lainnya"}
JENIS_KELAHIRAN = {1: "Tunggal", 2: "Kembar 2", 3: "Kembar 3", 4: "Kembar 4"}

ALASAN_PENYESUAIAN = {
    "data_awal": "Data awal",
    "impor": "Dari impor",
    "input": "Dimasukkan tanpa peristiwa",
    "ganda": "Catatan ganda digabung",
    "dihapus": "Dihapus ke tempat sampah",
    "dipulihkan": "Dikembalikan dari tempat sampah",
    "jenis_kelamin": "Jenis kelamin dibetulkan",
    "kewarganegaraan": "Kewarganegaraan dibetulkan",
    "dusun": "Dusun dibetulkan",
    "susunan_keluarga": "Susunan keluarga dibetulkan",
    "status": "Status dasar atau status penduduk dibetulkan",
    "pembatalan": "Peristiwa bulan yang sudah ditutup dibatalkan",
    "opensid": "Dari OpenSID",
    "usulan": "Dari usulan data",
}
"""Why the count changed though nothing happened."""

_BULAN = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
NAMA_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


class Golongan(NamedTuple):
    """What one counted resident counts as: the cells of the books are sums over these four."""

    dusun: str
    jenis_kelamin: int
    kewarganegaraan: int
    kepala: int
    """1 for the head of a family, else 0: the number of families is the number of their heads."""


def terhitung(status_dasar: int, status_penduduk: int | None) -> bool:
    """Whether the books count such a resident: alive, present, and no *penduduk tidak tetap* (those stand in B.4)."""
    return status_dasar == HIDUP and status_penduduk != 2


def is_bulan(text: str) -> bool:
    """Whether the text names a month as ``2026-11``."""
    return _BULAN.fullmatch(text) is not None


def bulan_dari(hari: date | str) -> str:
    """The month of a day."""
    return str(hari)[:7]


def bulan_sesudah(bulan: str, banyak: int = 1) -> str:
    """The month ``banyak`` months after (before, if negative)."""
    tahun, ke = divmod(int(bulan[:4]) * 12 + int(bulan[5:]) - 1 + banyak, 12)
    return f"{tahun:04d}-{ke + 1:02d}"


def sebut_bulan(bulan: str) -> str:
    """``2026-11`` -> ``November 2026``."""
    return f"{NAMA_BULAN[int(bulan[5:]) - 1]} {bulan[:4]}"


def bulan_buku(dihitung_pada: str, ditutup_sampai: str | None) -> str:
    """The month something counts in: the one asked for, or the first that is still open."""
    if ditutup_sampai is None or dihitung_pada > ditutup_sampai:
        return dihitung_pada
    return bulan_sesudah(ditutup_sampai)
