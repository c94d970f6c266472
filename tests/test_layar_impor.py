"""The import page: see first, then take, leave and find again, download the rest to mend."""

import re
import time
from io import BytesIO

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan import pekerjaan
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_desa
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.sync.node import Node

from .support.desa import DESA, Peramban, aplikasi


@pytest.fixture(scope="module")
def lembar(tmp_path_factory):
    """A small village's sheet with the usual defects."""
    berkas, jumlah = tulis_desa(DESA, tmp_path_factory.mktemp("lembar"), 60, 7)
    return berkas.read_bytes(), jumlah


def unggah(layar, isi, nama="penduduk.xlsx"):
    """Send the file; the address of the import it leads to, once it was looked through."""
    token = re.search(r'name="sid_token" value="(\w+)"', layar.buka("/impor/"))[1]
    data = {"sid_token": token, "berkas": (BytesIO(isi), nama)}
    jawab = layar.klien.post("/impor/unggah", data=data, content_type="multipart/form-data")
    assert jawab.status_code == 302
    return tunggu(layar, jawab.location)


def tunggu(layar, alamat):
    batas = time.monotonic() + 30
    while layar.klien.get(f"{alamat}/keadaan").json["berjalan"]:
        assert time.monotonic() < batas
        time.sleep(0.02)
    return alamat


def angka(halaman, label):
    """The number on the tile with this label."""
    return int(re.search(rf"{label}</span>\s*<strong>([\d.]+)<", halaman)[1].replace(".", ""))


def test_looking_stores_nothing_and_taking_stores_what_was_shown(layar, lembar):
    isi, jumlah = lembar
    alamat = unggah(layar, isi)
    halaman = layar.buka(alamat)
    baru, tolak = angka(halaman, "Baru"), angka(halaman, "Ditolak")
    assert baru + tolak == jumlah
    assert tolak > 0
    assert Penduduk.select().count() == 0
    layar.kirim(f"{alamat}/ambil")
    halaman = layar.buka(tunggu(layar, alamat))
    assert f"Sudah diambil: {baru} baru" in halaman
    assert Penduduk.select().count() == baru


def test_every_refused_row_says_why(layar, lembar):
    alamat = unggah(layar, lembar[0])
    halaman = layar.buka(f"{alamat}?tab=tolak")
    assert halaman.count('class="impor-tolak"') >= angka(halaman, "Ditolak")
    assert "NIK" in halaman


def test_taking_the_same_sheet_again_finds_everything_the_same(layar, lembar):
    alamat = unggah(layar, lembar[0])
    layar.kirim(f"{alamat}/ambil")
    tunggu(layar, alamat)
    halaman = layar.buka(unggah(layar, lembar[0]))
    assert "Tidak ada yang perlu diambil" in halaman
    assert angka(halaman, "Baru") == angka(halaman, "Berubah") == 0


def test_a_double_click_takes_the_sheet_once(layar, lembar, village):
    alamat = unggah(layar, lembar[0])
    for _ in range(2):
        layar.kirim(f"{alamat}/ambil")
    tunggu(layar, alamat)
    assert village.value("SELECT count(*) FROM sb_jejak WHERE aksi = 'impor'") == 1


def test_the_result_sheet_is_a_workbook_to_mend_and_import_again(layar, lembar):
    alamat = unggah(layar, lembar[0])
    jawab = layar.klien.get(f"{alamat}/hasil.xlsx")
    assert jawab.status_code == 200
    assert jawab.data.startswith(b"PK")
    assert "penduduk-hasil.xlsx" in jawab.headers["Content-Disposition"]
    assert "Ambil" in layar.buka(unggah(layar, jawab.data, "penduduk-hasil.xlsx"))


@pytest.mark.parametrize("isi", [b"bukan excel sama sekali", b"PK\x03\x04rusak"])
def test_a_file_that_is_no_sheet_is_refused_in_words(layar, isi):
    halaman = layar.buka(unggah(layar, isi))
    assert "Berkas tidak dapat diambil" in halaman
    assert "Periksa lagi" in halaman


def test_nothing_chosen_is_told(layar):
    assert "Pilih berkas Excel" in layar.kirim("/impor/unggah")


def test_an_interrupted_import_stands_on_the_first_page_and_starts_again(layar, lembar, village):
    node = Node(village, DESA, CATALOG)
    alamat = unggah(layar, lembar[0])
    id = alamat.rpartition("/")[2]
    village.run("UPDATE sb_pekerjaan SET keadaan = ?, tahap = 'ambil' WHERE id = ?", (pekerjaan.BERJALAN, id))
    batas = time.monotonic() + 30
    while "Terputus di tengah jalan" not in layar.buka(
        "/beranda/"
    ):  # the thread that looked may still be on its way out
        assert time.monotonic() < batas
    layar.kirim(f"{alamat}/ulangi")
    tunggu(layar, alamat)
    assert pekerjaan.baca(node, id).keadaan == pekerjaan.SIAP


def test_a_cancelled_import_leaves_no_sheet_behind(layar, lembar, village):
    alamat = unggah(layar, lembar[0])
    layar.kirim(f"{alamat}/batal")
    assert village.value("SELECT count(*) FROM sb_pekerjaan") == 0
    layar.buka(alamat, kode=404)


def test_who_may_not_import_sees_no_page_of_it(village, tmp_path):
    layar = Peramban(aplikasi(village, tmp_path, "kepala_desa"))
    layar.buka("/impor/", kode=403)
