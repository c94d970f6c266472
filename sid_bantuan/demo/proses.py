"""Processes of the demo: started, waited for until they answer, stopped whatever happens."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests

from .tempat import DI_HOST, Tempat

HOST = Path(__file__).resolve().parents[2] / "examples" / "host_sid.py"
"""The example of an existing SID; it lies in the source tree, not in the installed package."""
PATIENCE = 60


class Gagal(RuntimeError):
    """A process of the demo did not do its part; the text is for the screen."""


class Kumpulan:
    """The running processes; leaving the ``with`` block stops them all."""

    def __init__(self):
        self.running: list[tuple[str, subprocess.Popen, Path]] = []

    def __enter__(self):
        for name in ("SIGTERM", "SIGHUP"):  # a closed terminal must not leave nine processes behind
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), signal.default_int_handler)
        return self

    def __exit__(self, *_):
        for _, process, _ in self.running:
            process.terminate()
        for _, process, _ in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def start(self, name: str, command: list[str], log: Path, **environment: str) -> None:
        """Start a process whose output goes to a file."""
        with log.open("ab") as file:
            process = subprocess.Popen(
                command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=os.environ | environment
            )
        self.running.append((name, process, log))

    def serve(self, tempat: Tempat) -> None:
        """Serve a node's pages; one village through the example of an existing SID, where that is at hand."""
        log = tempat.folder / "halaman.log"
        if tempat.kode == DI_HOST and HOST.exists():
            command = [sys.executable, str(HOST), "--config", str(tempat.config)]
        else:
            command = [sys.executable, "-m", "sid_bantuan.cli", "--config", str(tempat.config), "serve"]
        self.start(tempat.kode, command, log)

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
        """Raise ``Gagal`` if a process has ended by itself."""
        for name, process, log in self.running:
            if process.poll() is not None:
                tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise Gagal(f"Proses {name} berhenti sendiri:\n{tail}")
