"""Asks language models, once: what was answered is given back, what broke off is gone on with."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from koda.core.errors import Conflict, NotConfigured, ProviderRefused, StreamBroken
from koda.core.ids import StepId
from koda.core.run import Progress
from koda.core.usage import TextUsage
from koda.db.base import Row
from koda.providers.text import TextProvider, TextRequest
from koda.runs.attempt import Attempt, CostOf, Desk, Heard, book
from koda.runs.continuing import is_whole
from koda.runs.failures import raise_failure
from koda.runs.jobs import Buyer
from koda.runs.live import Live
from koda.runs.scribe import Scribe
from koda.runs.slots import Slots
from koda.runs.tables import Tables
from koda.runs.text_answer import TextAnswer, read_answer

log = logging.getLogger("koda.runs")

_MOST_REFUSALS = 6
_MOST_BREAKS = 8
_MOST_SILENT = 3
"""Each may have been billed and has brought nothing."""
_LONGEST_WAIT = 60.0


class Writings:
    """Requests to language models, from intent to stored answer (R27 to R31)."""

    def __init__(
        self,
        tables: Tables,
        scribe: Scribe,
        providers: Mapping[str, TextProvider],
        cost_of: CostOf,
        live: Live,
        slots: Slots,
        most: int,
    ) -> None:
        """Use these providers, by name, for at most so many requests at once."""
        self._desk = Desk(tables.writings, tables.transcripts, scribe, live, cost_of)
        self._providers = providers
        self._slots = slots
        self._turn = asyncio.Semaphore(most)
        self._preparing: dict[str, asyncio.Task[None]] = {}

    def prepare(self, models: Iterable[str | None]) -> None:
        """Get ready for these models, once: somebody has asked what a run with them would cost."""
        for name in {model.partition("/")[0] for model in models if model is not None}:
            if name in self._providers and name not in self._preparing:
                task = asyncio.create_task(self._providers[name].prepare())
                self._preparing[name] = task
                task.add_done_callback(lambda done, name=name: self._prepared(name, done))

    def _prepared(self, name: str, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            log.warning("%s could not be got ready: %s", name, task.exception())
            self._preparing.pop(name, None)  # the next plan tries again

    async def settle(self) -> None:
        """Book requests whose process died and whose step was then given up (R31)."""
        for row in await self._desk.records.left_open():
            heard = await self._heard_of(StepId(row["step"]), str(row["name"]), row)
            with contextlib.suppress(Conflict):
                await book(self._desk, str(row["id"]), str(row["model"]), heard, "broken")

    async def close(self) -> None:
        """Stop getting ready."""
        for task in self._preparing.values():
            task.cancel()
        await asyncio.gather(*self._preparing.values(), return_exceptions=True)

    async def write(self, buyer: Buyer, name: str, request: TextRequest) -> TextAnswer:
        """Give the answer to a named request; ask if it never was, go on if it broke off.

        Raises:
            ProviderError: The provider refused or failed for good.
        """
        known = await self._desk.records.newest(buyer.step, name)
        if known is not None:
            if known["state"] == "done":
                return read_answer(str(known["answer"]))
            if known["state"] == "failed":
                raise_failure(known["failure"])
            if known["state"] == "open":
                answer = await self._settle(buyer, name, request, known)
                if answer is not None:
                    return answer
        provider = self._provider(request.model)
        await self._desk.scribe.open(buyer)
        try:
            with self._slots.waiting(buyer.step):
                tried = 0 if known is None else int(known["attempt"])
                async with self._turn:
                    return await self._ask(buyer, name, request, provider, tried)
        finally:
            await self._desk.scribe.close(buyer)

    async def tell(self, buyer: Buyer, name: str, payload: Mapping[str, JsonValue]) -> None:
        """Write what a node itself tells into the step's transcript; see `Scribe.tell`."""
        await self._desk.scribe.tell(buyer, name, payload)

    async def used(self, step: StepId) -> TextUsage:
        """Give the tokens that a step has used so far."""
        return await self._desk.transcripts.usage(step)

    def _provider(self, model: str) -> TextProvider:
        name = model.partition("/")[0]
        if name not in self._providers:
            raise NotConfigured(f"The provider “{name}” is not set up here.", provider=name)
        return self._providers[name]

    async def _settle(
        self, buyer: Buyer, name: str, request: TextRequest, row: Row
    ) -> TextAnswer | None:
        """Book what a request has used whose writer is gone; give its answer if that is whole."""
        kept = await self._desk.transcripts.text(buyer.step, name)
        heard = await self._heard_of(buyer.step, name, row)
        answer = TextAnswer(kept, model=request.model) if is_whole(request, kept) else None
        await book(self._desk, str(row["id"]), str(row["model"]), heard, answer or "broken")
        return answer

    async def _heard_of(self, step: StepId, name: str, row: Row) -> Heard:
        cached = int(row["cache_read_tokens"]), int(row["cache_write_tokens"])
        said = await self._desk.transcripts.letters(step, name, int(row["created_at"]))
        return Heard(TextUsage(int(row["input_tokens"]), 0, *cached), said)

    async def _ask(
        self, buyer: Buyer, name: str, request: TextRequest, provider: TextProvider, tried: int
    ) -> TextAnswer:
        """Ask, and ask again where nothing was taken, or for the rest where it broke off."""
        refusals = breaks = silent = 0
        while True:
            tried += 1
            kept = await self._desk.transcripts.text(buyer.step, name)
            try:
                return await Attempt(self._desk, buyer, name, tried, request, kept).make(provider)
            except StreamBroken as error:
                breaks += 1
                log.info("writing %s of step %s broke off: %s", name, buyer.step, error.message)
                came = await self._desk.transcripts.text(buyer.step, name)
                silent = 0 if len(came) > len(kept) else silent + 1
                if breaks >= _MOST_BREAKS or silent >= _MOST_SILENT:
                    raise
                await self._pause(buyer, "The answer broke off; going on", breaks - 1)
            except ProviderRefused as error:
                refusals += 1
                if not error.retryable or refusals >= _MOST_REFUSALS:
                    raise
                asked = error.fields.get("retry_after")
                wait = float(asked) if isinstance(asked, int | float) else 2.0 ** (refusals - 1)
                await self._pause(buyer, f"{error.message} Trying again.", wait)

    async def _pause(self, buyer: Buyer, message: str, seconds: float) -> None:
        self._desk.live.report(buyer.canvas, buyer.step, Progress(message=message))
        await asyncio.sleep(min(max(seconds, 0.1), _LONGEST_WAIT))
