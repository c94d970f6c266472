"""A SQLite file whose connections, while a server serves it, are kept from one use to the next.

SQLite reads the whole schema anew for each connection, and the last one to close folds the
write-ahead log away: several milliseconds a page. Kept connections belong to no thread; the one
laid by last is taken first, so an office with one clerk has one, and its cache is warm.
"""

import os
import sqlite3
from contextlib import contextmanager

from peewee import SqliteDatabase

MOST = 4
"""Connections kept at rest; more at once are opened and closed as they come."""
CACHE_AT_REST = -2_000
"""KiB of pages each keeps meanwhile: with all four, 8 MB of an old PC's memory."""


class SqliteFile(SqliteDatabase):
    """A file that opens and closes like any other, but within ``kept()`` lays its connections by.

    Whoever lets a connection go leaves it as a new one would be: what was not committed is undone, what was is in
    the file itself, and its log is empty unless somebody else is at it. One that cannot be left so is closed, and so
    is every one kept once something else has written or replaced the file.
    """

    def __init__(self, path: str, *, pragmas: dict, **more):
        self._most, self._idle, self._mark = 0, [], None
        self._cache_in_use = pragmas["cache_size"]
        super().__init__(path, pragmas=pragmas, factory=_Connection, check_same_thread=False, **more)

    @contextmanager
    def kept(self, most: int = MOST):
        """Within: up to ``most`` connections are kept. At the end none is; one still in use is closed by its user."""
        self._most = most
        try:
            yield self
        finally:
            with self._lock:
                self._most = 0
                self._drop()

    # Called by ``connect`` and ``close`` of peewee, which hold the lock.

    def _connect(self):
        if self._idle and self._look() != self._mark:
            self._drop()
        if self._idle:
            connection = self._idle.pop()
            connection.execute(f"PRAGMA cache_size = {self._cache_in_use}")
            return connection
        file = self._file() if self._most else None
        connection = super()._connect()
        connection.file = file
        return connection

    def _close(self, connection):
        if len(self._idle) < self._most and self._at_rest(connection):
            self._idle.append(connection)
            self._mark = self._look()
        else:
            super()._close(connection)

    def _at_rest(self, connection) -> bool:
        """Leave nothing of its last use in a connection; False where that cannot be."""
        if connection.file is None or connection.file != self._file():
            return False
        try:
            connection.rollback()
            # Refused while a statement is half read: that one would show its next user the past.
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            if self._log_holds():
                self._empty_log(connection)
            connection.execute(f"PRAGMA cache_size = {CACHE_AT_REST}")
        except sqlite3.Error:
            return False
        return True

    def _log_holds(self) -> bool:
        """Whether the log holds anything. Emptying an empty one would disturb a reader who is about to write."""
        try:
            return os.path.getsize(f"{self.database}-wal") > 0
        except OSError:
            return False

    def _empty_log(self, connection) -> None:
        """Waits for nobody: while others read or write the log stays, and the next to let go tries again."""
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute(f"PRAGMA busy_timeout = {self._timeout * 1000}")

    def _drop(self) -> None:
        while self._idle:
            super()._close(self._idle.pop())

    def _file(self) -> tuple | None:
        """Which file lies at the path; another one may have been put there."""
        found = self._look()
        return found and found[:2]

    def _look(self) -> tuple | None:
        """Which file it is and how it was last written: also a copy poured over it is noticed."""
        try:
            found = os.stat(self.database)
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


class _Connection(sqlite3.Connection):
    file = None
    """Which file it was opened on; None where that was not looked at."""
