"""Looks into JSON that may be anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def mapping_of(value: object) -> Mapping[str, Any]:
    """Give a JSON object; an empty one for anything else."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def list_of(value: object) -> list[Any]:
    """Give a JSON array; an empty one for anything else."""
    return cast("list[Any]", value) if isinstance(value, list) else []
