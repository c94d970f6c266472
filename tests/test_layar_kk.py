"""The KK screen: what is typed is read, stored whole or shown again with what is wrong, and never lost."""

import re
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import peran
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.layar import isian as baca
from sid_bantuan.modules.kependudukan.rekam import id_formulir, versi
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.sync.node import Node

from .support.desa import DESA, Peramban, aplikasi, isian, operator

AYAH = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}
ANAK = {"nama": "DIMAS", "jenis_kelamin": 1, "hubungan_keluarga": 4}


@pytest.fixture
def keluarga(village):
    node = Node(village, DESA, CATALOG)
    kartu = {"no_kk": "3522010101200001", "alamat": "Jalan Melati 3"}
    return simpan_keluarga(node, operator(), kartu, [Anggota("a", AYAH), Anggota("b", ANAK)])


def isi_baru(halaman, **ganti):
    """A new card's form with its first row filled."""
    data = isian(halaman)
    (kunci,) = data["kunci"]
    data |= {"no_kk": "3522 0101 0120 0002", f"{kunci}.nama": "budi  santoso", f"{kunci}.jenis_kelamin": "L"}
    return data | {f"{kunci}.{nama}": satu for nama, satu in ganti.items()}, kunci


@pytest.mark.parametrize(
    ("tertulis", "terbaca"),
    [("3", 3), ("3 Istri", 3), ("istri", 3), ("KEPALA", 1), ("famili", 9), ("", None), ("  ", None)],
)
def test_a_code_is_read_by_number_by_words_and_by_enough_letters(tertulis, terbaca):
    assert baca.baca_kode(tertulis, Penduduk.hubungan_keluarga.codes) == (terbaca, None)


def test_letters_that_fit_more_than_one_code_are_asked_again():
    assert baca.baca_kode("me", Penduduk.hubungan_keluarga.codes)[1] == "kode_belum_jelas"
    assert baca.baca_kode("zz", Penduduk.hubungan_keluarga.codes)[1] == "kode_tak_dikenal"
    assert baca.baca_kode("77", Penduduk.hubungan_keluarga.codes)[1] == "kode_tak_dikenal"


def test_a_day_is_read_with_and_without_dashes():
    assert baca.baca_hari("01071980") == baca.baca_hari("01-07-1980") == (date(1980, 7, 1), None)
    assert baca.baca_hari("31-02-1980")[1] == "tanggal_mustahil"


def test_a_new_card_is_stored_and_shown(layar):
    data, _ = isi_baru(layar.buka("/kk/baru"), tanggal_lahir="01071980", nama_ibu="SITI")
    halaman = layar.kirim("/kk/simpan", data)
    assert "Kartu keluarga tersimpan" in halaman
    baru = Penduduk.get()
    assert (baru.nama, baru.tanggal_lahir, baru.hubungan_keluarga) == ("budi santoso", date(1980, 7, 1), 1)
    assert Keluarga.get().no_kk == "3522010101200002"


def test_what_is_wrong_stands_beside_its_field_and_everything_typed_is_still_there(layar):
    data, kunci = isi_baru(layar.buka("/kk/baru"), nik="123", tanggal_lahir="31-02-1980", agama="xx", nama_ibu="SITI")
    halaman = layar.kirim("/kk/simpan", data, kode=422)
    for kolom in ("nik", "tanggal_lahir", "agama"):
        assert f'id="{kunci}.{kolom}-salah"' in halaman
    assert "3 isian perlu dibetulkan" in halaman
    assert 'value="SITI"' in halaman
    assert 'value="31-02-1980"' in halaman
    assert Keluarga.select().count() == 0


def test_a_card_sent_twice_is_stored_once(layar):
    data, _ = isi_baru(layar.buka("/kk/baru"))
    layar.kirim("/kk/simpan", data)
    layar.kirim("/kk/simpan", data)
    assert (Keluarga.select().count(), Penduduk.select().count()) == (1, 1)


def test_the_address_of_a_refused_save_opened_anew_leads_to_the_family_or_the_list(layar, keluarga):
    refused = layar.kirim("/kk/simpan", isian(layar.buka(f"/kk/{keluarga.id}")) | {"no_kk": "1"}, kode=422)
    address = re.search(r'<form id="kk" method="post" action="([^"]+)"', refused)[1]
    assert layar.klien.get(address).location == f"/kk/{keluarga.id}"
    for lost in ("/kk/simpan", f"/kk/simpan?id={'0' * 32}"):
        assert layar.klien.get(lost).location == "/kk/"


