"""Tells what happens: one JSON object on each line of stdout."""

from __future__ import annotations

import json
import sys
from typing import Any, cast

_MOST_FAULTS = 20
_MOST_LETTERS = 2_000
_WORDS = ("code", "message", "file")
_NUMBERS = ("line", "column")


def tell(what: str, **more: Any) -> None:  # noqa: ANN401 — JSON
    """Write one line."""
    sys.stdout.write(json.dumps({"is": what, **more}) + "\n")
    sys.stdout.flush()


def tell_faults(faults: object, frame: int | None) -> None:
    """Tell faults that the stage has given, whatever they are; `frame` is the one drawn."""
    if not isinstance(faults, list):
        return
    for one in cast("list[object]", faults)[:_MOST_FAULTS]:
        if isinstance(one, dict):
            fault = cast("dict[str, Any]", one)
            words = {key: str(fault[key])[:_MOST_LETTERS] for key in _WORDS if fault.get(key)}
            numbers = {key: fault[key] for key in _NUMBERS if isinstance(fault.get(key), int)}
            is_sure = fault.get("is_sure") is not False
            tell("fault", **words, **numbers, frame=frame, is_sure=is_sure)
