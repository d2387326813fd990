"""Rows of what is counted and noted at the doors: `access_counts` and `audit`."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass

from koda.db.base import Database, Row, Statement

MOST_NOTES = 50_000
NOTES_KEPT_MS = 180 * 24 * 3600 * 1000
_TIDY_ONE_IN = 64


_SAME_WINDOW = "abs(excluded.slot - access_counts.slot) < ?"


class CountRecords:
    """Counts of windows of time, the same for all processes on one database."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0009."""
        self._database = database

    async def add(self, name: str, at: int, seconds: int, amount: int = 1) -> tuple[int, int]:
        """Count something in its window, which begins with what is counted first.

        Args:
            name: What is counted.
            at: Unix seconds.
            seconds: How long a window is.
            amount: How often; below 0 to take back, which begins no window below nothing.

        Returns:
            How often it was in this window by now, and when the window began (Unix seconds).
        """
        (written, *_) = await self._database.write(
            [
                Statement(
                    "INSERT INTO access_counts (name, slot, count) VALUES (?, ?, ?) "
                    "ON CONFLICT (name) DO UPDATE SET "
                    f"count = CASE WHEN {_SAME_WINDOW} "
                    "THEN access_counts.count + ? ELSE excluded.count END, "
                    f"slot = CASE WHEN {_SAME_WINDOW} "
                    "THEN access_counts.slot ELSE excluded.slot END RETURNING count, slot",
                    (name, at, max(amount, 0), seconds, amount, seconds),
                ),
                *self._tidy(at),
            ]
        )
        (row,) = written.rows
        return int(row["count"]), int(row["slot"])

    def _tidy(self, at: int) -> list[Statement]:
        """Now and then drop the rows of addresses that have not been seen for a day."""
        if secrets.randbelow(_TIDY_ONE_IN):
            return []
        return [Statement("DELETE FROM access_counts WHERE slot < ?", (at - 24 * 3600,))]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened: who did what to which target, when and from where.

    Attributes:
        at: Unix milliseconds.
        name: What the target was called then; may be empty.
        agent: What the caller's browser or program called itself.
    """

    id: str
    at: int
    who: str
    what: str
    target: str
    address: str
    name: str = ""
    agent: str = ""


class AuditRecords:
    """The audit log; rows are only added, and go when they are old or too many."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0013."""
        self._database = database

    async def add(self, note: Note) -> None:
        """Note that something happened; long words are cut."""
        most = (None, None, 200, 60, 300, 60, 200, 200)
        values = [
            value[:length] if isinstance(value, str) else value
            for value, length in zip(astuple(note), most, strict=True)
        ]
        await self._database.write(
            [
                Statement(
                    "INSERT INTO audit (id, at, who, what, target, address, name, agent) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                ),
                *self._tidy(note.at),
            ]
        )

    async def names(self, ids: Collection[str]) -> Mapping[str, str]:
        """Give what canvases, keys, links and sessions are called now, by their ids."""
        if not ids:
            return {}
        given = json.dumps(sorted(ids))
        rows = await self._database.read(
            " UNION ALL ".join(
                f"SELECT id, name FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
                for table in ("canvases", "api_keys", "shares", "sessions")
            ),
            (given,) * 4,
        )
        return {row["id"]: row["name"] for row in rows}

    async def list(self, before: str, limit: int) -> list[Row]:
        """List notes, the newest first; `before` is an id or empty."""
        return await self._database.read(
            "SELECT * FROM audit WHERE ? = '' OR id < ? ORDER BY id DESC LIMIT ?",
            (before, before, limit),
        )

    def _tidy(self, at: int) -> list[Statement]:
        if secrets.randbelow(_TIDY_ONE_IN):
            return []
        return [
            Statement(
                "DELETE FROM audit WHERE at < ? OR id < "
                "(SELECT id FROM audit ORDER BY id DESC LIMIT 1 OFFSET ?)",
                (at - NOTES_KEPT_MS, MOST_NOTES),
            )
        ]