def test_an_empty_new_row_is_left_out(layar, keluarga):
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    halaman = layar.kirim("/kk/simpan", data | {"tambah": "1"})
    data = isian(halaman)
    assert len(data["kunci"]) == 3
    assert "tersimpan" in layar.kirim("/kk/simpan", data)
    assert Penduduk.select().count() == 2


def test_the_page_works_without_script_too(layar, keluarga):
    halaman = layar.kirim("/kk/simpan", isian(layar.buka(f"/kk/{keluarga.id}")) | {"tambah": "1"})
    data = isian(halaman)
    kunci = data["kunci"][-1]
    data |= {f"{kunci}.nama": "SRI", f"{kunci}.jenis_kelamin": "2", f"{kunci}.hubungan_keluarga": "istri"}
    layar.kirim("/kk/simpan", data)
    assert {satu.nama for satu in Penduduk} == {"SUTRISNO", "DIMAS", "SRI"}


def test_a_nik_that_is_taken_offers_its_owner_and_he_moves_over(layar, keluarga):
    data, _ = isi_baru(layar.buka("/kk/baru"), nik=AYAH["nik"])
    halaman = layar.kirim("/kk/simpan", data, kode=422)
    tawaran = re.search(r'name="ambil" value="([^"]+)">([^<]+)<', halaman)
    assert tawaran[2] == "Masukkan SUTRISNO ke KK ini"
    halaman = layar.kirim("/kk/simpan", isian(halaman) | {"ambil": tawaran[1]})
    assert "akan dipindahkan ke KK ini" in halaman
    layar.kirim("/kk/simpan", isian(halaman))
    assert Penduduk.get(nama="SUTRISNO").keluarga_id != keluarga.id
    assert Penduduk.select().count() == 2


def test_a_lost_update_shows_both_versions_and_a_second_save_is_the_operators_word(layar, keluarga):
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    ayah = Penduduk.get(nama="SUTRISNO")
    Penduduk.update(nama="SUTRISNO HADI").where(Penduduk.id == ayah.id).execute()
    data[f"{ayah.id}.nama"] = "SUTRISNA"
    halaman = layar.kirim("/kk/simpan", data, kode=409)
    assert "diubah orang lain" in halaman
    assert "Tersimpan sekarang: <strong>SUTRISNO HADI</strong>" in halaman
    assert 'value="SUTRISNA"' in halaman
    assert Penduduk[ayah.id].nama == "SUTRISNO HADI"
    layar.kirim("/kk/simpan", isian(halaman))
    assert Penduduk[ayah.id].nama == "SUTRISNA"


def test_who_was_faster_is_named(layar, keluarga, village):
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    ayah = Penduduk.get(nama="SUTRISNO")
    node, lain = Node(village, DESA, CATALOG), Operator("8", "Budi Pengelola", frozenset({"operator"}), DESA)
    simpan_penduduk(node, lain, {"nama": "SUTRISNO HADI"}, ayah.id, versi(node, ayah.id))
    assert "Budi Pengelola" in layar.kirim("/kk/simpan", data | {f"{ayah.id}.nama": "SUTRISNA"}, kode=409)


def test_a_fault_in_what_is_derived_never_hides_that_it_was_saved(layar, keluarga, monkeypatch):
    def rusak(*_):
        raise RuntimeError("indeks pencarian rusak")

    monkeypatch.setattr("sid_bantuan.modules.kependudukan.layar.dasar.drain", rusak)
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    assert "Kartu keluarga tersimpan" in layar.kirim("/kk/simpan", data | {"alamat": "Jalan Baru"})
    assert Keluarga.get().alamat == "Jalan Baru"


def test_the_back_button_after_a_save_loses_nothing(layar, keluarga):
    lama = isian(layar.buka(f"/kk/{keluarga.id}"))
    layar.kirim("/kk/simpan", lama | {"alamat": "Jalan Mawar 9"})
    halaman = layar.kirim("/kk/simpan", lama | {"alamat": "Jalan Kenanga 1"}, kode=409)
    assert "Tersimpan sekarang: <strong>Jalan Mawar 9</strong>" in halaman
    assert Keluarga.get().alamat == "Jalan Mawar 9"


def test_a_member_can_be_taken_off_the_card_or_thrown_away(layar, keluarga):
    anak = Penduduk.get(nama="DIMAS")
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    layar.kirim("/kk/simpan", data | {f"{anak.id}.perintah": "keluarkan"})
    assert Penduduk[anak.id].keluarga_id is None


