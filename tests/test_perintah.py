"""The commands, as the person who installs it types them."""

import gc
import json
import re
import shlex
import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sid_bantuan.catalog import CATALOG
from sid_bantuan.cli import main as sid_bantuan
from sid_bantuan.settings import load
from sid_bantuan.sync.engine import open_sqlite
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare
from sync_agent import cli as agent_cli

from .support.processes import free_port as any_port
from .support.road import add_resident

VILLAGE, ABOVE = "35.22.01.2001", "35.22.01"


@pytest.fixture
def call():
    def run(command, *words):
        return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)

    return run


@pytest.fixture
def free_port():
    return any_port()


@pytest.fixture
def server(places, run_process, free_port):
    """The kecamatan's server, which answers."""
    command = [sys.executable, "-m", "sid_bantuan.cli", "--config", str(places[ABOVE]), "serve"]
    process = run_process(command)
    process.wait_port(free_port)
    return process


@pytest.fixture
def serve(server, free_port):
    """Its address."""
    return f"http://127.0.0.1:{free_port}"


@pytest.fixture
def places(tmp_path, call, free_port):
    """A village and its kecamatan, initialised; the kecamatan not yet serving."""
    files = {code: tmp_path / f"{code}.toml" for code in (VILLAGE, ABOVE)}
    for code, file in files.items():
        done = call(sid_bantuan, "--config", file, "init", "--kode", code, "--folder", code, "--port", free_port)
        assert done.exit_code == 0, done.output
    return files


def test_init_never_overwrites_settings(places, call):
    before = places[VILLAGE].read_text()
    done = call(sid_bantuan, "--config", places[VILLAGE], "init", "--kode", "35.22.01.2002")
    assert done.exit_code == 1
    assert "sudah ada" in done.output
    assert places[VILLAGE].read_text() == before


