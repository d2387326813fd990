"""What is only true now: progress of steps, and the bells that wake who follows a canvas."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from koda.core.run import Progress


class Live:
    """Progress in memory; a bell per canvas, and one for the worker."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._progress: dict[str, dict[str, Progress]] = {}
        self._bells: dict[str, asyncio.Event] = {}
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

    def bell(self, canvas: str) -> asyncio.Event:
        """Give the bell that rings at the next change of a canvas's runs."""
        return self._bells.setdefault(canvas, asyncio.Event())

    def ring(self, canvas: str) -> None:
        """Wake everybody who follows a canvas."""
        bell = self._bells.pop(canvas, None)
        if bell is not None:
            bell.set()
