"""The 43 columns of the population sheet that village software exchanges, by their names in row 1.

Columns are found by name, in any order; ``lain`` are other names the same column goes by.
A cell ``###`` ends the data.
"""

import re
from dataclasses import dataclass

LEMBAR = "Data Penduduk"
AKHIR = "###"


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of the sheet: its name, the column of ours it fills, and its other names."""

    nama: str
    tujuan: str
    lain: tuple[str, ...] = ()


KOLOM = (
    Kolom("alamat", "alamat"),
    Kolom("dusun", "dusun"),
    Kolom("rw", "rw"),
    Kolom("rt", "rt"),
    Kolom("nama", "nama", ("nama_lengkap", "nama_penduduk")),
    Kolom("no_kk", "no_kk", ("nomor_kk", "nokk", "nomor_kartu_keluarga")),
    Kolom("nik", "nik", ("nomor_nik", "nomor_induk_kependudukan")),
    Kolom("sex", "jenis_kelamin", ("jenis_kelamin", "jk", "kelamin", "lp")),
    Kolom("tempatlahir", "tempat_lahir", ("tempat_lahir",)),
    Kolom("tanggallahir", "tanggal_lahir", ("tanggal_lahir", "tgl_lahir")),
    Kolom("agama_id", "agama", ("agama",)),
    Kolom(
        "pendidikan_kk_id", "pendidikan_kk", ("pendidikan_dlm_kk", "pendidikan_dalam_kk", "pendidikan_kk", "pendidikan")
    ),
    Kolom("pendidikan_sedang_id", "pendidikan_sedang", ("pendidikan_sdg_ditempuh", "pendidikan_sedang_ditempuh")),
    Kolom("pekerjaan_id", "pekerjaan", ("pekerjaan", "jenis_pekerjaan")),
    Kolom("status_kawin", "status_kawin", ("kawin", "status_perkawinan")),
    Kolom("kk_level", "hubungan_keluarga", ("hubungan_keluarga", "hubungan_dalam_keluarga", "shdk")),
    Kolom("warganegara_id", "kewarganegaraan", ("kewarganegaraan", "warganegara")),
    Kolom("ayah_nik", "nik_ayah", ("nik_ayah",)),
    Kolom("nama_ayah", "nama_ayah"),
    Kolom("ibu_nik", "nik_ibu", ("nik_ibu",)),
    Kolom("nama_ibu", "nama_ibu"),
    Kolom("golongan_darah_id", "golongan_darah", ("gol_darah", "golongan_darah")),
    Kolom("akta_lahir", "akta_lahir"),
    Kolom("dokumen_pasport", "paspor", ("nomor_dokumen_pasport", "dokumen_paspor", "no_paspor")),
    Kolom("tanggal_akhir_paspor", "paspor_berlaku_sampai", ("tanggal_akhir_pasport",)),
    Kolom("dokumen_kitas", "kitas", ("nomor_dokumen_kitas", "no_kitas")),
    Kolom("akta_perkawinan", "akta_kawin", ("nomor_akta_perkawinan",)),
    Kolom("tanggalperkawinan", "tanggal_kawin", ("tanggal_perkawinan",)),
    Kolom("akta_perceraian", "akta_cerai", ("nomor_akta_perceraian",)),
    Kolom("tanggalperceraian", "tanggal_cerai", ("tanggal_perceraian",)),
    Kolom("cacat_id", "cacat", ("cacat",)),
    Kolom("cara_kb_id", "cara_kb", ("cara_kb",)),
    Kolom("hamil", "hamil"),
    Kolom("ktp_el", "ktp_el"),
    Kolom("status_rekam", "status_rekam"),
    Kolom("alamat_sekarang", "alamat_sekarang"),
    Kolom("status_dasar", "status_dasar"),
    Kolom("suku", "suku"),
    Kolom("tag_id_card", "tag_ktp"),
    Kolom("id_asuransi", "asuransi", ("asuransi",)),
    Kolom("no_asuransi", "no_asuransi"),
    Kolom("lat", "lintang", ("lintang",)),
    Kolom("lng", "bujur", ("bujur",)),
)

NAMA = tuple(kolom.nama for kolom in KOLOM)
WAJIB = ("nama", "no_kk", "nik", "sex", "tanggallahir", "kk_level")
"""Without these a sheet is not a population sheet."""


def _polos(tertulis) -> str:
    return re.sub(r"[^a-z]", "", str(tertulis).lower())


_DIKENAL = {_polos(nama): kolom for kolom in KOLOM for nama in (*kolom.lain, kolom.nama)}


def cari_kolom(judul) -> Kolom | None:
    """The column a heading names, however it is spaced and capitalised, or None."""
    return _DIKENAL.get(_polos(judul)) if judul not in (None, "") else None
