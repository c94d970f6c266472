"""Files of banks as they really come, and as somebody might make them: read rightly, or refused in words, never guessed."""

import io
import zipfile
from types import SimpleNamespace

import pytest
import xlsxwriter

from sid_bantuan.modules.bantuan import bank, bank_bayar, tabel_luar
from sid_bantuan.modules.bantuan.kuota_isi import baca_lembar
from sid_bantuan.modules.bantuan.layar.berkas_bank import lembaran
from sid_bantuan.modules.kependudukan import berkas_impor, buku_excel
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak

JUDUL = ["Rekening", "Nama", "Nominal", "Status"]
BUDI = ["880011111111", "BUDI", "300000", "Sukses"]


def buku(*lembar, **lain) -> bytes:
    """An Excel file of these sheets, each a list of rows; numbers stay numbers."""
    isi = io.BytesIO()
    with xlsxwriter.Workbook(isi, lain) as berkas:
        for rows in lembar:
            halaman = berkas.add_worksheet()
            for ke, satu in enumerate(rows):
                halaman.write_row(ke, 0, satu)
    return isi.getvalue()


def baca(isi: bytes):
    return tabel_luar.baca(isi, bank_bayar.ARTI_BAYAR)


def kode(isi: bytes) -> str:
    with pytest.raises(DataDitolak) as ditolak:
        baca(isi)
    return ditolak.value.kesalahan[0].kode


def baris(nama="BUDI", rekening="880011111111", nilai=300_000, keadaan="menunggu", id="a"):
    return SimpleNamespace(id=id * 32, nama=nama, rekening=rekening, nik=None, nilai=nilai, keadaan=keadaan)


def cocok(*rows, judul=JUDUL, semua=None, terpakai=None):
    tabel = baca("\n".join(";".join(satu) for satu in (judul, *rows)).encode())
    peta = {nama: judul.index(kolom) for nama, kolom in
            {"rekening": "Rekening", "nama": "Nama", "nilai": "Nominal", "keadaan": "Status", "alasan": "Ket", "bukti": "Ref",
             "nik": "NIK"}.items() if kolom in judul}  # fmt: skip
    hasil = bank_bayar.cocokkan_bayar(tabel, peta, semua if semua is not None else [baris()], terpakai)
    return [(satu.hasil, satu.alasan) for satu in hasil]


# ---- the file


@pytest.mark.parametrize("sandi", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("pemisah", [";", ",", "\t", "|"])
def test_any_encoding_and_separator_is_read(sandi, pemisah):
    isi = "\r\n".join(pemisah.join(satu) for satu in (JUDUL, ["880011111111", "SITI NURÉNI", "300000", "Sukses"]))
    tabel = baca(isi.encode(sandi))
    assert (tabel.judul, tabel.baris[0][1]) == (tuple(JUDUL), "SITI NURÉNI")


def test_the_separator_is_the_one_the_headings_make_sense_with():
    alamat = "Jl. Raya, RT 1, RW 2, Dusun Krajan, Desa Luwihaji, Kec. Ngraho"
    tabel = baca(f"Rekening;Nama;Alamat;Nominal\n8800;BUDI;{alamat};300,000\n8801;SITI;{alamat};300,000".encode())
    assert tabel.judul == ("Rekening", "Nama", "Alamat", "Nominal")
    assert tabel.baris[0] == ("8800", "BUDI", alamat, "300,000")


def test_the_sheet_that_has_the_table_is_taken_wherever_it_stands():
    assert baca(buku([], [["Laporan Bank"], ["Rahasia"]], [JUDUL, BUDI])).baris == (tuple(BUDI),)


def test_merged_headings_and_empty_rows_do_no_harm():
    isi = io.BytesIO()
    with xlsxwriter.Workbook(isi) as berkas:
        halaman = berkas.add_worksheet()
        halaman.merge_range(0, 0, 0, 3, "HASIL BAYAR BLT DANA DESA")
        halaman.write_row(2, 0, JUDUL)
        halaman.write_row(4, 0, BUDI)
        halaman.merge_range(6, 0, 6, 1, "Jumlah")
    tabel = baca(isi.getvalue())
    assert (tabel.judul, tabel.baris[0], tabel.nomor) == (tuple(JUDUL), tuple(BUDI), (5, 7))


def test_thousands_of_lines_are_read_and_matched():
    rows = [[f"88{ke:010}", f"WARGA {ke}", "300.000", "Sukses"] for ke in range(4_000)]
    semua = [baris(f"WARGA {ke}", f"88{ke:010}", id=f"{ke:032x}"[-1]) for ke in range(4_000)]
    for ke, satu in enumerate(semua):
        satu.id = f"{ke:032x}"
    assert {hasil for hasil, _ in cocok(*rows, semua=semua)} == {"sama"}


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        (b"", "berkas_tabel_tak_terbaca"),
        (b"  \n ", "berkas_tabel_tak_terbaca"),
        (b"%PDF-1.7 tanpa nol", "berkas_tabel_tak_terbaca"),
        (b"\xef\xbb\xbf<html><table><tr><td>Rekening</td></tr></table>", "berkas_tabel_tak_terbaca"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "berkas_tabel_xls_lama"),
        (b"PK\x03\x04rusak", "berkas_tabel_tak_terbaca"),
        (b"Rekening;Nama;Nominal\n", "berkas_tabel_tanpa_baris"),
        (buku([]), "berkas_tabel_tanpa_baris"),
        (b'Rekening;Nama\n"' + b"x" * 200_000, "berkas_tabel_tak_terbaca"),
    ],
)
def test_what_is_no_table_of_ours_is_refused_in_words(isi, salah):
    assert kode(isi) == salah


