"""A whole family is entered with the keyboard alone, as an operator does between two queues at the counter."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.sync.node import Node

from .support.browser import sideways
from .support.desa import DESA, Pelayan, aplikasi, operator

pytestmark = pytest.mark.browser

AYAH = ["sutrisno", "3522010107800001", "l", "bojonegoro", "01071980", "islam", "4", "petani", "o"]
IBU = ["sri wahyuni", "3522014102850002", "2", "tuban", "01021985", "1", "5", "mengurus", "a"]
ANAK = ["dimas", "", "1", "bojonegoro", "15082010", "1", "2", "3", ""]
BAWAH = {
    "SUTRISNO": ["kawin", "02032008", "", "1", "", "", "karto", "sumi"],
    "SRI WAHYUNI": ["2", "02032008", "istri", "", "", "", "slamet", "tini"],
    "DIMAS": ["belum", "", "anak", "", "", "", "sutrisno", "sri wahyuni"],
}


@pytest.fixture
def kind():
    """The browser meets one engine; the pages are tried on both elsewhere."""
    return "sqlite"


@pytest.fixture
def situs(village, tmp_path):
    Lingkungan.create(node=DESA, wilayah=DESA, dusun="Krajan", rw="001", rt="002")
    pelayan = Pelayan(aplikasi(village, tmp_path))
    yield pelayan.alamat
    pelayan.berhenti()


@pytest.fixture
def keluarga(village):
    node = Node(village, DESA, CATALOG)
    ayah = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}
    return simpan_keluarga(node, operator(), {"no_kk": "3522010101200001"}, [Anggota("a", ayah)])


def ketik(page, isian):
    """Type each field and go on with Enter; an empty one is only passed."""
    for satu in isian:
        if satu:
            page.keyboard.type(satu)
        page.keyboard.press("Enter")


def di(page):
    """The name of the field the cursor is in, without its row."""
    return page.evaluate("(document.activeElement.name || document.activeElement.id || '').split('.').pop()")


def test_a_family_of_three_without_touching_the_mouse(situs, page, screenshots):
    page.goto(f"{situs}/kk/baru")
    assert di(page) == "no_kk"
    ketik(page, ["3522010101200001", "jalan melati 3", "rt 002"])
    ketik(page, AYAH[:-1])
    page.keyboard.type(AYAH[-1])
    for anggota in (IBU, ANAK):
        page.keyboard.press("Control+Enter")
        assert di(page) == "nama"
        ketik(page, anggota[:-1])
        page.keyboard.type(anggota[-1])
    page.keyboard.press("Enter")
    assert di(page) == "status_kawin"
    for bawah in BAWAH.values():
        ketik(page, bawah)
    page.screenshot(path=screenshots / "kk-papan-ketik.png")
    page.keyboard.type("01012020")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/kk/0*")
    assert "Kartu keluarga tersimpan" in page.content()
    kartu = Keluarga.get()
    assert (kartu.no_kk, kartu.alamat, str(kartu.tanggal_cetak_kk)) == (
        "3522010101200001",
        "jalan melati 3",
        "2020-01-01",
    )
    assert kartu.lingkungan.dusun == "Krajan"
    ibu = Penduduk.get(nama="SRI WAHYUNI")
    assert (ibu.nik, ibu.jenis_kelamin, ibu.agama, ibu.pekerjaan) == ("3522014102850002", 2, 1, 2)
    assert (ibu.hubungan_keluarga, ibu.status_kawin, ibu.nama_ayah, ibu.kewarganegaraan) == (3, 2, "SLAMET", 1)
    assert Penduduk.get(nama="DIMAS").keadaan_nik == 2


def test_tab_follows_the_paper_with_one_stop_between_its_tables(situs, page, keluarga):
    page.goto(f"{situs}/kk/{keluarga.id}")
    page.focus("#kartu-no_kk")
    urutan = []
    for _ in range(21):
        urutan.append(di(page))
        page.keyboard.press("Tab")
    kartu = ["no_kk", "alamat", "lingkungan_id"]
    atas = ["nama", "nik", "jenis_kelamin", "tempat_lahir", "tanggal_lahir", "agama", "pendidikan_kk", "pekerjaan"]
    bawah = ["status_kawin", "tanggal_kawin", "hubungan_keluarga", "kewarganegaraan", "paspor", "kitas", "nama_ayah"]
    assert urutan == [*kartu, *atas, "golongan_darah", "tambah", *bawah, "nama_ibu"]


def test_the_first_fault_has_the_cursor_and_what_was_typed_is_still_there(situs, page):
    page.goto(f"{situs}/kk/baru")
    ketik(page, ["3522010101200001", "", ""])
    ketik(page, ["budi", "123", "l"])
    page.keyboard.press("Control+s")
    page.wait_for_selector("text=1 isian perlu dibetulkan")
    assert di(page) == "nik"
    assert page.input_value("[name$='.nama']") == "BUDI"
    page.keyboard.type("0")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/kk/0*")
    assert Penduduk.get().keadaan_nik == 2


def test_a_row_is_taken_off_by_keyboard(situs, page, keluarga):
    page.goto(f"{situs}/kk/{keluarga.id}")
    page.focus("[name$='.nama']")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Delete")
    assert page.locator("input[name=kunci]").count() == 1
    page.keyboard.press("Control+Delete")
    assert di(page) == "perintah"


def test_leaving_with_unsaved_work_asks_first(situs, page, keluarga):
    page.goto(f"{situs}/kk/{keluarga.id}")
    page.fill("#kartu-alamat", "Jalan Baru")
    tanya = []
    page.on("dialog", lambda dialog: (tanya.append(dialog.type), dialog.accept()))
    page.goto(f"{situs}/beranda/")
    assert tanya == ["beforeunload"]


def test_the_card_is_whole_at_390_pixels(situs, phone, keluarga, screenshots):
    phone.goto(f"{situs}/kk/{keluarga.id}")
    assert sideways(phone) == 0
    phone.fill("#kartu-alamat", "Jalan Melati 3")
    phone.screenshot(path=screenshots / "kk-hp.png", full_page=True)
    phone.click("[data-simpan]")
    phone.wait_for_selector("text=Kartu keluarga tersimpan")
    assert Keluarga.get().alamat == "Jalan Melati 3"


def test_every_page_of_the_village_fits_a_phone(situs, phone, keluarga, screenshots):
    orang = Penduduk.get().id
    alamat = ["beranda", "kk/baru", f"kk/{keluarga.id}", f"orang/{orang}", f"gabung/{orang}", "impor", "sinkronisasi"]
    for satu in (*alamat, "sampah", "perbaikan", "peringatan", "cari/?q=sutrisno"):
        phone.goto(f"{situs}/{satu}")
        assert sideways(phone) == 0, satu
        phone.screenshot(path=screenshots / f"desa-{satu.partition('/')[0]}-hp.png", full_page=True)


def test_what_was_typed_outlives_a_session_that_ended_and_a_server_that_is_away(situs, page, keluarga):
    card = f"{situs}/kk/{keluarga.id}"
    page.goto(card)
    page.fill("[name=alamat]", "JL. SESI HABIS")
    asked = f"{situs}/sid-bantuan/sesi"
    page.route(asked, lambda route: route.fulfill(json={"masuk": False, "alamat": "/masuk"}))
    page.locator("[data-simpan]").click()
    page.get_by_text("Belum disimpan: sesi Anda sudah berakhir.").wait_for()
    assert page.input_value("[name=alamat]") == "JL. SESI HABIS"

    page.unroute(asked)
    # A line that is down, and the page of somebody else's network.
    for away in (lambda route: route.abort(), lambda route: route.fulfill()):
        page.route(asked, away)
        page.locator("[data-simpan]").click()
        page.get_by_text("Belum disimpan: server tidak menjawab.").wait_for()
        page.unroute(asked)
    page.context.clear_cookies()  # whoever signs in again in another tab has another token
    page.locator("[data-simpan]").click()
    page.get_by_text("Kartu keluarga tersimpan.").wait_for()
    assert Keluarga.get_by_id(keluarga.id).alamat == "JL. SESI HABIS"


def test_a_nik_and_a_date_stand_whole_in_the_card(situs, page, keluarga):
    page.goto(f"{situs}/kk/{keluarga.id}")
    page.locator(".kk-tanggal_lahir input").first.fill("20-09-1988")
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.name)"
    assert page.locator("td.kk-nik input, td.kk-tanggal_lahir input").evaluate_all(cut) == []
