"""The demo's road, as a stranger runs it."""

import json
import re
import signal
import subprocess
import sys

import pytest
import requests

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
