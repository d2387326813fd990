"""Who runs in a local box, whose child it is, what memory it has; and how it is ended.

It runs inside the box, with Python's own library alone.
"""

# ruff: noqa: PTH123, PTH208 - every module more makes the start of a box longer

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable


def parents() -> dict[int, int]:
    """Read who is whose child, of everybody in the box."""
    found: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    found[int(name)] = int(file.read().rpartition(b")")[2].split()[1])
            except (OSError, IndexError):
                continue
    return found


def end_all() -> None:
    """Kill whatever stems from this process: stop it first, so that it cannot fork away."""
    for number in (signal.SIGSTOP, signal.SIGKILL):
        known: set[int] = set()
        until = time.monotonic() + 1
        while time.monotonic() < until:
            fresh = _descendants() - known
            if not fresh:
                break
            for pid in fresh:
                signal_to(pid, number)
            known |= fresh
    until = time.monotonic() + 2
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.002)
        except ChildProcessError:
            return


def reap_orphans(command: int) -> None:
    """Let go of children that have ended, but for the command itself: its code is waited for."""
    while True:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid == command:
            return
        os.waitpid(found.si_pid, 0)


def _descendants() -> set[int]:
    known = parents()
    found = {os.getpid()}
    while more := {pid for pid, parent in known.items() if parent in found} - found:
        found |= more
    return found - {os.getpid()}


def signal_to(pid: int, number: int) -> None:
    """Send a signal to who may have ended meanwhile."""
    try:
        os.kill(pid, number)
    except OSError:
        return


def resident(pids: Iterable[int]) -> int:
    """Add up the memory of processes, what they share counted for each."""
    return sum(int((_text(f"/proc/{pid}/statm") or "0 0").split()[1]) for pid in pids) * 4096


def proportional(pids: Iterable[int]) -> int:
    """Add up the memory of processes, what they share counted once; who hides it counts whole."""
    total = 0
    for pid in pids:
        lines = _text(f"/proc/{pid}/smaps_rollup").splitlines()
        shares = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
        total += shares[0] * 1024 if shares else resident([pid])
    return total


def _text(path: str) -> str:
    try:
        with open(path, encoding="ascii") as file:
            return file.read()
    except OSError:
        return ""
