"""Mentions: `@name` in a text, read as the browser does (`web/src/core/mentions.ts`).

Both are held to `tests/cases/mentions.json`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

# Not within a word or an address: `me@home.example` mentions nobody.
_MENTION = re.compile(r"(?<![\w@./-])@(\w[\w-]{0,79})")
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a value that arrives is called.

    Attributes:
        name: The name of the node that it comes from.
        use: What a picture is a reference for (`style`, `face`, …); empty for the picture itself.
    """

    name: str = ""
    use: str = ""


NO_LABEL = Label()


@dataclass(frozen=True, slots=True)
class Mention:
    """One `@name` of a text: where it stands, and the slug that it says."""

    start: int
    end: int
    slug: str


def slug_of(name: str) -> str:
    """Give a name as it is mentioned: `Red Hero 2` → `red-hero-2`."""
    return _APART.sub("-", name.casefold()).strip("-")


def find_mentions(text: str, known: Collection[str]) -> Iterator[Mention]:
    """Find what a text mentions, in order.

    The longest known name counts (`@hero-like` mentions `hero`, where there is no `hero-like`);
    one that is not known is given as it stands.
    """
    for match in _MENTION.finditer(text):
        written = match[1].rstrip("-_")
        end = match.start(1) + len(written)
        parts = written.split("-")
        for count in range(len(parts), 0, -1):
            part = "-".join(parts[:count])
            if slug_of(part) in known:
                yield Mention(match.start(), match.start(1) + len(part), slug_of(part))
                break
        else:
            yield Mention(match.start(), end, slug_of(written))
