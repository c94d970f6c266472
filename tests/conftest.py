"""Fixtures: both engines, nodes, live processes, Chromium; and a plain word on what could not run.

``engine`` is one prepared village on each engine. ``open_node(code)`` prepares further nodes
on the same engine. ``village`` also binds the screens' models to it, as a process does.
``layar`` and ``sebagai`` are its pages, ``warga`` a family to record events of, ``tempat`` an
office that writes letters.
``run_process`` starts a program and stops it after the test. ``page`` and ``phone`` are
Chromium at a desk's and a phone's width.
"""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sid_bantuan.catalog import CATALOG
from sid_bantuan.sync import record
from sid_bantuan.sync.engine import engine_for, open_database
from sid_bantuan.sync.local import drain_all
from sid_bantuan.sync.schema import prepare, runner

from .support import browser, hemat, tools
from .support.desa import Peramban, aplikasi
from .support.peristiwa import Warga
from .support.places import quick_folder
from .support.processes import Process
from .support.surat import kantor

VILLAGE, NEIGHBOUR, DISTRICT, REGENCY = "35.22.01.2001", "35.22.01.2002", "35.22.01", "35.22"
NOT_RUN = "not run, missing "

os.environ["TZ"] = "WIB-7"
time.tzset()
"""The test and every process it starts have one and the same today, at any hour."""
os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", quick_folder())
hemat.pasang()


def _need(tool: tools.Tool) -> Path:
    """The tool, or a skip that the summary names; in CI a missing tool is a failure."""
    found = tool.find()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{NOT_RUN}{tool.name}: {tool.fix}")
    return found


def pytest_terminal_summary(terminalreporter):
    """Name each test that a missing tool kept from running, and the command that would mend it."""
    missing: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if NOT_RUN in reason:
            missing.setdefault(reason.partition(NOT_RUN)[2], []).append(report.nodeid)
    for reason, names in missing.items():
        tool, _, fix = reason.partition(": ")
        count = "1 test" if len(names) == 1 else f"{len(names)} tests"
        terminalreporter.section(f"{count} not run: {tool} is missing", yellow=True)
        for name in sorted(names):
            terminalreporter.write_line(f"  {name}")
        terminalreporter.write_line(f"To run them: {fix}", bold=True)


@pytest.fixture(scope="session")
def postgres_server():
    """One PostgreSQL server for the run."""
    from .support.postgres import PostgresServer

    server = PostgresServer(_need(tools.POSTGRES))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mariadb_server():
    """One MariaDB server for the run: OpenSID keeps its data there."""
    server = _need(tools.MARIADB)
    from .support.mariadb import MariadbServer

    started = MariadbServer(server)
    yield started
    started.stop()


@pytest.fixture
def sumber(mariadb_server):
    """An empty OpenSID database of the village, in the layout OpenSID has now."""
    from .support.opensid import Opensid

    one = Opensid(mariadb_server)
    yield one
    one.tutup()


@pytest.fixture(params=["v2410", "v2212"])
def tata(request, mariadb_server):
    """The same in each of the two layouts, with ``config_id`` and without."""
    from .support.opensid import Opensid

    one = Opensid(mariadb_server, request.param)
    yield one
    one.tutup()


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory):
    path = tmp_path_factory.mktemp("templat") / "kosong.db"
    _migrate(str(path))
    return path


@pytest.fixture(scope="session")
def _migrated_postgres(postgres_server):
    address = postgres_server.create()
    _migrate(address)
    return address


def _migrate(address: str) -> None:
    database = open_database(address)
    runner(database).up()
    database.close()


@pytest.fixture
def postgres_url(postgres_server):
    """The address of a fresh, empty PostgreSQL database."""
    address = postgres_server.create()
    yield address
    postgres_server.drop(address)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kind(request):
    """The engine's name; a test that uses it, or what stands on it, runs on both."""
    return request.param


