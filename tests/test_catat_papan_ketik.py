"""A death and a family's move are recorded with the keyboard alone, in Chromium, as at the counter."""

import pytest

from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid.tables import Mutasi

from .support.browser import sideways
from .support.desa import Pelayan, aplikasi
from .support.peristiwa import HARI_INI

pytestmark = pytest.mark.browser


@pytest.fixture
def kind():
    """The browser meets one engine; the pages are tried on both elsewhere."""
    return "sqlite"


@pytest.fixture
def situs(village, tmp_path, warga):
    pelayan = Pelayan(aplikasi(village, tmp_path))
    yield pelayan.alamat
    pelayan.berhenti()


def di(page):
    """The name of the field the cursor is in."""
    return page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")


def cari(page, kata):
    """Type into the search for whom it is about, and take the first that fits."""
    assert di(page) == "cari"
    page.keyboard.type(kata)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")


def enter(page, banyak=1):
    for _ in range(banyak):
        page.keyboard.press("Enter")


def test_a_death_of_the_head_without_touching_the_mouse(situs, page, warga, screenshots):
    page.goto(f"{situs}/catat/mati")
    cari(page, "soetrisno")
    page.wait_for_url("**/catat/mati?orang=*")
    assert di(page) == "tgl_peristiwa"
    page.keyboard.type(HARI_INI.replace("-", ""))
    enter(page)
    page.keyboard.type("430")
    enter(page)
    assert page.input_value("[name=tgl_peristiwa]") == HARI_INI
    assert page.input_value("[name=jam]") == "4.30"
    page.keyboard.type("Rumah")
    enter(page)
    page.keyboard.type("Sakit")
    enter(page)
    assert di(page) == "penentu"
    page.keyboard.type("Tenaga")
    enter(page, 2)
    assert di(page) == "tgl_lapor"
    page.get_by_text("Keluarga 352201 010120 0001: tinggal 3 orang, kepala keluarga SRI WAHYUNI.").wait_for()
    page.screenshot(path=screenshots / "catat-kematian.png", full_page=True)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/mutasi/*")
    page.get_by_text("Kematian SUTRISNO tercatat.").wait_for()
    mutasi = Mutasi.get()
    assert (mutasi.jam, mutasi.tempat, mutasi.sebab, mutasi.penentu) == ("04:30", "Rumah", "Sakit", 2)
    assert Penduduk[warga["SRI WAHYUNI"]].hubungan_keluarga == 1


def test_a_familys_move_without_touching_the_mouse(situs, page, warga, screenshots):
    page.goto(f"{situs}/catat/pindah")
    cari(page, "3522010101200001")
    page.wait_for_url("**/catat/pindah?kk=*")
    assert di(page) == "ikut"
    for _ in range(4):
        enter(page)
    assert di(page) == "tgl_peristiwa"
    page.keyboard.type(HARI_INI)
    enter(page)
    page.keyboard.type("Pend")
    enter(page)
    assert di(page) == "cakupan"
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    enter(page)
    assert page.evaluate("document.activeElement.id") == "m-kecamatan"
    page.keyboard.type("Tambakrejo")
    enter(page)
    assert di(page) == "lawan_wilayah"
    page.keyboard.type("Ngrancang")
    enter(page)
    page.keyboard.type("Jalan Jati 5")
    page.get_by_text("SUTRISNO, SRI WAHYUNI, BAGAS dan AYU: berstatus pindah.").wait_for()
    page.screenshot(path=screenshots / "catat-pindah.png", full_page=True)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/mutasi/*")
    mutasi = Mutasi.get()
    assert (mutasi.yang_pindah, mutasi.cakupan, mutasi.lawan_wilayah) == (1, 3, "35.22.02.2003")
    assert (mutasi.alasan_pindah, mutasi.lawan_alamat) == (2, "Jalan Jati 5")
    assert Penduduk.select().where(Penduduk.status_dasar == 3).count() == 4


def test_the_family_follows_what_is_ticked(situs, page, warga):
    page.goto(f"{situs}/catat/pindah?orang={warga['BAGAS']}")
    sri = page.locator(f"#h-{warga['SRI WAHYUNI']}")
    assert not sri.is_visible()
    page.locator(f"input[value='{warga['SUTRISNO']}']").check()
    assert sri.is_visible()
    assert sri.input_value() == "1"
    page.locator(f"#h-{warga['AYU']}").select_option("1")
    assert sri.input_value() == "7"
    page.get_by_label("Penggantinya belum ditentukan").check()
    assert not sri.is_visible()
    page.get_by_role("button", name="Seluruh keluarga").click()
    assert page.locator("input[name=ikut]:checked").count() == 4


def test_one_press_fills_the_reporter_and_the_other_parent(situs, page, warga):
    page.goto(f"{situs}/catat/lahir?kk={warga.kk}")
    page.fill("[name='bayi.nama_ayah']", "")
    page.get_by_role("button", name="BAGAS").first.click()
    assert page.input_value("[name='bayi.nama_ayah']") == "BAGAS"
    page.locator(".isi-cepat", has_text="Pelapor").get_by_role("button", name="SRI WAHYUNI").click()
    assert page.input_value("[name=pelapor]") == "SRI WAHYUNI"
    assert page.input_value("[name=nik_pelapor]") == "3522014102850002"


def test_an_arriving_family_is_typed_row_by_row(situs, page, warga):
    page.goto(f"{situs}/catat/datang")
    page.fill("[name=tgl_peristiwa]", HARI_INI)
    page.locator("label", has_text="Provinsi lain").click()
    page.fill("[name=lawan_alamat]", "Bandung, Jawa Barat")
    page.focus("[name=no_kk]")
    for satu in ("3273010101200001", "jalan baru 1", "ngasem", "tono", "3273010101900001", "l"):
        page.keyboard.type(satu)
        enter(page)
    page.keyboard.press("Control+Enter")
    page.keyboard.type("tini")
    enter(page, 2)
    page.keyboard.type("2")
    enter(page)
    page.locator("[name$='-1.hubungan_keluarga']").fill("istri")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/mutasi/*")
    assert {satu.nama for satu in Penduduk.select().where(Penduduk.status_dasar == 1)} >= {"TONO", "TINI"}
    assert Penduduk.get(nama="TINI").keluarga.lingkungan_id == warga.ngasem.id


def test_what_was_typed_outlives_a_session_that_ended(situs, page, warga):
    page.goto(f"{situs}/catat/mati?orang={warga['SUMI']}")
    page.fill("[name=tgl_peristiwa]", HARI_INI)
    page.fill("[name=sebab]", "SESI HABIS")
    page.route("**/sid-bantuan/sesi", lambda route: route.fulfill(json={"masuk": False, "alamat": "/"}))
    page.keyboard.press("Control+s")
    page.get_by_text("Belum disimpan: sesi Anda sudah berakhir.").wait_for()
    assert page.input_value("[name=sebab]") == "SESI HABIS"
    page.unroute("**/sid-bantuan/sesi")
    page.keyboard.press("Control+s")
    page.get_by_text("Kematian SUMI tercatat.").wait_for()
    assert Mutasi.get().sebab == "SESI HABIS"


