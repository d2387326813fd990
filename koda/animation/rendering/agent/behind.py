"""Works a few steps behind: pictures are encoded while the browser draws the next ones."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, Self, TypeVar

_T = TypeVar("_T")
_MOST = 3
"""How many may wait: a picture of 1080p is small, but the browser must not run away."""


class Behind(Generic[_T]):
    """Hands what it is given to a function in a thread of its own, in order.

    The end of the block waits until all is done. An error of the function is raised again by the
    next `give`, or at the end of the block.
    """

    def __init__(self, work: Callable[[_T], None]) -> None:
        """Begin to wait for what is given."""
        self._work = work
        self._queue: queue.Queue[tuple[_T] | None] = queue.Queue(_MOST)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def give(self, one: _T) -> None:
        """Take the next one; waits while too many are still to be done."""
        self._raise()
        self._queue.put((one,))

    def __enter__(self) -> Self:
        """Take what is given in the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait until all is done; where the block itself failed, its error is the one to hear."""
        self._queue.put(None)
        self._thread.join()
        if kind is None:
            self._raise()

    def _run(self) -> None:
        # After an error the rest is taken and dropped, so that nobody waits for room.
        while (one := self._queue.get()) is not None:
            if self._error is None:
                try:
                    self._work(one[0])
                except Exception as error:  # noqa: BLE001 — raised again where it is waited for
                    self._error = error

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error
