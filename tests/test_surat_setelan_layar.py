"""The village's settings of letters on the screen: who signs, the letterhead, the wording by version, the number."""

import re
from datetime import date
from io import BytesIO

import pytest

from sid_bantuan.modules.persuratan import jenis, kop, pejabat, templat
from sid_bantuan.sync.tables import Berkas

from .support.desa import Peramban, aplikasi, teks
from .support.isi import EXE, JPEG, SVG, png
from .support.pdf import Pdf

KODE = "keterangan_domisili"


def kirim(peramban, asal: str, alamat: str, kode=200, /, **isi):
    """A form of the page ``asal``, sent with its token."""
    token = re.search(r'name="sid_token" value="([0-9a-f]+)"', peramban.buka(asal))[1]
    jawab = peramban.klien.post(alamat, data=isi | {"sid_token": token}, follow_redirects=True)
    assert jawab.status_code == kode
    return jawab.data if jawab.mimetype == "application/pdf" else teks(jawab)


WAKIL = {"jabatan": "kepala_desa", "nama": "DWI HARTONO", "sebutan": "a.n. Kepala Desa, Sekretaris Desa",
         "atas_nama": "1", "mulai": "01-11-2026", "sampai": "30-11-2026"}  # fmt: skip


def test_who_stands_in_signs_while_his_days_last(tempat, sekretaris):
    page = kirim(sekretaris, "/pejabat-surat/", "/pejabat-surat/", **WAKIL)
    assert "DWI HARTONO" in page
    assert pejabat.aktif(tempat.node, "kepala_desa", date(2026, 11, 21)).nama == "DWI HARTONO"
    assert pejabat.aktif(tempat.node, "kepala_desa", date(2026, 12, 1)).nama == "SUGENG RIYADI, S.H."


def test_a_stand_in_without_an_end_is_refused_and_nothing_typed_is_lost(tempat, sekretaris):
    page = kirim(sekretaris, "/pejabat-surat/", "/pejabat-surat/", 422, **WAKIL | {"sampai": ""})
    assert "Yang mewakili perlu tanggal akhir" in page
    assert 'value="DWI HARTONO"' in page
    page = kirim(sekretaris, "/pejabat-surat/", "/pejabat-surat/", 422, **WAKIL | {"mulai": "31-02-2026"})
    assert 'id="m-mulai-salah"' in page


def test_a_signatory_is_changed_in_place(tempat, sekretaris):
    lama = pejabat.semua(tempat.node)[0]
    page = sekretaris.buka(f"/pejabat-surat/?ubah={lama.id}")
    assert 'value="SUGENG RIYADI, S.H."' in page
    isi = {"id": lama.id, "jabatan": "kepala_desa", "nama": "SUGENG RIYADI, S.H., M.Si.", "sebutan": "Kepala Desa",
           "mulai": "01-01-2020"}  # fmt: skip
    kirim(sekretaris, "/pejabat-surat/", "/pejabat-surat/", **isi)
    assert [satu.nama for satu in pejabat.semua(tempat.node)] == ["SUGENG RIYADI, S.H., M.Si."]


def test_the_letterhead_takes_new_lines_and_paper(tempat, sekretaris):
    isi = {"baris": "PEMERINTAH KABUPATEN\r\nDESA LUWIHAJI", "alamat": "Jalan Raya 1", "kontak": "", "kertas": "A4"}
    page = kirim(sekretaris, "/kop-surat/", "/kop-surat/", **isi)
    assert "Kop surat tersimpan" in page
    ini = kop.berlaku(tempat.node)
    assert (ini.baris, ini.alamat, ini.kertas) == (("PEMERINTAH KABUPATEN", "DESA LUWIHAJI"), "Jalan Raya 1", "A4")
    page = kirim(sekretaris, "/kop-surat/", "/kop-surat/", 422, **isi | {"baris": ""})
    assert "Kop surat perlu satu sampai lima baris" in page


KOP = {"baris": "PEMERINTAH KABUPATEN\r\nDESA LUWIHAJI", "alamat": "Jalan Raya 1", "kontak": "", "kertas": "A4",
       "atas": "20", "bawah": "20", "kiri": "30", "kanan": "25"}  # fmt: skip