def test_every_page_of_events_fits_a_phone(situs, phone, warga, screenshots):
    orang, kk = f"?orang={warga['SUTRISNO']}", f"?kk={warga.kk}"
    alamat = [
        "peristiwa/",
        "sementara/?semua=1",
        "sementara/new/",
        "catat/",
        f"catat/{orang}",
        "catat/mati",
        "catat/datang",
    ]
    alamat += [f"catat/mati{orang}", f"catat/hilang{orang}", f"catat/numpang_kk{orang}"]
    alamat += [f"catat/{jenis}{kk}" for jenis in ("lahir", "pindah", "datang", "pecah_kk", "ganti_kepala")]
    for satu in alamat:
        phone.goto(f"{situs}/{satu}")
        assert sideways(phone) == 0, satu
    phone.goto(f"{situs}/catat/mati?orang={warga['SUMI']}")
    phone.fill("[name=tgl_peristiwa]", HARI_INI)
    phone.get_by_text("SUMI: berstatus meninggal.").wait_for()
    phone.screenshot(path=screenshots / "catat-kematian-hp.png", full_page=True)
    phone.locator("[data-simpan]").click()
    phone.wait_for_url("**/mutasi/*")
    for satu in ("", "/ubah", "/batal"):
        phone.goto(f"{situs}/mutasi/{Mutasi.get().id}{satu}")
        assert sideways(phone) == 0, satu
