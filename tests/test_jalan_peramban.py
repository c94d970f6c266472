"""The road as people walk it: an operator, a steward and the regency, each at his own screen, over real processes.

The demo's five nodes run as they do for a visitor; nothing is reached but by the pages.
"""

import os
import re
import sys
import time

import pytest

from .support.browser import DESKTOP, PHONE, Watch, ikuti, sideways, tekan
from .support.pdf import Pdf
from .support.processes import free_port

pytestmark = [pytest.mark.browser, pytest.mark.lambat]
PASSWORD = "mangga-manis-77"
CARD = "3522010101209999"
BUDI, RINI, WRONG_RINI = "3522011203850011", "3522015507880012", "3522014507880012"


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """The addresses of the demo's nodes by their names."""
    from .support.processes import Process

    folder = tmp_path_factory.mktemp("demo") / "data"
    options = ["--folder", str(folder), "--jumlah", os.environ.get("PEOPLE", "60"), "--port", str(free_port())]
    demo = Process([sys.executable, "-m", "sid_bantuan.cli", "demo", *options])
    try:
        demo.wait_for(r"Ctrl\+C untuk berhenti", 180)
        yield {
            name: address
            for address, name in re.findall(r"(http://127\.0\.0\.1:\d+)  ([\w ]+?)(?: di dalam|:)", demo.output)
        }
    finally:
        demo.stop(30)


@pytest.fixture
def sit(chromium):
    """``sit(address, user)``: somebody signed in at a desk (or with ``screen=PHONE``); faults of any page fail the test."""
    seats = []

    def sign_in(address, user, screen=DESKTOP):
        context = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta", base_url=address, **screen)
        context.set_default_timeout(20_000)
        page = context.new_page()
        seats.append((context, Watch(page)))
        page.goto("/masuk")
        page.fill("#nama_pengguna", user)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(beranda|$)"))
        return page

    yield sign_in
    for context, _ in seats:
        context.close()
    assert [fault for _, watch in seats for fault in watch.faults] == []


def send_now(operator):
    """The operator's button; returns when the page says that all is sent."""
    operator.goto("/sinkronisasi/")
    with operator.expect_navigation():
        operator.get_by_role("button", name="Kirim sekarang").click()
    operator.get_by_text("Dikirim dengan tombol oleh").wait_for()


def type_card(page):
    """A family of two, by keyboard, in the order of the paper. Rini's number is that of another birthday."""
    page.goto("/kk/baru")
    for field in (CARD, "Jalan Kenanga 7", "rt 001"):
        page.keyboard.type(field)
        page.keyboard.press("Enter")
    people = (
        ["budi hartono", BUDI, "l", "bojonegoro", "12031985", "1", "5", "petani", "o"],
        ["rini astuti", WRONG_RINI, "p", "tuban", "15071988", "1", "5", "mengurus", "a"],
    )
    for at, fields in enumerate(people):
        if at:
            page.keyboard.press("Control+Enter")
        for field in fields[:-1]:
            page.keyboard.type(field)
            page.keyboard.press("Enter")
        page.keyboard.type(fields[-1])
    page.keyboard.press("Enter")
    for below in (
        ["2", "02052010", "1", "", "", "", "karto", "sumi"],
        ["2", "02052010", "istri", "", "", "", "slamet", "tini"],
    ):
        for field in below:
            page.keyboard.type(field)
            page.keyboard.press("Enter")


def find(page, words):
    """Search from the box every page has; a number that is one person's leads straight to him."""
    tekan(page, "/")
    page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def open_once_there(page, address, name):
    """Open a list until the name stands in it (lists are derived beside the requests), then open the name."""
    end = time.monotonic() + 30
    link = page.get_by_role("link", name=name).first
    page.goto(address)
    while not link.is_visible():
        assert time.monotonic() < end, f"{name} never came to {address}"
        page.reload()
    ikuti(page, link)


