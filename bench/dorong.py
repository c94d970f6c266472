"""The full push: a village's SQLite to the committed database of its kecamatan, over loopback HTTP, two processes."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sid_bantuan.catalog import CATALOG
from sid_bantuan.modules.kependudukan.cli import impor_penduduk
from sid_bantuan.settings import template
from sid_bantuan.sync import enrol
from sid_bantuan.sync.courier import Courier
from sid_bantuan.sync.engine import all_columns, engine_for, open_database, upsert_sql
from sid_bantuan.sync.schema import prepare
from sid_bantuan.sync.transport import Http
from tests.support.processes import Process, free_port

from .bahan import ABOVE, VILLAGE, clock, drop_triggers, node, peak_mb, say, sheet

BOUND = (
    "the parent: inserts behind triggers, a commit per batch (each dirties every index), then state, mark, hash, check"
)


def measure(folder: Path, rows: int, _people: int) -> Iterator[dict]:
    """SQLite to SQLite: rate and ratio to a bare upsert, bytes, memory, and a sync with nothing to do."""
    place = Path(tempfile.mkdtemp(dir=folder))
    _settings(place)
    with _server(place, "") as (server, url):
        _enrol(place, url)
        _sync(place)
        _fill(place, sheet(folder, rows))
        before = _bare_sqlite(place)
        first, memory = _sync(place), None
        memory = peak_mb(server.pid)
        idle = _sync(place)
    bare = (before + _bare_sqlite(place)) / 2
    count = first["rows"]
    rate = first["rows"] / first["seconds"]
    yield {
        "name": "dorong_sqlite", "rows": first["rows"], "seconds": round(first["seconds"], 2), "rows_per_second": round(rate),
        "bare_rows_per_second": round(count / bare), "ratio": round(rate / (count / bare), 3), "bound_by": BOUND,
        "bytes_per_record": round(first["bytes"] / first["rows"], 1), "exchanges": first["exchanges"],
        "agent_peak_mb": first["peak_mb"], "server_peak_mb": memory,
    }  # fmt: skip
    yield {"name": "sinkron_tanpa_isi", "requests": idle["exchanges"], "bytes": idle["bytes"]}


def measure_postgres(folder: Path, rows: int, _people: int) -> Iterator[dict]:
    """SQLite to PostgreSQL: ratio to COPY into a temporary table and one upsert."""
    from tests.support import tools
    from tests.support.postgres import PostgresServer

    postgres = PostgresServer(tools.POSTGRES.find())
    try:
        place = Path(tempfile.mkdtemp(dir=folder))
        _settings(place)
        with _server(place, postgres.create()) as (_, url):
            _enrol(place, url)
            _sync(place)
            _fill(place, sheet(folder, rows))
            bare = _bare_postgres(place, postgres.create())
            first = _sync(place)
        count = first["rows"]
        rate = first["rows"] / first["seconds"]
        yield {
            "name": "dorong_postgres", "rows": first["rows"], "rows_per_second": round(rate),
            "bare_rows_per_second": round(count / bare), "ratio": round(rate / (count / bare), 3),
        }  # fmt: skip
    finally:
        postgres.stop()


def _settings(place: Path) -> None:
    for code in (VILLAGE, ABOVE):
        (place / f"{code}.toml").write_text(template(code, data_folder=code), encoding="utf-8")
        (place / code).mkdir()


def _fill(place: Path, file: Path) -> None:
    """The village's rows, imported as an operator would."""
    say("mengimpor ke desa")
    desa = node(str(place / VILLAGE / "sid_bantuan.db"), VILLAGE)
    impor_penduduk(desa, file, place / "hasil.xlsx")
    desa.engine.database.close()


def _tables(place: Path) -> Iterator[tuple[str, tuple[str, ...], list[tuple]]]:
    """Each synced table the village has filled: its name, columns, rows."""
    source = engine_for(open_database(str(place / VILLAGE / "sid_bantuan.db")))
    for record_type in CATALOG:
        names = all_columns(record_type)
        if rows := source.run(f"SELECT {', '.join(names)} FROM {record_type.table}"):
            yield record_type.table, names, rows
    source.database.close()


def _bare_sqlite(place: Path) -> float:
    """Seconds of a bare ``executemany`` upsert of all rows sent: FULL, one transaction, same indexes, no triggers."""
    filled = list(_tables(place))
    with tempfile.TemporaryDirectory(dir=place) as folder:
        bare = prepare(open_database(f"{folder}/polos.db"), ABOVE, CATALOG)
        drop_triggers(bare)
        with clock() as took, bare.transaction():
            for table, names, rows in filled:
                bare.connection.executemany(upsert_sql(table, names, "id"), rows)
        bare.database.close()
    return took()


def _bare_postgres(place: Path, address: str) -> float:
    """Seconds of COPY into temporary tables and one upsert of each, in one transaction, no triggers."""
    filled = list(_tables(place))
    bare = prepare(open_database(address), ABOVE, CATALOG)
    for table, _, _ in filled:
        bare.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    with clock() as took, bare.transaction():
        for table, names, rows in filled:
            bare.upsert(table, names, "id", rows)
    bare.database.close()
    return took()


class _server:
    """The kecamatan's server as a process; gives it and its address."""

    def __init__(self, place: Path, database: str):
        self.place, self.database, self.port = place, database, free_port()

    def __enter__(self):
        environment = {"SID_BANTUAN_SERVER_PORT": str(self.port), "SID_BANTUAN_DATA_BASIS_DATA": self.database}
        command = [sys.executable, "-m", "sid_bantuan.cli", "--config", str(self.place / f"{ABOVE}.toml"), "serve"]
        self.process = Process(command, env=environment)
        self.process.wait_port(self.port)
        self.above = node(self.database or str(self.place / ABOVE / "sid_bantuan.db"), ABOVE)
        (self.place / "kode").write_text(enrol.issue_code(self.above, VILLAGE))
        self.above.engine.database.close()
        return self.process, f"http://127.0.0.1:{self.port}"

    def __exit__(self, *_):
        self.process.stop()


def _enrol(place: Path, url: str) -> None:
    desa = node(str(place / VILLAGE / "sid_bantuan.db"), VILLAGE)
    Courier(desa, Http(url)).enrol(ABOVE, url, (place / "kode").read_text())
    desa.engine.database.close()


def _sync(place: Path) -> dict:
    say("mengirim")
    done = subprocess.run(
        [sys.executable, "-m", "bench.kurir", str(place / f"{VILLAGE}.toml")],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    if not found["ok"]:
        raise RuntimeError(found["sentence"])
    return found
