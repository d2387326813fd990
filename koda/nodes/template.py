"""Fills the slots of a text: `A {colour} {animal}`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_SLOT = re.compile(r"\{\{|\}\}|\{([^\W\d][\w -]{0,39})\}")
_NAMED = re.compile(r"\s*([^\W\d][\w -]{0,39}?)\s*=(.*)", re.DOTALL)
_BRACES = {"{{": "{", "}}": "}"}


def slots_of(template: str) -> list[str]:
    """Give the names of the slots, each once, in the order in which they come."""
    found = (match[1] for match in _SLOT.finditer(template) if match[1])
    return list(dict.fromkeys(_key(name) for name in found))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put a value into each slot that has one; `{{` and `}}` stand for braces."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if not name:
            return _BRACES[match[0]]
        return values.get(_key(name), match[0])

    return _SLOT.sub(put, template)


def written_values(lines: str) -> dict[str, str]:
    """Read lines such as `animal = fox`."""
    found = (_NAMED.fullmatch(line) for line in lines.splitlines())
    return {_key(match[1]): match[2].strip() for match in found if match}


def assign(
    slots: Sequence[str], arriving: Sequence[tuple[str, str]], written: Mapping[str, str]
) -> dict[str, str]:
    """Say what goes into each slot.

    What comes from a node called like a slot goes there, and so does a text such as
    `animal=fox`. What is left goes into the slots that are left, in order. A slot that nothing
    came for takes what is written on the node.

    Args:
        slots: The names of the slots.
        arriving: What has arrived, in order: the name of the node that it comes from, the text.
        written: Values by slot.

    Returns:
        Values by slot; slots that nothing is there for are missing.
    """
    found: dict[str, str] = {}
    loose: list[str] = []
    for name, text in arriving:
        said = _NAMED.fullmatch(text)
        if _key(name) in slots and _key(name) not in found:
            found[_key(name)] = text
        elif said and _key(said[1]) in slots and _key(said[1]) not in found:
            found[_key(said[1])] = said[2].strip()
        else:
            loose.append(text)
    free = [slot for slot in slots if slot not in found]
    # Slots that nothing is written for are the ones that wait for a text.
    free.sort(key=lambda slot: slot in written)
    found |= dict(zip(free, loose, strict=False))
    return {slot: written[slot] for slot in slots if slot in written} | found


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
