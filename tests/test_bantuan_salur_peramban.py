"""A disbursement walked in a browser, where ticking rows and choosing files is the point."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from sid_bantuan.domain import masa
from sid_bantuan.modules.bantuan.tables_salur import Penyaluran, PenyaluranBaris
from sid_bantuan.sync.local import drain_all

from .support import bantuan as uji
from .support.browser import sideways
from .support.desa import Pelayan, aplikasi
from .support.surat import kantor

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("kind", ["sqlite"])]
INI = masa.pada(12, date.today())
LALU = masa.sebelum(INI)


@pytest.fixture
def alamat(village, tmp_path):
    """A village where Budi and Siti receive BLT-DD; the address of its pages."""
    tempat = kantor(village)
    uji.program(tempat.node, "BLT-DD", nama="BLT Dana Desa", nilai=300_000)
    for nama in ("BUDI", "SITI"):
        orang = village.value("SELECT orang_id FROM sb_penduduk WHERE id = ?", (tempat.warga(nama),))
        uji.penerima(tempat.node, "BLT-DD", orang, nama, mulai=f"{date.today().year - 1}-01-01")
    drain_all(tempat.node)
    server = Pelayan(aplikasi(village, tmp_path, "operator"))
    yield server.alamat
    server.berhenti()


def berkas(nama: str, *rows: str) -> dict:
    return {"name": nama, "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}


def siapkan(page, alamat: str, waktu: str) -> None:
    page.goto(f"{alamat}/penyaluran/siapkan?program=BLT-DD&masa={waktu}")
    page.get_by_role("button", name="Siapkan daftar 2 penerima").click()
    expect(page.get_by_text("Daftar penyaluran disiapkan")).to_be_visible()


def test_from_recipients_to_the_next_period(alamat, page, phone, screenshots):
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{alamat}/rekening/")
    page.get_by_label("Pilih semua").check()
    expect(page.locator("[data-jumlah-terpilih]")).to_have_text("2")
    page.fill("#bank", "Bank Jatim")
    page.get_by_role("button", name="Minta rekening").click()
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="CSV").click()
    assert "3522010101800001" in unduhan.value.path().read_text("utf-8-sig")
    page.set_input_files("#berkas-bank", berkas(
        "jawaban.csv", "NIK;Nama;Nomor VA;Status", "3522010101800001;BUDI;880011111111;Berhasil",
        "3522014202850002;SITI;880022222222;Berhasil"))  # fmt: skip
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("button", name="Ambil 2 jawaban").click()
    expect(page.get_by_text("2 rekening terbit")).to_be_visible()

    siapkan(page, alamat, LALU)
    siapkan(page, alamat, INI)
    expect(page.get_by_role("button", name="Rilis")).to_be_disabled()
    lama = Penyaluran.get(Penyaluran.masa == LALU).id
    page.goto(f"{alamat}/penyaluran/{lama}")
    page.get_by_role("button", name="Rilis").click()
    page.set_input_files(
        "#berkas-bank", berkas("bayar.csv", "Rekening;Nama;Nominal;Status", "880011111111;BUDI;300.000;Sukses")
    )
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("link", name=re.compile("Tidak ada di berkas bank"))).to_be_visible()
    page.screenshot(path=screenshots / "penyaluran-cocok.png", full_page=True)
    page.get_by_role("button", name="Tandai 1 penerima").click()
    expect(page.get_by_text("1 sudah diterima dan 0 gagal")).to_be_visible()

    phone.on("dialog", lambda dialog: dialog.accept())
    phone.goto(f"{alamat}/penyaluran/{lama}?keadaan=menunggu")
    phone.get_by_label("Pilih SITI").check()
    phone.select_option("#t-keadaan", "gagal")
    phone.fill("#t-alasan", "Rekening pasif")
    assert sideways(phone) == 0
    phone.screenshot(path=screenshots / "penyaluran-tandai.png")
    phone.get_by_role("button", name="Tandai").click()
    expect(phone.get_by_text("1 penerima ditandai: gagal")).to_be_visible()
    phone.get_by_role("button", name="Laporkan").click()
    expect(phone.get_by_text("Masa berikutnya sekarang dapat dirilis")).to_be_visible()

    page.goto(f"{alamat}/penyaluran/{Penyaluran.get(Penyaluran.masa == INI).id}")
    page.get_by_role("button", name="Rilis").click()
    expect(page.get_by_text("Penyaluran dirilis")).to_be_visible()
    keadaan = {
        satu.nama: satu.keadaan for satu in PenyaluranBaris.select().where(PenyaluranBaris.penyaluran_id == lama)
    }
    assert keadaan == {"BUDI": "dibayar", "SITI": "gagal"}
