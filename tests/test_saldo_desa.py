"""The balances a kecamatan keeps of its villages are what the lines add up to, whatever became of the lines since."""

import random

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.ids import new_id
from sid_bantuan.domain.lampid import bulan_sesudah
from sid_bantuan.kecamatan import ringkasan
from sid_bantuan.modules.lampid import saldo
from sid_bantuan.modules.lampid.buku import jumlah
from sid_bantuan.modules.lampid.buku.jumlah import Jumlah, neraca
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .support.buku import DESA, KABUPATEN, KECAMATAN, SEBELAH, L, P
from .support.dari_desa import tiba

BULAN = [bulan_sesudah("2025-11", n) for n in range(8)]
LAIN = "35.22.02.2003"


@pytest.fixture
def kabupaten(open_node):
    return Node(open_node(KABUPATEN), KABUPATEN, CATALOG)


def baris(node, desa: str, bulan: str, arah: int = 1, jk: int = L, wn: int = 1, kepala: int = 0, id: str = "") -> tuple:
    """A line arrives, or arrives again otherwise than it was: (its id, its village)."""
    isi = {
        "mutasi_id": "e" * 32, "bulan": bulan, "baris": "datang" if arah > 0 else "pindah", "arah": arah, "nama": "WARGA",
        "penduduk_id": new_id(), "orang_id": new_id(), "dusun": "Krajan", "jenis_kelamin": jk, "kewarganegaraan": wn,
        "kepala": kepala, "dalam": 0,
    }  # fmt: skip
    return tiba(node, desa, "mutasi_orang", id or new_id(), **isi), desa


