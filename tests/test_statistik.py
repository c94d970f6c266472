"""Statistics: figures counted by hand, names behind them, the same above, and a chart that asks nobody outside."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.peran import Operator
from sid_bantuan.domain.tanggal import umur
from sid_bantuan.kecamatan import menu
from sid_bantuan.modules.statistik import hitung, lembar
from sid_bantuan.modules.statistik.layar import statistik
from sid_bantuan.modules.statistik.orang import orang
from sid_bantuan.sync import record

from . import layar as layar_uji
from .support.browser import sideways
from .support.buku import DESA, KABUPATEN, KECAMATAN, SEBELAH, sisip
from .support.desa import Pelayan, Peramban, aplikasi, teks

HARI = date(2026, 11, 21)
L, P = 1, 2


def tambah(engine, nama, jk, lahir=None, wilayah=DESA, **lain) -> None:
    isi = {
        "id": new_id(), "node": wilayah, "wilayah": wilayah, "orang_id": new_id(), "nama": nama, "jenis_kelamin": jk,
        "tanggal_lahir": lahir, "keadaan_nik": 2, "status_dasar": 1, "status_penduduk": 1,
    } | lain  # fmt: skip
    sisip(engine, "sb_penduduk", isi)


def warga(engine) -> None:
    """Seven who count: the rest are dead, gone, or only staying for a while."""
    for dusun, keluarga in (("Krajan", "a" * 32), ("Ngaglik", "b" * 32)):
        tempat = new_id()
        sisip(
            engine, "sb_lingkungan",
            {"id": tempat, "node": DESA, "wilayah": DESA, "dusun": dusun, "rw": "001", "rt": "001"},
        )  # fmt: skip
        sisip(engine, "sb_keluarga", {"id": keluarga, "node": DESA, "wilayah": DESA, "lingkungan_id": tempat})
    krajan, ngaglik = {"keluarga_id": "a" * 32}, {"keluarga_id": "b" * 32}
    tambah(engine, "BUDI", L, "1951-11-21", agama=1, pekerjaan=9, hubungan_keluarga=1, **krajan)  # 75 today
    tambah(engine, "SITI", P, "1951-11-22", agama=1, pekerjaan=2, **krajan)  # 74
    tambah(engine, "TONO", L, "2021-11-22", agama=1, pekerjaan=1, **krajan)  # 4
    tambah(engine, "TINI", P, "2021-11-21", agama=2, pekerjaan=1, **krajan)  # 5 today
    tambah(engine, "JOKO", L, "1990-01-01", agama=3, pekerjaan=9, hubungan_keluarga=1, **ngaglik)
    tambah(engine, "RINA", P, None, pekerjaan=None, **ngaglik)
    tambah(engine, "EKO", L, "1961-11-21", agama=1, pekerjaan=84)  # 65 today, on no card
    tambah(engine, "MATI", L, "1950-01-01", agama=1, status_dasar=2)
    tambah(engine, "TAMU", P, "1999-01-01", agama=1, status_penduduk=2)


@pytest.fixture(autouse=True)
def hari_ini(monkeypatch):
    monkeypatch.setattr(statistik, "hari_ini", lambda: HARI)


@pytest.fixture
def desa(village):
    warga(village)
    return village


def angka(baris):
    return {satu.kata: (satu.laki, satu.perempuan) for satu in baris if satu.jumlah}


def test_ages_are_those_completed_on_the_day(desa):
    ada = angka(hitung.hitung(desa, DESA, "umur", HARI))
    assert ada == {
        "0–4": (1, 0), "5–9": (0, 1), "35–39": (1, 0), "65–69": (1, 0), "70–74": (0, 1), "75+": (1, 0),
        "Tanggal lahir belum diisi": (0, 1),
    }  # fmt: skip
    assert len(hitung.hitung(desa, DESA, "umur", HARI)) == 17, "an empty group stands in the pyramid all the same"


def test_religion_and_occupation_stand_in_the_lists_order_with_what_is_not_filled_in_last(desa):
    assert angka(hitung.hitung(desa, DESA, "agama", HARI)) == {
        "Islam": (3, 1), "Kristen": (0, 1), "Katholik": (1, 0), "Belum diisi": (0, 1),
    }  # fmt: skip
    pekerjaan = hitung.hitung(desa, DESA, "pekerjaan", HARI)
    assert [satu.kata for satu in pekerjaan] == [
        "Belum/tidak bekerja", "Mengurus rumah tangga", "Petani/pekebun", "Pedagang", "Belum diisi",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        hitung.hitung(desa, DESA, "lain", HARI)


def test_the_dusun_with_their_families_and_ages_of_life(desa):
    krajan, ngaglik, tanpa = hitung.hitung(desa, DESA, "wilayah", HARI)
    assert (krajan.kata, krajan.kk, krajan.laki, krajan.perempuan, krajan.anak, krajan.lansia) == (
        "Krajan",
        1,
        2,
        2,
        2,
        2,
    )
    assert (ngaglik.kk, ngaglik.dewasa, ngaglik.tanpa_umur) == (1, 1, 1)
    assert (tanpa.kata, tanpa.jumlah, tanpa.lansia, tanpa.kk) == ("(belum ada dusun)", 1, 1, 0)


def test_every_figure_is_as_long_as_the_list_of_names_behind_it(desa):
    for isi in hitung.ISI:
        for satu in hitung.hitung(desa, DESA, isi, HARI):
            for jk, banyak in ((None, satu.jumlah), (L, satu.laki), (P, satu.perempuan)):
                semua, jumlah = orang(desa, DESA, isi, satu.kunci, HARI, jk)
                assert (len(semua), jumlah) == (banyak, banyak), (isi, satu, jk)
    for isi, kunci in (("agama", "x"), ("umur", ""), ("lain", "1"), ("agama", "9" * 30)):
        with pytest.raises(ValueError):
            orang(desa, DESA, isi, kunci, HARI)


def test_a_birthday_on_the_29th_of_february_counts_as_age_does_elsewhere():
    for pada in (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2027, 2, 28), date(2027, 3, 1)):
        for lahir in (date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29), date(2022, 2, 28)):
            for tahun in (3, 4, 5):
                belum = lahir.isoformat() > hitung.lahir_sesudah(pada, tahun)
                assert belum == (umur(lahir, pada) < tahun), (pada, lahir, tahun)


def test_the_chart_gathers_what_is_rare_and_the_table_has_it_all():
    banyak = [hitung.Baris(str(n), f"Pekerjaan {n}", n, n) for n in range(1, 41)]
    bagan = lembar.grafik("pekerjaan", banyak)
    assert (len(bagan["kata"]), bagan["kata"][0], bagan["kata"][-1]) == (16, "Pekerjaan 40", "25 lainnya")
    assert sum(bagan["laki"]) == sum(satu.laki for satu in banyak)
    assert len(lembar.lembar("pekerjaan", banyak, DESA, HARI).tabel.baris) == 40


def test_a_page_for_each_statistic_with_its_table_and_its_sheet(desa, tmp_path):
    layar = Peramban(aplikasi(desa, tmp_path, "operator"))
    for isi, ada in (("umur", "75+"), ("agama", "Katholik"), ("pekerjaan", "Petani/pekebun"), ("wilayah", "Ngaglik")):
        halaman = layar.buka(f"/statistik/?isi={isi}")
        assert ada in halaman
        assert "7 jiwa, 4 laki-laki dan 3 perempuan" in halaman
        jawab = layar.klien.get(f"/statistik/unduh.xlsx?isi={isi}")
        sel = [satu.value for baris in openpyxl.load_workbook(BytesIO(jawab.data)).active for satu in baris]
        assert ada in sel
        assert 7 in sel
    nama = layar.buka("/statistik/nama?isi=agama&kunci=1&jk=1")
    assert "Agama: Islam, laki-laki" in nama
    assert "3 orang" in nama
    assert "/orang/" in nama
    layar.buka("/statistik/nama?isi=agama&kunci=77", 404)


def test_an_empty_village_is_told_how_to_fill_it(village, tmp_path):
    assert "Belum ada penduduk" in Peramban(aplikasi(village, tmp_path)).buka("/statistik/")


def test_names_are_for_those_who_may_read_them_and_numbers_for_whose_task_they_are(desa, tmp_path):
    with desa.transaction():
        desa.run("UPDATE sb_penduduk SET nik = '3522014102850002' WHERE nama = 'SITI'")
    alamat = "/statistik/nama?isi=umur&kunci=70"
    assert "352201 410285 0002" in Peramban(aplikasi(desa, tmp_path, "operator")).buka(alamat)
    kepala = Peramban(aplikasi(desa, tmp_path, "kepala_desa")).buka(alamat)
    assert "SITI" in kepala
    assert "410285" not in kepala
    Peramban(aplikasi(desa, tmp_path, "admin")).buka("/statistik/", 403)


@pytest.fixture
def di_atas(open_node):
    before = record.database.obj
    dibuka = {}

    def buka(kode, **lain):
        engine = dibuka[kode] = open_node(kode)
        record.database.initialize(engine.database)
        warga(engine)
        tambah(engine, "KARNO", L, "1980-05-05", SEBELAH, agama=1, hubungan_keluarga=1)
        orang_atas = Operator("rina", "Rina", frozenset({"wali_data"}), lain.get("wilayah", kode))
        return engine, layar_uji.aplikasi(engine, orang_atas, kode, menu.views(kode)).test_client()

    yield buka
    record.database.initialize(before)


def test_above_the_villages_stand_as_rows_and_lead_down(di_atas):
    engine, klien = di_atas(KECAMATAN)
    satu, dua = hitung.hitung(engine, KECAMATAN, "wilayah", HARI)
    assert (satu.kata, satu.jumlah, dua.kata, dua.jumlah, dua.kk) == ("Luwihaji", 7, "Sugihwaras", 1, 1)
    assert angka(hitung.hitung(engine, KECAMATAN, "agama", HARI))["Islam"] == (4, 1)
    halaman = teks(klien.get("/statistik/?isi=wilayah"))
    assert f"wilayah={SEBELAH}" in halaman
    assert "Krajan" in teks(klien.get(f"/statistik/?isi=wilayah&wilayah={DESA}"))


def test_a_kabupatens_figures_are_kept_for_a_while_and_counted_anew_on_demand(di_atas):
    engine, klien = di_atas(KABUPATEN)
    assert "8 jiwa" in teks(klien.get("/statistik/?isi=agama"))
    tambah(engine, "BARU", P, "2000-01-01", SEBELAH, agama=1)
    assert "8 jiwa" in teks(klien.get("/statistik/?isi=agama"))
    assert "9 jiwa" in teks(klien.get("/statistik/?isi=agama&segar=1"))
    assert [(s.kata, s.jumlah) for s in hitung.hitung(engine, KABUPATEN, "wilayah", HARI)] == [("Ngraho", 9)]


@pytest.mark.browser
def test_the_chart_is_drawn_and_without_script_the_table_stands_alone(
    chromium, page, phone, desa, tmp_path, screenshots
):
    server = Pelayan(aplikasi(desa, tmp_path, "operator"))
    try:
        for nama, layar in (("meja", page), ("telepon", phone)):
            for isi in hitung.ISI:
                layar.goto(f"{server.alamat}/statistik/?isi={isi}")
                kanvas = layar.locator("[data-grafik] canvas")
                kanvas.wait_for()
                berwarna = kanvas.evaluate(
                    "k => new Set(k.getContext('2d').getImageData(0, 0, k.width, k.height).data).size > 8"
                )
                assert berwarna, isi
                assert sideways(layar) == 0
            layar.goto(f"{server.alamat}/statistik/")
            layar.locator("[data-grafik] canvas").wait_for()
            layar.screenshot(path=screenshots / f"statistik-{nama}.png", full_page=True)
        polos = chromium.new_context(java_script_enabled=False)
        tanpa = polos.new_page()
        tanpa.goto(f"{server.alamat}/statistik/")
        assert not tanpa.locator("canvas").is_visible()
        assert tanpa.get_by_role("cell", name="75+").is_visible()
        polos.close()
    finally:
        server.berhenti()


def test_the_licences_of_what_is_shipped_stand_beside_it():
    from importlib.resources import files

    vendor = files("sid_bantuan.ui").joinpath("static", "sid_bantuan", "vendor")
    isi = vendor.joinpath("chart.umd.min.js").read_text("utf-8")
    versi = re.search(r"Chart\.js v([\d.]+)", isi)[1]
    assert "sourceMappingURL" not in isi
    assert {"Chart.js Contributors", "Jukka Kurkela"} <= {
        nama
        for nama in ("Chart.js Contributors", "Jukka Kurkela")
        if nama in vendor.joinpath("chart.LICENSE.txt").read_text()
    }
    assert versi == "4.6.1"
