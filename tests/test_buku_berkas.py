"""The same sheet as Excel and as PDF: opened again, read cell by cell, and looked at."""

from io import BytesIO

import openpyxl
import pytest

from sid_bantuan.modules.lampid.buku import daftar, pdf, xlsx
from sid_bantuan.modules.lampid.buku.lembar import (
    Kolom,
    Lembar,
    Penanda,
    Sel,
    Tabel,
    TandaTangan,
    bertanda,
    nilai,
    teks,
)

from .support import buku as contoh
from .support.buku import BULAN, DESA, KECAMATAN
from .support.pdf import Pdf

JAHAT = '=HYPERLINK("http://jahat")#set page(width: 1mm) $x$ *tebal* <a> @b \\ [c]'


def lembar(baris, **lain) -> Lembar:
    kolom = (
        Kolom("No", lebar=4, rata="kanan"),
        Kolom("Nama", lebar=30),
        Kolom("Jumlah", (Kolom("L", rata="kanan"), Kolom("P", rata="kanan"))),
    )
    tanda = TandaTangan("Ngraho", "30 November 2026", Penanda("Kepala Desa", "SUTRISNO", "1970"), Penanda("Sekretaris"))
    return Lembar("B.0", ("Judul", JAHAT), Tabel(kolom, baris, **lain), "uji", tanda_tangan=tanda, catatan=(JAHAT,))


def buka(isi: Lembar):
    tujuan = BytesIO()
    xlsx.tulis(isi, tujuan)
    return openpyxl.load_workbook(tujuan).active


def test_the_header_is_laid_out_from_its_groups():
    tabel = lembar([]).tabel
    assert [[(k.teks, k.kolom, k.tinggi, k.lebar) for k in baris] for baris in tabel.kepala] == [
        [("No", 0, 2, 1), ("Nama", 1, 2, 1), ("Jumlah", 2, 1, 2)],
        [("L", 2, 1, 1), ("P", 3, 1, 1)],
    ]


def test_excel_has_the_header_merged_the_numbers_as_numbers_and_the_print_set_up():
    halaman = buka(lembar([[1, "Ani", 1_234, 0]], kaki=[["", "Jumlah", 1_234, 0]]))
    assert {str(satu) for satu in halaman.merged_cells.ranges} >= {"A1:D1", "A4:A5", "B4:B5", "C4:D4"}
    assert [[sel.value for sel in baris] for baris in halaman["A4:D8"]] == [
        ["No", "Nama", "Jumlah", None], [None, None, "L", "P"], [1, 2, 3, 4], [1, "Ani", 1234, 0],
        [None, "Jumlah", 1234, 0],
    ]  # fmt: skip
    assert (halaman.page_setup.paperSize, halaman.page_setup.orientation) == (14, "landscape")
    assert (halaman.print_title_rows, halaman.freeze_panes) == ("$4:$6", "B7")
    kata = [sel.value for baris in halaman.iter_rows() for sel in baris if sel.value]
    assert {"Mengetahui,", "Ngraho, 30 November 2026", "Kepala Desa", "SUTRISNO", "NIP 1970"} <= set(kata)


def test_what_looks_like_a_formula_or_like_typst_is_mere_text_in_both():
    isi = lembar([[1, JAHAT, Sel(2), Sel(bagian=(Sel("satu"), Sel("dua")))]])
    halaman = buka(isi)
    assert {sel.data_type for baris in halaman.iter_rows() for sel in baris if sel.value is not None} <= {"s", "n"}
    assert halaman["B7"].value == JAHAT
    assert halaman["D7"].value == "satu; dua"
    halaman = Pdf(pdf.tulis(isi))
    assert halaman.ukuran() == (330, 215)
    assert halaman.teks().casefold().count("http://jahat") == 3
    assert "#set page(width: 1mm) $x$ *tebal* <a> @b \\ [c]" in halaman.teks()


def test_numbers_days_and_changes_are_written_as_offices_write_them():
    from datetime import date

    assert [teks(satu) for satu in (1_234_567, 0, None, "", date(2026, 11, 21), "x")] == [
        "1.234.567", "-", "", "", "21-11-2026", "x",
    ]  # fmt: skip
    assert (bertanda(3), bertanda(-2)) == ("+3", "−2")


