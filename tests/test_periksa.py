"""Warnings of one record, and the words for every code there is."""

import re
from datetime import date
from pathlib import Path

import pytest

from sid_bantuan.domain import kode
from sid_bantuan.domain.periksa import BERAT, periksa_keluarga, periksa_penduduk
from sid_bantuan.domain.pesan import dikenal, kalimat, kalimat_tersimpan, nama_kolom

TODAY = date(2026, 11, 21)
SOUND = {
    "wilayah": "35.22.01.2001", "nik": "3522014105900001", "keadaan_nik": 1, "nama": "SITI AMINAH", "jenis_kelamin": 2,
    "tempat_lahir": "BOJONEGORO", "tanggal_lahir": date(1990, 5, 1), "agama": 1, "pendidikan_kk": 5, "pekerjaan": 2,
    "status_kawin": 2, "hubungan_keluarga": 3, "keluarga_id": "a" * 32, "kewarganegaraan": 1, "status_dasar": 1,
}  # fmt: skip


def codes(**change):
    return {one.kode for one in periksa_penduduk(SOUND | change, TODAY)}


def test_a_sound_record_has_no_warnings():
    assert codes() == set()
    assert codes(tanggal_lahir="1990-05-01") == set()


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"nik": None}, "nik_belum_ada"),
        ({"keadaan_nik": kode.NIK_TIDAK_DITEMUKAN}, "nik_tidak_ditemukan"),
        ({"tanggal_lahir": date(1990, 5, 2)}, "nik_tak_selaras_tanggal"),
        ({"nik": "3522010105900001"}, "nik_tak_selaras_kelamin"),
        ({"nik": "9922014105900001"}, "nik_provinsi_tak_dikenal"),
        ({"nik": "3523014105900001"}, "nik_wilayah_lain"),
        ({"nama": "SITI 4MINAH"}, "nama_ganjil"),
        ({"nama": "S"}, "nama_ganjil"),
        ({"tanggal_lahir": None}, "tanggal_lahir_kosong"),
        ({"tanggal_lahir": date(2027, 5, 1)}, "tanggal_lahir_mendatang"),
        ({"tanggal_lahir": date(1890, 5, 1)}, "usia_tak_wajar"),
        ({"nik_ayah": "123"}, "nik_orang_tua_keliru"),
        ({"nik_ibu": "3522014105900001"}, "nik_orang_tua_sama"),
        ({"hubungan_keluarga": 2}, "hubungan_tak_selaras_kelamin"),
        ({"status_kawin": 1}, "status_kawin_tak_selaras"),
        ({"jenis_kelamin": 1, "hamil": 1}, "hamil_laki_laki"),
        ({"cara_kb": 4}, "kb_tak_selaras_kelamin"),
        ({"agama": None}, "isian_belum_lengkap"),
        ({"keluarga_id": None}, "belum_masuk_kk"),
        ({"kewarganegaraan": 2}, "wna_tanpa_dokumen"),
        ({"tanggal_lahir": date(2015, 5, 1), "status_kawin": 2}, "kawin_di_bawah_umur"),
        ({"tanggal_lahir": date(2015, 5, 1), "hubungan_keluarga": 1}, "kepala_di_bawah_umur"),
        ({"tanggal_lahir": date(2015, 5, 1), "pendidikan_kk": 8}, "pendidikan_tak_wajar"),
        ({"tanggal_lahir": date(2015, 5, 1), "pekerjaan": 9}, "pekerjaan_tak_wajar"),
        ({"tanggal_lahir": date(1950, 5, 1), "hamil": 1}, "hamil_tak_wajar"),
    ],
)
def test_each_thing_that_looks_wrong_is_told(change, warning):
    assert warning in codes(**change)
    assert dikenal(warning)


def test_names_with_titles_and_marks_are_not_odd():
    assert codes(nama="Hj. NUR'AINI, S.Pd.") == set()


def test_someone_registered_in_the_lost_province_is_known():
    assert "nik_provinsi_tak_dikenal" not in codes(nik="5401014105900001")


def test_of_one_who_died_or_left_only_the_identity_is_looked_at():
    assert codes(status_dasar=kode.MATI, keluarga_id=None, hamil=1, agama=None) == set()


def test_no_ages_are_counted_without_a_day_to_count_to():
    assert periksa_penduduk(SOUND | {"tanggal_lahir": date(2090, 5, 1)}) == []


def test_a_family_needs_a_number_a_place_members_and_one_head():
    assert periksa_keluarga("3522010101200001", 4, 1, "a") == []
    assert [one.kode for one in periksa_keluarga(None, 4, 0)] == [
        "no_kk_belum_ada",
        "lingkungan_kosong",
        "kk_tanpa_kepala",
    ]
    assert [one.kode for one in periksa_keluarga("1", 0, 0, "a")] == ["kk_kosong"]
    assert periksa_keluarga("1", 4, 2, "a")[0].bobot == BERAT


def test_the_words_are_filled_from_the_case_and_a_missing_word_breaks_nothing():
    assert "Desa Luwihaji" in kalimat("nik_ganda", nama="BUDI", wilayah="35.22.01.2001")[1]
    assert "laki-laki" in kalimat("nik_tak_selaras_kelamin", nik=1)[1]
    assert "01-05-1990" in kalimat("tanggal_lahir_mendatang", lahir=date(1990, 5, 1))[1]
    assert kalimat("usia_tak_wajar")[0] == "Usia … tahun"
    assert (
        kalimat_tersimpan("isian_belum_lengkap", '{"kolom":["agama","pekerjaan"]}')[1]
        == "Belum diisi: Agama, Pekerjaan."
    )
    assert kalimat_tersimpan("nik_belum_ada", None)[0] == "Belum ada NIK"
    assert kalimat("kode_dari_versi_nanti") == ("Kode dari versi nanti", "")
    assert nama_kolom("keluarga_id") == "Keluarga"


def test_every_code_the_program_gives_has_words():
    package = Path(__file__).parent.parent / "sid_bantuan"
    given = re.compile(r"(?:Peringatan|Kesalahan|Temuan|BerkasDitolak)\(\s*\"([a-z_0-9]+)\"")
    found = {code for file in package.rglob("*.py") for code in given.findall(file.read_text())}
    assert len(found) > 30
    assert sorted(code for code in found if not dikenal(code)) == []
