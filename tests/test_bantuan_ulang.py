"""Judged again when either side changes: aid granted later elsewhere flags what was granted before."""

import json
from datetime import date

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.bantuan import hari_aturan, periksa_ulang
from sid_bantuan.sync.local import waiting
from sid_bantuan.sync.node import Node

from .support.bantuan import PROGRAM, aturan, keluarga, penerima, program, simpan, tetap, tuntas, warga
from .support.dari_desa import tiba
from .support.dari_desa import warga as warga_tiba
from .support.di import di

DESA, KECAMATAN, KABUPATEN = "35.22.01.2001", "35.22.01", "35.22"
PKH_KELUARGA = {"menerima": {"program": ["PKH"], "siapa": "keluarga"}}
PENERIMA = {"keadaan": "aktif", "mulai": "2026-01-01", "tahun": 2026, "oleh": "A", "pada": "2026-01-01T00:00:00Z"}


@pytest.fixture
def kabupaten(open_node):
    node = Node(open_node(KABUPATEN), KABUPATEN, CATALOG)
    with di(node):
        yield node


def dua_program(node) -> None:
    program(node, "PKH", sasaran="keluarga", penetap="luar")
    program(node, "BST", sasaran="keluarga", sifat="temporer")
    aturan(node, "BST", PKH_KELUARGA, kode="pkh", alasan="Sudah menerima PKH")


def putusan(node) -> list[tuple]:
    return node.engine.run("SELECT untuk_id, aturan, node FROM sb_putusan ORDER BY untuk_id")


def test_aid_granted_later_by_an_agency_flags_the_earlier_one_and_the_flag_flows_back(kabupaten):
    dua_program(kabupaten)
    kk = tiba(kabupaten, DESA, "keluarga")
    tini = warga_tiba(kabupaten, DESA, "TINI", keluarga_id=kk, nik="3522014105800001")
    bst = tiba(kabupaten, DESA, "penerima", program="BST", orang_id=tini, keluarga_id=kk, nama="TINI", **PENERIMA)
    tuntas(kabupaten)
    assert putusan(kabupaten) == []
    pkh = tetap(kabupaten, "PKH", DESA, nik="3522014105800001")
    tuntas(kabupaten)
    assert putusan(kabupaten) == [(bst, "pkh", KABUPATEN)]
    assert kabupaten.engine.value("SELECT wilayah FROM sb_putusan") == DESA
    assert kabupaten.engine.value("SELECT COUNT(*) FROM sb_penerima") == 1
    assert kabupaten.engine.value("SELECT keadaan FROM sb_ikut WHERE sumber = ? AND ke = 0", (bst,)) == "aktif"
    kabupaten.engine.run("UPDATE sb_penetapan SET keadaan = 'nonaktif' WHERE id = ?", (pkh,))
    tuntas(kabupaten)
    assert putusan(kabupaten) == []


def test_what_is_once_for_a_house_flags_both_who_got_it_and_never_one_by_itself(kabupaten):
    program(kabupaten, "RTLH", sasaran="rumah_tangga", kali_setahun=0)
    sekali = {"menerima": {"program": ["RTLH"], "siapa": "serumah", "masa": "pernah"}}
    aturan(kabupaten, "RTLH", sekali, kode="sekali", alasan="Sudah")
    rumah, isi = tiba(kabupaten, DESA, "rumah_tangga", nomor="1"), PENERIMA | {"program": "RTLH"}
    dapat = []
    for nama in ("TINI", "SERUMAH"):
        kk = tiba(kabupaten, DESA, "keluarga")
        siapa = warga_tiba(kabupaten, DESA, nama, keluarga_id=kk, rumah_tangga_id=rumah)
        dapat.append(tiba(kabupaten, DESA, "penerima", orang_id=siapa, keluarga_id=kk, nama=nama, **isi))
        tuntas(kabupaten)
        if nama == "TINI":
            assert putusan(kabupaten) == [], "nobody stands against himself"
    assert {satu[0] for satu in putusan(kabupaten)} == set(dapat)


def test_more_of_one_family_than_a_program_counts_are_flagged(kabupaten):
    program(kabupaten, "PKH", sasaran="keluarga", penetap="luar", komponen=[{"kode": "SD", "nama": "SD"}])
    aturan(kabupaten, "PKH", {"menerima": {"program": ["PKH"], "siapa": "anggota", "banyak": 5}}, kode="empat")
    kk = tiba(kabupaten, DESA, "keluarga")
    lima = [warga_tiba(kabupaten, DESA, nama, keluarga_id=kk) for nama in "ABCDE"]
    for banyak, ada in ((4, 0), (5, 1)):
        komponen = json.dumps([{"kode": "SD", "orang_id": satu} for satu in lima[:banyak]])
        tetap(kabupaten, "PKH", DESA, id="7" * 32, orang_id=lima[0], keluarga_id=kk, komponen=komponen)
        tuntas(kabupaten)
        assert len(putusan(kabupaten)) == ada


