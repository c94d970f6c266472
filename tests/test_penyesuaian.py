"""What changes the count but is no event becomes an adjustment with its reason, by whatever path it came."""

from datetime import date

import pytest

from sid_bantuan.domain.ids import new_id
from sid_bantuan.modules.kependudukan import gabung, sampah
from sid_bantuan.modules.kependudukan.actions import simpan_penduduk
from sid_bantuan.modules.kependudukan.rekam import versi
from sid_bantuan.modules.kependudukan.tables import Keluarga, Lingkungan, Penduduk
from sid_bantuan.modules.lampid import catat, golongan, hitung
from sid_bantuan.modules.lampid.tables import MutasiOrang, Penyesuaian
from sid_bantuan.sync import enrol
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare, runner

from .conftest import DISTRICT, REGENCY, VILLAGE
from .support.lampid import DESA, OPERATOR, buku_seimbang, jumlah_baris
from .support.lampid import desa as _desa
from .support.road import Line, Road, add_resident

ISI = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()}


@pytest.fixture
def desa(village):
    """A village with two places and the family of Budi (head), Siti and Ani in Krajan."""
    return _desa(village)


def baru(desa) -> list[tuple]:
    """(reason, direction, how many, name) of the adjustments since the village was set up."""
    buku_seimbang(desa.node)
    semua = Penyesuaian.select().where(Penyesuaian.alasan != "input").order_by(Penyesuaian.id)
    return sorted((satu.alasan, satu.arah, satu.jumlah, satu.nama) for satu in semua)


def test_those_typed_in_are_counted_once_in_groups_of_one_kind(desa):
    satu = {(satu.kepala, satu.jenis_kelamin): satu for satu in Penyesuaian}
    assert {kunci: (s.alasan, s.arah, s.jumlah, s.dusun) for kunci, s in satu.items()} == {
        (1, 1): ("input", 1, 1, "Krajan"),
        (0, 2): ("input", 1, 2, "Krajan"),
    }
    assert set(satu[0, 2].orang.split()) == {desa["SITI"], desa["ANI"]}
    drain_all(desa.node)
    assert Penyesuaian.select().count() == 2


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ({"jenis_kelamin": 1}, "jenis_kelamin"),
        ({"kewarganegaraan": 2}, "kewarganegaraan"),
        ({"hubungan_keluarga": 1}, "susunan_keluarga"),
    ],
)
def test_a_correction_takes_one_away_as_he_was_counted_and_adds_him_as_he_is(desa, isi, alasan):
    Penduduk.update(**isi).where(Penduduk.id == desa["ANI"]).execute()
    assert baru(desa) == [(alasan, -1, 1, "ANI"), (alasan, 1, 1, "ANI")]


def test_a_status_changed_past_all_forms_is_counted_as_what_it_is(desa):
    desa.node.engine.run("UPDATE sb_penduduk SET status_dasar = 2 WHERE id = ?", (desa["ANI"],))
    assert baru(desa) == [("status", -1, 1, "ANI")]
    desa.node.engine.run("UPDATE sb_penduduk SET status_dasar = 1 WHERE id = ?", (desa["ANI"],))
    assert baru(desa) == [("status", -1, 1, "ANI"), ("status", 1, 1, "ANI")]


def test_one_who_turns_out_to_stay_only_for_a_while_is_counted_no_more(desa):
    simpan_penduduk(desa.node, OPERATOR, {"status_penduduk": 2}, desa["ANI"], versi(desa.node, desa["ANI"]))
    assert baru(desa) == [("status", -1, 1, "ANI")]


def test_a_family_entered_under_the_wrong_dusun_is_moved_by_an_adjustment_for_each_kind(desa):
    Keluarga.update(lingkungan=desa.ngasem).where(Keluarga.id == desa.kk).execute()
    assert baru(desa) == [
        ("dusun", -1, 1, "BUDI"), ("dusun", -1, 2, None), ("dusun", 1, 1, "BUDI"), ("dusun", 1, 2, None),
    ]  # fmt: skip


def test_a_dusun_that_gets_its_right_name_takes_its_people_along(desa):
    Lingkungan.update(dusun="Krajan Wetan").where(Lingkungan.id == desa.krajan).execute()
    buku_seimbang(desa.node)
    assert {sel[0] for sel in jumlah_baris(desa.node)} == {"Krajan Wetan"}


def test_a_family_that_is_deleted_leaves_its_people_without_a_dusun(desa):
    sampah.buang(desa.node, OPERATOR, "keluarga", [desa.kk], penghuni=sampah.LEPAS)
    buku_seimbang(desa.node)
    assert {sel[0] for sel in jumlah_baris(desa.node)} == {""}


def test_what_goes_to_the_recycle_bin_and_comes_back_says_so(desa):
    kelompok = sampah.buang(desa.node, OPERATOR, "penduduk", [desa["ANI"]])
    assert baru(desa) == [("dihapus", -1, 1, "ANI")]
    sampah.pulihkan(desa.node, OPERATOR, kelompok)
    assert baru(desa) == [("dihapus", -1, 1, "ANI"), ("dipulihkan", 1, 1, "ANI")]


