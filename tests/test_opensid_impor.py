"""A village's OpenSID database, on a real MariaDB: read whole, in both layouts, with its history, and never written."""

import json

import pytest
from python_calamine import CalamineWorkbook

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.modules.kependudukan.impor import baca as baca_lembar
from sid_bantuan.modules.kependudukan.impor import terapkan
from sid_bantuan.modules.opensid.hasil import ringkas, tulis_hasil
from sid_bantuan.sync import record
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .conftest import DISTRICT, VILLAGE
from .support.baca_opensid import ambil, dicatat, penduduk, saldo, seimbang, temuan
from .support.opensid import isi_desa
from .support.road import Road
from .test_impor import person, sheet

pytestmark = pytest.mark.mariadb

NIK = "3522010101900001"


@pytest.fixture
def node(village):
    return Node(village, VILLAGE, CATALOG)


# ---- what is taken


def test_places_families_and_residents_come_over_in_both_layouts(node, tata):
    rt = tata.dusun("Krajan", "1", "2")
    kk = tata.keluarga("3522010101200001", rt, tgl_cetak_kk="2020-05-06 00:00:00")
    ayah = tata.orang("BUDI", kk, nik=NIK, kk_level=1, sex=1, status_kawin=2, telepon="0812345678")
    tata.orang("SITI", kk, nik="3522014101920002", kk_level=3, sex=2, tanggallahir="1992-01-01")
    tata.ubah("tweb_keluarga", kk, nik_kepala=str(ayah))
    laporan = ambil(node, tata)
    assert laporan.hitung["tweb_penduduk", "baru"] == 2
    budi = penduduk(node, "BUDI")
    assert (budi["nik"], budi["tanggal_lahir"], budi["pekerjaan"]) == (NIK, "1990-01-01", 9)
    assert (budi["hubungan_keluarga"], budi["telepon"]) == (1, "0812345678")
    assert budi["sumber"].startswith("OpenSID, ")
    keluarga = node.engine.run(
        "SELECT k.no_kk, k.alamat, CAST(k.tanggal_cetak_kk AS TEXT), l.dusun, l.rw, l.rt FROM sb_keluarga k"
        " JOIN sb_lingkungan l ON l.id = k.lingkungan_id"
    )
    assert keluarga == [("3522010101200001", "JL. RAYA", "2020-05-06", "Krajan", "001", "002")]
    assert penduduk(node, "SITI")["keluarga_id"] == budi["keluarga_id"]
    seimbang(node)


def test_placeholder_rows_of_a_dusun_are_one_place_here(node, sumber):
    sumber.dusun("Krajan", "1", "2")
    ambil(node, sumber)
    tempat = node.engine.run("SELECT dusun, rw, rt FROM sb_lingkungan ORDER BY rw, rt")
    assert tempat == [("Krajan", "", ""), ("Krajan", "001", ""), ("Krajan", "001", "002")]


def test_codes_mean_what_they_mean_there(node, sumber):
    """The recording of a KTP-el is stored by its own value, not by its row; an unknown code is told, not guessed."""
    nomor = sumber.orang("BUDI", nik=NIK, status_rekam=8, ktp_el=2, agama_id=42, id_asuransi=99, golongan_darah_id=13)
    lain = sumber.orang("SITI", sex=2, status_rekam=1, agama_id=0, cara_kb_id=8, pekerjaan_id=89)
    ambil(node, sumber)
    budi, siti = penduduk(node, "BUDI"), penduduk(node, "SITI")
    assert kode.status_rekam()[budi["status_rekam"]] == "Kartu sudah diserahkan"
    assert kode.status_rekam()[siti["status_rekam"]] == "Belum wajib"
    assert (budi["ktp_el"], budi["agama"], budi["asuransi"], budi["golongan_darah"]) == (2, None, 99, 13)
    assert (siti["agama"], siti["pekerjaan"]) == (None, 89)
    assert (nomor, "agama_id", "kode_tak_dikenal") in dicatat(node, "tweb_penduduk")
    assert (lain, "agama_id", "kode_tak_dikenal") not in dicatat(node, "tweb_penduduk")


@pytest.mark.parametrize("tertulis", ["0", "", None, "0352201200100001"])
def test_a_placeholder_is_no_nik(node, sumber, tertulis):
    sumber.orang("BAYI", nik=tertulis)
    ambil(node, sumber)
    bayi = penduduk(node, "BAYI")
    assert (bayi["nik"], bayi["keadaan_nik"]) == (None, kode.NIK_BELUM_ADA)