def test_what_one_village_made_for_itself_flags_its_own_and_nobody_of_another(kabupaten):
    """Both took the same shipped program over, so both have its kode; each wrote a rule of its own."""
    program(kabupaten, "PKH", sasaran="keluarga", penetap="luar")
    bst = []
    for ke, desa in enumerate((DESA, "35.22.01.2002")):
        tiba(
            kabupaten,
            desa,
            "program",
            **PROGRAM | {"kode": "BLT", "nama": "BLT", "singkatan": "BLT", "sasaran": "keluarga"},
        )
        kk = tiba(kabupaten, desa, "keluarga")
        orang = warga_tiba(kabupaten, desa, "TINI", keluarga_id=kk, nik=f"352201410580000{ke}")
        bst.append(
            tiba(kabupaten, desa, "penerima", program="BLT", orang_id=orang, keluarga_id=kk, nama="TINI", **PENERIMA)
        )
        tetap(kabupaten, "PKH", desa, nik=f"352201410580000{ke}")
    aturan_desa = {
        "efek": "tolak",
        "urutan": 0,
        "alasan": "Sudah",
        "program": "BLT",
        "syarat": json.dumps(PKH_KELUARGA),
    }
    tiba(kabupaten, "35.22.01.2002", "aturan", kode="tetangga", **aturan_desa)
    tuntas(kabupaten)
    assert putusan(kabupaten) == [(bst[1], "tetangga", KABUPATEN)]
    tiba(kabupaten, DESA, "aturan", kode="sendiri", **aturan_desa)
    tuntas(kabupaten)
    assert sorted(putusan(kabupaten)) == sorted([(bst[0], "sendiri", KABUPATEN), (bst[1], "tetangga", KABUPATEN)])
    program(kabupaten, "BLT", sasaran="keluarga")
    tuntas(kabupaten)
    assert sorted(putusan(kabupaten)) == [], "the kabupaten's own takes the place of both, and has no such rule"


def test_a_flag_of_the_kecamatan_is_not_written_once_more_by_the_kabupaten(kabupaten):
    dua_program(kabupaten)
    kk = tiba(kabupaten, DESA, "keluarga")
    tini = warga_tiba(kabupaten, DESA, "TINI", keluarga_id=kk, nik="3522014105800001")
    bst = tiba(kabupaten, DESA, "penerima", program="BST", orang_id=tini, keluarga_id=kk, nama="TINI", **PENERIMA)
    isi = {"untuk_jenis": "penerima", "untuk_id": bst, "program": "BST", "aturan": "pkh", "hasil": "ditolak",
           "alasan": "Sudah", "pada": "2026-01-01T00:00:00Z"}  # fmt: skip
    simpan_tiba(kabupaten, isi)
    tetap(kabupaten, "PKH", DESA, nik="3522014105800001")
    tuntas(kabupaten)
    assert putusan(kabupaten) == [(bst, "pkh", KECAMATAN)]


def simpan_tiba(node, isi) -> None:
    with node.engine.transaction(), node.engine.applying():
        nilai = ("e" * 32, KECAMATAN, DESA, *isi.values())
        node.engine.upsert("sb_putusan", ("id", "node", "wilayah", *isi), "id", [nilai])


def test_in_the_village_a_rule_that_changed_flags_those_enrolled_before_it_and_lets_go_when_it_is_gone(village):
    node = Node(village, DESA, CATALOG)
    dua_program(node)
    kk = keluarga(node)
    tini = warga(node, "TINI", kk)
    bst = penerima(node, "BST", tini, keluarga_id=kk)
    tuntas(node)
    tua = aturan(node, "BST", {"ukuran": "umur", "paling_sedikit": 40}, kode="tua", alasan="Terlalu tua")
    tuntas(node)
    assert peringatan(node) == [(bst, "bantuan_melanggar_aturan")]
    node.engine.run("DELETE FROM sb_aturan WHERE id = ?", (tua,))
    tuntas(node)
    assert peringatan(node) == []
    assert putusan(node) == []


def peringatan(node) -> list[tuple]:
    return node.engine.run("SELECT id, kode FROM sb_peringatan WHERE kode LIKE 'bantuan%' ORDER BY id")


def test_a_welfare_rank_that_came_later_judges_those_enrolled_before(village):
    node = Node(village, DESA, CATALOG)
    program(node, "BLT", sasaran="keluarga")
    aturan(node, "BLT", {"ukuran": "desil", "paling_sedikit": 5}, alasan="Desil 5 ke atas")
    kk = keluarga(node)
    blt = penerima(node, "BLT", warga(node, "TINI", kk), keluarga_id=kk)
    tuntas(node)
    assert peringatan(node) == []
    simpan(node, "ukuran", subjek=kk, nama="desil", nilai=7, per_tanggal="2026-10-01", sumber="DTSEN", oleh="A")
    tuntas(node)
    assert peringatan(node) == [(blt, "bantuan_melanggar_aturan")]


