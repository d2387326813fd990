"""Limits that count a whole box: control groups, as far as this user may make them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from koda.sandbox.port import Limits

_ROOT = Path("/sys/fs/cgroup")
_PERIOD = 100_000
_YOUNG = 60.0
_HANDS = 16
"""Processes of ours in a box, so that one that is full of others can still be read and ended."""


@dataclass(frozen=True, slots=True)
class Groups:
    """How a box is held.

    Attributes:
        folders: Control groups that were made for it.
        joins: Files that its first process writes its number into.
        before: What its program is started by, where the system's own manager makes the group.
        environment: For that manager.
        counts: Which of `memory`, `processes` and `cpus` are held.
    """

    folders: tuple[Path, ...] = ()
    joins: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    environment: Mapping[str, str] | None = None
    counts: frozenset[str] = frozenset()


def hold(box: str, limits: Limits) -> Groups:
    """Make the groups of a box; where there are none to be had, give none."""
    made = _version_1(box, limits)
    return made if made.folders else _scope(box, limits)


def release(folders: tuple[Path, ...]) -> None:
    """Kill whoever is left in groups, and remove them."""
    for folder in folders:
        for _ in range(50):
            for pid in _members(folder):
                with suppress(ProcessLookupError):
                    os.kill(pid, 9)
            try:
                folder.rmdir()
            except FileNotFoundError:
                break
            except OSError:
                time.sleep(0.01)  # its last process is not quite gone
            else:
                break


def forget_empty() -> None:
    """Remove groups that nobody has been in for a while: their Koda, and its folder, are gone."""
    for line in _text(Path("/proc/self/cgroup")).splitlines():
        _, kinds, path = line.split(":", 2)
        for kind in kinds.split(","):
            for folder in (_ROOT / kind / path[1:]).glob("koda-box_*") if kind else ():
                with suppress(OSError):  # one that has members cannot be removed
                    if time.time() - folder.stat().st_mtime > _YOUNG:
                        folder.rmdir()


def killed_for_memory(pid: int) -> int:
    """Count whom the kernel killed for want of memory in the group of a process."""
    total = 0
    for line in _text(Path(f"/proc/{pid}/cgroup")).splitlines():
        _, kinds, path = line.split(":", 2)
        if kinds == "memory":
            total += _count(_ROOT / "memory" / path[1:] / "memory.oom_control")
        elif not kinds:
            total += _count(_ROOT / path[1:] / "memory.events")
    return total


def _version_1(box: str, limits: Limits) -> Groups:
    """Make groups below our own in each hierarchy that may be written."""
    wanted = {
        "memory": {
            "memory.limit_in_bytes": str(limits.memory),
            "memory.memsw.limit_in_bytes": str(limits.memory),
        },
        "pids": {"pids.max": str(limits.processes + _HANDS)},
        "cpu": {
            "cpu.cfs_period_us": str(_PERIOD),
            "cpu.cfs_quota_us": str(int(limits.cpus * _PERIOD)),
        },
    }
    names = {"memory": "memory", "pids": "processes", "cpu": "cpus"}
    folders: list[Path] = []
    counts: set[str] = set()
    for line in _text(Path("/proc/self/cgroup")).splitlines():
        _, kinds, path = line.split(":", 2)
        for kind in set(kinds.split(",")) & wanted.keys():
            folder = _ROOT / kind / path[1:] / f"koda-{box}"
            if _make(folder, wanted[kind]):
                folders.append(folder)
                counts.add(names[kind])
    joins = tuple(str(folder / "cgroup.procs") for folder in folders)
    return Groups(tuple(folders), joins, counts=frozenset(counts))


def _make(folder: Path, values: Mapping[str, str]) -> bool:
    try:
        folder.mkdir()
    except OSError:
        return False
    for name, value in values.items():
        try:
            (folder / name).write_text(value, encoding="ascii")
        except OSError:
            if "memsw" not in name:  # a kernel may not count what is swapped out
                folder.rmdir()
                return False
    return True


def _scope(box: str, limits: Limits) -> Groups:
    """Ask systemd for a scope: of this user, or of the system for root."""
    program = shutil.which("systemd-run")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    is_root = os.geteuid() == 0
    bus = Path("/run/systemd/private") if is_root else Path(folder, "systemd", "private")
    if program is None or not (is_root or folder) or not bus.exists():
        return Groups()
    properties = {
        "MemoryMax": limits.memory,
        "MemorySwapMax": 0,
        "TasksMax": limits.processes + _HANDS,
        "CPUQuota": f"{int(limits.cpus * 100)}%",
    }
    before = [program, *([] if is_root else ["--user"]), "--scope", "--quiet", "--collect"]
    before += [f"--unit=koda-{box}", *(f"-p{name}={value}" for name, value in properties.items())]
    kept = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    counts = frozenset({"memory", "processes", "cpus"})
    return Groups((), (), (*before, "--"), environment, counts)


def _members(folder: Path) -> list[int]:
    return [int(line) for line in _text(folder / "cgroup.procs").split()]


def _count(path: Path) -> int:
    for line in _text(path).splitlines():
        name, _, value = line.partition(" ")
        if name == "oom_kill":
            return int(value)
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
