"""Runs one command in a local box, from its start to the death of the last of its processes.

It runs inside the box, as a part of `local_hand`, with Python's own library alone.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import resource
import select
import signal
import socket
import time
from typing import Any

from koda.sandbox.local_processes import end_all, reap_orphans
from koda.sandbox.local_speech import PIECE, exactly, say

_SUBREAPER = 36
_LIBC = ctypes.CDLL(None, use_errno=True)
_PATH = "/usr/local/bin:/usr/bin:/bin"
_OPEN_FILES = 4096
_TICK = 0.5


class Run:
    """One command, from its start to the death of the last process that stems from it."""

    def __init__(
        self, caller: socket.socket, asked: dict[str, Any], box: dict[str, Any], killings: mmap.mmap
    ) -> None:
        self._caller, self._asked, self._box, self._killings = caller, asked, box, killings
        self._given = exactly(caller, asked["size"])
        self._ends_at = time.monotonic() + asked["seconds"]
        self._pipes: dict[int, bytes] = {}
        self._in = -1
        self.killed_for: str | None = None

    def to_its_end(self) -> dict[str, Any]:
        """Run it, pass on what it says, and say how it ended."""
        _LIBC.prctl(_SUBREAPER, 1, 0, 0, 0)
        before = self._killings[:8]
        try:
            pid = self._start()
        except OSError as error:
            say(self._caller, b"e", f"{error.strerror}: {self._asked['argv'][0]}\n".encode())
            return {"code": 127 if error.errno == errno.ENOENT else 126, "killed_for": None}
        code = self._follow(pid)
        if self._box["endings"]:
            end_all()
        self._drain()
        if code != 0 and self._killings[:8] != before:
            self.killed_for = "memory"
        return {"code": code, "killed_for": self.killed_for}

    def _start(self) -> int:
        _limit(self._box)
        took, self._in = os.pipe2(os.O_CLOEXEC)
        out, said = os.pipe2(os.O_CLOEXEC)
        err, warned = os.pipe2(os.O_CLOEXEC)
        self._pipes = {out: b"o", err: b"e"}
        for pipe in (self._in, out, err):
            os.set_blocking(pipe, False)
        argv, environment = self._asked["argv"], self._asked["environment"]
        try:
            return os.posix_spawn(
                _found(argv[0], environment.get("PATH", _PATH)),
                argv,
                environment,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, took, 0),
                    (os.POSIX_SPAWN_DUP2, said, 1),
                    (os.POSIX_SPAWN_DUP2, warned, 2),
                ],
                setsid=True,
                setsigmask=[],
                setsigdef=[signal.SIGPIPE, signal.SIGINT],
            )
        finally:
            for pipe in (took, said, warned):
                os.close(pipe)

    def _follow(self, pid: int) -> int:
        """Wait for the command itself; give its code."""
        ended = os.pidfd_open(pid)
        while True:
            left = self._ends_at - time.monotonic()
            if left <= 0:
                self.killed_for = "time"
                return -signal.SIGKILL
            writing = [self._in] if self._in >= 0 else []
            readable, writable, _ = select.select(
                [ended, self._caller.fileno(), *self._pipes], writing, [], min(left, _TICK)
            )
            reap_orphans(pid)
            if self._caller.fileno() in readable and not self._caller.recv(1):
                end_all()
                raise EOFError
            if writable:
                self._give()
            for pipe in [one for one in readable if one in self._pipes]:
                self._pass_on(pipe)
            if ended in readable:
                return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def _give(self) -> None:
        try:
            self._given = self._given[os.write(self._in, self._given[:65536]) :]
        except BlockingIOError:
            return
        except OSError:
            self._given = b""
        if not self._given:
            os.close(self._in)
            self._in = -1

    def _pass_on(self, pipe: int) -> bool:
        try:
            piece = os.read(pipe, PIECE)
        except BlockingIOError:
            return False
        if piece:
            say(self._caller, self._pipes[pipe], piece)
        else:
            del self._pipes[pipe]
        return bool(piece)

    def _drain(self) -> None:
        """Pass on what was still in the pipes; whoever wrote there is dead."""
        for pipe in list(self._pipes):
            while self._pass_on(pipe):
                pass


def _limit(box: dict[str, Any]) -> None:
    """Set the limits that the kernel keeps for each process, and inherits."""
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, box["memory"]),
        (resource.RLIMIT_FSIZE, box["disk"]),
        (resource.RLIMIT_NPROC, box["processes"]),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        _, ceiling = resource.getrlimit(kind)
        held = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(kind, (held, held))


def _found(program: str, path: str) -> str:
    if "/" in program:
        return program
    for folder in path.split(":"):
        if os.access(f"{folder}/{program}", os.X_OK):
            return f"{folder}/{program}"
    raise FileNotFoundError(errno.ENOENT, "No such program", program)
