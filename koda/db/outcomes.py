"""What became of claimed steps, written together: one transaction for many outcomes.

What a step costs is booked where its jobs end (`jobs.py`), never here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from koda.core.ids import NodeId, RunId, StepId
from koda.db.base import Database, Statement
from koda.db.runs import MOST_NAMED, run_events, step_events

State = Literal["done", "failed", "ready", "waiting", "asking"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step's next state, from the worker that claimed it.

    Attributes:
        claim: The claim under which it ran; if it has lost the step, nothing is written (R5).
        outputs, failure, question: JSON texts.
        result_key: Remember the outputs under this cache key.
    """

    step: StepId
    run: RunId
    node: NodeId
    canvas: str
    kind: str
    claim: str
    state: State
    key: str | None = None
    outputs: str | None = None
    failure: str | None = None
    question: str | None = None
    cached: bool = False
    result_key: str | None = None


class OutcomeRecords:
    """Writes outcomes with all that follows from them."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0003."""
        self._database = database

    async def write(self, outcomes: Sequence[Outcome], at: int) -> None:
        """Write all of them or none: states, results, what becomes ready, counts, events.

        Raises:
            Conflict: One of the claims has lost its step; none was written.
        """
        await self._database.write(list(_statements(outcomes, at)))


def _statements(outcomes: Sequence[Outcome], at: int) -> Iterable[Statement]:
    for one in outcomes:
        yield _step(one, at)
    done = [one for one in outcomes if one.state == "done"]
    failed = [one for one in outcomes if one.state == "failed"]
    for one in done:
        if one.result_key is not None:
            yield _result(one, at)
        yield Statement(
            "UPDATE node_heads SET shown = ? WHERE canvas = ? AND node = ?",
            (one.step, one.canvas, one.node),
        )
    for part in _parts([one.step for one in done]):
        yield release(part)
    for part in _parts([one.step for one in outcomes if one.state == "waiting"]):
        yield _wake_if_over(part)
    for one in failed:
        yield skip_below(one.step, at)
    yield from _counts(done, failed, at)
    for part in _parts([one.step for one in outcomes]):
        yield step_events(f"s.id IN ({_marks(part)})", part, at)
    for one in failed:
        yield step_events(
            "s.run = ? AND s.state = 'skipped' AND s.ended_at = ? AND NOT EXISTS (SELECT 1 FROM "
            "run_events e WHERE e.subject = s.id AND e.version = s.version)",
            [one.run, at],
            at,
        )
    runs = list(dict.fromkeys(str(one.run) for one in (*done, *failed)))
    if runs:
        yield run_events(runs, at)


def _step(one: Outcome, at: int) -> Statement:
    ended = at if one.state in {"done", "failed"} else None
    return Statement(
        "UPDATE steps SET state = ?, version = version + 1, key = coalesce(?, key), outputs = ?, "
        "failure = ?, question = ?, cached = ?, ended_at = ?, starts = 0, claim = NULL, "
        "lease_until = NULL WHERE id = ? AND claim = ? AND state = 'running'",
        (
            one.state,
            one.key,
            one.outputs,
            one.failure,
            one.question,
            int(one.cached),
            ended,
            one.step,
            one.claim,
        ),
        expect=1,
    )


def _result(one: Outcome, at: int) -> Statement:
    return Statement(
        "INSERT INTO results (key, kind, outputs, cost, step, created_at) "
        "SELECT ?, ?, ?, cost, id, ? FROM steps WHERE id = ? ON CONFLICT (key) DO UPDATE SET "
        "outputs = excluded.outputs, cost = excluded.cost, step = excluded.step, "
        "created_at = excluded.created_at",
        (one.result_key, one.kind, one.outputs, at, one.step),
    )


def release(done: Sequence[str]) -> Statement:
    """Make ready what waited for these steps and for nothing else that is not done."""
    return Statement(
        "UPDATE steps SET state = 'ready' WHERE state = 'blocked' AND id IN "
        f"(SELECT step FROM step_needs WHERE needs IN ({_marks(done)})) AND NOT EXISTS "
        "(SELECT 1 FROM step_needs n JOIN steps d ON d.id = n.needs "
        "WHERE n.step = steps.id AND d.state <> 'done')",
        list(done),
    )


def _wake_if_over(steps: Sequence[str]) -> Statement:
    """Make ready again what would wait for nothing: its job ended before it was put aside."""
    return Statement(
        f"UPDATE steps SET state = 'ready' WHERE state = 'waiting' AND id IN ({_marks(steps)}) "
        "AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.step = steps.id AND j.next_at IS NOT NULL)",
        list(steps),
    )


def skip_below(step: str, at: int) -> Statement:
    """Skip everything that needs a step which has failed."""
    return Statement(
        "WITH RECURSIVE below (id) AS (SELECT step FROM step_needs WHERE needs = ? UNION "
        "SELECT n.step FROM step_needs n JOIN below b ON n.needs = b.id) "
        "UPDATE steps SET state = 'skipped', version = version + 1, ended_at = ? "
        "WHERE state = 'blocked' AND id IN (SELECT id FROM below)",
        (step, at),
    )


def _counts(done: Sequence[Outcome], failed: Sequence[Outcome], at: int) -> Iterable[Statement]:
    broken = dict.fromkeys(one.run for one in failed)
    sums: dict[RunId, list[int]] = {}
    for one in done:
        if one.run not in broken:
            found = sums.setdefault(one.run, [0, 0])
            found[0] += 1
            found[1] += int(one.cached)
    for run, (count, cached) in sums.items():
        yield Statement(
            "UPDATE runs SET done = done + ?, cached = cached + ?, open = open - ?, "
            "version = version + 1 WHERE id = ?",
            (count, cached, count, run),
        )
    for run in broken:
        yield recount(run)
    for run in (*sums, *broken):
        yield close_if_ended(run, at)


def recount(run: str) -> Statement:
    """Count a run's steps anew."""
    return Statement(
        "UPDATE runs SET version = version + 1, "
        "done = (SELECT count(*) FROM steps WHERE run = runs.id AND state = 'done'), "
        "cached = (SELECT count(*) FROM steps WHERE run = runs.id AND cached = 1), "
        "failed = (SELECT count(*) FROM steps WHERE run = runs.id AND state = 'failed'), "
        "cost = (SELECT coalesce(sum(cost), 0) FROM steps WHERE run = runs.id), "
        "open = (SELECT count(*) FROM steps WHERE run = runs.id AND state IN "
        "('blocked', 'ready', 'running', 'waiting', 'asking')) WHERE id = ?",
        (run,),
    )


def close_if_ended(run: str, at: int) -> Statement:
    """End a run that has no step left to do."""
    return Statement(
        "UPDATE runs SET state = CASE WHEN failed > 0 THEN 'failed' ELSE 'done' END, "
        "ended_at = ? WHERE id = ? AND state = 'running' AND open = 0",
        (at, run),
    )


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), MOST_NAMED):
        yield ids[start : start + MOST_NAMED]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)
