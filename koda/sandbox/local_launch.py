"""Becomes bubblewrap: joins the limits' groups, gives up root, makes way for hidden folders.

A program of its own, run for every box with Python's own library alone: what it does between a fork
and bubblewrap must not be done within a server that has threads.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from contextlib import suppress
from typing import Any

_NEW_MOUNTS = 0x00020000
_BIND, _RECURSIVE, _PRIVATE = 4096, 16384, 1 << 18
_NOBODY = 65534
_STAGES = ("/mnt", "/media", "/srv")


def main() -> None:
    """Do as the first argument says, a JSON object, and go on as bubblewrap."""
    asked: dict[str, Any] = json.loads(sys.argv[1])
    for group in asked["groups"]:
        _write(group, str(os.getpid()))
    with suppress(OSError):  # who started Koda may have set it higher already
        _write("/proc/self/oom_score_adj", "500")
    binds = [tuple(bind) for bind in asked["binds"]]
    if asked["uid"]:
        binds = _staged(binds)
        _become(asked["uid"])
    if asked["cores"]:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: asked["cores"]])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o022)
    os.chdir("/")
    line = [asked["bwrap"], *asked["before"]]
    for how, source, target in binds:
        line += [how, source, target]
    for target, text in asked["files"].items():
        line += ["--ro-bind-data", str(_held(text)), target]
    os.execve(asked["bwrap"], [*line, *asked["after"]], asked["environment"])  # noqa: S606


def _become(user: int) -> None:
    """Give up root for good; in a container that has few users, become its nobody."""
    for candidate in (user, _NOBODY):
        with suppress(OSError):
            os.setgroups([])
            os.setresgid(candidate, candidate, candidate)
            os.setresuid(candidate, candidate, candidate)
            return


def _staged(binds: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Show what is bound in a place that an unprivileged user reaches, in mounts of our own.

    Python may be in a folder that only root may enter. Where mounts cannot be made of one's own
    (a container without rights) the paths are taken as they are.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_MOUNTS):
        return binds
    _mount(libc, "none", "/", "", _RECURSIVE | _PRIVATE)
    kept = {source: os.open(source, os.O_PATH) for _, source, _ in binds}
    stage = next(place for place in _STAGES if os.path.isdir(place))  # noqa: PTH112
    _mount(libc, "none", stage, "tmpfs", 0, "mode=0755,size=1m")
    shown: list[tuple[str, str, str]] = []
    for number, (how, source, target) in enumerate(binds):
        place = f"{stage}/{number}"
        if os.path.isdir(f"/proc/self/fd/{kept[source]}"):  # noqa: PTH112
            os.mkdir(place)  # noqa: PTH102
        else:
            os.close(os.open(place, os.O_CREAT | os.O_WRONLY, 0o644))
        _mount(libc, f"/proc/self/fd/{kept[source]}", place, "", _BIND | _RECURSIVE)
        shown.append((how, place, target))
    for descriptor in kept.values():
        os.close(descriptor)
    return shown


def _mount(
    libc: ctypes.CDLL, source: str, target: str, kind: str, flags: int, options: str = ""
) -> None:
    texts = [text.encode() for text in (source, target, kind)]
    if libc.mount(*texts, ctypes.c_ulong(flags), options.encode()):
        raise OSError(ctypes.get_errno(), f"mount {source} on {target}")


def _held(text: str) -> int:
    """Keep a text in memory for bubblewrap to read."""
    descriptor = os.memfd_create("koda", 0)
    os.write(descriptor, text.encode())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main()