def test_a_nik_that_cannot_be_right_is_left_out_and_told_with_its_value(node, sumber, tmp_path):
    nomor = sumber.orang("BUDI", nik="3522019999900001")
    laporan = ambil(node, sumber)
    assert penduduk(node, "BUDI")["nik"] is None
    assert (nomor, "nik", "nik_tanggal_mustahil") in dicatat(node, "tweb_penduduk")
    tulis_hasil(node, laporan, tmp_path / "hasil.xlsx")
    perlu = CalamineWorkbook.from_path(tmp_path / "hasil.xlsx").get_sheet_by_name("Perlu Dilihat").to_python()
    assert any("3522019999900001" in baris for baris in perlu)


def test_zero_dates_and_missing_sexes_of_old_databases_stop_nothing(node, sumber):
    sumber.tanya("SET SESSION sql_mode = ''")
    sumber.orang("BUDI", nik=NIK, tanggallahir="0000-00-00", sex=None)
    tanpa = sumber.orang("TANPA KELAMIN", sex=None)
    laporan = ambil(node, sumber)
    budi = penduduk(node, "BUDI")
    assert (budi["tanggal_lahir"], budi["jenis_kelamin"]) == (None, 1)
    assert laporan.hitung["tweb_penduduk", "tahan"] == 1
    assert (tanpa, "jenis_kelamin", "jenis_kelamin_kosong") in dicatat(node, "tweb_penduduk")
    sumber.ubah("tweb_penduduk", tanpa, sex=2)
    ambil(node, sumber)
    assert penduduk(node, "TANPA KELAMIN")["jenis_kelamin"] == 2


def test_households_and_groups_come_over_with_their_people(node, sumber):
    rt = sumber.dusun()
    ayah = sumber.orang("BUDI", id_rtm="RT-7", rtm_level=1, id_cluster=rt)
    sumber.tambah("tweb_rtm", nik_kepala=ayah, no_kk="RT-7", bdt="123")
    sumber.orang("SITI", id_rtm="RT-7", rtm_level=2)
    jenis = sumber.tambah("kelompok_master", kelompok="Tani")
    tani = sumber.tambah("kelompok", id_master=jenis, id_ketua=ayah, nama="Tani Makmur", kode="T1")
    sumber.tambah("kelompok_anggota", id_kelompok=tani, id_penduduk=ayah, jabatan="1")
    hilang = sumber.tambah("kelompok_anggota", id_kelompok=tani, id_penduduk=999)
    laporan = ambil(node, sumber)
    budi, siti = penduduk(node, "BUDI"), penduduk(node, "SITI")
    assert budi["rumah_tangga_id"] == siti["rumah_tangga_id"] is not None
    assert (budi["hubungan_rumah_tangga"], siti["hubungan_rumah_tangga"]) == (1, 2)
    assert node.engine.run("SELECT nama, kategori FROM sb_kelompok") == [("Tani Makmur", "Tani")]
    assert node.engine.run("SELECT penduduk_id, jabatan FROM sb_kelompok_anggota") == [(budi["id"], "Ketua")]
    assert ("kelompok_anggota", hilang, "opensid_rujukan_hilang") in temuan(laporan)


def test_columns_without_a_place_and_photos_are_kept_and_told(node, sumber, tmp_path):
    sumber.orang("BUDI", foto="kecil_7.jpg", ket="Kaki palsu", email_token="rahasia", alamat_sebelumnya="TUBAN")
    laporan = ambil(node, sumber)
    isi = json.loads(node.engine.value("SELECT isi FROM sb_opensid WHERE tabel = 'tweb_penduduk'"))
    assert isi["lain"] == {"foto": "kecil_7.jpg", "ket": "Kaki palsu", "alamat_sebelumnya": "TUBAN"}
    tulis_hasil(node, laporan, tmp_path / "hasil.xlsx")
    buku = CalamineWorkbook.from_path(tmp_path / "hasil.xlsx")
    assert buku.get_sheet_by_name("Foto").to_python()[1:] == [[1.0, "BUDI", "kecil_7.jpg"]]
    assert [baris[1] for baris in buku.get_sheet_by_name("Kolom Tanpa Tempat").to_python()[1:]] == [
        "alamat_sebelumnya", "foto", "ket",
    ]  # fmt: skip


