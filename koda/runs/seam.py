"""Puts a text that broke off together with its continuation."""

from __future__ import annotations

_LOOK = 400
_LEAST = 16


class Seam:
    """Drops from the beginning of a continuation what the kept text ends with already."""

    def __init__(self, kept: str) -> None:
        """Go on after this text."""
        self._end = kept[-_LOOK:]
        self._held = ""
        self._open = bool(kept)

    def feed(self, piece: str) -> str:
        """Take a piece of the continuation; give what is new of it, once that can be told."""
        if not self._open:
            return piece
        self._held += piece
        if self._held in self._end:
            return ""  # it may still be a repetition
        return self.finish()

    def finish(self) -> str:
        """Give what was held back; there is no more to come, or enough has come."""
        self._open = False
        held, self._held = self._held, ""
        for size in range(min(len(held), len(self._end)), _LEAST - 1, -1):
            if self._end.endswith(held[:size]):
                return held[size:]
        return held