def test_a_place_is_found_by_some_of_its_words(layar, keluarga):
    Lingkungan.create(node=DESA, wilayah=DESA, dusun="Krajan", rw="001", rt="002")
    tujuan = Lingkungan.create(node=DESA, wilayah=DESA, dusun="Krajan", rw="001", rt="003")
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    layar.kirim("/kk/simpan", data | {"lingkungan_id": "rt 003 krajan"})
    assert Keluarga.get().lingkungan_id == tujuan.id
    data = isian(layar.buka(f"/kk/{keluarga.id}"))
    assert data["lingkungan_id"] == str(tujuan)
    assert "lebih dari satu pilihan" in layar.kirim("/kk/simpan", data | {"lingkungan_id": "krajan"}, kode=422)


def test_deleting_a_card_asks_about_its_members_and_can_be_undone(layar, keluarga):
    assert "masih dipakai" in layar.kirim(f"/kk/{keluarga.id}/hapus")
    assert Keluarga.select().count() == 1
    halaman = layar.kirim(f"/kk/{keluarga.id}/hapus", {"penghuni": "ikut"})
    assert Keluarga.select().count() == Penduduk.select().count() == 0
    kelompok = re.search(r'name="kelompok" value="(\w+)"', halaman)[1]
    layar.kirim("/sampah/pulihkan", {"kelompok": kelompok})
    assert (Keluarga.select().count(), Penduduk.select().count()) == (1, 2)


def test_who_may_only_look_sees_masked_numbers_and_no_fields(village, tmp_path, keluarga):
    layar = Peramban(aplikasi(village, tmp_path, "kepala_desa"))
    halaman = layar.buka(f"/kk/{keluarga.id}")
    assert AYAH["nik"] not in halaman
    assert "0001" in halaman
    assert "data-urut" not in halaman
    assert ">Simpan<" not in halaman
    layar.buka("/kk/baru", kode=403)


def test_nobody_is_refused_everything(village, tmp_path):
    layar = Peramban(aplikasi(village, tmp_path, "tamu"))
    for alamat in ("/kk/baru", "/beranda/", "/impor/", "/sampah/", "/sinkronisasi/", "/perbaikan/", "/cari/"):
        layar.buka(alamat, kode=403)


def test_a_form_without_the_token_changes_nothing(layar, keluarga):
    data = isian(layar.buka(f"/kk/{keluarga.id}")) | {"alamat": "Dari situs lain"}
    assert layar.klien.post("/kk/simpan", data=data).status_code == 400
    assert Keluarga.get().alamat == "Jalan Melati 3"


def test_the_card_is_no_way_around_the_right_on_residents(layar, keluarga, monkeypatch):
    data = isian(layar.buka(f"/kk/{keluarga.id}")) | {"alamat": "Jalan Lain"}
    monkeypatch.delitem(peran._BOLEH, ("operator", "penduduk", "ubah"))
    layar.kirim("/kk/simpan", data, kode=403)
    assert Keluarga.get().alamat == "Jalan Melati 3"


def test_a_card_takes_no_id_but_its_own(layar, keluarga):
    orang = Penduduk.get(Penduduk.nama == "DIMAS").id
    for nomor, id in enumerate(("x", "A" * 32, orang)):
        data, _ = isi_baru(layar.buka("/kk/baru"))
        data |= {"id": id, "no_kk": f"3522 0101 0120 001{nomor}"}
        assert "Kartu keluarga tersimpan" in layar.kirim("/kk/simpan", data)
    assert {len(satu.id) for satu in Keluarga} == {32}
    assert Keluarga.select().count() == 4
    assert Keluarga.get_or_none(Keluarga.id.in_([orang, "A" * 32])) is None


def test_a_form_takes_no_id_of_another_offices_record(village, keluarga):
    node = Node(village, DESA, CATALOG)
    assert id_formulir(node, "keluarga", keluarga.id) == keluarga.id
    village.run("UPDATE sb_row SET node = '35.22.01.2002' WHERE id = ?", (keluarga.id,))
    assert id_formulir(node, "keluarga", keluarga.id) != keluarga.id


def test_a_row_takes_no_id_but_a_residents(layar, keluarga):
    for id in ("bukan-id", keluarga.id):
        data, kunci = isi_baru(layar.buka("/kk/baru"))
        layar.kirim("/kk/simpan", data | {"no_kk": "", f"{kunci}.id": id, f"{kunci}.versi": "1"})
    baru = list(Penduduk.select().where(Penduduk.nama == "budi santoso"))
    assert len(baru) == 2
    assert {len(satu.id) for satu in baru} == {32}
    assert keluarga.id not in {satu.id for satu in baru}