def test_what_is_not_read_at_all_is_counted_and_told(node, sumber):
    orang = sumber.orang("BUDI")
    sumber.tambah("log_surat", id_format_surat=1, id_pend=orang, id_pamong=1, id_user=1)
    sumber.tambah("log_keluarga", id_kk=1, id_peristiwa=1, tgl_peristiwa="2020-01-01 00:00:00")
    sumber.peristiwa(99, 2, "2020-01-01")
    laporan = ambil(node, sumber)
    assert [(apa, banyak) for apa, banyak, _ in laporan.sisa] == [
        ("Arsip surat", 1),
        ("Catatan keluarga (KK baru, KK mati, KK pindah, dan sejenisnya)", 1),
        ("Peristiwa tanpa penduduk", 1),
    ]
    assert any(baris.startswith("Tidak diambil: Arsip surat (1).") for baris in ringkas(node, laporan))


def test_who_lives_in_no_family_is_told_with_his_place(node, sumber):
    rt = sumber.dusun("Krajan", "1", "2")
    nomor = sumber.orang("BUDI", id_cluster=rt)
    ambil(node, sumber)
    isi = json.loads(node.engine.value("SELECT isi FROM sb_opensid WHERE tabel = 'tweb_penduduk'"))
    assert isi["temuan"] == [["id_cluster", "opensid_tanpa_keluarga", "Dusun Krajan, RW 001, RT 002"]]
    assert nomor == 1
    seimbang(node)


# ---- who is here already


def test_a_resident_who_came_by_excel_is_matched_and_not_doubled(node, sumber):
    rows = [person(1, nama="BUDI", suku="JAWA"), person(2, nama="SITI", nik="0", sex=2, tanggallahir="02-02-1992")]
    terapkan(node, baca_lembar(sheet(*rows), "penduduk.xlsx"))
    drain_all(node)
    kk = sumber.keluarga("3522010101200001", sumber.dusun("Krajan", "1", "2"))
    budi = sumber.orang("BUDI S", kk, nik=rows[0]["nik"], kk_level=1, suku="SUNDA", telepon="0811")
    sumber.orang("Siti", kk, sex=2, nik="3522014202920007", tanggallahir="1992-02-02")
    laporan = ambil(node, sumber)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 2
    assert node.engine.value("SELECT count(*) FROM sb_keluarga") == 1
    tetap = penduduk(node, "BUDI")
    assert (tetap["suku"], tetap["telepon"]) == ("JAWA", "0811")
    assert {(kolom, sana) for satu in laporan.temuan if satu.nomor == budi and satu.tabel == "tweb_penduduk"
            for kolom, sana in [(satu.kolom, satu.di_sana)]} == {("nama", "BUDI S"), ("suku", "SUNDA")}  # fmt: skip
    assert penduduk(node, "SITI")["nik"] == "3522014202920007"
    seimbang(node)


def test_who_was_counted_since_an_excel_import_is_counted_from_when_opensid_says(node, sumber):
    terapkan(node, baca_lembar(sheet(person(1, nama="BUDI")), "penduduk.xlsx"))
    drain_all(node)
    budi = sumber.orang("BUDI", sumber.keluarga("3522010101200001", sumber.dusun("Krajan")), nik=NIK, kk_level=1)
    sumber.peristiwa(budi, 5, "2019-01-01")
    ambil(node, sumber)
    assert [saldo(node, bulan) for bulan in ("2018-12", "2019-01", "9999-12")] == [0, 1, 1]
    seimbang(node)


def test_who_cannot_be_told_from_another_is_held_back_and_told(node, sumber):
    terapkan(node, baca_lembar(sheet(person(1, nama="BUDI")), "penduduk.xlsx"))
    nomor = sumber.orang("ORANG LAIN SAMA SEKALI", nik=NIK, tanggallahir="1950-05-05")
    laporan = ambil(node, sumber)
    assert ("tweb_penduduk", nomor, "opensid_cocok_ganda") in temuan(laporan)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 1
    sumber.ubah("tweb_penduduk", nomor, nik="3522010505500001")
    ambil(node, sumber)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == 2


def test_a_rebuilt_village_knows_its_residents_and_events_again(node, sumber):
    isi_desa(sumber, 60)
    ambil(node, sumber)
    jumlah = "SELECT (SELECT count(*) FROM sb_penduduk), (SELECT count(*) FROM sb_mutasi), (SELECT count(*) FROM sb_keluarga)"
    sebelum = node.engine.one(jumlah), node.engine.run("SELECT id, rev FROM sb_row ORDER BY id")
    node.engine.run("DELETE FROM sb_opensid")
    ambil(node, sumber)
    assert node.engine.one(jumlah) == sebelum[0]
    assert node.engine.run("SELECT id, rev FROM sb_row ORDER BY id") == sebelum[1]
    seimbang(node)


# ---- aid


