"""What differs between SQLite and PostgreSQL, in one place; everything else is one SQL.

SQL in ``sync`` is written with ``?`` for parameters. Both engines hold the same promises:
one writer's transaction sees a stable state, a commit is on disk, marks are made by triggers.
"""

import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property, lru_cache

from peewee import Database, PostgresqlDatabase, SqliteDatabase

from .record import Column, RecordType
from .sqlite_file import SqliteFile


class Engine(ABC):
    """Raw SQL over a peewee database: the roads that carry many rows go through here."""

    blob = "BLOB"
    cannot_hold: frozenset[str] = frozenset({"wajib_diisi"})
    """Faults of a value that keep this engine from holding it at all. SQLite holds any value in any column."""
    lock: tuple = ()
    """What ``BEGIN`` takes so that a reader who turns writer is never refused midway."""
    one_writer = True
    """Whether a transaction keeps everybody else from writing until it ends."""

    def __init__(self, database: Database):
        self.database = database

    @property
    def connection(self):
        return self.database.connection()

    @property
    def refused(self) -> type[Exception]:
        """What a statement raises that a constraint of the database refuses, whichever driver it is."""
        return self.connection.IntegrityError

    @abstractmethod
    def run(self, sql: str, params: Sequence = ()) -> list[tuple]:
        """Execute one statement; its rows, if it has any."""

    @abstractmethod
    def many(self, sql: str, rows: Iterable[Sequence]) -> None:
        """Execute one statement for each row of parameters."""

    def one(self, sql: str, params: Sequence = ()):
        """The first row of the answer, or None."""
        rows = self.run(sql, params)
        return rows[0] if rows else None

    def value(self, sql: str, params: Sequence = ()):
        """The first column of the first row, or None."""
        row = self.one(sql, params)
        return row[0] if row else None

    @contextmanager
    def transaction(self):
        """One transaction that holds the right to write from its start.

        Inside another one, of ours or of peewee's ``atomic``, it is a savepoint of it. Opens a
        connection where none is open, and closes that one again.
        """
        connected = self.database.connection_context() if self.database.is_closed() else nullcontext()
        with connected, self.database.atomic(*self.lock):
            yield self

    @abstractmethod
    def applying(self):
        """Within: the triggers let copies of others' rows be stored. Ends with the block, or with a rollback."""

    def upsert(self, table: str, names: Sequence[str], key: str, rows: Sequence[Sequence]) -> None:
        """Insert the rows, or replace all their columns where ``key`` is held already."""
        if not rows:
            return
        self.many(upsert_sql(table, tuple(names), key), rows)

    @contextmanager
    def serving(self):
        """Within: a server's many threads ask for short whiles. An engine may keep connections between them."""
        yield

    def small_cache(self) -> None:  # noqa: B027 - an engine without a cache of its own has nothing to do
        """Let this thread's connection keep few pages: for work in small pieces beside the main one."""

    def begin_step(self) -> None:  # noqa: B027 - where one writer excludes the others there is nothing to do
        """Within a transaction: keep other steps of the sync out until it ends. The office goes on writing."""

    @abstractmethod
    def clear_marks(self, peer: str, record_type: str, sent: Sequence[tuple[str, int]]) -> None:
        """Drop the marks of rows whose revision is still the one sent."""

    @abstractmethod
    def ids(self, ids: Sequence[str]) -> tuple[str, Sequence]:
        """A subquery that yields the given ids, and its parameters."""

    @abstractmethod
    def select_list(self, columns: Iterable[Column], alias: str) -> str:
        """The columns as they travel: dates as ISO text."""


@lru_cache
def upsert_sql(table: str, names: tuple[str, ...], key: str) -> str:
    keys = key.split(",")
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    action = f"DO UPDATE SET {sets}" if sets else "DO NOTHING"
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT ({key}) {action}"


class SqliteEngine(Engine):
    """SQLite in WAL mode with FULL sync: the default at every level."""

    lock = ("IMMEDIATE",)

    def run(self, sql, params=()):
        return self.connection.execute(sql, params).fetchall()

    def many(self, sql, rows):
        self.connection.executemany(sql, rows)

    @contextmanager
    def applying(self):
        self.run("UPDATE sb_apply SET aktif = 1")
        yield
        self.run("UPDATE sb_apply SET aktif = 0")

    @contextmanager
    def serving(self):
        with self.database.kept() if isinstance(self.database, SqliteFile) else nullcontext():
            yield

    def small_cache(self):
        self.run("PRAGMA cache_size = -4000")

    def select_list(self, columns, alias):
        return ", ".join(f"{alias}.{column.name}" for column in columns)

    def ids(self, ids):
        return "SELECT value FROM json_each(?)", (json.dumps(list(ids)),)

    def clear_marks(self, peer, record_type, sent):
        self.many(
            "DELETE FROM sb_pending WHERE peer = ? AND type = ? AND id = ? AND rev = ?",
            [(peer, record_type, row_id, rev) for row_id, rev in sent],
        )