@pytest.fixture
def desa(engine):
    contoh.desa(engine)
    return engine


@pytest.mark.parametrize("kode", daftar.BUKU)
def test_every_book_of_a_village_holds_in_excel_what_the_sheet_holds(desa, kode):
    isi = daftar.susun(desa, daftar.BUKU[kode], DESA, BULAN, lengkap=True)
    halaman = buka(isi)
    mulai = len(isi.judul) + 1 + isi.tabel.tinggi_kepala + 2
    for ke, baris in enumerate((*isi.tabel.baris, *isi.tabel.kaki), mulai):
        ada = [sel.value for sel in halaman[ke][: len(baris)]]
        assert ada == [None if nilai(sel) == "" else nilai(sel) for sel in baris]


@pytest.mark.parametrize("kode", daftar.BUKU)
def test_every_book_of_a_village_is_one_page_ready_to_sign(desa, kode, screenshots):
    isi = daftar.susun(desa, daftar.BUKU[kode], DESA, BULAN, lengkap=True)
    halaman = Pdf(pdf.tulis(isi))
    assert len(halaman) == 1
    kata = halaman.teks()
    for ada in (
        isi.judul[0].upper(),
        "DESA LUWIHAJI",
        "Mengetahui",
        "Kepala Desa",
        "Sekretaris Desa",
        "Halaman 1 dari 1",
    ):
        assert ada in kata, ada
    assert 0.01 < halaman.gambar(0, screenshots / f"buku-{kode}.png") < 0.5


def test_the_books_of_a_kecamatan_are_signed_by_the_camat(open_node):
    engine = open_node(KECAMATAN)
    contoh.desa(engine)
    contoh.sebelah(engine)
    assert [satu.kode for satu in daftar.untuk(KECAMATAN)] == ["b3", "lampid"]
    for buku in daftar.untuk(KECAMATAN):
        halaman = Pdf(pdf.tulis(daftar.susun(engine, buku, KECAMATAN, BULAN), "a4"))
        assert halaman.ukuran() == (297, 210)
        kata = " ".join(halaman.teks(ke) for ke in range(len(halaman)))
        assert "KECAMATAN NGRAHO" in kata
        assert "Camat" in kata
        assert "Dalam perjalanan pada akhir bulan" in kata


def test_a_long_list_repeats_its_header_on_every_page():
    isi = lembar([[nomor, f"WARGA {nomor}", 1, 0] for nomor in range(1, 200)])
    halaman = Pdf(pdf.tulis(isi))
    assert len(halaman) > 2
    for ke in range(len(halaman) - 1):
        assert "Nama" in halaman.teks(ke), ke
    assert f"Halaman {len(halaman)} dari {len(halaman)}" in halaman.teks(len(halaman) - 1)


def test_who_signs_is_kept_and_an_empty_office_stands_for_the_usual_one(desa):
    from sid_bantuan.modules.lampid.buku.penanda import penanda, simpan

    assert [satu.jabatan for satu in penanda(desa, DESA)] == ["Kepala Desa", "Sekretaris Desa"]
    simpan(desa, DESA, Penanda("", "SUTRISNO", "19700101"), Penanda("Kasi Pemerintahan", "WATI"))
    assert penanda(desa, DESA) == (Penanda("Kepala Desa", "SUTRISNO", "19700101"), Penanda("Kasi Pemerintahan", "WATI"))
    simpan(desa, DESA, Penanda("Pj. Kepala Desa", "BAMBANG"), Penanda("", "WATI"))
    assert penanda(desa, DESA) == (Penanda("Pj. Kepala Desa", "BAMBANG"), Penanda("Sekretaris Desa", "WATI"))


def test_no_two_merged_cells_of_a_sheet_overlap(open_node):
    """Excel calls such a file damaged."""
    engine = open_node(KECAMATAN)
    contoh.desa(engine)
    contoh.sebelah(engine)
    for wilayah in (DESA, KECAMATAN):
        for buku in daftar.untuk(wilayah):
            halaman = buka(daftar.susun(engine, buku, wilayah, BULAN))
            terpakai: set[tuple[int, int]] = set()
            for satu in halaman.merged_cells.ranges:
                sel = {(baris, kolom) for baris, kolom in satu.cells}
                assert not sel & terpakai, (wilayah, buku.kode, satu)
                terpakai |= sel
