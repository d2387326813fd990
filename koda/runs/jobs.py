"""Buys from providers, once: intent, one request, its id, looks, results (R20 to R26)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from koda.assets.library import AssetLibrary, Source
from koda.clock import new_id, now
from koda.core.asset import Recipe
from koda.core.errors import (
    Conflict,
    KodaError,
    NotConfigured,
    ProviderAmbiguous,
    ProviderError,
    ProviderRefused,
    ResultGone,
    Unsupported,
)
from koda.core.ids import NodeId, StepId
from koda.core.run import Choice, Progress, Question
from koda.core.values import MediaValue
from koda.db.base import Row
from koda.db.jobs import JobRecords, NewJob
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    JobPhase,
    JobStatus,
    MediaOutput,
    MediaProvider,
    PreparedRequest,
)
from koda.runs.bought import Bought, read_bought, write_bought
from koda.runs.failures import failure_of, raise_failure, read_failure
from koda.runs.live import Live
from koda.runs.suspend import Suspend

log = logging.getLogger("koda.runs")

QUESTION = "job:"
_FUSE_MS = 10_000
LEASE_MS = 30_000
_NEXT_LOOK_MS = 500
_RETRIES = 5
_STORE_AGAIN_MS = 5_000
_MOST_STORE_TRIES = 40
_LONGEST_LOOK_MS = 60_000


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
    ) -> None:
        """Use these providers, by name."""
        self._records = records
        self._providers = providers
        self._library = library
        self._live = live
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
                if known["next_at"] is None and not _may_retry(known):
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
        at = now()
        token, step = str(job["token"]), str(job["step"])
        if job["step_state"] in {"cancelled", "skipped", "failed", "done"}:
            return await self._abandon(job)
        match job["state"]:
            case "submitted":
                return await self._look_submitted(job)
            case "unknown":
                return await self._look_unknown(job, at)
            case _:  # refused: its time has come to be tried again
                await self._records.wake(token, step, asking=False)
                return None

    async def answer(self, job: Row, value: str) -> None:
        """Do what a person decided about a job of which nothing is known (R22)."""
        token, step = str(job["token"]), str(job["step"])
        if value == "look_again":
            await self._records.look_again(token, step, now())
            return
        if value == "submit_again":
            await self._records.drop(token, now())
        else:
            gone = failure_of(
                ProviderAmbiguous(
                    "Given up: it is not known whether the request was billed.",
                    remedy="Look into the provider's dashboard, then run the node again.",
                    provider=job["provider"],
                )
            )
            await self._records.failed(token, gone, 0, now())
        await self._records.wake(token, step, asking=True)

    async def settle(self) -> None:
        """Wait for requests that are on their way: their ids must be recorded."""
        if self._sending:
            await asyncio.wait(self._sending, timeout=30)

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
        task.add_done_callback(self._sent)
        return await asyncio.shield(task)

    def _sent(self, task: asyncio.Task[Any]) -> None:
        self._sending.discard(task)
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
            accepted = await provider.submit(prepared)
        except ProviderRefused as error:
            again = _retry_at(error, attempt)
            await self._records.refused(token, failure_of(error), again, now())
            if again is not None:
                raise Suspend("waiting", f"{error.message} Trying again soon.") from error
            raise
        except ProviderAmbiguous as error:
            log.warning("the answer to job %s was lost: %s", token, error.message)
            await self._records.unknown(token, now() + 1_000)
            raise Suspend("waiting", "The answer was lost; looking for the request") from error
        await self._records.accepted(
            token,
            accepted.request_id,
            json.dumps(dict(accepted.state)),
            at=now(),
            claim=buyer.claim,
            lease_until=now() + LEASE_MS,
        )
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
            bought, cost = await self._fetch(provider, prepared, accepted, joined)
        except ProviderError as error:
            if error.retryable:
                raise Suspend("waiting") from error
            token = str(job["token"])
            await self._records.failed(token, failure_of(error), _lost_cost(job, error), now())
            raise
        try:
            await self._records.completed(str(job["token"]), write_bought(bought), cost, now())
        except Conflict:  # the lease was lost, and another worker was done first
            return await self._made_elsewhere(str(job["token"]))
        return bought

    async def _made_elsewhere(self, token: str) -> Bought:
        job = await self._records.get(token)
        if job is None or job["state"] != "completed":
            raise Suspend("waiting")
        return read_bought(str(job["outputs"]))

    # Looking

    async def _look_submitted(self, job: Row) -> int | None:
        provider = self.provider(str(job["provider"]))
        accepted, prepared = _accepted(job), _prepared(job)
        token = str(job["token"])
        try:
            status = await provider.status(accepted)
            self._report(str(job["canvas"]), str(job["step"]), status)
            if status.phase != JobPhase.COMPLETED:
                return now() + min(round(status.poll_after * 1000), _LONGEST_LOOK_MS)
            bought, cost = await self._fetch(provider, prepared, accepted, job)
        except KodaError as error:
            if _passes(error) and int(job["looks"]) < _MOST_STORE_TRIES:
                log.info("job %s: %s", token, error.message)
                return now() + min(_STORE_AGAIN_MS * max(1, int(job["looks"])), _LONGEST_LOOK_MS)
            await self._records.failed(token, failure_of(error), _lost_cost(job, error), now())
            return None
        await self._records.completed(token, write_bought(bought), cost, now())
        return None

    async def _fetch(
        self, provider: MediaProvider, prepared: PreparedRequest, accepted: Accepted, job: Row
    ) -> tuple[Bought, int]:
        """Store what a job made (R25): the bytes, then the records, then the job is done."""
        result = await provider.result(prepared, accepted)
        cost = result.cost if result.cost is not None else int(job["price"] or 0)
        recipe = Recipe.model_validate_json(str(job["recipe"]))
        started = int(job["accepted_at"] or job["created_at"])
        media: list[MediaValue] = []
        names: list[str] = []
        refused: Unsupported | None = None
        for place, output in enumerate(result.outputs):
            source = Source(
                id=f"ast_{str(job['token']).removeprefix('job_')}{place:02d}",
                origin="generated",
                canvas=str(job["canvas"]),
                node=str(job["node"]),
                run=str(job["run"]),
                step=str(job["step"]),
                recipe=recipe.model_copy(
                    update={
                        "seed": recipe.seed if result.seed is None else result.seed,
                        "prompt": result.prompt or recipe.prompt,
                        "endpoint": prepared.endpoint,
                        "request_id": accepted.request_id,
                        "cost": cost // max(1, len(result.outputs)),
                        "seconds": round((now() - started) / 1000, 2),
                        "note": output.note or recipe.note,
                    }
                ),
            )
            try:
                media.append(await self._take(output, source))
            except Unsupported as error:
                if not output.output:
                    raise
                refused = error  # one file of several: what else was paid for is kept
                continue
            names.append(output.output)
        if refused is not None and not media and not result.values:
            raise refused
        return Bought(tuple(media), tuple(names), result.values), cost

    async def _take(self, output: MediaOutput, source: Source) -> MediaValue:
        """Store one file."""
        if output.content is not None:
            asset = await self._library.take_bytes(output.content, source)
        else:
            asset = await self._library.take_url(str(output.url), source)
        return MediaValue.model_validate(
            {"type": asset.kind.value, "asset": asset.id, "hash": asset.hash}
        )

    async def _look_unknown(self, job: Row, at: int) -> int | None:
        """Look for a request whose answer was lost (R22): found, free to repeat, or a question."""
        provider = self.provider(str(job["provider"]))
        token, step = str(job["token"]), str(job["step"])
        try:
            if await self._adopt(job, provider, at):
                return at
        except KodaError as error:
            log.info("job %s cannot be looked for: %s", token, error.message)
        if job["price"] == 0:
            await self._records.drop(token, at)
            await self._records.wake(token, step, asking=True)
            return None
        wait = min(2_000 * 2 ** min(int(job["looks"]), 8), 5 * 60_000)
        if job["step_state"] == "waiting":
            await self._records.ask(token, step, _question(job).model_dump_json(), at + wait, at)
            self._live.ring(str(job["canvas"]))
            return None
        return at + wait

    async def _unowned(self, provider: str, found: Sequence[Accepted]) -> list[Accepted]:
        ids = [one.request_id for one in found]
        known = await self._records.known_requests(provider, ids) if ids else set[str]()
        return [one for one in found if one.request_id not in known]

    async def _abandon(self, job: Row) -> int | None:
        """Cancel a job that nobody waits for; what the provider did all the same is booked."""
        at, token = now(), str(job["token"])
        provider = self.provider(str(job["provider"]))
        try:
            if job["state"] == "submitted":
                stopped = await provider.cancel(_accepted(job))
                cost = 0 if stopped else int(job["price"] or 0)
            else:
                if job["state"] != "refused" and await self._adopt(job, provider, at):
                    return at
                cost = 0
        except KodaError as error:
            if _passes(error) and int(job["looks"]) < _MOST_STORE_TRIES:
                return at + _STORE_AGAIN_MS
            cost = int(job["price"] or 0)
        await self._records.cancelled(token, cost, at)
        self._live.ring(str(job["canvas"]))
        return None

    async def _adopt(self, job: Row, provider: MediaProvider, at: int) -> bool:
        """Take a request that was found for this job's own; tells whether there was one."""
        found = await provider.find(_prepared(job), int(job["created_at"]) / 1000 - 60)
        for one in await self._unowned(str(job["provider"]), found or []):
            state = json.dumps(dict(one.state))
            await self._records.unknown(str(job["token"]), at)
            await self._records.found(
                str(job["token"]), str(job["step"]), one.request_id, state, at
            )
            return True
        return False

    def _report(self, canvas: str, step: str, status: JobStatus) -> None:
        progress = Progress(
            fraction=status.fraction,
            queue_position=status.queue_position if status.phase == JobPhase.QUEUED else None,
            message=status.message,
        )
        self._live.report(canvas, step, progress)


