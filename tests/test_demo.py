"""The demo's road, as a stranger runs it."""

import json
import subprocess
import sys

import pytest


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
