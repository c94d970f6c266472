"""The demo's road, as a stranger runs it."""

import json
import re
import signal
import subprocess
import sys
from datetime import date

import pytest
import requests

from sid_bantuan.demo import jalan, peristiwa, surat
from sid_bantuan.demo.proses import RESTARTS, Gagal, Kumpulan
from sid_bantuan.demo.tempat import DESA, sebagai, siapkan
from sid_bantuan.domain import lampid
from sid_bantuan.modules.lampid.buku.jumlah import jumlahkan, neraca

from .support.processes import accepts, free_port


@pytest.mark.lambat
def test_the_demo_drives_the_whole_road_and_proves_every_level_equal():
    command = [sys.executable, "-m", "sid_bantuan.cli", "demo", "--once", "--json", "--jumlah", "80", "--port", "8400"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["equal"] is True
    assert set(found["nodes"]) == {"35.22", "35.22.01", "35.22.01.2001", "35.22.01.2002", "35.22.01.2003"}
    people = {code: one["rows"]["penduduk"] for code, one in found["nodes"].items()}
    assert people["35.22"] == people["35.22.01"] == sum(people[code] for code in people if code.count(".") == 3) > 0
    assert found["verval"]["given"] == found["verval"]["arrived"] > found["verval"]["lapsed"] > 0
    assert all(one["pending"] == 0 for one in found["nodes"].values())
    _births_deaths_and_moves(found["lampid"])
    _letters(found["surat"])
    _aid(found["bantuan"])


def _births_deaths_and_moves(found):
    """A family moved as one pair, a death registered above was taken, and every level's books agree."""
    books = found["books"]
    assert found["events"] == {"lahir": 3, "mati": 3, "pindah": 1}
    assert found["verdicts"]["given"] == found["verdicts"]["arrived"] > 0
    assert found["balanced"] is True
    assert books["35.22.01.2001"]["changes"]["pindah"] == -books["35.22.01.2002"]["changes"]["datang"] < 0
    assert books["35.22.01.2003"]["changes"]["mati"] == -2
    assert books["35.22"]["closing"] == books["35.22.01"]["closing"]


def _aid(found):
    """PKH refuses two of nine families, six fill the quota, aid that came later flags one in each village, all levels agree."""
    assert found["proven"] is True
    assert found["carried"] is True
    assert (found["determined"], found["paid"]) == (3, 18)
    assert found["programs"] >= 30
    assert all(one == {"ditolak": 2, "terdaftar": 6, "penuh": 1} for one in found["enrolled"].values())
    assert all(one == [6, 6, 0] for one in found["quota"].values())
    assert all(one == 1 for one in found["flagged"].values())
    assert found["running"]["35.22"] == sum(n for code, n in found["running"].items() if code.count(".") == 3)


def _letters(found):
    """Signed below, known to the camat, checked by their codes before and after they arrived, counted alike everywhere."""
    assert found["proven"] is True
    assert found["states"] == {"terbit": 8, "batal": 1}
    assert found["camat"] == {"asked": 3, "issued": 3}
    assert all(one == {"numbered": 3, "gapless": True} for one in found["numbers"].values())
    assert found["checked"] == {
        "before_arrival": {"terbukti": 9}, "forged": {"tak_dikenal": 9}, "after_arrival": {"berlaku": 8, "batal": 1},
    }  # fmt: skip
    assert found["counted"]["35.22"] == found["counted"]["35.22.01"] == 8


def test_each_village_of_the_live_demo_has_months_of_events_and_letters_that_its_books_count(tmp_path):
    tempat = siapkan(tmp_path / "data", free_port())
    with peristiwa.sejak_dahulu():
        jalan.isi_desa(tempat, 800, [].append)
    peristiwa.riwayat(tempat, [].append)
    surat.riwayat(tempat, [].append)
    bulan = lampid.bulan_dari(date.today())
    for kode in DESA:
        with sebagai(tempat[kode]) as node:
            assert node.engine.value("SELECT count(DISTINCT jenis) FROM sb_mutasi") >= 3
            buku = jumlahkan(neraca(node.engine, kode, bulan).values())
            assert buku.awal.jiwa > 0
            assert buku.akhir.jiwa == node.engine.value("SELECT count(*) FROM sb_terhitung")
            keadaan = dict(node.engine.run("SELECT keadaan, count(*) FROM sb_surat GROUP BY keadaan"))
            menunggu = {"mengetahui": 1, "tanda_tangan": 1, "periksa": 1}
            assert keadaan == menunggu | {"terbit": surat.BANYAK_RIWAYAT - 1, "batal": 1}
            assert node.engine.value("SELECT count(DISTINCT tgl_surat) FROM sb_surat") > 5


@pytest.mark.lambat
def test_the_demo_serves_five_nodes_and_takes_all_of_them_along_when_it_is_ended(run_process, tmp_path):
    options = ["--folder", str(tmp_path / "data"), "--jumlah", "40", "--port", str(free_port())]
    demo = run_process([sys.executable, "-m", "sid_bantuan.cli", "demo", *options])
    demo.wait_for(r"Ctrl\+C untuk berhenti", 120)
    addresses = re.findall(r"http://127\.0\.0\.1:(\d+)", demo.output)
    assert len(addresses) == 5
    for port in addresses:
        assert "<form" in requests.get(f"http://127.0.0.1:{port}", timeout=30).text
    demo.stop(30, signal.SIGTERM)
    assert not any(accepts(int(port)) for port in addresses)


def start_two(kumpulan, folder):
    """One process that ends at once, and one that stays."""
    kumpulan.start("halaman 35.22", [sys.executable, "-c", "print('port sudah dipakai')"], folder / "halaman.log")
    kumpulan.start("kurir 35.22", [sys.executable, "-c", "import time; time.sleep(600)"], folder / "kurir.log")
    return kumpulan.running


def test_a_process_of_the_demo_that_keeps_dying_is_named_and_left_out_while_the_others_go_on(tmp_path):
    told = []
    with Kumpulan() as kumpulan:
        dying, staying = start_two(kumpulan, tmp_path)
        for _ in range(RESTARTS + 1):
            dying.running.wait(30)
            kumpulan.mend(told.append)
        assert kumpulan.running == [staying]
        assert not staying.died
    assert told[0] == f"Proses halaman 35.22 berhenti sendiri; dijalankan lagi (1 dari {RESTARTS})."
    assert "tidak dijalankan lagi; yang lain tetap berjalan" in told[-2]
    assert "port sudah dipakai" in told[-1]


def test_the_demo_ends_once_no_process_is_left(tmp_path):
    with Kumpulan() as kumpulan:
        dying, staying = start_two(kumpulan, tmp_path)
        dying.restarts = staying.restarts = RESTARTS
        dying.running.wait(30)
        staying.running.kill()
        staying.running.wait(30)
        with pytest.raises(Gagal, match="Semua proses sudah berhenti"):
            kumpulan.mend(print)


def test_while_the_demo_is_set_up_a_process_that_died_stops_it_with_its_last_words(tmp_path):
    with Kumpulan() as kumpulan:
        dying, _ = start_two(kumpulan, tmp_path)
        dying.running.wait(30)
        with pytest.raises(Gagal, match="halaman 35.22 berhenti sendiri:\\nport sudah dipakai"):
            kumpulan.check()