def test_aid_whose_end_is_past_is_judged_no_more(village):
    node = Node(village, DESA, CATALOG)
    dua_program(node)
    kk = keluarga(node)
    tini = warga(node, "TINI", kk)
    penerima(node, "BST", tini, keluarga_id=kk, sampai="2026-02-01")
    penerima(node, "PKH", tini, keluarga_id=kk)
    tuntas(node)
    assert peringatan(node) == []


def test_the_national_lists_rank_counts_for_the_family_it_names(village):
    node = Node(village, DESA, CATALOG)
    kk = keluarga(node)
    warga(node, "TINI", kk, nik="3522014105800001")
    tetap(node, "DTSEN", DESA, nik="3522014105800001", desil=3)
    tuntas(node)
    assert node.engine.run("SELECT subjek, nama, nilai FROM sb_ukuran_kini") == [(kk, "desil", 3)]


def pada(monkeypatch, hari: date) -> None:
    """The clock stands at this day for what judges aid."""

    class Tanggal(date):
        @classmethod
        def today(cls):
            return hari

    for modul in (periksa_ulang, hari_aturan):
        monkeypatch.setattr(modul, "date", Tanggal)


def test_a_rule_begins_and_ends_and_aid_in_the_way_ends_without_anybody_touching_a_row(kabupaten, monkeypatch):
    pada(monkeypatch, date(2026, 11, 1))
    dua_program(kabupaten)
    kabupaten.engine.run("UPDATE sb_aturan SET berlaku_dari = '2026-12-01', berlaku_sampai = '2027-01-31'")
    kk = tiba(kabupaten, DESA, "keluarga")
    tini = warga_tiba(kabupaten, DESA, "TINI", keluarga_id=kk, nik="3522014105800001")
    bst = tiba(kabupaten, DESA, "penerima", program="BST", orang_id=tini, keluarga_id=kk, nama="TINI", **PENERIMA)
    pkh = tetap(kabupaten, "PKH", DESA, nik="3522014105800001", sampai="2027-01-15")
    tuntas(kabupaten)

    def sesudah(hari: date) -> list[str]:
        pada(monkeypatch, hari)
        tuntas(kabupaten)
        return [id for id, *_ in putusan(kabupaten)]

    assert sesudah(date(2026, 11, 30)) == []
    assert sesudah(date(2026, 12, 1)) == [bst], "the rule begins"
    assert sesudah(date(2026, 12, 25)) == [bst]
    assert sesudah(date(2027, 1, 15)) == [bst], "the last day counts"
    assert sesudah(date(2027, 1, 16)) == [], "the aid that stood in the way is over"
    assert sesudah(date(2026, 12, 1)) == [bst], "a clock put right"
    kabupaten.engine.run("UPDATE sb_penetapan SET sampai = NULL WHERE id = ?", (pkh,))
    assert sesudah(date(2027, 1, 31)) == [bst]
    assert sesudah(date(2027, 2, 1)) == [], "the rule ends"
    hari_aturan.susul(kabupaten, date(2027, 3, 1))
    assert waiting(kabupaten) == 0, "where nothing begins or ends nothing is judged"


def test_aid_of_which_a_rule_speaks_for_five_years_stands_in_the_way_no_day_longer(kabupaten, monkeypatch):
    pada(monkeypatch, date(2026, 11, 1))
    program(kabupaten, "RTLH", sasaran="rumah_tangga", kali_setahun=0)
    program(kabupaten, "PKH", sasaran="keluarga", penetap="luar")
    lima = {"menerima": {"program": ["RTLH"], "siapa": "serumah", "masa": "pernah", "tahun": 5}}
    aturan(kabupaten, "RTLH", lima, kode="lima", alasan="Sudah dalam lima tahun")
    kk = tiba(kabupaten, DESA, "keluarga")
    tini = warga_tiba(kabupaten, DESA, "TINI", keluarga_id=kk, rumah_tangga_id=tiba(kabupaten, DESA, "rumah_tangga"))
    isi = PENERIMA | {"program": "RTLH", "orang_id": tini, "keluarga_id": kk, "nama": "TINI"}
    for kode in ("RTLH", "PKH"):
        tiba(kabupaten, DESA, "penerima", **isi | {"program": kode, "mulai": "2021-12-05", "sampai": "2021-12-05"})
    kini = tiba(kabupaten, DESA, "penerima", **isi)
    tuntas(kabupaten)
    for hari, kena in ((date(2026, 12, 4), [kini]), (date(2026, 12, 5), []), (date(2026, 12, 4), [kini])):
        pada(monkeypatch, hari)
        tuntas(kabupaten)
        assert [id for id, *_ in putusan(kabupaten)] == kena, hari
    hari_aturan.susul(kabupaten, date(2026, 12, 5))
    assert waiting(kabupaten) == 1, "what no rule speaks of for so long is not judged"
