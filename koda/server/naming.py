"""Names of files as clients send them."""

from __future__ import annotations

import re


def plain_name(name: str) -> str:
    """Give the last part of a path that some clients send, without what cannot be printed."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(one for one in last if one.isprintable()).strip()
