"""Databases: a read by key, a write of one row, and a batch of 200 statements, on each adapter.

The peer is the SQLite file; the servers are on loopback, so that what is measured is what their
protocols cost, and not a network.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from benches.figures import Bench, median
from koda.adapters import open_database
from koda.db.base import Database, Statement
from koda.settings import Settings
from tests.servers.postgres import run_postgres
from tests.servers.sqld import run_sqld

TURNS = 40
BATCHES = 10
STATEMENTS = 200


def measure() -> Bench:
    """Give milliseconds of each, and their ratios to the file's."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sqld = stack.enter_context(run_sqld(folder))
        postgres = stack.enter_context(run_postgres())
        places: dict[str, Mapping[str, str]] = {
            "SQLite": {"KODA_DATA": str(folder / "file")},
            "sqld": {
                "TURSO_DATABASE_URL": sqld.database("bench"),
                "TURSO_AUTH_TOKEN": sqld.token(),
            },
            "PostgreSQL": {"DATABASE_URL": postgres.database("bench")},
        }
        found = {name: asyncio.run(_measured(variables)) for name, variables in places.items()}
    base = found["SQLite"]
    for name, took in found.items():
        yield {
            "bench": "databases",
            "on": name,
            **{f"{part}_ms": round(ms, 3) for part, ms in took.items()},
            **{f"{part}_ratio": round(ms / base[part], 2) for part, ms in took.items()},
        }


async def _measured(variables: Mapping[str, str]) -> Mapping[str, float]:
    database = open_database(Settings.model_validate(variables))
    try:
        await database.script("CREATE TABLE things (id INTEGER PRIMARY KEY, words TEXT) STRICT;")
        await database.write([_put(0, "x" * 1000)])
        return {
            "read": await _took(lambda _: _read(database), TURNS),
            "write": await _took(lambda at: database.write([_put(at, "x" * 1000)]), TURNS),
            "batch": await _took(lambda at: database.write(_many(at)), BATCHES),
        }
    finally:
        await database.close()


async def _read(database: Database) -> object:
    return await database.read("SELECT words FROM things WHERE id = ?", (0,))


def _many(at: int) -> list[Statement]:
    return [_put(at * STATEMENTS + place, "x" * 100) for place in range(STATEMENTS)]


def _put(at: int, words: str) -> Statement:
    sql = (
        "INSERT INTO things (id, words) VALUES (?, ?) "
        "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
    )
    return Statement(sql, (at, words), expect=1)


async def _took(work: Callable[[int], Awaitable[object]], turns: int) -> float:
    """Give the median of a call, in milliseconds."""
    took: list[float] = []
    for at in range(turns):
        begun = time.perf_counter()
        await work(at)
        took.append((time.perf_counter() - begun) * 1000)
    return median(took)
