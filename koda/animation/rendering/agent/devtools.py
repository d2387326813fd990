"""Speaks with Chromium over two pipes: no port is opened, no library is needed."""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_PIPE_BYTES = 1024 * 1024
_READ_FD, _WRITE_FD = 3, 4  # what Chromium reads from and writes to


class BrowserGone(Exception):
    """Chromium or the page has ended, or was never there."""


class Refused(Exception):
    """Chromium answered that it cannot do what was asked."""


class Devtools:
    """A Chromium of its own, and what is asked of it."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        """Start it; it reads from our pipe and writes to the other."""
        there_read, self._to = _pipe()
        self._from, there_write = _pipe()
        os.set_blocking(self._from, False)
        self._pid = os.posix_spawn(
            argv[0],
            list(argv),
            dict(environment),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                (os.POSIX_SPAWN_DUP2, there_read, _READ_FD),
                (os.POSIX_SPAWN_DUP2, there_write, _WRITE_FD),
            ],
            setpgroup=0,
        )
        os.close(there_read)
        os.close(there_write)
        self._next = 0
        self._waiting = bytearray()
        self._answers: dict[int, dict[str, Any]] = {}
        self.events: list[str] = []

    def post(
        self, method: str, params: Mapping[str, Any] | None = None, session: str | None = None
    ) -> int:
        """Ask for something; gives the number that the answer will have."""
        self._next += 1
        message = {"id": self._next, "method": method, "params": params or {}}
        if session is not None:
            message["sessionId"] = session
        content = json.dumps(message).encode() + b"\0"
        try:
            while content:
                content = content[os.write(self._to, content) :]
        except BrokenPipeError as error:
            raise BrowserGone("Chromium has ended") from error
        return self._next

    def ask(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        session: str | None = None,
        seconds: float = 30.0,
    ) -> dict[str, Any]:
        """Ask for something, and wait for the answer.

        Raises:
            TimeoutError: There is none in time.
            BrowserGone: Chromium has ended.
            Refused: It says that it cannot.
        """
        number = self.post(method, params, session)
        end = time.monotonic() + seconds
        while (answer := self.answer(number, end - time.monotonic())) is None:
            if time.monotonic() >= end:
                raise TimeoutError(method)
        return answer

    def answer(self, number: int, seconds: float) -> dict[str, Any] | None:
        """Give the answer of this number if it comes within so many seconds."""
        end = time.monotonic() + seconds
        while number not in self._answers:
            left = end - time.monotonic()
            if not self._read(max(left, 0.0)) and left <= 0:
                return None
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Refused(str(answer["error"].get("message")))
        return answer["result"]

    def heard(self, event: str, seconds: float) -> bool:
        """Tell whether an event comes, or has come, within so many seconds."""
        end = time.monotonic() + seconds
        while event not in self.events:
            left = end - time.monotonic()
            if not self._read(max(left, 0.0)) and left <= 0:
                return False
        self.events.remove(event)
        return True

    def close(self) -> None:
        """End Chromium and all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._to)
        os.close(self._from)

    def _read(self, seconds: float) -> bool:
        """Take in what there is; whether there was something."""
        if not select.select([self._from], [], [], seconds)[0]:
            return False
        content = os.read(self._from, _PIPE_BYTES)
        if not content:
            raise BrowserGone("Chromium has ended")
        self._waiting += content
        if b"\0" in content:
            *whole, rest = self._waiting.split(b"\0")
            self._waiting = rest
            for message in whole:
                self._take(json.loads(message))
        return True

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
            return
        method = message.get("method", "")
        if method == "Inspector.targetCrashed":
            raise BrowserGone("the page has crashed")
        if method == "Page.loadEventFired":
            self.events.append(method)


def _pipe() -> tuple[int, int]:
    """Make a pipe whose ends are far from the numbers that Chromium expects its own at."""
    read, write = os.pipe()
    ends: list[int] = []
    for end in (read, write):
        ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20))
        os.close(end)
    with suppress(OSError):  # a small pipe is slower, but works
        fcntl.fcntl(ends[0], fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return ends[0], ends[1]
