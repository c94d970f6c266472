"""The books on screen: every number leads to its names, months turn, files come along, months close."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from sid_bantuan.domain.peran import Operator
from sid_bantuan.kecamatan import menu
from sid_bantuan.modules.kependudukan import pekerjaan
from sid_bantuan.modules.lampid import bulan
from sid_bantuan.modules.lampid.buku import induk, penanda
from sid_bantuan.modules.lampid.layar import buku, buku_kerja, tutup_buku
from sid_bantuan.sync import record

from . import layar as layar_uji
from .support import buku as contoh
from .support.browser import sideways
from .support.buku import BULAN, DESA, KABUPATEN, KECAMATAN, SEBELAH
from .support.desa import Pelayan, Peramban, aplikasi, teks
from .support.pdf import Pdf

NIK = "3522014102850002"
LETAK = "kotak.querySelector('{}').getBoundingClientRect()"


@pytest.fixture(autouse=True)
def november(monkeypatch):
    """It is November 2026, whenever this runs."""
    for modul in (bulan, buku, tutup_buku):
        monkeypatch.setattr(modul, "bulan_ini", lambda: BULAN)


@pytest.fixture
def desa(village):
    contoh.desa(village)
    village.run("UPDATE sb_penduduk SET nik = ? WHERE nama = 'Siti'", (NIK,))
    return village


@pytest.fixture
def peramban(desa, tmp_path):
    def buka(*peran: str) -> Layar:
        return Layar(aplikasi(desa, tmp_path, *peran))

    return buka


def di_atas(engine, kode: str, peran: str = "wali_data", wilayah: str = ""):
    """A steward's application above the villages."""
    orang = Operator("rina", "Rina", frozenset({peran}), wilayah or kode)
    return layar_uji.aplikasi(engine, orang, kode, menu.views(kode)).test_client()


@pytest.fixture
def kecamatan(open_node):
    engine = open_node(KECAMATAN)
    before = record.database.obj
    record.database.initialize(engine.database)
    contoh.desa(engine)
    contoh.sebelah(engine)
    yield engine
    record.database.initialize(before)


class Layar(Peramban):
    """The client of this village's books, whose pages all hold a token."""

    def kirim(self, alamat: str, isi: dict | None = None, kode: int = 200, ikut: bool = True) -> str:
        token = re.search(r'name="sid_token" value="(\w+)"', self.buka("/buku/"))[1]
        jawab = self.klien.post(alamat, data=(isi or {}) | {"sid_token": token}, follow_redirects=ikut)
        assert jawab.status_code == kode, (alamat, jawab.status_code)
        return teks(jawab) if jawab.mimetype == "text/html" else jawab


def tautan(halaman: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="(/buku/nama\?[^"]+)">([^<]+)</a>', halaman)


def test_every_number_on_the_page_leads_to_as_many_names(peramban):
    layar = peramban("operator")
    for kode in ("b3", "lampid"):
        semua = tautan(layar.buka(f"/buku/?buku={kode}&bulan={BULAN}"))
        assert len(semua) > 25
        for alamat, kata in semua:
            halaman = layar.buka(alamat)
            if kata.isdigit():
                assert f"<p>{kata} orang." in halaman or f"selisihnya {kata}." in halaman, (alamat, kata)
            assert "Tidak ada nama di sini" not in halaman, alamat


def test_a_name_leads_to_the_person_and_his_nik_follows_the_task(peramban):
    alamat = f"/buku/nama?jenis=akhir&jk=2&kepala=1&wilayah={DESA}&bulan={BULAN}"
    halaman = peramban("operator").buka(alamat)
    assert f'href="/orang/{contoh.id("Siti")}"' in halaman
    assert "352201 410285 0002" in halaman
    samar = peramban("kepala_desa").buka(alamat)
    assert "Siti" in samar
    assert NIK not in samar.replace(" ", "")
    for kode in ("b1", "b5"):
        assert NIK in peramban("operator").buka(f"/buku/?buku={kode}")
        assert NIK not in peramban("kepala_desa").buka(f"/buku/?buku={kode}")


def test_the_months_turn_and_stay_between_the_first_line_and_today(peramban):
    layar = peramban("operator")
    halaman = layar.buka("/buku/")
    assert "Bulan November 2026" in halaman
    assert "bulan=2026-10" in re.search(r'<a [^>]*rel="prev"', halaman)[0]
    assert 'rel="next"' not in halaman
    assert re.findall(r'<option value="(\d{4}-\d\d)"', halaman) == ["2026-11", "2026-10", "2026-09"]
    awal = layar.buka("/buku/?bulan=2019-01")
    assert "Bulan September 2026" in awal
    assert 'rel="prev"' not in awal
    for bulan_salah in ("2030-01", "besok", "2026-13"):
        assert "Bulan November 2026" in layar.buka(f"/buku/?bulan={bulan_salah}")


