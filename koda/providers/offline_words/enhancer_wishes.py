"""Reads what rules can make of a wish: the name of a preset, or words to add."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_APART = re.compile(r"[,;\n]+|\.\s|\.$| and ")
_ASKS = re.compile(
    r"^(?:please |and )*(?:make (?:it|this)|add|with|include|use|give it|put in|i want)\s+",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"\b(?:short(?:er|en)?|concise|simpler|simplify|trim|translat\w*)\b", re.IGNORECASE
)
_BEYOND = re.compile(
    r"\b(?:remove|delete|drop|rewrite|rephrase|replace|instead|don't|do not|never|less|"
    r"change|keep|only|ignore|answer|write|explain)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 8
_MOST_WISHES = 6


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished for.

    Attributes:
        text: As it was written: what is added does not go against it, either.
        words: What to add.
        leave: Nothing is to be added: a shorter prompt is wished for, or another language.
    """

    text: str
    words: Sequence[str]
    leave: bool


def read_wishes(text: str, presets: Mapping[str, str]) -> Wishes:
    """Read a wish; what rules cannot do (remove, rewrite) adds no words.

    `presets` are words by the title, in small letters, of what a wish may name.
    """
    found: dict[str, None] = {}
    for part in _APART.split(text)[:_MOST_WISHES]:
        wish = _ASKS.sub("", part.strip()).strip(" .!")
        if not wish:
            continue
        named = presets.get(wish.casefold())
        if named:
            found[named] = None
        elif len(wish.split()) <= _MOST_WORDS and not _BEYOND.search(part):
            found[wish] = None
    leave = bool(_LEAVE.search(text))
    return Wishes(text, () if leave else list(found), leave)
