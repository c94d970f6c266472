"""Programs on screen: the list, the page of one, its form; at the office that owns them."""

import re
from datetime import date

import pytest

from sid_bantuan.modules.bantuan import admin_menu, bawaan, katalog, katalog_aturan, program
from sid_bantuan.modules.bantuan.layar import alur_gambar
from sid_bantuan.modules.bantuan.layar.katalog_cari import cari_program
from sid_bantuan.modules.bantuan.tables import Program
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak

from .layar import aplikasi
from .support.di import di
from .support.kantor import PENGELOLA, baca, isian, kantor_kabupaten, pos
from .support.lampid import kode_salah
from .support.road import DISTRICT, REGENCY, VILLAGE, Road
from .support.surat import orang

TAHUN = date.today().year


@pytest.fixture(scope="module")
def kantor(_migrated_sqlite, tmp_path_factory):
    with kantor_kabupaten(_migrated_sqlite, tmp_path_factory.mktemp("kabupaten")) as isi:
        yield isi


def test_the_list_narrows_by_what_the_address_says_and_every_program_opens(kantor):
    node, klien = kantor
    halaman = baca(klien, "/program/")
    assert "Program Keluarga Harapan" in halaman
    assert "belum bernama" not in halaman
    assert "Bantuan Langsung Tunai" not in baca(klien, "/program/?sifat=reguler")
    assert "prioritas ke-3" in baca(klien, "/program/?keadaan=semua&cari=ke-3")
    assert "Tidak ada program yang cocok" in baca(klien, "/program/?cari=tidak+ada")
    for kode in program.semua(node):
        baca(klien, f"/program/{kode}")
    assert "Pilih program dari daftar" in baca(klien, "/program/TIDAK-ADA", 404)


def test_a_program_shows_its_steps_by_level_and_who_tells_of_a_refusal(kantor):
    node, klien = kantor
    alur = alur_gambar.susun(program.satu(node, "SANTUNAN-KEMATIAN"), VILLAGE)
    assert alur.lajur == ("Desa/kelurahan", "Kecamatan", "Kabupaten")
    assert [satu.lajur for satu in alur.kotak] == [0, 0, 1, 2, 2]
    assert alur.garis == [(50, 50), (50, 150), (150, 250), (250, 250)]
    halaman = baca(klien, "/program/SANTUNAN-KEMATIAN")
    assert "Pemerintah desa memberi tahu pemohon beserta alasannya, batas waktu belum diisi." in halaman
    laporan = re.search(r'Bentuk laporan</dt><dd><a href="([^"]+)">Penyaluran per masa</a>', halaman)[1]
    assert "Penyaluran per masa" in baca(klien, laporan)
    assert "Menolak bila lama tinggal 5 bulan atau kurang." in halaman
    assert "Rp2.500.000, setiap peristiwa" in halaman


def test_a_new_program_keeps_what_was_typed_until_it_can_be_stored(kantor):
    _, klien = kantor
    isi = isian(baca(klien, "/program/baru")) | {"nama": "", "singkatan": "Rantang Kasih", "nilai": "lima ribu"}
    halaman = pos(klien, "/program/baru", 422, **isi)
    assert 'value="Rantang Kasih"' in halaman
    assert 'value="lima ribu"' in halaman
    assert "Wajib diisi" in halaman
    isi |= {"nama": "Rantang Kasih", "nilai": "15.000"}
    halaman = pos(klien, "/program/baru", **isi | {"aksi": "tambah:komponen"})
    isi = isian(halaman) | {"komponen0.nama": "Makan siang", "komponen0.nilai": "5.400.000"}
    halaman = pos(klien, "/program/baru", **isi | {"aksi": "tambah:tahap"})
    isi = isian(halaman) | {"tahap0.nama": "Periksa desa", "tahap0.dokumen": "KTP-el\nKK", "tahap0.hari": "3"}
    assert "Belum ada yang menjalankan" in pos(klien, "/program/baru", 422, **isi | {"tahap0.peran": "kabupaten:camat"})
    lama = isi | {"tahap0.peran": "desa:sekretaris", "tahap0.hari": "400"}
    assert "paling banyak 366 hari kerja" in pos(klien, "/program/baru", 422, **lama)
    assert "tidak ada dalam daftar resmi" in pos(klien, "/program/baru", 422, **isi | {"kali_setahun": "9" * 5_000})
    pos(klien, "/program/baru", **isi | {"tahap0.peran": ["desa:sekretaris", "desa:kepala_desa"]})
    assert "Bentuk laporan</dt><dd><a href=" in pos(
        klien,
        "/program/RANTANG-KASIH/ubah",
        **isian(baca(klien, "/program/RANTANG-KASIH/ubah")) | {"format_laporan": "blt-kumulatif"},
    )
    assert "tidak ada dalam daftar resmi" in pos(
        klien,
        "/program/RANTANG-KASIH/ubah",
        422,
        **isian(baca(klien, "/program/RANTANG-KASIH/ubah")) | {"format_laporan": "entah"},
    )
    baru = program.satu(kantor[0], "RANTANG-KASIH")
    assert (baru.nilai, baru.komponen[0].kode, baru.komponen[0].nilai) == (15_000, "makan_siang", 5_400_000)
    assert (baru.tahap[0].peran, baru.tahap[0].dokumen, baru.tahap[0].hari) == (
        ("sekretaris", "kepala_desa"), ("KTP-el", "KK"), 3,
    )  # fmt: skip
    assert "Sudah ada program dengan kode" in pos(
        klien, "/program/baru", 422, **isi | {"tahap0.peran": "desa:sekretaris"}
    )


