"""The lists in a browser: under the content policy, with the keyboard, at a desk's width and a phone's."""

import pytest
from playwright.sync_api import expect

from sid_bantuan.modules.kependudukan.tables import Kelompok, KelompokAnggota, Penduduk

from .layar import kelompok, keluarga, penduduk, tempat, turunkan
from .support.browser import sideways
from .support.desa import Pelayan, aplikasi

pytestmark = pytest.mark.browser
LISTS = ("/penduduk/?semua=1", "/keluarga/", "/kelompok/", "/rumah_tangga/", "/lingkungan/")
FORMS = ("/penduduk/new/", "/kelompok/new/", "/rumah_tangga/new/", "/lingkungan/new/")


@pytest.fixture
def kind():
    """The browser meets one engine; the pages are tried on both elsewhere."""
    return "sqlite"


@pytest.fixture
def situs(village, tmp_path):
    for number in range(60):
        kk = keluarga(f"35220115051500{number:02d}", alamat="JL RAYA NGRAHO NO 12", lingkungan=tempat("NGLARANGAN"))
        penduduk(f"SITI AMINAH {number:02d} RAHAYU", nik=f"35220141059000{number:02d}", keluarga=kk)
    kelompok("KELOMPOK TANI SUMBER REJEKI MAKMUR", Penduduk.select().first())
    turunkan(village)
    pelayan = Pelayan(aplikasi(village, tmp_path))
    yield pelayan.alamat
    pelayan.berhenti()


def test_one_click_on_the_bin_moves_the_row_and_asks_nothing_since_it_can_be_undone(situs, page):
    dialogs = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.accept()))
    page.goto(f"{situs}/kelompok/")
    page.get_by_title("Pindahkan ke tempat sampah").click()
    expect(page.get_by_text("dipindahkan ke tempat sampah")).to_be_visible()
    assert dialogs == []
    assert Kelompok.select().count() == 0
    page.get_by_role("link", name="Buka tempat sampah").click()
    expect(page.get_by_role("heading", name="KELOMPOK TANI SUMBER REJEKI MAKMUR")).to_be_visible()


def test_an_impatient_double_click_saves_once(situs, page):
    page.goto(f"{situs}/lingkungan/new/")
    page.fill("[name=dusun]", "DOBEL")
    page.get_by_role("button", name="Simpan", exact=True).dblclick()
    expect(page.get_by_text("sudah ditambahkan")).to_be_visible()
    page.goto(f"{situs}/lingkungan/?search=DOBEL")
    expect(page.get_by_text("1 tempat cocok")).to_be_visible()


def test_a_member_is_found_and_chosen_with_the_keyboard(situs, page, screenshots):
    page.goto(f"{situs}/kelompok/new/")
    page.keyboard.type("POSYANDU MELATI")
    page.get_by_role("button", name="Tambah anggota").press("Enter")
    page.keyboard.type("rahayu siti")
    expect(page.get_by_role("option").first).to_be_visible()
    page.screenshot(path=screenshots / "kelompok-pilih.png")
    chosen = page.get_by_role("option").nth(1).inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox")).to_have_value(chosen)
    page.keyboard.press("Tab")
    page.keyboard.type("Ketua")
    page.keyboard.press("Enter")
    expect(page.get_by_text("sudah ditambahkan")).to_be_visible()
    found = KelompokAnggota.get(KelompokAnggota.jabatan == "Ketua")
    assert chosen.startswith(found.penduduk.nama)


def test_words_that_name_nobody_choose_nobody(situs, page):
    page.goto(f"{situs}/penduduk/new/")
    box = page.get_by_label("Keluarga", exact=True)
    box.fill("tidak ada keluarga ini")
    expect(page.get_by_text("Tidak ada yang cocok")).to_be_visible()
    page.keyboard.press("Tab")
    expect(box).to_have_value("")


def test_a_filter_applies_as_it_is_chosen_and_the_address_holds_only_what_was_chosen(situs, page):
    page.goto(f"{situs}/penduduk/")
    page.get_by_label("Jenis kelamin").select_option("Perempuan")
    page.wait_for_url("**flt_jenis_kelamin=2**")
    assert page.url.endswith("/penduduk/?flt_status_dasar=1&flt_jenis_kelamin=2")
    page.get_by_role("link", name="Jenis kelamin: Perempuan").click()
    page.wait_for_url(f"{situs}/penduduk/?flt_status_dasar=1")


