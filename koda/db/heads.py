"""How far canvases and steps are: what tells a process that another one has changed something."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from koda.core.ids import CanvasId, RunId, StepId
from koda.db.base import Database

_MOST_NAMED = 2_000


@dataclass(frozen=True, slots=True)
class CanvasHead:
    """How far a canvas is; two that are equal have nothing new between them.

    Attributes:
        document: Its seq, name, times of creation and removal.
        number: Of its newest event of a run; 0 without any.
    """

    document: tuple[int, str, int, int | None]
    number: int


@dataclass(frozen=True, slots=True)
class SaidHead:
    """How far the transcript of a running step is: the number of its newest piece, 0 without."""

    canvas: CanvasId
    run: RunId
    step: StepId
    last: int


class HeadRecords:
    """Reads heads; the rows that it reads are as many as the canvases and running steps."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0008."""
        self._database = database

    async def canvases(self, ids: Sequence[str]) -> dict[str, CanvasHead]:
        """Give the heads of canvases; one that is gone is left out."""
        found: dict[str, CanvasHead] = {}
        for part in _parts(ids):
            rows = await self._database.read(
                "SELECT c.id, c.head_seq, c.name, c.created_at, c.deleted_at, "
                "(SELECT max(e.number) FROM run_events e WHERE e.canvas = c.id) AS number "
                "FROM canvases c WHERE c.id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(part)),),
            )
            for row in rows:
                document = row["head_seq"], row["name"], row["created_at"], row["deleted_at"]
                found[str(row["id"])] = CanvasHead(document, int(row["number"] or 0))
        return found

    async def said(self) -> list[SaidHead]:
        """Give the heads of the transcripts of all steps that run now, on any canvas."""
        rows = await self._database.read(
            "SELECT s.canvas, s.run, s.id, "
            "(SELECT max(t.number) FROM transcripts t WHERE t.step = s.id) AS last "
            "FROM steps s WHERE s.state IN ('ready', 'running') AND s.state = 'running'"
        )
        return [
            SaidHead(
                CanvasId(row["canvas"]), RunId(row["run"]), StepId(row["id"]), row["last"] or 0
            )
            for row in rows
        ]


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), _MOST_NAMED):
        yield ids[start : start + _MOST_NAMED]
