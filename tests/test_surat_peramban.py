"""Letters in a browser, where its script is the point: what will change follows each choice, rows of the editor move."""

import pytest

from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.persuratan import jenis

from .support.browser import ikuti, sideways, until
from .support.desa import Pelayan, aplikasi

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("kind", ["sqlite"])]
KEMATIAN = {
    "tgl_peristiwa": "2026-01-07", "tempat": "Rumah", "sebab": "Sakit", "pelapor": "SITI", "hubungan_pelapor": "Istri",
}  # fmt: skip


@pytest.fixture
def alamat(tempat, tmp_path):
    server = Pelayan(aplikasi(tempat.node.engine, tmp_path, "operator", "sekretaris"))
    yield server.alamat
    server.berhenti()


def test_what_the_event_of_a_letter_changes_follows_each_choice(tempat, alamat, phone, screenshots):
    ini = tempat.terbit("keterangan_kematian", isian=KEMATIAN)
    phone.goto(f"{alamat}/surat/{ini.id}")
    ikuti(phone, phone.get_by_role("link", name="Catat kematiannya"))
    akibat = phone.locator("[data-akibat-isi]")
    akibat.get_by_text("SITI: menjadi kepala keluarga").wait_for()
    phone.select_option(f"#h-{tempat.warga('SITI')}", "9")
    phone.select_option(f"#h-{tempat.warga('ANI')}", "1")
    akibat.get_by_text("ANI: menjadi kepala keluarga").wait_for()
    assert sideways(phone) == 0
    phone.screenshot(path=screenshots / "surat-peristiwa.png", full_page=True)
    phone.get_by_role("button", name="Catat kematian").click()
    phone.wait_for_url("**/mutasi/*")
    assert Penduduk.get_by_id(tempat.warga("ANI")).hubungan_keluarga == 1


def test_a_kind_is_made_row_by_row(tempat, alamat, page, screenshots):
    page.goto(f"{alamat}/jenis-surat/baru")
    page.fill("#m-nama", "Surat Keterangan Panen")
    page.fill("#m-klasifikasi", "500.6")
    page.get_by_role("button", name="Tambah isian").click()
    page.fill("[name='b0.judul']", "Musim")
    pilihan = page.locator("[name='b0.pilihan']")
    assert pilihan.is_hidden()
    page.select_option("[name='b0.tipe']", "pilihan")
    pilihan.fill("Hujan\nKemarau")
    page.get_by_role("button", name="Tambah isian").click()
    page.fill("[name='b1.judul']", "Luas")
    page.select_option("[name='b1.tipe']", "angka")
    page.get_by_role("button", name="Naikkan isian 2").click()
    until(page, "document.querySelector(\"[name='b0.judul']\").value === 'Luas'")
    page.screenshot(path=screenshots / "surat-jenis.png", full_page=True)
    page.locator(".tempel-bawah").get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/jenis-surat/surat_keterangan_panen")
    assert [satu.nama for satu in jenis.satu(tempat.node, "surat_keterangan_panen").bidang] == ["luas", "musim"]
