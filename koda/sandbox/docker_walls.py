"""The walls of a box in a container: what is taken from it, and what it may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from koda.sandbox.port import Limits

USER = "10001:10001"
_LEAST_MEMORY = 6 * 1024**2


@dataclass(frozen=True, slots=True)
class Walls:
    """Which walls stand. Only tests leave one out: to see that an attack works without it.

    Attributes:
        seccomp: The filters of system calls, the engine's and ours.
        network: A network of its own, with nothing in it.
        processes: Processes of its own.
        system_files: A root that cannot be written, and a user who may write little.
        no_rights: No capabilities, and a user who is not root.
        binds: Folders of the machine to be seen: how, from where, to where.
        environment: What its first process is started with.
    """

    seccomp: bool = True
    network: bool = True
    processes: bool = True
    system_files: bool = True
    no_rights: bool = True
    binds: tuple[tuple[str, str, str], ...] = ()
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def user(self) -> str:
        """Who everything in it runs as."""
        return USER if self.no_rights and self.system_files else "0:0"


def confinement(limits: Limits, walls: Walls) -> dict[str, Any]:
    """Give what closes a container, as the library takes it."""
    return {**_limits(limits), **_nothing_more(walls)}


def _nothing_more(walls: Walls) -> dict[str, Any]:
    """Take everything that a box must not have."""
    options = [
        *(["no-new-privileges"] if walls.no_rights else []),
        *([] if walls.seccomp else ["seccomp=unconfined"]),
    ]
    return {
        "user": walls.user,
        "network_mode": "none" if walls.network else "host",
        "read_only": walls.system_files,
        "cap_drop": ["ALL"] if walls.no_rights else [],
        "cap_add": [] if walls.no_rights else ["ALL"],
        "security_opt": options,
        "pid_mode": None if walls.processes else "host",
        "volumes": {source: {"bind": target, "mode": how} for how, source, target in walls.binds},
        "environment": dict(walls.environment),
        # no program of the engine's as process 1: signals of the box would reach, and end, that one
        "init": False,
        "stop_signal": "SIGKILL",
        "auto_remove": True,
        "hostname": "box" if walls.network else None,
        "working_dir": "/",
        "entrypoint": [],
    }


def _limits(limits: Limits) -> dict[str, Any]:
    from docker.types import Ulimit  # noqa: PLC0415 — an extra

    scratch = limits.disk // 8
    common = "rw,nosuid,nodev,mode=1777"
    return {
        "tmpfs": {
            "/work": f"{common},size={limits.disk - 2 * scratch}",
            "/tmp": f"{common},size={scratch}",  # noqa: S108 — the box's own
            # Podman would make these writable, without a size
            "/run": "ro,nosuid,nodev,mode=755,size=64k",
            "/var/tmp": "ro,nosuid,nodev,mode=755,size=64k",  # noqa: S108
        },
        "mem_limit": max(limits.memory, _LEAST_MEMORY),
        "memswap_limit": max(limits.memory, _LEAST_MEMORY),
        "nano_cpus": round(limits.cpus * 1e9),
        # the hand and what holds the box open count too
        "pids_limit": limits.processes + 16,
        # an engine without all rights may not give out its usual numbers
        "ulimits": [
            Ulimit(name="core", soft=0, hard=0),
            Ulimit(name="nofile", soft=1024, hard=1024),
            Ulimit(name="nproc", soft=4096, hard=4096),
        ],
        "shm_size": scratch,
    }
