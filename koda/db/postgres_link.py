"""What is done on one connection: a query, a batch, a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, cast

import psycopg
from psycopg import AsyncConnection, AsyncRawCursor
from psycopg.adapt import AdaptersMap
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row
from psycopg.types.numeric import Int8BinaryDumper
from psycopg.types.string import StrDumper

from koda.core.errors import StorageFailed
from koda.db.base import Row, SqlValue, Statement, Written
from koda.db.postgres_bell import TELL
from koda.db.postgres_sql import CHANGED, guarded, placeholders, row_marks, tables, with_rows
from koda.db.postgres_values import bound, rows_of

Connection = AsyncConnection[DictRow]
Cursor = AsyncRawCursor[DictRow]

OLDEST = 14
"""The oldest major version that Koda runs on."""

_MOST_ROWS = 500
_MOST_VALUES = 60_000
# Koda's statements were made for one writer at a time, as SQLite has it: "all that it needs is
# done" is only true if nobody ends another step meanwhile. The lock ends with its transaction, so
# it is safe behind poolers; each statement after it sees all that was committed before.
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
_LOCK = "SELECT pg_advisory_xact_lock(7235160)"


@dataclass(frozen=True, slots=True)
class Ready:
    """A statement as it is sent; it stands for `count` of its batch."""

    sql: bytes
    values: Sequence[SqlValue]
    is_guarded: bool = False
    count: int = 1


def ready(batch: Sequence[Statement]) -> list[Ready]:
    """Translate a batch; raises `Invalid` for a value that cannot be stored."""
    made: list[Ready] = []
    place = 0
    for (sql, expect), group in groupby(batch, lambda one: (one.sql, one.expect)):
        alike = list(group)
        if expect is None:
            made += _unguarded(sql, alike)
        else:
            made += [
                Ready(guarded(sql), [*bound(one.args), expect, place + nth], is_guarded=True)
                for nth, one in enumerate(alike)
            ]
        place += len(alike)
    return made


def _unguarded(sql: str, alike: Sequence[Statement]) -> Iterator[Ready]:
    """Send rows for one table in as few statements as possible: that is 15 times less work."""
    marks = row_marks(sql)
    if len(alike) == 1 or not marks or any(len(one.args) != marks for one in alike):
        yield from (Ready(placeholders(sql), bound(one.args)) for one in alike)
        return
    for part in _parts(alike, min(_MOST_ROWS, _MOST_VALUES // marks)):
        values = [value for one in part for value in bound(one.args)]
        yield Ready(with_rows(sql, len(part)), values, count=len(part))


def _parts(batch: Sequence[Statement], most: int) -> Iterator[Sequence[Statement]]:
    for start in range(0, len(batch), most):
        yield batch[start : start + most]


@cache
def options() -> dict[str, Any]:
    """Give how a connection is made.

    Statements are not prepared by name: poolers in between give each transaction another server.
    """
    adapters = AdaptersMap(psycopg.adapters)
    adapters.register_dumper(str, StrDumper)
    adapters.register_dumper(int, Int8BinaryDumper)
    return {
        "autocommit": True,
        "prepare_threshold": None,
        "row_factory": dict_row,
        "cursor_factory": AsyncRawCursor,
        "context": adapters,
    }


def refuse_unfit(link: psycopg.AsyncConnection[Any], place: str) -> None:
    """Refuse a server that Koda cannot use; raises `StorageFailed`."""
    major = link.info.server_version // 10_000
    if major < OLDEST:
        raise StorageFailed(
            f"PostgreSQL at {place} is version {major}; Koda needs {OLDEST} or newer.",
            remedy="Update the server.",
            version=major,
        )
    encoding = link.info.parameter_status("server_encoding") or "UTF8"
    if encoding != "UTF8":
        raise StorageFailed(
            f"The database at {place} keeps texts as {encoding}; Koda needs UTF8.",
            remedy="Create it with `CREATE DATABASE koda ENCODING 'UTF8' TEMPLATE template0`.",
            encoding=encoding,
        )


async def query(link: Connection, sql: bytes, values: Sequence[SqlValue]) -> list[Row]:
    """Run one query."""
    cursor = await link.execute(sql, values)
    return rows_of(await cursor.fetchall()) if cursor.description else []


async def apply(link: Connection, batch: Sequence[Ready], teller: str | None) -> list[Written]:
    """Send a whole batch with its COMMIT, then read what came of each statement.

    With a `teller`, other processes hear that it was stored.
    """
    cursors: list[Cursor] = []
    try:
        async with link.pipeline():
            await link.execute(_BEGIN)
            await link.execute(_LOCK)
            for one in batch:
                cursor = cast("Cursor", link.cursor())
                await cursor.execute(one.sql, one.values)
                cursors.append(cursor)
            if teller is not None:
                await link.execute(TELL, (teller,))
            end = await link.execute("COMMIT")
    except BaseException:
        await _leave(link)
        raise
    if end.statusmessage != "COMMIT":
        raise StorageFailed("PostgreSQL did not commit the batch.", reason=str(end.statusmessage))
    written: list[Written] = []
    for cursor, one in zip(cursors, batch, strict=True):
        if one.count > 1:
            written += [Written(changed=1)] * one.count
        else:
            written.append(await _written(cursor, one))
    return written


async def run_script(link: Connection, sql: str) -> None:
    """Run the statements of a migration in one transaction, sent at once."""
    try:
        await link.execute(f"{_BEGIN};\n{_LOCK};\n{tables(sql)}\n;COMMIT;".encode())
    except BaseException:
        await _leave(link)
        raise


async def _leave(link: Connection) -> None:
    if not link.closed and link.info.transaction_status != TransactionStatus.IDLE:
        await link.rollback()


async def _written(cursor: Cursor, one: Ready) -> Written:
    rows = await cursor.fetchall() if cursor.description else []
    if not one.is_guarded:
        return Written(changed=max(cursor.rowcount, len(rows)), rows=tuple(rows_of(rows)))
    changed = int(rows[0][CHANGED])
    kept = [name for name in rows[0] if name not in {CHANGED, "?column?"}] if changed else []
    found = [{name: row[name] for name in kept} for row in rows] if kept else []
    return Written(changed=changed, rows=tuple(rows_of(found)))
