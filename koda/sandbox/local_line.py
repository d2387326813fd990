"""What bubblewrap is told: the walls of a local box, each of which a test can leave out."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from koda.sandbox.local_groups import Groups
from koda.sandbox.local_sight import Sight
from koda.sandbox.port import Limits

_INSIDE = "/opt/box/keeper"
_PARTS = ("keeper", "hand", "run", "processes", "speech")
_BEGIN = (
    f"import sys; sys.path.insert(0, '{_INSIDE}'); "
    "from koda.sandbox.local_keeper import main; main()"
)
_HERE = Path(__file__).parent
_FIRST_USER, _USERS = 1_900_000_000, 60_000
_HIDDEN = ("kcore", "keys", "key-users", "timer_list", "sched_debug", "kallsyms", "config.gz")
_SPACES = {"network": "net", "processes": "pid", "ipc": "ipc", "hostname": "uts"}


@dataclass(frozen=True, slots=True)
class Guards:
    """Which walls stand. Only tests leave one out: to see that an attack works without it.

    Attributes:
        seccomp: The filter of system calls.
        network, processes, ipc, hostname: Spaces of the kernel that the box has of its own.
        system_files: `/`, `/proc` and `/dev` cannot be written.
        hidden_keeper: Process 1 cannot be read by the others.
        no_rights: No capabilities, not even over its own spaces.
        groups: Limits by control groups; without them the keeper counts memory itself.
        endings: What a command leaves behind is killed.
        careful: Files are read and written through no link, and only if they have one name.
        files: How many files there may be.
        binds: Further folders to be seen: how, from where, to where.
        environment: What bubblewrap and process 1 are started with.
    """

    seccomp: bool = True
    network: bool = True
    processes: bool = True
    ipc: bool = True
    hostname: bool = True
    system_files: bool = True
    hidden_keeper: bool = True
    no_rights: bool = True
    groups: bool = True
    endings: bool = True
    careful: bool = True
    files: int = 200_000
    binds: tuple[tuple[str, str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


ALL_GUARDS = Guards()


@dataclass(frozen=True, slots=True)
class Descriptors:
    """Open files that bubblewrap inherits."""

    door: int
    said: int
    filters: tuple[int, ...]


def launch_order(
    bwrap: str,
    sight: Sight,
    limits: Limits,
    held: Groups,
    open_files: Descriptors,
    guards: Guards,
) -> str:
    """Give the argument of `local_launch`, as JSON."""
    groups = held.counts if guards.groups else frozenset[str]()
    binds = [*sight.binds, *guards.binds]
    return json.dumps(
        {
            "bwrap": bwrap,
            "groups": list(held.joins),
            "uid": _FIRST_USER + secrets.randbelow(_USERS) if os.geteuid() == 0 else 0,
            "cores": 0 if "cpus" in groups else max(1, round(limits.cpus)),
            "environment": dict(guards.environment),
            "before": _spaces(guards),
            "binds": binds,
            "files": sight.files | _programs(),
            "after": [
                *(word for source, target in sight.links for word in ("--symlink", source, target)),
                *_places(limits.disk, guards),
                *_walls(open_files, guards),
                "--",
                sight.tools.python,
                *(
                    "-I",
                    "-S",
                    "-B",
                    "-c",
                    _BEGIN,
                    _keeper_order(limits, groups, open_files, guards),
                ),
            ],
        }
    )


def _programs() -> dict[str, str]:
    """Give what runs inside: parts of Koda that need nothing of it, at their own places."""
    names = [f"local_{part}.py" for part in _PARTS]
    return {
        f"{_INSIDE}/koda/sandbox/{name}": (_HERE / name).read_text(encoding="utf-8")
        for name in names
    }


def _keeper_order(
    limits: Limits, groups: frozenset[str], open_files: Descriptors, guards: Guards
) -> str:
    order: dict[str, Any] = {
        "socket": open_files.door,
        "memory": limits.memory,
        "disk": limits.disk,
        "processes": limits.processes,
        "files": guards.files,
        "endings": guards.endings,
        "careful": guards.careful,
        "watch": "memory" not in groups,
        "hidden": guards.hidden_keeper,
    }
    return json.dumps(order)


def _spaces(guards: Guards) -> list[str]:
    user = "1000" if guards.no_rights else "0"
    words = ["--unshare-user", "--uid", user, "--gid", user, "--unshare-cgroup-try"]
    words += [f"--unshare-{space}" for name, space in _SPACES.items() if getattr(guards, name)]
    if guards.hostname:
        words += ["--hostname", "box"]
    if guards.processes:
        words += ["--as-pid-1"]
    return [*words, "--new-session"]


def _places(disk: int, guards: Guards) -> list[str]:
    """Give the folders that can be written, each a share of the disk; the rest is read-only."""
    words = ["--proc", "/proc", "--dev", "/dev"]
    for place, share in (("/work", disk * 3 // 4), ("/tmp", disk // 8), ("/dev/shm", disk // 8)):  # noqa: S108
        words += ["--size", str(share), "--perms", "0777", "--tmpfs", place]
    if guards.system_files:
        for name in _HIDDEN:
            if Path("/proc", name).exists():
                words += ["--ro-bind", "/dev/null", f"/proc/{name}"]
        words += [word for place in ("/proc", "/dev", "/") for word in ("--remount-ro", place)]
    return [*words, "--chdir", "/work"]


def _walls(open_files: Descriptors, guards: Guards) -> list[str]:
    words = ["--info-fd", str(open_files.said)]
    if not guards.no_rights:
        words += ["--cap-add", "ALL"]
    if guards.seccomp:
        for descriptor in open_files.filters:
            words += ["--add-seccomp-fd", str(descriptor)]
    return words
