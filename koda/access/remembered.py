"""Callers that were recognised a moment ago, so that not every request asks the database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from koda.clock import now

T = TypeVar("T")

_KEPT_MS = 5_000
_MOST = 2_000


class Remembered(Generic[T]):
    """Answers of at most five seconds ago. What is taken back here is forgotten at once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._found: OrderedDict[str, tuple[int, T]] = OrderedDict()
        self._age = 0

    async def find(self, key: str, ask: Callable[[], Awaitable[T | None]]) -> T | None:
        """Give what is remembered, else ask; that there is none is not remembered."""
        kept = self._found.get(key)
        if kept is not None and now() - kept[0] < _KEPT_MS:
            return kept[1]
        age, at = self._age, now()
        found = await ask()
        # Something was taken back while the database answered: perhaps this.
        if found is not None and age == self._age:
            self._found[key] = (at, found)
            self._found.move_to_end(key)
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        else:
            self._found.pop(key, None)
        return found

    def drop(self, key: str) -> None:
        """Ask again for one: something of it is new."""
        self._found.pop(key, None)

    def forget(self) -> None:
        """Forget everybody: a session, key or link was taken back."""
        self._age += 1
        self._found.clear()
