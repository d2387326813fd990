"""What Vercel's edge does with an address, by a build's routes (Build Output, version 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Routed:
    """Where a request goes.

    Attributes:
        file: The file that answers it, if one does.
        function: Whether the function answers it.
        status: 200, or 404 when nothing does.
        headers: What the edge adds to the answer.
    """

    file: Path | None = None
    function: bool = False
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


def route(config: dict[str, Any], static: Path, path: str) -> Routed:
    """Follow a path (without a query) through the phases until something answers it."""
    routed = Routed()
    for rule in config["routes"]:
        phase = rule.get("handle")
        if phase == "filesystem" and _found(routed, static, path):
            return routed
        if phase == "error":
            break
        if phase or not (match := re.match(rule["src"], path)):
            continue
        routed.headers |= rule.get("headers", {})
        if "status" in rule:
            routed.status = rule["status"]
            return routed
        if "dest" in rule and _found(routed, static, match.expand(rule["dest"])):
            return routed
    routed.status = 404
    return routed


def _found(routed: Routed, static: Path, path: str) -> bool:
    if path == "/api/index":
        routed.function = True
        return True
    place = static / path.lstrip("/")
    place = place / "index.html" if place.is_dir() else place
    if place.is_file():
        routed.file = place
        return True
    return False
