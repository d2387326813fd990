"""Time and new ids: the two things that core may not make by itself."""

from __future__ import annotations

import os
import time

from koda.core.ids import encode_id


def now() -> int:
    """Give the time in Unix milliseconds."""
    return time.time_ns() // 1_000_000


def new_id(prefix: str) -> str:
    """Make an id that sorts by time; see `core.ids.encode_id`."""
    return encode_id(prefix, now(), os.urandom(7))
