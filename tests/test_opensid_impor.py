"""A village's OpenSID database, on a real MariaDB: read whole, in both layouts, with its history, and never written."""

import json

import pymysql
import pytest
from python_calamine import CalamineWorkbook

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.modules.kependudukan.impor import baca as baca_lembar
from sid_bantuan.modules.kependudukan.impor import terapkan
from sid_bantuan.modules.lampid.buku.sementara import susun as b4
from sid_bantuan.modules.opensid.alamat import SumberGagal, baca_alamat
from sid_bantuan.modules.opensid.hasil import ringkas, tulis_hasil
from sid_bantuan.modules.opensid.putar import putar
from sid_bantuan.modules.opensid.sumber import buka
from sid_bantuan.sync import record
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .conftest import DISTRICT, VILLAGE
from .support.baca_opensid import alasan, ambil, dicatat, garis, kepala, penduduk, saldo, seimbang, temuan
from .support.opensid import BARU, LAMA, Opensid, isi_desa
from .support.road import Road
from .test_impor import person, sheet

pytestmark = pytest.mark.mariadb

NIK = "3522010101900001"


@pytest.fixture
def node(village):
    return Node(village, VILLAGE, CATALOG)


@pytest.fixture
def sumber(mariadb_server):
    one = Opensid(mariadb_server)
    yield one
    one.tutup()


@pytest.fixture(params=[BARU, LAMA])
def tata(request, mariadb_server):
    """A source in each of the two layouts."""
    one = Opensid(mariadb_server, request.param)
    yield one
    one.tutup()


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


# ---- history


def test_events_stand_in_the_months_they_were_reported_in(node, sumber):
    """Five people by hand: always here, born, died, moved away, arrived."""
    kk = sumber.keluarga(tempat=sumber.dusun())
    sumber.orang("TETAP", kk, kk_level=1)
    lahir = sumber.orang("LAHIR", kk, tanggallahir="2018-03-30", berat_lahir=3100, kelahiran_anak_ke=2)
    mati = sumber.orang("MATI", kk, status_dasar=2)
    pindah = sumber.orang("PINDAH", kk, status_dasar=3)
    datang = sumber.orang("DATANG", kk, alamat_sebelumnya="TUBAN")
    sumber.peristiwa(lahir, 1, "2018-05-02", "2018-03-30")
    sumber.peristiwa(mati, 2, "2019-01-10", "2018-12-31", meninggal_di="Rumah", sebab="1", penolong_mati="2")
    sumber.peristiwa(pindah, 3, "2020-02-20", alamat_tujuan="Jalan Baru 5, Tuban", ref_pindah=3)
    sumber.peristiwa(datang, 5, "2017-08-08")
    laporan = ambil(node, sumber)
    assert laporan.hitung["log_penduduk", "peristiwa"] == 4
    by_name = {nama: garis(node, penduduk(node, nama)["id"]) for nama in ("TETAP", "LAHIR", "MATI", "PINDAH", "DATANG")}
    awal = ("2017-07", 1, "opensid")
    assert by_name == {
        "TETAP": [awal],
        "LAHIR": [("2018-05", 1, "lahir")],
        "MATI": [awal, ("2019-01", -1, "mati")],
        "PINDAH": [awal, ("2020-02", -1, "pindah")],
        "DATANG": [("2017-08", 1, "datang")],
    }
    assert [saldo(node, bulan) for bulan in ("2017-06", "2017-07", "2017-08", "2018-05", "2019-01", "2020-02")] == [
        0, 3, 4, 5, 4, 3,
    ]  # fmt: skip
    seimbang(node)
    assert set(alasan(node)) == {("opensid", 1)}
    mutasi = dict(node.engine.run("SELECT jenis, id FROM sb_mutasi"))
    assert node.engine.one(
        "SELECT tempat, sebab, penentu, CAST(tgl_peristiwa AS TEXT) FROM sb_mutasi WHERE id = ?", (mutasi["mati"],)
    ) == ("Rumah", "Sakit biasa/tua", 2, "2018-12-31")
    assert node.engine.one("SELECT lawan_alamat, cakupan FROM sb_mutasi WHERE id = ?", (mutasi["pindah"],)) == (
        "Jalan Baru 5, Tuban",
        4,
    )
    assert node.engine.one("SELECT berat_gram, anak_ke FROM sb_mutasi WHERE id = ?", (mutasi["lahir"],)) == (3100, 2)
    assert node.engine.value("SELECT lawan_alamat FROM sb_mutasi WHERE id = ?", (mutasi["datang"],)) == "TUBAN"