def test_a_family_is_entered_returned_mended_and_found_valid_at_every_level(places, sit, screenshots):
    siti = sit(places["Luwihaji"], "siti")
    type_card(siti)
    siti.screenshot(path=screenshots / "kk.png")
    tekan(siti, "Control+s")
    siti.get_by_text("Kartu keluarga tersimpan").wait_for()
    send_now(siti)

    sri = sit(places["Ngraho"], "sri")
    open_once_there(sri, "/cari/?q=rini+astoeti", "RINI ASTUTI")
    sri.locator("[data-judul]:has-text('RINI ASTUTI')").wait_for()
    sri.screenshot(path=screenshots / "nilai.png")
    tekan(sri, "k")
    sri.locator("[data-panel][open]").wait_for()
    sri.fill("#pesan-desa", "Menurut KK, NIK berakhir 5507880012.")
    sri.get_by_role("button", name="Kembalikan ke desa").click()
    sri.locator("[data-kabar]:has-text('RINI ASTUTI dikembalikan')").wait_for()

    send_now(siti)
    siti.goto("/beranda/")
    siti.screenshot(path=screenshots / "desa.png")
    siti.goto("/perbaikan/")
    siti.get_by_text("Menurut KK, NIK berakhir 5507880012.").wait_for()
    siti.get_by_role("link", name="Betulkan", exact=True).click()
    siti.get_by_role("link", name="Ubah data").click()
    siti.fill("[name=nik]", RINI)
    siti.get_by_role("button", name="Simpan").first.click()
    siti.get_by_text("sudah disimpan").wait_for()
    send_now(siti)

    open_once_there(sri, "/antrean/?ulang=1", "RINI ASTUTI")
    sri.locator("dd.berubah mark").wait_for()
    sri.screenshot(path=screenshots / "nilai-lagi.png")
    tekan(sri, "v")
    sri.locator("[data-kabar]:has-text('RINI ASTUTI dinyatakan valid')").wait_for()

    sri.goto("/beranda/")
    sri.screenshot(path=screenshots / "kecamatan.png")

    send_now(siti)
    find(siti, RINI)
    siti.get_by_role("heading", name="RINI ASTUTI").wait_for()
    siti.locator(".lencana:has-text('Valid')").first.wait_for()
    siti.screenshot(path=screenshots / "orang.png")

    send_now(sri)
    rina = sit(places["Kabupaten Bojonegoro"], "rina")
    rina.screenshot(path=screenshots / "kabupaten.png")
    find(rina, RINI)
    rina.get_by_text("RINI ASTUTI").first.wait_for()
    open_once_there(rina, "/antrean/?keadaan=valid&wilayah=35.22.01", "RINI ASTUTI")


def test_the_operator_does_the_same_work_on_a_phone(places, sit, screenshots):
    siti = sit(places["Sugihwaras"], "siti", PHONE)
    for address in ("/beranda/", "/penduduk/", "/keluarga/", "/kk/baru", "/impor/", "/sinkronisasi/", "/peringatan/"):
        siti.goto(address)
        assert sideways(siti) == 0, address
    siti.goto("/beranda/")
    siti.screenshot(path=screenshots / "desa-telepon.png")
    siti.goto("/penduduk/")
    siti.screenshot(path=screenshots / "penduduk-telepon.png")


def pick_family(page):
    """Open the first family of three or more that has a head; his name."""
    page.goto("/keluarga/")
    big = page.locator("table tbody tr").filter(
        has=page.locator("td:nth-child(3)", has_text=re.compile(r"^\s*[3-9]\s*$"))
    )
    big = big.filter(has=page.locator("td:nth-child(2)", has_text=re.compile(r"\w")))
    head = big.first.locator("td:nth-child(2)").inner_text().strip()
    big.first.locator("a").first.click()
    return head


def record_move(page, goal):
    """The whole family on the page before us moves to another village of the kecamatan."""
    ikuti(page, page.get_by_role("link", name="Catat peristiwa"))
    ikuti(page, page.get_by_role("link", name=re.compile("^Pindah")))
    page.fill("[name=tgl_peristiwa]", time.strftime("%d-%m-%Y"))
    page.get_by_label("Desa lain dalam kecamatan").check()
    page.select_option("[name=lawan_wilayah]", label=goal)
    page.get_by_text("berstatus pindah").wait_for()
    page.get_by_role("button", name="Simpan").last.click()
    page.wait_for_url("**/mutasi/*")


