"""The steward's desk in Chromium: keys only, the next record at once, undo, a bulk decision, a phone."""

import re

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.verval import daftar, putusan
from sid_bantuan.sync import record
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .support.browser import sideways, tekan, until
from .support.desa import Pelayan
from .support.salinan import KECAMATAN, SANDI, aplikasi, peringatkan, terima

pytestmark = pytest.mark.browser


@pytest.fixture
def meja(tmp_path):
    """A kecamatan with three records that wait (one with a warning), served on loopback."""
    database = open_sqlite(str(tmp_path / "kecamatan.db"))
    before = record.database.obj
    record.database.initialize(database)
    node = Node(prepare(database, KECAMATAN, CATALOG), KECAMATAN, CATALOG)
    ids = [terima(node, nama=nama, nik=f"352201460189000{n}") for n, nama in enumerate(("ANI", "BUDI", "CITRA"), 1)]
    peringatkan(node, ids[2], "nik_ganda")
    server = Pelayan(aplikasi(node, tmp_path, siti="wali_data"))
    yield node, server.alamat, ids
    server.berhenti()
    database.close()
    record.database.initialize(before)


def masuk(page, alamat):
    page.goto(f"{alamat}/masuk")
    page.keyboard.type("siti")
    page.keyboard.press("Tab")
    page.keyboard.type(SANDI)
    page.keyboard.press("Enter")
    page.wait_for_url("**/beranda/")


def judul(page, nama):
    page.locator(f"[data-judul]:has-text('{nama}')").wait_for()


def keadaan(node):
    return sorted(row[0] for row in node.engine.run("SELECT keadaan FROM sb_antrean"))


def test_a_steward_judges_record_after_record_without_leaving_the_keyboard(meja, page, screenshots):
    node, alamat, _ = meja
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/")
    page.screenshot(path=screenshots / "antrean.png")
    page.get_by_role("link", name="Nilai satu per satu").click()
    judul(page, "CITRA")
    page.screenshot(path=screenshots / "nilai.png")
    tekan(page, "k")
    page.locator("[data-panel][open]").wait_for()
    assert page.locator("input[name=alasan]:checked").input_value() == "tercatat_ganda", (
        "the warning suggests the reason"
    )
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator("[data-kabar]:has-text('CITRA dikembalikan')").wait_for()
    tekan(page, "u")
    page.locator("[data-kabar]:has-text('Putusan dibatalkan')").wait_for()
    judul(page, "CITRA")
    tekan(page, "n")
    judul(page, "BUDI")
    tekan(page, "v")
    page.locator("[data-kabar]:has-text('BUDI dinyatakan valid')").wait_for()
    judul(page, "ANI")
    assert keadaan(node) == ["menunggu", "menunggu", "valid"]
    tekan(page, "?")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    tekan(page, "p")
    judul(page, "BUDI")


def test_keys_do_nothing_while_a_message_is_typed(meja, page):
    node, alamat, ids = meja
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/nilai/{ids[2]}")
    tekan(page, "k")
    page.keyboard.press("0")
    page.keyboard.type("vkn?up 123")
    assert page.locator("#pesan-desa").input_value() == "vkn?up 123"
    page.keyboard.press("Escape")
    assert page.locator("[data-panel][open]").count() == 0
    assert keadaan(node) == ["menunggu"] * 3


def test_what_changed_under_the_stewards_eyes_comes_back_with_a_word(meja, page):
    node, alamat, ids = meja
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/nilai/{ids[2]}")
    judul(page, "CITRA")
    terima(node, row_id=ids[2], nama="CITRA LESTARI", nik="3522014601890003")
    node.engine.database.close()
    tekan(page, "v")
    page.locator("[data-kabar]:has-text('baru saja berubah')").wait_for()
    judul(page, "CITRA LESTARI")
    assert daftar.satu(node, ids[2]).keadaan == "menunggu"


def test_all_without_warnings_become_valid_after_the_sample_and_the_progress_is_shown(meja, page):
    node, alamat, _ = meja
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/")
    page.get_by_role("button", name=re.compile("tanpa peringatan")).click()
    for n in (1, 2):
        page.get_by_text(f"Contoh acak {n} dari 2").wait_for()
        tekan(page, "v")
    page.get_by_role("button", name="Nyatakan 2 data valid").click()
    page.get_by_role("heading", name="2 data dinyatakan valid").wait_for()
    assert keadaan(node) == ["menunggu", "valid", "valid"]


def test_on_a_phone_the_same_work_fits_the_screen(meja, phone, screenshots):
    _, alamat, ids = meja
    phone.goto(f"{alamat}/masuk")
    phone.fill("#nama_pengguna", "siti")
    phone.fill("#password", SANDI)
    phone.get_by_role("button", name="Masuk").tap()
    phone.wait_for_url("**/beranda/")
    for address in ("/beranda/", "/antrean/", f"/antrean/nilai/{ids[2]}", "/desa/35.22.01.2001", "/sekaligus/"):
        phone.goto(alamat + address)
        assert sideways(phone) == 0, address
    phone.goto(f"{alamat}/antrean/nilai/{ids[2]}")
    phone.get_by_role("button", name="Valid").tap()
    phone.locator("[data-kabar]:has-text('CITRA dinyatakan valid')").wait_for()
    phone.screenshot(path=screenshots / "nilai-telepon.png")


def test_what_was_typed_outlives_a_session_that_ended_and_a_colleague_who_was_faster(meja, page):
    node, alamat, ids = meja
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/nilai/{ids[2]}")
    tekan(page, "k")
    page.locator("[data-panel][open]").wait_for()
    page.fill("#pesan-desa", "Bawa KK asli.")
    session = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Kembalikan ke desa").click()
    page.get_by_text("Belum disimpan: sesi Anda sudah berakhir.").wait_for()
    assert page.input_value("#pesan-desa") == "Bawa KK asli."
    page.context.add_cookies(session)

    judged = {ids[2]: daftar.satu(node, ids[2]).hash}
    putusan.nilai(node, Operator("8", "Sri Dua", frozenset({"wali_data"}), KECAMATAN), "penduduk", judged, "valid")
    page.get_by_role("button", name="Kembalikan ke desa").click()
    page.locator("[data-kabar]:has-text('baru saja dinilai valid oleh Sri Dua')").wait_for()
    judul(page, "CITRA")
    tekan(page, "k")
    page.locator("[data-panel][open]").wait_for()
    assert page.input_value("#pesan-desa") == "Bawa KK asli."
    assert daftar.satu(node, ids[2]).keadaan == "valid"


def test_a_return_of_ticked_rows_without_a_reason_is_asked_for_where_they_stand(meja, page):
    node, alamat, _ = meja
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/")
    page.locator("input[name=rowid]").first.check()
    page.get_by_role("button", name="Kembalikan…").first.click()
    page.locator("dialog[open] button[value=perlu_perbaikan]").click()
    until(page, "document.querySelector('#pesan-desa').validationMessage")
    assert "Pilih alasan atau tulis pesan" in page.eval_on_selector("#pesan-desa", "one => one.validationMessage")
    assert page.locator("input[name=rowid]:checked").count() == 1
    assert keadaan(node) == ["menunggu"] * 3
    page.fill("#pesan-desa", "Bawa KK asli.")
    page.locator("dialog[open] button[value=perlu_perbaikan]").click()
    page.get_by_text("1 data dikembalikan.").wait_for()
