"""Time and new ids: the two things that core may not make by itself."""

from __future__ import annotations

import secrets
import threading
import time

from koda.core.ids import encode_id

_NOISE_BITS = 49
"""One less than an id has room for: what is added within a millisecond does not overflow."""
_STEP_BITS = 24
_BACK_MS = 1000


def now() -> int:
    """Give the time in Unix milliseconds."""
    return time.time_ns() // 1_000_000


def new_id(prefix: str) -> str:
    """Make an id that sorts after all that this process has made, by time among all processes.

    Only where the clock is set back by a second or more do later ids sort before earlier ones.
    See `core.ids.encode_id`.
    """
    at, noise = _moments.next()
    return encode_id(prefix, at, noise.to_bytes(7))


class _Moments:
    """Times with noise, each above the one before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = (0, 0)

    def next(self) -> tuple[int, int]:
        with self._lock:
            at, noise = now(), secrets.randbits(_NOISE_BITS)
            then, before = self._last
            if then - _BACK_MS < at <= then:
                at, noise = then, before + 1 + secrets.randbits(_STEP_BITS)
            self._last = at, noise
        return at, noise


_moments = _Moments()
