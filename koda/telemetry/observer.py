"""Hears which steps have ended, reads what became of them, and tells figures and traces."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from koda.core.errors import KodaError
from koda.db.base import Database
from koda.telemetry.ends import Ends, read_ends, read_late

log = logging.getLogger("koda.telemetry")

_BATCH = 100
_MOST_WAITING = 20_000
_PAUSE_SECONDS = 1.0
Reader = Callable[[Database, Sequence[str]], Awaitable[Ends]]


class Observer:
    """Reads behind the work, never in its way; what it misses is missing in the figures alone."""

    def __init__(self, database: Database, tell: Sequence[Callable[[Ends], None]]) -> None:
        """Tell these what ended."""
        self._database = database
        self._tell = tell
        self._ended: asyncio.Queue[tuple[Reader, str]] = asyncio.Queue(_MOST_WAITING)
        self._task: asyncio.Task[None] | None = None

    def steps_ended(self, steps: Sequence[str]) -> None:
        """Hear that steps ended; returns at once."""
        for step in steps:
            self._put(read_ends, step)

    def settled(self, one: str) -> None:
        """Hear that a job or writing ended; returns at once."""
        self._put(read_late, one)

    def _put(self, reader: Reader, one: str) -> None:
        try:
            self._ended.put_nowait((reader, one))
        except asyncio.QueueFull:
            log.warning("more ended than could be read; the figures lack some")

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

    def _take(self) -> list[tuple[Reader, str]]:
        taken: list[tuple[Reader, str]] = []
        while len(taken) < _BATCH and not self._ended.empty():
            taken.append(self._ended.get_nowait())
        return taken

    async def _read(self, taken: Sequence[tuple[Reader, str]]) -> None:
        for reader in (read_ends, read_late):
            ids = [one for its_reader, one in taken if its_reader is reader]
            if not ids:
                continue
            try:
                ends = await reader(self._database, ids)
            except KodaError as error:
                log.warning("what became of %d ends could not be read: %s", len(ids), error.message)
                continue
            for tell in self._tell:
                tell(ends)
