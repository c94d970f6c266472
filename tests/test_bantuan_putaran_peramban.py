"""A round of updating walked in a browser: opened, reviewed, discussed, handed in, followed, compared with the agency's sheet."""

import re
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from sid_bantuan.domain.bantuan import DTSEN
from sid_bantuan.domain.tanggal import teks_tanggal
from sid_bantuan.modules.bantuan.tables_usulan import PutaranKiriman
from sid_bantuan.ui.ekspor import XLSX

from .support import bantuan as uji
from .support.browser import ikuti, sideways
from .support.desa import Pelayan
from .support.desa import aplikasi as aplikasi_desa
from .support.di import di
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.salinan import SANDI, aplikasi

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("kind", ["sqlite"])]
HARI = date.today()
NIK = {nama: f"352201410580000{ke}" for ke, nama in enumerate(("TINI", "BUDI", "WARNO", "SARI"), 1)}


@pytest.fixture
def jalan(open_node, tmp_path):
    """Three levels; a village whose list names a dead woman, a resident and somebody unknown; a poor family outside it."""
    road = Road(open_node)
    road.folder = tmp_path
    with di(road[VILLAGE]) as node:
        for nama in ("TINI", "BUDI", "WARNO"):
            kk = uji.keluarga(node)
            uji.warga(node, nama, kk, nik=NIK[nama])
        uji.simpan(
            node, "ukuran", subjek=kk, nama="desil", nilai=1, per_tanggal="2026-11-01", sumber="Pendataan", oleh="Sri"
        )
        node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE nama = 'TINI'")
    with di(road[REGENCY]) as node:
        for nama, nik in (("TINI", NIK["TINI"]), ("BUDI", NIK["BUDI"]), ("ENTAH", "3522014105809999")):
            uji.tetap(node, DTSEN, VILLAGE, nama, nik=nik, desil=2)
    road.settle()
    return road


@contextmanager
def di_desa(road, page, *peran):
    with di(road[VILLAGE]) as node:
        server = Pelayan(aplikasi_desa(node.engine, road.folder, *peran))
        try:
            yield server.alamat
        finally:
            page.goto("about:blank")
            server.berhenti()
    road.settle()


@contextmanager
def di_atas(road, page, code: str, peran: str, nama: str = "bu_rini"):
    """Signed in at an office above."""
    with di(road[code]) as node:
        server = Pelayan(aplikasi(node, road.folder, **{nama: peran}))
        try:
            page.goto(f"{server.alamat}/masuk")
            page.fill("[name=nama_pengguna]", nama)
            page.fill("[name=password]", SANDI)
            with page.expect_navigation():
                page.click("form button")
            yield server.alamat
        finally:
            page.goto("about:blank")
            page.context.clear_cookies()
            server.berhenti()
    road.settle()


def potret(page, screenshots, nama: str) -> None:
    """The page at both widths, neither of which it may run off; a picture of it on a phone."""
    for lebar, tinggi in ((390, 844), (1366, 768)):
        page.set_viewport_size({"width": lebar, "height": tinggi})
        assert sideways(page) == 0, (nama, lebar)
        if lebar == 390:
            page.screenshot(path=screenshots / f"putaran-{nama}.png")


def lembar_instansi() -> dict:
    """The agency's next list, under headings of its own."""
    buku = openpyxl.Workbook()
    lembar = buku.active
    lembar.append(["Nomor Induk", "Nama Penerima Manfaat", "Kode Kemendagri", "Peringkat"])
    for nama in ("BUDI", "TINI", "SARI"):
        lembar.append([NIK[nama], nama, VILLAGE, 2])
    isi = BytesIO()
    buku.save(isi)
    return {"name": "dtsen.xlsx", "mimeType": XLSX, "buffer": isi.getvalue()}


