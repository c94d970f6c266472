"""The screens of agencies' lists: a file of any shape, its columns, what it would change, taking it and taking it back."""

import io
import re
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain import masa
from sid_bantuan.modules.bantuan.tables import DaftarLuar, Penetapan
from sid_bantuan.sync.node import Node

from .support import bantuan as b
from .support.desa import Peramban, aplikasi

DESA = "35.22.01.2001"
TINI, TONO = "3522014105800001", "3522014105800002"
HARI = f"{date.today():%d-%m-%Y}"
CSV = f"NIK;Nama;Desa;Bank\n{TINI};TINI;Luwihaji;BRI\n{TONO};TONO;Luwihaji;BRI\n;HANTU;Antah Berantah;BRI\n"


@pytest.fixture
def kantor(village):
    node = Node(village, DESA, CATALOG)
    b.program(node, "PKH", sasaran="keluarga", penetap="luar", basi_hari=90)
    node.tini = b.warga(node, "TINI", b.keluarga(node), nik=TINI)
    b.tuntas(node)
    return node


@pytest.fixture
def siti(kantor, tmp_path):
    return Peramban(aplikasi(kantor.engine, tmp_path, "pengelola_data"))


def unggah(siti, isi: str, nama: str = "pkh.csv", **lain) -> str:
    """The address of the upload, once it was looked through."""
    kirim = {"program": "PKH", "per_tanggal": HARI, "sumber": "SIKS-NG", "berkas": (io.BytesIO(isi.encode()), nama)}
    siti.kirim("/daftar-instansi/unggah", kirim | lain)
    semua = re.findall(r'/daftar-instansi/(\w{32})"', siti.buka("/daftar-instansi/"))
    return tunggu(siti, f"/daftar-instansi/{semua[0]}")


def tunggu(siti, alamat: str) -> str:
    """The same address, once its work came to rest."""
    while siti.klien.get(f"{alamat}/keadaan").json["berjalan"]:
        pass
    return alamat


def test_a_list_that_ends_somebodys_aid_says_so_before_it_is_taken(siti):
    awal = unggah(siti, CSV)
    assert "tidak lagi disebut berakhir" not in siti.buka(awal)
    siti.kirim(f"{awal}/ambil")
    tunggu(siti, awal)
    assert "1 nama yang tidak lagi disebut berakhir" in siti.buka(
        unggah(siti, CSV.replace(f"{TONO};TONO;Luwihaji;BRI\n", ""))
    )


def test_the_period_of_a_list_is_chosen_in_words(siti):
    kini = masa.pada(4, date.today())
    assert f'<option value="{kini}">{masa.sebut(kini)}</option>' in siti.buka("/daftar-instansi/")
    assert masa.sebut(kini) in siti.buka(unggah(siti, CSV, masa=kini))
    lama = '<option value="2019-S1" selected>Semester I 2019</option>'
    assert lama in siti.buka("/daftar-instansi/?masa=2019-S1"), "what was chosen is kept"
    assert "Dipilih" not in siti.buka("/daftar-instansi/?masa=triwulan")


def test_a_list_is_looked_through_taken_and_taken_back(kantor, siti):
    alamat = unggah(siti, CSV)
    page = siti.buka(alamat)
    assert "Pakai daftar ini: 2 baris?" in page
    assert "Desanya tidak dikenal" in page
    assert "NIK-nya tidak dikenal" in page
    assert siti.klien.get(f"{alamat}/sisa.xlsx").data.startswith(b"PK")
    assert DaftarLuar.select().count() == 0
    siti.kirim(f"{alamat}/ambil")
    assert "Daftar ini sudah dipakai" in siti.buka(tunggu(siti, alamat))
    daftar = DaftarLuar.get()
    page = siti.buka(f"/daftar-instansi/isi/{daftar.id}?tanda=tak_dikenal")
    assert "TONO" in page
    assert ">TINI<" not in page
    assert f"/orang/{kantor.tini}" in siti.buka(f"/daftar-instansi/isi/{daftar.id}?cari=tini")
    assert siti.klien.get(f"/daftar-instansi/isi/{daftar.id}/daftar.xlsx").data.startswith(b"PK")
    page = siti.buka(f"/orang/{kantor.tini}")
    assert "SIKS-NG" in page
    baris = f"/daftar-instansi/baris/{Penetapan.get(Penetapan.nama == 'TINI').id}"
    assert baris in page
    assert "TONO" not in siti.buka(baris)
    assert "Daftar dicabut" in siti.kirim(f"/daftar-instansi/isi/{daftar.id}/cabut")
    assert Penetapan.select().count() == 0


def test_columns_nobody_knows_are_pointed_at_once_and_remembered(kantor, siti):
    isi = f"A;B;C\n{TINI};TINI;Luwihaji\n"
    alamat = unggah(siti, isi)
    page = siti.buka(alamat)
    assert "Tunjuk arti kolomnya" in page
    assert "Pakai daftar ini" not in page
    assert "dipilih untuk dua isian" in siti.kirim(f"{alamat}/kolom", {"kolom_nama": "1", "kolom_nik": "1"})
    siti.kirim(f"{alamat}/kolom", {"kolom_nama": "1", "kolom_nik": "0", "kolom_desa": "2"})
    assert "Pakai daftar ini: 1 baris?" in siti.buka(tunggu(siti, alamat))
    siti.kirim(f"{alamat}/batal")
    assert "Pakai daftar ini: 1 baris?" in siti.buka(unggah(siti, isi)), "the next one needs no pointing"


def test_an_older_list_asks_first_and_what_was_typed_stays(kantor, siti):
    b.simpan(kantor, "daftar_luar", program="PKH", per_tanggal=date.today().isoformat(), sumber="SIKS-NG", jumlah=1,
             keadaan="berlaku", **b.DASAR)  # fmt: skip
    kirim = {"program": "PKH", "per_tanggal": "01-01-2026", "sumber": "SIKS-NG lama"}
    page = siti.kirim("/daftar-instansi/unggah", kirim | {"berkas": (io.BytesIO(CSV.encode()), "pkh.csv")})
    assert "Daftar ini lebih lama" in page
    assert 'value="SIKS-NG lama"' in page
    assert "Pakai daftar ini: 2 baris?" in siti.buka(unggah(siti, CSV, per_tanggal="01-01-2026", setuju="1"))


def test_what_is_no_table_says_so(kantor, siti):
    assert "Berkas tidak dapat diambil" in siti.buka(unggah(siti, "\0\0\0"))


def test_an_operator_looks_but_takes_nothing_in(kantor, tmp_path):
    operator = Peramban(aplikasi(kantor.engine, tmp_path, "operator"))
    assert "Masukkan daftar baru" not in operator.buka("/daftar-instansi/")
    operator.kirim("/daftar-instansi/unggah", {}, 403)


def test_who_only_reads_lists_gets_no_whole_numbers_from_an_upload(kantor, siti, tmp_path):
    alamat = unggah(siti, CSV)
    kades = Peramban(aplikasi(kantor.engine, tmp_path, "kepala_desa"))
    assert alamat not in kades.buka("/daftar-instansi/")
    for jalan in ("", "/sisa.xlsx", "/keadaan"):
        assert kades.klien.get(f"{alamat}{jalan}").status_code == 403
