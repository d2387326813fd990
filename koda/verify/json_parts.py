"""Parts of an answer that may have any shape: what is not of the expected one counts as none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def member(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Give an object in an object."""
    part = found.get(name)
    return cast("dict[str, Any]", part) if isinstance(part, dict) else {}


def members(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Give the objects of a list in an object."""
    part = found.get(name)
    listed = cast("list[object]", part) if isinstance(part, list) else []
    return [cast("dict[str, Any]", one) for one in listed if isinstance(one, dict)]


def number(found: Mapping[str, Any], name: str) -> int | None:
    """Give a whole number in an object."""
    part = found.get(name)
    return part if isinstance(part, int) and not isinstance(part, bool) else None
