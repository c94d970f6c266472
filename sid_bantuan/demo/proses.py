"""Processes of the demo: started, waited for until they answer, stopped whatever happens."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from .tempat import DI_HOST, Tempat

HOST = Path(__file__).resolve().parents[2] / "examples" / "host_sid.py"
"""The example of an existing SID; it lies in the source tree, not in the installed package."""
PATIENCE = 60
RESTARTS = 3
"""How often one process is started again before the demo goes on without it."""


class Gagal(RuntimeError):
    """A process of the demo did not do its part; the text is for the screen."""


@dataclass(slots=True)
class Proses:
    """One process: how it was started, where its output goes, how often it was started again."""

    name: str
    command: list[str]
    log: Path
    running: subprocess.Popen
    restarts: int = 0

    @property
    def died(self) -> bool:
        return self.running.poll() is not None

    @property
    def tail(self) -> str:
        """The end of what it said."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:].strip()


class Kumpulan:
    """The running processes; leaving the ``with`` block stops them all."""

    def __init__(self):
        self.running: list[Proses] = []

    def __enter__(self):
        for name in ("SIGTERM", "SIGHUP"):  # a closed terminal must not leave nine processes behind
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.default_int_handler)
        return self

    def __exit__(self, *_):
        for one in self.running:
            one.running.terminate()
        for one in self.running:
            try:
                one.running.wait(10)
            except subprocess.TimeoutExpired:
                one.running.kill()

    def start(self, name: str, command: list[str], log: Path) -> None:
        """Start a process whose output goes to a file."""
        self.running.append(Proses(name, command, log, _popen(command, log)))

    def serve(self, tempat: Tempat) -> None:
        """Serve a node's pages; one village through the example of an existing SID, where that is at hand."""
        log = tempat.folder / "halaman.log"
        if tempat.kode == DI_HOST and HOST.exists():
            command = [sys.executable, str(HOST), "--config", str(tempat.config)]
        else:
            command = [sys.executable, "-m", "sid_bantuan.cli", "--config", str(tempat.config), "serve"]
        self.start(f"halaman {tempat.kode}", command, log)

    def agent(self, tempat: Tempat) -> None:
        """Run a node's courier on its schedule."""
        command = [sys.executable, "-m", "sync_agent.cli", "--config", str(tempat.config), "run"]
        self.start(f"kurir {tempat.kode}", command, tempat.folder / "kurir.log")

    def wait_for(self, url: str) -> None:
        """Wait until something answers there. Raises ``Gagal`` with the log of a process that died."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.check()
            try:
                requests.get(url, timeout=5, allow_redirects=False)
                return
            except requests.ConnectionError:
                time.sleep(0.1)
        raise Gagal(f"{url} tidak menjawab dalam {PATIENCE} detik.")

    def check(self) -> None:
        """Raise ``Gagal`` if a process has ended by itself: while the demo is set up nothing may be missing."""
        for one in self.running:
            if one.died:
                raise Gagal(f"Proses {one.name} berhenti sendiri:\n{one.tail}")

    def mend(self, kata: Callable[[str], None]) -> None:
        """Start again what has ended by itself and say so; one that keeps ending is left out, the others go on.

        Raises ``Gagal`` once none is left.
        """
        for one in [one for one in self.running if one.died]:
            if one.restarts < RESTARTS:
                one.restarts += 1
                kata(f"Proses {one.name} berhenti sendiri; dijalankan lagi ({one.restarts} dari {RESTARTS}).")
                one.running = _popen(one.command, one.log)
            else:
                self.running.remove(one)
                kata(f"Proses {one.name} terus berhenti dan tidak dijalankan lagi; yang lain tetap berjalan.")
                kata(f"Keluarannya yang terakhir ({one.log}):\n{one.tail}")
        if not self.running:
            raise Gagal("Semua proses sudah berhenti.")


def _popen(command: list[str], log: Path) -> subprocess.Popen:
    with log.open("ab") as file:
        return subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
