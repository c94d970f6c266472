"""The history of a village in OpenSID stands in its books: month by month, in balance, with nothing lost silently."""

import pytest
from python_calamine import CalamineWorkbook

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import kode
from sid_bantuan.modules.lampid.buku.sementara import susun as b4
from sid_bantuan.modules.opensid.hasil import tulis_hasil
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .conftest import VILLAGE
from .support.baca_opensid import alasan, ambil, dicatat, garis, kepala, penduduk, saldo, seimbang
from .support.opensid import isi_desa

pytestmark = pytest.mark.mariadb

NIK = "3522010101900001"


@pytest.fixture
def node(village):
    return Node(village, VILLAGE, CATALOG)


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
