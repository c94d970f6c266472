"""Rounds of updating on screen: the village reviews and hands in, the kabupaten follows and closes."""

import threading
import time
from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.bantuan import DTSEN
from sid_bantuan.domain.peran import Operator
from sid_bantuan.extension import views
from sid_bantuan.modules.bantuan import hasil_lembar, hasil_ringkas, per_desa, rekonsiliasi_ringkas
from sid_bantuan.modules.bantuan.layar import hasil as layar_hasil
from sid_bantuan.modules.bantuan.layar import lembar_latar, putaran_menu
from sid_bantuan.modules.bantuan.tables_usulan import Putaran, PutaranKiriman, PutaranUsulan
from sid_bantuan.modules.kependudukan import admin, pekerjaan
from sid_bantuan.sync.node import Node

from .layar import aplikasi, kirim, siti
from .support.bantuan import keluarga, simpan, tetap, tuntas, warga
from .support.dari_desa import tiba
from .support.dari_desa import warga as warga_tiba
from .support.di import di
from .test_bantuan_putaran import DESA, KABUPATEN, MATI, buka, diturunkan, kiriman_dari, simpan_dari

HARI = date.today()


@pytest.fixture
def kind():
    """The screens ask through peewee: one engine is enough here."""
    return "sqlite"


@pytest.fixture
def desa(village):
    return Node(village, DESA, CATALOG)


@pytest.fixture
def klien(desa):
    return aplikasi(desa.engine, views=views(DESA)).test_client()


def isi(desa) -> str:
    """A round, and a list of three: one dead, one unknown, one as should be; and a poor family outside."""
    id = buka(desa, mulai=HARI.isoformat(), batas=(HARI + timedelta(20)).isoformat())
    mati = warga(desa, "TINI", keluarga(desa), nik="3522014105800001")
    warga(desa, "BUDI", keluarga(desa), nik="3522014105800002")
    warga(desa, "WARNO", luar := keluarga(desa, "3522011505150009"))
    for nama, nik in (("TINI", "3522014105800001"), ("BUDI", "3522014105800002"), ("ENTAH", "3522014105809999")):
        tetap(desa, DTSEN, DESA, nama, nik=nik, desil=2)
    simpan(desa, "ukuran", subjek=luar, nama="desil", nilai=1, per_tanggal="2026-11-01", sumber="Pendataan", oleh="Sri")
    desa.engine.run("UPDATE sb_penduduk SET status_dasar = ? WHERE id = ?", (MATI, mati))
    tuntas(desa)
    return id


def test_a_family_found_by_one_of_its_members_says_by_whom(desa, klien):
    id = isi(desa)
    (luar,) = desa.engine.run("SELECT keluarga_id FROM sb_penduduk WHERE nama = 'WARNO'")[0]
    istri = warga(desa, "ROHANI", luar)
    desa.engine.run("UPDATE sb_penduduk SET hubungan_keluarga = 3 WHERE id = ?", (istri,))
    tuntas(desa)
    assert "anggotanya ROHANI" in klien.get(f"/pemutakhiran/{id}/masuk?cari=rohani").text
    assert "anggotanya" not in klien.get(f"/pemutakhiran/{id}/masuk?cari=warno").text


