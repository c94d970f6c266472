"""Where a simulated node keeps its rows: a real engine whose power can fail at each commit, with backups."""

from collections.abc import Callable
from contextlib import contextmanager
from functools import lru_cache

from peewee import PostgresqlDatabase, SqliteDatabase

from sid_bantuan.sync.engine import SQLITE_PRAGMAS, Engine, PostgresEngine, SqliteEngine, open_database
from sid_bantuan.sync.schema import prepare

from .versions import CATALOGS, migrate


class Crash(BaseException):
    """The power fails. Not an Exception: no code of ours may think it handled this one."""


class _Fused:
    """An engine whose outermost commits may be cut off just before or just after."""

    def __init__(self, database):
        super().__init__(database)
        self.fuse: Callable[[str], None] = lambda moment: None
        self.on_commit: list[Callable[[], None]] = []
        self.seen: set[bytes] = set()
        """Every version that ever arrived on this disk; an older disk put back has not seen the later ones."""
        self.held_once: set[bytes] = set()
        """Those of them that were stored."""

    @contextmanager
    def transaction(self):
        if self.database.in_transaction():
            with super().transaction():
                yield self
            return
        self.on_commit.clear()
        with super().transaction():
            yield self
            self.fuse("before")
        for told in self.on_commit:
            told()
        self.on_commit.clear()
        self.fuse("after")


class _FusedSqlite(_Fused, SqliteEngine):
    pass


class _FusedPostgres(_Fused, PostgresEngine):
    pass


class SqliteStore:
    """A node's database in memory; a backup is its bytes."""

    def __init__(self, code: str, version: int):
        self.code = code
        memory = {name: value for name, value in SQLITE_PRAGMAS.items() if name != "journal_mode"}
        self.database = SqliteDatabase(":memory:", pragmas=memory)
        self.restore(_template(code, version))
        self.engine: Engine = _FusedSqlite(self.database)

    def backup(self) -> bytes:
        return self.database.connection().serialize()

    def restore(self, backup: bytes) -> None:
        # On a fresh connection: statements prepared on the old content would crash the interpreter.
        self.database.close()
        self.database.connect()
        self.database.connection().deserialize(backup)

    def close(self) -> None:
        self.database.close()


@lru_cache
def _template(code: str, version: int) -> bytes:
    database = SqliteDatabase(":memory:", pragmas={"recursive_triggers": 1})
    database.connect()
    upgrade(SqliteEngine(database), code, version)
    return database.connection().serialize()


class PostgresStores:
    """Makes stores on one PostgreSQL server, each a copy of a prepared database."""

    def __init__(self, server):
        self.server, self.prepared = server, {}

    def __call__(self, code: str, version: int) -> "PostgresStore":
        if (code, version) not in self.prepared:
            self.prepared[code, version] = address = self.server.create()
            database = open_database(address)
            upgrade(PostgresEngine(database), code, version)
            database.close()
        address = self.server.create(self.prepared[code, version])
        return PostgresStore(code, address, lambda: self.server.drop(address))


class PostgresStore:
    """A node's database on a server; a backup is the rows of its tables."""

    def __init__(self, code: str, address: str, drop: Callable[[], None]):
        self.code, self.drop = code, drop
        self.database: PostgresqlDatabase = open_database(address)
        self.database.connect()
        self.engine: Engine = _FusedPostgres(self.database)

    def backup(self) -> dict:
        tables = [
            name
            for name in self.database.get_tables()
            if name.startswith("sb_") and name not in ("sb_migrasi", "sb_jejak")
        ]
        return {name: self._dump(name) for name in tables}

    def _dump(self, table: str) -> tuple[list[str], list[tuple]]:
        names = [column.name for column in self.database.get_columns(table)]
        return names, self.engine.run(f"SELECT {', '.join(names)} FROM {table}")

    def restore(self, backup: dict) -> None:
        with self.database.atomic():
            self.engine.run("SET LOCAL session_replication_role = replica")
            for table, (names, rows) in backup.items():
                self.engine.run(f"DELETE FROM {table}")
                marks = ", ".join("?" * len(names))
                self.engine.many(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def close(self) -> None:
        self.database.close()
        self.drop()


def upgrade(engine: Engine, code: str, version: int) -> None:
    """Bring a database to a version of the schema, as starting the newer program would."""
    prepare(engine.database, code, CATALOGS[0])
    if version:
        migrate(engine, version)
        prepare(engine.database, code, CATALOGS[version])
