"""Lets foreign threads leave Python before it ends.

Libraries in Rust (`obstore`, and `pyqwest` in E2B's SDK) hand each result over from a thread of
their own, which goes on for a moment after the loop has the result. Before Python 3.14 a thread
that comes back to an interpreter that is ending is unwound, which code in Rust cannot be: the whole
process aborts, its work done and its exit code lost. Python knows nothing of these threads and
waits for none of them; this does.

Source: https://github.com/python/cpython/issues/87135
"""

from __future__ import annotations

import atexit
import sys
import threading
import time
from functools import cache

_PAUSE_SECONDS = 0.001
_LIMIT_SECONDS = 5.0  # one that hangs for good must not keep the process


@cache
def wait_for_them_at_exit() -> None:
    """Wait, when the interpreter ends, until no foreign thread is inside it; asked for once."""
    atexit.register(_wait)


def _wait() -> None:
    deadline = time.monotonic() + _LIMIT_SECONDS
    while _inside() and time.monotonic() < deadline:
        time.sleep(_PAUSE_SECONDS)


def _inside() -> set[int]:
    """The threads that run Python code and were not begun by Python."""
    running = set(sys._current_frames())  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  (documented, in spite of its name)
    begun = {thread.ident for thread in threading.enumerate() if not _is_dummy(thread)}
    return running - begun - {threading.get_ident()}


def _is_dummy(thread: threading.Thread) -> bool:
    return isinstance(thread, threading._DummyThread)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
