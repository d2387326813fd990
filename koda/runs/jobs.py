"""Buys from providers, once: intent, one request, its id, looks, results (R20 to R26)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from koda.assets.library import AssetLibrary
from koda.clock import new_id, now
from koda.core.asset import Recipe
from koda.core.errors import (
    Conflict,
    KodaError,
    NotConfigured,
    NotFound,
    ProviderAmbiguous,
    ProviderError,
    ProviderRefused,
)
from koda.core.ids import NodeId, StepId
from koda.core.run import Progress
from koda.db.base import Row
from koda.db.jobs import JobRecords, NewJob
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    JobPhase,
    JobStatus,
    MediaProvider,
    PreparedRequest,
)
from koda.runs.bought import Bought, read_bought, write_bought
from koda.runs.failures import failure_of, raise_failure
from koda.runs.job_rows import accepted_of, lost_cost, may_retry, passes, prepared_of, retry_at
from koda.runs.live import Live
from koda.runs.lost_jobs import LostJobs
from koda.runs.storing import Storing
from koda.runs.suspend import Suspend

log = logging.getLogger("koda.runs")

_FUSE_MS = 10_000
LEASE_MS = 30_000
_NEXT_LOOK_MS = 500
_STORE_AGAIN_MS = 5_000
_MOST_STORE_TRIES = 40
_LONGEST_LOOK_MS = 60_000

Webhook = Callable[[str, str], str | None]
"""Gives the address that a provider, by name, is to call about a job, by token; none: no call."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """The step that buys: its place, and the claim under which it runs."""

    step: StepId
    claim: str
    run: str
    canvas: str
    node: NodeId
    kind: str


class Jobs:
    """Requests to providers, from intent to stored result."""

    def __init__(
        self,
        records: JobRecords,
        providers: Mapping[str, MediaProvider],
        library: AssetLibrary,
        live: Live,
        webhook: Webhook = lambda provider, token: None,
    ) -> None:
        """Use these providers, by name; `webhook` says where they may call when a job has ended."""
        self._records = records
        self._providers = providers
        self._storing = Storing(library)
        self._live = live
        self._webhook = webhook
        self._lost = LostJobs(records, self.provider, live)
        self._sending: set[asyncio.Task[Any]] = set()

    def provider(self, name: str) -> MediaProvider:
        """Give a provider; raises `NotConfigured`."""
        if name not in self._providers:
            raise NotConfigured(f"The provider “{name}” is not set up here.", provider=name)
        return self._providers[name]

    async def buy(
        self,
        buyer: Buyer,
        name: str,
        provider: str,
        request: GenerationRequest,
        recipe: Recipe,
        price: int | None,
    ) -> Bought:
        """Give what a named request made; send it if it never was (R20).

        Raises:
            Suspend: It is not there yet; the step is to be put aside.
            ProviderError: It failed, or was refused.
        """
        known = await self._records.newest(buyer.step, name)
        if known is None:
            return await self._send(buyer, name, 1, provider, request, recipe, price)
        match known["state"]:
            case "completed":
                return read_bought(str(known["outputs"]))
            case "failed":
                raise_failure(known["failure"])
            case "unknown" if known["next_at"] is None:
                await self._records.unknown(known["token"], now())
            case "intent":
                # Whoever sent it is gone, and nobody knows how far it came (R22).
                await self._records.unknown(known["token"], now())
            case "dropped":
                attempt = int(known["attempt"]) + 1
                return await self._send(buyer, name, attempt, provider, request, recipe, price)
            case "refused":
                if known["next_at"] is None and not may_retry(known):
                    raise_failure(known["failure"])
                attempt = int(known["attempt"]) + 1
                return await self._send(buyer, name, attempt, provider, request, recipe, price)
            case _:
                pass
        raise Suspend("waiting")

    async def look(self, job: Row) -> int | None:
        """Look at a job that is due; gives when to look again, none when it is settled.

        Called under a lease on the job, by the worker.
        """
        again = await self._look(job)
        if again is None:
            self._live.settled(str(job["token"]))
        return again

    async def _look(self, job: Row) -> int | None:
        at = now()
        token, step = str(job["token"]), str(job["step"])
        if job["step_state"] in {"cancelled", "skipped", "failed", "done"}:
            return await self._abandon(job)
        match job["state"]:
            case "submitted":
                return await self._look_submitted(job)
            case "unknown":
                return await self._lost.look(job, at)
            case _:  # refused: its time has come to be tried again
                await self._records.wake(token, step, asking=False)
                return None

    async def hear(self, provider: str, token: str, request_id: str) -> None:
        """Take a provider's word that something has become of a job: it is looked at soon.

        Nothing else of what it says is believed. A request whose answer was lost is known again
        by its token (R22, R36).

        Raises:
            NotFound: This provider has no such job here.
        """
        job = await self._records.get(token)
        if job is None or job["provider"] != provider:
            raise NotFound("There is no such job.")
        if job["state"] in {"intent", "unknown"}:
            with suppress(Conflict):  # its answer has just come, or it is another job's request
                known = self.provider(provider).known(prepared_of(job), request_id)
                return await self._lost.found(job, known)
        await self._records.look_now(token, request_id, now())
        return None

    async def answer(self, job: Row, value: str) -> None:
        """Do what a person decided about a job of which nothing is known (R22)."""
        await self._lost.answer(job, value)

    async def settle(self, seconds: float) -> None:
        """Wait for requests that are on their way: their ids should be recorded.

        One that takes longer is looked for by who comes next (R22).
        """
        if self._sending:
            await asyncio.wait(self._sending, timeout=seconds)

    # Sending

    async def _send(
        self,
        buyer: Buyer,
        name: str,
        attempt: int,
        provider_name: str,
        request: GenerationRequest,
        recipe: Recipe,
        price: int | None,
    ) -> Bought:
        provider = self.provider(provider_name)
        token = new_id("job")
        self._report(buyer.canvas, buyer.step, JobStatus(JobPhase.QUEUED, message="Preparing"))
        prepared = await provider.prepare(request, token)
        intended = now()
        await self._records.intend(
            NewJob(
                token=token,
                step=buyer.step,
                claim=buyer.claim,
                name=name,
                attempt=attempt,
                provider=provider_name,
                model=request.model,
                endpoint=prepared.endpoint,
                body=json.dumps(dict(prepared.body), ensure_ascii=False),
                recipe=recipe.model_dump_json(),
                price=price,
            ),
            intended,
        )
        # A cancelled step must not tear the request from its answer: it is bought by now.
        task = asyncio.create_task(self._purchase(buyer, provider, prepared, attempt, intended))
        self._sending.add(task)
        task.add_done_callback(lambda done: self._sent(token, done))
        return await asyncio.shield(task)

    def _sent(self, token: str, task: asyncio.Task[Any]) -> None:
        self._sending.discard(task)
        self._live.settled(token)
        if not task.cancelled():
            task.exception()  # a step that was cancelled meanwhile does not ask for it

    async def _purchase(
        self,
        buyer: Buyer,
        provider: MediaProvider,
        prepared: PreparedRequest,
        attempt: int,
        intended: int,
    ) -> Bought:
        """Send the request and look at it once; then it is anybody's to look at."""
        token = prepared.token
        accepted = await self._submit(buyer, provider, prepared, attempt, intended)
        try:
            job = await self._records.get(token)
            assert job is not None
            return await self._first_look(buyer, provider, prepared, accepted, job)
        except Conflict:  # another worker was done with it first
            return await self._made_elsewhere(token)
        finally:
            await self._records.look_later([(token, buyer.claim, now() + _NEXT_LOOK_MS)])

    async def _submit(
        self,
        buyer: Buyer,
        provider: MediaProvider,
        prepared: PreparedRequest,
        attempt: int,
        intended: int,
    ) -> Accepted:
        token = prepared.token
        try:
            if now() - intended > _FUSE_MS:  # the machine slept between intent and request (R21)
                raise ProviderRefused("The request was held up and has not been sent.")
            accepted = await provider.submit(prepared, self._webhook(provider.name, token))
        except ProviderRefused as error:
            again = retry_at(error, attempt)
            await self._records.refused(token, failure_of(error), again, now())
            if again is not None:
                raise Suspend("waiting", f"{error.message} Trying again soon.") from error
            raise
        except ProviderAmbiguous as error:
            log.warning("the answer to job %s was lost: %s", token, error.message)
            await self._records.unknown(token, now() + 1_000)
            raise Suspend("waiting", "The answer was lost; looking for the request") from error
        try:
            await self._records.accepted(
                token,
                accepted.request_id,
                json.dumps(dict(accepted.state)),
                at=now(),
                claim=buyer.claim,
                lease_until=now() + LEASE_MS,
            )
        except Conflict as error:  # the provider's call was faster, and the job has ended already
            job = await self._records.get(token)
            if job is None or job["request_id"] != accepted.request_id:
                raise
            raise Suspend("waiting") from error
        return accepted

    async def _first_look(
        self,
        buyer: Buyer,
        provider: MediaProvider,
        prepared: PreparedRequest,
        accepted: Accepted,
        job: Row,
    ) -> Bought:
        """Look once at once: local generators are done already, and need no way round."""
        try:
            status = await provider.status(accepted)
        except ProviderError as error:
            if error.retryable:
                raise Suspend("waiting") from error
            await self._records.failed(str(job["token"]), failure_of(error), 0, now())
            raise
        self._report(buyer.canvas, buyer.step, status)
        if status.phase != JobPhase.COMPLETED:
            raise Suspend("waiting")
        joined = {**job, "canvas": buyer.canvas, "run": buyer.run, "node": buyer.node}
        try:
            bought, cost = await self._storing.fetch(provider, prepared, accepted, joined)
        except ProviderError as error:
            if error.retryable:
                raise Suspend("waiting") from error
            token = str(job["token"])
            await self._records.failed(token, failure_of(error), lost_cost(job, error), now())
            raise
        await self._records.completed(str(job["token"]), write_bought(bought), cost, now())
        return bought

    async def _made_elsewhere(self, token: str) -> Bought:
        job = await self._records.get(token)
        if job is None or job["state"] != "completed":
            raise Suspend("waiting")
        return read_bought(str(job["outputs"]))

    # Looking

    async def _look_submitted(self, job: Row) -> int | None:
        provider = self.provider(str(job["provider"]))
        accepted, prepared = accepted_of(job), prepared_of(job)
        token = str(job["token"])
        try:
            status = await provider.status(accepted)
            self._report(str(job["canvas"]), str(job["step"]), status)
            if status.phase != JobPhase.COMPLETED:
                return now() + min(round(status.poll_after * 1000), _LONGEST_LOOK_MS)
            bought, cost = await self._storing.fetch(provider, prepared, accepted, job)
        except KodaError as error:
            if passes(error) and int(job["looks"]) < _MOST_STORE_TRIES:
                log.info("job %s: %s", token, error.message)
                return now() + min(_STORE_AGAIN_MS * max(1, int(job["looks"])), _LONGEST_LOOK_MS)
            await self._records.failed(token, failure_of(error), lost_cost(job, error), now())
            return None
        await self._records.completed(token, write_bought(bought), cost, now())
        return None

    async def _abandon(self, job: Row) -> int | None:
        """Cancel a job that nobody waits for; what the provider did all the same is booked."""
        at, token = now(), str(job["token"])
        provider = self.provider(str(job["provider"]))
        try:
            if job["state"] == "submitted":
                stopped = await provider.cancel(accepted_of(job))
                cost = 0 if stopped else int(job["price"] or 0)
            else:
                if job["state"] != "refused" and await self._lost.adopt(job, provider, at):
                    return at
                cost = 0
        except KodaError as error:
            if passes(error) and int(job["looks"]) < _MOST_STORE_TRIES:
                return at + _STORE_AGAIN_MS
            cost = int(job["price"] or 0)
        await self._records.cancelled(token, cost, at)
        self._live.ring(str(job["canvas"]))
        return None

    def _report(self, canvas: str, step: str, status: JobStatus) -> None:
        progress = Progress(
            fraction=status.fraction,
            queue_position=status.queue_position if status.phase == JobPhase.QUEUED else None,
            message=status.message,
        )
        self._live.report(canvas, step, progress)
