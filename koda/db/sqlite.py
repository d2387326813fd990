"""Records in one SQLite file: WAL, `synchronous=FULL`, one writer thread, readers beside it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from koda.core.errors import Conflict, StorageFailed
from koda.db.base import Dialect, Row, SqlValue, Statement, Written
from koda.db.values import check_values

T = TypeVar("T")

_BUSY_SECONDS = 10
_READERS = 2
_CONSTRAINTS = {
    "SQLITE_CONSTRAINT_UNIQUE": "unique",
    "SQLITE_CONSTRAINT_PRIMARYKEY": "unique",
    "SQLITE_CONSTRAINT_FOREIGNKEY": "foreign_key",
    "SQLITE_CONSTRAINT_NOTNULL": "not_null",
    "SQLITE_CONSTRAINT_CHECK": "check",
}


class SqliteDatabase:
    """A local file. Source of the pragmas: sqlite.org/wal.html and sqlite.org/pragma.html."""

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        """Open or create the file; its folder is made.

        Raises:
            StorageFailed: The file cannot be opened or is not a database.
        """
        self._path = path
        try:
            # What a person makes is theirs: nobody else on the machine reads a new folder.
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFailed(
                f"The folder of the database cannot be used: {error.strerror}.",
                remedy="Choose another folder with --data or KODA_DATA.",
                folder=str(path.parent),
            ) from error
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="koda-db-write")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="koda-db-read")
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._closed = False
        try:
            _named(lambda: self._writer.submit(self._connection).result())
        except BaseException:
            self._shut()
            raise

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        """See `Database.read`."""
        check_values(args)
        return await self._on(self._readers, lambda: self._read(sql, args))

    async def write(self, batch: Sequence[Statement]) -> list[Written]:
        """See `Database.write`."""
        for one in batch:
            check_values(one.args)
        return await self._on(self._writer, lambda: self._write(batch))

    async def script(self, sql: str) -> None:
        """See `Database.script`."""
        await self._on(self._writer, lambda: self._script(sql))

    async def close(self) -> None:
        """See `Database.close`."""
        self._closed = True
        await asyncio.to_thread(self._shut)

    def _shut(self) -> None:
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        for connection in self._open:
            connection.close()
        self._open.clear()

    async def _on(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        if self._closed:
            raise StorageFailed("The database is closed.")
        # Shielded: a cancelled caller must not make an accepted write look undone.
        future = asyncio.get_running_loop().run_in_executor(pool, _named, work)
        return await asyncio.shield(future)

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is not None:
            return found
        connection = sqlite3.connect(
            self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={_BUSY_SECONDS * 1000}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        self._local.connection = connection
        with self._guard:
            self._open.append(connection)
        return connection

    def _read(self, sql: str, args: Sequence[SqlValue]) -> list[Row]:
        return [dict(row) for row in self._connection().execute(sql, tuple(args))]

    def _write(self, batch: Sequence[Statement]) -> list[Written]:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            written = [_apply(connection, place, one) for place, one in enumerate(batch)]
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return written

    def _script(self, sql: str) -> None:
        connection = self._connection()
        # Inside a transaction this would have no effect; with it on, a table that is made anew
        # would take the rows of others with it.
        connection.execute("PRAGMA foreign_keys=OFF")
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{sql}")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise Conflict(
                    "The record breaks a rule of the database.", constraint="foreign_key"
                )
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys=ON")


def _apply(connection: sqlite3.Connection, place: int, one: Statement) -> Written:
    cursor = connection.execute(one.sql, tuple(one.args))
    rows = tuple(dict(row) for row in cursor.fetchall())
    changed = max(cursor.rowcount, len(rows))
    if one.expect is not None and changed != one.expect:
        raise Conflict(
            "Somebody else changed the same record first.", statement=place, changed=changed
        )
    return Written(changed=changed, rows=rows)


def _named(work: Callable[[], T]) -> T:
    """Run it, and say SQLite's errors in Koda's words."""
    try:
        return work()
    except sqlite3.IntegrityError as error:
        kind = _CONSTRAINTS.get(getattr(error, "sqlite_errorname", ""), "other")
        raise Conflict("The record breaks a rule of the database.", constraint=kind) from error
    except sqlite3.Error as error:
        raise StorageFailed(
            f"The database failed: {error}.",
            remedy="Check that the disk has room and the data folder is writable.",
            reason=getattr(error, "sqlite_errorname", type(error).__name__),
        ) from error
