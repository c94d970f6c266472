"""Putting disbursements right: what the bank paid otherwise than listed, and what was found after the report."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import (
    format_laporan,
    laporan_isi,
    laporan_lembar,
    pembetulan,
    penyaluran,
    salur_baris,
    salur_betul,
)
from sid_bantuan.modules.bantuan.bank_bayar import Cocok
from sid_bantuan.modules.bantuan.laporan_isi import Minta
from sid_bantuan.modules.bantuan.penyaluran import Siapkan
from sid_bantuan.modules.bantuan.salur_baris import Tanda
from sid_bantuan.modules.bantuan.salur_betul import Betul, Putusan
from sid_bantuan.modules.bantuan.salur_dasar import baris, jumlah
from sid_bantuan.modules.bantuan.tables_salur import PembetulanSalur
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.lampid.buku import pdf, xlsx
from sid_bantuan.sync.node import Node

from .support import bantuan as uji
from .support.bantuan import operator
from .support.pdf import Pdf

DESA, HARI = "35.22.01.2001", date(2026, 11, 21)


@pytest.fixture
def node(village):
    """Aminah and Budi receive 300.000 a month."""
    node = Node(village, DESA, CATALOG)
    uji.program(node, "BLT-DD", nama="Bantuan Langsung Tunai", nilai=300_000)
    for nama in ("AMINAH", "BUDI"):
        uji.penerima(node, "BLT-DD", uji.warga(node, nama), nama)
    uji.tuntas(node)
    return node


def rilis(node, waktu):
    satu = penyaluran.siapkan(node, operator(node), Siapkan("BLT-DD", waktu, HARI, "tunai"))
    return penyaluran.rilis(node, operator(node), satu.id, HARI)


def lapor(node, waktu, **keadaan):
    """A period where everybody was paid but those named, reported."""
    satu = rilis(node, waktu)
    for ini in baris(satu.id):
        apa = keadaan.get(ini.nama, "dibayar")
        tanda = Tanda(apa, alasan="tidak hadir" if apa != "dibayar" else "")
        salur_baris.tandai(node, operator(node), satu.id, [ini.id], tanda, HARI)
    return penyaluran.laporkan(node, operator(node), satu.id, HARI)


def garis(satu, nama):
    return next(ini for ini in baris(satu.id) if ini.nama == nama)


def cocok(satu, nama, hasil="beda_nilai", nilai=250_000, ke=2):
    return Cocok(hasil, nama, ke, "88001", nilai, "", date(2026, 11, 20), "TRX1", garis(satu, nama))


def putuskan(node, satu, *semua, apa="terima", alasan="Biaya administrasi bank"):
    return salur_betul.putuskan(node, operator(node), satu.id, semua, Putusan(apa, alasan), HARI)


def betulkan(node, satu, nama, keadaan, alasan="Keliru mencatat", **lain):
    ids = [ini.id for ini in baris(satu.id) if ini.nama in nama]
    return salur_betul.betulkan(node, operator(node), satu.id, ids, Betul(keadaan, alasan, **lain), HARI)


def kode(kerja, *isi, **lain) -> list[str]:
    with pytest.raises(DataDitolak) as ditolak:
        kerja(*isi, **lain)
    return [satu.kode for satu in ditolak.value.kesalahan]


# ---- what the bank paid


def test_another_amount_of_the_bank_is_accepted_with_a_reason_and_stays_told(node):
    satu = rilis(node, "2026-11")
    assert kode(putuskan, node, satu, cocok(satu, "AMINAH"), alasan=" ") == ["salur_alasan_wajib"]
    assert putuskan(node, satu, cocok(satu, "AMINAH")) == 1
    aminah = garis(satu, "AMINAH")
    assert (aminah.keadaan, aminah.nilai, aminah.bukti, str(aminah.tgl)[:10]) == (
        "dibayar",
        250_000,
        "TRX1",
        "2026-11-20",
    )
    [betul] = pembetulan.di_laporan(node, satu.id)
    assert (betul.dari_nilai, betul.nilai, betul.alasan, betul.oleh) == (
        300_000, 250_000, "Biaya administrasi bank", operator(node).nama,
    )  # fmt: skip
    assert not betul.menyusul
    isi = {ini["nama"]: ini for ini in laporan_isi.baris(node, "penyaluran", Minta(DESA, "BLT-DD", "2026-11"))}
    assert (isi["AMINAH"]["nilai"], isi["AMINAH"]["nilai_daftar"]) == (250_000, 300_000)
    assert isi["AMINAH"]["keterangan"] == "Menurut daftar 300.000: biaya administrasi bank"
    assert isi["BUDI"]["keterangan"] == ""
    assert kode(putuskan, node, satu, cocok(satu, "AMINAH", "tercatat")) == ["salur_baris_sudah_selesai"]


def test_doubts_are_settled_many_at_once_or_not_at_all(node):
    satu = rilis(node, "2026-11")
    kosong = cocok(satu, "BUDI", "tak_jelas", None, 3)
    assert kode(putuskan, node, satu, cocok(satu, "AMINAH"), kosong) == ["salur_bank_tanpa_jumlah"]
    assert jumlah(node, satu.id)["menunggu"] == (2, 600_000), "none of them"
    dua = cocok(satu, "AMINAH", "ganda", 300_000, 4)
    assert set(kode(putuskan, node, satu, cocok(satu, "AMINAH"), dua)) == {"salur_baris_dipilih_dua_kali"}
    assert putuskan(node, satu, cocok(satu, "AMINAH"), kosong, apa="gagal", alasan="Rekening pasif") == 2
    assert {ini.alasan for ini in baris(satu.id)} == {"Rekening pasif"}
    assert putuskan(node, satu, cocok(satu, "AMINAH"), apa="dikembalikan", alasan="Retur") == 1
    assert kode(putuskan, node, satu, apa="gagal") == ["salur_pilih_baris"]
    assert kode(putuskan, node, satu, cocok(satu, "BUDI"), apa="curi") == ["salur_pilih_baris"]


def test_a_line_that_is_no_longer_paid_has_its_listed_amount_again(node):
    satu = rilis(node, "2026-11")
    putuskan(node, satu, cocok(satu, "AMINAH"), cocok(satu, "BUDI", nilai=200_000, ke=3))
    salur_baris.tandai(node, operator(node), satu.id, [garis(satu, "AMINAH").id], Tanda("menunggu"), HARI)
    assert garis(satu, "AMINAH").nilai == 300_000
    [betul] = pembetulan.di_laporan(node, satu.id)
    assert salur_betul.urungkan(node, operator(node), satu.id, betul.id) == "BUDI"
    assert (garis(satu, "BUDI").keadaan, garis(satu, "BUDI").nilai) == ("menunggu", 300_000)
    assert pembetulan.di_laporan(node, satu.id) == []


# ---- after the report


def test_a_report_is_put_right_in_that_of_the_next_period_and_stays_as_it_was(node):
    oktober = lapor(node, "2026-10", BUDI="gagal")
    assert kode(betulkan, node, oktober, "BUDI", "dibayar") == ["salur_masih_dapat_dibuka"]
    november = rilis(node, "2026-11")
    assert (
        betulkan(node, oktober, "BUDI", "dibayar", "Diambil 2 November", tgl=date(2026, 11, 2), bukti="kuitansi 7") == 1
    )
    assert garis(oktober, "BUDI").keadaan == "gagal", "what is reported stays"
    [betul] = pembetulan.di_laporan(node, november.id)
    assert (betul.nama, betul.masa, betul.masa_laporan, betul.selisih, betul.menyusul) == (
        "BUDI", "2026-10", "2026-11", 300_000, True,
    )  # fmt: skip
    minta = Minta(DESA, "BLT-DD", "2026-11")
    kumulatif = {ini["nama"]: ini.get("diterima") for ini in laporan_isi.baris(node, "kumulatif", minta)}
    assert kumulatif == {"BUDI": 300_000, "AMINAH": 300_000}
    dulu = {ini["nama"] for ini in laporan_isi.baris(node, "kumulatif", Minta(DESA, "BLT-DD", "2026-10"))}
    assert dulu == {"AMINAH"}, "the list of then stays as it was given then"
    lembar = laporan_lembar.lembar(node, format_laporan.semua(node)["penyaluran-masa"], minta, HARI)
    [tabel] = lembar.tambahan
    assert (tabel.baris[0][1:5], tabel.kaki[0][4]) == (
        ["BUDI", "Oktober 2026", "Gagal 300.000 menjadi sudah diterima 300.000", 300_000], 300_000,
    )  # fmt: skip
    node.engine.run("UPDATE sb_pembetulan_salur SET pada = '2026-11-21T20:00:00Z'")
    setempat = datetime(2026, 11, 21, 20, tzinfo=UTC).astimezone()
    lembar = laporan_lembar.lembar(node, format_laporan.semua(node)["penyaluran-masa"], minta, HARI)
    assert f"{setempat:%d-%m-%Y})" in lembar.tambahan[0].baris[0][-1], "the office's day"
    node.engine.run("UPDATE sb_pembetulan_salur SET pada = 'kapan'")
    lembar = laporan_lembar.lembar(node, format_laporan.semua(node)["penyaluran-masa"], minta, HARI)
    halaman = " ".join(Pdf(pdf.tulis(lembar)).teks().split())
    assert "Pembetulan masa sebelumnya" in halaman
    assert "Diambil 2 November" in halaman
    isi = BytesIO()
    xlsx.tulis(lembar, isi)
    assert isi.getvalue().startswith(b"PK")


def test_a_correction_needs_an_open_report_a_reason_and_something_that_differs(node):
    oktober = lapor(node, "2026-10")
    november = lapor(node, "2026-11")
    assert kode(betulkan, node, oktober, "BUDI", "dikembalikan") == ["salur_tanpa_laporan_terbuka"]
    assert kode(betulkan, node, november, "BUDI", "dikembalikan") == ["salur_masih_dapat_dibuka"]
    desember = penyaluran.siapkan(node, operator(node), Siapkan("BLT-DD", "2026-12", HARI, "tunai"))
    assert kode(betulkan, node, oktober, "BUDI", "dikembalikan", alasan="") == ["salur_alasan_wajib"]
    assert kode(betulkan, node, oktober, "BUDI", "menunggu") == ["kode_tak_dikenal"]
    assert kode(betulkan, node, oktober, "BUDI", "dibayar") == ["salur_betul_sama"]
    assert kode(betulkan, node, oktober, "", "gagal") == ["salur_pilih_baris"]
    assert kode(betulkan, node, oktober, "BUDI", "gagal", tgl=date(2026, 11, 22)) == ["salur_tanggal_depan"]
    assert betulkan(node, oktober, ("AMINAH", "BUDI"), "dikembalikan") == 2
    assert betulkan(node, oktober, "BUDI", "dibayar", nilai=250_000) == 1, "put right once more"
    semua = pembetulan.tentang(node, oktober.id)
    assert [(satu.nama, satu.ke, satu.selisih) for satu in semua] == [
        ("AMINAH", 1, -300_000), ("BUDI", 1, -300_000), ("BUDI", 2, 250_000),
    ]  # fmt: skip
    assert pembetulan.terakhir(semua)[garis(oktober, "BUDI").id].nilai == 250_000
    assert kode(salur_betul.urungkan, node, operator(node), desember.id, semua[1].id) == ["salur_pembetulan_tetap"]
    assert kode(penyaluran.batalkan, node, operator(node), desember.id, "batal") == ["salur_memuat_pembetulan"]
    for satu in (semua[2], semua[1], semua[0]):
        salur_betul.urungkan(node, operator(node), desember.id, satu.id)
    assert PembetulanSalur.select().count() == 0
    assert penyaluran.batalkan(node, operator(node), desember.id, "batal").keadaan == "dibatalkan"


def test_what_a_report_that_is_made_tells_is_taken_back_no_more(node):
    oktober = lapor(node, "2026-10")
    november = rilis(node, "2026-11")
    betulkan(node, oktober, "BUDI", "dikembalikan")
    [betul] = pembetulan.di_laporan(node, november.id)
    ids = [ini.id for ini in baris(november.id)]
    salur_baris.tandai(node, operator(node), november.id, ids, Tanda("dibayar"), HARI)
    penyaluran.laporkan(node, operator(node), november.id, HARI)
    assert kode(salur_betul.urungkan, node, operator(node), november.id, betul.id) == ["salur_sudah_dilaporkan"]


def test_a_report_is_not_opened_below_a_correction_of_it(node):
    """The period between was reported and then called off, so nothing later rests on the first any more."""
    september = lapor(node, "2026-09")
    oktober = lapor(node, "2026-10", AMINAH="gagal", BUDI="gagal")
    november = penyaluran.siapkan(node, operator(node), Siapkan("BLT-DD", "2026-11", HARI, "tunai"))
    betulkan(node, september, "BUDI", "gagal")
    penyaluran.buka_kembali(node, operator(node), oktober.id, "keliru")
    penyaluran.batalkan(node, operator(node), oktober.id, "keliru")
    assert kode(penyaluran.buka_kembali, node, operator(node), september.id, "keliru") == ["salur_sudah_dibetulkan"]
    [betul] = pembetulan.di_laporan(node, november.id)
    salur_betul.urungkan(node, operator(node), november.id, betul.id)
    assert penyaluran.buka_kembali(node, operator(node), september.id, "keliru").keadaan == "dirilis"


def test_no_other_office_puts_our_lines_right(node):
    oktober = lapor(node, "2026-10")
    rilis(node, "2026-11")
    november = penyaluran.Penyaluran.get(penyaluran.Penyaluran.masa == "2026-11")
    with node.engine.transaction(), node.engine.applying():
        PembetulanSalur.create(
            id="f" * 32, node="35.22", wilayah=DESA, penyaluran_id=november.id, baris_id=garis(oktober, "BUDI").id, ke=9,
            dari_keadaan="dibayar", dari_nilai=300_000, keadaan="gagal", nilai=300_000, alasan="x", oleh="x", pada="x",
        )  # fmt: skip
    assert pembetulan.tentang(node, oktober.id) == []
    assert betulkan(node, oktober, "BUDI", "dikembalikan") == 1


def test_an_event_paid_by_a_correction_is_not_paid_by_another_list(node):
    uji.program(node, "SANTUNAN", nilai=2_500_000, kali_setahun=0)

    def terima(siapa):
        uji.penerima(node, "SANTUNAN", uji.warga(node, siapa), siapa, mulai="2026-09-01", sampai="2026-12-31")
        uji.tuntas(node)

    def siapkan(waktu):
        satu = penyaluran.siapkan(node, operator(node), Siapkan("SANTUNAN", waktu, HARI, "tunai"))
        return penyaluran.rilis(node, operator(node), satu.id, HARI)

    terima("ANI")
    satu = siapkan("2026-09")
    salur_baris.tandai(
        node, operator(node), satu.id, [garis(satu, "ANI").id], Tanda("gagal", alasan="tidak hadir"), HARI
    )
    penyaluran.laporkan(node, operator(node), satu.id, HARI)
    terima("BUDI")
    dua = siapkan("2026-10")
    assert [ini.nama for ini in baris(dua.id)] == ["ANI", "BUDI"]
    assert kode(betulkan, node, satu, "ANI", "dibayar") == ["salur_di_daftar_lain"], "she waits there"
    salur_baris.tandai(
        node, operator(node), dua.id, [garis(dua, "ANI").id], Tanda("gagal", alasan="sudah dibayar dulu"), HARI
    )
    assert betulkan(node, satu, "ANI", "dibayar") == 1
    with pytest.raises(DataDitolak):
        salur_baris.tandai(node, operator(node), dua.id, [garis(dua, "ANI").id], Tanda("dibayar"), HARI)


def test_names_of_record_types_fit_the_columns_that_hold_them():
    assert [nama for nama in CATALOG.types if len(nama) > 20] == []
