"""The first process of a local box: it starts what is asked for, and outlives all of it.

It runs inside the box, with Python's own library alone. A process for each thing to do is forked
from it (`local_hand`). What a command leaves behind comes to it as an orphan, and is killed; nobody
in the box can kill or read it: it is process 1, and not dumpable. It ends when Koda's end of its
stdin closes, and everything in the box ends with it.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import select
import signal
import socket
import sys
import time
from types import FrameType
from typing import Any

from koda.sandbox.local_hand import serve
from koda.sandbox.local_processes import parents, proportional, resident, signal_to

_NOT_DUMPABLE = (4, 0)
_TICK = 0.1


class Keeper:
    """Takes callers at the socket until Koda lets go."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self._asked = asked
        self._door = socket.socket(fileno=asked["socket"])
        self._door.setblocking(False)
        self._is_ending = asked["endings"] and os.getpid() == 1
        """Only process 1 may kill everybody: elsewhere that would be everybody's processes."""
        self._hands: set[int] = set()
        self._killings = mmap.mmap(-1, 4096)
        """Shared with the hands: how often everything was killed for want of memory."""

    def serve(self) -> None:
        """Serve until stdin ends."""
        bell, ring = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _heard)
        while True:
            wait = _TICK if self._hands else None
            ready, _, _ = select.select([0, self._door, bell], [], [], wait)
            if 0 in ready:
                return
            if bell in ready:
                os.read(bell, 4096)
            if self._door in ready:
                self._take()
            self._reap()
            self._look()

    def _take(self) -> None:
        try:
            caller, _ = self._door.accept()
        except OSError:
            return
        try:
            pid = os.fork()
        except OSError:  # the box is full; who called sees that nobody answers
            caller.close()
            return
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._door.close()
            serve(caller, self._asked, self._killings)
            os._exit(0)
        self._hands.add(pid)
        caller.close()

    def _reap(self) -> None:
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            if pid in self._hands:
                self._hands.discard(pid)
                if not self._hands and self._is_ending:
                    signal_to(-1, signal.SIGKILL)  # at once, so nobody forks away

    def _look(self) -> None:
        """Kill who has no hand above it, and everybody if there are too many bytes or files."""
        if not self._hands or not self._is_ending:
            return
        known = parents()
        for pid, parent in known.items():
            if parent == 1 and pid not in self._hands:
                signal_to(pid, signal.SIGKILL)
        if self._is_over(known):
            count = int.from_bytes(self._killings[:8], "little") + 1
            self._killings[:8] = count.to_bytes(8, "little")
            self._kill_commands()

    def _is_over(self, known: dict[int, int]) -> bool:
        files = sum(_files_in(place) for place in ("/work", "/tmp", "/dev/shm"))  # noqa: S108
        if files > self._asked["files"]:
            return True
        most = self._asked["memory"]
        if not self._asked["watch"] or resident(known) <= most:
            return False
        return proportional(known) > most

    def _kill_commands(self) -> None:
        until = time.monotonic() + 2
        while time.monotonic() < until:
            others = parents().keys() - self._hands - {1}
            if not others:
                return
            for pid in others:
                signal_to(pid, signal.SIGKILL)
            self._reap()


def _heard(number: int, frame: FrameType | None) -> None:
    """Let the bell ring: only a signal that is handled does that."""


def _files_in(place: str) -> int:
    state = os.statvfs(place)
    return state.f_files - state.f_ffree


def main() -> None:
    """Say that the box stands, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the first process need not heed it
    asked = json.loads(sys.argv[1])
    if asked["hidden"]:
        ctypes.CDLL(None).prctl(*_NOT_DUMPABLE, 0, 0, 0)
    os.write(1, b"ready\n")
    Keeper(asked).serve()