@pytest.fixture
def new_database(kind, request, tmp_path):
    """``new_database()``: the address of a fresh database with all migrations applied, or a copy of ``template``."""
    made = []

    def sqlite(template=None):
        path = tmp_path / f"node{len(made) + 1}.db"
        shutil.copyfile(template or request.getfixturevalue("_migrated_sqlite"), path)
        made.append(path)
        return str(path)

    def postgres(template=None):
        made.append(server.create(template or request.getfixturevalue("_migrated_postgres")))
        return made[-1]

    server = request.getfixturevalue("postgres_server") if kind == "postgres" else None
    yield postgres if server else sqlite
    for address in made if server else ():
        server.drop(address)


@pytest.fixture(scope="session")
def _prepared(request):
    """``_prepared(kind, code)``: a node of this code that every other one of it in this run is copied from."""
    made: dict[tuple[str, str], object] = {}

    def template(kind: str, code: str):
        if (kind, code) not in made:
            empty = request.getfixturevalue(f"_migrated_{kind}")
            if kind == "postgres":
                new = request.getfixturevalue("postgres_server").create(empty)
            else:
                new = shutil.copyfile(empty, empty.with_name(f"{code}.db"))
            database = open_database(str(new))
            prepare(database, code, CATALOG)
            database.close()
            made[kind, code] = new
        return made[kind, code]

    return template


@pytest.fixture
def open_node(new_database, kind, _prepared):
    """``open_node(code)``: a fresh node of this code, migrated, named, with its triggers; an ``Engine``."""
    opened = []

    def open_one(code: str = VILLAGE):
        opened.append(open_database(new_database(_prepared(kind, code))))
        engine = engine_for(opened[-1])
        engine.run("UPDATE sb_node SET kunci = ?", (Ed25519PrivateKey.generate().private_bytes_raw(),))
        return engine

    yield open_one
    for database in opened:
        database.close()


@pytest.fixture
def engine(open_node):
    """A fresh village node, on each engine."""
    return open_node(VILLAGE)


@pytest.fixture
def village(engine):
    """The same village, with the screens' models bound to it."""
    before = record.database.obj
    record.database.initialize(engine.database)
    yield engine
    record.database.initialize(before)


@pytest.fixture
def sebagai(village, tmp_path):
    """``sebagai("sekretaris")``: the village's pages as somebody with these roles has them."""
    return lambda *peran: Peramban(aplikasi(village, tmp_path, *peran))


@pytest.fixture
def layar(sebagai):
    """The village's pages as its operator has them."""
    return sebagai()


@pytest.fixture
def warga(village):
    """The family that events are recorded of."""
    return Warga(village)


@pytest.fixture
def tempat(village):
    """The office that writes letters, with everything derived."""
    siap = kantor(village)
    drain_all(siap.node)
    return siap


@pytest.fixture
def sekretaris(tempat, sebagai):
    """Its pages as the secretary has them."""
    return sebagai("sekretaris")


@pytest.fixture
def run_process():
    """``run_process(command, env=…, cwd=…)``: a ``Process`` that is stopped after the test."""
    started = []

    def run(command, **more) -> Process:
        started.append(Process(command, **more))
        return started[-1]

    yield run
    for process in reversed(started):
        with suppress(Exception):
            process.stop()


@pytest.fixture(scope="session")
def chromium():
    """The installed Chromium under playwright, one for the run."""
    found = _need(tools.CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(found), args=list(browser.FLAGS))
        yield started
        started.close()


def _pages(chromium, screen):
    context = chromium.new_context(locale="id-ID", timezone_id="Asia/Jakarta", **screen)
    context.set_default_timeout(15_000)
    page = context.new_page()
    watch = browser.Watch(page)
    yield page
    context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture
def page(chromium):
    """A fresh page at a desk's width; the test fails if it throws or asks anyone outside."""
    yield from _pages(chromium, browser.DESKTOP)


@pytest.fixture
def phone(chromium):
    """A fresh page at a phone's width, 390 px, with touch."""
    yield from _pages(chromium, browser.PHONE)


@pytest.fixture(scope="session")
def screenshots():
    """The folder pictures of the screens are put in, to be looked at: ``build/layar``."""
    folder = Path(__file__).parent.parent / "build" / "layar"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
