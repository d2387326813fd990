"""Notices that a file was changed while it was read."""

from __future__ import annotations

from pathlib import Path

from koda.core.errors import StorageFailed


def file_state(source: Path) -> tuple[int, int]:
    """Give size and time of change: equal as long as nobody writes."""
    found = source.stat()
    return found.st_size, found.st_mtime_ns


def refuse_changed(source: Path, before: tuple[int, int]) -> None:
    """Raise `StorageFailed` if the file is not as it was: its bytes would not fit their hash."""
    if file_state(source) != before:
        raise StorageFailed(
            "The file was changed while it was stored; nothing of it is kept.",
            remedy="Try again when nothing writes to it any more.",
        )
