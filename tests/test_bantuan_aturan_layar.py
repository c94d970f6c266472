"""Rules on screen: read as sentences, tried before they are stored, held against each other in the matrix."""

import json
import re
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import admin_menu, katalog_aturan, program
from sid_bantuan.modules.bantuan.layar.aturan_formulir import FormulirAturan
from sid_bantuan.modules.bantuan.layar.aturan_kalimat import Kamus
from sid_bantuan.modules.bantuan.tables import Aturan
from sid_bantuan.modules.bantuan.ukuran import TAK_TERBACA
from sid_bantuan.sync.node import Node

from .layar import aplikasi
from .support import bantuan
from .support.di import di
from .support.kantor import PENGELOLA, baca, isian, kantor_kabupaten, pos
from .support.road import VILLAGE
from .support.surat import orang

TAHUN = date.today().year


@pytest.fixture(scope="module")
def kantor(_migrated_sqlite, tmp_path_factory):
    with kantor_kabupaten(_migrated_sqlite, tmp_path_factory.mktemp("kabupaten")) as isi:
        yield isi


@pytest.mark.parametrize(
    "syarat, kata",
    [
        ({"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, "keluarganya menerima PKH"),
        (
            {"menerima": {"program": ["PKH"], "komponen": ["hamil"], "siapa": "orang"}},
            "yang bersangkutan menerima PKH komponen ibu hamil",
        ),
        (
            {"bukan": {"menerima": {"program": ["@reguler"], "kecuali": ["BPNT"], "siapa": "anggota", "masa": "pernah"}}},
            "anggota keluarganya tidak pernah menerima bantuan reguler apa pun selain BPNT",
        ),
        (
            {"salah_satu": [{"menerima": {"program": ["PKH"], "siapa": siapa}} for siapa in ("keluarga", "orang")]},
            "keluarganya atau yang bersangkutan menerima PKH",
        ),
        (
            {"menerima": {"program": ["ALADIN-RTLH"], "siapa": "serumah", "masa": "pernah", "tahun": 5}},
            "keluarganya atau keluarga lain serumah pernah menerima Aladin/RTLH dalam 5 tahun terakhir",
        ),
        (
            {"menerima": {"program": ["PKH"], "siapa": "anggota", "banyak": 5}},
            "5 orang atau lebih dari keluarganya menerima PKH",
        ),
        (
            {"menerima": {"program": ["@temporer"], "siapa": "keluarga", "banyak": 2}},
            "keluarganya menerima 2 atau lebih dari bantuan temporer apa pun",
        ),
        ({"ukuran": "umur", "paling_sedikit": 60}, "umur 60 tahun atau lebih"),
        ({"ukuran": "penghasilan", "paling_banyak": 1_500_000}, "penghasilan sebulan Rp1.500.000 atau kurang"),
        ({"ukuran": "hamil", "salah_satu": [0]}, "tidak hamil"),
        ({"ukuran": "pekerjaan", "salah_satu": [5], "siapa": "anggota"},
         "ada anggota keluarganya dengan pekerjaan pegawai negeri sipil (PNS)"),
        ({"bukan": {"ukuran": "hamil", "salah_satu": [1], "siapa": "anggota"}}, "tidak ada anggota keluarganya yang hamil"),
        ({"semua": [{"ukuran": "desil", "paling_banyak": 4}, {"bukan": {"ukuran": "hidup", "salah_satu": [1]}}]},
         "desil kesejahteraan 4 atau kurang dan tidak lagi tercatat hidup di desa"),
    ],
)  # fmt: skip
def test_a_rule_is_read_as_a_sentence(kantor, syarat, kata):
    assert Kamus(program.semua(kantor[0])).kalimat(syarat) == kata


def test_every_shipped_rule_comes_back_from_its_form_as_it_was(kantor):
    node, _ = kantor
    for satu in Aturan.select():
        formulir = FormulirAturan(node, satu)
        assert formulir.cara == "susun", satu.kode
        assert katalog_aturan.periksa(formulir.syarat(), katalog_aturan.dikenal(node)) == katalog_aturan.periksa(
            json.loads(satu.syarat), katalog_aturan.dikenal(node)
        )


def test_a_rule_is_tried_before_it_is_stored_and_then_ended(kantor):
    _, klien = kantor
    baca(klien, "/aturan/KARTU-PEDAGANG/baru")
    isi = {"cara": "susun", "gabung": "semua", "banyak": "1", "efek": "tolak", "alasan": "Masih di bawah umur.",
           "s0.jenis": "ukuran", "s0.ukuran": "umur", "s0.banyak": "16", "s0.keadaan": "aktif"}  # fmt: skip
    halaman = pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "coba"})
    assert "Akan menolak bila umur 16 tahun atau kurang" in halaman
    assert not Aturan.select().where(Aturan.program == "KARTU-PEDAGANG").exists()
    halaman = pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "tambah"})
    dua = isian(halaman) | {"s1.jenis": "ukuran", "s1.ukuran": "desil", "alasan": ""}
    halaman = pos(klien, "/aturan/KARTU-PEDAGANG/baru", 422, **dua | {"aksi": "simpan"})
    assert re.search(r'baris-salah" id="syarat-1"', halaman), "the fault stands at its condition"
    assert "2 isian perlu dibetulkan" in halaman, "and everything is told at once"
    pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "simpan"})
    (satu,) = Aturan.select().where(Aturan.program == "KARTU-PEDAGANG")
    assert json.loads(satu.syarat) == {"ukuran": "umur", "paling_banyak": 16}
    pos(klien, f"/aturan/KARTU-PEDAGANG/{satu.kode}/akhiri")
    assert Aturan.get_by_id(satu.id).berlaku_sampai < date.today()
    pos(klien, f"/aturan/KARTU-PEDAGANG/{satu.kode}/hapus")
    assert not Aturan.select().where(Aturan.program == "KARTU-PEDAGANG").exists()


