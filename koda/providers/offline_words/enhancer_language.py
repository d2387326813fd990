"""Tells whether a text is English: the rules have words of no other language."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_MOST_READ = 20_000


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = _set(
    "the a an and of in on with at to from by is are under over for its his her as into near "
    "through behind while who that this very some two three up down"
)
_OTHERS = _set(
    "der die das und ein eine einen einem mit im am auf von zu zum zur nicht ist bei einer den dem "
    "el la los las un una unos de del con por para en y que sobre es se al "
    "le les une des du dans sur avec et est au aux pour par qui "
    "il lo gli uno di della nel sul alla che per e sono "
    "o os um uma do da dos das no na nos nas com em ao "
    "het een van op te met voor niet en de zijn "
    "och ett som på av til med är"
)


def is_english(text: str) -> bool:
    """Tell whether a text is English by its letters and small words; a bare noun counts as such."""
    found = _WORD.findall(text[:_MOST_READ])
    letters = "".join(found)
    foreign = sum(not (letter.isascii() or letter in "éèêëïöüçñ") for letter in letters)
    if foreign * 10 > len(letters):
        return False
    small = [one.lower() for one in found]
    return sum(one in _OTHERS for one in small) <= sum(one in _ENGLISH for one in small)
