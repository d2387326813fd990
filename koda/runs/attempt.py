"""One request to a language model: sent once, written down as it is answered, booked."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from koda.clock import new_id, now
from koda.core.errors import Conflict, KodaError, ProviderContent, ProviderRefused, StreamBroken
from koda.core.run import Progress
from koda.core.transcript import PartKind
from koda.core.usage import TextUsage
from koda.db.transcripts import TranscriptRecords
from koda.db.writings import End, NewWriting, WritingEnd, WritingRecords
from koda.providers.text import (
    Begun,
    Finished,
    Reasoning,
    Said,
    TextPiece,
    TextProvider,
    TextRequest,
    ToolCall,
)
from koda.runs.continuing import continued, is_whole
from koda.runs.failures import failure_of
from koda.runs.jobs import Buyer
from koda.runs.live import Live
from koda.runs.scribe import Scribe
from koda.runs.seam import Seam
from koda.runs.text_answer import TextAnswer, write_answer, write_request

log = logging.getLogger("koda.runs")

CostOf = Callable[[str, TextUsage], int | None]
"""What a model's tokens cost, in micro-dollars; none when nobody knows."""

_LETTERS_PER_TOKEN = 3.5


@dataclass(frozen=True, slots=True)
class Desk:
    """What all attempts write with."""

    records: WritingRecords
    transcripts: TranscriptRecords
    scribe: Scribe
    live: Live
    cost_of: CostOf


@dataclass(slots=True)
class Heard:
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


@dataclass(frozen=True, slots=True)
class Attempt:
    """A numbered attempt of a named writing of a step.

    Attributes:
        request: What the whole answer is to.
        kept: What earlier attempts have brought of it.
    """

    desk: Desk
    buyer: Buyer
    name: str
    number: int
    request: TextRequest
    kept: str

    async def make(self, provider: TextProvider) -> TextAnswer:
        """Send it, and give the answer with what was kept before.

        Raises:
            StreamBroken: It broke off; what it brought is kept.
            ProviderError: It was refused.
        """
        writing, asked, heard = new_id("wri"), continued(self.request, self.kept), Heard()
        await self.desk.records.intend(
            NewWriting(
                writing,
                self.buyer.step,
                self.buyer.claim,
                self.name,
                self.number,
                self.request.model,
                write_request(asked),
            ),
            now(),
        )
        try:
            await self._hear(provider, asked, writing, heard)
        except StreamBroken:
            if not is_whole(self.request, await self._text()):
                await self._over(writing, heard, "broken")
                raise
        except ProviderRefused as error:
            await self._over(writing, heard, "refused" if error.retryable else "failed", error)
            raise
        except KodaError as error:
            await self._over(writing, heard, "failed", error)
            raise
        except BaseException:
            await asyncio.shield(self._over(writing, heard, "broken"))
            raise
        reason = "stop" if heard.finished is None else heard.finished.reason
        if reason == "refused":
            error = ProviderContent("The model declined to answer.", remedy="Use other words.")
            await self._over(writing, heard, "failed", error)
            raise error
        answer = TextAnswer(await self._text(), tuple(heard.calls), reason, self.request.model)
        await asyncio.shield(book(self.desk, writing, self.request.model, heard, answer))
        return answer

    async def _hear(
        self, provider: TextProvider, asked: TextRequest, writing: str, heard: Heard
    ) -> None:
        """Write down what comes until it is finished."""
        seam = Seam(self.kept)
        try:
            async with aclosing(provider.stream(asked)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Begun):
                        heard.usage = piece.usage
                        self.desk.live.report(self.buyer.canvas, self.buyer.step, Progress())
                        await self.desk.records.begun(writing, piece.usage)
                    else:
                        self._take(piece, seam, heard)
            self._say("text", seam.finish())
            if heard.finished is None:
                raise StreamBroken("The model's answer has no end.")
        finally:
            await asyncio.shield(self.desk.scribe.flush())

    def _take(self, piece: TextPiece, seam: Seam, heard: Heard) -> None:
        match piece:
            case Reasoning():
                heard.letters += len(piece.text)
                self._say("reasoning", piece.text)
            case Said():
                heard.letters += len(piece.text)
                self._say("text", seam.feed(piece.text))
            case ToolCall():
                heard.calls.append(piece)
                called = {"id": piece.id, "name": piece.name, "arguments": piece.arguments}
                self._say("tool_call", json.dumps(called))
            case Finished():
                heard.finished = piece
            case Begun():
                pass

    def _say(self, kind: PartKind, text: str) -> None:
        self.desk.scribe.say(self.buyer, self.name, kind, text)

    async def _text(self) -> str:
        return await self.desk.transcripts.text(self.buyer.step, self.name)

    async def _over(
        self, writing: str, heard: Heard, state: End, error: KodaError | None = None
    ) -> None:
        """Say that it brought no answer, and book what it used all the same."""
        try:
            await book(self.desk, writing, self.request.model, heard, state, error)
        except Conflict:
            log.info("writing %s has ended elsewhere", writing)


async def book(
    desk: Desk,
    writing: str,
    model: str,
    heard: Heard,
    result: TextAnswer | End,
    error: KodaError | None = None,
) -> None:
    """Store how a request ended, with what it used."""
    usage, finished = heard.used(), heard.finished
    cost = None if finished is None else finished.cost
    if cost is None:
        cost = desk.cost_of(model, usage) or 0
    answered = isinstance(result, TextAnswer)
    end = WritingEnd(
        "done" if answered else result,
        usage,
        cost,
        write_answer(result) if answered else None,
        None if error is None else failure_of(error),
        "" if finished is None else finished.request_id,
    )
    await desk.records.end(writing, end, now())
    desk.live.settled(writing)
