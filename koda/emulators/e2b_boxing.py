"""How a command of a box is started on this machine: closed in by bubblewrap."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from koda.emulators.e2b_world import USER, Box

_SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/sbin")
_SETTINGS = (
    "alternatives", "chromium", "chromium.d", "fonts", "ld.so.cache", "ld.so.conf", "ssl",
    "ca-certificates",
)  # fmt: skip
_HIDDEN = ("/proc/sys", "/proc/irq", "/proc/bus", "/proc/fs")
PATH = "/usr/local/bin:/usr/bin:/bin"


def missing() -> str:
    """Say what is not there that boxes need; empty if all is."""
    if not sys.platform.startswith("linux"):
        return "the boxes of this emulator need Linux"
    programs = ["bwrap", *(["setpriv"] if os.geteuid() == 0 else [])]
    gone = [name for name in programs if shutil.which(name) is None]
    if gone:
        return f"{gone[0]} is not installed (package bubblewrap, or util-linux)"
    return ""


def argv(
    box: Box, command: Sequence[str], *, environment: Mapping[str, str], cwd: str, told: int
) -> list[str]:
    """Give the whole command.

    Args:
        box: Where it runs.
        command: What runs.
        environment: All of it, with what every shell of the service has.
        cwd: Within the box.
        told: A descriptor that is told the number of the box's first process.
    """
    words = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"]
    words += [] if box.internet else ["--unshare-net"]
    words += _rights()
    words += ["--die-with-parent", "--new-session", "--hostname", "e2b", "--info-fd", str(told)]
    words += [*_files(), *_own(box), "--chdir", cwd, "--clearenv"]
    for name, value in {**_usual(box), **environment}.items():
        words += ["--setenv", name, value]
    return [*words, "--", *_as_user(), *command]


def _rights() -> list[str]:
    if os.geteuid() != 0:
        return ["--unshare-user", "--uid", str(USER), "--gid", str(USER), "--cap-drop", "ALL"]
    # Root only sets up the box; what runs in it is nobody that this machine knows.
    return ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _as_user() -> list[str]:
    if os.geteuid() != 0:
        return []
    names = ["--reuid", str(USER), "--regid", str(USER), "--clear-groups", "--no-new-privs"]
    return ["/usr/bin/setpriv", *names, "--inh-caps=-all"]


def _files() -> Iterator[str]:
    for path in _SYSTEM:
        if Path(path).is_symlink():
            yield from ("--symlink", str(Path(path).readlink()), path)
        elif Path(path).exists():
            yield from ("--ro-bind", path, path)
    # what runs this emulator, with its packages, is what every template has
    base = [] if sys.base_prefix.startswith("/usr") else [sys.base_prefix]
    # folders that bubblewrap makes by itself only their owner may enter
    for folder in ("/etc", "/home", "/opt/box", *base):
        for path in (*reversed(Path(folder).parents[:-1]), Path(folder)):
            yield from ("--dir", str(path))
    for name in _SETTINGS:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    for prefix in base:
        yield from ("--ro-bind", prefix, prefix)
    if sys.prefix != sys.base_prefix:
        yield from ("--ro-bind", sys.prefix, "/opt/box")
    else:
        yield from ("--symlink", sys.executable, "/opt/box/bin/python")
    yield from ("--proc", "/proc", "--dev", "/dev")
    for path in _HIDDEN:
        yield from ("--ro-bind-try", path, path)


def _own(box: Box) -> list[str]:
    folder = box.folder
    return [
        "--bind", f"{folder}/work", "/work",
        "--bind", f"{folder}/tmp", "/tmp",  # noqa: S108 — the box's own
        "--bind", f"{folder}/home", "/home/user",
    ]  # fmt: skip


def _usual(box: Box) -> dict[str, str]:
    return {
        "PATH": PATH,
        "HOME": "/home/user",
        "USER": "user",
        "E2B_SANDBOX": "true",
        "E2B_SANDBOX_ID": box.id,
        "E2B_TEMPLATE_ID": box.template,
        **box.environment,
    }