def sesuai(node, desa: str, bulan: str, banyak: int, jk: int = P) -> None:
    isi = {
        "bulan": bulan, "alasan": "impor", "arah": 1 if banyak > 0 else -1, "jumlah": abs(banyak), "dusun": "",
        "jenis_kelamin": jk, "kewarganegaraan": 1, "kepala": 0, "orang": "", "pada": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    tiba(node, desa, "penyesuaian", **isi)


def menurut_baris(node, area: str, bulan: str) -> dict[str, Jumlah]:
    """What each village opens with, added up here from every single line."""
    hasil: dict[str, Jumlah] = {}
    for tabel, kali in (("sb_mutasi_orang", "arah"), ("sb_penyesuaian", "arah * jumlah")):
        for desa, di_bulan, jk, wn, kepala, banyak in node.engine.run(
            f"SELECT wilayah, bulan, jenis_kelamin, kewarganegaraan, kepala, {kali} FROM {tabel}"
        ):
            if desa.startswith(f"{area}.") and di_bulan < bulan:
                hasil.setdefault(desa, Jumlah()).tambah(jk, wn, kepala, banyak)
    return {desa: satu for desa, satu in hasil.items() if satu}


def sama(node) -> None:
    """Every area's every month opens as its lines say."""
    for area in (KABUPATEN, KECAMATAN):
        for bulan in (*BULAN, "2030-01"):
            awal = {desa: satu.awal for desa, satu in neraca(node.engine, area, bulan, "wilayah").items() if satu.awal}
            assert awal == menurut_baris(node, area, bulan), (area, bulan)


def test_whatever_lines_come_move_and_go_the_balances_are_their_sums(kabupaten):
    acak, ada = random.Random(5), []
    for langkah in range(60):
        desa, bulan = acak.choice((DESA, SEBELAH, LAIN)), acak.choice(BULAN)
        pilihan = acak.random()
        if pilihan < 0.55 or not ada:
            ada.append(
                baris(kabupaten, desa, bulan, acak.choice((1, 1, -1)), acak.choice((L, P)), acak.choice((1, 2, 3)))
            )
        elif pilihan < 0.7:
            sesuai(kabupaten, desa, bulan, acak.choice((-3, 4, 11)), acak.choice((L, P)))
        elif pilihan < 0.85:
            id, milik = acak.choice(ada)
            baris(kabupaten, milik, bulan, id=id)
        else:
            id, milik = ada.pop(acak.randrange(len(ada)))
            tiba(kabupaten, milik, "mutasi_orang", id, True)
        if langkah % 4 == 0:
            drain_all(kabupaten)
        if langkah % 7 == 0:
            sama(kabupaten)  # between derivations as well
    drain_all(kabupaten)
    assert saldo.belum_dijumlah(kabupaten.engine) == set()
    sama(kabupaten)


def test_what_is_kept_is_read_and_not_the_lines(kabupaten, monkeypatch):
    baris(kabupaten, DESA, BULAN[0])
    baris(kabupaten, SEBELAH, BULAN[1])
    drain_all(kabupaten)
    dibaca = []
    monkeypatch.setattr(jumlah, "sql_awal", lambda *isi: dibaca.append(isi) or sql_awal(*isi))
    neraca(kabupaten.engine, KABUPATEN, BULAN[2], "wilayah")
    assert dibaca == []
    baris(kabupaten, DESA, BULAN[1])
    assert neraca(kabupaten.engine, KABUPATEN, BULAN[2], "wilayah")[DESA].awal.jiwa == 2, (
        "a line nobody derived from yet"
    )
    assert len(dibaca) == 1


sql_awal = jumlah.sql_awal


def test_it_is_rebuilt_from_nothing(kabupaten):
    for bulan in BULAN[:3]:
        baris(kabupaten, DESA, bulan)
        sesuai(kabupaten, LAIN, bulan, 5)
    drain_all(kabupaten)
    isi = "SELECT * FROM sb_saldo_desa ORDER BY wilayah, bulan"
    dulu = kabupaten.engine.run(isi)
    assert len(dulu) == 6
    kabupaten.engine.run("DELETE FROM sb_saldo_desa")
    saldo.bangun(kabupaten.engine, [DESA, LAIN])
    assert kabupaten.engine.run(isi) == dulu


def test_a_village_keeps_none(village):
    node = Node(village, DESA, CATALOG)
    baris(node, DESA, BULAN[0])
    drain_all(node)
    assert (
        village.value("SELECT COUNT(*) FROM sb_saldo_desa") == village.value("SELECT COUNT(*) FROM sb_saldo_ulang") == 0
    )
    assert jumlah.bulan_pertama(village, DESA) == BULAN[0]


def test_the_first_month_of_an_area_is_its_villages_first(kabupaten):
    assert jumlah.bulan_pertama(kabupaten.engine, KABUPATEN) is None
    baris(kabupaten, LAIN, BULAN[1])
    sesuai(kabupaten, DESA, BULAN[3], 1)
    assert jumlah.bulan_pertama(kabupaten.engine, KABUPATEN) == BULAN[1]
    assert jumlah.bulan_pertama(kabupaten.engine, KECAMATAN) == BULAN[3]


def test_the_first_page_counts_who_lives_there_not_the_records_that_were_sent(kabupaten):
    kabupaten.engine.run("INSERT INTO sb_antrean_desa VALUES (?, 'penduduk', 'menunggu', 12, 0)", (DESA,))
    kabupaten.engine.run("INSERT INTO sb_antrean_desa VALUES (?, 'penduduk', 'menunggu', 4, 0)", (SEBELAH,))
    assert _warga(kabupaten) == {KECAMATAN: 16}
    sesuai(kabupaten, DESA, BULAN[0], 10)
    baris(kabupaten, DESA, BULAN[1], -1, P)
    drain_all(kabupaten)
    assert _warga(kabupaten) == {KECAMATAN: 9 + 4}, "of the other village, which has no books, the records"
    assert {satu.kode: satu.penduduk for satu in ringkasan.tempat(kabupaten, KECAMATAN) if satu.penduduk} == {
        DESA: 9, SEBELAH: 4,
    }  # fmt: skip


def _warga(node) -> dict[str, int]:
    return {satu.kode: satu.penduduk for satu in ringkasan.tempat(node, KABUPATEN) if satu.penduduk}