def test_a_form_that_changes_nothing_changes_nothing_and_a_stale_one_is_refused(kantor):
    node, klien = kantor
    lama = Program.get(Program.kode == "PKH").__data__
    isi = isian(baca(klien, "/program/PKH/ubah"))
    pos(klien, "/program/PKH/ubah", **isi)
    assert {k: v for k, v in Program.get(Program.kode == "PKH").__data__.items() if lama[k] != v} == {}
    pos(klien, "/program/PKH/ubah", **isi | {"instansi": "Dinas Sosial"})
    halaman = pos(klien, "/program/PKH/ubah", 422, **isi | {"instansi": "Yang lain"})
    assert "Baru saja diubah orang lain" in halaman
    assert 'value="Yang lain"' in halaman
    tersimpan = halaman[
        halaman.index("Yang tersimpan sekarang") : halaman.index("<form", halaman.index("Yang tersimpan"))
    ]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", tersimpan) == [("Instansi pengelola", "Dinas Sosial")]
    pos(klien, "/program/PKH/ubah", **isian(halaman))
    assert program.satu(node, "PKH").instansi == "Yang lain"


def test_a_component_that_is_taken_out_while_somebody_receives_it_is_told(kantor):
    node, klien = kantor
    kolom = "sumber, ke, asal, program, komponen, wilayah, keadaan, mulai"
    isi = ("a" * 32, 1, "penerima", "PIP", "SD", VILLAGE, "aktif", "2026-01-01")
    node.engine.run(f"INSERT INTO sb_ikut ({kolom}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", isi)
    halaman = pos(klien, "/program/PIP/ubah", **isian(baca(klien, "/program/PIP/ubah")) | {"aksi": "hapus:komponen:0"})
    halaman = pos(klien, "/program/PIP/ubah", **isian(halaman))
    assert "Komponen SD atau sederajat dihapus, tetapi 1 orang masih tercatat menerimanya" in halaman
    node.engine.run("DELETE FROM sb_ikut")


def test_a_program_that_is_switched_off_keeps_its_recipients_and_can_come_back(kantor):
    node, klien = kantor
    pos(klien, "/program/KARTU-PETANI/aktif", aktif="0")
    assert not program.satu(node, "KARTU-PETANI").aktif
    assert "Kartu Petani Mandiri" not in baca(klien, "/program/")
    pos(klien, "/program/KARTU-PETANI/aktif", aktif="1")
    isi = isian(baca(klien, "/program/KARTU-PETANI/ubah"))
    pos(klien, "/program/KARTU-PETANI/ubah", **isi | {"sampai": "31-12-2020"})
    assert "Program ini berakhir 31-12-2020" in baca(klien, "/program/KARTU-PETANI")
    assert "Berakhir 31-12-2020" in baca(klien, "/program/")
    isi = isian(baca(klien, "/program/KARTU-PETANI/ubah"))
    pos(klien, "/program/KARTU-PETANI/ubah", **isi | {"sampai": ""})
    assert program.satu(node, "KARTU-PETANI").aktif


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_village_makes_its_own_program_and_only_looks_at_the_kabupatens(open_node):
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        bawaan.pasang(node, PENGELOLA, ["PKH"])
    road.settle()
    with di(road[VILLAGE]) as node:
        sekretaris = orang("sekretaris")
        isi = katalog.sebagai_isi(program.satu(node, "PKH")) | {"nama": "Beras Jumat", "singkatan": "Beras Jumat"}
        isi = {nama: nilai for nama, nilai in isi.items() if nama != "kode"}
        assert katalog.simpan(node, sekretaris, isi).kode == f"BERAS-JUMAT@{VILLAGE}"
        with pytest.raises(DataDitolak) as dapat:
            katalog.simpan(node, sekretaris, {"nama": "Milik kami"}, "PKH")
        assert kode_salah(dapat) == {"program_bukan_milik"}
        with pytest.raises(DataDitolak) as dapat:
            katalog_aturan.simpan(node, sekretaris, "PKH", {"alasan": "x", "efek": "tolak", "syarat": {}})
        assert kode_salah(dapat) == {"program_bukan_milik"}
        klien = aplikasi(node.engine, sekretaris, VILLAGE, admin_menu.katalog("Bantuan")).test_client()
        assert "hanya dilihat" in baca(klien, "/program/")
        assert "Ubah program" not in baca(klien, "/program/PKH")
        assert "milik tingkat lain" in baca(klien, "/program/PKH/ubah", 422)
    road.settle()
    with di(road[DISTRICT]) as node:
        assert [satu.singkatan for satu in katalog.semua(node, katalog.Pilihan(milik="bawah"))] == ["Beras Jumat"]


def test_programs_are_found_by_the_one_search_box(kantor):
    node, klien = kantor
    with klien.application.test_request_context("/"):
        klien.application.preprocess_request()
        assert [satu.alamat for satu in cari_program(node, "blt-dd") if satu.tepat] == ["/program/BLT-DD"]
        assert len(cari_program(node, "bantuan pangan")) == 2
        assert cari_program(node, "pk") == []