def test_an_empty_village_has_an_empty_book_and_is_told_how_to_fill_it(village, tmp_path):
    layar = Peramban(aplikasi(village, tmp_path, "pengelola_data"))
    for kode in ("b1", "b2", "b3", "b4", "b5"):
        assert "Nihil" in layar.buka(f"/buku/?buku={kode}")
    assert "Penduduk akhir bulan" in layar.buka("/buku/?buku=lampid")
    assert "impor lembarnya" in layar.buka("/tutup_buku/")


def test_the_book_comes_along_as_excel_and_the_audit_log_tells_who_took_it(peramban, desa):
    layar = peramban("sekretaris")
    jawab = layar.klien.get(f"/buku/unduh.xlsx?buku=b3&bulan={BULAN}")
    assert "B.3 Desa Luwihaji 2026-11.xlsx" in jawab.headers["Content-Disposition"]
    halaman = openpyxl.load_workbook(BytesIO(jawab.data)).active
    assert "BUKU REKAPITULASI JUMLAH PENDUDUK" in [sel.value for sel in halaman["A"]]
    assert desa.run("SELECT aksi, jenis, label, catatan FROM sb_jejak") == [
        ("ekspor", "buku", "B.3 Rekapitulasi Desa Luwihaji, November 2026", "Excel")
    ]
    induk = layar.klien.get("/buku/unduh.xlsx?buku=b1")
    isi = [sel.value for baris in openpyxl.load_workbook(BytesIO(induk.data)).active for sel in baris]
    assert NIK not in isi
    assert "••••••••••••0002" in isi


def test_the_names_come_along_too(peramban):
    jawab = peramban("operator").klien.get(f"/buku/nama.xlsx?jenis=datang&wilayah={DESA}&bulan={BULAN}&dari=1")
    isi = [sel.value for baris in openpyxl.load_workbook(BytesIO(jawab.data)).active for sel in baris]
    assert {"Tono", "Tini", "dari Surabaya"} <= set(isi)


def test_a_short_book_is_a_pdf_at_once(peramban):
    layar = peramban("operator")
    jawab = layar.kirim(f"/buku/unduh.pdf?buku=lampid&bulan={BULAN}")
    assert jawab.mimetype == "application/pdf"
    assert "LAPORAN BULANAN" in Pdf(jawab.data).teks()


def test_a_long_book_is_made_in_the_background_and_found_again(peramban, monkeypatch):
    monkeypatch.setattr(buku, "BANYAK", 5)
    layar = peramban("operator")
    halaman = layar.kirim("/buku/unduh.pdf?buku=b1")
    tempat = re.search(r"/buku/kerja/\w{32}", halaman)[0]
    while layar.klien.get(f"{tempat}/keadaan").json["berjalan"]:
        layar.buka(tempat)
    assert "PDF siap diunduh" in layar.buka(tempat)
    halaman = Pdf(layar.klien.get(f"{tempat}/buku.pdf").data)
    assert NIK in halaman.teks()
    tanpa_hak = peramban("kepala_desa")
    assert tanpa_hak.klien.get(f"{tempat}/buku.pdf").status_code == 404, "it holds whole NIK"
    assert "berisi NIK lengkap" in tanpa_hak.buka(tempat)


def test_work_of_another_kind_is_not_a_book(peramban, desa):
    from sid_bantuan.catalog import CATALOG
    from sid_bantuan.sync.node import Node

    lain = pekerjaan.buat(Node(desa, DESA, CATALOG), contoh_operator(), "impor", "Lembar", b"x")
    layar = peramban("operator")
    layar.buka(f"/buku/kerja/{lain}", 404)
    assert layar.klien.get(f"/buku/kerja/{lain}/buku.pdf").status_code == 404
    assert layar.klien.get(f"/buku/kerja/{lain}/keadaan").status_code == 404
    assert buku_kerja.JENIS == "buku"


def contoh_operator() -> Operator:
    return Operator("1", "Siti", frozenset({"operator"}), DESA)


def test_who_signs_is_written_once_and_stands_under_every_book(peramban, desa):
    layar = peramban("sekretaris")
    isi = {"jabatan_kiri": "", "nama_kiri": " SUTRISNO,  S.E. ", "nip_kiri": "x1", "nama_kanan": "WATI"}
    salah = layar.kirim("/buku/penanda", isi, 422)
    assert "NIP hanya berisi angka" in salah
    assert 'value="SUTRISNO, S.E."' in salah, "what was typed stays"
    halaman = layar.kirim("/buku/penanda", isi | {"nip_kiri": "19700101 199003 1 001"})
    for ada in ("Penanda tangan disimpan", "SUTRISNO, S.E.", "NIP 19700101 199003 1 001", "Kepala Desa", "WATI"):
        assert ada in halaman
    assert penanda.penanda(desa, DESA)[1].jabatan == "Sekretaris Desa"
    assert "Ubah penanda tangan" not in peramban("kepala_desa").buka("/buku/")
    peramban("kepala_desa").buka("/buku/penanda", 403)