def test_a_logo_is_taken_shown_and_taken_off(tempat, sekretaris):
    kirim(sekretaris, "/kop-surat/", "/kop-surat/", **KOP, logo=(BytesIO(png(40, 40)), "logo.png"))
    ini = kop.berlaku(tempat.node)
    assert (ini.atas, ini.kiri, ini.kanan) == (20, 30, 25)
    assert sekretaris.klien.get("/kop-surat/logo").data == png(40, 40)
    assert Berkas.get(Berkas.untuk_id == ini.id).sha256 == ini.logo, "it comes back after a rebuild"
    kirim(sekretaris, "/kop-surat/", "/kop-surat/", **KOP, tanpa_logo="1")
    assert kop.berlaku(tempat.node).logo is None
    assert sekretaris.klien.get("/kop-surat/logo").status_code == 404


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (EXE, "logo.png", "Logo tidak dapat dipakai"),
        (SVG, "logo.svg", "Logo tidak dapat dipakai"),
        (png() + b"\0" * kop.LOGO_PALING_BESAR, "besar.png", "paling besar 300 KB"),
        (png(200, 200)[:80], "potong.png", "rusak atau terpotong"),
        (JPEG, "kosong.jpg", "rusak atau terpotong"),
    ],
    ids=["program", "svg", "terlalu besar", "terpotong", "kosong"],
)
def test_what_is_no_logo_is_refused_and_nothing_typed_is_lost(tempat, sekretaris, isi, nama, kata):
    page = kirim(sekretaris, "/kop-surat/", "/kop-surat/", 422, **KOP, logo=(BytesIO(isi), nama))
    assert kata in page
    assert 'id="m-logo-salah"' in page
    assert 'value="Jalan Raya 1"' in page
    assert kop.berlaku(tempat.node).id is None


@pytest.mark.parametrize("tepi", ["4", "51", "dua", ""])
def test_margins_leave_room_to_print(tempat, sekretaris, tepi):
    page = kirim(sekretaris, "/kop-surat/", "/kop-surat/", 422, **KOP | {"kiri": tepi})
    assert 'id="m-kiri-salah"' in page
    assert "5 sampai 50 milimeter" in page
    assert kop.berlaku(tempat.node).id is None


def test_the_letterhead_is_previewed_with_a_logo_that_is_not_stored_yet(tempat, sekretaris):
    polos = kirim(sekretaris, "/kop-surat/", "/kop-surat/pratinjau", **KOP)
    isi = kirim(sekretaris, "/kop-surat/", "/kop-surat/pratinjau", **KOP, logo=(BytesIO(png(40, 40, 0)), "logo.png"))
    halaman = Pdf(isi)
    assert halaman.ukuran() == (210, 297)
    assert "DESA LUWIHAJI" in halaman.teks()
    assert halaman.gambar() > Pdf(polos).gambar()
    assert kop.berlaku(tempat.node).id is None
    page = kirim(sekretaris, "/kop-surat/", "/kop-surat/pratinjau", 422, **KOP | {"baris": ""})
    assert "satu sampai lima baris" in page


def test_without_anybody_to_show_it_with_a_preview_says_so(tempat, sekretaris):
    tempat.node.engine.run("UPDATE sb_penduduk SET status_dasar = 9")
    page = kirim(sekretaris, "/kop-surat/", "/kop-surat/pratinjau", 422, **KOP)
    assert "Belum ada penduduk yang dapat dijadikan contoh" in page


def test_a_new_wording_is_a_version_and_a_wrong_one_is_told_by_its_line(tempat, sekretaris):
    asal = f"/jenis-surat/{KODE}"
    page = kirim(
        sekretaris, asal, f"{asal}/naskah", isi="Bahwa {nama} tinggal di sini.", judul="SURAT", catatan="Singkat"
    )
    assert "Versi 1" in page
    assert "Singkat" in page
    assert templat.berlaku(tempat.node, KODE).isi == "Bahwa {nama} tinggal di sini."
    page = kirim(sekretaris, asal, f"{asal}/naskah", 422, isi="Satu\nDua {namaa}", judul="SURAT")
    assert "Baris 2" in page
    assert "{namaa}" in page
    assert "bawaan" in sekretaris.buka(f"{asal}?versi=bawaan")


def test_a_wording_is_previewed_before_it_is_saved(tempat, sekretaris):
    asal = f"/jenis-surat/{KODE}"
    isi = kirim(sekretaris, asal, f"{asal}/pratinjau", isi="Bahwa {nama} tinggal di sini.")
    assert isi.startswith(b"%PDF")
    assert templat.terdekat(tempat.node, KODE) is None


def test_a_kind_gets_its_own_number_pattern(tempat, sekretaris):
    asal = f"/jenis-surat/{KODE}"
    page = kirim(sekretaris, asal, f"{asal}/nomor", pola_nomor="[nomor,4]/DOM/[tahun]", deret="domisili")
    assert f"0001/DOM/{date.today().year}" in page
    assert jenis.satu(tempat.node, KODE).deret == "domisili"
    page = kirim(sekretaris, asal, f"{asal}/nomor", 422, pola_nomor="DOM/[tahun]", deret="")
    assert "Pola nomor belum memuat [nomor]" in page


def test_an_operator_reads_the_settings_and_changes_none(tempat, tmp_path):
    operator = Peramban(aplikasi(tempat.node.engine, tmp_path, "operator"))
    for alamat in ("/pejabat-surat/", "/kop-surat/", "/jenis-surat/", f"/jenis-surat/{KODE}"):
        page = operator.buka(alamat)
        assert "Yang mengubahnya sekretaris atau pengelola data" in page, alamat
        assert "Simpan kop" not in page
        assert "Simpan sebagai versi baru" not in page