def test_of_two_who_write_one_rule_the_later_is_told_what_is_stored_and_keeps_what_he_typed(kantor):
    node, klien = kantor
    aturan = {"alasan": "Lansia saja.", "efek": "tolak", "syarat": {"ukuran": "umur", "paling_banyak": 59}}
    satu = katalog_aturan.simpan(node, PENGELOLA, "KARTU-PEDAGANG", aturan)
    alamat = f"/aturan/KARTU-PEDAGANG/{satu.kode}"
    isi = isian(baca(klien, alamat)) | {"aksi": "simpan"}
    pos(klien, alamat, **isi | {"s0.banyak": "64"})
    halaman = pos(klien, alamat, 422, **isi | {"s0.banyak": "54", "alasan": "Menurut saya."})
    assert "Baru saja diubah orang lain" in halaman
    assert "Menolak bila umur 64 tahun atau kurang." in halaman
    assert ('value="54"' in halaman, 'value="Menurut saya."' in halaman) == (True, True)
    assert "belum ada yang diakhiri atau dihapus" in pos(klien, f"{alamat}/hapus", sid_versi=isi["sid_versi"])
    assert "belum ada yang diakhiri atau dihapus" in pos(klien, f"{alamat}/akhiri", sid_versi=isi["sid_versi"])
    pos(klien, f"{alamat}/hapus", sid_versi=isian(baca(klien, alamat))["sid_versi"])
    halaman = pos(klien, alamat, 422, **isi | {"s0.banyak": "54"})
    assert "baru saja dihapus orang lain" in halaman
    pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isian(halaman) | {"aksi": "simpan"})
    (satu,) = Aturan.select().where(Aturan.program == "KARTU-PEDAGANG")
    assert json.loads(satu.syarat) == {"ukuran": "umur", "paling_banyak": 54}
    katalog_aturan.hapus(node, PENGELOLA, "KARTU-PEDAGANG", satu.kode)


def test_a_component_its_program_does_not_have_is_told_while_the_rule_is_written_and_in_the_matrix(kantor):
    node, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Sudah menerima PKH bayi.",
           "json": '{"menerima": {"program": ["PKH"], "komponen": ["bayi"], "siapa": "orang"}}'}  # fmt: skip
    apa = "Menyebut komponen bayi yang tidak dimiliki programnya"
    assert apa in pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "coba"})
    assert apa not in baca(klien, "/matriks-aturan/")
    assert apa in pos(klien, "/aturan/KARTU-PEDAGANG/baru", **isi | {"aksi": "simpan"})
    assert apa in baca(klien, "/matriks-aturan/")
    (satu,) = Aturan.select().where(Aturan.program == "KARTU-PEDAGANG")
    katalog_aturan.hapus(node, PENGELOLA, "KARTU-PEDAGANG", satu.kode)


def test_what_a_rule_adds_to_nothing_is_told_before_it_is_stored(kantor):
    _, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Sudah PKH juga.", "aksi": "coba",
           "json": '{"menerima": {"program": ["PKH"], "siapa": "keluarga"}}'}  # fmt: skip
    assert "Tidak menambah apa-apa: «Sudah PKH juga.»" in pos(klien, "/aturan/BST/baru", **isi)


def test_an_expert_writes_json_and_is_told_the_place_that_is_wrong(kantor):
    _, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Coba", "aksi": "simpan"}
    assert "baris 2" in pos(klien, "/aturan/PIP/baru", 422, json='{"semua":\n [}', **isi)
    salah = '{"semua": [{"bukan": {"semua": [{"ukuran": "tinggi", "paling_sedikit": 1}]}}]}'
    halaman = pos(klien, "/aturan/PIP/baru", 422, json=salah, **isi)
    assert "syarat.semua[1].bukan.semua[1].ukuran: pilih salah satu dari" in halaman
    assert "terlalu bertingkat" in pos(klien, "/aturan/PIP/baru", json=salah, **isi | {"aksi": "susun"})
    datar = '{"bukan": {"ukuran": "umur", "paling_banyak": 6}}'
    halaman = pos(klien, "/aturan/PIP/baru", json=datar, **isi | {"aksi": "susun"})
    assert 'name="s0.banyak" value="6"' in halaman


