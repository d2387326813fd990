"""Rows of how far steps are, which processes on one database tell each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from koda.db.base import Database, Row, Statement

KEPT_MS = 10 * 60 * 1000
"""What a process that died has left behind is no longer told then."""


class ProgressRecords:
    """Table `step_progress`; at most a row for each step that goes on."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0014."""
        self._database = database

    async def put(self, changed: Mapping[str, tuple[str, str | None]], at: int) -> None:
        """Tell how far steps are now, in one batch.

        Args:
            changed: By step: its canvas and its progress as JSON; none for one that has ended.
            at: Now, in Unix milliseconds.
        """
        ended = [step for step, (_, progress) in changed.items() if progress is None]
        await self._database.write(
            [
                Statement(
                    "DELETE FROM step_progress WHERE at < ? OR step IN "
                    "(SELECT value FROM json_each(?))",
                    (at - KEPT_MS, json.dumps(ended)),
                ),
                *(
                    Statement(
                        "INSERT INTO step_progress (step, canvas, progress, at) "
                        "VALUES (?, ?, ?, ?) ON CONFLICT (step) DO UPDATE SET "
                        "progress = excluded.progress, at = excluded.at",
                        (step, canvas, progress, at),
                    )
                    for step, (canvas, progress) in changed.items()
                    if progress is not None
                ),
            ]
        )

    async def of(self, canvases: Collection[str], at: int) -> Sequence[Row]:
        """Give what is told of the steps of canvases: `step`, `canvas`, `progress`."""
        return await self._database.read(
            "SELECT step, canvas, progress FROM step_progress WHERE at >= ? AND canvas IN "
            "(SELECT value FROM json_each(?))",
            (at - KEPT_MS, json.dumps(sorted(canvases))),
        )
