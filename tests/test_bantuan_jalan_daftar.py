"""An agency's list on the road: taken in at the kabupaten, known in the village by whoever has the number, taken back."""

from datetime import date

import pytest

from sid_bantuan.modules.bantuan import penetapan, penetapan_cabut
from sid_bantuan.modules.bantuan.penetapan import Kepala
from sid_bantuan.modules.bantuan.penetapan_baca import ARTI, baca
from sid_bantuan.modules.bantuan.program import satu
from sid_bantuan.modules.bantuan.tabel_luar import baca as baca_tabel
from sid_bantuan.modules.bantuan.tabel_luar import peta

from .support.bantuan import aturan, keluarga, operator, penerima, program, warga
from .support.di import di
from .support.road import DISTRICT, REGENCY, VILLAGE, Road

NIK = "3522014105800001"
CSV = f"Nama;NIK;Kode Desa\nTINI;{NIK};3522012001\nHANTU;3522014105800099;3522012001\nWATI;;3522012002\n"


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_list_of_the_kabupaten_reaches_its_village_knows_its_people_and_flags_what_it_forbids(open_node):
    road = Road(open_node, (REGENCY, DISTRICT, VILLAGE))
    with di(road[REGENCY]) as atas:
        program(atas, "PKH", sasaran="keluarga", penetap="luar")
        program(atas, "BST", sasaran="keluarga", sifat="temporer")
        aturan(atas, "BST", {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}, alasan="Sudah menerima PKH")
    with di(road[VILLAGE]) as desa:
        kk = keluarga(desa)
        tini = warga(desa, "TINI", kk, nik=NIK)
        bst = penerima(desa, "BST", tini, "TINI", keluarga_id=kk)
    road.settle()
    with di(road[REGENCY]) as atas:
        tabel = baca_tabel(CSV.encode(), ARTI)
        kepala = Kepala("PKH", date(2026, 11, 1), "SIKS-NG", REGENCY)
        baris = baca(atas, tabel, peta(atas, "uji", tabel.judul, ARTI), satu(atas, "PKH"), REGENCY, kepala.per_tanggal)
        daftar, rencana = penetapan.terapkan(atas, operator(atas), kepala, baris)
        assert rencana.jumlah()["tak_dikenal"] == 2
    road.settle()
    with di(road[VILLAGE]) as desa:
        semua = dict(desa.engine.run("SELECT t.nama, i.penduduk FROM sb_penetapan t JOIN sb_ikut i ON i.sumber = t.id"))
        assert semua == {"TINI": tini, "HANTU": None}, "its own lines only, each known where somebody has the number"
        assert desa.engine.value("SELECT untuk_id FROM sb_putusan") == bst, "the flag from above is here"
        assert desa.engine.value("SELECT keadaan FROM sb_penerima WHERE id = ?", (bst,)) == "aktif"
    with di(road[REGENCY]) as atas:
        penetapan_cabut.cabut(atas, operator(atas), daftar.id)
    road.settle()
    with di(road[VILLAGE]) as desa:
        assert desa.engine.value("SELECT COUNT(*) FROM sb_penetapan") == 0
        assert desa.engine.value("SELECT COUNT(*) FROM sb_putusan") == 0, "what no longer holds is withdrawn"
    assert road.unequal() == []
