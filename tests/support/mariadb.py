"""A MariaDB server of the tests' own: its data in a temporary folder, reached on a loopback port and by a socket."""

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

import pymysql

from .places import quick_folder
from .processes import Process, free_port

FAST = {
    "innodb-flush-log-at-trx-commit": "0", "innodb-log-file-size": "16M", "innodb-buffer-pool-size": "64M",
    "sync-binlog": "0", "log-bin": "biner", "server-id": "1", "bind-address": "127.0.0.1", "skip-name-resolve": "1",
}  # fmt: skip
"""It keeps a binary log, so that a test can see that nothing at all was written."""


class MariadbServer:
    """One server; ``create`` gives a fresh database by name. It never runs as root."""

    def __init__(self, server: Path):
        _sweep(Path(quick_folder()))
        self.folder = Path(tempfile.mkdtemp(prefix="sidmy", dir=quick_folder()))
        self.user = _other_user()
        if self.user:
            shutil.chown(self.folder, self.user)
        group = pwd.getpwnam(self.user).pw_gid if self.user else None
        self._who = {"user": self.user, "group": group, "extra_groups": []} if self.user else {}
        self._numbers = itertools.count(1)
        self.server = server
        self._install()
        self._start_somewhere()

    def _start_somewhere(self, tries: int = 5) -> None:
        """Start it on a port nobody else takes first."""
        for left in reversed(range(tries)):
            self.port = free_port()
            try:
                return self.start()
            except AssertionError:
                if not left:
                    raise

    def _install(self) -> None:
        """Lay out the system tables; its ``root`` has no password, and only we reach its folder."""
        command = [
            shutil.which("mariadb-install-db") or "mariadb-install-db", "--no-defaults",
            f"--datadir={self.folder / 'data'}", "--auth-root-authentication-method=normal", "--skip-test-db",
            "--innodb-log-file-size=16M",
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._who)

    def start(self) -> None:
        """Start it (again, after ``crash``), and wait until it answers."""
        settings = [f"--{name}={value}" for name, value in FAST.items()]
        command = [
            self.server, "--no-defaults", f"--datadir={self.folder / 'data'}", f"--socket={self.folder / 's'}",
            f"--port={self.port}", f"--pid-file={self.folder / 'pid'}", *settings,
        ]  # fmt: skip
        self.process = Process(command, cwd=self.folder, user=self.user)
        self.process.wait_for("ready for connections")

    def connect(self, database: str | None = None, user: str = "root", password: str = ""):
        return pymysql.connect(
            unix_socket=str(self.folder / "s"), user=user, password=password, database=database, autocommit=True,
            charset="utf8mb4",
        )  # fmt: skip

    def create(self) -> str:
        """The name of a fresh, empty database."""
        name = f"opensid{next(self._numbers)}"
        with self.connect() as link, link.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        return name

    def drop(self, name: str) -> None:
        with self.connect() as link, link.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")

    def reader(self, database: str, user: str, password: str) -> None:
        """A user who may do nothing but SELECT, and only in this database."""
        with self.connect() as link, link.cursor() as cursor:
            cursor.execute(f"CREATE OR REPLACE USER {user}@'%%' IDENTIFIED BY %s", (password,))
            cursor.execute(f"GRANT SELECT ON {database}.* TO {user}@'%'")

    def written(self) -> tuple:
        """Where the binary log stands: it moves with every change of any row."""
        with self.connect() as link, link.cursor() as cursor:
            cursor.execute("SHOW MASTER STATUS")
            return cursor.fetchone()[:2]

    def crash(self) -> None:
        self.process.kill()

    def stop(self) -> None:
        self.process.stop(how=signal.SIGTERM)
        shutil.rmtree(self.folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Remove what a killed run left: folders whose server is no more."""
    for folder in place.glob("sidmy*"):
        with suppress(OSError, ValueError):
            note = folder / "pid"
            alive = note.exists() and Path(f"/proc/{int(note.read_text())}").exists()
            if not alive and time.time() - folder.stat().st_mtime > 600:
                shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> str | None:
    """MariaDB should not run as root: whoever else there is."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return "mysql" if "mysql" in users else "nobody"
