"""Asks language models, once: intent, the answer as it comes, what it used (R27 to R31)."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field

from koda.clock import new_id, now
from koda.core.errors import (
    Conflict,
    KodaError,
    NotConfigured,
    ProviderContent,
    ProviderRefused,
    StreamBroken,
)
from koda.core.run import Progress
from koda.core.usage import TextUsage
from koda.db.base import Row
from koda.db.writings import End, NewWriting, WritingEnd
from koda.providers.text import (
    Begun,
    Finished,
    Reasoning,
    Said,
    TextProvider,
    TextRequest,
    ToolCall,
)
from koda.runs.continuing import continued
from koda.runs.failures import failure_of, raise_failure
from koda.runs.jobs import Buyer
from koda.runs.live import Live
from koda.runs.scribe import Scribe
from koda.runs.seam import Seam
from koda.runs.slots import Slots
from koda.runs.tables import Tables
from koda.runs.text_answer import TextAnswer, read_answer, write_answer, write_request

log = logging.getLogger("koda.runs")

CostOf = Callable[[str, TextUsage], int | None]
"""What a model's tokens cost, in micro-dollars; none when nobody knows."""

_MOST_REFUSALS = 6
_MOST_BREAKS = 8
_LONGEST_WAIT = 60.0
_LETTERS_PER_TOKEN = 3.5


@dataclass(slots=True)
class _Heard:
    """What an attempt has brought so far."""

    usage: TextUsage = field(default_factory=TextUsage)
    letters: int = 0
    calls: list[ToolCall] = field(default_factory=list[ToolCall])
    finished: Finished | None = None

    def used(self) -> TextUsage:
        """Give what it has used, estimated where the provider could not say any more."""
        if self.finished is not None:
            return self.finished.usage
        tokens = round(self.letters / _LETTERS_PER_TOKEN)
        usage = self.usage
        return TextUsage(
            usage.input_tokens,
            max(usage.output_tokens, tokens),
            usage.cache_read_tokens,
            usage.cache_write_tokens,
        )


