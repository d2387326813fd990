"""Results by cache key, and what a step remembers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from koda.core.ids import StepId
from koda.db.base import Database, Statement
from koda.db.kept import whole_rows
from koda.db.runs import MOST_NAMED


class ResultRecords:
    """Tables `results` and `step_memory`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0003."""
        self._database = database

    async def find_many(self, keys: Collection[str]) -> dict[str, str]:
        """Look several keys up: key → outputs as JSON; missing ones are left out.

        One that names an asset in the trash, or one that is gone, counts as missing (A7).
        """
        wanted = sorted(set(keys))
        found: dict[str, str] = {}
        for start in range(0, len(wanted), MOST_NAMED):
            part: Sequence[str] = wanted[start : start + MOST_NAMED]
            marks = ", ".join("?" for _ in part)
            rows = await self._database.read(
                f"SELECT key, outputs FROM results WHERE key IN ({marks})", part
            )
            rows = await whole_rows(self._database, rows, trash=False)
            found |= {str(row["key"]): str(row["outputs"]) for row in rows}
        return found

    async def recall(self, step: StepId, name: str) -> str | None:
        """Find what a step remembers under a name, as JSON."""
        rows = await self._database.read(
            "SELECT value FROM step_memory WHERE step = ? AND name = ?", (step, name)
        )
        return str(rows[0]["value"]) if rows else None

    async def remember(self, step: StepId, name: str, value: str, at: int) -> str:
        """Keep a value under a name; the first one stays. Gives the one that is kept."""
        await self._database.write(
            [
                Statement(
                    "INSERT INTO step_memory (step, name, value, at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (step, name) DO NOTHING",
                    (step, name, value, at),
                )
            ]
        )
        return await self.recall(step, name) or value

    async def recall_many(self, step: StepId, keys: Collection[str]) -> dict[str, str]:
        """Find the results of a step's items that it has made already, by their keys."""
        if not keys:
            return {}
        rows = await self._database.read(
            "SELECT name, value FROM step_memory WHERE step = ? AND name LIKE 'item:%'", (step,)
        )
        found = {str(row["name"]).removeprefix("item:"): str(row["value"]) for row in rows}
        return {key: found[key] for key in keys if key in found}

    async def keep(self, step: StepId, key: str, kind: str, outputs: str, at: int) -> None:
        """Keep the result of one item of a step, under its own key."""
        await self._database.write(
            [
                Statement(
                    "INSERT INTO step_memory (step, name, value, at) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (step, name) DO NOTHING",
                    (step, f"item:{key}", outputs, at),
                ),
                Statement(
                    "INSERT INTO results (key, kind, outputs, cost, step, created_at) "
                    "VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT (key) DO UPDATE SET outputs = "
                    "excluded.outputs, step = excluded.step, created_at = excluded.created_at",
                    (key, kind, outputs, step, at),
                ),
            ]
        )
