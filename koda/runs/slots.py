"""Counts the steps that only wait for a language model: they take no worker's place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager

from koda.core.ids import StepId


class Slots:
    """Places that are free although their steps are in hand."""

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: Counter[StepId] = Counter()
        self.freed: Callable[[], None] | None = None

    @property
    def away(self) -> int:
        """Count the places: a step has one, however many answers it waits for at once."""
        return len(self._waiting)

    @contextmanager
    def waiting(self, step: StepId) -> Generator[None]:
        """Give the step's place away while it waits."""
        self._waiting[step] += 1
        if self.freed is not None:
            self.freed()
        try:
            yield
        finally:
            self._waiting[step] -= 1
            if not self._waiting[step]:
                del self._waiting[step]
