"""The villages' letters at the kecamatan: what waits for the camat and his answer, the list, the figures at every level."""

import re
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from sid_bantuan import jejak
from sid_bantuan.domain import surat as kata
from sid_bantuan.modules.persuratan import alur, camat, pejabat, statistik, surat
from sid_bantuan.modules.persuratan.tables import Surat, SuratLangkah

from .support.browser import sideways
from .support.desa import Pelayan
from .support.di import di
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.salinan import Layar, aplikasi
from .support.surat import KADES, LOKET, SEKRETARIS, kantor
from .test_surat_camat import CAMAT, KERAMAIAN

HARI = date.today()
HARTONO = {"jabatan": "camat", "nama": "Drs. HARTONO", "nip": "196801011990031001", "sebutan": "Camat Ngraho"}


class Kecamatan:
    """A district over one village with a letter that waits for the camat and others that do not."""

    def __init__(self, open_node, folder, codes=(DISTRICT, VILLAGE)):
        self.road = Road(open_node, codes)
        self.atas = self.road[codes[0]]
        with di(self.road[VILLAGE]) as node:
            self.tempat = kantor(node.engine)
            self.tempat.desa.node = node
            self.menunggu = self.tempat.terbit("izin_keramaian", isian=KERAMAIAN, hari=HARI).id
            self.biasa = self.tempat.terbit(nama="SITI", hari=HARI).id
            self.batal = self.tempat.terbit(nama="ANI", hari=HARI).id
            alur.batalkan(node, KADES, self.batal, "Salah orang")
            self.draf = self.tempat.buat("pengantar_skck").id
        self.road.settle()
        self.folder = folder

    def di_desa(self):
        return di(self.road[VILLAGE])


@pytest.fixture
def kecamatan(open_node, tmp_path):
    one = Kecamatan(open_node, tmp_path)
    with di(one.atas) as node:
        pejabat.simpan(node, CAMAT, HARTONO | {"mulai": HARI})
        one.app = aplikasi(node, tmp_path, pak_camat="camat", siti="wali_data", agus="admin")
        yield one


@pytest.fixture
def pak_camat(kecamatan):
    return Layar(kecamatan.app, "pak_camat")


def tanda(page: str) -> str:
    return re.search(r'name="tanda" value="([^"]+)"', page)[1]


# ---- the camat


def test_the_camat_finds_what_waits_reads_it_and_takes_note_of_it(kecamatan, pak_camat):
    assert 'href="/mengetahui-camat/"' in pak_camat.buka("/beranda/")
    daftar = pak_camat.buka("/mengetahui-camat/")
    assert f'href="/mengetahui-camat/{kecamatan.menunggu}"' in daftar
    assert kecamatan.biasa not in daftar
    page = pak_camat.buka(f"/mengetahui-camat/{kecamatan.menunggu}")
    assert page.count("data:image/png;base64,") == 1
    assert "Ini tidak dapat diurungkan" in page
    assert "Pernikahan" in page, "the gist in letters a phone shows large"
    jawab = pak_camat.kirim(f"/mengetahui-camat/{kecamatan.menunggu}/ketahui", tanda=tanda(page))
    assert jawab.location == "/mengetahui-camat/"
    daftar = pak_camat.buka("/mengetahui-camat/")
    assert "Tidak ada surat yang menunggu camat" in daftar
    assert "menunggu sampai di desa" in daftar
    page = pak_camat.buka(f"/mengetahui-camat/{kecamatan.menunggu}")
    assert "Menunggu sampai di Desa" in page
    assert "/ketahui" not in page
    kecamatan.road.settle()
    with kecamatan.di_desa() as node:
        assert surat.ambil(node, kecamatan.menunggu).keadaan == kata.TERBIT


def test_reading_a_letter_is_written_down_because_it_bears_a_full_nik(kecamatan, pak_camat):
    pak_camat.buka(f"/mengetahui-camat/{kecamatan.menunggu}")
    pdf = pak_camat.client.get(f"/mengetahui-camat/{kecamatan.menunggu}/surat.pdf")
    assert pdf.data.startswith(b"%PDF")
    dibaca = jejak.baca(kecamatan.atas.engine, rekam_id=kecamatan.menunggu)
    assert [satu.aksi for satu in dibaca] == [jejak.LIHAT_BERKAS] * 2


