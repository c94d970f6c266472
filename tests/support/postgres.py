"""A PostgreSQL server of the tests' own: its data in a temporary folder, reached by a socket."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from .places import quick_folder
from .processes import Process

OWNER = "sid"
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": ""}
"""The tests kill our own processes, never this server: it need not survive a power cut."""

STARTING = 300
"""Seconds in which a run beside this one may still be at ``initdb``, whose short-lived processes leave such notes too."""


class PostgresServer:
    """One server; ``create`` gives a fresh database as an address, ``drop`` takes it away.

    PostgreSQL refuses to run as root, so root starts it as the user ``postgres`` or ``nobody``.
    """

    def __init__(self, binaries: Path):
        _sweep(Path(quick_folder()))
        self.folder = Path(tempfile.mkdtemp(prefix="sidpg", dir=quick_folder()))
        self.user = _other_user()
        if self.user:
            shutil.chown(self.folder, self.user)
        self._numbers = itertools.count(1)
        data = self.folder / "data"
        initdb = [binaries / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        who = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        subprocess.run(initdb, check=True, capture_output=True, cwd=self.folder, **who)
        settings = [f"-c{name}={value}" for name, value in FAST.items()]
        command = [binaries / "postgres", "-D", data, "-k", self.folder, *settings]
        self.process = Process(command, env={"LC_ALL": "C"}, cwd=self.folder, user=self.user)
        self.process.wait_for("ready to accept connections")
        self._admin = psycopg.connect(self.address("postgres"), autocommit=True)
        self._copy = " STRATEGY FILE_COPY" if self._admin.info.server_version >= 150_000 else ""

    def address(self, name: str) -> str:
        return f"postgresql://{OWNER}@/{name}?host={self.folder}"

    def create(self, template: str | None = None) -> str:
        """The address of a fresh database, empty or a copy of another one of this server."""
        name = f"uji{next(self._numbers)}"
        source = _name(template) if template else "template0"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {source}{self._copy}")
        return self.address(name)

    def drop(self, address: str) -> None:
        self._admin.execute(f"DROP DATABASE IF EXISTS {_name(address)} WITH (FORCE)")

    def stop(self) -> None:
        self._admin.close()
        self.process.stop(how=signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Remove what a killed run left: folders whose server is no more."""
    for note in place.glob("sidpg*/data/postmaster.pid"):
        with suppress(OSError, ValueError):
            gone = not Path(f"/proc/{int(note.read_text().split()[0])}").exists() and Path("/proc/self").exists()
            if gone and time.time() - note.stat().st_mtime > STARTING:
                shutil.rmtree(note.parent.parent, ignore_errors=True)


def _name(address: str) -> str:
    return address.partition("@/")[2].partition("?")[0]


def _other_user() -> str | None:
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"
