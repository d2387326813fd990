"""What a user's turn says as data, put into the answer of a script."""

from __future__ import annotations

import json
import re
from string import Template
from typing import Any

from pydantic import JsonValue

Facts = dict[str, JsonValue]

_START = re.compile(r"[{\[]")
_NAME = re.compile(r"\$\{(\w+)\}")
_LONGEST = 200_000
_MOST_STARTS = 2_000


def facts_of(text: str) -> Facts:
    """Collect the members of all JSON in a text; the first of a name counts, an empty one not."""
    facts: Facts = {}
    decoder = json.JSONDecoder()
    text, place = text[:_LONGEST], 0
    for _ in range(_MOST_STARTS):
        found = _START.search(text, place)
        if found is None:
            break
        try:
            value, place = decoder.raw_decode(text, found.start())
        except (ValueError, RecursionError):
            place = found.end()
            continue
        _collect(value, facts)
    return facts


def fill(value: JsonValue, facts: Facts) -> JsonValue:
    """Put facts in for `${name}` in all texts; a name that is not known stays.

    A text that is nothing but a name becomes the fact itself, be it a number or a list; in a list
    it becomes the items of that list.
    """
    if isinstance(value, str):
        alone = _NAME.fullmatch(value)
        if alone and alone[1] in facts:
            return facts[alone[1]]
        known = {name: str(fact) for name, fact in facts.items() if _plain(fact)}
        return Template(value).safe_substitute(known)
    if isinstance(value, list):
        filled = [(item, fill(item, facts)) for item in value]
        return [one for item, made in filled for one in _spliced(item, made)]
    if isinstance(value, dict):
        return {key: fill(item, facts) for key, item in value.items()}
    return value


def scripted_json(say: dict[str, Any], facts: Facts) -> JsonValue:
    """Make the JSON of a script: lists cut to a count, or with an item for each of a list.

    `counts` names for a list the fact that holds its length; `each` names for a list the fact that
    it follows, item by item, with the members of the fact's item as facts; further items are like
    the last.
    """
    made: JsonValue = say["json"]
    if isinstance(made, dict):
        members = dict(made)
        for name, fact in say.get("counts", {}).items():
            count = facts.get(fact)
            listed = members.get(name)
            if isinstance(count, int) and count > 0 and isinstance(listed, list):
                members[name] = listed[:count]
        for name, fact in say.get("each", {}).items():
            listed = members.get(name)
            if isinstance(listed, list) and listed:
                members[name] = _repeated(listed, facts.get(fact))
        made = members
    return fill(made, facts)


def _repeated(items: list[JsonValue], followed: JsonValue) -> list[JsonValue]:
    made: list[JsonValue] = []
    for place, one in enumerate(followed if isinstance(followed, list) else []):
        facts: Facts = {"n": place + 1, "item": one}
        _collect(one, facts)
        made.append(fill(items[min(place, len(items) - 1)], facts))
    return made


def _spliced(item: JsonValue, made: JsonValue) -> list[JsonValue]:
    return made if isinstance(item, str) and isinstance(made, list) else [made]


def _collect(value: JsonValue, facts: Facts) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if item not in ("", None):
                facts.setdefault(key, item)
        for item in value.values():
            _collect(item, facts)
    elif isinstance(value, list):
        for item in value:
            _collect(item, facts)


def _plain(value: JsonValue) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