def _accepted(job: Row) -> Accepted:
    return Accepted(str(job["request_id"]), json.loads(str(job["provider_state"])))


def _prepared(job: Row) -> PreparedRequest:
    body = cast("dict[str, Any]", json.loads(str(job["body"])))
    return PreparedRequest(str(job["endpoint"]), body, str(job["token"]), str(job["model"]))


def _passes(error: KodaError) -> bool:
    return error.retryable and not isinstance(error, ResultGone)


def _lost_cost(job: Row, error: KodaError) -> int:
    """A result that was made and could not be kept is paid for; a job that failed is not."""
    failed_there = isinstance(error, ProviderError) and not isinstance(error, ResultGone)
    return 0 if failed_there else int(job["price"] or 0)


def _may_retry(job: Row) -> bool:
    return read_failure(job["failure"]).retryable and int(job["attempt"]) < _RETRIES


def _retry_at(error: ProviderRefused, attempt: int) -> int | None:
    if not error.retryable or attempt >= _RETRIES:
        return None
    asked = error.fields.get("retry_after")
    seconds = float(asked) if isinstance(asked, int | float) else float(2**attempt)
    return now() + round(min(seconds, 120.0) * 1000)


def _question(job: Row) -> Question:
    return Question(
        name=f"{QUESTION}{job['token']}",
        text="The request was sent, but its answer was lost. It may have been billed.",
        choices=(
            Choice(value="look_again", title="Look again", description="Costs nothing."),
            Choice(
                value="submit_again",
                title="Send it again",
                description="May be billed twice if the first one arrived.",
            ),
            Choice(value="give_up", title="Give up", description="The node fails."),
        ),
        fields=asdict(_QuestionFacts(str(job["provider"]), str(job["model"]), job["price"])),
    )


@dataclass(frozen=True, slots=True)
class _QuestionFacts:
    provider: str
    model: str
    price: int | None