def test_the_village_walks_from_the_first_page_through_the_review_to_a_version(desa, klien):
    id = isi(desa)
    assert "Serahkan daftar DTSEN triwulan IV 2026" in klien.get("/beranda/").text
    assert "20 hari lagi" in klien.get("/pemutakhiran/").text
    halaman = klien.get(f"/pemutakhiran/{id}").text
    assert "Usulkan keluar" in halaman
    assert halaman.count('name="rowid"') == 3
    assert "1 nama diusulkan keluar." in kirim(klien, f"/pemutakhiran/{id}/saran", saran="meninggal").text
    entah = klien.get(f"/pemutakhiran/{id}?cari=entah").text
    kunci = entah.split('name="rowid" value="')[1][:32]
    salah = kirim(klien, f"/pemutakhiran/{id}/putuskan", rowid=kunci, arah="keluar", alasan="", catatan="Rumah kosong")
    assert salah.status_code == 422
    assert 'value="Rumah kosong"' in salah.text
    assert f'value="{kunci}" form="aksi-pilihan" checked' in salah.text
    kirim(klien, f"/pemutakhiran/{id}/putuskan", rowid=kunci, arah="keluar", alasan="tidak_ditemukan")
    assert PutaranUsulan.select().count() == 2
    kirim(klien, f"/pemutakhiran/{id}/putuskan", rowid=kunci, arah="urungkan")
    assert PutaranUsulan.select().count() == 1
    masuk = klien.get(f"/pemutakhiran/{id}/masuk").text
    assert "WARNO" in masuk
    kk = masuk.split('name="rowid" value="')[1][:32]
    jawab = kirim(klien, f"/pemutakhiran/{id}/masukkan", rowid=kk, alasan="")
    assert jawab.status_code == 422
    assert "Pilih alasannya" in jawab.text
    assert f'value="{kk}" form="aksi-pilihan" checked' in jawab.text
    kirim(klien, f"/pemutakhiran/{id}/masukkan", rowid=kk, alasan="belum_terdata")
    musyawarah = klien.get(f"/musyawarah/baru?putaran={id}").text
    for nama in ("TINI", "WARNO", "Meninggal", "Pemutakhiran DTSEN triwulan IV 2026"):
        assert nama in musyawarah
    tanya = klien.get(f"/pemutakhiran-kirim/{id}/serahkan").text
    assert "termasuk 2 yang belum ditinjau" in tanya
    salah = kirim(
        klien, f"/pemutakhiran-kirim/{id}/serahkan", sptjm_nama="", sptjm_jabatan="Kepala Desa", sptjm_tgl="22-11-2026"
    )
    assert salah.status_code == 422
    assert "Kepala Desa" in salah.text
    sptjm = {"sptjm_nama": "SUPARNO", "sptjm_jabatan": "Kepala Desa", "sptjm_tgl": "22-11-2026"}
    assert "Versi 1 diserahkan: 4 baris" in kirim(klien, f"/pemutakhiran-kirim/{id}/serahkan", **sptjm).text
    assert "jadi tidak dibuat versi baru" in kirim(klien, f"/pemutakhiran-kirim/{id}/serahkan", **sptjm).text
    versi = PutaranKiriman.get()
    assert "SPTJM SUPARNO" in klien.get(f"/pemutakhiran-kirim/versi/{versi.id}").text
    assert klien.get(f"/pemutakhiran-kirim/versi/{versi.id}?arah=masuk").text.count('class="utama"') == 1
    alamat = f"/pemutakhiran-kirim/versi/{versi.id}/unduh.xlsx"
    assert "3522014105800001" in sel(klien.get(alamat))
    klien.application.orang = Operator("9", "Pak Carik", frozenset({"sekretaris"}), DESA)
    assert "•••••• •••••• 0001" in sel(klien.get(alamat)), "who sees masked numbers takes masked numbers along"
    assert "3522014105800001" not in sel(klien.get(alamat))


def sel(jawab) -> set[str]:
    """What the cells of a sheet say."""
    lembar = openpyxl.load_workbook(BytesIO(jawab.data)).active
    return {str(satu) for baris in lembar.iter_rows(values_only=True) for satu in baris if satu is not None}


def test_who_may_not_hand_in_is_asked_to_review_and_told_who_hands_in(desa):
    id = isi(desa)
    klien = aplikasi(desa.engine, siti("operator"), views=views(DESA)).test_client()
    assert "Tinjau daftar DTSEN triwulan IV 2026" in klien.get("/beranda/").text
    assert "diserahkan sekretaris, kepala desa, atau pengelola data" in klien.get(f"/pemutakhiran/{id}").text


def test_a_family_leads_to_its_line_of_the_list_or_to_where_it_is_proposed_in(desa, klien):
    id = isi(desa)
    dalam, luar = (
        desa.engine.value("SELECT keluarga_id FROM sb_penduduk WHERE nama = ?", (nama,)) for nama in ("BUDI", "WARNO")
    )
    assert "Tinjau di DTSEN triwulan IV 2026" in klien.get(f"/kk/{dalam}").text
    assert "cari=3522014105800002" in klien.get(f"/pemutakhiran/{id}/keluarga/{dalam}").location
    assert "WARNO" in klien.get(f"/pemutakhiran/{id}/keluarga/{luar}", follow_redirects=True).text


def test_what_is_asked_for_and_is_not_there_is_a_page_that_says_so(desa, klien):
    for alamat in ("", "/masuk", f"/keluarga/{'a' * 32}"):
        assert klien.get(f"/pemutakhiran/{'a' * 32}{alamat}").status_code == 404
    assert "Belum ada putaran pemutakhiran" in klien.get("/pemutakhiran/").text
    assert klien.get(f"/pemutakhiran-kirim/versi/{'a' * 32}").status_code == 404


