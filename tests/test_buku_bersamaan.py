"""Events are recorded, rows edited past them and everything counted at the same time: the books stay in balance.

Only PostgreSQL lets two write at once.
"""

import threading
import time
from contextlib import suppress
from datetime import date
from random import Random

import pytest

from sid_bantuan.domain import kode
from sid_bantuan.modules.kependudukan.kesalahan import DataDitolak
from sid_bantuan.modules.kependudukan.tables import Penduduk
from sid_bantuan.modules.lampid import catat
from sid_bantuan.modules.lampid import hitung as hitung_buku
from sid_bantuan.modules.lampid.batal import batal
from sid_bantuan.modules.lampid.tables import Mutasi
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.node import Node

from .support.lampid import OPERATOR, buku_seimbang
from .support.lampid import desa as _desa

pytestmark = pytest.mark.postgres
ISI = {"tgl_peristiwa": date.today(), "tgl_lapor": date.today()}
KALI = 25


@pytest.fixture(params=["postgres"])
def kind(request):
    return request.param


@pytest.fixture
def desa(village):
    """Four families of three in two dusun."""
    baru = _desa(village)
    for huruf, tempat in (("b", baru.ngasem), ("c", baru.krajan), ("d", baru.ngasem)):
        nama = [f"{satu} {huruf}" for satu in ("JOKO", "RINI", "TONO")]
        baru.keluarga(huruf, tempat, {nama[0]: (1, 1, "1970-01-01"), nama[1]: (2, 3, None), nama[2]: (1, 4, None)})
    drain_all(baru.node)
    return baru


def peristiwa(node: Node, acak: Random) -> None:
    """Somebody goes missing or comes back, or an event is cancelled."""
    orang = acak.choice(list(Penduduk.select().where(Penduduk.hubungan_keluarga != kode.KEPALA_KELUARGA)))
    with suppress(DataDitolak):
        if acak.random() < 0.3 and (semua := list(Mutasi.select())):
            batal(node, OPERATOR, acak.choice(semua).id, "Salah catat")
        elif orang.status_dasar == kode.HIDUP:
            catat.catat_hilang(node, OPERATOR, ISI, [orang.id])
        else:
            catat.catat_kembali(node, OPERATOR, ISI, orang.id)


def sunting(node: Node, acak: Random) -> None:
    """A statement past all actions."""
    kolom = acak.choice(("jenis_kelamin", "kewarganegaraan"))
    orang = acak.choice([row[0] for row in node.engine.run("SELECT id FROM sb_penduduk ORDER BY id")])
    node.engine.run(f"UPDATE sb_penduduk SET {kolom} = 3 - {kolom} WHERE id = ?", (orang,))
    if acak.random() < 0.2:
        node.engine.run("UPDATE sb_keluarga SET lingkungan_id = ? WHERE id = ?", (acak.choice("12") * 32, "b" * 32))


def hitung(node: Node, _acak: Random) -> None:
    drain_all(node, limit=3)


def test_an_event_waits_until_what_was_found_different_is_counted(desa, monkeypatch):
    """Both would take the same woman away as she was counted, and the books would have her twice."""
    node, tulis = desa.node, hitung_buku.tulis
    di_tengah, lanjut = threading.Event(), threading.Event()

    def tulis_lambat(*isi, **lain):
        di_tengah.set()
        assert lanjut.wait(30)
        tulis(*isi, **lain)

    Penduduk.update(jenis_kelamin=1).where(Penduduk.id == desa["ANI"]).execute()
    monkeypatch.setattr(hitung_buku, "tulis", tulis_lambat)
    hitungan = _di_samping(node, lambda: drain_all(Node(node.engine, node.code, node.catalog)))
    assert di_tengah.wait(30)
    monkeypatch.setattr(hitung_buku, "tulis", tulis)
    kejadian = _di_samping(node, lambda: catat.catat_hilang(node, OPERATOR, ISI, [desa["ANI"]]))
    try:
        _tunggu_giliran(node)
    finally:
        lanjut.set()
    for satu in (hitungan, kejadian):
        satu.join(30)
    buku_seimbang(node)


def _di_samping(node: Node, aksi) -> threading.Thread:
    def jalan():
        with node.engine.database.connection_context():
            aksi()

    satu = threading.Thread(target=jalan, daemon=True)
    satu.start()
    return satu


def _tunggu_giliran(node: Node) -> None:
    """Return once somebody in this database waits for an advisory lock."""
    akhir = time.monotonic() + 20
    menunggu = (
        "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE a.datname = current_database() AND NOT l.granted AND l.locktype = 'advisory'"
    )
    while not node.engine.value(menunggu):
        assert time.monotonic() < akhir, "nobody waits for his turn"


def test_whoever_writes_beside_whom_nothing_is_counted_twice_or_not_at_all(desa):
    salah: list = []
    engine = desa.node.engine

    def bekerja(aksi, benih):
        node, acak = Node(engine, desa.node.code, desa.node.catalog), Random(benih)
        try:
            with engine.database.connection_context():
                for _ in range(KALI):
                    aksi(node, acak)
        except BaseException as error:
            salah.append(error)

    semua = [
        threading.Thread(target=bekerja, args=(aksi, benih), daemon=True)
        for benih, aksi in enumerate((peristiwa, peristiwa, sunting, hitung, hitung))
    ]
    for satu in semua:
        satu.start()
    for satu in semua:
        satu.join(120)
    assert salah == []
    assert not any(satu.is_alive() for satu in semua)
    buku_seimbang(desa.node)
