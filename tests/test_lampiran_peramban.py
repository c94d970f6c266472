"""Attaching and opening files in Chromium, at a desk and on a phone, as an operator does between two queues."""

from base64 import b64decode

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan import lampiran
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.tables import Keluarga, Penduduk
from sid_bantuan.sync import record
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.files import Store
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare
from sid_bantuan.sync.tables import Berkas

from .support.browser import sideways, until
from .support.desa import DESA, Pelayan, aplikasi, operator
from .support.isi import HTML, PDF, png
from .support.salinan import KECAMATAN, SANDI, terima
from .support.salinan import aplikasi as aplikasi_atas

pytestmark = pytest.mark.browser

FOTO_BESAR = """async (sisi) => {
  /* A noisy picture as a phone takes it: canvas cannot shrink it by being smooth. */
  const kanvas = new OffscreenCanvas(sisi, Math.round(sisi * 3 / 4)), pena = kanvas.getContext("2d");
  const isi = pena.createImageData(kanvas.width, kanvas.height);
  for (let i = 0, n = 7; i < isi.data.length; i++) {
    n = (n * 1103515245 + 12345) % 2147483648;
    isi.data[i] = i % 4 === 3 ? 255 : n % 200;
  }
  pena.putImageData(isi, 0, 0);
  const blob = await kanvas.convertToBlob({ type: "image/jpeg", quality: .95 });
  const baca = new FileReader();
  baca.readAsDataURL(blob);
  await new Promise(selesai => { baca.onload = selesai; });
  return baca.result.split(",")[1];
}"""


@pytest.fixture
def kind():
    """The browser meets one engine; the pages are tried on both elsewhere."""
    return "sqlite"


@pytest.fixture
def desa(village, tmp_path):
    """A family of one in a served village: address, resident, card."""
    node = Node(village, DESA, CATALOG)
    ayah = {"nama": "SUTRISNO", "nik": "3522010107800001", "jenis_kelamin": 1, "hubungan_keluarga": 1}
    simpan_keluarga(node, operator(), {"no_kk": "3522010101200001"}, [Anggota("a", ayah)])
    pelayan = Pelayan(aplikasi(village, tmp_path))
    yield pelayan.alamat, Penduduk.get().id, Keluarga.get().id
    pelayan.berhenti()


def berkas(nama, isi, mime="image/png") -> dict:
    return {"name": nama, "mimeType": mime, "buffer": isi}


def lampirkan(page, *isi, jenis=None):
    if jenis:
        page.get_by_label(jenis, exact=True).check()
    page.set_input_files("#berkas-pilih", list(isi))


def ukuran(page, gambar: str = "img") -> list[int]:
    """How wide and high a picture is, once it has come: its element stands there before."""
    ada = (
        "apa => { const g = document.querySelector(apa); return g?.naturalWidth && [g.naturalWidth, g.naturalHeight] }"
    )
    return until(page, ada, gambar)


def daftar(page) -> list[str]:
    return page.locator(".berkas-daftar strong").all_inner_texts()


def test_files_are_attached_as_they_are_chosen_and_opened_in_a_page_of_their_own(desa, page, screenshots):
    alamat, orang, _ = desa
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{alamat}/orang/{orang}")
    page.screenshot(path=screenshots / "berkas-kosong.png", full_page=True)
    lampirkan(page, berkas("depan.png", png(60, 40)))
    page.get_by_role("link", name="depan.png").wait_for()
    lampirkan(page, berkas("wajah.png", png(60, 80, 90)), berkas("wajah dua.png", png(60, 80, 200)), jenis="Foto")
    page.get_by_role("link", name="wajah dua.png").wait_for()
    lampirkan(page, berkas("akta lahir.pdf", PDF, "application/pdf"), jenis="Akta")
    page.get_by_role("link", name="akta lahir.pdf").wait_for()
    assert daftar(page) == ["KTP-el", "Foto", "Foto", "Akta"]
    assert page.locator("[name=jenis]:checked").input_value() == "akta"
    with page.expect_popup() as baru:
        page.get_by_role("link", name="depan.png").click()
    assert ukuran(baru.value) == [60, 40]
    assert baru.value.evaluate("document.contentType") == "image/png"
    page.get_by_role("button", name="Jadikan foto").nth(1).click()
    page.locator(".orang-foto img").wait_for()
    assert ukuran(page, ".orang-foto img") == [60, 80]
    page.screenshot(path=screenshots / "berkas-orang.png", full_page=True)


