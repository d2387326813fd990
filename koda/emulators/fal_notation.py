"""Reads the short notation in which the emulator's schemas are written.

    text            number          integer(1..4)       boolean     file        any
    'a'|'b'         4|6|8           [file](1..14)       #12|'auto'

`?` behind it: may be left out; `=5` behind that: what holds then. `#12` is a shape by its number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

_PART = re.compile(r"'(?:[^']|'')*'|-?\d+(?:\.\d+)?|#\d+|[a-z]+|[\[\]|]")
_RANGE = re.compile(r"\((-?[\d.]*)\.\.(-?[\d.]*)\)$")

Choice = str | int | float


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a body or a result.

    Attributes:
        kinds: What it may be: `text`, `file` (an address), `integer`, `number`, `boolean`,
            `object`, `list`, `any`.
        choices: The only texts or numbers, if there are some.
        least, most: Of a number, or how many are in a list.
        item: What a list is of.
        members: What an object is of.
        default: What holds when it is left out; none: nothing is said.
    """

    kinds: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    item: Field | None = None
    members: Mapping[str, Field] | None = None
    required: bool = True
    default: Any = None


Shapes = Callable[[int], Mapping[str, Field]]


def read_field(name: str, text: str, shapes: Shapes) -> Field:
    """Read one member; `shapes` gives the members of a shape by its number."""
    head, equals, default = _cut(text)
    optional = head.endswith("?")
    head = head.removesuffix("?")
    limits = _RANGE.search(head)
    field = _union(name, _PART.findall(head[: limits.start()] if limits else head), shapes)
    if limits:
        least, most = (float(one) if one else None for one in limits.groups())
        field = replace(field, least=least, most=most)
    said = _default(default, field.choices) if equals else None
    return replace(field, required=not optional, default=said)


def _cut(text: str) -> tuple[str, str, str]:
    """Cut the default off: the first `=` that is not in quotes."""
    quoted = False
    for place, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif letter == "=" and not quoted:
            return text[:place], "=", text[place + 1 :]
    return text, "", ""


def _union(name: str, parts: list[str], shapes: Shapes) -> Field:
    kinds: list[str] = []
    choices: list[Choice] = []
    item, members = None, None
    while parts:
        part = parts.pop(0)
        if part == "|":
            continue
        if part == "[":
            end = _closing(parts)
            item = _union(name, parts[:end], shapes)
            del parts[: end + 1]
            kinds.append("list")
        elif part.startswith("#"):
            members = shapes(int(part[1:]))
            kinds.append("object")
        elif part.startswith("'"):
            choices.append(part[1:-1].replace("''", "'"))
            kinds.append("text")
        elif part[-1].isdigit():
            choices.append(json.loads(part))
            kinds.append("number")
        else:
            # Lists of addresses are published as lists of strings.
            kinds.append("file" if part == "text" and name.endswith(("_url", "_urls")) else part)
    return Field(tuple(dict.fromkeys(kinds)), tuple(choices), item=item, members=members)


def _closing(parts: list[str]) -> int:
    depth = 1
    for place, part in enumerate(parts):
        depth += (part == "[") - (part == "]")
        if not depth:
            return place
    return len(parts)


def _default(text: str, choices: tuple[Choice, ...]) -> Any:  # noqa: ANN401
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    # Published defaults of numbers are often quoted.
    return next((one for one in choices if str(one) == str(value)), value)
