"""A whole family card is stored at once, or not at all, and every row says what is wrong with it."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.keluarga_simpan import BUANG, KELUARKAN, Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.modules.kependudukan.rekam import versi
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.sync.node import Node

DESA = "35.22.01.2001"
OPERATOR = Operator("1", "Siti Operator", frozenset({"operator"}), DESA)
NO_KK = "3522010101200001"
KARTU = {"no_kk": NO_KK, "alamat": "Jalan Melati 3"}
AYAH = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}
IBU = {"nama": "SRI WAHYUNI", "nik": "3522014102850002", "jenis_kelamin": 2, "hubungan_keluarga": 3}
ANAK = {"nama": "DIMAS", "jenis_kelamin": 1, "hubungan_keluarga": 4}


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


def rows(*isi):
    return [Anggota(f"k{nomor}", satu) for nomor, satu in enumerate(isi)]


def stored(node, satu, **ganti):
    isi = {nama: satu.__data__[nama] for nama in ("nama", "nik", "jenis_kelamin", "hubungan_keluarga")}
    perintah = ganti.pop("perintah", "simpan")
    return Anggota(satu.id, isi | ganti, satu.id, versi(node, satu.id), perintah)


def simpan(node, anggota, kartu=KARTU, id=None, dilihat=None):
    return simpan_keluarga(node, OPERATOR, kartu, anggota, id, dilihat)


def ditolak(node, anggota, **lain):
    with pytest.raises(DataDitolak) as dapat:
        simpan(node, anggota, **lain)
    return {(satu.baris, satu.kolom, satu.kode) for satu in dapat.value.kesalahan}


def anggota(keluarga):
    return {satu.nama: satu for satu in Penduduk.select().where(Penduduk.keluarga == keluarga.id)}


def test_card_and_members_are_stored_together(node):
    keluarga = simpan(node, rows(AYAH, IBU, ANAK))
    assert Keluarga[keluarga.id].no_kk == NO_KK
    assert sorted(anggota(keluarga)) == ["DIMAS", "SRI WAHYUNI", "SUTRISNO"]


def test_one_bad_row_stores_nothing_and_names_its_row_and_column(node):
    salah = ditolak(node, rows(AYAH, IBU | {"nik": "123"}, ANAK | {"jenis_kelamin": None}))
    assert salah == {("k1", "nik", "nik_bukan_16_angka"), ("k2", "jenis_kelamin", "wajib_diisi")}
    assert Keluarga.select().count() == Penduduk.select().count() == 0


def test_a_card_needs_one_head_and_only_one(node):
    assert ditolak(node, rows(IBU, ANAK)) == {("", "hubungan_keluarga", "kepala_belum_ada")}
    dua = ditolak(node, rows(AYAH, IBU | {"hubungan_keluarga": 1}))
    assert dua == {("k1", "hubungan_keluarga", "kepala_ganda")}


def test_a_member_without_a_relation_is_refused(node):
    assert ditolak(node, rows(AYAH, ANAK | {"hubungan_keluarga": None})) == {("k1", "hubungan_keluarga", "wajib_diisi")}


def test_a_number_of_another_card_is_refused_with_the_way_to_it(node):
    pertama = simpan(node, rows(AYAH))
    with pytest.raises(DataDitolak) as dapat:
        simpan(node, rows(IBU | {"hubungan_keluarga": 1}))
    assert [(satu.kode, satu.rekam) for satu in dapat.value.kesalahan] == [("no_kk_dipakai", ("keluarga", pertama.id))]


def test_a_wrong_card_number_is_refused_and_none_yet_is_not(node):
    assert ditolak(node, rows(AYAH), kartu={"no_kk": "35220101"}) == {("", "no_kk", "no_kk_bukan_16_angka")}
    assert simpan(node, rows(AYAH), kartu={"no_kk": ""}).no_kk is None


def test_two_rows_with_one_nik_are_refused(node):
    assert ditolak(node, rows(AYAH, IBU | {"nik": AYAH["nik"]})) == {("k1", "nik", "nik_kembar_di_kk")}


def test_two_members_may_swap_the_niks_they_were_given_by_mistake(node):
    keluarga = simpan(node, rows(AYAH, IBU))
    orang = anggota(keluarga)
    ayah, ibu = orang["SUTRISNO"], orang["SRI WAHYUNI"]
    simpan(node, [stored(node, ayah, nik=ibu.nik), stored(node, ibu, nik=ayah.nik)], id=keluarga.id, dilihat=1)
    assert Penduduk[ayah.id].nik == ibu.nik


def test_a_nik_of_a_resident_elsewhere_is_refused_at_its_row(node):
    simpan(node, rows(AYAH))
    salah = ditolak(node, rows(AYAH | {"nama": "LAIN"}), kartu={"no_kk": "3522010101200002"})
    assert salah == {("k0", "nik", "nik_dipakai")}


def test_a_member_taken_off_the_card_stays_a_resident_and_one_thrown_away_goes_to_the_bin(node):
    keluarga = simpan(node, rows(AYAH, IBU, ANAK))
    orang = anggota(keluarga)
    minta = [
        stored(node, orang["SRI WAHYUNI"], perintah=KELUARKAN),
        stored(node, orang["DIMAS"], perintah=BUANG),
    ]
    simpan(node, minta, id=keluarga.id, dilihat=1)
    assert list(anggota(keluarga)) == ["SUTRISNO"]
    assert Penduduk[orang["SRI WAHYUNI"].id].keluarga_id is None
    assert node.engine.value("SELECT label FROM sb_tempat_sampah") == "DIMAS"


def test_a_resident_of_another_card_can_be_taken_onto_this_one(node):
    lama = simpan(node, rows(AYAH, ANAK))
    anak = anggota(lama)["DIMAS"]
    baru = simpan(
        node, [*rows(IBU | {"hubungan_keluarga": 1}), stored(node, anak)], kartu={"no_kk": "3522010101200002"}
    )
    assert Penduduk[anak.id].keluarga_id == baru.id
    assert list(anggota(lama)) == ["SUTRISNO"]


def test_taking_off_the_only_head_is_refused_while_others_remain(node):
    keluarga = simpan(node, rows(AYAH, IBU))
    orang = anggota(keluarga)
    minta = [stored(node, orang["SUTRISNO"], perintah=KELUARKAN), stored(node, orang["SRI WAHYUNI"])]
    assert ditolak(node, minta, id=keluarga.id, dilihat=1) == {("", "hubungan_keluarga", "kepala_belum_ada")}


def test_a_card_sent_twice_is_stored_once(node):
    for _ in range(2):
        simpan(node, rows(AYAH, IBU), id="d" * 32)
    assert (Keluarga.select().count(), Penduduk.select().count()) == (1, 2)


def test_a_lost_update_names_the_row_and_stores_nothing(node):
    keluarga = simpan(node, rows(AYAH, IBU))
    ibu = anggota(keluarga)["SRI WAHYUNI"]
    minta = [stored(node, ibu, nama="SRI")]
    Penduduk.update(nama="SRI WAHYUNINGSIH").where(Penduduk.id == ibu.id).execute()
    with pytest.raises(SudahBerubah) as dapat:
        simpan(node, minta, kartu=KARTU | {"alamat": "Pindah"}, id=keluarga.id, dilihat=1)
    (satu,) = dapat.value.beda
    assert (satu.baris, satu.kolom["nama"]) == (ibu.id, ("SRI", "SRI WAHYUNINGSIH"))
    assert Keluarga[keluarga.id].alamat == "Jalan Melati 3"