def test_months_close_in_order_with_the_consequences_told_and_only_by_whom_it_is_for(peramban, desa):
    assert "Buku ditutup oleh Sekretaris" in peramban("operator").buka("/tutup_buku/")
    peramban("operator").kirim("/tutup_buku/tutup", {"bulan": "2026-09"}, 403)
    layar = peramban("sekretaris")
    halaman = layar.buka("/tutup_buku/")
    assert "2 bulan sudah berakhir" in halaman
    assert "2 bulan buku penduduk belum ditutup, sejak September 2026" in layar.buka("/beranda/")
    assert "belum ditutup" not in peramban("operator").buka("/beranda/"), "it does not wait for him"
    assert "Penutupan tidak dapat dibatalkan" in halaman
    assert "1 peristiwa belum dinilai valid" in halaman
    sesudah = layar.kirim("/tutup_buku/tutup", {"bulan": "2026-10"})
    assert "Buku September 2026 sampai Oktober 2026 ditutup" in sesudah
    assert [satu[0] for satu in desa.run("SELECT bulan FROM sb_tutup_buku ORDER BY bulan")] == ["2026-09", "2026-10"]
    assert "Sudah ditutup" in layar.buka("/buku/?bulan=2026-10")
    assert "Belum ditutup" in layar.buka(f"/buku/?bulan={BULAN}")
    assert "belum berakhir" in layar.kirim("/tutup_buku/tutup", {"bulan": BULAN})
    assert desa.value("SELECT COUNT(*) FROM sb_tutup_buku") == 2
    assert "belum ditutup" not in layar.buka("/beranda/")


def test_a_closed_month_prints_the_same_whatever_happens_later(peramban, desa):
    layar = peramban("sekretaris")
    layar.kirim("/tutup_buku/tutup", {"bulan": "2026-10"})
    dulu = {kode: isi_lembar(layar, kode) for kode in ("b2", "b3", "lampid")}
    contoh.penyesuaian(desa, "dihapus", -1, ["Joko"], "Krajan", kepala=1)
    desa.run("DELETE FROM sb_penduduk WHERE nama = 'Joko'")
    assert {kode: isi_lembar(layar, kode) for kode in dulu} == dulu
    assert "Joko" in layar.buka(f"/buku/nama?jenis=akhir&wilayah={DESA}&bulan=2026-10")


def isi_lembar(layar: Peramban, kode: str) -> list:
    jawab = layar.klien.get(f"/buku/unduh.xlsx?buku={kode}&bulan=2026-10")
    return [[sel.value for sel in baris] for baris in openpyxl.load_workbook(BytesIO(jawab.data)).active]


def test_the_stewards_book_drills_down_to_a_village_and_its_names(kecamatan):
    klien = di_atas(kecamatan, KECAMATAN)
    halaman = teks(klien.get(f"/buku/?bulan={BULAN}"))
    for ada in ("Kecamatan Ngraho", "Luwihaji", "Sugihwaras", "Pindah antardesa", "Dalam perjalanan pada akhir bulan"):
        assert ada in halaman, ada
    assert "0 dari 16 desa/kelurahan sudah menutup buku bulan ini" in halaman
    assert re.search(rf'<a href="/buku/\?[^"]*wilayah={DESA}[^"]*">Luwihaji</a>', halaman)
    assert "B.1 Induk" not in halaman, "above the villages there are sums only"
    per_desa = teks(klien.get(f"/buku/nama?jenis=akhir&wilayah={KECAMATAN}&bulan={BULAN}"))
    assert "15 orang" in per_desa
    assert f"wilayah={DESA}" in per_desa
    for alamat, kata in tautan(halaman):
        jawab = klien.get(alamat)
        assert jawab.status_code == 200
        if kata.isdigit():
            assert f"<p>{kata} orang." in teks(jawab) or f"selisihnya {kata}." in teks(jawab), alamat
    desa = teks(klien.get(f"/buku/?wilayah={DESA}&bulan={BULAN}"))
    assert "B.1 Induk" in desa
    assert "Nama dusun" in desa
    assert "Krajan" in desa
    tutup = teks(klien.get("/tutup_buku/"))
    assert "Belum pernah" in tutup
    assert "0 dari 16 desa/kelurahan" in tutup