class PostgresEngine(Engine):
    """PostgreSQL through psycopg 3, where a kecamatan or kabupaten outgrows SQLite."""

    blob = "BYTEA"
    one_writer = False
    cannot_hold = frozenset({"wajib_diisi", "bentuk_salah", "terlalu_panjang", "tanggal_mustahil", "di_luar_batas"})

    def run(self, sql, params=()):
        with self.connection.cursor() as cursor:
            cursor.execute(_percent(sql), params)
            return cursor.fetchall() if cursor.description else []

    def many(self, sql, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(_percent(sql), rows)

    @contextmanager
    def applying(self):
        self.run("SELECT set_config('sid_bantuan.apply', '1', true)")
        yield
        self.run("SELECT set_config('sid_bantuan.apply', '', true)")

    def upsert(self, table, names, key, rows):
        """COPY into a temporary table, then one upsert: a few times the speed of row by row.

        A host's own connection may be psycopg2, which has no such COPY: there it goes row by row.
        """
        if len(rows) < 50 or not self._copies:
            return super().upsert(table, names, key, rows)
        columns = ", ".join(names)
        staged = f"naik_{table}"
        self.run(f"CREATE TEMP TABLE IF NOT EXISTS {staged} (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS")
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {staged} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        head = upsert_sql(table, tuple(names), key)
        action = head[head.index(" ON CONFLICT") :]
        self.run(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {staged}{action}")
        self.run(f"TRUNCATE {staged}")

    @cached_property
    def _copies(self) -> bool:
        with self.connection.cursor() as cursor:
            return hasattr(cursor, "copy")

    def select_list(self, columns, alias):
        return ", ".join(
            f"{alias}.{column.name}::text" if column.kind == "date" else f"{alias}.{column.name}" for column in columns
        )

    def begin_step(self):
        """Digests are read, added to and written: two children at once would lose one's moves."""
        self.run("SELECT pg_advisory_xact_lock(hashtext('sid_bantuan'))")

    def ids(self, ids):
        return "SELECT unnest(?::text[])", (list(ids),)

    def clear_marks(self, peer, record_type, sent):
        """SKIP LOCKED: the office's own transaction must never wait for, or die of, a receipt.

        A mark skipped here is sent once more and answered as held already.
        """
        if sent:
            ids, revs = zip(*sent, strict=True)
            self.run(_CLEAR_MARKS, (list(ids), list(revs), peer, record_type))


_CLEAR_MARKS = (
    "DELETE FROM sb_pending WHERE ctid = ANY (ARRAY (SELECT p.ctid FROM unnest(?::text[], ?::int[]) AS s (id, rev),"
    " LATERAL (SELECT m.ctid FROM sb_pending m WHERE m.peer = ? AND m.type = ? AND m.id = s.id AND m.rev = s.rev"
    " FOR UPDATE SKIP LOCKED) p))"
)
"""Mark by mark through the key. Left to choose, and with statistics from before the rows came, PostgreSQL compared every
mark with every other: a list of 8,000 lines took minutes."""


@lru_cache(maxsize=512)
def _percent(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


def engine_for(database: Database) -> Engine:
    """The engine that speaks to this database."""
    if isinstance(database, SqliteDatabase):
        return SqliteEngine(database)
    if isinstance(database, PostgresqlDatabase):
        return PostgresEngine(database)
    raise TypeError(f"Basis data tidak didukung: {type(database).__name__}. Pakai SQLite atau PostgreSQL.")


def open_sqlite(path: str) -> SqliteFile:
    """A SQLite file as every node keeps it: WAL, FULL, triggers that also see REPLACE."""
    if sqlite3.sqlite_version_info < (3, 35):
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} terlalu lama; perlu 3.35 atau lebih baru.")
    return SqliteFile(path, pragmas=SQLITE_PRAGMAS, timeout=30)


SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cache_size": -16_000,
    "wal_autocheckpoint": 65_536,
    "journal_size_limit": 2**24,
    "temp_store": "memory",
}
"""FULL costs nothing measurable from 100 rows a commit on, and survives a power cut."""


def open_database(address: str) -> Database:
    """A database by its address: ``sqlite:///path``, a bare path, or ``postgresql://…``."""
    if address.startswith(("postgresql://", "postgres://")):
        # Compiling a long predicate to machine code takes PostgreSQL seconds, answering it takes milliseconds.
        lain = {} if "options=" in address else {"options": "-c jit=off"}
        return PostgresqlDatabase("postgresql://" + address.partition("://")[2], prefer_psycopg3=True, **lain)
    return open_sqlite(address.removeprefix("sqlite:///"))


def all_columns(record_type: RecordType) -> tuple[str, ...]:
    """Every column of a synced table in the order the hot paths carry them."""
    return ("id", "node", "wilayah", "lain", *record_type.names)
