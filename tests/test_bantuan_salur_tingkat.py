"""Disbursements between the levels: the village's go up into figures with names, the kabupaten's own come down as lines."""

from datetime import date
from types import SimpleNamespace

import pytest

from sid_bantuan.kecamatan.pengguna import tambah_pengguna
from sid_bantuan.modules.bantuan import (
    format_laporan,
    laporan_isi,
    laporan_lembar,
    penyaluran,
    rekening,
    salur_baris,
    salur_betul,
    salur_calon,
    salur_jumlah,
)
from sid_bantuan.modules.bantuan.layar import sisipan_salur
from sid_bantuan.modules.bantuan.penyaluran import Siapkan
from sid_bantuan.modules.bantuan.salur_baris import Tanda
from sid_bantuan.modules.bantuan.salur_betul import Betul
from sid_bantuan.modules.bantuan.salur_dasar import baris, cari, jumlah
from sid_bantuan.modules.bantuan.salur_jumlah import Saring
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak

from .support import bantuan as uji
from .support import salinan
from .support.di import di, petugas
from .support.road import DISTRICT, REGENCY, VILLAGE, Road

HARI = date(2026, 11, 21)


@pytest.fixture(params=["sqlite"])
def kind(request):
    return request.param


@pytest.fixture
def road(open_node):
    """BLT-DD of the kabupaten, paid by the village to Aminah and not to Budi; PKH, paid by the kabupaten itself."""
    road = Road(open_node)
    with di(road[REGENCY]) as node:
        uji.program(node, "BLT-DD", nama="BLT Dana Desa", nilai=300_000)
        uji.program(node, "PKH", nama="Program Keluarga Harapan", nilai=500_000, penetap="luar")
        uji.tetap(node, "PKH", VILLAGE, "CITRA")
    with di(road[VILLAGE]) as node:
        for nama in ("AMINAH", "BUDI"):
            uji.penerima(node, "BLT-DD", uji.warga(node, nama), nama)
    road.settle()
    return road


def salurkan(node, program: str, *dibayar: str) -> str:
    siapa = petugas(node, "Pak Joko", "operator" if node.code == VILLAGE else "pengelola_program")
    satu = penyaluran.siapkan(node, siapa, Siapkan(program, "2026-11", HARI, "tunai"))
    penyaluran.rilis(node, siapa, satu.id, HARI)
    for ini in baris(satu.id):
        tanda = Tanda("dibayar") if ini.nama in dibayar else Tanda("gagal", alasan="tidak hadir")
        salur_baris.tandai(node, siapa, satu.id, [ini.id], tanda, HARI)
    return satu.id


def test_figures_go_up_with_their_names_and_lines_come_down(road, tmp_path, monkeypatch):
    monkeypatch.setattr(sisipan_salur, "boleh_di_sini", lambda *_: True)
    with di(road[VILLAGE]) as node:
        blt = salurkan(node, "BLT-DD", "AMINAH")
        with pytest.raises(DataDitolak) as ditolak:
            salurkan(node, "PKH")
        assert ditolak.value.kesalahan[0].kode == "salur_bukan_wewenang"
    with di(road[REGENCY]) as node:
        salurkan(node, "PKH", "CITRA")
    road.settle()
    for tingkat in (DISTRICT, REGENCY):
        with di(road[tingkat]) as node:
            saring = Saring(tingkat, "2026")
            semua = salur_jumlah.per_program(node, saring, {})
            assert {satu.kode: (satu.jumlah["dibayar"], satu.jumlah["gagal"], satu.nilai["dibayar"]) for satu in semua} == {
                "BLT-DD": (1, 1, 300_000), "PKH": (1, 0, 500_000),
            }  # fmt: skip
            [tempat] = (satu for satu in salur_jumlah.per_tempat(node, saring) if satu.semua)
            assert (tempat.semua, tempat.seluruhnya) == (3, 1_100_000)
            rows, jumlah = salur_jumlah.nama(node, Saring(VILLAGE, "2026-11", "BLT-DD"), "gagal", 0, 10)
            assert jumlah == 1
            assert rows[0][3] == "BUDI"
            assert [satu[2] for satu in salur_jumlah.belum_lapor(node, tingkat)].count("2026-11") >= 1
    with di(road[VILLAGE]) as node:
        [citra] = salur_jumlah.nama(node, Saring(VILLAGE, "", "PKH"), "", 0, 10)[0]
        assert (citra[3], citra[6], citra[8]) == ("CITRA", "dibayar", 500_000)
        [aminah] = [satu for satu in baris(blt) if satu.nama == "AMINAH"]
        isi = sisipan_salur.milik_penerima(node, SimpleNamespace(id=aminah.untuk_id, wilayah=VILLAGE)).isi
        assert (isi["diterima"], isi["rows"][0]["masa"]) == (300_000, "2026-11"), (
            "a recipient's page tells his payments"
        )
    with di(road[REGENCY]) as node:
        app = salinan.aplikasi(node, tmp_path, siti="wali_data", joko="pengelola_program")
        siti, joko = salinan.Layar(app, "siti"), salinan.Layar(app, "joko")
        halaman = siti.buka("/jumlah-penyaluran/")
        assert "BLT Dana Desa" in halaman
        assert "Rp500.000" in halaman
        assert "BUDI" in siti.buka("/jumlah-penyaluran/nama?program=BLT-DD&waktu=2026&keadaan=gagal")
        assert siti.client.get("/jumlah-penyaluran/unduh.xlsx").data.startswith(b"PK")
        assert "PKH November 2026" in siti.buka("/penyaluran/")
        assert "Siapkan penyaluran" in joko.buka("/penyaluran/")
        assert "Siapkan penyaluran" not in siti.buka("/penyaluran/"), "only who runs the programs"


