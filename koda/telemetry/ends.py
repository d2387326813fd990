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
    "SELECT step, token, provider, model, state, cost, created_at, ended_at FROM jobs "
    "WHERE ended_at IS NOT NULL AND step IN ({marks})"
)
_WRITINGS = (
    "SELECT step, id, model, state, cost, input_tokens, output_tokens, created_at, ended_at "
    "FROM writings WHERE ended_at IS NOT NULL AND step IN ({marks})"
)


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
        for sql in (_STEPS, _JOBS, _WRITINGS)
    ]
    return Ends(*found)
