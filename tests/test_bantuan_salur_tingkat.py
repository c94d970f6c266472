"""Disbursements between the levels: the village's go up into figures with names, the kabupaten's own come down as lines."""

from datetime import date
from types import SimpleNamespace

import pytest

from sid_bantuan.modules.bantuan import penyaluran, salur_baris, salur_jumlah
from sid_bantuan.modules.bantuan.layar import sisipan_salur
from sid_bantuan.modules.bantuan.penyaluran import Siapkan
from sid_bantuan.modules.bantuan.salur_baris import Tanda
from sid_bantuan.modules.bantuan.salur_dasar import baris
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
        isi = sisipan_salur.milik_penerima(node, SimpleNamespace(id=aminah.untuk_id)).isi
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
