"""Programs that run beside a test: waited for by what they say or do, and never left behind."""

import ctypes
import os
import pwd
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress


class Process:
    """A running program. Its output is read as it comes, so it never blocks on a full pipe.

    It dies with the test run, even where the run itself is killed (Linux).
    """

    def __init__(self, command: Sequence[str], *, env: dict | None = None, cwd=None, user: str | None = None):
        self.command = [str(word) for word in command]
        self._lines: list[str] = []
        self._news = threading.Condition()
        self.child = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"} | (env or {}),
            cwd=cwd,
            text=True,
            errors="replace",
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509, one call, no locks
            **({"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.child.stdout:
            with self._news:
                self._lines.append(line)
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    @property
    def pid(self) -> int:
        return self.child.pid

    @property
    def output(self) -> str:
        """All it has said so far, both streams in the order they came."""
        return "".join(self._lines)

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match:
        """The first match in its output, as soon as it is there; fails with the output otherwise."""
        found = self.wait_until(lambda: re.search(pattern, self.output), seconds, f"said {pattern!r}")
        return found

    def wait_until(self, condition: Callable, seconds: float = 60, what: str = "met the condition"):
        """What the condition answers once it is true; fails if the program ends or time runs out."""
        end = time.monotonic() + seconds
        with self._news:
            while True:
                ended = self.child.poll() is not None and not self._reader.is_alive()
                if answer := condition():
                    return answer
                if ended or time.monotonic() > end:
                    why = f"ended with {self.child.returncode}" if ended else f"took over {seconds:g} s"
                    raise AssertionError(f"{' '.join(self.command)} {why} before it {what}:\n{self.output}")
                self._news.wait(0.02)

    def wait_port(self, port: int, seconds: float = 60) -> None:
        """Return once the program accepts connections on this loopback port."""
        self.wait_until(lambda: accepts(port), seconds, f"listened on port {port}")

    def wait(self, seconds: float = 60) -> int:
        """Its exit status, once it has ended by itself."""
        status = self.child.wait(seconds)
        self._reader.join(seconds)
        return status

    def kill(self) -> None:
        """SIGKILL, as a power cut would: nothing is tidied."""
        with suppress(ProcessLookupError):
            self.child.kill()
        self.wait()

    def stop(self, seconds: float = 10, how: int = signal.SIGTERM) -> int:
        """Ask it to end, then make it; its exit status."""
        if self.child.poll() is None:
            self.child.send_signal(how)
            try:
                self.child.wait(seconds)
            except subprocess.TimeoutExpired:
                self.child.kill()
        return self.wait()


def _die_with_parent() -> None:
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port() -> int:
    """A loopback port nobody uses just now, below those the system hands to clients in the meantime."""
    while True:
        port = random.randint(20_000, 31_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def accepts(port: int) -> bool:
    """Whether somebody accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
