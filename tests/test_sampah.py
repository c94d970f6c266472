"""The recycle bin: a deletion takes nothing along unasked, and comes back as it was."""

import time

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import sampah
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.rekam import tambah
from sid_bantuan.modules.kependudukan.tables import KelompokAnggota, Keluarga, Lingkungan, Penduduk
from sid_bantuan.sync.node import Node

DESA = "35.22.01.2001"
OPERATOR = Operator("1", "Siti Operator", frozenset({"operator"}), DESA)
AYAH = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}
ANAK = {"nama": "DIMAS", "jenis_kelamin": 1, "hubungan_keluarga": 4}


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


@pytest.fixture
def keluarga(node):
    kartu = {"no_kk": "3522010101200001"}
    return simpan_keluarga(node, OPERATOR, kartu, [Anggota("a", AYAH), Anggota("b", ANAK)])


def anggota_kelompok(node, penduduk, kelompok=None):
    kelompok = kelompok or tambah(node.catalog["kelompok"], "a" * 32, DESA, {"nama": "Tani Makmur"})
    isi = {"kelompok_id": kelompok.id, "penduduk_id": penduduk.id}
    return tambah(node.catalog["kelompok_anggota"], penduduk.id[::-1], DESA, isi)


def semua(model):
    return {satu.id: satu.__data__ for satu in model.select()}


def test_a_family_with_members_is_refused_until_asked_what_happens_with_them(node, keluarga):
    with pytest.raises(DataDitolak) as dapat:
        sampah.buang(node, OPERATOR, "keluarga", [keluarga.id])
    assert dapat.value.kesalahan[0].kode == "masih_dipakai"
    assert sampah.akibat(node, "keluarga", [keluarga.id]) == {"penduduk": 2}
    assert (Keluarga.select().count(), Penduduk.select().count()) == (1, 2)


@pytest.mark.parametrize(("penghuni", "tersisa"), [(sampah.LEPAS, 2), (sampah.IKUT, 0)])
def test_a_family_and_its_members_come_back_exactly_as_they_were(node, keluarga, penghuni, tersisa):
    sebelum = semua(Keluarga), semua(Penduduk)
    kelompok = sampah.buang(node, OPERATOR, "keluarga", [keluarga.id], penghuni)
    assert (Keluarga.select().count(), Penduduk.select().count()) == (0, tersisa)
    assert sampah.pulihkan(node, OPERATOR, kelompok) == []
    assert (semua(Keluarga), semua(Penduduk)) == sebelum
    assert sampah.daftar(node) == ([], 0)


def test_a_member_who_found_another_family_meanwhile_is_not_pulled_back(node, keluarga):
    kelompok = sampah.buang(node, OPERATOR, "keluarga", [keluarga.id], sampah.LEPAS)
    lain = Keluarga.create(node=DESA, wilayah=DESA, no_kk="3522010101200009")
    Penduduk.update(keluarga=lain.id).where(Penduduk.nama == "DIMAS").execute()
    sampah.pulihkan(node, OPERATOR, kelompok)
    assert {satu.nama: satu.keluarga_id for satu in Penduduk} == {"SUTRISNO": keluarga.id, "DIMAS": lain.id}


def test_a_place_in_use_is_refused_with_the_number_who_live_there(node, keluarga):
    tempat = Lingkungan.create(node=DESA, wilayah=DESA, dusun="Krajan", rw="001", rt="002")
    Keluarga.update(lingkungan=tempat.id).execute()
    with pytest.raises(DataDitolak) as dapat:
        sampah.buang(node, OPERATOR, "lingkungan", [tempat.id], sampah.IKUT)
    assert dapat.value.kesalahan[0].isi["rincian"] == "1 keluarga"
    assert Lingkungan.select().count() == Keluarga.select().count() == 1


def test_a_residents_group_membership_goes_and_comes_back_with_him(node, keluarga):
    anak = Penduduk.get(nama="DIMAS")
    anggota_kelompok(node, anak)
    kelompok = sampah.buang(node, OPERATOR, "penduduk", [anak.id])
    assert KelompokAnggota.select().count() == 0
    sampah.pulihkan(node, OPERATOR, kelompok)
    assert KelompokAnggota.get().penduduk_id == anak.id


def test_a_resident_whose_nik_was_given_away_meanwhile_is_not_restored(node, keluarga):
    ayah = Penduduk.get(nama="SUTRISNO")
    kelompok = sampah.buang(node, OPERATOR, "penduduk", [ayah.id])
    pengganti = simpan_penduduk(node, OPERATOR, {"nama": "SUTRISNA", "nik": AYAH["nik"], "jenis_kelamin": 1})
    with pytest.raises(DataDitolak) as dapat:
        sampah.pulihkan(node, OPERATOR, kelompok)
    assert dapat.value.kesalahan[0].rekam == ("penduduk", pengganti.id)
    assert sampah.daftar(node)[1] == 1


def test_a_resident_whose_family_is_gone_comes_back_without_it_and_says_so(node, keluarga):
    anak = Penduduk.get(nama="DIMAS")
    kelompok = sampah.buang(node, OPERATOR, "penduduk", [anak.id])
    sampah.buang(node, OPERATOR, "keluarga", [keluarga.id], sampah.IKUT)
    (catatan,) = sampah.pulihkan(node, OPERATOR, kelompok)
    assert "DIMAS" in catatan
    assert Penduduk.get(nama="DIMAS").keluarga_id is None


def test_a_restored_record_goes_on_counting_its_versions(node, keluarga):
    anak = Penduduk.get(nama="DIMAS")
    sampah.pulihkan(node, OPERATOR, sampah.buang(node, OPERATOR, "penduduk", [anak.id]))
    assert node.engine.run("SELECT rev, deleted FROM sb_row WHERE id = ?", (anak.id,)) == [(3, 0)]


def test_emptying_for_good_leaves_nothing_to_restore_but_stands_in_the_log(node, keluarga):
    anak = Penduduk.get(nama="DIMAS")
    kelompok = sampah.buang(node, OPERATOR, "penduduk", [anak.id])
    assert sampah.hapus_selamanya(node, OPERATOR, kelompok) == 1
    with pytest.raises(DataDitolak):
        sampah.pulihkan(node, OPERATOR, kelompok)
    log = node.engine.run("SELECT aksi FROM sb_jejak WHERE rekam_id = ?", (anak.id,))
    assert {aksi for (aksi,) in log} == {"tambah", "hapus", "hapus_selamanya"}


def test_the_list_shows_what_went_together_latest_first(node, keluarga):
    ayah, anak = Penduduk.get(nama="SUTRISNO"), Penduduk.get(nama="DIMAS")
    sampah.buang(node, OPERATOR, "penduduk", [ayah.id])
    time.sleep(0.002)  # ids of one millisecond have no order
    sampah.buang(node, OPERATOR, "penduduk", [anak.id])
    kelompok, jumlah = sampah.daftar(node)
    assert jumlah == 2
    assert [[satu.label for satu in isi] for isi in kelompok] == [["DIMAS"], ["SUTRISNO"]]
