"""Paths in a box, opened on this machine without ever following a link that the box made."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from koda.emulators.e2b_world import USER, Box

_ROOTS = {"/work": "work", "/tmp": "tmp", "/home/user": "home"}  # noqa: S108 — the box's own
HOME = "/home/user"


def absolute(path: str) -> str:
    """Read a path as the service does: relative ones begin at the user's home."""
    return posixpath.normpath(posixpath.join(HOME, path.removeprefix("~/") if path else HOME))


@contextmanager
def folder_of(box: Box, path: str, *, make: bool = False) -> Generator[tuple[int, str]]:
    """Open the folder that a path is in; gives it with the last name.

    Raises:
        PermissionError: It is none of the folders that a box's user may use.
        OSError: There is no such folder, or the way leads through a link.
    """
    plain = absolute(path)
    for root, name in _ROOTS.items():
        if plain == root or plain.startswith(root + "/"):
            parts = [part for part in plain[len(root) :].split("/") if part]
            opened = _walk(box.folder / name, parts[:-1], make=make)
            try:
                yield opened, parts[-1] if parts else "."
            finally:
                os.close(opened)
            return
    raise PermissionError(13, "permission denied", plain)


def _walk(start: Path, parts: list[str], *, make: bool) -> int:
    here = os.open(start, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for name in parts:
        if make:
            make_folder(here, name)
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            there = os.open(name, flags, dir_fd=here)
        finally:
            os.close(here)
        here = there
    return here


def make_folder(folder: int, name: str) -> None:
    """Make a folder that the box's user owns, unless there is one."""
    with suppress(FileExistsError):
        os.mkdir(name, 0o755, dir_fd=folder)
        give(folder, name)


def give(folder: int, name: str) -> None:
    """Let the box's user own what was made for it."""
    if os.geteuid() == 0:
        os.chown(name, USER, USER, dir_fd=folder, follow_symlinks=False)
