"""``sid-bantuan import opensid`` as it is typed: clear refusals, no password anywhere, and a follower that survives."""

import signal
import sys

import pytest
from click.testing import CliRunner
from filelock import FileLock
from python_calamine import CalamineWorkbook

from sid_bantuan.catalog import CATALOG
from sid_bantuan.cli import main
from sid_bantuan.modules.opensid.alamat import VARIABEL_SANDI, SumberGagal, baca_alamat
from sid_bantuan.modules.opensid.hasil import keseimbangan
from sid_bantuan.settings import load
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare

from .conftest import VILLAGE
from .support.opensid import SANDI, isi_desa
from .support.processes import free_port

mariadb = pytest.mark.mariadb


@pytest.fixture
def berkas(tmp_path):
    """The settings of a fresh village."""
    file = tmp_path / "desa.toml"
    done = CliRunner().invoke(main, ["--config", str(file), "init", "--kode", VILLAGE, "--folder", "data"])
    assert done.exit_code == 0, done.output
    return file


@pytest.fixture
def call(berkas):
    def run(*words, **env):
        words = ["--config", str(berkas), "import", "opensid", *map(str, words)]
        return CliRunner().invoke(main, words, env=env, catch_exceptions=False)

    return run


@pytest.fixture
def isi(berkas):
    """``isi(sql)``: a question to the village's database."""

    def ask(sql: str):
        database = open_sqlite(load(berkas, {}).database)
        try:
            return database.execute_sql(sql).fetchall()
        finally:
            database.close()

    return ask


def test_an_address_names_everything_but_its_password():
    alamat = baca_alamat("mysql://pembaca:s%40ndi%2F@10.0.0.5:3307/opensid")
    assert (alamat.host, alamat.port, alamat.pengguna, alamat.sandi) == ("10.0.0.5", 3307, "pembaca", "s@ndi/")
    assert str(alamat) == "pembaca@10.0.0.5:3307/opensid"
    assert "s@ndi" not in repr(alamat)
    assert baca_alamat("mariadb://a@h/b", {VARIABEL_SANDI: "x"}).sandi == "x"
    assert baca_alamat("mysql://a:@h/b", {VARIABEL_SANDI: "x"}).sandi == ""


