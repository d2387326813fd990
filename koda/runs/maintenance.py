"""What is due without anybody asking for it: runs that were left, files that nothing uses (R37)."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from koda.core.errors import KodaError
from koda.runs.attendance import Attendance

log = logging.getLogger("koda.runs")

Sweep = Callable[[], Awaitable[object]]
"""Does what is due; safe to be called twice, at once, or never to its end."""


@dataclass(frozen=True, slots=True)
class Maintained:
    """What a turn did.

    Attributes:
        finished: Whether nothing was left to be done when its time was over.
        failed: The sweeps that could not be done; the next turn does them.
    """

    finished: bool
    failed: tuple[str, ...]


def seldom(sweep: Sweep, seconds: float) -> Sweep:
    """Give a sweep that does nothing if it was done in this process less than `seconds` ago."""
    done_at = -math.inf

    async def due() -> object:
        nonlocal done_at
        if time.monotonic() - done_at < seconds:
            return None
        found = await sweep()
        done_at = time.monotonic()
        return found

    return due


class Maintenance:
    """Takes turns; a turn that is lost, or that two take at once, changes nothing but when."""

    def __init__(self, attendance: Attendance | None, sweeps: Mapping[str, Sweep]) -> None:
        """Take turns of everything.

        Args:
            attendance: Advances runs; none where this process does so all the time.
            sweeps: Book what was left open, take away what is too old; by name.
        """
        self._attendance = attendance
        self._sweeps = sweeps

    async def turn(self) -> Maintained:
        """Do what is due now."""
        failed: list[str] = []
        for name, sweep in self._sweeps.items():
            try:
                await sweep()
            except KodaError as error:
                log.warning("%s could not be swept: %s", name, error.message)
                failed.append(name)
        idle = True if self._attendance is None else await self._attendance.until_idle(0.0)
        return Maintained(idle, tuple(failed))