def test_a_whole_village_balances_and_a_second_import_changes_nothing(node, tata):
    ada = isi_desa(tata, 400)
    ambil(node, tata)
    assert node.engine.value("SELECT count(*) FROM sb_penduduk") == ada["penduduk"]
    assert saldo(node, "9999-12") == ada["hidup"]
    assert node.engine.value("SELECT count(*) FROM sb_mutasi WHERE jenis = 'mati'") == ada["mati"]
    assert node.engine.value("SELECT count(*) FROM sb_keluarga") == ada["keluarga"]
    seimbang(node)
    sebelum = node.engine.run("SELECT id, rev FROM sb_row ORDER BY id")
    drain_all(node)
    laporan = ambil(node, tata)
    assert laporan.berubah == 0
    assert node.engine.run("SELECT id, rev FROM sb_row ORDER BY id") == sebelum


def test_events_that_contradict_each_other_are_told_and_settled_by_one_rule(node, sumber, tmp_path):
    dua = sumber.orang("LAHIR DUA KALI")
    hantu = sumber.orang("HIDUP TETAPI MATI")
    balik = sumber.orang("MATI SEBELUM LAHIR", status_dasar=2)
    diam = sumber.orang("MATI TANPA PERISTIWA", status_dasar=2)
    sumber.peristiwa(dua, 1, "2018-01-01")
    kedua = sumber.peristiwa(dua, 1, "2018-02-01")
    keliru = sumber.peristiwa(hantu, 2, "2019-01-01")
    sumber.peristiwa(balik, 2, "2017-01-01")
    sesudah = sumber.peristiwa(balik, 1, "2018-01-01")
    asing = sumber.peristiwa(dua, 17, "2018-01-01")
    laporan = ambil(node, sumber)
    assert dicatat(node, "log_penduduk") == {
        (kedua, "kode_peristiwa", "opensid_masuk_lagi"),
        (keliru, "kode_peristiwa", "opensid_masih_ada"),
        (sesudah, "kode_peristiwa", "opensid_sesudah_mati"),
        (asing, "kode_peristiwa", "opensid_peristiwa_asing"),
    }
    assert (diam, "status_dasar", "opensid_status_tanpa_peristiwa") in dicatat(node, "tweb_penduduk")
    assert penduduk(node, "HIDUP TETAPI MATI")["status_dasar"] == kode.HIDUP
    seimbang(node)
    tulis_hasil(node, laporan, tmp_path / "hasil.xlsx")
    perlu = CalamineWorkbook.from_path(tmp_path / "hasil.xlsx").get_sheet_by_name("Perlu Dilihat").to_python()
    assert "LAHIR DUA KALI, 01-02-2018" in [baris[2] for baris in perlu]


def test_days_that_cannot_be_are_put_right_and_told(node, sumber):
    nomor = sumber.orang("BUDI", status_dasar=3)
    kosong = sumber.orang("SITI", sex=2)
    depan = sumber.peristiwa(nomor, 3, "2020-01-05", "2020-02-06")
    besok = sumber.peristiwa(kosong, 5, "2037-01-01")
    kuno = sumber.peristiwa(sumber.orang("BAYI"), 1, "1970-01-02", "2021-03-03", created_at="2021-03-04 08:00:00")
    ambil(node, sumber)
    assert garis(node, penduduk(node, "BAYI")["id"]) == [("2021-03", 1, "lahir")]
    assert dicatat(node, "log_penduduk") == {
        (depan, "tgl_lapor", "opensid_lapor_mendahului"),
        (besok, "tgl_lapor", "opensid_tanggal_mendatang"),
        (kuno, "tgl_lapor", "opensid_lapor_terlalu_lama"),
    }
    assert garis(node, penduduk(node, "BUDI")["id"])[-1] == ("2020-02", -1, "pindah")
    seimbang(node)


