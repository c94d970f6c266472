"""The books at a kecamatan are the sum of its villages' books, whatever happened there; a rebuilt village has its own again."""

import sqlite3
from contextlib import closing
from datetime import date
from random import Random

import pytest

from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_desa
from sid_bantuan.modules.kependudukan.contoh_cacat import KADAR
from sid_bantuan.modules.kependudukan.impor import baca, terapkan
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import catat, contoh, hitung, tutup
from sid_bantuan.modules.lampid.batal import batal
from sid_bantuan.modules.lampid.buku.jumlah import jumlahkan, neraca
from sid_bantuan.modules.lampid.hari import seolah
from sid_bantuan.modules.lampid.tables import Mutasi
from sid_bantuan.sync import enrol, record
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.engine import open_database
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .conftest import DISTRICT, NEIGHBOUR, VILLAGE
from .support.lampid import buku_seimbang, jumlah_baris
from .support.road import Line, Road

PADA = date(2026, 5, 20)
BULAN = [f"2026-{bulan:02}" for bulan in range(1, 7)]


@pytest.fixture(scope="module")
def lembar(tmp_path_factory):
    """The sheets of two villages of 90 people."""
    folder = tmp_path_factory.mktemp("lembar")
    return {desa: tulis_desa(desa, folder, 90, kadar=KADAR.dikali(0))[0] for desa in (VILLAGE, NEIGHBOUR)}


@pytest.fixture
def road(open_node):
    """Two villages under their kecamatan; the models are bound to whichever acts."""
    before = record.database.obj
    yield Road(open_node, (DISTRICT, VILLAGE, NEIGHBOUR))
    record.database.initialize(before)


def jalani(node: Node, lembar, acak: Random) -> None:
    """A lively half year of one village: events, cancellations, edits past them, four months closed."""
    record.database.initialize(node.engine.database)
    operator = Operator("1", "Siti", frozenset({"operator", "pengelola_data"}), node.code)
    with seolah(date(2026, 1, 5)):
        terapkan(node, baca(lembar))
    with seolah(PADA):
        for bulan in BULAN[:5]:
            contoh.peristiwa_contoh(node, operator, acak, bulan, bulan)
            _batalkan(node, operator, acak)
            node.engine.run("UPDATE sb_penduduk SET jenis_kelamin = 3 - jenis_kelamin WHERE id IN"
                            " (SELECT id FROM sb_penduduk ORDER BY nama LIMIT 2)")  # fmt: skip
            if tutup.bulan_berikut(node) and acak.random() < 0.8:
                tutup.tutup(node, operator, tutup.bulan_berikut(node))
        drain_all(node)
    buku_seimbang(node)


def _batalkan(node: Node, operator: Operator, acak: Random) -> None:
    for mutasi in acak.sample(sorted(Mutasi.select(), key=lambda satu: satu.id), k=min(2, Mutasi.select().count())):
        try:
            batal(node, operator, mutasi.id, "Salah catat")
        except DataDitolak:
            continue


@pytest.mark.parametrize("benih", [1, 2])
def test_the_sum_of_the_villages_is_the_kecamatan_in_every_month(road, lembar, monkeypatch, benih):
    monkeypatch.setattr(contoh, "SETAHUN", dict.fromkeys(contoh.SETAHUN, 0.15))
    for desa in (VILLAGE, NEIGHBOUR):
        jalani(road[desa], lembar[desa], Random(f"{benih}{desa}"))
    with seolah(PADA):
        road.settle()
    atas = road[DISTRICT]
    assert road.unequal() == []
    for bulan in BULAN:
        satu = [jumlah_baris(road[desa], bulan) for desa in (VILLAGE, NEIGHBOUR)]
        assert jumlah_baris(atas, bulan) == satu[0] + satu[1]
        desa = [jumlahkan(neraca(road[desa].engine, desa, bulan).values()) for desa in (VILLAGE, NEIGHBOUR)]
        semua = jumlahkan(neraca(atas.engine, DISTRICT, bulan).values())
        assert (semua.awal, semua.akhir) == (desa[0].awal + desa[1].awal, desa[0].akhir + desa[1].akhir)