def test_a_family_moves_from_one_village_to_another_through_the_steward(places, sit, screenshots):
    siti = sit(places["Luwihaji"], "siti")
    head = pick_family(siti)
    record_move(siti, "Sugihwaras")
    move = siti.url
    send_now(siti)

    sri = sit(places["Ngraho"], "sri")
    open_once_there(sri, "/antrean-lampid/?ragam=pindah&wilayah=35.22.01.2001", re.compile(head))
    sri.get_by_text("Semua yang pindah menunggu dicatat di Desa Sugihwaras").wait_for()
    sri.screenshot(path=screenshots / "nilai-pindah.png")
    tekan(sri, "v")
    sri.locator("[data-kabar]:has-text('dinyatakan valid')").wait_for()
    sri.goto("/pindah-antardesa/")
    sri.locator("tr", has_text=head).get_by_text("Menunggu dicatat desa tujuan").wait_for()

    wati = sit(places["Sugihwaras"], "siti")
    send_now(wati)
    open_once_there(wati, "/dari-kecamatan/", re.compile(head))
    wati.screenshot(path=screenshots / "dari-kecamatan.png")
    card = wati.url
    wati.get_by_role("button", name="Terima dan catat").click()
    wati.locator(".pesan-berhasil").first.wait_for()
    wati.goto(card)
    wati.get_by_role("link", name="Buka peristiwanya").click()
    wati.get_by_role("link", name=head, exact=True).first.click()
    wati.get_by_text("pindahan Desa Luwihaji").wait_for()
    wati.screenshot(path=screenshots / "orang-datang.png")
    send_now(wati)

    open_once_there(sri, "/pindah-antardesa/?tab=selesai", re.compile(head))
    send_now(siti)
    siti.goto("/dari-kecamatan/")
    siti.get_by_role("link", name=re.compile("^Pemberitahuan")).click()
    siti.get_by_text(re.compile(head)).first.wait_for()
    siti.screenshot(path=screenshots / "kabar-pindah.png")
    siti.goto(move)
    siti.locator(".lencana:has-text('Valid')").first.wait_for()


def record_death(page, name):
    """Somebody of this village dies today; the address of the event."""
    page.goto("/catat/mati")
    page.locator("[name=cari]").press_sequentially(name)
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/catat/mati?orang=*")
    page.fill("[name=tgl_peristiwa]", time.strftime("%d-%m-%Y"))
    page.fill("[name=tempat]", "Di rumah")
    page.get_by_text("berstatus meninggal").wait_for()
    page.get_by_role("button", name="Simpan").last.click()
    page.wait_for_url("**/mutasi/*")
    return page.url


def test_a_death_goes_back_to_the_village_is_mended_and_found_valid(places, sit, screenshots):
    siti = sit(places["Sugihwaras"], "siti")
    head = pick_family(siti)
    death = record_death(siti, head)
    send_now(siti)

    sri = sit(places["Ngraho"], "sri")
    open_once_there(sri, "/antrean-lampid/?ragam=mati&wilayah=35.22.01.2002", re.compile(head))
    tekan(sri, "k")
    sri.locator("[data-panel][open]").wait_for()
    sri.fill("#pesan-desa", "Menurut surat kematian, di puskesmas.")
    sri.get_by_role("button", name="Kembalikan ke desa").click()
    sri.locator("[data-kabar]:has-text('dikembalikan')").wait_for()

    send_now(siti)
    siti.goto(death)
    siti.get_by_text("Menurut surat kematian, di puskesmas.").first.wait_for()
    siti.get_by_role("link", name="Ubah", exact=True).first.click()
    siti.fill("[name=tempat]", "Puskesmas Ngraho")
    siti.get_by_role("button", name="Simpan").last.click()
    siti.get_by_text("Puskesmas Ngraho").first.wait_for()
    send_now(siti)

    open_once_there(sri, "/antrean-lampid/?ragam=mati&wilayah=35.22.01.2002", re.compile(head))
    sri.get_by_text("Puskesmas Ngraho").first.wait_for()
    sri.screenshot(path=screenshots / "nilai-kematian.png")
    tekan(sri, "v")
    sri.locator("[data-kabar]:has-text('dinyatakan valid')").wait_for()

    send_now(siti)
    siti.goto(death)
    siti.locator(".lencana:has-text('Valid')").first.wait_for()
    siti.screenshot(path=screenshots / "kematian-valid.png")


