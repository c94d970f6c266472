"""The road of one record: village, kecamatan, kabupaten, and the answer back."""

import pytest

from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.verval.putusan import keadaan, nilai

from .support.road import DISTRICT, NEIGHBOUR, REGENCY, VILLAGE, Road, add_resident

STEWARD = Operator("1", "Bu Sri", frozenset({"wali_data"}), DISTRICT)


@pytest.fixture
def road(open_node):
    return Road(open_node, (REGENCY, DISTRICT, VILLAGE, NEIGHBOUR))


def hashed(node, row_id):
    return bytes(node.engine.value("SELECT h FROM sb_row WHERE id = ?", (row_id,))).hex()


def judge(road, row_id, verdict, reason=None):
    kecamatan = road[DISTRICT]
    done = nilai(kecamatan, STEWARD, "penduduk", {row_id: hashed(kecamatan, row_id)}, verdict, reason)
    assert not done.berubah
    road.settle()


def test_a_resident_reaches_every_level_above_and_no_village_beside(road):
    row_id = add_resident(road[VILLAGE])
    road.settle()
    for code in (DISTRICT, REGENCY):
        assert road[code].engine.value("SELECT nama FROM sb_penduduk WHERE id = ?", (row_id,)) == "SITI AMINAH"
    assert road[NEIGHBOUR].engine.value("SELECT count(*) FROM sb_penduduk") == 0
    assert road.unequal() == []


def test_a_verdict_comes_home_and_goes_up(road):
    row_id = add_resident(road[VILLAGE])
    road.settle()
    judge(road, row_id, "valid")
    for code in (VILLAGE, DISTRICT, REGENCY):
        assert keadaan(road[code], [row_id])[row_id].keadaan == "valid", code
    assert road[NEIGHBOUR].engine.value("SELECT count(*) FROM sb_verval") == 0
    assert road.unequal() == []


def test_a_returned_resident_opens_a_task_and_mending_it_brings_him_back_to_the_queue(road):
    row_id = add_resident(road[VILLAGE])
    road.settle()
    judge(road, row_id, "perlu_perbaikan", "nik_tidak_sesuai")
    village, kecamatan = road[VILLAGE].engine, road[DISTRICT].engine
    assert village.run("SELECT keadaan FROM sb_perbaikan") == [("terbuka",)]
    village.run("UPDATE sb_penduduk SET nik = '3522014107900002' WHERE id = ?", (row_id,))
    road.settle()
    assert kecamatan.value("SELECT keadaan FROM sb_antrean WHERE id = ?", (row_id,)) == "menunggu"
    assert kecamatan.run("SELECT keadaan FROM sb_perbaikan") == [("selesai",)]
    assert road.unequal() == []


def test_a_deletion_travels_and_leaves_no_copy(road):
    row_id = add_resident(road[VILLAGE])
    road.settle()
    road[VILLAGE].engine.run("DELETE FROM sb_penduduk WHERE id = ?", (row_id,))
    road.settle()
    for code in (DISTRICT, REGENCY):
        assert road[code].engine.value("SELECT count(*) FROM sb_penduduk") == 0
    assert road.unequal() == []


def test_a_row_with_an_impossible_value_is_kept_told_and_mended_and_holds_up_nobody(road):
    bad = add_resident(road[VILLAGE], nik="3522019999900001")
    good = add_resident(road[VILLAGE], name="BUDI")
    road.settle()
    kecamatan, village = road[DISTRICT].engine, road[VILLAGE].engine
    assert kecamatan.run("SELECT id FROM sb_penduduk") == [(good,)]
    assert kecamatan.run("SELECT id, code, kolom FROM sb_refused_in") == [(bad, "nik_tanggal_mustahil", "nik")]
    assert village.run("SELECT rekam_id, kode FROM sb_penolakan") == [(bad, "nik_tanggal_mustahil")]
    assert road.unequal() == []
    village.run("UPDATE sb_penduduk SET nik = '3522014107900009' WHERE id = ?", (bad,))
    road.settle()
    assert kecamatan.value("SELECT count(*) FROM sb_penduduk") == 2
    assert kecamatan.value("SELECT count(*) FROM sb_refused_in") == 0
    assert village.value("SELECT count(*) FROM sb_refused_out") == 0
    assert village.value("SELECT count(*) FROM sb_penolakan") == 0
    assert road.unequal() == []


def test_a_column_a_newer_village_knows_is_kept_and_passed_on(road):
    row_id = add_resident(road[VILLAGE], lain='{"surel": "siti@contoh.id"}')
    road.settle()
    assert road[REGENCY].engine.value("SELECT lain FROM sb_penduduk WHERE id = ?", (row_id,)) == (
        '{"surel": "siti@contoh.id"}'
    )
    assert road.unequal() == []
