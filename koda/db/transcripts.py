"""Transcripts of steps: pieces are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from koda.core.ids import StepId
from koda.core.transcript import TranscriptPart
from koda.core.usage import TextUsage
from koda.db.base import Database, Statement

_MOST_READ = 2_000


@dataclass(frozen=True, slots=True)
class NewPart:
    """A piece to be added, by the worker that holds the step under this claim."""

    step: str
    claim: str
    part: TranscriptPart


class TranscriptRecords:
    """Table `transcripts`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0008."""
        self._database = database

    async def append(self, parts: Sequence[NewPart]) -> list[bool]:
        """Add pieces of any steps, and tell which were: those of a lost claim are left out."""
        written = await self._database.write([_insert(one) for one in parts])
        return [bool(one.changed) for one in written]

    async def last_number(self, step: StepId) -> int:
        """Give the number of a step's newest piece; 0 without any."""
        rows = await self._database.read(
            "SELECT coalesce(max(number), 0) AS last FROM transcripts WHERE step = ?", (step,)
        )
        return int(rows[0]["last"])

    async def after(self, step: StepId, number: int) -> list[TranscriptPart]:
        """Read a step's pieces after a number, in order; at most 2,000 at once."""
        rows = await self._database.read(
            "SELECT number, name, kind, text, at FROM transcripts WHERE step = ? AND number > ? "
            "ORDER BY number LIMIT ?",
            (step, number, _MOST_READ),
        )
        return [TranscriptPart.model_validate(dict(row)) for row in rows]

    async def usage(self, step: StepId) -> TextUsage:
        """Add up the tokens of the requests that a step's pieces came from."""
        rows = await self._database.read(
            "SELECT coalesce(sum(input_tokens), 0) AS input_tokens, "
            "coalesce(sum(output_tokens), 0) AS output_tokens, "
            "coalesce(sum(cache_read_tokens), 0) AS cache_read_tokens, "
            "coalesce(sum(cache_write_tokens), 0) AS cache_write_tokens "
            "FROM writings WHERE step = ?",
            (step,),
        )
        return TextUsage(**{name: int(value) for name, value in dict(rows[0]).items()})

    async def text(self, step: StepId, name: str) -> str:
        """Give what has been said in a writing so far, put together."""
        rows = await self._database.read(
            "SELECT text FROM transcripts WHERE step = ? AND name = ? AND kind = 'text' "
            "ORDER BY number",
            (step, name),
        )
        return "".join(str(row["text"]) for row in rows)

    async def has_told(self, step: StepId, name: str) -> bool:
        """Tell whether a step has told an event of this name."""
        rows = await self._database.read(
            "SELECT 1 AS one FROM transcripts WHERE step = ? AND kind = 'event' AND name = ? "
            "LIMIT 1",
            (step, name),
        )
        return bool(rows)

    async def letters(self, step: StepId, name: str, since: int) -> int:
        """Count what has been thought and said in a writing since a time (Unix ms)."""
        rows = await self._database.read(
            "SELECT coalesce(sum(length(text)), 0) AS letters FROM transcripts "
            "WHERE step = ? AND name = ? AND kind IN ('text', 'reasoning') AND at >= ?",
            (step, name, since),
        )
        return int(rows[0]["letters"])


def _insert(new: NewPart) -> Statement:
    part = new.part
    return Statement(
        "INSERT INTO transcripts (step, number, name, kind, text, at) "
        "SELECT ?, ?, ?, ?, ?, ? WHERE EXISTS "
        "(SELECT 1 FROM steps WHERE id = ? AND claim = ?) ON CONFLICT (step, number) DO NOTHING",
        (
            new.step,
            part.number,
            part.name,
            part.kind,
            part.text,
            part.at,
            new.step,
            new.claim,
        ),
    )
