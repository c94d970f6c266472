"""What the village may store about one resident, and what is refused with which words."""

import json
import threading
import time
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import rekam
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.modules.kependudukan.rekam import versi
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.sync.node import Node

DESA = "35.22.01.2001"
OPERATOR = Operator("1", "Siti Operator", frozenset({"operator"}), DESA)
NIK, NIK_LAIN = "3522014102900001", "3522010203850002"
ISI = {"nama": "SRI WAHYUNI", "nik": NIK, "jenis_kelamin": 2, "tanggal_lahir": date(1990, 2, 1)}


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


def simpan(node, id=None, versi=None, **isi):
    return simpan_penduduk(node, OPERATOR, isi or ISI, id, versi)


def ditolak(node, **isi):
    with pytest.raises(DataDitolak) as dapat:
        simpan(node, **(ISI | isi))
    return {(satu.kolom, satu.kode) for satu in dapat.value.kesalahan}


def test_a_new_resident_is_a_person_given_once_and_living(node):
    baru = Penduduk[simpan(node).id]
    assert (baru.nama, baru.status_dasar, baru.keadaan_nik) == ("SRI WAHYUNI", kode.HIDUP, kode.NIK_ADA)
    assert len(baru.orang_id) == 32
    assert baru.sumber


@pytest.mark.parametrize(
    ("nik", "temuan"),
    [
        ("352201410290001", "nik_bukan_16_angka"),
        ("3522013302900001", "nik_tanggal_mustahil"),
        ("3522014102900000", "nik_urut_0000"),
        ("3,52201E+15", "nik_notasi_excel"),
    ],
)
def test_an_impossible_nik_is_refused_naming_the_column(node, nik, temuan):
    assert ditolak(node, nik=nik) == {("nik", temuan)}
    assert Penduduk.select().count() == 0


def test_a_nik_that_disagrees_with_birth_date_and_sex_is_stored(node):
    assert simpan(node, **(ISI | {"nik": "3522011507880003"})).nik == "3522011507880003"


@pytest.mark.parametrize("kosong", [None, "", "0", "0352201200100001"])
def test_an_empty_zero_or_placeholder_nik_means_none_yet_and_matches_nobody(node, kosong):
    for nama in ("BAYI SATU", "BAYI DUA"):
        baru = simpan(node, nama=nama, nik=kosong, jenis_kelamin=1)
        assert (baru.nik, baru.keadaan_nik) == (None, kode.NIK_BELUM_ADA)


def test_not_found_at_dukcapil_is_a_state_of_its_own_that_keeps_the_number(node):
    baru = simpan(node, **(ISI | {"keadaan_nik": kode.NIK_TIDAK_DITEMUKAN}))
    assert (baru.nik, baru.keadaan_nik) == (NIK, kode.NIK_TIDAK_DITEMUKAN)
    simpan(node, baru.id, versi(node, baru.id), nik="")
    assert Penduduk[baru.id].keadaan_nik == kode.NIK_BELUM_ADA


def test_a_nik_of_another_resident_is_refused_with_the_way_to_him(node):
    pertama = simpan(node)
    with pytest.raises(DataDitolak) as dapat:
        simpan(node, **(ISI | {"nama": "SRI WAHYUNINGSIH"}))
    (satu,) = dapat.value.kesalahan
    assert (satu.kode, satu.rekam) == ("nik_dipakai", ("penduduk", pertama.id))
    assert "SRI WAHYUNI" in satu.judul + satu.saran


def test_every_fault_is_told_at_once(node):
    assert ditolak(node, nama="", nik="12", agama=77, jenis_kelamin=None) == {
        ("nama", "wajib_diisi"),
        ("nik", "nik_bukan_16_angka"),
        ("agama", "kode_tak_dikenal"),
        ("jenis_kelamin", "wajib_diisi"),
    }


def test_status_dasar_and_the_person_are_not_a_forms_to_change(node):
    baru = simpan(node)
    for kolom, isi in (("status_dasar", kode.MATI), ("orang_id", "f" * 32)):
        with pytest.raises(DataDitolak):
            simpan(node, baru.id, versi(node, baru.id), **{kolom: isi})
    assert Penduduk[baru.id].status_dasar == kode.HIDUP


def test_a_family_of_another_village_or_none_is_refused(node):
    assert ditolak(node, keluarga_id="a" * 32) == {("keluarga_id", "rujukan_tidak_ada")}