def test_a_picture_or_document_with_a_zip_inside_is_no_workbook():
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w") as arsip:
        arsip.writestr("word/document.xml", "<x/>")
    assert kode(isi.getvalue()) == "berkas_tabel_tak_terbaca"


def sisipkan(sel: str) -> bytes:
    """A good file into whose first sheet this was written by hand."""
    isi = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(buku([JUDUL, BUDI]))) as asal, zipfile.ZipFile(isi, "w") as arsip:
        for nama in asal.namelist():
            arsip.writestr(nama, asal.read(nama).replace(b"</sheetData>", sel.encode() + b"</sheetData>"))
    return isi.getvalue()


JAUH = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
"""A cell at the far end of the sheet: with the first it makes a rectangle of 17 thousand million."""


def test_one_cell_at_the_far_end_of_a_sheet_does_not_end_the_process():
    assert kode(sisipkan(JAUH)) == "berkas_terlalu_lebar"
    with pytest.raises(berkas_impor.BerkasDitolak) as ditolak:
        berkas_impor.buka(sisipkan(JAUH))
    assert "XFD1048576" in ditolak.value.judul
    with pytest.raises(DataDitolak):
        baca_lembar("35.22.01", sisipkan(JAUH))


@pytest.mark.parametrize(
    "sel", ['<row r="9000000"><c><v>1</v></c></row>', "<row r='1'><c r='zzz99'><v>1</v></c></row>"]
)
def test_a_sheet_written_by_hand_is_measured_too(sel, monkeypatch):
    monkeypatch.setattr(buku_excel, "BATAS_SEL", 1_000_000)
    assert kode(sisipkan(sel)) == "berkas_terlalu_lebar"


def test_a_file_that_unfolds_too_far_is_refused(monkeypatch):
    monkeypatch.setattr(buku_excel, "BATAS_BUKA", 1_000)
    assert kode(buku([JUDUL, BUDI])) == "berkas_terlalu_besar"


def test_lines_beyond_the_most_are_told_and_never_dropped(monkeypatch):
    monkeypatch.setattr(tabel_luar, "BATAS_BARIS", 2)
    isi = "\n".join(";".join(satu) for satu in (JUDUL, BUDI, BUDI))
    assert len(baca(isi.encode()).baris) == 2
    assert kode(f"{isi}\n8;X;1;OK".encode()) == "berkas_terlalu_panjang"


def test_a_long_comparison_is_shown_page_by_page_to_its_end():
    semua = list(range(1_200))
    satu, akhir, lewat = (lembaran(semua, ke) for ke in (1, 3, 99))
    assert (satu["rows"][0], len(satu["rows"]), satu["halaman_akhir"]) == (0, 500, 3)
    assert (akhir["rows"][-1], lewat["rows"]) == (1_199, akhir["rows"])
    assert lembaran([], 1) == {"rows": [], "halaman": 1, "halaman_akhir": 1}


# ---- amounts and numbers


