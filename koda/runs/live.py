"""What is only true now: progress of steps, and the bells that wake who follows a canvas."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager

from koda.core.events import SaidEvent
from koda.core.run import Progress

_MOST_HEARD = 500
Heard = deque[SaidEvent]
"""What was said since the last look; a reader who is slow loses the oldest, and sees the gap."""


class Live:
    """Progress in memory; who listens to a canvas; a bell per canvas, and one for the worker.

    Anything that knows of a change, in this process or another, may `ring` and `say`: nobody
    believes the bell, everybody looks at the table.

    Attributes:
        work: Rings when there may be something to do for the worker.
        ended: Told of steps whose end is written, by this process.
        settled: Told of a job or writing whose end is written, by this process; its step may
            have ended before.
        patience: Seconds after which a follower looks although no bell has rung.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._progress: dict[str, dict[str, Progress]] = {}
        self._bells: dict[str, asyncio.Event] = {}
        self._ears: dict[str, list[Heard]] = {}
        self._followers: Counter[str] = Counter()
        self._told: dict[str, int] = {}
        self._somebody = asyncio.Event()
        self.work = asyncio.Event()
        self.patience = 2.0
        self.ended: Callable[[Sequence[str]], None] = _nobody
        self.settled: Callable[[str], None] = _nobody

    def report(self, canvas: str, step: str, progress: Progress) -> None:
        """Say how far a step is."""
        self._progress.setdefault(canvas, {})[step] = progress
        self.ring(canvas)

    def forget(self, canvas: str, step: str) -> None:
        """The step has ended; its progress is of the past."""
        steps = self._progress.get(canvas)
        if steps is not None:
            steps.pop(step, None)
            if not steps:
                self._progress.pop(canvas, None)

    def progress(self, canvas: str) -> Mapping[str, Progress]:
        """Give the progress of the steps of a canvas that have reported."""
        return self._progress.get(canvas, {})

    def say(self, said: SaidEvent) -> None:
        """Tell those who listen to a canvas what a language model has said there, once."""
        last = self._told.get(said.step, 0)
        parts = tuple(one for one in said.parts if one.number > last)
        if not parts:
            return
        self._told[said.step] = parts[-1].number
        for heard in self._ears.get(said.canvas, ()):
            heard.append(said.model_copy(update={"parts": parts}))
        self.ring(said.canvas)

    def told(self, step: str) -> int | None:
        """Give the number of the last piece of a step that was told here; none: of none."""
        return self._told.get(step)

    def note_told(self, step: str, number: int) -> None:
        """Take everything up to a piece as told: nobody here has waited for it."""
        self._told[step] = max(number, self._told.get(step, 0))

    def forget_told(self, but: Collection[str]) -> None:
        """Forget what was told of all steps but these."""
        for step in self._told.keys() - set(but):
            del self._told[step]

    @contextmanager
    def following(self, canvas: str) -> Generator[None]:
        """Say that somebody follows a canvas."""
        self._followers[canvas] += 1
        self._somebody.set()
        try:
            yield
        finally:
            self._followers[canvas] -= 1
            if not self._followers[canvas]:
                del self._followers[canvas]
            if not self._followers:
                self._somebody.clear()

    @property
    def followed(self) -> list[str]:
        """The canvases that somebody follows."""
        return list(self._followers)

    async def somebody(self) -> None:
        """Wait until somebody follows a canvas."""
        await self._somebody.wait()

    @contextmanager
    def listen(self, canvas: str) -> Generator[Heard]:
        """Hear what is said on a canvas from now on."""
        heard: Heard = deque(maxlen=_MOST_HEARD)
        ears = self._ears.setdefault(canvas, [])
        ears.append(heard)
        try:
            with self.following(canvas):
                yield heard
        finally:
            self._ears[canvas] = [one for one in self._ears[canvas] if one is not heard]
            if not self._ears[canvas]:
                del self._ears[canvas]

    def bell(self, canvas: str) -> asyncio.Event:
        """Give the bell that rings at the next change of a canvas's runs."""
        return self._bells.setdefault(canvas, asyncio.Event())

    def ring(self, canvas: str) -> None:
        """Wake everybody who follows a canvas."""
        bell = self._bells.pop(canvas, None)
        if bell is not None:
            bell.set()

    async def rung(self, bell: asyncio.Event) -> None:
        """Wait for a bell, for no longer than a follower's patience."""
        try:
            async with asyncio.timeout(self.patience):
                await bell.wait()
        except TimeoutError:
            return


def _nobody(_: object) -> None:
    return
