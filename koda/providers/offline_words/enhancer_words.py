"""How words are chosen that a text lacks: by what it speaks of, never against it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass


def words(*forms: str) -> re.Pattern[str]:
    """Make a pattern that finds any of these words; each is a regular expression of its own."""
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


def either(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    """Make a pattern that finds what any of these finds."""
    return re.compile("|".join(one.pattern for one in patterns), re.IGNORECASE)


NOTHING = re.compile(r"(?!)")
"""Finds nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Words that may be added.

    Attributes:
        words: The words.
        fits: Preferred when the text speaks of this; none: they suit any text.
        clashes: Never added when the text speaks of this.
    """

    words: str
    fits: re.Pattern[str] | None = None
    clashes: re.Pattern[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a text should say.

    Attributes:
        said: It says so already; finds every one of the offers, so that nothing is added twice.
        offers: What may be added, the most particular first.
    """

    said: re.Pattern[str]
    offers: tuple[Offer, ...]


def added(prompt: str, said: str, lacks: Sequence[Lack]) -> list[str]:
    """Give the words that a prompt lacks, in order; each choice knows of those before it.

    `said` is everything that the words must suit: the prompt, and what is wished for.
    """
    number = _number(prompt)
    found: list[str] = []
    for lack in lacks:
        seen = ", ".join((said, *found))
        chosen = "" if lack.said.search(seen) else _choose(seen, lack.offers, number)
        if chosen:
            found.append(chosen)
    return found


def _choose(text: str, offers: Sequence[Offer], number: int) -> str:
    possible = [one for one in offers if not one.clashes.search(text)]
    fitting = [one for one in possible if one.fits is not None and one.fits.search(text)]
    if fitting:
        return fitting[0].words
    plain = [one for one in possible if one.fits is None]
    return plain[number % len(plain)].words if plain else ""


def _number(text: str) -> int:
    """Give a number that is the same for the same text, on any machine."""
    content = text.casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(content).digest()[:4], "big")