@pytest.mark.parametrize(
    ("kata", "nilai"),
    [("600000.00", 600_000), ("Rp 600.000,-", 600_000), ("IDR 1,234,567.00", 1_234_567), ("600.00", 600), ("0", 0),
     ("6E+05", None), ("1.5", None), ("600.000,50", None), ("-600000", None), ("(600.000)", None), ("600.0000", None),
     ("1.000,000", None), ("1234567890123", None), ("lunas", None), ("٦", None)],
)  # fmt: skip
def test_an_amount_is_read_or_not_at_all(kata, nilai):
    assert tabel_luar.jumlah_uang(kata) == nilai


def test_numbers_that_excel_cut_are_known_as_such():
    [satu] = tabel_luar.baca(
        buku([["NIK", "Nomor VA"], [3522010101800001, 8800123456789010]]), bank.ARTI_REKENING
    ).baris
    assert not isinstance(satu[0], tabel_luar.AngkaTerpotong), "its last digit is there"
    assert isinstance(satu[1], tabel_luar.AngkaTerpotong)
    [pendek] = tabel_luar.baca(buku([["NIK", "Nomor VA"], ["1", 880012345670]]), bank.ARTI_REKENING).baris
    assert pendek[1] == "880012345670"
    assert not isinstance(pendek[1], tabel_luar.AngkaTerpotong)


# ---- what the bank says


@pytest.mark.parametrize(
    ("kata", "arti"),
    [("Sukses", "berhasil"), ("00", "berhasil"), ("Gagal", "gagal"), ("Tidak berhasil", "gagal"), ("Dalam proses", None),
     ("Belum diproses", None), ("PENDING", None), ("0", None), ("1", None), ("", None), ("Diterima, menunggu", None)],
)  # fmt: skip
def test_a_word_that_may_mean_either_means_neither(kata, arti):
    assert bank.keadaan(kata) == arti


def test_a_line_without_doubt_is_taken_and_one_with_doubt_is_shown():
    assert cocok(BUDI)[0][0] == "sama"
    assert cocok([*BUDI[:3], ""]) == [("tak_jelas", "Statusnya kosong")]
    assert cocok([*BUDI[:3], "0"]) == [("tak_jelas", "Status “0” tidak dikenal")]
    assert cocok([*BUDI[:2], "", "Sukses"]) == [("tak_jelas", "Jumlahnya kosong")]
    assert cocok([*BUDI[:2], "3E+05", "Sukses"]) == [("tak_jelas", "Jumlah “3E+05” tidak terbaca")]
    assert cocok([*BUDI[:2], "250.000", "Sukses"])[0][0] == "beda_nilai"


def test_without_a_column_of_states_a_reason_of_failure_still_counts():
    judul = ["Rekening", "Nama", "Nominal", "Ket"]
    assert cocok([*BUDI[:3], "Rekening tidak aktif"], judul=judul) == [("gagal", "Rekening tidak aktif")]
    assert cocok([*BUDI[:3], "BLT November"], judul=judul)[0][0] == "sama"


def test_money_that_went_to_another_account_is_not_ours():
    judul = [*JUDUL, "NIK"]
    semua = [baris()]
    semua[0].nik = "3522010101800001"
    [(hasil, alasan)] = cocok(["990000000", "BUDI", "300000", "Sukses", "3522010101800001"], judul=judul, semua=semua)
    assert (hasil, alasan) == ("tak_jelas", "Dibayar ke rekening lain; menurut daftar 880011111111")


def test_the_file_of_another_month_pays_nobody():
    judul = [*JUDUL, "Ref"]
    assert cocok([*BUDI, "TRX9"], judul=judul, terpakai={"TRX9": "Oktober 2026"}) == [
        ("tak_jelas", "Nomor bukti ini sudah dipakai pada Oktober 2026")
    ]
    assert cocok([*BUDI, ""], judul=judul, terpakai={"TRX9": "Oktober 2026"})[0][0] == "sama"


def test_lines_that_come_twice_are_certain_only_where_they_agree():
    assert [hasil for hasil, _ in cocok(BUDI, BUDI)] == ["sama", "ganda"]
    assert [hasil for hasil, _ in cocok(BUDI, [*BUDI[:3], "Gagal"])] == ["ganda", "ganda"], "paid, then reversed"
    assert [hasil for hasil, _ in cocok([*BUDI[:3], "Gagal"], BUDI)] == ["ganda", "ganda"]


def test_two_people_with_one_account_are_told_apart_by_name():
    semua = [baris("BUDI", id="a"), baris("SITI", id="b")]
    assert [hasil for hasil, _ in cocok(BUDI, [BUDI[0], "SITI", "300000", "Sukses"], semua=semua)] == ["sama", "sama"]
