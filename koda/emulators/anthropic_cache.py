"""The cache of prompts: what one request wrote, the next one with the same beginning reads."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import Any

from koda.emulators.anthropic_request import Ask

_SECONDS = {"5m": 300.0, "1h": 3600.0}
_LOOK_BACK = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """Tokens that came in; together they are all of them.

    Attributes:
        fresh: Neither read from the cache nor written to it.
        read: Read from it.
        written: Written to it.
        long: Of those written, the ones kept for an hour.
    """

    fresh: int
    read: int = 0
    written: int = 0
    long: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.fresh + self.read + self.written

    def usage(self, output: int, thinking: int) -> dict[str, Any]:
        """Give the usage of a message."""
        return {
            **self.delta(output, thinking),
            "cache_creation": {
                "ephemeral_5m_input_tokens": self.written - self.long,
                "ephemeral_1h_input_tokens": self.long,
            },
            "inference_geo": "global",
            "service_tier": "standard",
        }

    def delta(self, output: int, thinking: int) -> dict[str, Any]:
        """Give the usage that ends a stream."""
        return {
            "input_tokens": self.fresh,
            "cache_creation_input_tokens": self.written,
            "cache_read_input_tokens": self.read,
            "output_tokens": output,
            "output_tokens_details": {"thinking_tokens": thinking},
        }


class Cache:
    """Beginnings of prompts, each until its time is over; being read makes it last anew."""

    def __init__(self) -> None:
        """Start empty."""
        self._until: dict[str, tuple[float, float]] = {}

    def use(self, ask: Ask, key: str) -> Counts:
        """Count a request's tokens, and keep what it wants kept."""
        now, digest, total = time.monotonic(), hashlib.sha256(f"{key} {ask.model.id}".encode()), 0
        sums: list[tuple[str, int]] = []
        for segment in ask.segments:
            digest.update(segment.content.encode())
            total += segment.tokens
            sums.append((digest.hexdigest(), total))
        marks = [
            place
            for place, segment in enumerate(ask.segments)
            if segment.kept and sums[place][1] >= ask.model.least_cached
        ]
        if not marks:
            return Counts(total)
        read = self._read(sums, marks, now)
        for place in marks:
            seconds = _SECONDS[ask.segments[place].kept]
            self._until[sums[place][0]] = (now + seconds, seconds)
        written = max(0, sums[marks[-1]][1] - read)
        long = written if ask.segments[marks[-1]].kept == "1h" else 0
        return Counts(total - read - written, read, written, long)

    def _read(self, sums: list[tuple[str, int]], marks: list[int], now: float) -> int:
        """Find the longest beginning that is known, not too far before a mark."""
        places = {place - back for place in marks for back in range(min(_LOOK_BACK, place + 1))}
        for place in sorted(places, reverse=True):
            name, tokens = sums[place]
            until, seconds = self._until.get(name, (0.0, 0.0))
            if until > now:
                self._until[name] = (now + seconds, seconds)
                return tokens
        return 0
