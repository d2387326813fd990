"""Rings the bells of this process for what other processes have changed (R34).

One query for all canvases that somebody follows here, however many tabs follow them, and one for
all steps that run: twice a second while something goes on, every two seconds otherwise. A bell from
outside, such as a notification of the database, may `look_now` and make the waiting shorter.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from koda.core.errors import KodaError
from koda.core.events import SaidEvent
from koda.core.ids import StepId
from koda.db.heads import CanvasHead, HeadRecords, SaidHead
from koda.db.transcripts import TranscriptRecords
from koda.runs.live import Live
from koda.runs.relay import Relay

log = logging.getLogger("koda.runs")

_BUSY_SECONDS = 0.5
_QUIET_SECONDS = 2.0
_BUSY_FOR_SECONDS = 60.0
_PAUSE_AFTER_ERROR = 5.0
_PATIENCE = 60.0
"""How long a follower waits for a bell while the watch keeps looking."""


class Watch:
    """Looks at the heads of what is followed, and rings for what has moved."""

    def __init__(
        self,
        heads: HeadRecords,
        transcripts: TranscriptRecords,
        live: Live,
        ring_document: Callable[[str], None],
        relay: Relay | None = None,
    ) -> None:
        """Ring `live` for runs, and `ring_document` for documents; `relay` where others report."""
        self._heads = heads
        self._transcripts = transcripts
        self._live = live
        self._ring_document = ring_document
        self._relay = relay
        self._known: dict[str, CanvasHead | None] = {}
        self._said: Mapping[StepId, SaidHead] = {}
        self._busy_until = 0.0
        self._now = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look; nothing is asked while nobody follows."""
        self._known.clear()
        self._live.patience = _PATIENCE
        self._task = asyncio.create_task(self._keep_looking())

    async def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def look_now(self) -> None:
        """Look at once: somebody has heard that something changed."""
        self._now.set()

    async def look(self) -> None:
        """Look once, and ring for what is new since the last look."""
        canvases = self._live.followed
        heads = await self._heads.canvases(canvases)
        said = {one.step: one for one in await self._heads.said()}
        before, self._known = self._known, {one: heads.get(one) for one in canvases}
        for canvas, head in self._known.items():
            if canvas in before:
                self._compare(canvas, before[canvas], head)
            else:  # what came between a follower's first look and this one
                self._ring_document(canvas)
                self._live.ring(canvas)
        followed = [one for one in said.values() if one.canvas in self._known]
        for one in followed:
            await self._tell(one, is_new_here=one.canvas not in before)
        if followed:
            self._busy_until = time.monotonic() + _BUSY_FOR_SECONDS
        if self._relay is not None:
            await self._relay.look(canvases)
        self._live.forget_told(said.keys() | self._said.keys())
        self._said = said

    def _compare(self, canvas: str, old: CanvasHead | None, new: CanvasHead | None) -> None:
        if old == new:
            return
        if old is None or new is None or old.document != new.document:
            self._ring_document(canvas)
        if old is None or new is None or old.number != new.number:
            self._live.ring(canvas)
            self._live.work.set()
        self._busy_until = time.monotonic() + _BUSY_FOR_SECONDS

    async def _tell(self, head: SaidHead, *, is_new_here: bool) -> None:
        """Tell what a step has said that was not told here; who has just come asks for the past."""
        told = self._live.told(head.step)
        if told is None and (is_new_here or head.step in self._said):
            self._live.note_told(head.step, head.last)
            return
        while (told or 0) < head.last:
            parts = await self._transcripts.after(head.step, told or 0)
            if not parts:
                return
            told = parts[-1].number
            self._live.say(
                SaidEvent(canvas=head.canvas, run=head.run, step=head.step, parts=tuple(parts))
            )

    async def _keep_looking(self) -> None:
        try:
            while True:
                await self._live.somebody()
                self._now.clear()
                try:
                    await self.look()
                    pause = self._pause()
                except KodaError as error:
                    log.warning("what others do cannot be seen now: %s", error.message)
                    pause = _PAUSE_AFTER_ERROR
                await _until(self._now, pause)
        finally:
            self._live.patience = 2.0

    def _pause(self) -> float:
        return _BUSY_SECONDS if time.monotonic() < self._busy_until else _QUIET_SECONDS


async def _until(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