def test_a_double_that_is_merged_goes_as_a_double(desa):
    dua = simpan_penduduk(desa.node, OPERATOR, {"nama": "ANI W", "jenis_kelamin": 2})
    drain_all(desa.node)
    gabung.gabungkan(desa.node, OPERATOR, desa["ANI"], dua.id, {}, "Satu orang")
    assert baru(desa) == [("ganda", -1, 1, "ANI W")]


def test_a_resident_deleted_by_a_statement_is_counted_no_more(desa):
    desa.node.engine.run("DELETE FROM sb_penduduk WHERE id = ?", (desa["ANI"],))
    assert baru(desa) == [("dihapus", -1, 1, None)]


def test_one_who_comes_and_goes_before_anybody_counts_is_no_change(desa):
    sebelum = Penyesuaian.select().count()
    satu = simpan_penduduk(desa.node, OPERATOR, {"nama": "JOKO", "jenis_kelamin": 1})
    sampah.buang(desa.node, OPERATOR, "penduduk", [satu.id])
    buku_seimbang(desa.node)
    assert Penyesuaian.select().count() == sebelum


def test_an_event_counts_what_was_edited_before_it_apart_from_itself(desa):
    Penduduk.update(jenis_kelamin=1).where(Penduduk.id == desa["ANI"]).execute()
    mutasi = catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    assert [(satu.arah, satu.jenis_kelamin) for satu in desa.baris(mutasi)] == [(-1, 1)]
    assert baru(desa) == [("jenis_kelamin", -1, 1, "ANI"), ("jenis_kelamin", 1, 1, "ANI")]


def test_many_of_one_kind_stand_in_few_adjustments_each_small_enough_to_travel(desa, monkeypatch):
    monkeypatch.setattr(hitung, "SEKALI_CATAT", 4)
    for nomor in range(10):
        add_resident(desa.node, f"WARGA {nomor}", nik=None, keadaan_nik=2, sumber="Impor penduduk.xlsx, baris 2")
    assert [satu[2] for satu in baru(desa) if satu[0] == "impor"] == [2, 4, 4]


def test_a_line_taken_out_by_a_statement_is_made_good(desa):
    catat.catat_kematian(desa.node, OPERATOR, ISI, desa["ANI"])
    drain_all(desa.node)
    desa.node.engine.run("DELETE FROM sb_mutasi_orang")
    assert baru(desa) == [("status", -1, 1, "ANI")]
    desa.node.engine.run("DELETE FROM sb_penyesuaian")
    buku_seimbang(desa.node)


def test_a_village_that_had_people_before_it_had_books_takes_them_in_as_first_data(desa):
    """The tables of the books come with an update; whoever is there then is counted without anybody touching him."""
    database, langkah = desa.node.engine.database, runner(desa.node.engine.database)
    while any("lampid" in nama for nama in langkah.applied()):
        langkah.down()
    assert not database.table_exists("sb_penyesuaian")
    langkah.up()
    prepare(database, DESA, desa.node.catalog)
    buku_seimbang(desa.node)
    assert {(satu.alasan, satu.dusun) for satu in Penyesuaian} == {("data_awal", "Krajan")}
    assert sum(satu.jumlah for satu in Penyesuaian) == 3


# ---- above, and back from above


def test_the_levels_above_hold_the_lines_and_write_none(open_node):
    road = Road(open_node)
    add_resident(road[VILLAGE])
    road.settle()
    road.settle()
    for code in (DISTRICT, REGENCY):
        assert jumlah_baris(road[code]) == jumlah_baris(road[VILLAGE]) != {}
        assert road[code].engine.value("SELECT count(*) FROM sb_terhitung") == 0
    assert road.unequal() == []


def test_a_village_pc_rebuilt_from_above_holds_the_same_books_and_writes_nothing(open_node):
    """The rows come back in many exchanges, residents before their lines; nothing may be counted in between."""
    road = Road(open_node, (DISTRICT, VILLAGE))
    lama = road[VILLAGE]
    ids = [add_resident(lama, f"WARGA {nomor}", nik=None, keadaan_nik=2) for nomor in range(40)]
    drain_all(lama)
    lama.engine.run("UPDATE sb_penduduk SET jenis_kelamin = 1 WHERE id = ?", (ids[3],))
    road.settle()
    baru = Node(open_node(VILLAGE), VILLAGE, lama.catalog)
    road.couriers[VILLAGE] = kurir = Courier(baru, Line(road[DISTRICT]))
    road.nodes[VILLAGE] = baru
    kurir.enrol(DISTRICT, "http://induk", enrol.issue_code(road[DISTRICT], VILLAGE))
    baru.set_link(DISTRICT, batch=7)
    for _ in range(60):
        again = kurir.step()
        drain_all(baru)
        if not again:
            break
    road.settle()
    sama = "SELECT penduduk_id, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_terhitung ORDER BY penduduk_id"
    assert len(baru.engine.run(sama)) == 40
    assert baru.engine.run(sama) == lama.engine.run(sama)
    baris = "SELECT id, orang FROM sb_penyesuaian ORDER BY id"
    assert baru.engine.run(baris) == lama.engine.run(baris)
    assert not hitung.tertunda(baru)
    assert road.unequal() == []


def test_an_adjustment_of_a_village_without_any_event_has_no_line_of_an_event(desa):
    assert MutasiOrang.select().count() == 0
    assert golongan.tercatat(desa.node, [new_id()]) == {}
    assert desa.node.code == DESA
