"""What is installed is whole: a wheel holds every file of ours, and runs where the sources are not."""

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from .conftest import VILLAGE
from .support.processes import free_port

pytestmark = pytest.mark.lambat
ROOT = Path(__file__).parent.parent
SHIPPED = ("sid_bantuan", "sync_agent", "migrations")
LEFT_OUT = ("__pycache__",)


def files_of_ours() -> set[str]:
    """Every file under the shipped folders, by the path it has inside the wheel."""
    found = set()
    for top in SHIPPED:
        for path in (ROOT / top).rglob("*"):
            if path.is_file() and not set(LEFT_OUT) & set(path.parts):
                name = path.relative_to(ROOT).as_posix()
                found.add(f"sid_bantuan/{name}" if top == "migrations" else name)
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel of the sources as they are, built from a copy so that nothing is left among them."""
    copy = tmp_path_factory.mktemp("sumber")
    for top in SHIPPED:
        shutil.copytree(ROOT / top, copy / top, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for name in ("pyproject.toml", "setup.cfg", "setup.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, copy)
    folder = tmp_path_factory.mktemp("roda")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        folder,
        copy,
    ]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The ``bin`` folder of a fresh environment with the wheel in it, and our dependencies in reach."""
    folder = tmp_path_factory.mktemp("pasang") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()
    )  # fmt: skip
    pip = [sys.executable, "-m", "pip", "-q", "--python", python, "install", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    # A plain line lends the packages but not the editable project: .pth files in there are not read.
    (site / "zz_pinjam.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def test_the_wheel_holds_every_file_of_ours_and_the_licences(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert files_of_ours() - inside == set()
    assert {name.rpartition("/")[2] for name in inside if "licenses/" in name} == {"LICENSE", "NOTICE"}


def test_the_installed_commands_run_without_the_sources(installed, tmp_path, run_process):
    def run(command, *words):
        done = subprocess.run([installed / command, *words], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    where = run("python", "-c", "import sid_bantuan, sync_agent; print(sid_bantuan.__file__, sync_agent.__file__)")
    assert where.count(str(installed.parent)) == 2
    assert "Siap" in run("sid-bantuan", "init", "--kode", VILLAGE, "--folder", str(tmp_path / "data"))
    assert (tmp_path / "data" / "sid_bantuan.db").exists()
    assert VILLAGE in run("sync-agent", "status", "--json")
    port = free_port()
    environment = {"SID_BANTUAN_SERVER_PORT": str(port)}
    server = run_process([installed / "sid-bantuan", "serve"], cwd=tmp_path, env=environment)
    server.wait_port(port)


def test_the_demo_of_an_installed_wheel_drives_the_whole_road(installed, tmp_path):
    options = ["--once", "--json", "--jumlah", "60", "--port", str(free_port())]
    done = subprocess.run(
        [installed / "sid-bantuan", "demo", *options], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["equal"] is True
    assert list(tmp_path.iterdir()) == []