def test_a_new_head_takes_over_in_the_month_the_old_one_left(node, sumber):
    """One family all the time: the books never count two heads, nor none."""
    kk = sumber.keluarga(tempat=sumber.dusun())
    ayah = sumber.orang("AYAH", kk, kk_level=1, status_dasar=2)
    sumber.orang("IBU", kk, kk_level=1, sex=2)
    sumber.peristiwa(ayah, 2, "2019-06-01")
    ambil(node, sumber)
    assert [kepala(node, bulan) for bulan in ("2019-05", "2019-06", "2026-01")] == [1, 1, 1]
    assert [saldo(node, bulan) for bulan in ("2019-05", "2019-06")] == [2, 1]
    seimbang(node)


def test_who_left_for_a_card_of_his_own_becomes_a_head_by_that_event(node, sumber):
    lama = sumber.keluarga("3522010101200001", sumber.dusun())
    baru = sumber.keluarga("3522010101200002", sumber.dusun("Ngrowo"))
    sumber.orang("AYAH", lama, kk_level=1)
    anak = sumber.orang("ANAK", baru, kk_level=1)
    sumber.peristiwa(sumber.orang("LAMA", lama, status_dasar=2), 2, "2017-01-01")
    sumber.tambah("log_keluarga", id_kk=lama, id_peristiwa=12, tgl_peristiwa="2021-09-09 10:00:00", id_pend=anak)
    ambil(node, sumber)
    assert node.engine.value("SELECT count(*) FROM sb_mutasi WHERE jenis = 'pecah_kk'") == 1
    assert [kepala(node, bulan) for bulan in ("2021-08", "2021-09")] == [1, 2]
    seimbang(node)


def test_who_stays_for_a_while_is_not_counted_and_stands_in_the_register(node, sumber):
    tamu = sumber.orang("TAMU", status=2, status_dasar=6, alamat_sebelumnya="NGAWI")
    sumber.orang("MASIH DI SINI", status=2)
    sumber.peristiwa(sumber.orang("BARU DATANG", status=2), 5, "2020-02-02")
    sumber.peristiwa(tamu, 5, "2020-01-05", maksud_tujuan_kedatangan="Bekerja")
    sumber.peristiwa(tamu, 6, "2020-09-09")
    ambil(node, sumber)
    assert saldo(node, "9999-12") == 0
    assert node.engine.one(
        "SELECT nama, datang_dari, maksud, CAST(tgl_datang AS TEXT), CAST(tgl_pergi AS TEXT) FROM sb_penduduk_sementara"
        " WHERE nama = 'TAMU'"
    ) == ("TAMU", "NGAWI", "Bekerja", "2020-01-05", "2020-09-09")
    assert [baris[1] for baris in b4(node.engine, VILLAGE, "2020-03").tabel.baris] == [
        "TAMU", "BARU DATANG", "MASIH DI SINI",
    ]  # fmt: skip
    assert [arah for _, arah, _ in garis(node, penduduk(node, "TAMU")["id"])] == [0, 0]
    seimbang(node)


def test_history_of_closed_months_comes_as_one_adjustment_and_a_late_leaving_as_an_event(node, sumber):
    node.engine.run(
        "INSERT INTO sb_tutup_buku (id, node, wilayah, bulan, saldo, oleh, pada)"
        " VALUES (?, ?, ?, '2026-09', '[]', 'Siti', '2026-10-02T00:00:00Z')",
        ("4" * 32, VILLAGE, VILLAGE),
    )
    lama = sumber.peristiwa(sumber.orang("LAHIR LAMA"), 1, "2018-01-01")
    sumber.peristiwa(sumber.orang("MATI LAMA", status_dasar=2), 2, "2018-01-01")
    sumber.peristiwa(sumber.orang("MATI BARU", status_dasar=2), 2, "2026-10-05")
    ambil(node, sumber)
    assert garis(node, penduduk(node, "LAHIR LAMA")["id"]) == [("2026-10", 1, "opensid")]
    assert garis(node, penduduk(node, "MATI LAMA")["id"]) == []
    assert garis(node, penduduk(node, "MATI BARU")["id"]) == [("2026-10", 1, "opensid"), ("2026-10", -1, "mati")]
    assert (lama, "tgl_lapor", "opensid_bulan_ditutup") in dicatat(node, "log_penduduk")
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