def test_a_lying_ending_is_refused_beside_the_button(desa, page):
    alamat, orang, _ = desa
    page.goto(f"{alamat}/orang/{orang}")
    lampirkan(page, berkas("ktp.jpg", HTML, "image/jpeg"), berkas("lain.png", png()))
    page.get_by_text("ktp.jpg: Bukan foto atau PDF").wait_for()
    page.get_by_text("1 berkas sesudahnya belum dikirim").wait_for()
    assert Berkas.select().count() == 0


def test_too_large_a_file_is_refused_before_it_is_sent(desa, page):
    alamat, orang, _ = desa
    page.goto(f"{alamat}/orang/{orang}")
    terkirim = []
    page.on("request", lambda satu: terkirim.append(satu.url) if satu.method == "POST" else None)
    page.evaluate("document.querySelector('[data-berkas-unggah]').dataset.terbesar = '1000'")
    lampirkan(page, berkas("besar.pdf", PDF + b" " * 2000, "application/pdf"))
    page.get_by_text("besar.pdf lebih besar dari").wait_for()
    assert terkirim == []


def test_a_large_photo_is_made_smaller_before_it_is_sent(desa, page):
    alamat, orang, _ = desa
    page.goto(f"{alamat}/orang/{orang}")
    foto = b64decode(page.evaluate(FOTO_BESAR, 3000))
    assert len(foto) > 2**20
    lampirkan(page, berkas("IMG_2041.JPG", foto, "image/jpeg"), jenis="Foto")
    page.get_by_role("link", name="IMG_2041.jpg").wait_for()
    assert Berkas.get().ukuran < len(foto)
    with page.expect_popup() as baru:
        page.get_by_role("link", name="IMG_2041.jpg").click()
    assert ukuran(baru.value)[0] == 2400


def test_what_is_typed_on_the_card_outlives_attaching_taking_off_and_undoing(desa, page, screenshots):
    alamat, _, kk = desa
    page.goto(f"{alamat}/kk/{kk}")
    page.fill("#kartu-alamat", "Jalan Melati 3")
    lampirkan(page, berkas("kartu.png", png()))
    page.get_by_role("link", name="kartu.png").wait_for()
    page.get_by_role("button", name="Buang kartu.png").click()
    page.get_by_text("kartu.png dipindahkan ke Tempat sampah").wait_for()
    assert Berkas.select().count() == 0
    page.screenshot(path=screenshots / "berkas-kk.png", full_page=True)
    page.get_by_role("button", name="Urungkan").click()
    page.get_by_role("link", name="kartu.png").wait_for()
    assert daftar(page) == ["Kartu Keluarga"]
    assert page.input_value("#kartu-alamat") == "Jalan Melati 3"
    tanya = []
    page.on("dialog", lambda dialog: (tanya.append(dialog.type), dialog.accept()))
    page.goto(f"{alamat}/beranda/")
    assert tanya == ["beforeunload"]


def test_a_file_dropped_on_the_card_is_attached(desa, page):
    alamat, orang, _ = desa
    page.goto(f"{alamat}/orang/{orang}")
    tarik = page.evaluate_handle(
        """isi => {
          const d = new DataTransfer();
          d.items.add(new File([new Uint8Array(isi)], 'jatuh.png', { type: 'image/png' }));
          return d;
        }""",
        list(png()),
    )
    for jenis in ("dragover", "drop"):
        page.dispatch_event(".unggah-tempat", jenis, {"dataTransfer": tarik})
    page.get_by_role("link", name="jatuh.png").wait_for()


def test_without_script_a_form_attaches_too(desa, chromium):
    alamat, orang, _ = desa
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat}/orang/{orang}")
    page.set_input_files("#berkas-pilih", [berkas("tanpa skrip.png", png())])
    page.get_by_role("button", name="Lampirkan").click()
    page.get_by_role("link", name="tanpa skrip.png").wait_for()
    context.close()


