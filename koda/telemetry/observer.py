"""Hears which steps have ended, reads what became of them, and tells figures and traces."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from koda.core.errors import KodaError
from koda.db.base import Database
from koda.telemetry.ends import Ends, read_ends

log = logging.getLogger("koda.telemetry")

_BATCH = 100
_MOST_WAITING = 20_000
_PAUSE_SECONDS = 1.0


class Observer:
    """Reads behind the work, never in its way; what it misses is missing in the figures alone."""

    def __init__(self, database: Database, tell: Sequence[Callable[[Ends], None]]) -> None:
        """Tell these what ended."""
        self._database = database
        self._tell = tell
        self._ended: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._task: asyncio.Task[None] | None = None

    def steps_ended(self, steps: Sequence[str]) -> None:
        """Hear that steps ended; returns at once."""
        for step in steps:
            try:
                self._ended.put_nowait(step)
            except asyncio.QueueFull:
                log.warning("more steps ended than could be read; the figures lack some")
                return

    def start(self) -> None:
        """Read from now on."""
        self._task = asyncio.create_task(self._keep_reading())

    async def stop(self) -> None:
        """Read what is left, then stop."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        while not self._ended.empty():
            await self._read(self._take())

    async def _keep_reading(self) -> None:
        while True:
            first = await self._ended.get()
            await self._read([first, *self._take()])
            await asyncio.sleep(_PAUSE_SECONDS)  # what ends in a burst is read together

    def _take(self) -> list[str]:
        taken: list[str] = []
        while len(taken) < _BATCH and not self._ended.empty():
            taken.append(self._ended.get_nowait())
        return taken

    async def _read(self, steps: Sequence[str]) -> None:
        try:
            ends = await read_ends(self._database, steps)
        except KodaError as error:
            log.warning("what became of %d steps could not be read: %s", len(steps), error.message)
            return
        for tell in self._tell:
            tell(ends)
