"""The part of the hand in a box that runs a command, until its last child is dead."""

# Every import more is waited for at each call.
# ruff: noqa: PTH123, PTH208, SIM105

from __future__ import annotations

import base64
import ctypes
import os
import platform
import resource
import selectors
import signal
import subprocess
import sys
import time
from typing import Any

PIECE = 48 * 1024
_LIBC = ctypes.CDLL(None, use_errno=True)


def say(kind: str, content: bytes) -> None:
    """Send a line to Koda."""
    sys.stdout.buffer.write(kind.encode() + b" " + content + b"\n")
    sys.stdout.buffer.flush()


class Filter(ctypes.Structure):
    """A program for the kernel, as `seccomp` takes it."""

    _fields_ = [("length", ctypes.c_ushort), ("program", ctypes.c_char_p)]


def confine(asked: dict[str, Any]) -> None:
    """Give up, in the child, whatever foreign code must not have."""
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("1000")  # it dies before the hand does
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for limit, most in (("RLIMIT_FSIZE", asked["disk"]), ("RLIMIT_NPROC", asked["processes"])):
        if most:
            resource.setrlimit(getattr(resource, limit), (most, most))
    if cores := asked["cores"]:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    if asked["filters"] is None:  # in a test, which looks what an attack does without
        return
    code = base64.b64decode(asked["filters"][platform.machine()])
    program = Filter(len(code) // 8, code)
    if _LIBC.prctl(38, 1, 0, 0, 0) or _LIBC.prctl(22, 2, ctypes.byref(program), 0, 0):
        os._exit(126)


def descendants() -> list[int]:
    """Find everything that stems from the hand; orphans come back to it."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    parents[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, IndexError):
                continue
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {os.getpid()})


def end_all() -> None:
    """Stop everything so that nothing forks away, then kill it."""
    stopped: set[int] = set()
    for _ in range(200):
        fresh = set(descendants()) - stopped
        if not fresh:
            break
        for pid in fresh:
            _signal(pid, signal.SIGSTOP)
        stopped |= fresh
    for _ in range(1000):
        for pid in descendants():
            _signal(pid, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def killed_by_kernel() -> int:
    """Count whom the kernel has killed in this box for want of memory."""
    for path in ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"):
        try:
            with open(path, encoding="ascii") as file:
                counts = dict(line.split() for line in file if len(line.split()) == 2)
                return int(counts.get("oom_kill", 0))
        except OSError:
            continue
    return 0


def in_use() -> int:
    """Add up the memory of everything that stems from the hand."""
    total = 0
    for pid in descendants():
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except (OSError, ValueError):
            continue
    return total * 1024


class Watch:
    """One command from its start to the death of its last child."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self._asked = asked
        self._given = sys.stdin.buffer.read(asked["size"])
        self._ends_at = time.monotonic() + asked["seconds"]
        self._selector = selectors.DefaultSelector()
        self._child: subprocess.Popen[bytes] | None = None
        self._looked_at = 0.0
        self.killed_for: str | None = None

    def run(self) -> dict[str, Any]:
        """Run it, and say how it ended."""
        _LIBC.prctl(36, 1, 0, 0, 0)  # orphans become the hand's
        before = killed_by_kernel()
        asked = self._asked
        try:
            self._child = child = subprocess.Popen(  # noqa: S603 - what it is for
                asked["argv"],
                cwd=asked["cwd"],
                env=asked["environment"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                start_new_session=True,
                preexec_fn=lambda: confine(asked),  # noqa: PLW1509 - the hand has one thread
            )
        except OSError as error:
            say("e", base64.b64encode(f"{error}\n".encode()))
            return {"code": 127 if isinstance(error, FileNotFoundError) else 126}
        self._follow(child)
        end_all()
        self._drain()
        code = child.returncode if child.returncode is not None else -signal.SIGKILL
        if code and not self.killed_for and killed_by_kernel() > before:
            self.killed_for = "memory"
        return {"code": code, "killed_for": self.killed_for}

    def _follow(self, child: subprocess.Popen[bytes]) -> None:
        ended = os.pidfd_open(child.pid)
        self._selector.register(ended, selectors.EVENT_READ, "ended")
        self._selector.register(0, selectors.EVENT_READ, "stop")
        for name, pipe in (("o", child.stdout), ("e", child.stderr)):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
            self._selector.register(pipe.fileno(), selectors.EVENT_READ, name)
        assert child.stdin is not None
        os.set_blocking(child.stdin.fileno(), False)
        self._selector.register(child.stdin.fileno(), selectors.EVENT_WRITE, "given")
        while self._turn():
            pass
        child.poll()

    def _turn(self) -> bool:
        """Look once; false when the command has ended, or must."""
        self._look()
        left = self._ends_at - time.monotonic()
        if left <= 0 and not self.killed_for:
            self.killed_for = "time"
        if self.killed_for:
            return False
        going = True
        for key, _ in self._selector.select(min(left, 0.25)):
            if key.data == "stop":
                self.killed_for = "box"
            elif key.data == "given":
                self._give(key.fd)
            elif key.data == "ended":
                going = False
            else:
                self._pass_on(key.fd, key.data)
        return going

    def _look(self) -> None:
        most, now = self._asked["memory"], time.monotonic()
        if most and now - self._looked_at > 0.2:
            self._looked_at = now
            if in_use() > most:
                self.killed_for = "memory"

    def _give(self, pipe: int) -> None:
        try:
            self._given = self._given[os.write(pipe, self._given[:65536]) :] if self._given else b""
        except BlockingIOError:
            return
        except OSError:
            self._given = b""
        if not self._given and self._child is not None and self._child.stdin is not None:
            self._selector.unregister(pipe)
            self._child.stdin.close()

    def _pass_on(self, pipe: int, name: str) -> bool:
        try:
            piece = os.read(pipe, PIECE)
        except BlockingIOError:
            return False
        if piece:
            say(name, base64.b64encode(piece))
            return True
        self._selector.unregister(pipe)
        return False

    def _drain(self) -> None:
        """Pass on what was still in the pipes; whoever wrote there is dead."""
        for key in list(self._selector.get_map().values()):
            if key.data in ("o", "e"):
                while self._pass_on(key.fd, key.data):
                    pass
