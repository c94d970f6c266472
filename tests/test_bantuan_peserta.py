"""OpenSID's participants: its sheet both ways, and the programs of a followed OpenSID, taken over by the one door."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from sid_bantuan.modules.bantuan import peserta_opensid as peserta
from sid_bantuan.modules.bantuan import program
from sid_bantuan.modules.bantuan.tables import Penerima
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak

from .support import bantuan as uji
from .support.bantuan import operator
from .support.desa import Peramban, aplikasi
from .support.surat import kantor

MULAI = date(2026, 1, 1)


@pytest.fixture(params=["sqlite"])
def kind(request):
    return request.param


@pytest.fixture
def node(village):
    tempat = kantor(village)
    uji.program(tempat.node, "BLT-DD", nama="BLT Dana Desa", pendanaan="dana_desa")
    uji.tuntas(tempat.node)
    return tempat.node


def lembar(*rows) -> bytes:
    """A sheet as OpenSID writes it, with something after its end."""
    isi = BytesIO()
    with xlsxwriter.Workbook(isi) as buku:
        satu = buku.add_worksheet("Program")
        for ke, baris in enumerate([("ID", 7), ("Nama", "BLT Dana Desa"), ("Sasaran", 1), ("Awal", "2026-01-01")]):
            satu.write_row(ke, 0, baris)
        satu = buku.add_worksheet("Peserta")
        for ke, baris in enumerate([peserta.KOLOM, *rows, ("###",), ("sisa", "", "", "BUKAN PESERTA")]):
            satu.write_row(ke, 0, baris)
    return isi.getvalue()


LEMBAR = lembar(
    ("3522010101800001", "1", "3522010101800001", "BUDI"), ("3522014202850002", "2", "3522014202850002", "SITI"),
    ("3522019999999999", "3", "3522019999999999", "TIDAK ADA"),
)  # fmt: skip


def cocok(node, isi: bytes):
    return peserta.cocokkan(node, program.satu(node, "BLT-DD"), peserta.baca(isi).peserta)


def daftarkan(node, semua):
    return peserta.daftarkan(node, operator(node), program.satu(node, "BLT-DD"), semua, MULAI, None, "OpenSID")


def test_a_sheet_is_read_to_its_end_mark_and_laid_beside_the_register(node):
    ada = peserta.baca(LEMBAR)
    assert (ada.nama, ada.mulai, len(ada.peserta)) == ("BLT Dana Desa", MULAI, 3)
    assert [(satu.hasil, satu.nama) for satu in cocok(node, LEMBAR)] == [
        ("siap", "BUDI"), ("siap", "SITI"), ("tidak_dikenal", ""),
    ]  # fmt: skip
    jumlah, gagal = daftarkan(node, cocok(node, LEMBAR))
    assert (jumlah["terdaftar"], gagal) == (2, [])
    uji.tuntas(node)
    assert [satu.hasil for satu in cocok(node, LEMBAR)] == ["sudah", "sudah", "tidak_dikenal"], "twice is once"


def test_rules_and_quotas_hold_for_whoever_is_taken_over(node):
    uji.kuota(node, "BLT-DD", 1)
    uji.tuntas(node)
    jumlah, gagal = daftarkan(node, cocok(node, LEMBAR))
    assert dict(jumlah) == {"terdaftar": 1, "penuh": 1}
    assert gagal == [("SITI", "Kuota sudah penuh")]


def test_what_is_written_can_be_read_again(node):
    daftarkan(node, cocok(node, LEMBAR))
    uji.tuntas(node)
    ada = peserta.baca(peserta.tulis(node, program.satu(node, "BLT-DD")))
    assert ada.nama == "BLT Dana Desa"
    assert [(satu.peserta, satu.nik, satu.nama) for satu in ada.peserta] == [
        ("3522010101800001", "3522010101800001", "BUDI"), ("3522014202850002", "3522014202850002", "SITI"),
    ]  # fmt: skip


def test_another_sheet_is_refused_with_what_to_do(node):
    isi = BytesIO()
    with xlsxwriter.Workbook(isi) as buku:
        buku.add_worksheet("Data")
    with pytest.raises(DataDitolak) as ditolak:
        peserta.baca(isi.getvalue())
    assert ditolak.value.kesalahan[0].kode == "peserta_tanpa_lembar"
    with pytest.raises(DataDitolak) as ditolak:
        peserta.baca(b"bukan lembar")
    assert "bank" not in ditolak.value.kesalahan[0].saran, "every table is read here, not only a bank's"


def test_participants_of_a_followed_opensid_are_taken_over_on_screen(node, tmp_path):
    budi = node.engine.value("SELECT id FROM sb_penduduk WHERE nama = 'BUDI'")
    node.engine.run(
        "INSERT INTO sb_opensid_program (nomor, nama, sasaran, hash, isi) VALUES (7, 'BLT 2026', 1, 'x', '{}')"
    )
    node.engine.run(
        "INSERT INTO sb_opensid_peserta (nomor, program, sasaran, peserta, penduduk_id, hash, isi)"
        " VALUES (1, 7, 1, '3522010101800001', ?, 'x', ?)",
        (budi, json.dumps({"kartu_nama": "Budi Santoso"})),
    )
    layar = Peramban(aplikasi(node.engine, tmp_path, "operator"))
    assert "BLT 2026" in layar.buka("/peserta-opensid/")
    halaman = layar.buka("/peserta-opensid/periksa/opensid-7")
    assert "Budi Santoso" in halaman
    assert "Daftarkan 1 penerima" in halaman
    isi = {"program": "BLT-DD", "mulai": "01-01-2026", "sampai": ""}
    assert "1 peserta didaftarkan" in layar.kirim("/peserta-opensid/periksa/opensid-7", isi)
    assert Penerima.get().sumber == "OpenSID: BLT 2026"
    halaman = layar.kirim("/peserta-opensid/unggah", {"berkas": (BytesIO(LEMBAR), "peserta.xlsx")})
    assert "Sudah penerima di sini (1)" in re.sub(r"\s+", " ", halaman)
    assert layar.klien.get("/peserta-opensid/unduh/BLT-DD").data.startswith(b"PK")
    layar.buka("/peserta-opensid/periksa/opensid-99", 404)


def test_participants_of_a_program_an_agency_determines_become_its_list(node, tmp_path):
    uji.program(node, "PKH", nama="Program Keluarga Harapan", penetap="luar")
    layar = Peramban(aplikasi(node.engine, tmp_path, "operator"))
    unggah = {"berkas": (BytesIO(LEMBAR), "peserta.xlsx")}
    asal = re.search(r'action="(/peserta-opensid/periksa/berkas-\w+)"', layar.kirim("/peserta-opensid/unggah", unggah))[
        1
    ]
    assert "Pengelola data desa dapat mencatatnya" in layar.buka(f"{asal}?program=PKH")
    isi = {"program": "PKH", "mulai": "01-01-2026"}
    layar.kirim(asal, isi, kode=403)
    layar = Peramban(aplikasi(node.engine, tmp_path, "operator", "pengelola_data"))
    assert "3 baru, 0 berubah, 0 tetap, 0 berakhir" in layar.kirim(asal, isi)
    ada = node.engine.run("SELECT nama, nik, wilayah FROM sb_penetapan ORDER BY nama")
    assert ("TIDAK ADA", "3522019999999999", node.code) in ada, "kept, also of whom nobody here knows"
    assert "Sudah penerima di sini (2)" in re.sub(r"\s+", " ", layar.buka(f"{asal}?program=PKH"))
