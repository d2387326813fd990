"""Rows of jobs: requests to providers, from intent to result (docs/spec/runs.md, R20 to R26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from koda.core.ids import StepId
from koda.db.base import Database, Row, SqlValue, Statement
from koda.db.runs import step_events

# States: intent → submitted → completed | failed | cancelled; intent → refused (for certain not
# accepted) | unknown (may have been accepted) → submitted (found) | dropped (a person said so).


@dataclass(frozen=True, slots=True)
class NewJob:
    """A request that is about to be sent. `body` and `recipe` are JSON texts."""

    token: str
    step: StepId
    claim: str
    name: str
    attempt: int
    provider: str
    model: str
    endpoint: str
    body: str
    recipe: str
    price: int | None


class JobRecords:
    """Table `jobs`."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0003."""
        self._database = database

    async def newest(self, step: StepId, name: str) -> Row | None:
        """Find the newest attempt of a named request of a step."""
        rows = await self._database.read(
            "SELECT * FROM jobs WHERE step = ? AND name = ? ORDER BY attempt DESC LIMIT 1",
            (step, name),
        )
        return rows[0] if rows else None

    async def get(self, token: str) -> Row | None:
        """Find a job by its token."""
        rows = await self._database.read("SELECT * FROM jobs WHERE token = ?", (token,))
        return rows[0] if rows else None

    async def intend(self, job: NewJob, at: int) -> None:
        """Say that a request will be sent now.

        Raises:
            Conflict: The claim has lost the step, or somebody else made this attempt: do not send.
        """
        sql = (
            "INSERT INTO jobs (token, step, name, attempt, provider, model, endpoint, body, "
            "recipe, state, provider_state, price, cost, looks, created_at) "
            "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, 'intent', '{}', ?, 0, 0, ? WHERE EXISTS "
            "(SELECT 1 FROM steps WHERE id = ? AND claim = ? AND state = 'running')"
        )
        args: Sequence[SqlValue] = (
            job.token,
            job.step,
            job.name,
            job.attempt,
            job.provider,
            job.model,
            job.endpoint,
            job.body,
            job.recipe,
            job.price,
            at,
            job.step,
            job.claim,
        )
        await self._database.write([Statement(sql, args, expect=1)])

    async def accepted(
        self, token: str, request_id: str, state: str, *, at: int, claim: str, lease_until: int
    ) -> None:
        """Record that the provider has the request; the first look at it is this claim's.

        Raises:
            Conflict: Another job has this request id: it is not this one's.
        """
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET state = 'submitted', request_id = ?, provider_state = ?, "
                    "accepted_at = ?, next_at = ?, looks = 0, claim = ?, lease_until = ? "
                    "WHERE token = ? AND (state IN ('intent', 'unknown') "
                    "OR (state = 'submitted' AND request_id = ?))",
                    (request_id, state, at, at, claim, lease_until, token, request_id),
                    expect=1,
                )
            ]
        )

    async def known_requests(self, provider: str, ids: Sequence[str]) -> set[str]:
        """Tell which request ids belong to a job already."""
        marks = ", ".join("?" for _ in ids)
        rows = await self._database.read(
            f"SELECT request_id FROM jobs WHERE provider = ? AND request_id IN ({marks})",
            (provider, *ids),
        )
        return {str(row["request_id"]) for row in rows}

    async def refused(self, token: str, failure: str, retry_at: int | None, at: int) -> None:
        """Record that the provider has not accepted it, for certain; perhaps to be tried again."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET state = 'refused', failure = ?, next_at = ?, ended_at = ? "
                    "WHERE token = ? AND state = 'intent'",
                    (failure, retry_at, at, token),
                )
            ]
        )

    async def unknown(self, token: str, next_at: int) -> None:
        """Record that nobody knows whether it was accepted, and when to look for it."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET state = 'unknown', next_at = ? "
                    "WHERE token = ? AND state IN ('intent', 'unknown')",
                    (next_at, token),
                )
            ]
        )

    async def drop(self, token: str, at: int) -> None:
        """Record that a person decided not to look for it any more."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET state = 'dropped', next_at = NULL, ended_at = ? "
                    "WHERE token = ? AND state = 'unknown'",
                    (at, token),
                )
            ]
        )

    async def claim_due(self, claim: str, now: int, lease_until: int, limit: int) -> list[Row]:
        """Take jobs that are due for a look; the rows come with their step's state and place."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET claim = ?, lease_until = ?, looks = looks + 1 WHERE token IN "
                    "(SELECT token FROM jobs WHERE next_at <= ? AND "
                    "(claim IS NULL OR lease_until < ?) ORDER BY next_at LIMIT ?)",
                    (claim, lease_until, now, now, limit),
                )
            ]
        )
        return await self._database.read(
            "SELECT j.*, s.state AS step_state, s.canvas, s.run, s.node, s.kind FROM jobs j "
            "JOIN steps s ON s.id = j.step WHERE j.claim = ?",
            (claim,),
        )

    async def look_later(self, looks: Sequence[tuple[str, str, int]]) -> None:
        """Give jobs back: (token, claim, when to look again)."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET claim = NULL, lease_until = NULL, next_at = ? "
                    "WHERE token = ? AND claim = ?",
                    (next_at, token, claim),
                )
                for token, claim, next_at in looks
            ]
        )

    async def ask(self, token: str, step: str, question: str, next_at: int, at: int) -> None:
        """Make a step ask a person about a job, while it is looked for on."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET claim = NULL, lease_until = NULL, next_at = ? WHERE token = ?",
                    (next_at, token),
                ),
                Statement(
                    "UPDATE steps SET state = 'asking', question = ?, version = version + 1 "
                    "WHERE id = ? AND state = 'waiting'",
                    (question, step),
                    expect=1,
                ),
                step_events("s.id = ?", [step], at),
            ]
        )

    async def look_again(self, token: str, step: str, at: int) -> None:
        """Take the question about a job back and look for it now."""
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET next_at = ?, claim = NULL, lease_until = NULL "
                    "WHERE token = ? AND state = 'unknown'",
                    (at, token),
                    expect=1,
                ),
                Statement(
                    "UPDATE steps SET state = 'waiting', question = NULL, version = version + 1 "
                    "WHERE id = ? AND state = 'asking'",
                    (step,),
                    expect=1,
                ),
                step_events("s.id = ?", [step], at),
            ]
        )

    async def wake(self, token: str, step: str, *, asking: bool) -> None:
        """Let a step run again because of its job; `asking`: also take its question back."""
        states = "('waiting', 'asking')" if asking else "('waiting')"
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET claim = NULL, lease_until = NULL, next_at = NULL "
                    "WHERE token = ? AND state <> 'submitted'",
                    (token,),
                ),
                Statement(
                    "UPDATE steps SET state = 'ready', question = NULL "
                    f"WHERE id = ? AND state IN {states}",
                    (step,),
                ),
            ]
        )

    async def found(self, token: str, step: str, request_id: str, state: str, at: int) -> None:
        """Record that a lost job was found; a question about it is taken back.

        Raises:
            Conflict: The request belongs to another job.
        """
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET state = 'submitted', request_id = ?, provider_state = ?, "
                    "accepted_at = created_at, next_at = ?, looks = 0, claim = NULL, "
                    "lease_until = NULL WHERE token = ? AND state = 'unknown'",
                    (request_id, state, at, token),
                    expect=1,
                ),
                Statement(
                    "UPDATE steps SET state = 'waiting', question = NULL, version = version + 1 "
                    "WHERE id = ? AND state = 'asking'",
                    (step,),
                ),
                step_events(
                    "s.id = ? AND NOT EXISTS (SELECT 1 FROM run_events e WHERE e.subject = s.id "
                    "AND e.version = s.version)",
                    [step],
                    at,
                ),
            ]
        )

    async def look_now(self, token: str, request_id: str, at: int) -> None:
        """Make a job due for a look, whoever looks at it now.

        Who looked at it may have seen what was before; two that look do it once (`_end`).
        """
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET next_at = ?, claim = NULL, lease_until = NULL "
                    "WHERE token = ? AND request_id = ? AND state = 'submitted'",
                    (at, token, request_id),
                )
            ]
        )

    async def completed(self, token: str, outputs: str, cost: int, at: int) -> None:
        """Record what was made; a waiting step is ready to go on."""
        await self._end(token, "completed", at, outputs=outputs, cost=cost)

    async def failed(self, token: str, failure: str, cost: int, at: int) -> None:
        """Record that the job failed at the provider; a waiting step is ready to go on."""
        await self._end(token, "failed", at, failure=failure, cost=cost)

    async def cancelled(self, token: str, cost: int, at: int) -> None:
        """Record that a job was given up, and what it costs all the same."""
        await self._end(token, "cancelled", at, cost=cost)

    async def _end(
        self,
        token: str,
        state: str,
        at: int,
        *,
        outputs: str | None = None,
        failure: str | None = None,
        cost: int = 0,
    ) -> None:
        await self._database.write(
            [
                Statement(
                    "UPDATE jobs SET state = ?, outputs = ?, failure = ?, cost = ?, ended_at = ?, "
                    "next_at = NULL, claim = NULL, lease_until = NULL "
                    "WHERE token = ? AND ended_at IS NULL",
                    (state, outputs, failure, cost, at, token),
                    expect=1,
                ),
                Statement(
                    "UPDATE steps SET state = 'ready' WHERE state = 'waiting' AND "
                    "id = (SELECT step FROM jobs WHERE token = ?)",
                    (token,),
                ),
                Statement(
                    "UPDATE steps SET cost = cost + ? WHERE ? > 0 AND "
                    "id = (SELECT step FROM jobs WHERE token = ?)",
                    (cost, cost, token),
                ),
                Statement(
                    "UPDATE runs SET cost = cost + ? WHERE ? > 0 AND id = (SELECT s.run FROM "
                    "steps s JOIN jobs j ON j.step = s.id WHERE j.token = ?)",
                    (cost, cost, token),
                ),
            ]
        )
