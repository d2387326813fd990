"""The form of a blob's key, the same for every store."""

from __future__ import annotations

import re

from koda.core.errors import Invalid

_KEY = re.compile(r"[a-z0-9][a-z0-9/._-]{0,199}")


def check_key(key: str) -> str:
    """Give the key back; raises `Invalid` for one that no store takes."""
    if not _KEY.fullmatch(key) or ".." in key:
        raise Invalid("This is not the key of a stored file.", key=key[:200])
    return key
