"""Accounts at the bank: asked for on the NIK or on a letter's number, answered once, and the bank's payments reconciled."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from sid_bantuan.modules.bantuan import bank, bank_bayar, penyaluran, rekening, tabel_luar
from sid_bantuan.modules.bantuan.penyaluran import Siapkan
from sid_bantuan.modules.bantuan.salur_dasar import baris
from sid_bantuan.modules.bantuan.tables_salur import Rekening
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.persuratan import alur

from .support import bantuan as uji
from .support.bantuan import operator
from .support.surat import HARI, KADES, kantor

KEPERLUAN = {"keperluan": "rekening bantuan", "sebab": "belum melakukan perekaman karena lanjut usia"}


@pytest.fixture(params=["sqlite"])
def kind(request):
    """Both engines are asked by the tests of disbursements; here it is the reading that counts."""
    return request.param


@pytest.fixture
def tempat(village):
    """Budi has his NIK, Siti is old and has no KTP-el, Ani has no NIK at all; all three receive BLT-DD."""
    tempat = kantor(village)
    village.run("UPDATE sb_penduduk SET tanggal_lahir = '1950-01-01', ktp_el = 1 WHERE nama = 'SITI'")
    village.run("UPDATE sb_penduduk SET nik = NULL, keadaan_nik = 2 WHERE nama = 'ANI'")
    uji.program(tempat.node, "BLT-DD", nilai=300_000)
    for nama in ("BUDI", "SITI", "ANI"):
        orang = village.value("SELECT orang_id FROM sb_penduduk WHERE id = ?", (tempat.warga(nama),))
        uji.penerima(tempat.node, "BLT-DD", orang, nama)
    uji.tuntas(tempat.node)
    return tempat


def minta(tempat, *nama):
    semua = rekening.belum(tempat.node, "BLT-DD", HARI)
    ids = [satu.untuk_id for satu in semua if not nama or satu.nama in nama]
    return rekening.minta(tempat.node, operator(tempat.node), "BLT-DD", ids, "Bank Jatim", HARI)


def jawaban(tempat, *rows, judul="NIK;Nama;Nomor VA;Status;Keterangan"):
    """What the bank's answer with these lines says."""
    tabel = tabel_luar.baca("\n".join([judul, *rows]).encode(), bank.ARTI_REKENING)
    peta = tabel_luar.peta(tempat.node, "rekening", tabel.judul, bank.ARTI_REKENING)
    assert not tabel_luar.kurang(peta, bank.ARTI_REKENING)
    return bank.cocokkan_rekening(tempat.node, tabel, peta, "BLT-DD")


def terapkan(tempat, semua):
    return dict(bank.terapkan_rekening(tempat.node, operator(tempat.node), semua))


def ada() -> dict:
    return {satu.nama: (satu.dasar, satu.nomor_dasar, satu.keadaan, satu.nomor) for satu in Rekening.select()}


