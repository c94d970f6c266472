"""The one search box: every result says why it is there, and a whole number opens its record."""

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.keluarga_simpan import Anggota, simpan_keluarga
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .support.desa import DESA, Peramban, aplikasi, operator

NIK, NO_KK = "3522010107800001", "3522010101200001"


@pytest.fixture
def keluarga(village):
    node = Node(village, DESA, CATALOG)
    orang = [
        {"nama": "H. MOCH. SOEKARNO, S.Pd.", "nik": NIK, "jenis_kelamin": 1, "hubungan_keluarga": 1},
        {"nama": "SITI AMINAH", "jenis_kelamin": 2, "hubungan_keluarga": 3},
    ]
    satu = simpan_keluarga(node, operator(), {"no_kk": NO_KK}, [Anggota(f"k{n}", isi) for n, isi in enumerate(orang)])
    drain_all(node)
    return satu


@pytest.fixture
def layar(village, tmp_path, keluarga):
    return Peramban(aplikasi(village, tmp_path))


@pytest.mark.parametrize("teks", ["muhammad sukarno", "soekar", "SUKARNO"])
def test_old_spelling_and_titles_do_not_matter_and_the_reason_is_said(layar, teks):
    halaman = layar.buka(f"/cari/?q={teks}")
    assert "SOEKARNO" in halaman
    assert 'class="temuan-sebab">Nama' in halaman


def test_a_whole_nik_opens_the_person_and_a_whole_no_kk_the_card(layar, keluarga):
    ayah = Penduduk.get(Penduduk.nik == NIK)
    assert layar.klien.get(f"/cari/?q={NIK}").location == f"/orang/{ayah.id}"
    assert layar.klien.get("/cari/?q=3522 0101 0120 0001").location == f"/kk/{keluarga.id}"


def test_part_of_a_number_lists_who_has_it(layar):
    halaman = layar.buka("/cari/?q=352201010")
    assert "NIK diawali 352201010" in halaman
    assert "No KK diawali" in halaman


def test_nothing_found_says_what_to_try(layar):
    assert "Tidak ada yang cocok" in layar.buka("/cari/?q=brmpqt")
    assert "Ketik NIK, No KK, atau nama" in layar.buka("/cari/")


def test_who_may_only_look_sees_masked_numbers(village, tmp_path, keluarga):
    halaman = Peramban(aplikasi(village, tmp_path, "kepala_desa")).buka("/cari/?q=sukarno")
    assert "SOEKARNO" in halaman
    assert NIK not in halaman.replace(" ", "")


def test_what_is_typed_is_never_markup(layar):
    assert "<script>alert" not in layar.klien.get("/cari/?q=<script>alert(1)</script>").get_data(as_text=True)