def test_a_letter_is_returned_with_a_reason_of_the_list_and_words_and_never_without(kecamatan, pak_camat):
    alamat = f"/mengetahui-camat/{kecamatan.menunggu}"
    page = pak_camat.buka(alamat)
    kosong = pak_camat.kirim(f"{alamat}/kembalikan", 422, tanda=tanda(page), alasan="", pesan="  ").text
    assert "Pilih satu alasan atau tulis pesannya" in kosong
    isi = {"tanda": tanda(page), "alasan": "surat_syarat_kurang", "pesan": "x" * 300}
    panjang = pak_camat.kirim(f"{alamat}/kembalikan", 422, **isi).text
    assert "x" * 300 in panjang, "nothing typed is lost"
    assert re.search(r'value="surat_syarat_kurang" checked', panjang)
    pak_camat.kirim(f"{alamat}/kembalikan", **isi | {"pesan": "izin tetangga"})
    kecamatan.road.settle()
    with kecamatan.di_desa() as node:
        assert surat.ambil(node, kecamatan.menunggu).keadaan == kata.DIKEMBALIKAN
        assert alur.riwayat(kecamatan.menunggu)[-1].alasan == "Syaratnya belum lengkap: izin tetangga"


def test_what_was_signed_anew_while_the_page_stood_open_is_read_again_first(kecamatan, pak_camat):
    page = pak_camat.buka(f"/mengetahui-camat/{kecamatan.menunggu}")
    with kecamatan.di_desa() as node:
        node.engine.run("UPDATE sb_surat SET tanda = 'lain' WHERE id = ?", (kecamatan.menunggu,))
    kecamatan.road.settle()
    pak_camat.kirim(f"/mengetahui-camat/{kecamatan.menunggu}/ketahui", tanda=tanda(page))
    assert "baru saja ditandatangani ulang" in pak_camat.buka(f"/mengetahui-camat/{kecamatan.menunggu}")
    assert SuratLangkah.select().where(SuratLangkah.node == DISTRICT).count() == 0


def test_what_an_office_wrote_twice_is_offered_to_it_again(kecamatan):
    node = kecamatan.atas
    for ke in range(2):
        camat.kembalikan(node, CAMAT, kecamatan.menunggu, "Lampirkan izin tetangga")
        kecamatan.road.settle()
        with kecamatan.di_desa() as desa:
            alur.ajukan(desa, LOKET, kecamatan.menunggu)
            alur.periksa(desa, SEKRETARIS, kecamatan.menunggu)
            alur.tanda_tangani(desa, KADES, kecamatan.menunggu)
        kecamatan.road.settle()
        assert camat.alasan_kantor(node) == ["Lampirkan izin tetangga"] * ke


def test_the_steward_prepares_and_the_camat_finds_what_was_checked_first(kecamatan, pak_camat):
    siti, alamat = Layar(kecamatan.app, "siti"), f"/mengetahui-camat/{kecamatan.menunggu}"
    assert "Anda menyiapkan jawaban camat" in siti.buka("/mengetahui-camat/")
    page = siti.buka(alamat)
    assert siti.kirim(f"{alamat}/teruskan", tanda=tanda(page)).location == "/mengetahui-camat/"
    assert "diperiksa Siti" in pak_camat.buka("/mengetahui-camat/")
    assert "Diperiksa dan diteruskan ke camat oleh Siti" in pak_camat.buka(alamat)
    page = siti.buka(alamat)
    assert f"{alamat}/teruskan" not in page
    assert f"{alamat}/kembalikan" in page, "until the camat has answered"


def test_nobody_but_the_camat_answers_and_an_admin_does_not_read(kecamatan):
    siti, agus = Layar(kecamatan.app, "siti"), Layar(kecamatan.app, "agus")
    alamat = f"/mengetahui-camat/{kecamatan.menunggu}"
    assert "/ketahui" not in siti.buka(alamat)
    siti.kirim(f"{alamat}/ketahui", 403)
    agus.kirim(f"{alamat}/teruskan", 403)
    agus.buka(alamat, 403)
    siti.buka(f"/mengetahui-camat/{kecamatan.biasa}", 404)
    siti.buka("/mengetahui-camat/bukan", 404)


