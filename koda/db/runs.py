"""Rows of runs and steps: start, read, claim. What ends a step is in `outcomes.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from koda.core.errors import StorageFailed
from koda.core.ids import CanvasId, RunId, StepId
from koda.core.run import Run, Step
from koda.db.base import ANSWER_TOO_LARGE, Database, Row, SqlValue, Statement
from koda.db.kept import whole_rows

_RUN_COLUMNS = (
    "id", "canvas", "key", "seq", "mode", "targets", "state", "version", "total", "open", "done",
    "cached", "failed", "price", "cost", "ceiling", "created_at", "ended_at",
)  # fmt: skip
_STEP_COLUMNS = (
    "id", "run", "canvas", "node", "kind", "title", "place", "state", "version", "attempt",
    "starts", "cached", "fresh", "why", "model", "model_key", "seed", "parameters", "kept",
    "inputs", "own_key", "key", "outputs", "failure", "price", "cost", "created_at", "ended_at",
)  # fmt: skip
_ACTIVE = "('blocked', 'ready', 'running', 'waiting', 'asking')"
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run to be written: plain column values. `needs`: (step, step it needs)."""

    run: Mapping[str, SqlValue]
    steps: Sequence[Mapping[str, SqlValue]]
    needs: Sequence[tuple[StepId, StepId]]


@dataclass(frozen=True, slots=True)
class Pending:
    """What there is to do.

    Attributes:
        ready: Steps can be claimed now.
        going_on: Steps are in somebody's hands, or ready.
        next_at: When the next look at a job that nobody looks at is due (Unix ms).
    """

    ready: bool
    going_on: bool
    next_at: int | None