def test_the_old_without_ktp_el_are_asked_for_on_their_letters_number(tempat):
    dasar = {satu.nama: (satu.perlu_surat, satu.dasar) for satu in rekening.belum(tempat.node, "BLT-DD", HARI)}
    assert dasar == {
        "BUDI": (False, ("nik", "3522010101800001")), "SITI": (True, None), "ANI": (True, None),
    }  # fmt: skip
    draf = tempat.siap(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    assert not rekening.surat_pengganti(tempat.node, [draf.orang_id], HARI), "only an issued letter counts"
    surat = alur.tanda_tangani(tempat.node, KADES, draf.id, HARI)
    hasil = minta(tempat)
    assert (hasil.jumlah, [satu.nama for satu in hasil.dilewati]) == (2, ["ANI"])
    assert ada()["SITI"] == ("surat", surat.nomor, "diminta", None)
    assert [satu.nama for satu in rekening.belum(tempat.node, "BLT-DD", HARI)] == ["ANI"], "asked once"


def test_a_letter_past_its_day_is_no_ground_and_one_cancelled_later_shows(tempat):
    surat = tempat.terbit(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    assert not rekening.surat_pengganti(tempat.node, [surat.orang_id], date(2027, 11, 21))
    minta(tempat, "SITI")
    satu = Rekening.get(Rekening.nama == "SITI")
    assert rekening.surat_batal(tempat.node, [satu.surat_id]) == {}
    alur.batalkan(tempat.node, KADES, surat.id, "Keliru orangnya")
    assert rekening.surat_batal(tempat.node, [satu.surat_id]) == {satu.surat_id: surat.nomor}


def test_the_banks_answer_is_taken_once_and_nothing_of_it_is_lost(tempat):
    tempat.terbit(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    minta(tempat)
    nomor_surat = ada()["SITI"][1]
    berkas = ("3522010101800001;BUDI;8800 1234 5678;Berhasil;", f"{nomor_surat};SITI;;Ditolak;Nama tidak sama",
              "3522019999999999;ORANG LAIN;880099;Berhasil;")  # fmt: skip
    semua = jawaban(tempat, *berkas)
    assert [(satu.hasil, satu.nama) for satu in semua] == [
        ("terbit", "BUDI"), ("ditolak", "SITI"), ("tak_dikenal", "ORANG LAIN"),
    ]  # fmt: skip
    assert terapkan(tempat, semua) == {"terbit": 1, "ditolak": 1}
    assert ada()["BUDI"][2:] == ("terbit", "880012345678")
    assert [satu.hasil for satu in jawaban(tempat, *berkas)] == ["sama", "sama", "tak_dikenal"]
    assert terapkan(tempat, jawaban(tempat, *berkas)) == {}
    lain = jawaban(tempat, "3522010101800001;BUDI;770000000;Berhasil;")
    assert [(satu.hasil, satu.tercatat) for satu in lain] == [("beda", "880012345678")]
    assert terapkan(tempat, lain) == {}, "a number that stands is never written over unseen"


def test_who_was_declined_is_asked_for_again_in_the_same_record(tempat):
    minta(tempat, "BUDI")
    terapkan(tempat, jawaban(tempat, "3522010101800001;BUDI;;Gagal;NIK belum padan"))
    [lagi] = [satu for satu in rekening.belum(tempat.node, "BLT-DD", HARI) if satu.nama == "BUDI"]
    assert lagi.ditolak == "NIK belum padan"
    minta(tempat, "BUDI")
    assert Rekening.select().count() == 1
    assert ada()["BUDI"][2:] == ("diminta", None)


def test_a_number_given_to_two_people_is_given_to_neither(tempat):
    tempat.terbit(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    minta(tempat)
    semua = jawaban(tempat, "3522010101800001;BUDI;880012345678;OK;", f"{ada()['SITI'][1]};SITI;880012345678;OK;")
    assert {satu.hasil for satu in semua} == {"tak_jelas"}


def test_a_request_can_be_taken_back_while_it_is_unanswered(tempat):
    nama = minta(tempat, "BUDI").nama
    assert rekening.urungkan(tempat.node, operator(tempat.node), nama) == 1
    assert ada() == {}
    with pytest.raises(DataDitolak):
        minta(tempat, "ANI")


def test_the_name_of_a_request_is_never_given_to_another_one(tempat):
    tempat.terbit(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    satu, dua = minta(tempat, "BUDI").nama, minta(tempat, "SITI").nama
    rekening.urungkan(tempat.node, operator(tempat.node), satu)
    tiga = minta(tempat, "BUDI").nama
    assert len({satu, dua, tiga}) == 3


def test_an_account_is_taken_only_where_nothing_speaks_against_it(tempat):
    tempat.terbit(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    minta(tempat)
    surat = ada()["SITI"][1]

    def hasil(*rows):
        return [satu.hasil for satu in jawaban(tempat, *rows)]

    nik = "3522010101800001"
    assert hasil(f"{nik};BUDI;880011111111;OK;", f"{nik};BUDI;880022222222;OK;") == ["ganda", "ganda"]
    assert hasil(f"{nik};BUDI;880011111111;OK;", f"{nik};BUDI;8800 1111 1111;OK;") == ["terbit", "ganda"]
    assert hasil(f"{nik};BUDI;8800-1111-1111;OK;", f"{surat};SITI;880011111111;OK;") == ["tak_jelas", "tak_jelas"]
    for nomor in ("1.23457E+15", "8,8E+11", "ABC12345", "12", "=HYPERLINK(1)"):
        assert hasil(f"{nik};BUDI;{nomor};OK;") == ["tak_jelas"], nomor
    assert hasil(f"{nik};BUDI;880011111111;Dalam proses;") == ["tak_jelas"]
    terapkan(tempat, jawaban(tempat, f"{nik};BUDI;8800-1111-1111;OK;"))
    assert ada()["BUDI"][3] == "880011111111"
    assert hasil(f"{surat};SITI;880011111111;OK;") == ["tak_jelas"], "it is BUDI's"


def test_a_sheet_of_the_bank_is_read_below_its_letterhead_and_its_columns_are_remembered(tempat):
    isi = BytesIO()
    with xlsxwriter.Workbook(isi) as buku:
        lembar = buku.add_worksheet()
        for ke, satu in enumerate((["BANK JATIM"], ["Hasil pembukaan"], ["No.", "Identitas", "Nama Nasabah", "Rekening Baru"],
                                   [1, "3522010101800001", "BUDI", 880012345678])):  # fmt: skip
            lembar.write_row(ke, 0, satu)
    tabel = tabel_luar.baca(isi.getvalue(), bank.ARTI_REKENING)
    assert tabel.judul == ("No.", "Identitas", "Nama Nasabah", "Rekening Baru")
    peta = tabel_luar.peta(tempat.node, "r", tabel.judul, bank.ARTI_REKENING)
    assert tabel_luar.kurang(peta, bank.ARTI_REKENING) == ["dasar"], "asked, not guessed"
    tabel_luar.ingat(tempat.node, "r", tabel.judul, peta | {"dasar": 1})
    assert tabel_luar.peta(tempat.node, "r", tabel.judul, bank.ARTI_REKENING) == {"dasar": 1, "nama": 2, "nomor": 3}
    minta(tempat, "BUDI")
    [satu] = bank.cocokkan_rekening(tempat.node, tabel, {"dasar": 1, "nama": 2, "nomor": 3}, "BLT-DD")
    assert (satu.hasil, satu.nomor) == ("terbit", "880012345678")


@pytest.mark.parametrize(
    ("kata", "nilai"),
    [
        ("600000", 600_000),
        ("600.000", 600_000),
        ("Rp600.000,00", 600_000),
        ("600,000.00", 600_000),
        ("", None),
        ("-", None),
    ],
)
def test_amounts_are_read_however_the_bank_writes_them(kata, nilai):
    assert tabel_luar.jumlah_uang(kata) == nilai


def test_what_is_no_table_says_what_to_do():
    for isi in (b"", b"%PDF-1.7\0\0", b"PK\x03\x04rusak"):
        with pytest.raises(DataDitolak) as ditolak:
            tabel_luar.baca(isi, bank_bayar.ARTI_BAYAR)
        assert ditolak.value.kesalahan[0].kode == "berkas_tabel_tak_terbaca"


@pytest.fixture
def dirilis(tempat):
    """A released disbursement through the bank to Budi and Siti; Ani's aid is not active."""
    tempat.terbit(rekening.SURAT_PENGGANTI, "SITI", KEPERLUAN)
    minta(tempat)
    terapkan(tempat, jawaban(
        tempat, "3522010101800001;BUDI;880011111111;OK;", f"{ada()['SITI'][1]};SITI;880022222222;OK;"))  # fmt: skip
    tempat.node.engine.run("UPDATE sb_penerima SET keadaan = 'nonaktif' WHERE nama = 'ANI'")
    uji.tuntas(tempat.node)
    satu = penyaluran.siapkan(tempat.node, operator(tempat.node), Siapkan("BLT-DD", "2026-11", HARI))
    return penyaluran.rilis(tempat.node, operator(tempat.node), satu.id, HARI)


def bayar(*rows):
    tabel = tabel_luar.baca("\n".join(["Rekening,Nama,Nominal,Status,Ref,NIK", *rows]).encode(), bank_bayar.ARTI_BAYAR)
    kolom = {
        "rekening": "Rekening",
        "nama": "Nama",
        "nilai": "Nominal",
        "keadaan": "Status",
        "bukti": "Ref",
        "nik": "NIK",
    }
    peta = {nama: tabel.judul.index(satu) for nama, satu in kolom.items()}
    return tabel, peta


def test_the_banks_payments_are_laid_beside_the_list(tempat, dirilis):
    tabel, peta = bayar("880011111111,BUDI S,300000,Sukses,TRX1,", "880033333333,TIDAK ADA,300000,Sukses,TRX2,")
    semua = bank_bayar.cocokkan_bayar(tabel, peta, baris(dirilis.id))
    assert [(satu.hasil, satu.nama) for satu in semua] == [
        ("sama", "BUDI S"), ("tak_dikenal", "TIDAK ADA"), ("tidak_ada", "SITI"),
    ]  # fmt: skip
    hasil = bank_bayar.terapkan_bayar(tempat.node, operator(tempat.node), dirilis.id, semua, HARI)
    assert dict(hasil) == {"sama": 1}
    assert {satu.nama: (satu.keadaan, satu.bukti) for satu in baris(dirilis.id)} == {
        "BUDI": ("dibayar", "TRX1"), "SITI": ("menunggu", None),
    }  # fmt: skip
    assert bank_bayar.cocokkan_bayar(tabel, peta, baris(dirilis.id))[0].hasil == "tercatat"


def test_other_amounts_failures_and_doubles_are_told_apart(tempat, dirilis):
    tabel, peta = bayar(
        "880011111111,BUDI,200000,Sukses,,",
        "880011111111,BUDI,300000,Sukses,,",
        "880022222222,SITI,300000,Rekening pasif,,",
    )
    semua = bank_bayar.cocokkan_bayar(tabel, peta, baris(dirilis.id))
    assert [satu.hasil for satu in semua] == ["ganda", "ganda", "tak_jelas"], "of two amounts neither is certain"
    tabel, peta = bayar("880022222222,SITI,300000,Gagal rekening pasif,,", ",BUDI,300000,Sukses,,3522010101800001")
    semua = bank_bayar.cocokkan_bayar(tabel, peta, baris(dirilis.id))
    assert [satu.hasil for satu in semua] == ["gagal", "sama"], "without a number by NIK and name"
    bank_bayar.terapkan_bayar(tempat.node, operator(tempat.node), dirilis.id, semua, HARI)
    assert {satu.nama: (satu.keadaan, satu.alasan) for satu in baris(dirilis.id)} == {
        "BUDI": ("dibayar", None), "SITI": ("gagal", "Gagal rekening pasif"),
    }  # fmt: skip