def test_without_a_camat_written_down_it_says_what_to_do_and_he_can_be_written_down_there(open_node, tmp_path):
    one = Kecamatan(open_node, tmp_path)
    with di(one.atas) as node:
        camat_baru = Layar(aplikasi(node, tmp_path, pak_camat="camat"), "pak_camat")
        assert "Belum ada camat yang dicatat" in camat_baru.buka("/mengetahui-camat/")
        assert "disabled" in camat_baru.buka(f"/mengetahui-camat/{one.menunggu}")
        assert "a.n. Camat, Sekretaris Kecamatan" in camat_baru.buka("/pejabat-surat/")
        camat_baru.kirim("/pejabat-surat/", **HARTONO, mulai="01-01-2026")
        assert "Drs. HARTONO, Camat Ngraho" in camat_baru.buka("/mengetahui-camat/")


# ---- the list


def test_the_list_has_every_numbered_letter_and_no_draft_and_goes_out_as_excel(kecamatan):
    siti = Layar(kecamatan.app, "siti")
    page = siti.buka("/daftar-surat/")
    assert "3 surat" in page
    assert kecamatan.draf not in page
    assert "1 surat" in siti.buka(f"/daftar-surat/?flt_keadaan=batal&flt_wilayah={VILLAGE}&flt_bulan={HARI:%Y-%m}")
    buku = openpyxl.load_workbook(BytesIO(siti.client.get("/daftar-surat/export/xlsx/").data)).active
    baris = list(buku.iter_rows(values_only=True))
    assert baris[0][0] == "Nomor surat"
    assert len(baris) == 4
    assert {satu[3] for satu in baris[1:]} == {"BUDI", "SITI", "ANI"}
    assert not any("3522010101800001" in str(sel) for satu in baris for sel in satu)
    rinci = siti.buka(f"/daftar-surat/details/?id={kecamatan.batal}")
    assert "Salah orang" in rinci
    assert "<dt>Nomor surat</dt>" in rinci
    assert rinci.count(Surat.get_by_id(kecamatan.batal).nomor) == 1
    assert "melamar pekerjaan" not in rinci


def test_the_search_box_above_finds_letters_by_number_and_no_drafts(kecamatan):
    siti, alamat = Layar(kecamatan.app, "siti"), f"/daftar-surat/details/?id={kecamatan.biasa}"
    nomor = Surat.get_by_id(kecamatan.biasa).nomor
    assert siti.client.get(f"/cari/?q={nomor}").location == alamat
    page = siti.buka(f"/cari/?q={nomor[:14]}")
    assert f'href="{alamat}"' in page
    assert f"Nomor surat memuat {nomor[:14]}" in page
    assert "Desa Luwihaji" in page
    assert kecamatan.draf not in page
    assert "Tidak ada yang cocok" in siti.buka("/cari/?q=999/")
    assert "Selain penduduk" not in Layar(kecamatan.app, "siti").buka("/cari/?q=budi")


# ---- the figures


def test_the_figures_are_the_same_at_every_level_and_the_letters_stand_behind_them(open_node, tmp_path):
    one = Kecamatan(open_node, tmp_path, (REGENCY, DISTRICT, VILLAGE))
    angka = []
    for code in (VILLAGE, DISTRICT, REGENCY):
        with di(one.road[code]) as node:
            baris = statistik.baris_jenis(node, code, HARI.year)
            angka.append([(satu.nama, satu.bulan) for satu in baris])
            for tempat in statistik.baris_tempat(node.engine, code, HARI.year):
                assert tempat.jumlah == (2 if VILLAGE.startswith(tempat.kode) else 0)
            for satu in baris:
                rows, banyak = statistik.surat_terhitung(
                    node.engine, code, HARI.year, HARI.month, satu.kode, statistik.DIHITUNG, 0, 10
                )
                assert len(rows) == banyak == satu.bulan[HARI.month - 1] == 1
    assert angka[0] == angka[1] == angka[2]
    with di(one.road[REGENCY]) as node:
        rina = Layar(aplikasi(node, tmp_path, rina="wali_data"), "rina")
        assert re.search(r"Ngraho</a></th>(.|\n)*?>2<", rina.buka("/statistik-surat/"))
        with one.di_desa():
            one.tempat.terbit("pengantar_skck", hari=HARI)
        one.road.settle()
        assert "2 surat dari" in rina.buka("/statistik-surat/"), "a regency's figures are kept for some minutes"
        assert "3 surat dari" in rina.buka("/statistik-surat/?segar=1")
        assert "Luwihaji" in rina.buka("/daftar-surat/")
        rina.buka("/mengetahui-camat/", 404)
    assert sorted(nama for nama, _ in angka[0]) == ["Surat Keterangan Domisili", "Surat Pengantar Izin Keramaian"]


