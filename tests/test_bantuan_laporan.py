"""Reports by forms that are data: what is shipped works as it stands, an office changes it, another shows it again."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from python_calamine import CalamineWorkbook

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import (
    format_laporan,
    laporan_isi,
    laporan_lembar,
    penyaluran,
    peserta_opensid,
    salur_baris,
)
from sid_bantuan.modules.bantuan import program as katalog
from sid_bantuan.modules.bantuan.format_laporan import KolomLaporan
from sid_bantuan.modules.bantuan.laporan_isi import ISI, Minta
from sid_bantuan.modules.bantuan.penyaluran import Siapkan
from sid_bantuan.modules.bantuan.salur_baris import Tanda
from sid_bantuan.modules.bantuan.salur_dasar import baris
from sid_bantuan.modules.bantuan.tables_salur import FormatLaporan
from sid_bantuan.modules.kependudukan.actions import salah_kolom
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.lampid.buku import pdf, xlsx
from sid_bantuan.sync.node import Node

from .support import bantuan as uji
from .support.bantuan import operator
from .support.pdf import Pdf

DESA, HARI = "35.22.01.2001", date(2026, 11, 21)


@pytest.fixture
def node(village):
    """Aminah and Budi receive BLT-DD; October went to both, November to Aminah alone."""
    node = Node(village, DESA, CATALOG)
    uji.program(node, "BLT-DD", nama="Bantuan Langsung Tunai Dana Desa", nilai=300_000)
    for nama, nik in (("BUDI", "3522010101800001"), ("AMINAH", "3522014202850002")):
        uji.penerima(node, "BLT-DD", uji.warga(node, nama, uji.keluarga(node, "3522010101800009"), nik=nik), nama)
    uji.tuntas(node)
    salurkan(node, "2026-10", "AMINAH", "BUDI")
    salurkan(node, "2026-11", "AMINAH")
    return node


def salurkan(node, waktu, *nama):
    siapa = operator(node)
    satu = penyaluran.siapkan(node, siapa, Siapkan("BLT-DD", waktu, HARI, "tunai"))
    penyaluran.rilis(node, siapa, satu.id, HARI)
    for ini in baris(satu.id):
        tanda = Tanda("dibayar") if ini.nama in nama else Tanda("gagal", alasan="tidak hadir")
        salur_baris.tandai(node, siapa, satu.id, [ini.id], tanda, HARI)
    penyaluran.laporkan(node, siapa, satu.id, HARI)


def tabel(node, kode, **minta):
    bentuk = format_laporan.semua(node)[kode]
    return laporan_lembar.isi_tabel(node, bentuk, Minta(DESA, "BLT-DD", **minta))


@pytest.mark.parametrize("kode", sorted(format_laporan.bawaan()))
def test_every_shipped_form_can_be_stored_and_names_what_there_is(kode):
    bentuk = format_laporan.bawaan()[kode]
    assert format_laporan.periksa(bentuk) == []
    assert salah_kolom(CATALOG["format_laporan"], {"kode": kode} | format_laporan._isi(bentuk), None) == []


def test_every_shipped_form_gives_its_rows(node):
    assert [satu[1] for satu in tabel(node, "peserta-program")] == ["AMINAH", "BUDI"]
    assert [(satu[1], satu[5], satu[6]) for satu in tabel(node, "penyaluran-masa", masa="2026-11")] == [
        ("AMINAH", 300_000, "Sudah diterima"), ("BUDI", 300_000, "Gagal"),
    ]  # fmt: skip
    assert tabel(node, "jumlah-per-desa", masa="2026-11")[0][3:] == [2, 1, 0, 1, 0, 600_000, 300_000]
    assert tabel(node, "usulan-dinsos") == []
    assert tabel(node, "bank-rekening") == []


def test_the_cumulative_list_tells_who_got_how_often_up_to_a_period(node):
    assert [satu[1:3] + satu[4:] for satu in tabel(node, "blt-kumulatif", masa="2026-11")] == [
        ["AMINAH", "3522014202850002", "Oktober 2026, November 2026", 2, 600_000],
        ["BUDI", "3522010101800001", "Oktober 2026", 1, 300_000],
    ]  # fmt: skip
    assert [satu[5] for satu in tabel(node, "blt-kumulatif", masa="2026-10")] == [1, 1]


def test_numbers_of_people_are_masked_for_those_whose_task_they_are_not(node):
    bentuk = format_laporan.semua(node)["peserta-program"]
    [satu, _] = laporan_lembar.isi_tabel(node, bentuk, Minta(DESA, "BLT-DD"), lengkap=False)
    assert satu[2] == "••••••••••••0002"


def test_a_report_becomes_a_sheet_with_sums_and_signatures(node):
    bentuk = format_laporan.semua(node)["blt-kumulatif"]
    lembar = laporan_lembar.lembar(node, bentuk, Minta(DESA, "BLT-DD", "2026-11"), HARI)
    assert lembar.judul[0] == "Daftar penerima Bantuan Langsung Tunai Dana Desa kumulatif"
    assert lembar.judul[2] == "Sampai dengan November 2026"
    assert lembar.tabel.kaki[0][-1] == 900_000
    isi = BytesIO()
    xlsx.tulis(lembar, isi)
    sel = [
        satu
        for row in CalamineWorkbook.from_filelike(BytesIO(isi.getvalue())).get_sheet_by_index(0).to_python()
        for satu in row
    ]
    assert {"AMINAH", "3522014202850002", 600_000.0, 900_000.0, "Jumlah"} <= set(sel)
    kata = Pdf(pdf.tulis(lembar)).teks(0)
    assert "AMINAH" in kata
    assert "600.000" in kata


def test_an_office_changes_a_form_and_can_have_the_shipped_one_back(node):
    bentuk = format_laporan.semua(node)["peserta-program"]
    kolom = (KolomLaporan("Nama Lengkap", "nama", 30), KolomLaporan("Bank", "=BANK JATIM", 12))
    format_laporan.simpan(node, operator(node), replace(bentuk, nama="Daftar kami", kolom=kolom, urut="nik"))
    satu = format_laporan.semua(node)["peserta-program"]
    assert (satu.nama, satu.milik, satu.kolom) == ("Daftar kami", DESA, kolom)
    assert tabel(node, "peserta-program") == [["BUDI", "BANK JATIM"], ["AMINAH", "BANK JATIM"]]
    assert format_laporan.kembalikan(node, operator(node), "peserta-program")
    assert format_laporan.semua(node)["peserta-program"].milik == "bawaan"


def test_a_form_without_columns_or_with_unknown_ones_is_refused(node):
    bentuk = format_laporan.semua(node)["peserta-program"]
    with pytest.raises(DataDitolak) as ditolak:
        format_laporan.simpan(node, operator(node), replace(bentuk, kolom=(KolomLaporan("X", "gaji"),), nama=" "))
    assert [satu.kode for satu in ditolak.value.kesalahan] == ["format_nama_kosong", "format_isi_tak_dikenal"]


def test_a_banks_file_is_nothing_but_headings_and_rows(node):
    bentuk = format_laporan.semua(node)["bank-penyaluran"]
    assert laporan_lembar.isi_tabel(node, bentuk, Minta(DESA, "BLT-DD", "2026-11")) == [], "nobody waits any more"
    minta = Minta(DESA, "BLT-DD", "2026-11", "dibayar")
    rows = list(
        csv.reader(io.StringIO(laporan_lembar.polos(node, bentuk, minta, False).decode("utf-8-sig")), delimiter=";")
    )
    assert rows[0] == ["No", "Nomor Rekening", "Nama", "NIK", "Nominal", "Keterangan"]
    assert rows[1] == ["1", "", "AMINAH", "3522014202850002", "300000", "BLT-DD"]
    buku = CalamineWorkbook.from_filelike(BytesIO(laporan_lembar.polos(node, bentuk, minta, True)))
    assert buku.get_sheet_by_index(0).to_python()[1][3:5] == ["3522014202850002", 300_000.0]
    tanpa = replace(bentuk, saring=dict(bentuk.saring) | {"berjudul": 0, "pemisah": "|"})
    assert laporan_lembar.polos(node, tanpa, minta, False).decode("utf-8-sig").startswith("1||AMINAH|")


def test_every_column_of_every_source_has_a_value_or_is_empty(node):
    for sumber, isi in ISI.items():
        kolom = tuple(KolomLaporan(nama, nama) for nama in isi)
        asal, saring = format_laporan.sumber_dan_saring(sumber, {})
        bentuk = format_laporan.Bentuk("x", "X", asal, kolom, saring=saring)
        assert bentuk.isi == sumber
        for row in laporan_lembar.isi_tabel(node, bentuk, Minta(DESA, "BLT-DD", "2026-11")):
            assert row[kolom.index(KolomLaporan("no", "no"))] >= 1


def rumus(node) -> None:
    """Two recipients with names that a spreadsheet would run, and one with an address of the web."""
    for nama in ('=HYPERLINK("http://x";"klik")', "@SUM(1)", "http://x.example/a", "-2+3", "+62"):
        uji.penerima(node, "BLT-DD", uji.warga(node, nama), nama)
    uji.tuntas(node)


def test_no_cell_of_any_file_is_a_formula_or_a_link(node):
    rumus(node)
    bentuk = replace(
        format_laporan.semua(node)["peserta-program"],
        kolom=(KolomLaporan("=1+1", "nama"), KolomLaporan("Asal", "=\tDANA", 16)), saring={"bank": "X", "berjudul": 1},
    )  # fmt: skip
    minta = Minta(DESA, "BLT-DD")
    for pemisah in (";", "\t", "x", '"', "\r", ""):
        berkas = laporan_lembar.polos(
            node, replace(bentuk, saring={"bank": "X", "pemisah": pemisah}), minta, excel=False
        )
        dibaca = csv.reader(io.StringIO(berkas.decode("utf-8-sig")), delimiter="\t" if pemisah == "\t" else ";")
        sel = [satu for row in dibaca for satu in row]
        assert not [satu for satu in sel if satu[:1] in ("=", "+", "-", "@", "\t", "\r")], pemisah
        assert "'-2+3" in sel
    for isi in (
        laporan_lembar.polos(node, bentuk, minta, excel=True),
        peserta_opensid.tulis(node, katalog.satu(node, "BLT-DD")),
    ):
        with zipfile.ZipFile(BytesIO(isi)) as arsip:
            semua = b"".join(arsip.read(nama) for nama in arsip.namelist())
        assert b"<f>" not in semua
        assert b"<hyperlink" not in semua
        assert b"x.example/a" in semua, "it is there as the text it is"


@pytest.mark.parametrize(
    "aneh",
    [
        {
            "kolom": '[{"isi": "nama", "lebar": "lebar"}, {"isi": {"a": 1}}, 7, {"judul": ["x"], "isi": "nik", "lebar": NaN}]'
        },
        {"kolom": "bukan json", "kepala": '{"a": 1}', "saring": "[1]", "penanda": '[1, {"nama": ["x"]}]'},
        {
            "kertas": "A3",
            "kolom": '[{"isi": "nama", "lebar": 1e999}]',
            "saring": '{"keadaan": ["x"], "per": 5, "pemisah": 9}',
        },
        {"sumber": "penyaluran", "saring": '{"per": "desa", "bank": {"a": 1}}', "kolom": "[]"},
    ],
)
def test_a_form_another_office_wrote_oddly_is_drawn_as_far_as_it_goes(node, aneh):
    baris_format = {
        "kode": "aneh",
        "nama": "Aneh",
        "sumber": "penerima",
        "kertas": "F4",
        "aktif": 1,
        "kolom": "[]",
    } | aneh
    uji.simpan(node, "format_laporan", **baris_format)
    bentuk = format_laporan.semua(node).get("aneh")
    if bentuk is None:
        assert not format_laporan.dari_baris(FormatLaporan.get(FormatLaporan.kode == "aneh")).kolom, "nothing to draw"
        return
    isi = BytesIO()
    xlsx.tulis(laporan_lembar.lembar(node, bentuk, Minta(DESA, "BLT-DD"), HARI), isi, bentuk.kertas.lower())
    assert isi.getvalue().startswith(b"PK")
    kosong = laporan_lembar.lembar(node, replace(bentuk, kolom=bentuk.kolom[:1]), Minta(DESA, "TIDAK-ADA"), HARI)
    assert pdf.tulis(kosong, bentuk.kertas.lower()).startswith(b"%PDF"), "one column and no row"
    assert laporan_lembar.polos(node, bentuk, Minta(DESA, "BLT-DD"), excel=False) is not None


def test_days_stand_in_a_sheet_as_people_write_them(node):
    isi = BytesIO()
    bentuk = format_laporan.semua(node)["penyaluran-masa"]
    xlsx.tulis(laporan_lembar.lembar(node, bentuk, Minta(DESA, "BLT-DD", "2026-10"), HARI), isi)
    sel = [
        str(satu)
        for row in CalamineWorkbook.from_filelike(BytesIO(isi.getvalue())).get_sheet_by_index(0).to_python()
        for satu in row
    ]
    assert sel.count("21-11-2026") == 2
    assert "2026-11-21" not in sel


def test_forms_that_places_below_made_for_themselves_are_none_of_an_office_above():
    atas = SimpleNamespace(code="35.22")
    assert not format_laporan.berlaku(atas, SimpleNamespace(wilayah=DESA))
    assert format_laporan.berlaku(SimpleNamespace(code=DESA), SimpleNamespace(wilayah="35.22"))


def test_goods_are_never_added_to_money(node):
    uji.program(node, "BERAS", nilai=10, bentuk="barang", satuan="kg beras")
    uji.penerima(node, "BERAS", uji.warga(node, "CITRA"), "CITRA")
    uji.tuntas(node)
    siapa = operator(node)
    satu = penyaluran.siapkan(node, siapa, Siapkan("BERAS", "2026-10", HARI, "barang"))
    penyaluran.rilis(node, siapa, satu.id, HARI)
    salur_baris.tandai(node, siapa, satu.id, [ini.id for ini in baris(satu.id)], Tanda("dibayar"), HARI)
    [semua] = laporan_isi.baris(node, "desa", Minta(DESA, "", "2026-10"))
    assert (semua["penerima"], semua["diterima"]) == (3, 600_000)
    orang = {ini["nama"]: ini["diterima"] for ini in laporan_isi.baris(node, "kumulatif", Minta(DESA, "", "2026-10"))}
    assert orang == {"AMINAH": 300_000, "BUDI": 300_000, "CITRA": 0}
    campur = {ini["nama"]: ini["nilai"] for ini in laporan_isi.baris(node, "penyaluran", Minta(DESA, "", "2026-10"))}
    assert campur["CITRA"] == "10 kg beras"
    lembar = laporan_lembar.lembar(
        node, format_laporan.semua(node)["penyaluran-masa"], Minta(DESA, "BERAS", "2026-10"), HARI
    )
    assert "Jumlah (kg beras)" in [kolom.judul for kolom in lembar.tabel.kolom]
    assert 10 in lembar.tabel.kaki[0]
    campuran = laporan_lembar.lembar(
        node, format_laporan.semua(node)["penyaluran-masa"], Minta(DESA, "", "2026-10"), HARI
    )
    assert 600_000 in campuran.tabel.kaki[0]