def test_a_village_rebuilt_from_above_has_the_same_books_and_goes_on_from_them(road, lembar, open_node, monkeypatch):
    monkeypatch.setattr(contoh, "SETAHUN", dict.fromkeys(contoh.SETAHUN, 0.15))
    lama = road[VILLAGE]
    jalani(lama, lembar[VILLAGE], Random(3))
    with seolah(PADA):
        road.settle()
        baru = Node(open_node(VILLAGE), VILLAGE, lama.catalog)
        road.nodes[VILLAGE], road.couriers[VILLAGE] = baru, Courier(baru, Line(road[DISTRICT]))
        kurir = road.couriers[VILLAGE]
        kurir.enrol(DISTRICT, "http://induk", enrol.issue_code(road[DISTRICT], VILLAGE))
        baru.set_link(DISTRICT, batch=40)
        while kurir.step():
            drain_all(baru)
        road.settle()
    sama = "SELECT penduduk_id, dusun, jenis_kelamin, kewarganegaraan, kepala FROM sb_terhitung ORDER BY penduduk_id"
    assert baru.engine.run(sama) == lama.engine.run(sama)
    assert [jumlah_baris(baru, bulan) for bulan in BULAN] == [jumlah_baris(lama, bulan) for bulan in BULAN]
    assert tutup.ditutup_sampai(baru) == tutup.ditutup_sampai(lama)
    assert (hitung.tertunda(baru), road.unequal()) == (False, [])
    record.database.initialize(baru.engine.database)
    with seolah(date(2026, 6, 20)):
        contoh.peristiwa_contoh(
            baru, Operator("1", "Siti", frozenset({"operator"}), VILLAGE), Random(4), "2026-06", "2026-06"
        )
    buku_seimbang(baru)


def test_a_restored_village_finds_its_closed_months_closed_again(road, lembar, new_database, kind):
    """What it wrote and cancelled, not yet knowing that the months were closed, counts in the first open one."""
    if kind != "sqlite":
        pytest.skip("the backup is a copy of the SQLite file")
    desa, operator = road[VILLAGE], Operator("1", "Siti", frozenset({"operator", "pengelola_data"}), VILLAGE)
    record.database.initialize(desa.engine.database)
    with seolah(date(2026, 1, 5)):
        terapkan(desa, baca(lembar[VILLAGE]))
        dibatalkan = mati(desa, operator, 3, date(2026, 1, 5))
        road.settle()
    cadangan = new_database()
    with closing(sqlite3.connect(cadangan)) as salinan:
        desa.engine.connection.backup(salinan)
    with seolah(date(2026, 4, 10)):
        mati(desa, operator, 0, date(2026, 2, 3))
        for bulan in ("2026-01", "2026-02", "2026-03"):
            tutup.tutup(desa, operator, bulan)
        road.settle()
    ditutup = jumlah_baris(road[DISTRICT], "2026-03")

    pulih = Node(prepare(open_database(cadangan), VILLAGE, desa.catalog), VILLAGE, desa.catalog)
    road.nodes[VILLAGE], road.couriers[VILLAGE] = pulih, Courier(pulih, Line(road[DISTRICT]))
    road.couriers[VILLAGE].enrol(DISTRICT, "http://induk", enrol.issue_code(road[DISTRICT], VILLAGE))
    record.database.initialize(pulih.engine.database)
    with seolah(date(2026, 4, 20)):
        mati(pulih, operator, 5, date(2026, 3, 9))
        batal(pulih, operator, dibatalkan.id, "Salah orang")
        for _ in range(4):
            road.settle()
        buku_seimbang(pulih)
        road.settle()
    assert tutup.ditutup_sampai(pulih) == "2026-03"
    for node in (pulih, road[DISTRICT]):
        assert jumlah_baris(node, "2026-03") == ditutup
        assert node.engine.run("SELECT bulan, count(*) FROM sb_mutasi GROUP BY bulan ORDER BY bulan") == [
            ("2026-01", 1), ("2026-02", 1), ("2026-04", 1),
        ]  # fmt: skip
    assert (hitung.tertunda(pulih), road.unequal()) == (False, [])


def mati(node: Node, operator: Operator, ke: int, lapor: date) -> Mutasi:
    """The death of the resident at this place of the alphabet, who heads no family."""
    orang = Penduduk.select().where(Penduduk.hubungan_keluarga != 1).order_by(Penduduk.nama)[ke]
    return catat.catat_kematian(node, operator, {"tgl_peristiwa": lapor, "tgl_lapor": lapor}, orang.id)