# ---- above


@pytest.fixture
def atas(open_node):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        yield node


def rini(*peran: str) -> Operator:
    return Operator("3", "Bu Rini", frozenset(peran or ("pengelola_program",)), KABUPATEN)


def klien_atas(atas, *peran: str):
    views = [*admin.views(KABUPATEN, "Data"), *putaran_menu.atas(KABUPATEN, "Bantuan")]
    return aplikasi(atas.engine, rini(*peran), KABUPATEN, views).test_client()


def test_the_kabupaten_opens_a_round_follows_it_and_closes_it_after_the_question(atas):
    klien = klien_atas(atas)
    assert "Belum ada putaran" in klien.get("/putaran/").text
    data = {"nama": "Triwulan IV", "daftar": DTSEN, "mulai": "01-10-2026", "batas": "30-09-2026"}
    salah = kirim(klien, "/putaran/baru", **data)
    assert salah.status_code == 422
    assert "mendahului" in salah.text
    kirim(klien, "/putaran/baru", **data | {"batas": "15-12-2026"})
    id = Putaran.get().id
    assert "Kecamatan Ngraho" in klien.get(f"/putaran/{id}").text
    for alamat in ("?wilayah=35.22.01", "?lihat=belum"):
        assert "Desa Luwihaji" in klien.get(f"/putaran/{id}{alamat}").text
    assert "Batas menjadi 20-12-2026" in kirim(klien, f"/putaran/{id}/batas", batas="20-12-2026").text
    assert "belum menyerahkan seluruhnya" in klien.get(f"/putaran/{id}/tutup").text
    assert "Putaran ditutup" in kirim(klien, f"/putaran/{id}/tutup").text
    assert "Putaran dibuka lagi" in kirim(klien, f"/putaran/{id}/buka-lagi").text
    assert "Belum menyerahkan" in klien.get(f"/putaran/{id}/desa/{DESA}").text
    assert klien.get(f"/putaran/{id}/unduh.xlsx").status_code == 200


def test_who_only_reads_leads_no_round(atas):
    klien = klien_atas(atas, "camat")
    assert "Buka putaran" not in klien.get("/putaran/").text
    assert kirim(klien, "/putaran/baru", nama="x").status_code == 403
    assert Putaran.select().count() == 0


def test_the_reconciliation_says_on_screen_and_in_a_sheet_which_version_a_difference_stems_from(desa, klien):
    assert "Belum ada yang dibandingkan" in klien.get("/rekonsiliasi/").text
    id = isi(desa)
    belum = klien.get("/rekonsiliasi/").text
    assert "belum menyerahkan" in belum
    assert f'href="/pemutakhiran/{id}"' in belum, "what is to be done next is one click away"
    assert "/rekonsiliasi/unduh.xlsx" not in belum, "there is nothing to take along yet"
    sptjm = {"sptjm_nama": "SUPARNO", "sptjm_jabatan": "Kepala Desa", "sptjm_tgl": "22-11-2026"}
    kirim(klien, f"/pemutakhiran-kirim/{id}/serahkan", **sptjm)
    kirim(klien, f"/pemutakhiran/{id}/saran", saran="meninggal")
    kirim(klien, f"/pemutakhiran-kirim/{id}/serahkan", **sptjm)
    halaman = klien.get(f"/rekonsiliasi/?putaran={id}").text
    assert "berasal dari versi 1, bukan versi 2 yang terakhir" in halaman
    nama = klien.get(f"/rekonsiliasi/nama?putaran={id}&jenis=masih").text
    assert "TINI" in nama
    assert "BUDI" not in nama
    alamat = f"/rekonsiliasi/unduh.xlsx?putaran={id}&jenis=berbeda"
    assert {"TINI", "3522014105800001"} <= sel(klien.get(alamat))
    klien.application.orang = Operator("9", "Pak Carik", frozenset({"sekretaris"}), DESA)
    assert {"TINI", "•••••• •••••• 0001"} <= sel(klien.get(alamat))
    assert klien.get(f"/rekonsiliasi/?putaran={'a' * 32}").status_code == 404
    assert klien.get("/rekonsiliasi/?wilayah=35.22.01.2002").status_code == 404


