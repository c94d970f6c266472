"""The role table: what it allows is allowed, everything else is not."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import AKSI, PERAN, SUMBER, TABEL, Operator, boleh, peran_di, sebutan

DESA, DESA_LAIN, KECAMATAN, KECAMATAN_LAIN, KABUPATEN = (
    "35.22.01.2001",
    "35.22.01.2002",
    "35.22.01",
    "35.22.02",
    "35.22",
)
RUMAH = {"operator": DESA, "pengelola_data": DESA, "sekretaris": DESA, "kepala_desa": DESA}


def orang(*peran, wilayah=DESA):
    return Operator("1", "Siti Aminah", frozenset(peran), wilayah)


def test_nobody_signed_in_may_do_nothing_at_all():
    assert not any(boleh(None, sumber, aksi, DESA) for sumber in SUMBER for aksi in AKSI)


@pytest.mark.parametrize("sumber, aksi, wilayah", [
    ("tak_ada", "lihat", DESA),
    ("penduduk", "tak_ada", DESA),
    ("penduduk", "lihat", ""),
    ("penduduk", "lihat", "bukan kode"),
    ("penduduk", "lihat", "35.22.01.200"),
])  # fmt: skip
def test_what_the_table_does_not_know_is_refused(sumber, aksi, wilayah):
    assert not boleh(orang("operator"), sumber, aksi, wilayah)


def test_an_unknown_role_and_no_role_are_refused():
    assert not boleh(orang("bupati"), "penduduk", "lihat", DESA)
    assert not boleh(orang(), "penduduk", "lihat", DESA)


def test_a_village_operator_edits_his_own_people_and_sees_no_other_village():
    assert boleh(orang("operator"), "penduduk", "ubah", DESA)
    for wilayah in (DESA_LAIN, KECAMATAN, KABUPATEN):
        assert not boleh(orang("operator"), "penduduk", "lihat", wilayah)


def test_a_village_role_means_nothing_when_given_at_a_kecamatan():
    assert not boleh(orang("operator", wilayah=KECAMATAN), "penduduk", "ubah", KECAMATAN)
    assert not boleh(orang("wali_data", wilayah=DESA), "antrean", "verval", DESA)


def test_a_steward_judges_every_village_of_hers_and_edits_none():
    wali = orang("wali_data", wilayah=KECAMATAN)
    assert boleh(wali, "antrean", "verval", DESA)
    assert not boleh(wali, "antrean", "verval", "35.22.02.2001")
    assert not any(boleh(wali, "penduduk", aksi, DESA) for aksi in ("tambah", "ubah", "hapus", "impor"))


def test_a_code_that_merely_begins_alike_is_another_place():
    assert not boleh(orang("wali_data", wilayah="35.22"), "antrean", "lihat", "35.221")
    assert not boleh(orang("wali_data", wilayah="35.22.0"), "antrean", "lihat", "35.22.01.2001")


def test_a_camat_only_looks_takes_note_of_letters_and_steps_where_a_program_names_him():
    camat = orang("camat", wilayah=KECAMATAN)
    assert boleh(camat, "antrean", "lihat", DESA)
    allowed = {(sumber, aksi) for sumber in SUMBER for aksi in AKSI if boleh(camat, sumber, aksi, DESA)}
    assert {satu for satu in allowed if satu[1] != "lihat"} == {
        ("surat_mengetahui", "tambah"),
        ("surat_mengetahui", "ubah"),
        ("usulan_langkah", "tambah"),
    }


def test_an_admin_keeps_users_and_reads_no_resident():
    admin = orang("admin", wilayah=KECAMATAN)
    assert boleh(admin, "pengguna", "tambah", KECAMATAN)
    assert not boleh(admin, "penduduk", "lihat", DESA)
    assert not boleh(admin, "antrean", "lihat", DESA)


def test_only_who_works_with_a_nik_reads_it_unasked():
    readers = {
        peran
        for peran in PERAN
        if boleh(orang(peran, wilayah=RUMAH.get(peran, KECAMATAN)), "penduduk", "lihat_nik", DESA)
    }
    assert readers == {"operator", "pengelola_data", "wali_data"}


def test_two_roles_of_one_person_add_up():
    both = orang("operator", "admin")
    assert boleh(both, "penduduk", "ubah", DESA)
    assert boleh(both, "pengguna", "tambah", DESA)


def test_the_table_names_only_roles_and_actions_that_exist_and_every_record_type_of_people():
    for baris in TABEL:
        assert set(baris.peran.split()) <= set(PERAN)
        assert set(baris.aksi.split()) <= set(AKSI)
    assert {one.name for one in CATALOG} - SUMBER == set()


def test_roles_are_offered_and_named_as_the_place_says_them():
    assert peran_di(DESA) == ("operator", "pengelola_data", "sekretaris", "kepala_desa", "admin")
    assert peran_di(KABUPATEN) == ("wali_data", "camat", "pengelola_program", "admin")
    assert sebutan("kepala_desa", "35.22.15.1001") == "Lurah"
    assert sebutan("kepala_desa", DESA) == "Kepala Desa"
    assert sebutan("camat", KABUPATEN) == "Pimpinan (hanya melihat)"
    assert sebutan("wali_data", KECAMATAN) == "Wali Data Kecamatan"
