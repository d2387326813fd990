"""Who asks for the runs of the present call: a key or link with a limit, or nobody in particular.

A context variable and not an argument: runs are started from many routes, and none of them can
forget to pass on whose money is limited.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Starter:
    """A key or share link; `daily_limit` in micro-dollars from midnight (UTC) on, or none."""

    id: str
    daily_limit: int | None


started_by: ContextVar[Starter | None] = ContextVar("started_by", default=None)
