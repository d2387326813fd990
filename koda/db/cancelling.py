"""Stops a run, and lets a step that asked go on."""

from __future__ import annotations

from koda.core.errors import Conflict
from koda.core.ids import RunId, StepId
from koda.db.base import Database, Statement
from koda.db.outcomes import recount
from koda.db.runs import run_events, step_events

_ACTIVE = "('blocked', 'ready', 'running', 'waiting', 'asking')"
_GRACE_MS = 60_000


class CancelRecords:
    """Writes of `Runs.cancel` and `Runs.answer`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0003."""
        self._database = database

    async def cancel(self, run: RunId, at: int) -> None:
        """End a run and all of its steps that have not ended; one that has ended stays so.

        Its jobs become due, so that a worker tells their providers. One that is being sent now
        becomes due a little later: its answer may be on the way.
        """
        of_run = f"(SELECT id FROM steps WHERE run = ? AND state IN {_ACTIVE})"
        try:
            await self._database.write(
                [
                    Statement(
                        "UPDATE runs SET state = 'cancelled', ended_at = ? "
                        "WHERE id = ? AND state = 'running'",
                        (at, run),
                        expect=1,
                    ),
                    Statement(
                        "UPDATE jobs SET next_at = CASE state WHEN 'intent' THEN ? ELSE ? END, "
                        f"looks = 0 WHERE ended_at IS NULL AND step IN {of_run}",
                        (at + _GRACE_MS, at, run),
                    ),
                    Statement(
                        "UPDATE steps SET state = 'cancelled', version = version + 1, "
                        "ended_at = ?, claim = NULL, lease_until = NULL, question = NULL "
                        f"WHERE run = ? AND state IN {_ACTIVE}",
                        (at, run),
                    ),
                    recount(run),
                    step_events(
                        "s.run = ? AND s.state = 'cancelled' AND NOT EXISTS (SELECT 1 FROM "
                        "run_events e WHERE e.subject = s.id AND e.version = s.version)",
                        [run],
                        at,
                    ),
                    run_events([run], at),
                ]
            )
        except Conflict:
            return  # it has ended

    async def go_on(self, step: StepId) -> None:
        """Make a step that asked ready; its answer is stored."""
        await self._database.write(
            [
                Statement(
                    "UPDATE steps SET state = 'ready', question = NULL "
                    "WHERE id = ? AND state = 'asking'",
                    (step,),
                )
            ]
        )
