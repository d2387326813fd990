"""What became of steps that have ended: their rows, those of their jobs, writings and runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from koda.db.base import Database, Row

_STEPS = (
    "SELECT s.id, s.run, s.canvas, s.node, s.kind, s.state, s.cached, s.started_at, s.ended_at, "
    "r.state AS run_state, r.created_at AS run_created_at, r.ended_at AS run_ended_at, "
    "CASE WHEN s.id = (SELECT o.id FROM steps o WHERE o.run = s.run AND o.ended_at = r.ended_at "
    "AND o.state IN ('done', 'failed', 'cancelled') ORDER BY o.place DESC LIMIT 1) "
    "THEN 1 ELSE 0 END AS is_last "
    "FROM steps s JOIN runs r ON r.id = s.run WHERE s.ended_at IS NOT NULL AND s.id IN ({marks})"
)
_JOBS = (
    "SELECT o.step, s.run, o.token, o.provider, o.model, o.state, o.cost, o.created_at, o.ended_at "
    "FROM jobs o JOIN steps s ON s.id = o.step WHERE "
)
_WRITINGS = (
    "SELECT o.step, s.run, o.id, o.model, o.state, o.cost, o.input_tokens, o.output_tokens, "
    "o.created_at, o.ended_at FROM writings o JOIN steps s ON s.id = o.step WHERE "
)
# Each is told once: with its step, or by itself if it ended later, as after a cancel.
_WITH_STEP = "o.ended_at <= s.ended_at AND o.step IN ({marks})"
_LATER = "o.ended_at > s.ended_at AND o.{key} IN ({marks})"


@dataclass(frozen=True, slots=True)
class Ends:
    """Rows by their columns. Times in Unix milliseconds.

    Attributes:
        steps: With their run's state and times; `is_last` is 1 for the one that ended the run.
    """

    steps: Sequence[Row]
    jobs: Sequence[Row]
    writings: Sequence[Row]


async def read_ends(database: Database, steps: Sequence[str]) -> Ends:
    """Read what ended with these steps."""
    marks = ", ".join("?" for _ in steps)
    found = [
        await database.read(sql.format(marks=marks), tuple(steps))
        for sql in (_STEPS, _JOBS + _WITH_STEP, _WRITINGS + _WITH_STEP)
    ]
    return Ends(*found)


async def read_late(database: Database, settled: Sequence[str]) -> Ends:
    """Read those of these jobs and writings, by their ids, that ended after their step."""
    marks = ", ".join("?" for _ in settled)
    jobs, writings = [
        await database.read((sql + _LATER).format(key=key, marks=marks), tuple(settled))
        for sql, key in ((_JOBS, "token"), (_WRITINGS, "id"))
    ]
    return Ends((), jobs, writings)
