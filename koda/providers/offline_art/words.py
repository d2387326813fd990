"""What the words of a prompt ask for: subject, hour, weather, mood, colours and style."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from koda.providers.offline_art.colour_words import COLOURS
from koda.providers.offline_art.palette import Colour, parse
from koda.providers.offline_art.vocabulary import (
    BLOSSOM_COLOURS,
    DYED,
    FORCING,
    HINTS,
    KINDS,
    PHRASES,
    TAGS,
    WEAK,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_READ = 4000  # characters that are looked at for words; the rest still changes the picture


@dataclass(frozen=True, slots=True)
class Brief:
    """A prompt, understood as far as the vocabulary goes.

    Attributes:
        key: Hash of the whole prompt: what unknown words change.
        tags: Everything that was recognised.
        things: Recognised subjects, in the order they were said.
        colours: Colours that were named, in order.
        dyes: Which of them was said right before a thing (a red hat): tag → colour.
        family: The kind of picture to paint.
    """

    key: str
    tags: frozenset[str]
    things: tuple[str, ...]
    colours: tuple[Colour, ...]
    dyes: tuple[tuple[str, Colour], ...]
    family: str

    def has(self, *names: str) -> bool:
        """Tell whether any of the tags was asked for."""
        return not self.tags.isdisjoint(names)

    def dye(self, *tags: str, loose: bool = True) -> Colour | None:
        """The colour said of one of these; else, if `loose`, the first one said of nothing else."""
        for tag, colour in self.dyes:
            if tag in tags:
                return colour
        if not loose:
            return None
        bound = [colour for _, colour in self.dyes]
        return next((colour for colour in self.colours if colour not in bound), None)

    def first(self, *names: str) -> str | None:
        """The first of the named things that was said."""
        return next((thing for thing in self.things if thing in names), None)


def read(prompt: str) -> Brief:
    """Understand a prompt; any text will do."""
    text = unicodedata.normalize("NFKC", prompt[:_READ]).lower()
    for phrase, tag in PHRASES.items():
        text = text.replace(phrase, f" {tag} ")
    tags: list[str] = []
    colours: list[Colour] = []
    dyes: list[tuple[str, Colour]] = []
    pending: Colour | None = None
    for word in _words(text):
        found, colour = _find(word)
        tags += found
        named = [tag for tag in found if tag in KINDS]
        if colour and not (named and word not in BLOSSOM_COLOURS):
            pending = parse(colour)
            colours.append(pending)
        elif pending and not DYED.isdisjoint(found):
            dyes += [(tag, pending) for tag in found]
            pending = None
    things = tuple(dict.fromkeys(tag for tag in tags if tag in KINDS))
    key = hashlib.sha256(prompt.encode("utf-8", "surrogatepass")).hexdigest()
    family = _family(tags, things)
    return Brief(key, frozenset(tags), things, tuple(colours), tuple(dyes), family)


def _words(text: str) -> list[str]:
    return _WORD.findall(text) + [word for word in _UNSPACED if word in text]


def _find(word: str) -> tuple[tuple[str, ...], str | None]:
    for form in (word, word.removesuffix("'s").removesuffix("’s"), *_singulars(word)):
        if form in TAGS or form in COLOURS:
            return TAGS.get(form, ()), COLOURS.get(form)
    return (), None


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    if word.endswith("ves"):
        return (word[:-3] + "f", word[:-1])
    if word.endswith("es"):
        return (word[:-1], word[:-2])
    return (word[:-1],) if word.endswith("s") else (word + "s",)


def _family(tags: list[str], things: tuple[str, ...]) -> str:
    for tag in tags:
        if tag in FORCING:
            return FORCING[tag]
    strong = [thing for thing in things if thing not in SCENERY and thing not in WEAK]
    weak = [thing for thing in things if thing not in SCENERY]
    for thing in (*strong, *weak, *things):
        return KINDS[thing]
    for tag in tags:
        if tag in HINTS:
            return HINTS[tag]
    return "abstract"


SCENERY = frozenset(thing for thing, family in KINDS.items() if family == "land")

# Scripts without spaces, and emoji: known words are looked for inside the run of characters.
_UNSPACED = tuple(word for word in TAGS if ord(word[0]) >= 0x2600)
