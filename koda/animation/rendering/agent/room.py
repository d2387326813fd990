"""Refuses to write more than anybody keeps."""

from __future__ import annotations

from pathlib import Path

MOST_BYTES = 512 * 1024**2


class TooMuch(Exception):
    """The film would be larger than `MOST_BYTES`."""


def check_room(target: str) -> None:
    """Look at a file that is being written; raises `TooMuch`."""
    if Path(target).stat().st_size > MOST_BYTES:
        raise TooMuch