def test_a_version_that_came_otherwise_is_told_on_every_page_with_what_to_do(desa, klien):
    id = isi(desa)
    sptjm = {"sptjm_nama": "SUPARNO", "sptjm_jabatan": "Kepala Desa", "sptjm_tgl": "22-11-2026"}
    kirim(klien, f"/pemutakhiran-kirim/{id}/serahkan", **sptjm)
    assert "Serahkan daftar DTSEN" not in klien.get("/beranda/").text
    keliru = {"kiriman_id": PutaranKiriman.get().id, "isi_sha256": "0" * 64, "pada": "2026-11-22T00:00:00Z"}
    with desa.engine.transaction(), desa.engine.applying():
        simpan_dari(desa, "35.22.01", "tanda_terima", **keliru)
    assert "Serahkan daftar DTSEN" in klien.get("/beranda/").text
    assert "Versi 1 tidak sampai, serahkan lagi" in klien.get("/pemutakhiran/").text
    halaman = klien.get(f"/pemutakhiran/{id}").text
    assert "Yang sampai di kecamatan bukan isi yang diserahkan" in halaman
    assert f'/pemutakhiran-kirim/{id}/serahkan">Serahkan lagi</a>' in halaman
    assert "Versi 1 tidak sampai seperti yang diserahkan" in klien.get(f"/pemutakhiran-kirim/{id}/serahkan").text
    assert "Versi 2 diserahkan" in kirim(klien, f"/pemutakhiran-kirim/{id}/serahkan", **sptjm).text
    baris = desa.engine.value("SELECT MAX(id) FROM sb_putaran_baris")
    desa.engine.run(
        "INSERT INTO sb_refused_out (id, type, rev, code, pada) VALUES (?, 'putaran_baris', 1, 'x', 'y')", (baris,)
    )
    assert "1 barisnya ditolak di atas" in klien.get(f"/pemutakhiran/{id}").text


def test_above_a_village_whose_version_came_otherwise_stands_first(atas):
    klien = klien_atas(atas)
    kirim(klien, "/putaran/baru", nama="Triwulan IV", daftar=DTSEN, mulai="01-10-2026", batas="15-12-2026")
    id = Putaran.get().id
    kiriman_dari(atas, id, ["SARI"], jumlah="0" * 64)
    diturunkan(atas)
    assert "Isinya tidak cocok" in klien.get(f"/putaran/{id}").text
    kecamatan = klien.get(f"/putaran/{id}?wilayah=35.22.01&lihat=keliru").text
    assert "Desa diberi tahu untuk menyerahkan lagi" in kecamatan
    assert "Desa diberi tahu dan diminta menyerahkan lagi" in klien.get(f"/putaran/{id}/desa/{DESA}").text
    assert DESA not in klien.get(f"/putaran/{id}?wilayah=35.22.01&lihat=sudah").text


def test_above_every_village_of_a_round_is_compared_in_one_table_and_again_when_something_came(atas, monkeypatch):
    klien = klien_atas(atas)
    lanjut = satu_desa(monkeypatch)
    data = {"nama": "Triwulan IV", "daftar": DTSEN, "mulai": "01-10-2026", "batas": "15-12-2026"}
    kirim(klien, "/putaran/baru", **data)
    tetap(atas, DTSEN, DESA, "ENTAH", nik="3522014105809999")
    assert "Sedang dihitung" in klien.get("/rekonsiliasi/").text
    selesai(atas, lanjut, rekonsiliasi_ringkas.KERJA)
    halaman = klien.get("/rekonsiliasi/?wilayah=35.22.01").text
    assert "Desa Luwihaji" in halaman
    assert "belum menyerahkan" in halaman
    kiriman_dari(atas, Putaran.get().id, ["SARI", "TUTI"])
    assert "Sedang dibandingkan ulang" in klien.get("/rekonsiliasi/").text
    selesai(atas, lanjut, rekonsiliasi_ringkas.KERJA)
    nama = f"/rekonsiliasi/nama?putaran={Putaran.get().id}&wilayah=35.22.01&jenis="
    for jenis, ada in (("hilang", {"SARI", "TUTI"}), ("berbeda", {"SARI", "TUTI", "ENTAH"}), ("lama", set())):
        halaman = klien.get(f"{nama}{jenis}").text
        assert {satu for satu in ("SARI", "TUTI", "ENTAH") if f'class="utama">{satu}' in halaman} == ada, jenis
    halaman = klien.get(f"/rekonsiliasi/unduh.xlsx?putaran={Putaran.get().id}&wilayah=35.22.01")
    assert {"SARI", "TUTI", "ENTAH"} <= sel(lembar_latar_jadi(klien, atas, halaman, "/rekonsiliasi"))
    assert "Tidak ada nama seperti itu" in klien.get(f"{nama}lama").text


