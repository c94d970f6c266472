"""What differs between SQLite and PostgreSQL, in one place; everything else is one SQL.

SQL in ``sync`` is written with ``?`` for parameters. Both engines hold the same promises:
one writer's transaction sees a stable state, a commit is on disk, marks are made by triggers.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from functools import lru_cache

from peewee import Database, PostgresqlDatabase, SqliteDatabase

from .record import Column, RecordType


class Engine:
    """Raw SQL over a peewee database: the roads that carry many rows go through here."""

    blob = "BLOB"

    def __init__(self, database: Database):
        self.database = database

    @property
    def connection(self):
        return self.database.connection()

    def run(self, sql: str, params: Sequence = ()) -> list[tuple]:
        """Execute one statement; its rows, if it has any."""
        raise NotImplementedError

    def many(self, sql: str, rows: Iterable[Sequence]) -> None:
        """Execute one statement for each row of parameters."""
        raise NotImplementedError

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
        """One transaction that holds the right to write from its start."""
        raise NotImplementedError
        yield

    @contextmanager
    def applying(self):
        """Within: the triggers let copies of others' rows be stored. Ends with the block, or with a rollback."""
        raise NotImplementedError
        yield

    def upsert(self, table: str, names: Sequence[str], key: str, rows: Sequence[Sequence]) -> None:
        """Insert the rows, or replace all their columns where ``key`` is held already."""
        if not rows:
            return
        self.many(upsert_sql(table, tuple(names), key), rows)

    def select_list(self, columns: Iterable[Column], alias: str) -> str:
        """The columns as they travel: dates as ISO text."""
        raise NotImplementedError


@lru_cache
def upsert_sql(table: str, names: tuple[str, ...], key: str) -> str:
    keys = key.split(",")
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    action = f"DO UPDATE SET {sets}" if sets else "DO NOTHING"
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) ON CONFLICT ({key}) {action}"


class SqliteEngine(Engine):
    """SQLite in WAL mode with FULL sync: the default at every level."""

    def run(self, sql, params=()):
        return self.connection.execute(sql, params).fetchall()

    def many(self, sql, rows):
        self.connection.executemany(sql, rows)

    @contextmanager
    def transaction(self):
        with self.database.connection_context() if self.database.is_closed() else _nothing():
            self.begin()
            try:
                yield self
            except BaseException:
                self.rollback()
                raise
            self.commit()

    def begin(self):
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self):
        self.connection.execute("COMMIT")

    def rollback(self):
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    @contextmanager
    def applying(self):
        self.run("UPDATE sb_apply SET aktif = 1")
        yield
        self.run("UPDATE sb_apply SET aktif = 0")

    def select_list(self, columns, alias):
        return ", ".join(f"{alias}.{column.name}" for column in columns)

    def ids(self, ids: Sequence[str]) -> tuple[str, Sequence]:
        """A subquery that yields the given ids, and its parameters."""
        return "SELECT value FROM json_each(?)", ('["' + '","'.join(ids) + '"]' if ids else "[]",)


class PostgresEngine(Engine):
    """PostgreSQL through psycopg 3, where a kecamatan or kabupaten outgrows SQLite."""

    blob = "BYTEA"

    def run(self, sql, params=()):
        with self.connection.cursor() as cursor:
            cursor.execute(_percent(sql), params)
            return cursor.fetchall() if cursor.description else []

    def many(self, sql, rows):
        with self.connection.cursor() as cursor:
            cursor.executemany(_percent(sql), rows)

    @contextmanager
    def transaction(self):
        with self.database.connection_context() if self.database.is_closed() else _nothing():
            self.begin()
            try:
                yield self
            except BaseException:
                self.rollback()
                raise
            self.commit()

    def begin(self):
        self.run("BEGIN")

    def commit(self):
        self.run("COMMIT")

    def rollback(self):
        self.connection.execute("ROLLBACK")

    @contextmanager
    def applying(self):
        self.run("SELECT set_config('sid_bantuan.apply', '1', true)")
        yield
        self.run("SELECT set_config('sid_bantuan.apply', '', true)")

    def upsert(self, table, names, key, rows):
        """COPY into a temporary table, then one upsert: a few times the speed of row by row."""
        if len(rows) < 50:
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

    def select_list(self, columns, alias):
        return ", ".join(
            f"{alias}.{column.name}::text" if column.kind == "date" else f"{alias}.{column.name}" for column in columns
        )

    def ids(self, ids):
        return "SELECT unnest(?::text[])", (list(ids),)


@lru_cache(maxsize=512)
def _percent(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


@contextmanager
def _nothing():
    yield


def engine_for(database: Database) -> Engine:
    """The engine that speaks to this database."""
    if isinstance(database, SqliteDatabase):
        return SqliteEngine(database)
    if isinstance(database, PostgresqlDatabase):
        return PostgresEngine(database)
    raise TypeError(f"Basis data tidak didukung: {type(database).__name__}. Pakai SQLite atau PostgreSQL.")


def open_sqlite(path: str) -> SqliteDatabase:
    """A SQLite file as every node keeps it: WAL, FULL, triggers that also see REPLACE."""
    if sqlite3.sqlite_version_info < (3, 35):
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} terlalu lama; perlu 3.35 atau lebih baru.")
    return SqliteDatabase(path, pragmas=SQLITE_PRAGMAS, timeout=30)


SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "cache_size": -64_000,
    "wal_autocheckpoint": 16_384,
    "temp_store": "memory",
}
"""FULL costs nothing measurable from 100 rows a commit on, and survives a power cut."""


def open_database(address: str) -> Database:
    """A database by its address: ``sqlite:///path``, a bare path, or ``postgresql://…``."""
    if address.startswith(("postgresql://", "postgres://")):
        return PostgresqlDatabase(address, prefer_psycopg3=True, autorollback=True)
    return open_sqlite(address.removeprefix("sqlite:///"))


def all_columns(record_type: RecordType) -> tuple[str, ...]:
    """Every column of a synced table in the order the hot paths carry them."""
    return ("id", "node", "wilayah", "lain", *record_type.names)