def test_the_page_of_figures_has_chart_tables_and_excel(kecamatan, pak_camat):
    page = pak_camat.buka("/statistik-surat/")
    assert "2 surat dari 2 jenis" in page
    assert "data-grafik-surat=" in page
    assert "Luwihaji" in page
    nama = re.search(rf'href="(/statistik-surat/nama\?[^"]*wilayah={VILLAGE}[^"]*keadaan=batal)"', page)[1]
    assert "ANI" in pak_camat.buka(nama)
    assert pak_camat.client.get("/statistik-surat/unduh.xlsx").status_code == 403
    siti = Layar(kecamatan.app, "siti")
    buku = openpyxl.load_workbook(BytesIO(siti.client.get("/statistik-surat/unduh.xlsx").data)).active
    isi = [[sel for sel in baris if sel not in (None, "")] for baris in buku.iter_rows(values_only=True)]
    assert [2, "Surat Pengantar Izin Keramaian"] in [satu[:2] for satu in isi]
    assert any(satu[1:] == ["Luwihaji", 1, 1, 2, 1] for satu in isi), isi
    assert "Belum ada surat pada tahun" in siti.buka("/statistik-surat/?wilayah=35.22.01.2002")
    siti.buka("/statistik-surat/?wilayah=35.22.02", 404)
    assert f"tahun {HARI.year}" in siti.buka("/statistik-surat/?tahun=1900&bulan=99")


# ---- in a browser


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_on_a_phone_a_letter_is_read_and_taken_note_of_after_one_question(kecamatan, phone, page, screenshots):
    pelayan = Pelayan(kecamatan.app)
    try:
        for layar in (page, phone):
            layar.goto(f"{pelayan.alamat}/masuk")
            layar.fill("[name=nama_pengguna]", "pak_camat")
            layar.fill("[name=password]", "kopi tubruk pagi hari")
            layar.click("form button")
            for nama, alamat in (
                ("daftar", "/mengetahui-camat/"), ("satu", f"/mengetahui-camat/{kecamatan.menunggu}"),
                ("statistik", "/statistik-surat/"), ("surat", "/daftar-surat/"),
            ):  # fmt: skip
                layar.goto(f"{pelayan.alamat}{alamat}")
                if nama == "statistik":
                    layar.locator("[data-grafik-surat]").wait_for()
                assert sideways(layar) == 0, alamat
                layar.screenshot(path=screenshots / f"camat-{nama}-{layar.viewport_size['width']}.png", full_page=True)
        for layar in (page, phone):
            layar.goto(f"{pelayan.alamat}/mengetahui-camat/{kecamatan.menunggu}")
            layar.get_by_text("Kembalikan…").click()
            layar.get_by_label("Pesan untuk desa").wait_for()
            layar.screenshot(path=screenshots / f"camat-kembali-{layar.viewport_size['width']}.png")
        phone.get_by_text("Kembalikan…").click()
        tanya = []
        phone.on("dialog", lambda dialog: (tanya.append(dialog.message), dialog.accept()))
        # Both clicks before the answer of the server, as at a double click over a slow line.
        phone.get_by_role("button", name="Mengetahui").evaluate("tombol => { tombol.click(); tombol.click(); }")
        phone.get_by_text("diketahui camat. Desa Luwihaji menerbitkannya.").wait_for()
        assert ["tidak dapat diurungkan" in satu for satu in tanya] == [True]
    finally:
        pelayan.berhenti()
