"""Counts the steps that only wait for a language model: they take no worker's place."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager


class Slots:
    """Places that are free although their steps are in hand."""

    def __init__(self) -> None:
        """Begin with none."""
        self.away = 0
        self.freed: Callable[[], None] | None = None

    @contextmanager
    def waiting(self) -> Generator[None]:
        """Give the step's place away while it waits."""
        self.away += 1
        if self.freed is not None:
            self.freed()
        try:
            yield
        finally:
            self.away -= 1
