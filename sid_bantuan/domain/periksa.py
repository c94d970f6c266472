"""Warnings: what looks wrong in a record but is stored all the same, for people to judge.

A warning never refuses. Its words are in ``domain.pesan`` under the same code; ``bobot``
adds up to the risk the steward's queue is sorted by.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from . import kode
from .nik import jenis_kelamin_nik, nik_fault, wilayah_nik
from .wilayah_nama import dikenal

RINGAN, SEDANG, BERAT = 1, 2, 3
BOBOT = {RINGAN: "ringan", SEDANG: "sedang", BERAT: "berat"}

USIA_TERTUA = 110
USIA_KAWIN = 16
USIA_KEPALA = 17
USIA_KERJA = 13
USIA_HAMIL = (10, 55)
USIA_TAMAT = {3: 10, 4: 13, 5: 15, 6: 17, 7: 18, 8: 19, 9: 21, 10: 23}
"""The youngest one finishes each level of ``pendidikan_kk``; below it, most likely a slip of the hand."""
_TIDAK_BEKERJA = (None, 1, 3)
_WAJIB_LENGKAP = ("tempat_lahir", "agama", "pendidikan_kk", "pekerjaan", "status_kawin", "hubungan_keluarga")


class Peringatan(NamedTuple):
    """One warning on one column; ``isi`` fills its words."""

    kode: str
    kolom: str
    bobot: int
    isi: dict = {}


def periksa_penduduk(baris: Mapping, pada: date | str | None = None) -> list[Peringatan]:
    """The warnings of one resident by himself.

    ``baris`` holds columns of ``penduduk`` (absent means empty; days as ``date`` or ISO
    text) and ``wilayah``, the village he is recorded in. ``pada`` is the day ages are
    counted to; without it nothing is said about ages.
    """
    ambil = baris.get
    lahir = _iso(ambil("tanggal_lahir"))
    usia = _usia(lahir, _iso(pada)) if lahir and pada else None
    temuan = list(_nik(ambil, lahir))
    temuan += _identitas(ambil, lahir, usia)
    if ambil("status_dasar", kode.HIDUP) == kode.HIDUP:
        temuan += _jenis_kelamin(ambil)
        temuan += _lengkap(ambil)
        if usia is not None and 0 <= usia <= USIA_TERTUA:
            temuan += _umur(ambil, usia)
    return temuan


def periksa_keluarga(no_kk: str | None, anggota: int, kepala: int, lingkungan: str | None = None) -> list[Peringatan]:
    """The warnings of one family, from its number and how many living members and heads it has."""
    temuan = []
    if no_kk is None:
        temuan.append(Peringatan("no_kk_belum_ada", "no_kk", RINGAN))
    if lingkungan is None:
        temuan.append(Peringatan("lingkungan_kosong", "lingkungan_id", RINGAN))
    if anggota == 0:
        temuan.append(Peringatan("kk_kosong", "", RINGAN))
    elif kepala == 0:
        temuan.append(Peringatan("kk_tanpa_kepala", "", SEDANG))
    elif kepala > 1:
        temuan.append(Peringatan("kk_kepala_ganda", "", BERAT, {"jumlah": kepala}))
    return temuan


def _iso(hari: date | str | None) -> str | None:
    return hari.isoformat() if isinstance(hari, date) else hari


def _usia(lahir: str, pada: str) -> int:
    return int(pada[:4]) - int(lahir[:4]) - (pada[5:] < lahir[5:])


def _nik(ambil: Callable, lahir: str | None) -> Iterator[Peringatan]:
    nik = ambil("nik")
    if nik is None:
        if ambil("status_dasar", kode.HIDUP) == kode.HIDUP:  # nobody can be sent to record KTP-el any more
            yield Peringatan("nik_belum_ada", "nik", RINGAN)
        return
    if ambil("keadaan_nik") == kode.NIK_TIDAK_DITEMUKAN:
        yield Peringatan("nik_tidak_ditemukan", "nik", SEDANG)
    if lahir and not _selaras(nik, lahir):
        yield Peringatan("nik_tak_selaras_tanggal", "nik", SEDANG, {"nik": _tanggal_nik(nik), "lahir": lahir})
    if ambil("jenis_kelamin") and jenis_kelamin_nik(nik) != ambil("jenis_kelamin"):
        yield Peringatan("nik_tak_selaras_kelamin", "nik", SEDANG, {"nik": jenis_kelamin_nik(nik)})
    if not dikenal(nik[:2]):
        yield Peringatan("nik_provinsi_tak_dikenal", "nik", SEDANG, {"provinsi": nik[:2]})
    elif ambil("wilayah") and wilayah_nik(nik)[:5] != ambil("wilayah")[:5]:
        yield Peringatan("nik_wilayah_lain", "nik", RINGAN, {"wilayah": wilayah_nik(nik)[:5]})


def _selaras(nik: str, lahir: str) -> bool:
    """``domain.nik.selaras_tanggal`` on ISO text: this runs for every row of a first load."""
    hari = nik[6:8]
    if hari > "40":
        hari = f"{int(hari) - 40:02}"
    return hari == lahir[8:10] and nik[8:10] == lahir[5:7] and nik[10:12] == lahir[2:4]


def _tanggal_nik(nik: str) -> str:
    hari = int(nik[6:8])
    return f"{hari - 40 if hari > 40 else hari:02}-{nik[8:10]}-{nik[10:12]}"


def _identitas(ambil: Callable, lahir: str | None, usia: int | None) -> Iterator[Peringatan]:
    nama = ambil("nama") or ""
    huruf = nama.replace(" ", "")
    if len(huruf) < 2 or not _wajar(huruf):
        yield Peringatan("nama_ganjil", "nama", RINGAN)
    if lahir is None:
        yield Peringatan("tanggal_lahir_kosong", "tanggal_lahir", SEDANG)
    elif usia is not None and usia < 0:
        yield Peringatan("tanggal_lahir_mendatang", "tanggal_lahir", BERAT, {"lahir": lahir})
    elif usia is not None and usia > USIA_TERTUA and ambil("status_dasar", kode.HIDUP) == kode.HIDUP:
        yield Peringatan("usia_tak_wajar", "tanggal_lahir", SEDANG, {"usia": usia})
    for kolom in ("nik_ayah", "nik_ibu"):
        if ambil(kolom):
            yield from _nik_orang_tua(kolom, ambil(kolom), ambil("nik"))


def _wajar(huruf: str) -> bool:
    """Whether a name without blanks has only what names have: letters, and the marks of titles."""
    return huruf.isalpha() or huruf.translate(_TANDA_NAMA).isalpha()


_TANDA_NAMA = str.maketrans("", "", ".,'`-’/()")


def _nik_orang_tua(kolom: str, nik: str, sendiri: str | None) -> Iterator[Peringatan]:
    if nik_fault(nik):
        yield Peringatan("nik_orang_tua_keliru", kolom, RINGAN)
    elif nik == sendiri:
        yield Peringatan("nik_orang_tua_sama", kolom, SEDANG)


def _jenis_kelamin(ambil: Callable) -> Iterator[Peringatan]:
    kelamin, hubungan = ambil("jenis_kelamin"), ambil("hubungan_keluarga")
    if (hubungan == kode.ISTRI and kelamin == kode.LAKI_LAKI) or (hubungan == kode.SUAMI and kelamin == kode.PEREMPUAN):
        yield Peringatan("hubungan_tak_selaras_kelamin", "hubungan_keluarga", SEDANG, {"hubungan": hubungan})
    if hubungan in (kode.SUAMI, kode.ISTRI) and ambil("status_kawin") not in (None, kode.KAWIN):
        yield Peringatan("status_kawin_tak_selaras", "status_kawin", RINGAN, {"hubungan": hubungan})
    if ambil("hamil") == 1 and kelamin == kode.LAKI_LAKI:
        yield Peringatan("hamil_laki_laki", "hamil", SEDANG)
    cara_kb = ambil("cara_kb")
    if cara_kb and kode.kelamin_cara_kb().get(cara_kb, 3) not in (3, kelamin):
        yield Peringatan("kb_tak_selaras_kelamin", "cara_kb", RINGAN)


def _lengkap(ambil: Callable) -> Iterator[Peringatan]:
    kosong = [kolom for kolom in _WAJIB_LENGKAP if ambil(kolom) is None]
    if kosong:
        yield Peringatan("isian_belum_lengkap", kosong[0], RINGAN, {"kolom": kosong})
    if ambil("keluarga_id") is None:
        yield Peringatan("belum_masuk_kk", "keluarga_id", RINGAN)
    if ambil("kewarganegaraan") == 2 and not ambil("paspor") and not ambil("kitas"):
        yield Peringatan("wna_tanpa_dokumen", "paspor", RINGAN)


def _umur(ambil: Callable, usia: int) -> Iterator[Peringatan]:
    if usia < USIA_KAWIN and ambil("status_kawin") in (kode.KAWIN, kode.CERAI_HIDUP, kode.CERAI_MATI):
        yield Peringatan("kawin_di_bawah_umur", "status_kawin", SEDANG, {"usia": usia})
    if usia < USIA_KEPALA and ambil("hubungan_keluarga") == kode.KEPALA_KELUARGA:
        yield Peringatan("kepala_di_bawah_umur", "hubungan_keluarga", RINGAN, {"usia": usia})
    if usia < USIA_TAMAT.get(ambil("pendidikan_kk"), 0):
        yield Peringatan("pendidikan_tak_wajar", "pendidikan_kk", RINGAN, {"usia": usia})
    if usia < USIA_KERJA and ambil("pekerjaan") not in _TIDAK_BEKERJA:
        yield Peringatan("pekerjaan_tak_wajar", "pekerjaan", RINGAN, {"usia": usia})
    if ambil("hamil") == 1 and not USIA_HAMIL[0] <= usia <= USIA_HAMIL[1]:
        yield Peringatan("hamil_tak_wajar", "hamil", RINGAN, {"usia": usia})