class Writings:
    """Requests to language models, from intent to stored answer."""

    def __init__(
        self,
        tables: Tables,
        scribe: Scribe,
        providers: Mapping[str, TextProvider],
        cost_of: CostOf,
        live: Live,
        slots: Slots,
    ) -> None:
        """Use these providers, by name."""
        self._records = tables.writings
        self._transcripts = tables.transcripts
        self._scribe = scribe
        self._providers = providers
        self._cost_of = cost_of
        self._live = live
        self._slots = slots

    async def write(self, buyer: Buyer, name: str, request: TextRequest) -> TextAnswer:
        """Give the answer to a named request; ask if it never was, go on if it broke off.

        Raises:
            ProviderError: The provider refused or failed for good.
        """
        known = await self._records.newest(buyer.step, name)
        attempt = 0
        if known is not None:
            if known["state"] == "done":
                return read_answer(str(known["answer"]))
            if known["state"] == "failed":
                raise_failure(known["failure"])
            if known["state"] == "open":
                await self._settle(buyer, name, known)
            attempt = int(known["attempt"])
        provider = self._provider(request.model)
        await self._scribe.open(buyer)
        try:
            with self._slots.waiting():
                return await self._ask(buyer, name, request, provider, attempt)
        finally:
            await self._scribe.close(buyer)

    def _provider(self, model: str) -> TextProvider:
        name = model.partition("/")[0]
        if name not in self._providers:
            raise NotConfigured(f"The provider “{name}” is not set up here.", provider=name)
        return self._providers[name]

    async def _settle(self, buyer: Buyer, name: str, row: Row) -> None:
        """Book what a request has used whose writer is gone."""
        kept = await self._transcripts.text(buyer.step, name)
        heard = _Heard(
            TextUsage(
                int(row["input_tokens"]),
                0,
                int(row["cache_read_tokens"]),
                int(row["cache_write_tokens"]),
            ),
            len(kept) if int(row["input_tokens"]) else 0,
        )
        await self._end(str(row["id"]), str(row["model"]), "broken", heard)

    async def _ask(
        self, buyer: Buyer, name: str, request: TextRequest, provider: TextProvider, attempt: int
    ) -> TextAnswer:
        """Ask, and ask again where nothing was taken, or for the rest where it broke off."""
        refusals = breaks = 0
        while True:
            attempt += 1
            kept = await self._transcripts.text(buyer.step, name)
            try:
                return await self._once(buyer, name, attempt, request, kept, provider)
            except StreamBroken as error:
                breaks += 1
                log.info("writing %s of step %s broke off: %s", name, buyer.step, error.message)
                if breaks >= _MOST_BREAKS:
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
        self._live.report(buyer.canvas, buyer.step, Progress(message=message))
        await asyncio.sleep(min(max(seconds, 0.1), _LONGEST_WAIT))

    async def _once(
        self,
        buyer: Buyer,
        name: str,
        attempt: int,
        request: TextRequest,
        kept: str,
        provider: TextProvider,
    ) -> TextAnswer:
        writing = new_id("wri")
        asked = continued(request, kept)
        await self._records.intend(
            NewWriting(
                writing,
                buyer.step,
                buyer.claim,
                name,
                attempt,
                request.model,
                write_request(asked),
            ),
            now(),
        )
        heard = _Heard()
        try:
            await self._hear(buyer, name, writing, asked, kept, provider, heard)
            finished = heard.finished
            if finished is None:
                raise StreamBroken("The model's answer has no end.")
            if finished.reason == "refused":
                raise ProviderContent(
                    "The model declined to answer.", remedy="Say it in other words."
                )
        except BaseException as error:
            await asyncio.shield(self._broke(writing, request.model, heard, error))
            raise
        text = await self._transcripts.text(buyer.step, name)
        answer = TextAnswer(text, tuple(heard.calls), finished.reason, request.model)
        await self._end(writing, request.model, "done", heard, answer=write_answer(answer))
        return answer

    async def _hear(
        self,
        buyer: Buyer,
        name: str,
        writing: str,
        request: TextRequest,
        kept: str,
        provider: TextProvider,
        heard: _Heard,
    ) -> None:
        """Write down what comes until it is finished."""
        seam = Seam(kept)

        def say(text: str) -> None:
            heard.letters += len(text)
            self._scribe.say(buyer, name, "text", seam.feed(text))

        async with aclosing(provider.stream(request)) as pieces:
            async for piece in pieces:
                match piece:
                    case Begun():
                        heard.usage = piece.usage
                        self._live.report(buyer.canvas, buyer.step, Progress())
                        await self._records.begun(writing, piece.usage)
                    case Reasoning():
                        heard.letters += len(piece.text)
                        self._scribe.say(buyer, name, "reasoning", piece.text)
                    case Said():
                        say(piece.text)
                    case ToolCall():
                        heard.calls.append(piece)
                        called = {"id": piece.id, "name": piece.name, "arguments": piece.arguments}
                        self._scribe.say(buyer, name, "tool_call", json.dumps(called))
                    case Finished():
                        heard.finished = piece
        self._scribe.say(buyer, name, "text", seam.finish())
        await self._scribe.flush()

    async def _broke(self, writing: str, model: str, heard: _Heard, error: BaseException) -> None:
        """Say why an attempt ended, and book what it used."""
        try:
            await self._scribe.flush()
            if isinstance(error, ProviderRefused) and error.retryable:
                await self._end(writing, model, "refused", _Heard())
            elif isinstance(error, KodaError) and not isinstance(error, StreamBroken):
                await self._end(writing, model, "failed", heard, failure=failure_of(error))
            else:
                await self._end(writing, model, "broken", heard)
        except Conflict:
            log.info("writing %s has ended elsewhere", writing)

    async def _end(
        self,
        writing: str,
        model: str,
        state: End,
        heard: _Heard,
        *,
        answer: str | None = None,
        failure: str | None = None,
    ) -> None:
        usage, finished = heard.used(), heard.finished
        cost = None if finished is None else finished.cost
        if cost is None:
            cost = self._cost_of(model, usage) or 0
        request_id = "" if finished is None else finished.request_id
        end = WritingEnd(state, usage, cost, answer, failure, request_id)
        await self._records.end(writing, end, now())