def test_a_second_head_of_a_family_is_refused_and_the_first_named(node):
    keluarga = Keluarga.create(node=DESA, wilayah=DESA, no_kk="3522010101200001")
    kepala = simpan(node, **(ISI | {"keluarga_id": keluarga.id, "hubungan_keluarga": 1}))
    with pytest.raises(DataDitolak) as dapat:
        simpan(node, nama="BUDI", jenis_kelamin=1, keluarga_id=keluarga.id, hubungan_keluarga=1)
    assert dapat.value.kesalahan[0].rekam == ("penduduk", kepala.id)
    simpan(node, kepala.id, versi(node, kepala.id), telepon="0812")


def test_only_changed_columns_are_written_and_a_save_without_change_marks_nothing(node):
    baru = simpan(node)
    dilihat = versi(node, baru.id)
    simpan(node, baru.id, dilihat, **ISI)
    assert versi(node, baru.id) == dilihat
    simpan(node, baru.id, dilihat, **(ISI | {"agama": 1}))
    assert versi(node, baru.id) == dilihat + 1


def test_a_lost_update_is_refused_with_both_versions(node):
    baru = simpan(node)
    dilihat = versi(node, baru.id)
    simpan(node, baru.id, dilihat, nama="SRI WAHYUNI BARU")
    with pytest.raises(SudahBerubah) as dapat:
        simpan(node, baru.id, dilihat, nama="SRI WAHYU", agama=1)
    (satu,) = dapat.value.beda
    assert satu.kolom == {"nama": ("SRI WAHYU", "SRI WAHYUNI BARU"), "agama": (1, None)}
    assert satu.versi == versi(node, baru.id)
    assert Penduduk[baru.id].nama == "SRI WAHYUNI BARU"


def test_a_record_deleted_meanwhile_is_told_as_gone(node):
    baru = simpan(node)
    Penduduk.delete().where(Penduduk.id == baru.id).execute()
    with pytest.raises(SudahBerubah) as dapat:
        simpan(node, baru.id, 1, nama="SRI")
    assert dapat.value.beda[0].terhapus


def test_a_form_sent_twice_stores_its_resident_once(node):
    id = "c" * 32
    simpan(node, id, None, **ISI)
    simpan(node, id, None, **ISI)
    assert Penduduk.select().count() == 1


def test_blanks_around_and_inside_a_name_are_tidied(node):
    assert simpan(node, **(ISI | {"nama": "  SRI   WAHYUNI "})).nama == "SRI WAHYUNI"


def test_what_was_done_stands_in_the_audit_log(node):
    baru = simpan(node)
    simpan(node, baru.id, versi(node, baru.id), nama="SRI W")
    jejak = node.engine.run("SELECT aksi, oleh, perubahan FROM sb_jejak WHERE rekam_id = ?", (baru.id,))
    assert {(aksi, oleh) for aksi, oleh, _ in jejak} == {("tambah", "Siti Operator"), ("ubah", "Siti Operator")}
    (ubahan,) = (json.loads(perubahan) for aksi, _, perubahan in jejak if aksi == "ubah")
    assert ubahan == {"nama": ["SRI WAHYUNI", "SRI W"]}


def berdua(node, satu, lain, monkeypatch):
    """Run two saves at one moment, each with a connection of its own; what each raised."""
    mulai, hasil = threading.Barrier(2), []

    def pelan(fungsi):
        def kemudian(*args, **kwargs):
            time.sleep(0.1)  # wide enough for the other one to slip in, if nothing holds him
            return fungsi(*args, **kwargs)

        return kemudian

    monkeypatch.setattr(rekam, "tambah", pelan(rekam.tambah))
    monkeypatch.setattr(rekam, "nilai", pelan(rekam.nilai))

    def jalankan(kerja):
        with node.engine.database.connection_context():
            mulai.wait()
            try:
                kerja(Node(node.engine, DESA, CATALOG))
                hasil.append(None)
            except Exception as salah:
                hasil.append(type(salah))

    utas = [threading.Thread(target=jalankan, args=(kerja,)) for kerja in (satu, lain)]
    for satu_utas in utas:
        satu_utas.start()
    for satu_utas in utas:
        satu_utas.join()
    return hasil


def test_one_nik_saved_by_two_operators_at_one_moment_is_stored_once(node, monkeypatch):
    hasil = berdua(node, lambda n: simpan(n, **ISI), lambda n: simpan(n, **(ISI | {"nama": "LAIN"})), monkeypatch)
    assert set(hasil) == {None, DataDitolak}
    assert Penduduk.select().count() == 1


def test_two_changes_at_one_moment_lose_neither(node, monkeypatch):
    baru = simpan(node)
    dilihat = versi(node, baru.id)
    hasil = berdua(
        node,
        lambda n: simpan(n, baru.id, dilihat, nama="SRI SATU"),
        lambda n: simpan(n, baru.id, dilihat, nama="SRI DUA"),
        monkeypatch,
    )
    assert set(hasil) == {None, SudahBerubah}
