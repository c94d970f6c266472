"""Two records of one person become one, and two again when that was a mistake."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import gabung, sampah
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak, SudahBerubah
from sid_bantuan.modules.kependudukan.rekam import tambah, versi
from sid_bantuan.modules.kependudukan.tables import KelompokAnggota, Keluarga, Penduduk, Penggabungan
from sid_bantuan.sync.node import Node

DESA = "35.22.01.2001"
OPERATOR = Operator("1", "Siti Operator", frozenset({"operator"}), DESA)
ALASAN = "Satu orang, dua kali diimpor"


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


@pytest.fixture
def dua(node):
    """The same woman, once complete without NIK, once with a NIK, a family and a telephone."""
    keluarga = Keluarga.create(node=DESA, wilayah=DESA, no_kk="3522010101200001")
    tetap = simpan_penduduk(node, OPERATOR, {"nama": "SRI WAHYUNI", "jenis_kelamin": 2, "agama": 1})
    lama = simpan_penduduk(
        node,
        OPERATOR,
        {
            "nama": "SRI WAHYUNINGSIH", "nik": "3522014102850002", "jenis_kelamin": 2,
            "keluarga_id": keluarga.id, "hubungan_keluarga": 3, "telepon": "0812",
        },
    )  # fmt: skip
    return tetap, lama


def gabungkan(node, dua, pilihan=None, **lain):
    return gabung.gabungkan(node, OPERATOR, dua[0].id, dua[1].id, pilihan or {}, lain.pop("alasan", ALASAN), **lain)


def masuk_kelompok(node, penduduk, nomor):
    if not node.engine.one("SELECT 1 FROM sb_kelompok WHERE id = ?", (nomor * 32,)):
        tambah(node.catalog["kelompok"], nomor * 32, DESA, {"nama": f"Kelompok {nomor}"})
    isi = {"kelompok_id": nomor * 32, "penduduk_id": penduduk.id}
    return tambah(node.catalog["kelompok_anggota"], (nomor + penduduk.id)[:32], DESA, isi)


def isi(id):
    data = Penduduk[id].__data__
    return {nama: satu for nama, satu in data.items() if nama not in ("id", "sumber")}


def test_the_preview_shows_what_differs_and_proposes_what_only_one_record_knows(node, dua):
    lihat = gabung.pratinjau(node, dua[0].id, dua[1].id)
    usul = {satu.kolom: satu.usul for satu in lihat.pilihan}
    assert usul["nama"] == usul["agama"] == gabung.TETAP
    assert usul["nik"] == usul["keluarga_id"] == usul["telepon"] == gabung.LAMA
    assert not {"keadaan_nik", "hubungan_keluarga", "orang_id", "status_dasar"} & usul.keys()


def test_a_merge_keeps_the_chosen_values_and_the_decision(node, dua):
    tetap, lama = dua
    keputusan = Penggabungan[gabungkan(node, dua, {"nama": "lama", "telepon": "tetap"}).id]
    baru = Penduduk[tetap.id]
    assert (baru.nama, baru.nik, baru.keadaan_nik, baru.telepon) == ("SRI WAHYUNINGSIH", lama.nik, 1, None)
    assert (baru.keluarga_id, baru.hubungan_keluarga) == (lama.keluarga_id, 3)
    assert (keputusan.orang_lama, keputusan.orang_tetap) == (lama.orang_id, tetap.orang_id)
    assert (keputusan.nik_lama, keputusan.alasan) == (lama.nik, ALASAN)
    assert Penduduk.select().count() == 1


def test_the_person_that_stays_keeps_his_lasting_name(node, dua):
    gabungkan(node, dua)
    assert Penduduk[dua[0].id].orang_id == dua[0].orang_id


def test_group_membership_moves_along_and_is_not_doubled(node, dua):
    tetap, lama = dua
    masuk_kelompok(node, tetap, "a"), masuk_kelompok(node, lama, "a"), masuk_kelompok(node, lama, "b")
    gabungkan(node, dua)
    anggota = sorted((satu.kelompok_id[0], satu.penduduk_id) for satu in KelompokAnggota)
    assert anggota == [("a", tetap.id), ("b", tetap.id)]


def test_undone_both_records_and_their_groups_are_as_before(node, dua):
    tetap, lama = dua
    masuk_kelompok(node, tetap, "a"), masuk_kelompok(node, lama, "a"), masuk_kelompok(node, lama, "b")
    sebelum = isi(tetap.id), isi(lama.id), {satu.id: satu.penduduk_id for satu in KelompokAnggota}
    gabungkan(node, dua, {"nama": "lama"})
    assert gabung.batalkan(node, OPERATOR, lama.id) == []
    assert (isi(tetap.id), isi(lama.id), {satu.id: satu.penduduk_id for satu in KelompokAnggota}) == sebelum
    assert Penggabungan.select().count() == 0


def test_undoing_never_overwrites_what_was_changed_since(node, dua):
    tetap, lama = dua
    gabungkan(node, dua, {"nama": "lama"})
    simpan_penduduk(node, OPERATOR, {"nama": "SRI W"}, tetap.id, versi(node, tetap.id))
    assert gabung.batalkan(node, OPERATOR, lama.id) == ["nama"]
    assert Penduduk[tetap.id].nama == "SRI W"


def test_a_merged_record_is_not_restored_as_if_it_were_only_deleted(node, dua):
    gabungkan(node, dua)
    (isi_sampah,) = sampah.daftar(node)[0]
    with pytest.raises(DataDitolak) as dapat:
        sampah.pulihkan(node, OPERATOR, isi_sampah[0].kelompok)
    assert dapat.value.kesalahan[0].kode == "pulihkan_lewat_batal_gabung"


def test_a_merge_without_reason_or_with_oneself_is_refused(node, dua):
    with pytest.raises(DataDitolak):
        gabungkan(node, dua, alasan="  ")
    with pytest.raises(DataDitolak):
        gabungkan(node, (dua[0], dua[0]))
    assert Penduduk.select().count() == 2


def test_nothing_unseen_is_merged(node, dua):
    lihat = gabung.pratinjau(node, dua[0].id, dua[1].id)
    simpan_penduduk(node, OPERATOR, {"nama": "LAIN"}, dua[1].id, versi(node, dua[1].id))
    with pytest.raises(SudahBerubah):
        gabungkan(node, dua, versi=lihat.versi)
    assert Penduduk.select().count() == 2


def test_two_heads_are_not_made_by_a_merge(node, dua):
    tetap, lama = dua
    simpan_penduduk(
        node, OPERATOR, {"nama": "BUDI", "jenis_kelamin": 1, "keluarga_id": lama.keluarga_id, "hubungan_keluarga": 1}
    )
    simpan_penduduk(node, OPERATOR, {"hubungan_keluarga": 3}, lama.id, versi(node, lama.id))
    gabungkan(node, dua)
    assert Penduduk[tetap.id].hubungan_keluarga == 3
