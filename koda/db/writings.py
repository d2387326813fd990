"""Requests to language models: intent, what they used, what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from koda.core.ids import StepId
from koda.core.usage import TextUsage
from koda.db.base import Database, Row, Statement

End = Literal["done", "failed", "broken", "refused"]


@dataclass(frozen=True, slots=True)
class NewWriting:
    """A request that is about to be sent; `request` is JSON, files in it by their hashes."""

    id: str
    step: StepId
    claim: str
    name: str
    attempt: int
    model: str
    request: str


@dataclass(frozen=True, slots=True)
class WritingEnd:
    """What became of a request. `answer` and `failure` are JSON texts; `cost` micro-dollars."""

    state: End
    usage: TextUsage
    cost: int = 0
    answer: str | None = None
    failure: str | None = None
    request_id: str = ""


class WritingRecords:
    """Table `writings`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0008."""
        self._database = database

    async def newest(self, step: StepId, name: str) -> Row | None:
        """Find the newest attempt of a named request of a step."""
        rows = await self._database.read(
            "SELECT * FROM writings WHERE step = ? AND name = ? ORDER BY attempt DESC LIMIT 1",
            (step, name),
        )
        return rows[0] if rows else None

    async def left_open(self) -> list[Row]:
        """Find requests that nobody will settle: their step has ended without them."""
        return await self._database.read(
            "SELECT w.* FROM writings w JOIN steps s ON s.id = w.step WHERE w.state = 'open' "
            "AND s.state IN ('done', 'failed', 'cancelled', 'skipped')"
        )

    async def intend(self, new: NewWriting, at: int) -> None:
        """Say that a request will be sent now.

        Raises:
            Conflict: The claim has lost the step, or somebody else made this attempt: do not send.
        """
        sql = (
            "INSERT INTO writings (id, step, name, attempt, model, request, state, input_tokens, "
            "output_tokens, cache_read_tokens, cache_write_tokens, cost, request_id, created_at) "
            "SELECT ?, ?, ?, ?, ?, ?, 'open', 0, 0, 0, 0, 0, '', ? WHERE EXISTS "
            "(SELECT 1 FROM steps WHERE id = ? AND claim = ? AND state = 'running')"
        )
        args = (
            new.id,
            new.step,
            new.name,
            new.attempt,
            new.model,
            new.request,
            at,
            new.step,
            new.claim,
        )
        await self._database.write([Statement(sql, args, expect=1)])

    async def begun(self, writing: str, usage: TextUsage) -> None:
        """Note what the provider counts at the beginning: a request that dies is not forgotten."""
        await self._database.write(
            [
                Statement(
                    "UPDATE writings SET input_tokens = ?, cache_read_tokens = ?, "
                    "cache_write_tokens = ? WHERE id = ? AND state = 'open'",
                    (
                        usage.input_tokens,
                        usage.cache_read_tokens,
                        usage.cache_write_tokens,
                        writing,
                    ),
                )
            ]
        )

    async def end(self, writing: str, end: WritingEnd, at: int) -> None:
        """Say what became of a request, and book what it cost with its step and run.

        Raises:
            Conflict: It has ended already; nothing is booked twice.
        """
        usage = end.usage
        await self._database.write(
            [
                Statement(
                    "UPDATE writings SET state = ?, answer = ?, failure = ?, input_tokens = ?, "
                    "output_tokens = ?, cache_read_tokens = ?, cache_write_tokens = ?, cost = ?, "
                    "request_id = ?, ended_at = ? WHERE id = ? AND state = 'open'",
                    (
                        end.state,
                        end.answer,
                        end.failure,
                        usage.input_tokens,
                        usage.output_tokens,
                        usage.cache_read_tokens,
                        usage.cache_write_tokens,
                        end.cost,
                        end.request_id,
                        at,
                        writing,
                    ),
                    expect=1,
                ),
                Statement(
                    "UPDATE steps SET cost = cost + ? WHERE ? > 0 AND "
                    "id = (SELECT step FROM writings WHERE id = ?)",
                    (end.cost, end.cost, writing),
                ),
                Statement(
                    "UPDATE runs SET cost = cost + ? WHERE ? > 0 AND id = (SELECT s.run FROM "
                    "steps s JOIN writings w ON w.step = s.id WHERE w.id = ?)",
                    (end.cost, end.cost, writing),
                ),
            ]
        )