def test_what_is_chosen_is_counted(situs, page):
    page.goto(f"{situs}/penduduk/?semua=1")
    expect(page.locator("[data-terpilih]")).to_be_hidden()
    page.get_by_label("Pilih semua di halaman ini").check()
    expect(page.locator("[data-jumlah-terpilih]")).to_have_text("50")
    page.locator("input[name=rowid]").first.uncheck()
    expect(page.locator("[data-jumlah-terpilih]")).to_have_text("49")


def test_a_changed_form_is_not_left_by_a_slip(situs, page):
    asked = []
    page.on("dialog", lambda one: (asked.append(one.type), one.accept()))
    page.goto(f"{situs}/kelompok/new/")
    page.keyboard.type("BELUM DISIMPAN")
    page.get_by_role("link", name="Batal").click()
    page.wait_for_url("**/kelompok/")
    assert asked == ["beforeunload"]


def test_a_slash_leads_to_the_one_search_box_but_is_typed_where_one_types(situs, page):
    page.goto(f"{situs}/kelompok/")
    page.keyboard.press("/")
    expect(page.locator("#cari-semua")).to_be_focused()
    page.goto(f"{situs}/kelompok/new/")
    page.keyboard.type("RT 1/2")
    expect(page.locator("[name=nama]")).to_have_value("RT 1/2")


def test_the_keyboard_skips_the_menu_first(situs, page):
    page.goto(f"{situs}/kelompok/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()


@pytest.mark.parametrize("path", LISTS + FORMS)
def test_a_phone_shows_the_same_work_without_pushing_sideways(situs, phone, screenshots, path):
    phone.goto(situs + path)
    assert sideways(phone) == 0
    phone.screenshot(path=screenshots / f"hp-{path.strip('/').replace('/', '-').partition('?')[0].rstrip('-')}.png")


@pytest.mark.parametrize("width", [768, 1024, 1366])
def test_no_list_is_wider_than_its_screen(situs, page, width):
    page.set_viewport_size({"width": width, "height": 768})
    for path in LISTS:
        page.goto(situs + path)
        assert sideways(page) == 0, path


def test_on_a_phone_the_menu_slides_in_takes_the_focus_and_gives_it_back(situs, phone, screenshots):
    phone.goto(f"{situs}/kelompok/")
    menu = phone.locator("#menu")
    expect(menu).to_be_hidden()
    phone.get_by_role("button", name="Buka menu").click()
    expect(menu.get_by_role("link", name="Kelompok")).to_be_focused()
    phone.screenshot(path=screenshots / "hp-menu.png")
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(phone.get_by_role("button", name="Buka menu")).to_be_focused()


def test_each_card_on_a_phone_names_its_values(situs, phone):
    phone.goto(f"{situs}/penduduk/?semua=1")
    label = phone.locator("td[data-nama=NIK]").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"NIK"'
    expect(phone.locator("thead")).not_to_be_in_viewport()


def test_paper_shows_the_list_and_whose_it_is_but_no_buttons(situs, page, screenshots):
    page.goto(f"{situs}/penduduk/?flt_status_dasar=1")
    page.emulate_media(media="print")
    expect(page.get_by_text("dicetak")).to_be_visible()
    for hidden in (".sisi", ".atas", ".saring", ".kepala-aksi", ".aksi >> nth=1"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.screenshot(path=screenshots / "cetak-penduduk.png")


def test_two_versions_stand_side_by_side_when_somebody_was_faster(situs, page, screenshots):
    page.goto(f"{situs}/kelompok/")
    page.get_by_title("Ubah").first.click()
    Kelompok.update(kategori="Posyandu").execute()
    page.fill("[name=kategori]", "Arisan")
    page.get_by_role("button", name="Simpan", exact=True).click()
    row = page.get_by_role("row", name="Kategori")
    expect(row).to_contain_text("Arisan")
    expect(row).to_contain_text("Posyandu")
    expect(row).to_be_in_viewport()
    page.screenshot(path=screenshots / "bentrok.png")
    page.get_by_role("link", name="Pakai yang tersimpan").click()
    expect(page.locator("[name=kategori]")).to_have_value("Posyandu")
