"""Improves a prompt by rules: adds the words that it lacks, and touches nothing that it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from koda.providers.offline_words.enhancer_language import is_english
from koda.providers.offline_words.enhancer_music import MUSIC
from koda.providers.offline_words.enhancer_pictures import film_lacks, picture_lacks
from koda.providers.offline_words.enhancer_speech import spoken
from koda.providers.offline_words.enhancer_wishes import Wishes, read_wishes
from koda.providers.offline_words.enhancer_words import Lack, added

_READ = 2_000
"""Letters at each end of a prompt that the choice of words goes by."""


def write(facts: Mapping[str, JsonValue]) -> str:
    """Give the better prompt.

    Args:
        facts: `prompt`, `medium` (image, video, music, speech), `wishes`; and `styles`, `angles`
            and `lenses`: the presets, each by id a title and its words.

    Returns:
        The prompt; as it was when the rules have nothing to add, or do not know its language.
    """
    prompt = str(facts.get("prompt", "")).strip()
    medium = str(facts.get("medium", "image"))
    if medium == "speech":
        return spoken(prompt)
    wishes = read_wishes(str(facts.get("wishes", "")), _titles(facts))
    if not prompt or wishes.leave or not is_english(prompt):
        return prompt
    return _joined(prompt, _additions(prompt, wishes, _lacks(medium, facts)))


def _additions(prompt: str, wishes: Wishes, lacks: Sequence[Lack]) -> list[str]:
    """Give the words to add: what is wished for first, then what neither of them says."""
    asked = [words for words in wishes.words if words.casefold() not in prompt.casefold()]
    said = "\n".join((_ends(prompt), wishes.text[:_READ], *asked))
    return [*asked, *added(prompt, said, lacks)]


def _ends(prompt: str) -> str:
    """Give the beginning and the end of a long prompt: what was added once stands at its end."""
    return prompt if len(prompt) <= 2 * _READ else f"{prompt[:_READ]}\n{prompt[-_READ:]}"


def _joined(prompt: str, words: Sequence[str]) -> str:
    if not words:
        return prompt
    more = ", ".join(words)
    if prompt[-1] in ".!?…":
        return f"{prompt} {more[:1].upper()}{more[1:]}."
    return f"{prompt.rstrip(',; ')}, {more}"


def _lacks(medium: str, facts: Mapping[str, JsonValue]) -> Sequence[Lack]:
    if medium == "music":
        return MUSIC
    if medium == "video":
        return film_lacks()
    return picture_lacks(_words(facts, "angles"), _words(facts, "lenses"))


def _words(facts: Mapping[str, JsonValue], table: str) -> dict[str, str]:
    """Give the words of a table of presets, by id."""
    return {key: words for key, (_, words) in _presets(facts, table).items()}


def _titles(facts: Mapping[str, JsonValue]) -> dict[str, str]:
    """Give by title, in small letters, the words of every preset that a wish may name."""
    return {
        title.casefold(): words
        for table in ("styles", "angles", "lenses")
        for title, words in _presets(facts, table).values()
    }


def _presets(facts: Mapping[str, JsonValue], table: str) -> dict[str, tuple[str, str]]:
    found = facts.get(table)
    presets: dict[str, tuple[str, str]] = {}
    for key, entry in found.items() if isinstance(found, dict) else ():
        if isinstance(entry, list) and len(entry) == 2:
            presets[key] = (str(entry[0]), str(entry[1]))
    return presets