class RunRecords:
    """Tables `runs`, `steps`, `step_needs`, `node_heads`, and the order of events."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0003."""
        self._database = database

    async def start(self, new: NewRun, first: Sequence[Statement] = ()) -> None:
        """Write a run with its steps and first events, all or nothing.

        Args:
            new: The rows.
            first: What is to hold before anything of it is written.

        Raises:
            Conflict: The canvas has a run under this key already (`constraint` = `unique`), or a
                guard of `first` fails (`statement`).
        """
        canvas, at = new.run["canvas"], new.run["created_at"]
        head = (
            "INSERT INTO node_heads (canvas, node, newest, shown) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (canvas, node) DO UPDATE SET newest = excluded.newest, "
            "shown = coalesce(excluded.shown, node_heads.shown)"
        )
        await self._database.write(
            [
                *first,
                _insert("runs", _RUN_COLUMNS, new.run),
                *(_insert("steps", _STEP_COLUMNS, step) for step in new.steps),
                *(
                    Statement("INSERT INTO step_needs (step, needs) VALUES (?, ?)", pair)
                    for pair in new.needs
                ),
                *(
                    Statement(
                        head,
                        (
                            canvas,
                            step["node"],
                            step["id"],
                            step["id"] if step["state"] == "done" else None,
                        ),
                    )
                    for step in new.steps
                ),
                run_events([str(new.run["id"])], at),
                step_events("s.run = ?", [new.run["id"]], at),
            ]
        )

    async def find(self, run: RunId) -> Row | None:
        """Find a run."""
        rows = await self._database.read("SELECT * FROM runs WHERE id = ?", (run,))
        return rows[0] if rows else None

    async def find_by_key(self, canvas: CanvasId, key: str) -> Row | None:
        """Find the run that was started under a key."""
        rows = await self._database.read(
            "SELECT * FROM runs WHERE canvas = ? AND key = ?", (canvas, key)
        )
        return rows[0] if rows else None

    async def list(self, canvas: CanvasId, limit: int) -> list[Row]:
        """List the runs of a canvas, newest first."""
        return await self._database.read(
            "SELECT * FROM runs WHERE canvas = ? ORDER BY created_at DESC, id DESC LIMIT ?",
            (canvas, limit),
        )

    async def steps_of(self, run: RunId) -> list[Row]:
        """Read the steps of a run in their order, each with `needed`: a JSON list of step ids."""
        return await self._database.read(
            "SELECT s.*, (SELECT json_group_array(n.needs) FROM step_needs n WHERE n.step = s.id) "
            "AS needed FROM steps s WHERE s.run = ? ORDER BY s.place",
            (run,),
        )

    async def steps(self, ids: Sequence[str]) -> list[Row]:
        """Read steps by id."""
        return await self._named("SELECT * FROM steps WHERE id IN ({marks})", ids)

    async def runs(self, ids: Sequence[str]) -> list[Row]:
        """Read runs by id."""
        return await self._named("SELECT * FROM runs WHERE id IN ({marks})", ids)

    async def active_steps(self, canvas: CanvasId) -> list[Row]:
        """Read the steps of a canvas that have not ended."""
        return await self._database.read(
            f"SELECT * FROM steps WHERE canvas = ? AND state IN {_ACTIVE} ORDER BY created_at",
            (canvas,),
        )

    async def heads(self, canvas: CanvasId) -> list[Row]:
        """Read what is known of each node: its newest state, and its newest result.

        One whose files are in the trash or gone is as if it had never been made (A7).
        """
        rows = await self._database.read(
            "SELECT h.node, newest.state, shown.own_key, shown.key, shown.outputs "
            "FROM node_heads h JOIN steps newest ON newest.id = h.newest "
            "LEFT JOIN steps shown ON shown.id = h.shown WHERE h.canvas = ?",
            (canvas,),
        )
        return await whole_rows(self._database, rows, trash=False)

    async def shown_outputs(self, canvases: Sequence[str]) -> list[Row]:
        """Read (canvas, outputs) of the newest result of each node, the newest first."""
        rows = await self._named(
            "SELECT h.canvas, s.outputs, s.created_at FROM node_heads h "
            "JOIN steps s ON s.id = h.shown WHERE h.canvas IN ({marks}) "
            "ORDER BY s.created_at DESC, s.place",
            canvases,
        )
        return await whole_rows(self._database, rows, trash=False)

    async def newest_steps(self, canvas: CanvasId, each: int) -> list[Row]:
        """Read the newest steps of each node, newest first, at most `each` per node.

        Results that were only taken from the cache are left out, but for a node's newest; so are
        those whose files are gone.
        """
        rows = await self._database.read(
            "SELECT * FROM (SELECT s.*, row_number() OVER (PARTITION BY s.node ORDER BY "
            "s.created_at DESC, s.id DESC) AS nth FROM steps s JOIN node_heads h "
            "ON h.canvas = s.canvas AND h.node = s.node "
            "WHERE s.canvas = ? AND (s.cached = 0 OR s.id IN (h.newest, h.shown))) ranked "
            "WHERE nth <= ? ORDER BY node, nth",
            (canvas, each),
        )
        return await whole_rows(self._database, rows, trash=True)

    async def last_number(self, canvas: CanvasId) -> int:
        """Give the number of the newest event of a canvas; 0 before the first."""
        rows = await self._database.read(
            "SELECT coalesce(max(number), 0) AS number FROM run_events WHERE canvas = ?", (canvas,)
        )
        return int(rows[0]["number"])

    async def changed_after(self, canvas: CanvasId, number: int, limit: int) -> list[Row]:
        """Give (subject, number): what changed after an event, each once, at its newest number."""
        return await self._database.read(
            "SELECT subject, max(number) AS number FROM run_events WHERE canvas = ? AND "
            "number > ? GROUP BY subject ORDER BY 2 LIMIT ?",
            (canvas, number, limit),
        )

    async def claim_ready(self, claim: str, now: int, lease_until: int, limit: int) -> list[Row]:
        """Take ready steps, oldest first: they are `running` and this claim's until the lease ends.

        A step whose lease has ended is taken too: whoever had it is gone (R5). Where the rows are
        more than a server gives in one answer, fewer are taken.
        """
        try:
            return await self._claim_ready(claim, now, lease_until, limit)
        except StorageFailed as error:
            if limit == 1 or error.fields.get("reason") != ANSWER_TOO_LARGE:
                raise
            return await self.claim_ready(claim, now, lease_until, max(limit // 8, 1))

    async def _claim_ready(self, claim: str, now: int, lease_until: int, limit: int) -> list[Row]:
        taken, _ = await self._database.write(
            [
                Statement(
                    "UPDATE steps SET state = 'running', version = version + 1, claim = ?, "
                    "lease_until = ?, starts = starts + 1, started_at = coalesce(started_at, ?) "
                    "WHERE id IN (SELECT id FROM steps WHERE state IN ('ready', 'running') AND "
                    "(state = 'ready' OR lease_until < ?) ORDER BY created_at, place LIMIT ?) "
                    "RETURNING *",
                    (claim, lease_until, now, now, limit),
                ),
                step_events("s.claim = ?", [claim], now),
            ]
        )
        return sorted(taken.rows, key=lambda row: (row["created_at"], row["place"]))

    async def pending(self, now: int) -> Pending:
        """Say what there is to do for a worker; one query that writes nothing."""
        rows = await self._database.read(
            "SELECT EXISTS (SELECT 1 FROM steps WHERE state IN ('ready', 'running') "
            "AND (state = 'ready' OR lease_until < ?)) AS ready, "
            "EXISTS (SELECT 1 FROM steps WHERE state IN ('ready', 'running')) AS going_on, "
            "(SELECT min(next_at) FROM jobs WHERE next_at IS NOT NULL "
            "AND (claim IS NULL OR lease_until < ?)) AS next_at",
            (now, now),
        )
        row = rows[0]
        return Pending(bool(row["ready"]), bool(row["going_on"]), row["next_at"])

    async def renew(self, owner: str, lease_until: int) -> None:
        """Lengthen every lease of an owner, on steps and jobs."""
        await self._database.write(
            [
                Statement(
                    f"UPDATE {table} SET lease_until = ? WHERE claim IS NOT NULL "
                    "AND substr(claim, 1, CAST(? AS INTEGER)) = ?",
                    (lease_until, len(owner) + 1, f"{owner}#"),
                )
                for table in ("steps", "jobs")
            ]
        )

    async def claims(self) -> list[str]:
        """List the claims that are held now, by anybody."""
        rows = await self._database.read(
            "SELECT claim FROM steps WHERE claim IS NOT NULL UNION "
            "SELECT claim FROM jobs WHERE claim IS NOT NULL"
        )
        return [str(row["claim"]) for row in rows]

    async def expire(self, claims: Sequence[str]) -> None:
        """End the leases of claims whose owner is known to be gone."""
        await self._database.write(
            [
                Statement(f"UPDATE {table} SET lease_until = 0 WHERE claim = ?", (claim,))
                for claim in claims
                for table in ("steps", "jobs")
            ]
        )

    async def give_back(self, claims: Sequence[str]) -> None:
        """End leases in peace: the starts of steps that were given back are not counted."""
        once_less = "starts = starts - CASE WHEN starts > 0 THEN 1 ELSE 0 END"
        await self._database.write(
            [
                statement
                for claim in claims
                for statement in (
                    Statement(
                        f"UPDATE steps SET lease_until = 0, {once_less} WHERE claim = ?", (claim,)
                    ),
                    Statement("UPDATE jobs SET lease_until = 0 WHERE claim = ?", (claim,)),
                )
            ]
        )

    async def _named(self, sql: str, ids: Sequence[str]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(ids), MOST_NAMED):
            part = ids[start : start + MOST_NAMED]
            marks = ", ".join("?" for _ in part)
            found += await self._database.read(sql.format(marks=marks), part)
        return found


def step_events(where: str, args: Sequence[SqlValue], at: SqlValue) -> Statement:
    """Append an event for each step `s` that meets a condition, numbered in its canvas.

    Source of the fence: (subject, version) is unique, so a change is recorded once or undone.
    """
    return Statement(
        "INSERT INTO run_events (canvas, number, subject, version, state, at) "
        "SELECT s.canvas, coalesce((SELECT max(e.number) FROM run_events e "
        "WHERE e.canvas = s.canvas), 0) + row_number() OVER (PARTITION BY s.canvas "
        f"ORDER BY s.run, s.place), s.id, s.version, s.state, ? FROM steps s WHERE {where}",
        (at, *args),
    )


def run_events(runs: Sequence[str], at: SqlValue) -> Statement:
    """Append an event for each of the runs, numbered in its canvas."""
    marks = ", ".join("?" for _ in runs)
    return Statement(
        "INSERT INTO run_events (canvas, number, subject, version, state, at) "
        "SELECT r.canvas, coalesce((SELECT max(e.number) FROM run_events e "
        "WHERE e.canvas = r.canvas), 0) + row_number() OVER (PARTITION BY r.canvas ORDER BY r.id), "
        f"r.id, r.version, r.state, ? FROM runs r WHERE r.id IN ({marks})",
        (at, *runs),
    )


def read_run(row: Row, steps: Sequence[Step] = ()) -> Run:
    """Read a row as a run."""
    values = dict(row)
    values["targets"] = json.loads(values["targets"])
    return Run.model_validate({**values, "steps": steps})


def read_step(row: Row) -> Step:
    """Read a row as a step; `needed` may be left out."""
    values = dict(row)
    for name in ("outputs", "failure", "question"):
        values[name] = json.loads(values[name]) if values[name] else None
    values["outputs"] = values["outputs"] or {}
    values["cached"] = bool(values["cached"])
    values["depends_on"] = json.loads(values.pop("needed", None) or "[]")
    return Step.model_validate(values)


def _insert(table: str, columns: Sequence[str], values: Mapping[str, SqlValue]) -> Statement:
    marks = ", ".join("?" for _ in columns)
    return Statement(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
        [values[name] for name in columns],
    )
