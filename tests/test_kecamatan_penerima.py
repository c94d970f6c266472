"""Recipients above the villages: the steward's sheet, returning them with a reason, how many receive what and who."""

import re
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.kecamatan.pengguna import tambah_pengguna
from sid_bantuan.modules.verval.daftar import Saringan, halaman
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .support import bantuan as b
from .support.dari_desa import tiba
from .support.dari_desa import warga as warga_tiba
from .support.di import di
from .support.salinan import DESA, DESA_LAIN, KABUPATEN, KECAMATAN, SANDI, Layar, aplikasi

NIK = "3522014105800001"
TAHUN = date.today().year
PENERIMA = {
    "keadaan": "aktif",
    "mulai": f"{TAHUN}-01-01",
    "tahun": TAHUN,
    "oleh": "Bu Sri",
    "pada": "2026-01-02T00:00:00Z",
}


@pytest.fixture
def kecamatan(open_node, tmp_path):
    node = Node(open_node(KECAMATAN), KECAMATAN, CATALOG)
    with di(node):
        b.program(node, "SEMBAKO", nama="Sembako APBD")
        b.program(node, "BST", nama="Bantuan Sosial Tunai", sifat="temporer")
        b.program(node, "PKH", nama="Program Keluarga Harapan", penetap="luar")
        b.aturan(node, "BST", {"menerima": {"program": ["SEMBAKO"], "siapa": "orang"}}, alasan="Sudah menerima sembako")
        node.kk = tiba(node, DESA, "keluarga", no_kk="3522011505150001")
        node.tini = warga_tiba(node, DESA, "TINI", keluarga_id=node.kk, nik=NIK)
        isi = {"orang_id": node.tini, "keluarga_id": node.kk, "nik": NIK, "nama": "TINI"} | PENERIMA
        node.sembako = tiba(node, DESA, "penerima", program="SEMBAKO", **isi)
        node.bst = tiba(node, DESA, "penerima", program="BST", posisi_berkas="Kecamatan", **isi)
        b.tetap(node, "PKH", DESA_LAIN, "WATI")
        drain_all(node)
        node.app = aplikasi(node, tmp_path, wati="wali_data", camat="camat", agen="pengelola_program")
        yield node


@pytest.fixture
def wati(kecamatan):
    return Layar(kecamatan.app, "wati")


def test_the_sheet_says_how_he_stands_what_else_he_receives_and_which_rule_is_broken(kecamatan, wati):
    daftar = wati.buka("/antrean/?jenis=penerima")
    assert "TINI, BST" in daftar
    assert "Penerima bantuan" in daftar
    page = wati.buka(f"/antrean/nilai/{kecamatan.bst}?jenis=penerima")
    assert "Bantuan Sosial Tunai" in page
    assert "Bertentangan dengan aturan: Sudah menerima sembako" in page
    assert "<strong>SEMBAKO</strong>" in page
    assert "Berkas sekarang di" in page
    assert "Sudah menerima bantuan lain yang tidak boleh digabung" in page
    assert "Lihat data penduduknya" in page
    assert "Lainnya" not in page, "each column has its place"


def test_a_recipient_is_returned_with_a_reason_of_his_kind(kecamatan, wati):
    row = halaman(kecamatan, Saringan(KECAMATAN, jenis="penerima"), "", 10)
    satu = next(one for one in row if one.id == kecamatan.bst)
    kirim = {"putusan": "perlu_perbaikan", "alasan": "penerima_bantuan_lain", "hash": satu.hash, "dilihat": ""}
    wati.kirim(f"/antrean/nilai/{kecamatan.bst}?jenis=penerima", **kirim)
    assert kecamatan.engine.one("SELECT putusan, alasan FROM sb_verval") == ("perlu_perbaikan", "penerima_bantuan_lain")


def test_the_dead_are_seen_as_suspended_on_the_sheet(kecamatan, wati):
    with kecamatan.engine.transaction(), kecamatan.engine.applying():
        kecamatan.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (kecamatan.tini,))
        kecamatan.engine.run(
            "INSERT INTO sb_pending (peer, type, id, rev) SELECT '', type, id, rev FROM sb_row WHERE id = ?",
            (kecamatan.tini,),
        )
    drain_all(kecamatan)
    assert "Meninggal menurut catatan kependudukan" in wati.buka(f"/antrean/nilai/{kecamatan.sembako}?jenis=penerima")


