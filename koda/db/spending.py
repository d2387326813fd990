"""Rows of `run_starters`: what the runs of a key or share link cost in a day."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from koda.db.base import Database, Statement

DAY_MS = 24 * 3600 * 1000

_SPENT = (
    "SELECT coalesce(sum(CASE WHEN r.id IS NULL THEN b.price WHEN r.state = 'running' AND "
    "b.price > r.cost THEN b.price ELSE r.cost END), 0) FROM run_starters b "
    "LEFT JOIN runs r ON r.id = b.run WHERE b.starter = {starter} AND b.at >= ?"
)
"""What was spent since a time: an open run counts with its price, one that is gone, too."""


class SpendingRecords:
    """Reads what was spent, and writes who started a run."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0009."""
        self._database = database

    async def since(self, starters: Collection[str], at: int) -> Mapping[str, int]:
        """Give what each has spent since a time, in micro-dollars."""
        rows = await self._database.read(
            f"SELECT s.value AS starter, ({_SPENT.format(starter='s.value')}) AS spent "
            "FROM json_each(?) s",
            (at, json.dumps(sorted(starters))),
        )
        return {str(row["starter"]): int(row["spent"]) for row in rows}


def start_statement(run: str, starter: str, price: int, limit: int | None, at: int) -> Statement:
    """Say who starts a run; its guard fails when the day's limit would be passed."""
    if limit is None:
        return Statement(
            "INSERT INTO run_starters (run, starter, price, at) VALUES (?, ?, ?, ?)",
            (run, starter, price, at),
            expect=1,
        )
    return Statement(
        "INSERT INTO run_starters (run, starter, price, at) SELECT ?, ?, ?, ? "
        f"WHERE ({_SPENT.format(starter='?')}) + ? <= ?",
        (run, starter, price, at, starter, day_of(at), price, limit),
        expect=1,
    )


def day_of(at: int) -> int:
    """Give midnight (UTC) before a time, both in Unix milliseconds."""
    return at - at % DAY_MS
