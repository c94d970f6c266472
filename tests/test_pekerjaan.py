"""Long work can be left and found again; a killed process leaves it marked, and nothing half written."""

import sys
import threading
import time

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan import pekerjaan
from sid_bantuan.sync.node import Node

from .support.desa import DESA, operator


@pytest.fixture
def node(village):
    return Node(village, DESA, CATALOG)


def buat(node, **lain):
    return pekerjaan.buat(node, operator(), "coba", "Berkas.xlsx", **lain)


def tunggu(node, id, keadaan, detik=10.0):
    batas = time.monotonic() + detik
    while (satu := pekerjaan.baca(node, id)).keadaan != keadaan:
        assert time.monotonic() < batas, f"masih {satu.keadaan}: {satu.pesan}"
        time.sleep(0.02)
    return satu


def test_work_runs_apart_and_leaves_its_figures_rows_and_file(node):
    id = buat(node, berkas=b"asal")
    hasil = pekerjaan.Hasil(pesan="Beres.", isi={"baru": 3}, berkas=b"hasil", rincian=[{"nomor": 1}])
    assert pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", lambda node, maju: hasil)
    satu = tunggu(node, id, pekerjaan.SELESAI)
    assert (satu.pesan, satu.isi, satu.ada_hasil) == ("Beres.", {"baru": 3}, True)
    assert pekerjaan.berkas(node, id) is None
    assert pekerjaan.berkas(node, id, "hasil") == b"hasil"
    assert pekerjaan.rincian(node, id) == [{"nomor": 1}]


def test_the_file_is_kept_while_the_next_stage_or_another_try_needs_it(node):
    for keadaan in (pekerjaan.SIAP, pekerjaan.GAGAL):
        id = buat(node, berkas=b"asal")
        hasil = pekerjaan.Hasil(keadaan)
        pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", lambda node, maju, hasil=hasil: hasil)
        tunggu(node, id, keadaan)
        assert pekerjaan.berkas(node, id) == b"asal"


def test_how_far_it_is_is_seen_while_it_runs(node):
    lanjut = threading.Event()

    def kerja(node, maju):
        maju("Menyimpan", 40, 100)
        lanjut.wait(10)
        return pekerjaan.Hasil()

    id = buat(node)
    pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", kerja)
    batas = time.monotonic() + 10
    while not (satu := pekerjaan.baca(node, id)).jumlah and time.monotonic() < batas:
        time.sleep(0.01)
    assert (satu.keadaan, satu.langkah, satu.maju, satu.jumlah) == ("berjalan", "Menyimpan", 40, 100)
    lanjut.set()
    tunggu(node, id, pekerjaan.SELESAI)


def test_a_second_click_finds_the_first_ones_work_under_way(node):
    lanjut, kali = threading.Event(), []

    def kerja(node, maju):
        kali.append(1)
        lanjut.wait(10)
        return pekerjaan.Hasil()

    id = buat(node)
    assert pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", kerja)
    assert not pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", kerja)
    lanjut.set()
    tunggu(node, id, pekerjaan.SELESAI)
    assert not pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", kerja)
    assert len(kali) == 1


def test_a_failure_is_told_in_words_and_a_fault_of_ours_hides_nothing_in_a_running_state(node):
    def menolak(node, maju):
        raise pekerjaan.Gagal("Berkas bukan Excel.")

    def rusak(node, maju):
        raise KeyError("rahasia")

    for kerja, pesan in ((menolak, "Berkas bukan Excel."), (rusak, "tidak ada yang disimpan")):
        id = buat(node)
        pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", kerja)
        satu = tunggu(node, id, pekerjaan.GAGAL)
        assert pesan in satu.pesan
        assert "rahasia" not in satu.pesan


def test_finished_work_is_kept_only_as_long_as_it_is_of_use(node):
    pertama = buat(node, berkas=b"data penduduk")
    for _ in range(pekerjaan.DISIMPAN):
        time.sleep(0.002)  # ids of one millisecond have no order
        buat(node)
    assert pekerjaan.baca(node, pertama) is None
    assert len(pekerjaan.daftar(node, "coba", 99)) == pekerjaan.DISIMPAN


PROSES = """
import sys, time
from sid_bantuan.catalog import CATALOG
from sid_bantuan.domain.peran import Operator
from sid_bantuan.modules.kependudukan import pekerjaan
from sid_bantuan.sync.engine import engine_for, open_database
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.record import database

alamat, id = sys.argv[1:]
basis = open_database(alamat)
database.initialize(basis)
basis.connect()
node = Node(engine_for(basis), "35.22.01.2001", CATALOG)

def kerja(node, maju):
    with node.engine.transaction():
        node.engine.run("INSERT INTO sb_alasan (teks, dipakai, terakhir) VALUES ('setengah', 1, 'x')")
        print("DI TENGAH", flush=True)
        time.sleep(60)

pekerjaan.mulai(node, id, (pekerjaan.MENUNGGU,), "uji", kerja)
time.sleep(60)
"""


def test_a_killed_process_leaves_its_work_marked_interrupted_and_nothing_half_written(node, run_process, kind):
    basis = node.engine.database
    alamat = basis.database
    id = buat(node)
    if kind == "sqlite":
        basis.close()  # this test's own connection must not keep the file busy
    proses = run_process([sys.executable, "-c", PROSES, alamat, id])
    proses.wait_for("DI TENGAH")
    assert pekerjaan.baca(node, id).keadaan == pekerjaan.BERJALAN
    proses.kill()
    satu = tunggu(node, id, pekerjaan.TERPUTUS)
    assert "Tidak ada yang tersimpan setengah" in satu.pesan
    assert node.engine.value("SELECT count(*) FROM sb_alasan") == 0
    assert pekerjaan.mulai(node, id, (pekerjaan.TERPUTUS,), "uji", lambda node, maju: pekerjaan.Hasil())
    tunggu(node, id, pekerjaan.SELESAI)
