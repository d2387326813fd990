"""Plans product shots by rules: angles of a catalogue, in the words of the setting."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import JsonValue

_NUMBERED = re.compile(r"\b(?:shots?|number|no\.|#)\s*#?(\d{1,2})\b", re.IGNORECASE)
_MOST_WISH = 300
_FIELDS = ("angle", "description", "prompt", "camera", "composition")

Shot = dict[str, str]


def write(facts: Mapping[str, JsonValue]) -> str:
    """Give the plan as JSON: `identity`, `shots`, `summary`.

    Args:
        facts: `product`, `notes`, `shot_count`, `background` and `lighting` (words), `pictured`
            (whether a picture of the product comes with the prompts), `angles` (the catalogue:
            objects with angle, description, prompt, camera, composition), `wish` (the newest
            words of the talk) and `draft` (the shots that they refine).
    """
    identity = _identity(facts)
    wish = _plain(facts, "wish")[:_MOST_WISH]
    shots = _shots(facts.get("draft")) or _planned(facts, identity)[: _count(facts)]
    shots = _refined(shots, wish) if wish else shots
    numbered = [{"number": place, **one} for place, one in enumerate(shots, start=1)]
    plan = {"identity": identity, "shots": numbered, "summary": _summary(facts, numbered, wish)}
    return json.dumps(plan, ensure_ascii=False)


def _identity(facts: Mapping[str, JsonValue]) -> str:
    """Say what the product is, in the words that every prompt repeats."""
    name = _plain(facts, "product") or "the product"
    notes = _plain(facts, "notes").rstrip(".")
    words = f"{name} ({notes})" if notes else name
    if facts.get("pictured"):
        return f"{words}, exactly as in the reference picture"
    return words


def _planned(facts: Mapping[str, JsonValue], identity: str) -> list[Shot]:
    setting = [_plain(facts, name) for name in ("background", "lighting")]
    return [
        {**one, "prompt": ", ".join(part for part in (identity, one["prompt"], *setting) if part)}
        for one in _shots(facts.get("angles"))
    ]


def _refined(shots: Sequence[Shot], wish: str) -> list[Shot]:
    """Add the wish to the shots that it names, or to all: rules cannot do more with it."""
    named = {int(found) for found in _NUMBERED.findall(wish)}
    words = wish.rstrip(". ")
    return [
        {**one, "prompt": f"{one['prompt'].rstrip('. ')}, {words}"}
        if (not named or place in named) and words.casefold() not in one["prompt"].casefold()
        else one
        for place, one in enumerate(shots, start=1)
    ]


def _summary(facts: Mapping[str, JsonValue], shots: Sequence[object], wish: str) -> str:
    name = _plain(facts, "product") or "the product"
    said = f"{len(shots)} shots of {name}, planned by rules without a language model."
    if wish:
        return f"{said} What you asked for was added to the prompts as it is."
    return said


def _count(facts: Mapping[str, JsonValue]) -> int:
    count = facts.get("shot_count")
    return count if isinstance(count, int) else 4


def _plain(facts: Mapping[str, JsonValue], name: str) -> str:
    """Give a text of the facts on one line."""
    return " ".join(str(facts.get(name) or "").split())


def _shots(found: JsonValue) -> list[Shot]:
    entries = cast("list[JsonValue]", found) if isinstance(found, list) else []
    return [
        {name: str(one.get(name) or "") for name in _FIELDS}
        | {"angle": str(one.get("angle") or "Shot")}
        for one in entries
        if isinstance(one, dict) and one.get("prompt")
    ]