def test_a_measure_is_entered_on_the_familys_page_and_stands_there_with_what_was_paid(desa, klien):
    kk = keluarga(desa)
    warga(desa, "WARNO", kk)
    tuntas(desa)
    assert "Desil dan ukuran lain belum dicatat" in klien.get(f"/kk/{kk}").text
    alamat = f"/kesejahteraan/keluarga/{kk}"
    salah = kirim(klien, alamat, ukuran="desil", nilai="12", per_tanggal="01-11-2026", sumber="Pendataan RT")
    assert salah.status_code == 422
    assert "Pendataan RT" in salah.text
    kirim(klien, alamat, ukuran="desil", nilai="2", per_tanggal="01-11-2026", sumber="Pendataan RT")
    assert "per 01-11-2026, Pendataan RT" in klien.get(f"/kk/{kk}").text
    halaman = klien.get("/hasil-bantuan/").text
    assert "Layak, belum dibantu" in halaman
    assert "WARNO" in klien.get("/hasil-bantuan/nama?jenis=belum").text
    for alamat_unduh in ("unduh.xlsx?jenis=belum", "ringkas.xlsx"):
        assert klien.get(f"/hasil-bantuan/{alamat_unduh}").status_code == 200
    for jenis in ("tetap", "salah"):
        assert "Tidak ada yang seperti itu" in klien.get(f"/hasil-bantuan/nama?jenis={jenis}").text
    id = desa.engine.value("SELECT id FROM sb_ukuran")
    kirim(klien, f"{alamat}/hapus", ukuran_id=id)
    assert "Belum ada ukuran" in klien.get(alamat).text
    assert klien.get(f"/kesejahteraan/keluarga/{'a' * 32}").status_code == 404


def test_above_what_came_of_the_aid_is_counted_by_place_beside_the_page_and_kept(atas, monkeypatch):
    klien = klien_atas(atas)
    lanjut = satu_desa(monkeypatch)
    klien.get("/hasil-bantuan/")
    selesai(atas, lanjut)
    halaman = klien.get("/hasil-bantuan/").text
    assert "Belum ada yang dapat dibandingkan" in halaman
    assert klien.get("/hasil-bantuan/nama?jenis=lain").status_code == 404
    for alamat in (
        "?wilayah=35.22.01",
        f"?wilayah={DESA}",
        "nama?jenis=belum",
        "ringkas.xlsx",
        "unduh.xlsx?jenis=belum",
    ):
        assert b"Sedang dihitung" not in klien.get(f"/hasil-bantuan/{alamat}").data, f"{alamat}: from what is kept"
    assert len(pekerjaan.daftar(atas, hasil_ringkas.KERJA)) == 1
    klien.get("/hasil-bantuan/?desil=5")
    selesai(atas, lanjut)
    assert len(pekerjaan.daftar(atas, hasil_ringkas.KERJA)) == 2, "other numbers are worked out on their own"
    assert klien.get("/hasil-bantuan/?segar=1").status_code == 302
    selesai(atas, lanjut)
    assert len(pekerjaan.daftar(atas, hasil_ringkas.KERJA)) == 3


def test_numbers_that_are_there_at_once_are_shown_at_once(atas, monkeypatch):
    """A small area may be done before the page that would follow the work is drawn."""
    klien = klien_atas(atas)
    satu_desa(monkeypatch).set()
    baca = pekerjaan.baca

    def nanti(node, id):
        while (kerja := baca(node, id)).berjalan:
            time.sleep(0.01)
        return kerja

    monkeypatch.setattr(pekerjaan, "baca", nanti)
    assert "Belum ada yang dapat dibandingkan" in klien.get("/hasil-bantuan/").text


def test_numbers_that_could_not_be_worked_out_say_so_and_are_not_tried_again_by_themselves(atas, monkeypatch):
    klien = klien_atas(atas)
    lanjut = satu_desa(monkeypatch)
    monkeypatch.setattr(hasil_ringkas, "_desa", lambda *_: 1 / 0)
    klien.get("/hasil-bantuan/")
    selesai(atas, lanjut)
    for _ in range(2):
        assert "Angkanya tidak dapat dihitung" in klien.get("/hasil-bantuan/").text
    assert len(pekerjaan.daftar(atas, hasil_ringkas.KERJA)) == 1


