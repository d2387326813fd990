"""Gives places for files that are needed for a while."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_file(folder: Path, name: str) -> Generator[Path]:
    """Give a place for a file that is there no longer than the block."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f".{secrets.token_hex(8)}-{name}"
    try:
        yield place
    finally:
        place.unlink(missing_ok=True)