def test_no_village_writes_itself_into_the_list_of_an_office_above(road):
    with di(road[REGENCY]) as node:
        siapa = petugas(node, "Pak Joko", "pengelola_program")
        satu = penyaluran.siapkan(node, siapa, Siapkan("PKH", "2026-11", HARI, "tunai"))
        [citra] = baris(satu.id)
    road.settle()
    with di(road[VILLAGE]) as node:
        isi = {"nama": "SISIPAN", "oleh": "Bu Sri"}
        uji.simpan(
            node,
            "penyaluran_baris",
            penyaluran_id=satu.id,
            untuk_id="a" * 32,
            nilai=9_000_000,
            keadaan="dibayar",
            **isi,
        )
        akun = {"program": "PKH", "untuk_id": citra.untuk_id, "bank": "Bank Lain", "dasar": "nik", "nomor_dasar": "1"}
        uji.simpan(node, "rekening", nomor="666666666", keadaan="terbit", pada="2026-11-01T00:00:00Z", **akun, **isi)
    road.settle()
    with di(road[REGENCY]) as node:
        assert node.engine.value("SELECT COUNT(*) FROM sb_penyaluran_baris") == 2, "it came"
        assert [ini.nama for ini in baris(satu.id)] == [ini.nama for ini in cari(satu.id, "", "", 0, 9)[0]] == ["CITRA"]
        assert jumlah(node, satu.id)["dibayar"] == (0, 0)
        assert salur_calon.rekening_terbit(node, "PKH") == {}, "accounts are those this office asked for"
        assert [ini.nama for ini in rekening.belum(node, "PKH", HARI)] == ["CITRA"]
        penyaluran.rilis(node, siapa, satu.id, HARI)
        minta = laporan_isi.Minta(REGENCY, "PKH", "2026-11")
        assert [ini["nama"] for ini in laporan_isi.baris(node, "penyaluran", minta)] == ["CITRA"]
        assert [ini["diterima"] for ini in laporan_isi.baris(node, "desa", minta)] == [0]
        [pkh] = salur_jumlah.per_program(node, Saring(REGENCY, "2026-11", "PKH"), {})
        assert pkh.semua == 1


def test_whoever_has_a_part_of_the_area_sees_that_part_and_changes_nothing(road, tmp_path):
    with di(road[REGENCY]) as node:
        uji.tetap(node, "PKH", "35.22.02.2001", "DARMI")
        uji.tuntas(node)
        siapa = petugas(node, "Pak Joko", "pengelola_program")
        satu = penyaluran.siapkan(node, siapa, Siapkan("PKH", "2026-11", HARI, "tunai"))
        tambah_pengguna(
            node.engine,
            REGENCY,
            "sari",
            "Sari",
            "pengelola_program",
            sandi=salinan.SANDI,
            wilayah=DISTRICT,
            ganti=False,
        )
        app = salinan.aplikasi(node, tmp_path, joko="pengelola_program")
        joko, sari = salinan.Layar(app, "joko"), salinan.Layar(app, "sari")
        alamat = f"/penyaluran/{satu.id}"
        assert "DARMI" in joko.buka(alamat)
        halaman = sari.buka(alamat)
        assert "CITRA" in halaman
        assert "DARMI" not in halaman
        assert "Rilis" not in halaman
        assert "DARMI" not in sari.buka("/rekening/?program=PKH")
        salinan.terima(node, jenis="penyaluran", desa="35.22.02.2001", row_id="e" * 32, program="BLT-DD", masa="2026-10",
                       tgl="2026-10-01", keadaan="dirilis", cara="tunai", oleh="x", pada="2026-10-01T00:00:00Z")  # fmt: skip
        assert "Oktober 2026" in joko.buka("/penyaluran/")
        joko.buka("/penyaluran/" + "e" * 32)
        assert "Oktober 2026" not in sari.buka("/penyaluran/")
        sari.buka("/penyaluran/" + "e" * 32, 404)
        for buat, isi in (("rilis", {}), ("batalkan", {"alasan": "x"}), ("cara", {"cara": "tunai"})):
            sari.kirim(f"{alamat}/{buat}", 403, **isi)
        sari.kirim("/penyaluran/siapkan", 403, program="PKH", masa="2026-12", tgl="21-11-2026")
        sari.kirim("/format-laporan/peserta-program", 403, nama="Milik kecamatan")
        sari.buka(f"{alamat}/bank", 403)
        joko.kirim(f"{alamat}/rilis")
        assert "Dirilis" in sari.buka(alamat)