@pytest.mark.parametrize(
    "teks",
    ["", "opensid", "postgresql://a:rahasia@h/b", "mysql://a:rahasia@h", "mysql://h/b", "mysql://a:rahasia@h:x/b"],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(teks):
    with pytest.raises(SumberGagal, match="mysql://pengguna@") as salah:
        baca_alamat(teks, {})
    assert "rahasia" not in str(salah.value)


@mariadb
def test_an_import_tells_what_came_and_writes_its_sheet(call, sumber, berkas, tmp_path):
    ada = isi_desa(sumber, 60)
    hasil = tmp_path / "hasil.xlsx"
    done = call(sumber.alamat(), "--hasil", hasil)
    assert done.exit_code == 0, done.output
    assert f"Penduduk: {ada['penduduk']} dibaca, {ada['penduduk']} baru." in done.output
    assert f"Penduduk terhitung {ada['hidup']}, menurut buku {ada['hidup']}." in done.output
    assert CalamineWorkbook.from_path(hasil).sheet_names == [
        "Ringkasan", "Perlu Dilihat", "Berbeda", "Bantuan", "Peserta Tak Ditemukan", "Foto", "Kolom Tanpa Tempat",
    ]  # fmt: skip
    assert SANDI not in done.output


@mariadb
def test_the_password_may_come_from_the_environment(call, sumber):
    sumber.orang("BUDI")
    done = call(sumber.alamat(sandi=None), **{VARIABEL_SANDI: SANDI})
    assert done.exit_code == 0, done.output


@mariadb
def test_each_refusal_says_what_to_do_and_none_repeats_the_password(call, sumber, mariadb_server):
    alamat = sumber.alamat()
    cases = {
        alamat.replace("rahasia", "keliru"): "Pengguna pembaca ditolak",
        alamat.replace(f":{mariadb_server.port}", f":{free_port()}"): "tidak dapat dihubungi",
        alamat.replace("127.0.0.1", "tidak-ada.invalid"): "tidak dapat dihubungi",
        alamat.replace(sumber.nama, "entah"): "tidak boleh membaca basis data",
        "http://entah": "Alamat basis data OpenSID tidak benar",
    }
    for satu, kata in cases.items():
        done = call(satu)
        assert done.exit_code == 1, done.output
        assert kata in done.output
        assert "Traceback" not in done.output
        for sandi in (SANDI, "rahasia", "keliru"):
            assert sandi not in done.output


@mariadb
def test_a_result_sheet_that_cannot_be_written_says_so_and_undoes_nothing(call, sumber, isi, tmp_path):
    sumber.orang("BUDI")
    (tmp_path / "hasil.xlsx").mkdir()
    done = call(sumber.alamat(), "--hasil", tmp_path / "hasil.xlsx" / "tidak" / "ada.xlsx")
    assert done.exit_code == 1
    assert "Impor selesai, tetapi" in done.output
    assert isi("SELECT count(*) FROM sb_penduduk") == [(1,)]


@mariadb
def test_declaring_opensid_the_master_belongs_to_following_it(call, sumber):
    done = call(sumber.alamat(), "--utamakan", "opensid")
    assert done.exit_code == 2
    assert "hanya bersama --follow" in done.output


@mariadb
def test_only_one_reads_at_a_time(call, sumber, berkas):
    with FileLock(load(berkas, {}).folder / "opensid.lock"):
        done = call(sumber.alamat())
    assert done.exit_code == 1
    assert "sedang berjalan" in done.output


@pytest.fixture
def ikuti(run_process, berkas):
    """Start a follower as the person who installs it does."""

    def start(alamat, setiap="0.01"):
        words = ["--config", berkas, "import", "opensid", alamat, "--follow", "--every", setiap]
        return run_process([sys.executable, "-m", "sid_bantuan.cli", *words])

    return start


@mariadb
def test_a_follower_brings_changes_over_and_says_so_in_one_line(ikuti, sumber, isi, berkas):
    sumber.orang("BUDI", nik="3522010101900001")
    proses = ikuti(sumber.alamat())
    proses.wait_for("Mengikuti OpenSID untuk 35.22.01.2001")
    proses.wait_for("1 penduduk dibaca, 1 baru")
    sumber.orang("SITI", sex=2)
    proses.wait_for(r"\d\d-\d\d-\d{4} \d\d\.\d\d\.\d\d 2 penduduk dibaca, 1 baru, 0 berubah")
    assert isi("SELECT count(*) FROM sb_penduduk") == [(2,)]
    assert proses.stop(how=signal.SIGTERM) == 0
    log = (load(berkas, {}).folder / "opensid.log").read_text()
    assert "2 penduduk dibaca, 1 baru" in log
    assert SANDI not in log + proses.output


@mariadb
def test_a_follower_outlives_a_server_that_dies_and_comes_back(mariadb_server, ikuti, sumber):
    sumber.orang("BUDI")
    proses = ikuti(sumber.alamat(), "0.02")
    proses.wait_for("1 penduduk dibaca, 1 baru")
    mariadb_server.crash()
    proses.wait_for(r"(tidak dapat dihubungi|terputus).*Dicoba lagi")
    mariadb_server.start()
    sumber.sambungan = mariadb_server.connect(sumber.nama)
    sumber.orang("SITI", sex=2)
    proses.wait_for("penduduk dibaca, 1 baru, 0 berubah")
    assert proses.stop() == 0


@mariadb
def test_a_killed_import_is_taken_up_where_it_was_and_ends_equal(ikuti, call, sumber, isi, berkas):
    ada = isi_desa(sumber, 2500)
    for _ in range(3):
        proses = ikuti(sumber.alamat(), "5")
        proses.wait_until(lambda: isi("SELECT count(*) FROM sb_opensid") != [(0,)], what="stored its first chunk")
        proses.kill()
    done = call(sumber.alamat())
    assert done.exit_code == 0, done.output
    assert isi("SELECT count(*) FROM sb_penduduk") == [(ada["penduduk"],)]
    assert isi("SELECT count(*) FROM sb_mutasi") == [(ada["peristiwa"],)]
    database = open_sqlite(load(berkas, {}).database)
    node = Node(prepare(database, VILLAGE, CATALOG), VILLAGE, CATALOG)
    assert keseimbangan(node) == (ada["hidup"], ada["hidup"])
    database.close()