def test_programs_and_participants_are_kept_whole_and_found_where_they_can_be(node, sumber, tmp_path):
    kk = sumber.keluarga("3522010101200001")
    budi = sumber.orang("BUDI", kk, nik=NIK)
    kelompok = sumber.tambah("kelompok", id_master=1, id_ketua=budi, nama="Tani", kode="T")
    blt = sumber.tambah(
        "program", nama="BLT", sasaran=1, sdate="2024-01-01", edate="2024-12-31", userid=1, asaldana="Dana Desa"
    )
    pkh = sumber.tambah("program", nama="PKH", sasaran=2, sdate="2024-01-01", edate="2024-12-31", userid=1)
    pupuk = sumber.tambah("program", nama="Pupuk", sasaran=4, sdate="2024-01-01", edate="2024-12-31", userid=1)
    kartu = {"kartu_nama": "BUDI", "kartu_tanggal_lahir": "1990-01-01", "no_id_kartu": "K-1"}
    sumber.tambah("program_peserta", peserta=NIK, program_id=blt, kartu_nik=NIK, kartu_id_pend=budi, **kartu)
    sumber.tambah("program_peserta", peserta="3522010101200001", program_id=pkh, kartu_nik=NIK, **kartu)
    sumber.tambah("program_peserta", peserta=str(kelompok), program_id=pupuk, kartu_nik="-", **kartu)
    sumber.tambah("program_peserta", peserta="3522019999990001", program_id=blt, kartu_nik="-", **kartu)
    laporan = ambil(node, sumber)
    orang = penduduk(node, "BUDI")
    rows = node.engine.run(
        "SELECT p.nama, s.untuk_jenis, s.untuk_id, s.penduduk_id FROM sb_opensid_peserta s"
        " JOIN sb_opensid_program p ON p.nomor = s.program ORDER BY s.nomor"
    )
    id_kelompok = node.engine.value("SELECT id FROM sb_kelompok")
    assert rows == [
        ("BLT", "penduduk", orang["id"], orang["id"]),
        ("PKH", "keluarga", orang["keluarga_id"], orang["id"]),
        ("Pupuk", "kelompok", id_kelompok, None),
        ("BLT", "penduduk", None, None),
    ]
    utuh = json.loads(node.engine.value("SELECT isi FROM sb_opensid_peserta ORDER BY nomor LIMIT 1"))
    assert (utuh["kartu_nama"], utuh["no_id_kartu"]) == ("BUDI", "K-1")
    assert "Peserta bantuan yang belum ditemukan orangnya: 1." in ringkas(node, laporan)
    tulis_hasil(node, laporan, tmp_path / "hasil.xlsx")
    buku = CalamineWorkbook.from_path(tmp_path / "hasil.xlsx")
    assert [baris[1:3] + baris[5:] for baris in buku.get_sheet_by_name("Bantuan").to_python()[1:]] == [
        ["BLT", "Orang", 2.0, 1.0], ["PKH", "Keluarga", 1.0, 1.0], ["Pupuk", "Kelompok", 1.0, 1.0],
    ]  # fmt: skip
    assert ambil(node, sumber).berubah == 0


# ---- what the levels above make of it


def test_everything_that_came_from_opensid_is_accepted_above_and_counts_the_same_there(open_node, sumber):
    isi_desa(sumber, 150)
    tamu = sumber.orang("TAMU", status=2)
    sumber.peristiwa(tamu, 5, "2020-01-05")
    sumber.tambah("kelompok", id_master=1, id_ketua=tamu, nama="Tani", kode="T")
    road = Road(open_node, (DISTRICT, VILLAGE))
    before = record.database.obj
    record.database.initialize(road[VILLAGE].engine.database)
    ambil(road[VILLAGE], sumber)
    road.settle()
    record.database.initialize(before)
    above, here = road[DISTRICT].engine, road[VILLAGE].engine
    assert above.run("SELECT type, code, kolom FROM sb_refused_in") == []
    for tabel in (
        "penduduk",
        "keluarga",
        "lingkungan",
        "kelompok",
        "mutasi",
        "mutasi_orang",
        "penyesuaian",
        "penduduk_sementara",
    ):
        hitung = f"SELECT count(*) FROM sb_{tabel}"
        assert above.value(hitung) == here.value(hitung) > 0, tabel
    assert hitung_saldo(above) == hitung_saldo(here)


def hitung_saldo(engine) -> int:
    return engine.value("SELECT SUM(arah) FROM sb_mutasi_orang") + engine.value(
        "SELECT SUM(arah * jumlah) FROM sb_penyesuaian"
    )