@pytest.mark.parametrize("setting, value", [("port", None), ("alamat", '"203.0.113.7"')])
def test_an_address_that_cannot_be_served_is_said_in_words(places, call, free_port, setting, value):
    if value:
        places[ABOVE].write_text(places[ABOVE].read_text().replace('alamat = "127.0.0.1"', f"{setting} = {value}"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()
        done = call(sid_bantuan, "--config", places[ABOVE], "serve")
    assert done.exit_code == 1
    assert f"port {free_port}" in done.output
    assert "server.port" in done.output


def test_init_says_a_next_step_that_works_as_it_stands(tmp_path, call):
    file = tmp_path / "baru.toml"
    done = call(sid_bantuan, "--config", file, "init", "--kode", VILLAGE, "--folder", "baru")
    said = re.search(r"Selanjutnya: sid-bantuan (.+), lalu sid-bantuan (.+)", done.output)
    roles = re.search(r"Peran yang ada: (.+)\.", done.output)[1].split(", ")
    assert "operator" in roles
    assert "wali_data" not in roles
    words = said[1].replace("NAMA --nama", "siti --nama").replace("PERAN", roles[0])
    assert call(sid_bantuan, *shlex.split(words)).exit_code == 0
    assert said[2] == f"--config {file} serve"


def test_a_database_of_another_village_is_refused(places, call):
    text = places[VILLAGE].read_text().replace(VILLAGE, "35.22.01.2002", 1)
    places[VILLAGE].write_text(text)
    done = call(agent_cli.main, "--config", places[VILLAGE], "status")
    assert done.exit_code == 1
    assert "milik 35.22.01.2001" in done.output


@pytest.mark.parametrize("command", [(sid_bantuan, "serve"), (agent_cli.main, "run")])
def test_a_postgresql_that_is_not_there_is_said_in_words(places, call, command):
    pytest.importorskip("psycopg")
    gone = 'basis_data = "postgresql://sid@127.0.0.1:1/sid"'
    places[ABOVE].write_text(places[ABOVE].read_text().replace('basis_data = ""', gone))
    done = call(command[0], "--config", places[ABOVE], command[1])
    assert done.exit_code == 1
    assert "Basis data tidak dapat dibuka" in done.output
    assert "data.basis_data" in done.output


def test_sync_before_enrolment_says_what_to_do(places, call):
    done = call(agent_cli.main, "--config", places[VILLAGE], "once")
    assert done.exit_code == 1
    assert "sync-agent enroll" in done.output


def test_a_code_for_a_place_elsewhere_is_refused(places, call):
    done = call(sid_bantuan, "--config", places[ABOVE], "node", "enroll", "35.22.02.2001")
    assert done.exit_code == 1
    assert "bukan wilayah langsung" in done.output


def test_enrol_sync_status_verify_and_rebuild_over_a_real_server(places, call, tmp_path, serve):
    url = serve
    code = call(sid_bantuan, "--config", places[ABOVE], "node", "enroll", VILLAGE).output.splitlines()[0]
    assert call(agent_cli.main, "--config", places[VILLAGE], "enroll", "--upstream", url, "--code", code).exit_code == 0
    settings = load(places[VILLAGE], {})
    node = Node(prepare(open_sqlite(settings.database), VILLAGE, CATALOG), VILLAGE, CATALOG)
    row_id = add_resident(node)
    node.engine.database.close()
    # The resident, and the adjustment the books made of him.
    assert "Terkirim 2" in call(agent_cli.main, "--config", places[VILLAGE], "once").output
    found = json.loads(call(agent_cli.main, "--config", places[VILLAGE], "status", "--json").output)
    assert found["pending"] == 0
    assert found["upstream"]["equal_at"]
    told = call(agent_cli.main, "--config", places[VILLAGE], "status").output
    assert re.search(r"Berhasil terakhir: \d\d-\d\d-\d{4} \d\d\.\d\d\. Terbukti sama: \d\d-\d\d-\d{4}", told), told
    assert call(agent_cli.main, "--config", places[VILLAGE], "verify").exit_code == 0

    fresh = tmp_path / "baru.toml"
    call(sid_bantuan, "--config", fresh, "init", "--kode", VILLAGE, "--folder", "baru")
    code = call(sid_bantuan, "--config", places[ABOVE], "node", "enroll", VILLAGE).output.splitlines()[0]
    done = call(agent_cli.main, "--config", fresh, "rebuild", "--upstream", url, "--code", code)
    assert done.exit_code == 0, done.output
    again = open_sqlite(load(fresh, {}).database)
    assert again.execute_sql("SELECT id FROM sb_penduduk").fetchall() == [(row_id,)]
    again.execute_sql("UPDATE sb_penduduk SET nama = 'SITI' WHERE id = ?", (row_id,))
    again.close()
    assert "Terkirim 1" in call(agent_cli.main, "--config", fresh, "once").output


def test_a_wrong_code_is_refused_in_words_and_a_server_that_is_stopped_leaves_one_file_without_its_log(
    places, call, serve, server
):
    call(sid_bantuan, "--config", places[ABOVE], "node", "enroll", VILLAGE)
    words = ("enroll", "--upstream", serve, "--code", "AAAA-BBBB-CCCC")
    done = call(agent_cli.main, "--config", places[VILLAGE], *words)
    assert done.exit_code == 1
    assert "Kode pendaftaran salah" in done.output
    file = Path(load(places[ABOVE], {}).database)
    gc.collect()  # the connections of this test's own commands
    assert server.stop() == 0
    assert sorted(one.name for one in file.parent.glob(f"{file.name}*")) == [file.name]


def test_a_server_that_is_not_there_is_said_and_loses_nothing(places, call, free_port):
    words = ("enroll", "--upstream", f"http://127.0.0.1:{free_port}", "--code", "AAAA-BBBB-CCCC")
    done = call(agent_cli.main, "--config", places[VILLAGE], *words)
    assert done.exit_code == 1
    assert "tidak dapat dihubungi" in done.output