def test_a_steward_sees_no_book_outside_his_own_area(open_node):
    engine = open_node(KABUPATEN)
    contoh.desa(engine)
    contoh.sebelah(engine)
    klien = di_atas(engine, KABUPATEN, wilayah=KECAMATAN)
    assert "Kecamatan Ngraho" in teks(klien.get("/buku/"))
    for alamat in (
        f"/buku/?wilayah={KABUPATEN}",
        "/buku/?wilayah=35.22.02",
        "/buku/nama?jenis=akhir&wilayah=35.22.02",
        "/buku/unduh.xlsx?wilayah=35.22.02",
    ):
        assert klien.get(alamat).status_code == 403, alamat
    assert klien.get("/buku/?wilayah=35.23").status_code == 404
    camat = di_atas(engine, KABUPATEN, "camat", KECAMATAN)
    assert "Excel" not in teks(camat.get("/buku/"))
    assert camat.get(f"/buku/unduh.xlsx?wilayah={SEBELAH}").status_code == 403


@pytest.mark.browser
def test_the_book_scrolls_inside_its_card_and_its_head_stays_in_sight(phone, page, desa, tmp_path, screenshots):
    server = Pelayan(aplikasi(desa, tmp_path, "sekretaris"))
    try:
        for nama, layar in (("meja", page), ("telepon", phone)):
            layar.goto(f"{server.alamat}/buku/?bulan={BULAN}")
            assert sideways(layar) == 0
            gulir = layar.locator(".buku-gulir").first
            gulir.evaluate("kotak => { kotak.style.maxHeight = '9rem'; kotak.scrollTop = 60; kotak.scrollLeft = 300; }")
            atas = gulir.evaluate(f"kotak => {LETAK.format('thead')}.top - kotak.getBoundingClientRect().top")
            assert 0 <= atas < 3
            kiri = gulir.evaluate(f"kotak => {LETAK.format('tbody .nama')}.left - kotak.getBoundingClientRect().left")
            assert 0 <= kiri < 3
            layar.screenshot(path=screenshots / f"buku-{nama}.png")
            layar.goto(f"{server.alamat}/buku/?bulan={BULAN}")
            layar.screenshot(path=screenshots / f"buku-penuh-{nama}.png", full_page=True)
        page.select_option("#bulan", "2026-10")
        page.wait_for_url("**bulan=2026-10**")
        page.get_by_role("link", name="10", exact=True).first.click()
        assert "Penduduk akhir bulan" in page.locator("h1").inner_text() or "awal" in page.locator("h1").inner_text()
    finally:
        server.berhenti()


def test_what_people_wrote_is_text_on_the_page_and_not_html(peramban, desa):
    jahat = "<script>alert('x')</script>\"'&"
    desa.run("UPDATE sb_penduduk SET nama = ? WHERE nama = 'Siti'", (jahat,))
    contoh.penyesuaian(desa, "input", 1, ["Lain"], "<b>tebal</b>")
    layar = peramban("operator")
    for kode in ("b1", "b3", "b5"):
        halaman = layar.klien.get(f"/buku/?buku={kode}").get_data(as_text=True)
        assert "<script>alert" not in halaman
        assert "<b>tebal" not in halaman
    assert "&lt;b&gt;tebal" in layar.klien.get("/buku/?buku=b3").get_data(as_text=True)


def test_a_village_that_brings_ten_years_closes_up_to_any_month_at_once(peramban, desa):
    desa.run(
        "UPDATE sb_penyesuaian SET bulan = '2016-01' WHERE bulan = '2026-09' AND id = (SELECT MIN(id) FROM sb_penyesuaian)"
    )
    layar = peramban("sekretaris")
    halaman = layar.buka("/tutup_buku/")
    assert "130 bulan sudah berakhir dan belum ditutup" in halaman
    assert len(re.findall(r'<option value="\d{4}-\d\d"', halaman)) == 130
    assert "masih 106 bulan lagi sampai Oktober 2026" in halaman
    layar.kirim("/tutup_buku/tutup", {"bulan": "2024-12"})
    assert desa.one("SELECT MIN(bulan), MAX(bulan), COUNT(*) FROM sb_tutup_buku") == ("2016-01", "2024-12", 108)
    assert "belum berakhir" in layar.kirim("/tutup_buku/tutup", {"bulan": "2999-12"})
    assert desa.value("SELECT COUNT(*) FROM sb_tutup_buku") == 108, "a month that never was closes nothing on the way"
    assert "bulan lagi sampai" not in layar.buka("/tutup_buku/")


def test_a_register_of_a_past_month_says_of_which_day_its_descriptions_are(peramban, monkeypatch):
    monkeypatch.setattr(induk, "hari_ini", lambda: date(2026, 11, 22))
    layar = peramban("operator")
    for kode in ("b1", "b5"):
        kata = "keterangan lain setiap orang menurut data tanggal 22-11-2026"
        assert kata in layar.buka(f"/buku/?buku={kode}&bulan=2026-10")
        assert kata not in layar.buka(f"/buku/?buku={kode}&bulan={BULAN}")
