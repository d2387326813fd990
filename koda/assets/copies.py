"""Copies of far files on this machine, for what reads files: few enough to fit on its disk."""

from __future__ import annotations

import os
import time
from pathlib import Path

MOST_BYTES = 1024**3
_NAME = "copy-"
_IN_USE_SECONDS = 15 * 60


def copy_place(folder: Path, digest: str) -> Path:
    """Give where the copy of a file is."""
    return folder / f"{_NAME}{digest}"


def touch(place: Path) -> bool:
    """Say that a copy is being used; false if there is none."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def make_room(folder: Path, most: int = MOST_BYTES) -> None:
    """Remove the copies that were not used for longest, until the rest is small enough.

    Those of the last quarter of an hour stay: somebody may be reading them.
    """
    found = [(*_facts(one), one) for one in folder.glob(f"{_NAME}*")]
    left = sum(size for _, size, _ in found)
    for used, size, place in sorted(found):
        if left <= most or time.time() - used < _IN_USE_SECONDS:
            return
        place.unlink(missing_ok=True)
        left -= size


def _facts(place: Path) -> tuple[float, int]:
    try:
        found = place.stat()
    except FileNotFoundError:  # another process makes room, too
        return 0.0, 0
    return found.st_mtime, found.st_size
