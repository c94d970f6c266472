"""The books at a kecamatan are the sum of its villages' books, whatever happened there; a rebuilt village has its own again."""

from datetime import date
from random import Random

import pytest

from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan.contoh_berkas import tulis_desa
from sid_bantuan.modules.kependudukan.contoh_cacat import KADAR
from sid_bantuan.modules.kependudukan.impor import baca, terapkan
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.lampid import contoh, hitung, tutup
from sid_bantuan.modules.lampid.batal import batal
from sid_bantuan.modules.lampid.buku.jumlah import jumlahkan, neraca
from sid_bantuan.modules.lampid.hari import seolah
from sid_bantuan.modules.lampid.tables import Mutasi
from sid_bantuan.sync import enrol, record
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

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
