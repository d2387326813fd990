"""Works on runs while somebody is there: for hosts that stop a process between two requests (R35).

On such a host nothing is done at the start and nothing between requests. A request that `attend`s
keeps this process's worker at work; when the last one leaves, what is in hand is given back, and
whoever comes next, here or elsewhere, goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from koda.runs.watch import Watch
from koda.runs.worker import Worker

_BREATH_SECONDS = 0.3

_deadline: ContextVar[float | None] = ContextVar("koda_deadline", default=None)


def seconds_left() -> float | None:
    """Give the seconds until this request has to end; none where it need not."""
    deadline = _deadline.get()
    return None if deadline is None else max(0.0, deadline - time.monotonic())


class Attendance:
    """Starts the worker with the first request that attends, and stops it with the last.

    Attributes:
        seconds: How long a request may take.
    """

    def __init__(self, worker: Worker, watch: Watch, seconds: float, soon: float) -> None:
        """Attend in requests of at most so many seconds.

        Args:
            worker: What works.
            watch: What rings for other processes meanwhile.
            seconds: How long a request may take.
            soon: A request that has been answered waits for what is due within so many seconds.
        """
        self._worker = worker
        self._watch = watch
        self.seconds = seconds
        self._soon = soon
        self._there = 0
        self._door = asyncio.Lock()
        self._leaving: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def attend(self) -> AsyncGenerator[None]:
        """Keep the worker at work; inside, `seconds_left` counts down."""
        await self._enter()
        before = _deadline.set(time.monotonic() + self.seconds)
        try:
            yield
        finally:
            _deadline.reset(before)
            # A request that is torn away gives back all the same.
            leaving = asyncio.create_task(self._leave())
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
            await asyncio.shield(leaving)

    async def until_idle(self, soon: float | None = None) -> bool:
        """Wait until there is nothing to be done soon; tells whether that came in time.

        To be called by one who attends.
        """
        while True:
            if await self._worker.is_idle(self._soon if soon is None else soon):
                return True
            if (seconds_left() or 0.0) <= _BREATH_SECONDS:
                return False
            await asyncio.sleep(_BREATH_SECONDS)

    async def close(self) -> None:
        """Wait for those who are leaving."""
        await asyncio.gather(*self._leaving, return_exceptions=True)

    async def _enter(self) -> None:
        async with self._door:
            if not self._there:
                await self._worker.start()
                self._watch.start()
            self._there += 1

    async def _leave(self) -> None:
        async with self._door:
            self._there -= 1
            if not self._there:
                await self._watch.stop()
                await self._worker.stop()