@pytest.mark.parametrize("aksi", ["simpan", "coba", "susun"])
@pytest.mark.parametrize(
    "syarat",
    [
        '{"menerima": {"siapa": []}}',
        '{"menerima": {"program": [["PKH"]]}}',
        '{"menerima": {"kecuali": [["PKH"]]}}',
        '{"ukuran": {}}',
        '{"ukuran": "umur", "paling_sedikit": 999999999999999999999999}',
        '{"menerima": {"program": ["\\ud800"]}}',
        "[" * 9_000,
    ],
)
def test_a_condition_that_makes_no_sense_is_told_and_never_stored(kantor, syarat, aksi):
    _, klien = kantor
    isi = {"cara": "json", "efek": "tolak", "alasan": "Racun", "aksi": aksi, "json": syarat}
    halaman = pos(klien, "/aturan/PIP/baru", 200 if aksi == "susun" else 422, **isi)
    assert "Racun" in halaman
    assert not Aturan.select().where(Aturan.alasan == "Racun").exists()


def test_a_rule_from_elsewhere_that_cannot_be_read_leaves_the_answer_open(kantor):
    node, _ = kantor
    racun = {"syarat": '{"menerima": {"kecuali": [["PKH"]], "program": [{}]}}', "program": "PIP"}
    baris = racun | {
        "kode": "x",
        "efek": "tolak",
        "alasan": "",
        "dasar_hukum": None,
        "berlaku_dari": None,
        "berlaku_sampai": None,
    }
    assert program.dari_aturan(baris, program.semua(node)).syarat.nama == TAK_TERBACA


def test_rules_are_put_in_order(kantor):
    node, klien = kantor
    sebelum = [satu.kode for satu in katalog_aturan.semua(node, program.satu(node, "BLT-DD"))]
    pos(klien, f"/aturan/BLT-DD/{sebelum[1]}/urut", arah="naik")
    sesudah = [satu.kode for satu in katalog_aturan.semua(node, program.satu(node, "BLT-DD"))]
    assert sesudah == [sebelum[1], sebelum[0], *sebelum[2:]]


def test_a_preview_counts_who_receives_now_and_whom_no_rule_refuses_yet(open_node):
    node = Node(open_node(VILLAGE), VILLAGE, CATALOG)
    with di(node):
        for kode in ("BST", "PKH"):
            bantuan.program(node, kode)
        dua = [bantuan.warga(node, nama) for nama in ("BUDI", "SITI")]
        for satu in dua:
            bantuan.penerima(node, "BST", satu)
        bantuan.penerima(node, "PKH", dua[0])
        bantuan.tuntas(node)
        klien = aplikasi(node.engine, orang("sekretaris"), VILLAGE, admin_menu.katalog("Bantuan")).test_client()
        isi = {"cara": "susun", "gabung": "semua", "banyak": "1", "efek": "tolak", "alasan": "Sudah menerima PKH.",
               "s0.jenis": "menerima", "s0.siapa": "orang", "s0.masa": "bertindih", "s0.program": "PKH",
               "s0.keadaan": "aktif"}  # fmt: skip
        halaman = pos(klien, "/aturan/BST/baru", **isi | {"aksi": "coba"})
        assert re.findall(r"<strong>(\d+)</strong>\s*<small>(\d+) di antaranya", halaman) == [("1", "1"), ("1", "1")]
        pos(klien, "/aturan/BST/baru", **isi | {"aksi": "simpan"})
        halaman = pos(klien, "/aturan/BST/baru", **isi | {"aksi": "coba"})
        assert re.findall(r"<strong>(\d+)</strong>\s*<small>(\d+) di antaranya", halaman) == [("1", "0"), ("1", "0")]
        assert re.search(r'data-nama="Penerima aktif"><div>2</div>', baca(klien, "/program/"))
        halaman = baca(klien, "/program/BST")
        assert "Menolak bila yang bersangkutan menerima PKH." in halaman
        assert "Menolak 1 penduduk sekarang; 1 di antara penerima BST." in halaman
        assert "BST menolak penerima PKH" in baca(klien, "/matriks-aturan/")
        assert f'name="j.{VILLAGE}"' in baca(klien, "/kuota/?program=PKH")


def test_the_matrix_tells_a_pair_in_words_and_what_cannot_be_meant_so(kantor):
    node, klien = kantor
    halaman = baca(klien, "/matriks-aturan/?baris=NUTRISI-BUMIL&kolom=PKH")
    assert "Tidak ada aturan yang saling bertentangan" in halaman, "the shipped rules go together"
    assert "Menolak bila yang bersangkutan menerima PKH komponen ibu hamil." in halaman
    assert "Nutrisi bumil menolak dengan syarat penerima PKH" in halaman
    assert "keduanya boleh diterima bersama" in baca(klien, "/matriks-aturan/?baris=BPNT&kolom=PKH")
    isi = {"alasan": "Wajib sudah menerima PKH.", "efek": "tolak",
           "syarat": {"bukan": {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}}}  # fmt: skip
    baru = katalog_aturan.simpan(node, PENGELOLA, "BST", isi)
    halaman = baca(klien, "/matriks-aturan/")
    assert "Tidak seorang pun dapat diterima" in halaman
    katalog_aturan.hapus(node, PENGELOLA, "BST", baru.kode)