def test_what_a_village_puts_right_after_its_report_is_seen_above_and_on_the_recipients_page(
    road, tmp_path, monkeypatch
):
    monkeypatch.setattr(sisipan_salur, "boleh_di_sini", lambda *_: True)
    with di(road[VILLAGE]) as node:
        siapa = petugas(node, "Pak Joko", "operator")
        lama = salurkan(node, "BLT-DD", "AMINAH")
        penyaluran.laporkan(node, siapa, lama, HARI)
        baru = penyaluran.siapkan(node, siapa, Siapkan("BLT-DD", "2026-12", HARI, "tunai"))
        penyaluran.rilis(node, siapa, baru.id, HARI)
        budi = next(ini for ini in baris(lama) if ini.nama == "BUDI")
        salur_betul.betulkan(node, siapa, lama, [budi.id], Betul("dibayar", "Datang kemudian"), HARI)
        isi = sisipan_salur.milik_penerima(node, SimpleNamespace(id=budi.untuk_id, wilayah=VILLAGE)).isi
        assert (isi["diterima"], isi["rows"][-1]["alasan"]) == (
            300_000,
            "Dibetulkan pada Desember 2026: Datang kemudian",
        )
    road.settle()
    with di(road[REGENCY]) as node:
        [betul] = salur_jumlah.pembetulan(node, Saring(REGENCY, "2026-11"))
        assert (betul.nama, betul.selisih, betul.masa_laporan) == ("BUDI", 300_000, "2026-12")
        [blt] = salur_jumlah.per_program(node, Saring(REGENCY, "2026-11"), {})
        assert blt.jumlah["dibayar"] == 1, "as reported"
        app = salinan.aplikasi(node, tmp_path, siti="wali_data")
        halaman = salinan.Layar(app, "siti").buka("/jumlah-penyaluran/")
        assert "1 pembetulan sesudah dilaporkan: yang diterima bertambah Rp300.000" in halaman
        assert "Datang kemudian" in halaman


def test_a_banks_file_has_nothing_of_another_offices_lists_or_requests(road):
    minta = laporan_isi.Minta(REGENCY, "PKH", "2026-11")
    with di(road[VILLAGE]) as node:
        isi = {"program": "PKH", "nama": "SISIPAN", "oleh": "Bu Sri", "pada": "2026-11-01T00:00:00Z"}
        satu = uji.simpan(node, "penyaluran", masa="2026-11", tgl="2026-11-01", keadaan="dirilis", cara="rekening",
                          **{nama: isi[nama] for nama in ("program", "oleh", "pada")})  # fmt: skip
        uji.simpan(node, "penyaluran_baris", penyaluran_id=satu, untuk_id="a" * 32, nilai=9, keadaan="menunggu", nama="SISIPAN",
                   oleh="Bu Sri")  # fmt: skip
        uji.simpan(node, "rekening", untuk_id="a" * 32, bank="Bank", dasar="nik", nomor_dasar="1", keadaan="diminta",
                   permintaan="PKH-20261121-1", **isi)  # fmt: skip
    road.settle()
    with di(road[REGENCY]) as node:
        siapa = petugas(node, "Pak Joko", "pengelola_program")
        node.engine.run("UPDATE sb_penetapan SET nik = '3522010101800001'")
        uji.tuntas(node)
        [citra] = rekening.belum(node, "PKH", HARI)
        assert rekening.minta(node, siapa, "PKH", [citra.untuk_id], "Bank", HARI).nama == "PKH-20261121-1"
        milik = laporan_isi.baris(node, "rekening", laporan_isi.Minta(REGENCY, "PKH", permintaan="PKH-20261121-1"))
        assert [ini["nama"] for ini in milik] == ["CITRA"]
        bentuk = format_laporan.semua(node)["bank-penyaluran"]
        assert laporan_lembar.isi_tabel(node, bentuk, minta) == []