def test_camat_sees_how_many_receive_what_in_each_village_and_who_they_are(kecamatan):
    camat = Layar(kecamatan.app, "camat")
    page = camat.buka("/penerima-wilayah/")
    assert "Desa Luwihaji" in page
    assert f"/daftar-penerima/?flt_wilayah={DESA}&flt_program=SEMBAKO&flt_keadaan=aktif" in page
    lain = f"/daftar-instansi/program/PKH?wilayah={DESA_LAIN}&keadaan=aktif"
    assert lain in page
    assert "WATI" in camat.buka(lain)
    assert "WATI" not in camat.buka(f"/daftar-instansi/program/PKH?wilayah={DESA}")
    assert f"/daftar-penerima/?flt_wilayah={DESA}&flt_tanda=aturan" in page
    names = camat.buka(f"/daftar-penerima/?flt_wilayah={DESA}&flt_program=SEMBAKO")
    assert "TINI" in names
    assert NIK not in names
    assert camat.client.get("/penerima-wilayah/daftar.xlsx").status_code == 403
    assert Layar(kecamatan.app, "wati").client.get("/penerima-wilayah/daftar.xlsx").data.startswith(b"PK")


def test_above_the_villages_a_recipient_has_a_page_of_his_own_to_read(kecamatan, wati):
    tiba(kecamatan, DESA, "penerima_langkah", penerima_id=kecamatan.bst, keadaan="aktif", oleh="Bu Sri", catatan="Musdes",
         pada="2026-01-02T00:00:00Z")  # fmt: skip
    isi = {"program": "BST", "masa": "2026-01", "tgl": "2026-01-10", "keadaan": "dirilis", "cara": "tunai_desa",
           "oleh": "Bu Sri", "pada": "2026-01-02T00:00:00Z"}  # fmt: skip
    salur = tiba(kecamatan, DESA, "penyaluran", **isi)
    tiba(kecamatan, DESA, "penyaluran_baris", penyaluran_id=salur, untuk_id=kecamatan.bst, nama="TINI", nilai=600_000,
         keadaan="dibayar", oleh="Bu Sri")  # fmt: skip
    drain_all(kecamatan)
    alamat = f"/penerima/{kecamatan.bst}"
    assert f'href="{alamat}"' in wati.buka("/daftar-penerima/")
    assert f'href="{alamat}"' in wati.buka(f"/antrean/nilai/{kecamatan.bst}?jenis=penerima")
    page = wati.buka(alamat)
    for kata in (
        "Desa Luwihaji", "Bantuan Sosial Tunai", "sejak", "Sudah menerima sembako", "352201 410580 0001", "Musdes",
        "Rp600.000", "Kecamatan", f'href="/penerima/{kecamatan.sembako}"', f"/antrean/nilai/{kecamatan.bst}?jenis=penerima",
    ):  # fmt: skip
        assert kata in page, kata
    for kata in ("Simpan", "/keadaan", "/berkas", "Pilih pengganti"):
        assert kata not in page, kata
    wati.buka(f"/penerima/{'0' * 32}", 404)
    camat = Layar(kecamatan.app, "camat")
    assert "352201 410580 0001" not in camat.buka(alamat)
    assert "352201 410580 0001" in camat.kirim(f"{alamat}/nik", 200).text
    assert kecamatan.engine.value(
        "SELECT COUNT(*) FROM sb_jejak WHERE aksi = 'lihat_nik' AND rekam_id = ?", (kecamatan.bst,)
    )
    agen = Layar(kecamatan.app, "agen").buka(alamat)
    assert "Buka di antrean" not in agen


def test_what_another_village_writes_about_a_recipient_is_none_of_his(kecamatan, wati):
    tiba(kecamatan, DESA_LAIN, "penerima_langkah", penerima_id=kecamatan.bst, keadaan="nonaktif", alasan="mampu",
         oleh="Tetangga", catatan="Karangan", pada="2026-02-02T00:00:00Z")  # fmt: skip
    tiba(kecamatan, DESA_LAIN, "penerima", program="BST", nama="PENYEROBOT", menggantikan_id=kecamatan.bst, **PENERIMA)
    tiba(kecamatan, DESA_LAIN, "putusan", untuk_jenis="penerima", untuk_id=kecamatan.sembako, program="SEMBAKO",
         aturan="x", hasil="ditolak", alasan="Tuduhan", pada="2026-02-02T00:00:00Z")  # fmt: skip
    drain_all(kecamatan)
    for id in (kecamatan.bst, kecamatan.sembako):
        page = wati.buka(f"/penerima/{id}")
        for kata in ("Karangan", "PENYEROBOT", "Tuduhan"):
            assert kata not in page, kata
    assert "Tuduhan" not in wati.buka("/daftar-penerima/")