# ---- which village


def test_of_a_shared_database_only_this_village_is_read(node, sumber):
    sumber.desa(2, "3522012002", "Desa Tetangga")
    sumber.orang("BUDI")
    sumber.config_id = 2
    sumber.orang("TETANGGA")
    with pytest.raises(SumberGagal, match=r"1 = Desa Contoh \(35\.22\.01\.2001\); 2 = Desa Tetangga.*--config-id 1"):
        ambil(node, sumber)
    with pytest.raises(SumberGagal, match="Tidak ada desa bernomor 9"):
        ambil(node, sumber, 9)
    with pytest.raises(
        SumberGagal, match=r"milik Desa Tetangga \(35\.22\.01\.2002\), sedangkan pemasangan ini 35\.22\.01\.2001"
    ):
        ambil(node, sumber, 2)
    ambil(node, sumber, 1)
    assert node.engine.run("SELECT nama FROM sb_penduduk") == [("BUDI",)]


def test_a_database_of_another_village_is_refused_before_anything_is_stored(node, mariadb_server):
    lain = Opensid(mariadb_server, LAMA, "3522012009")
    lain.orang("BUDI")
    with pytest.raises(SumberGagal, match=r"milik Desa Contoh \(35\.22\.01\.2009\)"):
        ambil(node, lain)
    lain.ubah("config", 1, kode_desa=None)
    with pytest.raises(SumberGagal, match="Kode desa belum diisi"):
        ambil(node, lain)
    lain.tutup()
    assert node.engine.value("SELECT count(*) FROM sb_row") == 0


def test_some_other_database_is_no_opensid(node, sumber):
    sumber.tanya("DROP TABLE log_penduduk")
    with pytest.raises(SumberGagal, match="bukan milik OpenSID.*log_penduduk"):
        ambil(node, sumber)


def test_a_version_too_old_to_be_read_is_named_by_what_it_lacks(node, sumber):
    sumber.tanya("ALTER TABLE log_penduduk DROP COLUMN tgl_lapor")
    with pytest.raises(SumberGagal, match=r"log_penduduk\.tgl_lapor"):
        ambil(node, sumber)


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


# ---- it is only read


def test_the_source_is_never_written(node, tata):
    isi_desa(tata, 80)
    alamat = baca_alamat(tata.alamat())
    isi, biner = tata.isi_semua(), tata.server.written()
    for _ in range(2):
        putar(node, alamat)
    assert tata.server.written() == biner
    assert tata.isi_semua() == isi


def test_even_a_powerful_user_is_refused_by_the_session_itself(sumber):
    """Whoever gave us the root's password is safe all the same."""
    alamat = baca_alamat(f"mysql://root@localhost/{sumber.nama}?socket={sumber.server.folder / 's'}")
    with buka(alamat) as terbuka, pytest.raises(SumberGagal):
        terbuka.tanya("UPDATE config SET nama_desa = 'X'")
    with buka(alamat) as terbuka:
        terbuka.tanya("ROLLBACK")
        with pytest.raises((SumberGagal, pymysql.MySQLError)):
            terbuka.tanya("UPDATE config SET nama_desa = 'X'")
    assert sumber.tanya("SELECT nama_desa FROM config") == [("Desa Contoh",)]


def test_one_round_sees_one_moment(sumber):
    """What is changed there while it is read is seen by the next round, whole."""
    sumber.orang("BUDI")
    with buka(baca_alamat(sumber.alamat())) as terbuka:
        terbuka.pilih_desa("35.22.01.2001", None)
        sumber.orang("SITI", sex=2)
        assert len(terbuka.nomor("tweb_penduduk")) == 1
