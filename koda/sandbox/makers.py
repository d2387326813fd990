"""Which process made a box, so that another can tell that nobody will end it."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path


class Maker:
    """A mark of a process: its machine, its number, and when that number was given out."""

    @staticmethod
    def mark() -> str:
        """Give the mark of this process."""
        pid = os.getpid()
        return f"{_machine()} {pid} {_begun(pid)}"

    @staticmethod
    def is_dead(mark: str) -> bool:
        """Say whether a process of this machine is dead for certain."""
        machine, _, rest = mark.partition(" ")
        pid, _, begun = rest.partition(" ")
        if machine != _machine() or not pid.isdigit() or not begun:
            return False
        return _begun(int(pid)) != begun


def _machine() -> str:
    """Name this machine, this start of it, and this view of its processes."""
    name = [socket.gethostname().replace(" ", "_")]
    with suppress(OSError):
        name.append(Path("/proc/sys/kernel/random/boot_id").read_text().strip())
        name.append(os.readlink("/proc/self/ns/pid"))  # noqa: PTH115 — not a path
    return "/".join(name)


def _begun(pid: int) -> str:
    """Give when a process began, in ticks since the machine started; empty if there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
