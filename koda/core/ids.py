"""Ids: short, sortable by time, typed for the checker; the browser makes those of nodes."""

from __future__ import annotations

import re
from typing import NewType

CanvasId = NewType("CanvasId", str)
NodeId = NewType("NodeId", str)
EdgeId = NewType("EdgeId", str)
RunId = NewType("RunId", str)
StepId = NewType("StepId", str)
JobId = NewType("JobId", str)
AssetId = NewType("AssetId", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def is_id(text: str) -> bool:
    """Tell whether a text may be an id: 1 to 80 of letters, digits, `_`, `-`; never a path."""
    return _PATTERN.fullmatch(text) is not None


def encode_id(prefix: str, milliseconds: int, noise: bytes) -> str:
    """Make `prefix_` + 9 characters of time + 10 of noise; sorts by time within a prefix.

    Args:
        prefix: `run`, `ast`, ….
        milliseconds: Unix time; up to 2**45.
        noise: At least 7 random bytes (the caller's; core has no randomness).
    """
    return f"{prefix}_{_base32(milliseconds, 9)}{_base32(int.from_bytes(noise[:7]), 10)}"


def _base32(number: int, width: int) -> str:
    digits = [_ALPHABET[(number >> (5 * place)) & 31] for place in range(width)]
    return "".join(reversed(digits))