def test_a_kabupaten_counts_by_kecamatan_first(open_node, tmp_path):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        b.program(node, "SEMBAKO")
        orang = warga_tiba(node, DESA, "TINI")
        tiba(node, DESA, "penerima", program="SEMBAKO", orang_id=orang, nama="TINI", **PENERIMA)
        drain_all(node)
        agen = Layar(aplikasi(node, tmp_path, agen="pengelola_program"), "agen")
        assert f"/penerima-wilayah/?wilayah={KECAMATAN}" in agen.buka("/penerima-wilayah/")
        assert "Desa Luwihaji" in agen.buka(f"/penerima-wilayah/?wilayah={KECAMATAN}")
        assert "Masukkan daftar baru" in agen.buka("/daftar-instansi/")


def test_the_first_page_says_how_aid_stands_and_to_who_judges_no_data_says_it_first(kecamatan, wati):
    page = Layar(kecamatan.app, "agen").buka("/beranda/")
    assert page.index("Penerima per wilayah</a>") < page.index("Menunggu verval")
    assert "Tidak ada usulan yang menunggu Anda." in page
    assert re.search(r"Penerima bertentangan dengan aturan</span>\s*<strong>1</strong>", page)
    page = wati.buka("/beranda/")
    assert page.index("Menunggu verval") < page.index("Penerima per wilayah</a>")


def test_the_first_page_of_an_office_without_programs_leads_whoever_makes_them_there(open_node, tmp_path):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        app = aplikasi(node, tmp_path, agen="pengelola_program", wati="wali_data")
        assert "Ambil program bawaan" in Layar(app, "agen").buka("/beranda/")
        assert "Belum ada program bantuan." not in Layar(app, "wati").buka("/beranda/"), (
            "that is not the steward's to mend"
        )


def test_who_works_for_a_part_of_the_area_sees_that_part_and_takes_in_nothing_for_the_rest(open_node, tmp_path):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    jauh = "35.22.02.2001"
    with di(node):
        b.program(node, "PKH", penetap="luar")
        b.program(node, "SEMBAKO")
        isi = {"program": "PKH", "per_tanggal": "2026-11-01", "sumber": "SIKS", "jumlah": 2, "keadaan": "berlaku"}
        daftar = b.simpan(node, "daftar_luar", **isi, **b.DASAR)
        for desa, nama in ((DESA, "DEKAT"), (jauh, "NUNJAUH")):
            b.tetap(node, "PKH", desa, nama, daftar=daftar)
            tiba(node, desa, "penerima", program="SEMBAKO", nama=nama, **PENERIMA)
        palsu = PENERIMA | {"per_tanggal": "2026-11-01", "sumber": "SIKS"}
        palsu = {nama: palsu[nama] for nama in ("keadaan", "mulai", "per_tanggal", "sumber")}
        baris = tiba(node, DESA, "penetapan", program="PKH", nama="SELUNDUPAN", daftar_id=daftar, **palsu)
        drain_all(node)
        app = aplikasi(node, tmp_path, agen="pengelola_program")
        tambah_pengguna(node.engine, KABUPATEN, "camatan", "Camatan", "pengelola_program", sandi=SANDI, ganti=False,
                        wilayah=KECAMATAN)  # fmt: skip
        node.engine.database.close()
        bagian, semua = Layar(app, "camatan"), Layar(app, "agen")
        for alamat in (f"/daftar-instansi/isi/{daftar}", "/daftar-instansi/program/PKH", "/daftar-penerima/"):
            assert "NUNJAUH" in semua.buka(alamat), alamat
            page = bagian.buka(alamat)
            assert "DEKAT" in page, alamat
            assert "NUNJAUH" not in page, alamat
            page = bagian.buka(f"{alamat}?wilayah={jauh}&flt_wilayah={jauh}")
            assert "NUNJAUH" not in page, alamat
        assert "SELUNDUPAN" not in semua.buka(f"/daftar-instansi/isi/{daftar}"), "no line another office wrote under it"
        assert ">SELUNDUPAN<" in semua.buka(f"/daftar-instansi/baris/{baris}", follow_redirects=True)
        assert "Masukkan daftar baru" in semua.buka("/daftar-instansi/")
        assert "Masukkan daftar baru" not in bagian.buka("/daftar-instansi/")
        bagian.kirim(f"/daftar-instansi/isi/{daftar}/cabut", 403)
        assert bagian.client.get(f"/daftar-instansi/isi/{daftar}/daftar.xlsx").status_code == 403
        jauh_id = node.engine.value("SELECT id FROM sb_penerima WHERE wilayah = ?", (jauh,))
        bagian.buka(f"/penerima/{jauh_id}", 404)
        page = bagian.buka(f"/penerima-wilayah/?wilayah={KABUPATEN}")
        assert f"flt_wilayah={DESA}" in page
        assert "35.22.02" not in page
