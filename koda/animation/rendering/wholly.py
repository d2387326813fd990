"""Writes files that are there whole, or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(target: Path) -> Generator[Path]:
    """Give a path to write to that becomes `target` at the end, and is taken away on an error."""
    part = target.with_name(f".{secrets.token_hex(4)}-{target.name}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