def test_a_phone_offers_its_camera_and_the_card_fits(desa, phone, screenshots):
    alamat, orang, kk = desa
    for satu in (f"kk/{kk}", f"orang/{orang}"):
        phone.goto(f"{alamat}/{satu}")
        kamera = phone.locator("#berkas-kamera")
        assert (kamera.get_attribute("capture"), kamera.get_attribute("accept")) == ("environment", "image/*")
        assert phone.get_by_text("Ambil foto").is_visible()
        phone.set_input_files("#berkas-kamera", [berkas("foto kartu keluarga dari kamera telepon.png", png(30, 20))])
        phone.get_by_role("link", name="foto kartu keluarga").wait_for()
        assert sideways(phone) == 0
        assert phone.get_by_text("Ambil foto").is_visible()
        phone.locator("#berkas").scroll_into_view_if_needed()
        # Of the screen as it is: a picture of the whole page is taken as if it had a mouse.
        phone.screenshot(path=screenshots / f"berkas-{satu.partition('/')[0]}-hp.png")
    assert Berkas.select().count() == 2


# ---- above the villages


@pytest.fixture
def kecamatan(tmp_path):
    """A record with one file that is here and one that is not, served at a kecamatan."""
    database = open_sqlite(str(tmp_path / "kecamatan.db"))
    before = record.database.obj
    record.database.initialize(database)
    node = Node(prepare(database, KECAMATAN, CATALOG), KECAMATAN, CATALOG)
    orang, gudang = terima(node, nama="CITRA"), Store(node, tmp_path)
    for nomor, (jenis, nama, sha256) in enumerate(
        [("ktp", "ktp.png", gudang.add(png(60, 40))), ("akta", "akta.pdf", "ab" * 32)]
    ):
        with node.engine.transaction(), node.engine.applying():
            kolom = ("id", "node", "wilayah", "jenis", "sha256", "nama", "mime", "ukuran", "untuk_jenis", "untuk_id")
            baris = (
                f"01945f00{nomor:04x}7" + "0" * 19,
                DESA,
                DESA,
                jenis,
                sha256,
                nama,
                "image/png",
                340_000,
                "penduduk",
                orang,
            )
            node.engine.upsert("sb_berkas", kolom, "id", [baris])
    server = Pelayan(aplikasi_atas(node, tmp_path, siti="wali_data"))
    yield node, server.alamat, orang
    server.berhenti()
    database.close()
    record.database.initialize(before)


def masuk(page, alamat):
    page.goto(f"{alamat}/masuk")
    page.fill("#nama_pengguna", "siti")
    page.fill("#password", SANDI)
    page.keyboard.press("Enter")
    page.wait_for_url("**/beranda/")


def test_a_steward_opens_what_is_here_and_asks_for_what_is_not(kecamatan, page, screenshots):
    node, alamat, orang = kecamatan
    page.set_viewport_size({"width": 1366, "height": 768})
    masuk(page, alamat)
    page.goto(f"{alamat}/antrean/nilai/{orang}")
    with page.expect_popup() as baru:
        page.get_by_role("link", name="ktp.png").click()
    assert ukuran(baru.value)[0] == 60
    page.get_by_role("button", name="Minta berkas").click()
    page.get_by_text("Diminta, menunggu desa mengirim").wait_for()
    page.screenshot(path=screenshots / "berkas-nilai.png", full_page=True)
    assert node.engine.run("SELECT aksi FROM sb_jejak WHERE jenis = 'berkas' ORDER BY id") == [
        ("lihat_berkas",), ("minta_berkas",),
    ]  # fmt: skip


def test_the_sheet_with_its_files_fits_a_phone(kecamatan, phone, screenshots):
    _, alamat, orang = kecamatan
    masuk(phone, alamat)
    phone.goto(f"{alamat}/antrean/nilai/{orang}")
    assert sideways(phone) == 0
    phone.screenshot(path=screenshots / "berkas-nilai-hp.png", full_page=True)


def test_a_stored_page_runs_nothing_even_if_it_is_asked_for(desa, village, tmp_path, page):
    """Were a page ever to lie among the contents, the browser is not given it."""
    alamat, orang, _ = desa
    node = Node(village, DESA, CATALOG)
    gudang = Store(node, tmp_path)
    satu, _ = lampiran.lampirkan(node, gudang, operator(), ("penduduk", orang), "ktp", "ktp.png", png())
    Berkas.update(sha256=gudang.add(HTML), mime="text/html", nama="ktp.html").where(Berkas.id == satu.id).execute()
    page.goto(f"{alamat}/berkas/{satu.id}")
    assert page.title() != "tertipu"