def test_a_round_goes_down_is_worked_on_comes_back_up_and_is_held_against_the_agencys_sheet(jalan, page, screenshots):
    page.on("dialog", lambda dialog: dialog.accept())
    with di_atas(jalan, page, REGENCY, "pengelola_program") as alamat:
        page.goto(f"{alamat}/putaran/baru")
        page.fill("#nama", "DTSEN triwulan IV")
        page.fill("#mulai", teks_tanggal(HARI))
        page.fill("#batas", teks_tanggal(HARI + timedelta(20)))
        potret(page, screenshots, "baru")
        ikuti(page, page.get_by_role("button", name="Buka putaran"))
        expect(page.get_by_text("Putaran DTSEN triwulan IV dibuka")).to_be_visible()

    with di_desa(jalan, page, "operator", "pengelola_data") as alamat:
        page.goto(f"{alamat}/beranda/")
        ikuti(page, page.get_by_role("link", name=re.compile("Serahkan daftar DTSEN triwulan IV")))
        potret(page, screenshots, "tinjau")
        ikuti(page, page.locator(".putaran-saran li", has_text="meninggal").get_by_role("button"))
        expect(page.get_by_text("1 nama diusulkan keluar")).to_be_visible()
        page.get_by_label("Pilih ENTAH").check()
        page.select_option("#alasan", "tidak_ditemukan")
        ikuti(page, page.locator("#aksi-pilihan").get_by_role("button", name="Usulkan keluar"))
        expect(page.get_by_text("1 nama diusulkan keluar")).to_be_visible()
        ikuti(page, page.get_by_role("link", name="Usulkan masuk").first)
        page.get_by_label("Pilih WARNO").check()
        page.select_option("#alasan", "belum_terdata")
        ikuti(page, page.get_by_role("button", name="Usulkan masuk"))
        expect(page.get_by_text("1 keluarga diusulkan masuk")).to_be_visible()
        ikuti(page, page.get_by_role("link", name="Serahkan…"))
        ikuti(page, page.get_by_role("link", name="Catat musyawarah dengan nama-nama ini"))
        page.fill("#m-pimpinan", "HARTATIK")
        page.fill("#m-undangan", "3")
        page.fill("#h-pemerintah", "SUGENG, Kepala Desa\nYUNI, Sekretaris")
        page.fill("#m-keputusan", "Menyepakati nama dalam lampiran.")
        potret(page, screenshots, "musyawarah")
        ikuti(page, page.get_by_role("button", name="Simpan", exact=True))
        ikuti(page, page.get_by_role("button", name="Tutup berita acara"))
        expect(page.get_by_text("Berita acara ditutup.")).to_be_visible()
        ikuti(page, page.get_by_role("link", name="Pemutakhirannya"))
        ikuti(page, page.get_by_role("link", name="Serahkan…"))
        expect(page.get_by_label(re.compile("Pemutakhiran DTSEN triwulan IV"))).to_be_checked()
        potret(page, screenshots, "serahkan")
        ikuti(page, page.get_by_role("button", name="Serahkan 4 baris"))
        expect(page.get_by_text("Versi 1 diserahkan: 4 baris")).to_be_visible()
        satu = PutaranKiriman.get()
        assert (satu.masuk, satu.keluar, satu.tetap, bool(satu.musdes_id)) == (1, 2, 1, True)

    with di_atas(jalan, page, DISTRICT, "wali_data") as alamat:
        page.goto(f"{alamat}/putaran/")
        ikuti(page, page.get_by_role("link", name="DTSEN triwulan IV").first)
        expect(page.get_by_role("row", name=re.compile("Luwihaji.*Sudah diserahkan"))).to_be_visible()
        potret(page, screenshots, "kemajuan")
        ikuti(page, page.get_by_role("link", name="Desa Luwihaji"))
        expect(page.get_by_text("Diterima kecamatan")).to_be_visible()

    with di_atas(jalan, page, REGENCY, "pengelola_program", "pak_joko") as alamat:
        page.goto(f"{alamat}/daftar-instansi/")
        if not page.locator("#program").is_visible():
            page.get_by_text("Masukkan daftar baru").click()
        page.select_option("#program", DTSEN)
        page.fill("#per_tanggal", teks_tanggal(HARI))
        page.fill("#sumber", "SIKS-NG Dinas Sosial")
        page.set_input_files("#berkas", lembar_instansi())
        ikuti(page, page.get_by_role("button", name="Periksa daftar"))
        peta = page.locator("summary", has_text=re.compile("[Aa]rti kolom"))
        expect(peta).to_be_visible()
        if not page.locator("#kolom-nik").is_visible():
            peta.click()
        for kolom, judul in (
            ("nik", "Nomor Induk"),
            ("nama", "Nama Penerima Manfaat"),
            ("kode_desa", "Kode Kemendagri"),
        ):
            pilihan = page.locator(f"#kolom-{kolom} option", has_text=judul).first.get_attribute("value")
            page.select_option(f"#kolom-{kolom}", pilihan)
        ikuti(page, page.get_by_role("button", name="Periksa dengan kolom ini"))
        ambil = page.locator("section.keputusan button.tombol-utama")
        expect(ambil).to_be_visible()
        ikuti(page, ambil)
        expect(page.locator(".pesan-berhasil")).to_be_visible()
        page.goto(f"{alamat}/rekonsiliasi/?wilayah={VILLAGE}")
        ikuti(page, page.get_by_role("link", name=re.compile("Lihat 3 yang berbeda")))
        for nama, kata in (
            ("TINI", "Masih ada di sana"),
            ("SARI", "Tidak dikenal di sini"),
            ("WARNO", "Tidak ada di sana"),
        ):
            expect(page.get_by_role("row", name=re.compile(nama))).to_contain_text(kata)
        potret(page, screenshots, "rekonsiliasi-nama")
        with page.expect_download() as unduhan:
            page.get_by_role("link", name=re.compile("Excel")).click()
        lembar = openpyxl.load_workbook(BytesIO(unduhan.value.path().read_bytes())).active
        sel = {satu for baris in lembar.iter_rows(values_only=True) for satu in baris}
        assert {"TINI", "SARI", "WARNO"} <= sel
        assert "BUDI" not in sel

    with di_desa(jalan, page, "operator") as alamat:
        page.goto(f"{alamat}/pemutakhiran/")
        ikuti(page, page.get_by_role("link", name="DTSEN triwulan IV").first)
        expect(page.get_by_text("Diterima kabupaten")).to_be_visible()
