"""Real processes killed at any instant, on both engines: nothing acknowledged is lost, both ends come out equal."""

import os
import random
import subprocess
import sys
import time

import pytest

from sid_bantuan.catalog import CATALOG
from sid_bantuan.settings import template
from sid_bantuan.sync import digest, enrol
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.engine import open_database
from sid_bantuan.sync.freeze import freshen
from sid_bantuan.sync.node import Node
from sid_bantuan.sync.schema import prepare
from sid_bantuan.sync.transport import Http

from .support.processes import free_port
from .support.road import add_resident

VILLAGE, ABOVE = "35.22.01.2001", "35.22.01"
KILLS, EACH, BATCH = int(os.environ.get("KILLS", "6")), 50, 50
"""KILLS=200 makes a long run of it."""


class Place:
    """Two installations with settings of their own, on one engine; the one above serves."""

    def __init__(self, tmp_path, new_database, run_process):
        self.port, self.run_process = free_port(), run_process
        self.files, self.databases = {}, {}
        for code in (VILLAGE, ABOVE):
            self.databases[code] = new_database()
            self.files[code] = tmp_path / f"{code}.toml"
            text = template(
                code,
                data_folder=code,
                data_basis_data=self.databases[code],
                server_port=self.port,
                sinkron_batas_detik=10,
            )
            self.files[code].write_text(text, encoding="utf-8")
        self.serve()

    def serve(self) -> None:
        command = [sys.executable, "-m", "sid_bantuan.cli", "--config", str(self.files[ABOVE]), "serve"]
        self.server = self.run_process(command)
        self.server.wait_port(self.port)

    def node(self, code: str) -> Node:
        return Node(prepare(open_database(self.databases[code]), code, CATALOG), code, CATALOG)

    def courier(self) -> subprocess.Popen:
        command = [sys.executable, "-m", "sync_agent.cli", "--config", str(self.files[VILLAGE]), "once"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture
def place(tmp_path, new_database, run_process):
    made = Place(tmp_path, new_database, run_process)
    above, village = made.node(ABOVE), made.node(VILLAGE)
    url = f"http://127.0.0.1:{made.port}"
    Courier(village, Http(url)).enrol(ABOVE, url, enrol.issue_code(above, VILLAGE))
    village.set_link(ABOVE, batch=BATCH)
    yield made, above, village
    for node in (above, village):
        node.engine.database.close()


def everything(node: Node) -> dict:
    names = ", ".join(CATALOG["penduduk"].names)
    return {row[0]: row for row in node.engine.run(f"SELECT id, {names} FROM sb_penduduk")}


def roots(node: Node, peer: str) -> tuple[bytes, bytes]:
    with node.engine.transaction():
        node.begin_step()
        freshen(node)
        node.digest.flush()
        digest.recompute(node, peer)
    return tuple(digest.root(node.engine, peer, near) for near in (True, False))


@pytest.mark.lambat
def test_killed_couriers_and_servers_lose_nothing_and_end_equal(place):
    made, above, village = place
    chance = random.Random(20261121)
    for number in range(KILLS):
        with village.engine.transaction():
            for at in range(EACH):
                add_resident(village, name=f"WARGA {number} {at}")
            village.engine.run("UPDATE sb_penduduk SET telepon = ? WHERE nama LIKE ?", (str(number), f"%{number}"))
            village.engine.run("DELETE FROM sb_penduduk WHERE nama = ?", (f"WARGA {number} 7",))
        courier = made.courier()
        time.sleep(chance.uniform(0.4, 1.6))
        if chance.random() < 0.5:
            courier.kill()
        else:
            made.server.child.kill()
            made.server.wait()
            made.serve()
        courier.wait(60)
    for _ in range(3):
        last = made.courier()
        said, _ = last.communicate(timeout=120)
    assert last.returncode == 0, said
    assert everything(above) == everything(village)
    assert len(everything(above)) == KILLS * (EACH - 1)
    assert roots(village, ABOVE) == roots(above, VILLAGE)
    assert village.pending(ABOVE) == 0
