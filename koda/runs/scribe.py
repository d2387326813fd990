"""Writes down what language models say: many streams, one transaction every few milliseconds."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from koda.clock import now
from koda.core.errors import KodaError
from koda.core.events import SaidEvent
from koda.core.ids import CanvasId, RunId
from koda.core.transcript import PartKind, TranscriptPart
from koda.db.transcripts import NewPart, TranscriptRecords
from koda.runs.jobs import Buyer
from koda.runs.live import Live

log = logging.getLogger("koda.runs")

_FLUSH_SECONDS = 0.05
_PAUSE_AFTER_ERROR = 1.0
_JOINED: frozenset[PartKind] = frozenset({"text", "reasoning"})


@dataclass(slots=True)
class Page:
    """What one step says; `users` are its writings that go on at once.

    Pieces that wait to be written are joined where they belong together; one that was `taken` to
    be written is as it is for good, also when it comes back: it may have been written.
    """

    buyer: Buyer
    last: int
    users: int = 0
    taken: int = 0
    waiting: list[TranscriptPart] = field(default_factory=list[TranscriptPart])

    def add(self, name: str, kind: PartKind, text: str) -> None:
        """Add a piece."""
        newest = self.waiting[-1] if self.last > self.taken and self.waiting else None
        if newest is not None and kind in _JOINED and (newest.name, newest.kind) == (name, kind):
            self.waiting[-1] = newest.model_copy(update={"text": newest.text + text})
            return
        self.last += 1
        self.waiting.append(
            TranscriptPart(number=self.last, name=name, kind=kind, text=text, at=now())
        )

    def take(self) -> list[NewPart]:
        """Take what waits."""
        buyer, taken = self.buyer, self.waiting
        self.waiting, self.taken = [], self.last
        return [NewPart(buyer.step, buyer.claim, one) for one in taken]


class Scribe:
    """What is shown is durable: a piece is told to those who follow once it is written."""

    def __init__(self, records: TranscriptRecords, live: Live) -> None:
        """Write into these records, and ring for those who follow."""
        self._records = records
        self._live = live
        self._pages: dict[tuple[str, str], Page] = {}
        self._writing = asyncio.Lock()
        self._soon: asyncio.Task[None] | None = None

    async def open(self, buyer: Buyer) -> None:
        """Begin to write for a step, where it stopped."""
        async with self._writing:  # what another writing of the step writes last is counted
            last = await self._records.last_number(buyer.step)
            self._pages.setdefault(_key(buyer), Page(buyer, last)).users += 1

    async def close(self, buyer: Buyer) -> None:
        """Write what waits; raises `StorageFailed` when it cannot be kept."""
        try:
            await self.flush()
        finally:
            page = self._pages[_key(buyer)]
            page.users -= 1
            if not page.users:
                del self._pages[_key(buyer)]

    def say(self, buyer: Buyer, name: str, kind: PartKind, text: str) -> None:
        """Take a piece; it is written within a blink."""
        if text:
            self._pages[_key(buyer)].add(name, kind, _whole_letters(text))
            if self._soon is None or self._soon.done():
                self._soon = asyncio.create_task(self._flush_soon())

    async def tell(self, buyer: Buyer, name: str, payload: Mapping[str, JsonValue]) -> None:
        """Write an event down, once under its name; it is stored when this returns.

        Only the worker that holds the step calls this, one event after another.
        """
        if await self._records.has_told(buyer.step, name):
            return
        await self.open(buyer)
        try:
            self.say(buyer, name, "event", json.dumps(dict(payload), ensure_ascii=False))
        finally:
            await self.close(buyer)

    async def flush(self) -> None:
        """Write all that waits; on an error it waits on."""
        async with self._writing:
            taken = [(page, page.take()) for page in self._pages.values() if page.waiting]
            parts = [part for _, found in taken for part in found]
            if not parts:
                return
            try:
                stored = iter(await self._records.append(parts))
            except BaseException:
                for page, found in taken:
                    page.waiting[:0] = [one.part for one in found]
                raise
        for page, found in taken:
            self._tell(page.buyer, [one.part for one in found if next(stored)])

    def _tell(self, buyer: Buyer, parts: Sequence[TranscriptPart]) -> None:
        if parts:
            run, canvas = RunId(buyer.run), CanvasId(buyer.canvas)
            self._live.say(SaidEvent(canvas=canvas, run=run, step=buyer.step, parts=tuple(parts)))

    async def stop(self) -> None:
        """Write the last pieces."""
        if self._soon is not None:
            self._soon.cancel()
            await asyncio.gather(self._soon, return_exceptions=True)
        with contextlib.suppress(KodaError):
            await self.flush()

    async def _flush_soon(self) -> None:
        while any(page.waiting for page in self._pages.values()):
            await asyncio.sleep(_FLUSH_SECONDS)
            try:
                await self.flush()
            except KodaError:
                log.exception("what was said could not be written; it is written again")
                await asyncio.sleep(_PAUSE_AFTER_ERROR)


def _key(buyer: Buyer) -> tuple[str, str]:
    """Tell the page of one claim from that of another that it has lost the step to."""
    return buyer.step, buyer.claim


def _whole_letters(text: str) -> str:
    """Put halves of characters together, or a sign in their place: no database holds them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