def lembar_latar_jadi(klien, node, mulai, dasar: str):
    """The sheet a page began to make, once it is there."""
    alamat = mulai.headers["Location"]
    assert alamat.startswith(f"{dasar}/lembar/")
    batas = time.monotonic() + 20
    while klien.get(f"{alamat}/keadaan").json["berjalan"]:
        assert time.monotonic() < batas
        time.sleep(0.01)
    assert f"{alamat}/unduh.xlsx" in klien.get(alamat).text
    return klien.get(f"{alamat}/unduh.xlsx")


def test_a_sheet_of_many_villages_is_made_once_and_only_for_who_may_take_it_along(atas, monkeypatch):
    klien = klien_atas(atas)
    satu_desa(monkeypatch).set()
    kk = tiba(atas, DESA, "keluarga")
    warga_tiba(atas, DESA, "MISKIN", keluarga_id=kk, hubungan_keluarga=1)
    ukur = {"nama": "desil", "nilai": 1, "per_tanggal": "2026-01-01", "sumber": "DTSEN", "oleh": "A"}
    tiba(atas, DESA, "ukuran", subjek=kk, **ukur)
    tuntas(atas)
    tahan, susun = threading.Event(), hasil_lembar.susun

    def menunggu(*isi):
        assert tahan.wait(20)
        return susun(*isi)

    monkeypatch.setattr(hasil_lembar, "susun", menunggu)
    satu, dua = (klien.get("/hasil-bantuan/unduh.xlsx?jenis=belum") for _ in range(2))
    assert satu.headers["Location"] == dua.headers["Location"], "a second click goes on to the first one's work"
    assert "Menyiapkan lembar Excel" in klien.get(satu.headers["Location"]).text
    tahan.set()
    assert "MISKIN" in sel(lembar_latar_jadi(klien, atas, satu, "/hasil-bantuan"))
    assert atas.engine.value("SELECT COUNT(*) FROM sb_jejak WHERE aksi = 'ekspor' AND jenis = 'penerima'") == 1
    for lain in (
        satu.headers["Location"].replace("hasil-bantuan", "rekonsiliasi"),
        f"/hasil-bantuan/lembar/{'a' * 32}",
    ):
        for ekor in ("", "/keadaan", "/unduh.xlsx"):
            assert klien.get(f"{lain}{ekor}").status_code == 404
    with monkeypatch.context() as tanpa_nik:
        tanpa_nik.setattr(lembar_latar, "boleh", lambda orang, sumber, aksi, *di: aksi != "lihat_nik")
        assert klien.get(f"{satu.headers['Location']}/unduh.xlsx").status_code == 404, "whole NIK are not his task"
    assert klien.get(f"{satu.headers['Location']}/unduh.xlsx").status_code == 200
    atas.engine.run('UPDATE sb_pekerjaan SET isi = REPLACE(isi, \'"wilayah": "35.22"\', \'"wilayah": "35.99"\')')
    assert klien.get(f"{satu.headers['Location']}/unduh.xlsx").status_code == 404, "of a place that is not his"


def test_more_rows_than_a_sheet_holds_are_said_and_not_cut(atas, monkeypatch):
    klien = klien_atas(atas)
    satu_desa(monkeypatch).set()
    monkeypatch.setattr(lembar_latar, "TERBANYAK", -1)
    alamat = klien.get("/hasil-bantuan/unduh.xlsx?jenis=belum").headers["Location"]
    while klien.get(f"{alamat}/keadaan").json["berjalan"]:
        time.sleep(0.01)
    assert "Unduh per kecamatan" in klien.get(alamat).text


def satu_desa(monkeypatch) -> threading.Event:
    """One village is many already, and no area has another. Work waits until it may end."""
    lanjut, semua = threading.Event(), per_desa.semua

    def menunggu(*isi):
        assert lanjut.wait(20)
        return semua(*isi)

    for modul in (per_desa, layar_hasil):
        monkeypatch.setattr(modul, "desa_di", lambda _kode: [DESA])
    monkeypatch.setattr(per_desa, "BANYAK", 1)
    monkeypatch.setattr(per_desa, "semua", menunggu)
    return lanjut


def selesai(node, lanjut: threading.Event, jenis: str = hasil_ringkas.KERJA) -> None:
    """Let the work under way end, and the next one wait again."""
    lanjut.set()
    batas = time.monotonic() + 20
    while any(satu.berjalan for satu in pekerjaan.daftar(node, jenis)):
        assert time.monotonic() < batas
        time.sleep(0.01)
    lanjut.clear()