def pick_resident(page):
    """Choose the kind of letter for somebody who had one before and still lives here; his name."""
    page.goto("/daftar-surat/?flt_keadaan=terbit")
    letters = {link.get_attribute("href"): link.inner_text().strip() for link in page.locator("td.utama a").all()}
    for letter, name in letters.items():
        page.goto(letter)
        ikuti(page, page.locator("a[href^='/orang/']").first)
        ikuti(page, page.locator("a[href^='/buat-surat/?orang=']").first)
        page.locator("#saring-jenis").wait_for()
        if page.locator("[data-jenis*='keramaian'] a").count():
            return name
    raise AssertionError("nobody with a letter lives here any more")


def ask_for_letter(page, event):
    """Somebody asks at the counter for a letter, brings all that is needed, and it is handed in. His name."""
    name = pick_resident(page)
    page.fill("#saring-jenis", "keramaian")
    page.keyboard.press("Enter")
    for field, words in (("acara", event), ("waktu", "19.00 sampai 22.00"), ("tempat", "Balai desa")):
        page.fill(f"[name='isi.{field}']", words)
    page.fill("[name='isi.tanggal']", time.strftime("%d-%m-%Y"))
    for paper in page.locator("[name=dibawa]").all():
        paper.check()
    page.get_by_role("button", name="Catat permohonan").click()
    page.get_by_role("button", name="Buat suratnya").click()
    page.get_by_role("button", name="Ajukan").click()
    page.get_by_text("Menunggu pemeriksaan sekretaris").first.wait_for()
    return name


def print_letter(page):
    """The PDF the button on a letter's page gives."""
    form = page.locator("form[action$='/cetak']")
    token = form.locator("[name=sid_token]").get_attribute("value")
    return Pdf(page.request.post(form.get_attribute("action"), form={"sid_token": token}).body())


def test_a_letter_goes_from_the_request_to_the_paper_and_its_code_is_read_off_it(places, sit, phone, screenshots):
    siti = sit(places["Luwihaji"], "siti")
    name = ask_for_letter(siti, "Pentas wayang desa")
    letter = siti.url
    lestari = sit(places["Luwihaji"], "lestari")
    lestari.goto(letter)
    lestari.get_by_role("button", name="Sudah diperiksa, teruskan").click()
    lestari.get_by_text("diteruskan untuk ditandatangani").wait_for()
    darto = sit(places["Luwihaji"], "darto", PHONE)
    darto.goto("/tanda-tangan/")
    card = darto.locator("section.kartu", has_text="Pentas wayang desa")
    card.get_by_role("button", name="Tanda tangani").click()
    darto.get_by_text("Surat ditandatangani dengan nomor").wait_for()
    send_now(siti)

    camat = sit(places["Ngraho"], "camat", PHONE)
    camat.goto("/mengetahui-camat/")
    camat.locator("tr", has_text="/35.22.01.2001/").filter(has_text=name).last.locator("a").click()
    camat.get_by_text("Pentas wayang desa").wait_for()
    assert sideways(camat) == 0
    camat.screenshot(path=screenshots / "camat-telepon.png")
    camat.once("dialog", lambda dialog: dialog.accept())
    camat.get_by_role("button", name="Mengetahui").click()
    camat.get_by_text("diketahui camat").first.wait_for()
    send_now(siti)

    siti.goto(letter)
    siti.locator(".lencana:has-text('Terbit')").first.wait_for()
    paper = print_letter(siti)
    assert "BAMBANG HERMANTO" in paper.teks()
    (address,) = paper.qr()
    send_now(siti)
    phone.goto(address)
    phone.get_by_role("heading", name="Surat ini tercatat dan berlaku").wait_for()
    number = phone.locator("dd").first.inner_text()
    assert number in paper.teks()
    assert name not in phone.content()
    assert sideways(phone) == 0
    phone.screenshot(path=screenshots / "cek-surat.png")
    phone.goto(address.replace(number.split("/")[1], "999"))
    phone.get_by_role("heading", name="Kode ini tidak cocok dengan suratnya").wait_for()
