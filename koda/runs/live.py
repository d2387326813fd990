"""What is only true now: progress of steps, and the bells that wake who follows a canvas."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from koda.core.events import SaidEvent
from koda.core.run import Progress

_MOST_HEARD = 500
Heard = deque[SaidEvent]
"""What was said since the last look; a reader who is slow loses the oldest, and sees the gap."""


class Live:
    """Progress in memory; who listens to a canvas; a bell per canvas, and one for the worker."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._progress: dict[str, dict[str, Progress]] = {}
        self._bells: dict[str, asyncio.Event] = {}
        self._ears: dict[str, list[Heard]] = {}
        self.work = asyncio.Event()

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
        """Tell those who listen to a canvas what a language model has said there."""
        for heard in self._ears.get(said.canvas, ()):
            heard.append(said)
        self.ring(said.canvas)

    @contextmanager
    def listen(self, canvas: str) -> Generator[Heard]:
        """Hear what is said on a canvas from now on."""
        heard: Heard = deque(maxlen=_MOST_HEARD)
        ears = self._ears.setdefault(canvas, [])
        ears.append(heard)
        try:
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
