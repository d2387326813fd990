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


class PassedOn:
    """The newest progress of each step that others have not been told yet."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._changed: dict[str, tuple[str, Progress | None]] = {}
        self.due = asyncio.Event()

    def put(self, canvas: str, step: str, progress: Progress | None) -> None:
        """Keep how far a step is; none: it has ended."""
        self._changed[step] = canvas, progress
        self.due.set()

    def take(self) -> dict[str, tuple[str, Progress | None]]:
        """Give what has changed, once."""
        changed, self._changed = self._changed, {}
        self.due.clear()
        return changed


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
        self._far: dict[str, dict[str, Progress]] = {}
        self._passed_on: PassedOn | None = None
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
        if self._passed_on is not None:
            self._passed_on.put(canvas, step, progress)
        self.ring(canvas)

    def forget(self, canvas: str, step: str) -> None:
        """The step has ended; its progress is of the past."""
        steps = self._progress.get(canvas)
        if steps is not None:
            if steps.pop(step, None) is not None and self._passed_on is not None:
                self._passed_on.put(canvas, step, None)
            if not steps:
                self._progress.pop(canvas, None)

    def progress(self, canvas: str) -> Mapping[str, Progress]:
        """Give the progress of the steps of a canvas that have reported, here or elsewhere."""
        own, far = self._progress.get(canvas, {}), self._far.get(canvas)
        return {**far, **own} if far else own

    def pass_on(self) -> PassedOn:
        """Keep what this process reports from now on for others, until it is taken."""
        self._passed_on = PassedOn()
        return self._passed_on

    def hear_progress(
        self, canvases: Collection[str], told: Mapping[str, tuple[str, Progress]]
    ) -> None:
        """Take what other processes tell of the steps of these canvases: all that they tell now."""
        for canvas in canvases:
            new = {step: one for step, (where, one) in told.items() if where == canvas}
            if new != self._far.get(canvas, {}):
                self._far[canvas] = new
                self.ring(canvas)
            if not new:
                self._far.pop(canvas, None)
        for canvas in self._far.keys() - set(canvases):
            del self._far[canvas]

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
