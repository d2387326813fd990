"""The voices on offer, each a variant of the synthesiser that is told from the others by ear."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_AMERICAN = "gmw/en-US"
_BRITISH = "gmw/en"
_RECEIVED = "gmw/en-GB-x-rp"
_SCOTTISH = "gmw/en-GB-scotland"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice.

    Attributes:
        id: Its name in requests.
        title: What a person is told of it.
        accent: The synthesiser's English for it.
        variant: The synthesiser's throat for it.
        pitch: 0 to 99 around the variant's own 50.
        speed: How fast it speaks by itself.
        range: How much its melody moves, 0 to 99.
    """

    id: str
    title: str
    accent: str
    variant: str
    pitch: int = 50
    speed: float = 1.0
    range: int = 50


DEFAULT = "rachel"
VOICES: dict[str, Voice] = {
    voice.id: voice
    for voice in (
        Voice("alloy", "Neutral", _AMERICAN, "Nguyen", 48, 1.0, 45),
        Voice("echo", "Male", _AMERICAN, "Alex", 50, 1.02, 50),
        Voice("fable", "British", _RECEIVED, "Reed", 52, 1.0, 58),
        Voice("onyx", "Deep Male", _AMERICAN, "david", 40, 0.94, 40),
        Voice("nova", "Female", _AMERICAN, "belinda", 50, 1.05, 55),
        Voice("shimmer", "Soft Female", _AMERICAN, "steph", 46, 0.96, 42),
        Voice("rachel", "Calm", _AMERICAN, "f1", 50, 0.97, 46),
        Voice("drew", "Confident", _AMERICAN, "m3", 54, 1.05, 52),
        Voice("clyde", "War Veteran", _AMERICAN, "m8", 34, 0.9, 40),
        Voice("paul", "News", _AMERICAN, "adam", 52, 1.1, 48),
        Voice("domi", "Strong", _AMERICAN, "f3", 48, 1.06, 62),
        Voice("dave", "British Conversational", _BRITISH, "m6", 50, 1.06, 60),
        Voice("fin", "Irish (nearest accent: Scottish)", _SCOTTISH, "Denis", 55, 1.02, 64),
        Voice("sarah", "Soft News", _AMERICAN, "linda", 42, 1.04, 44),
        Voice("antoni", "Friendly", _AMERICAN, "benjamin", 58, 1.02, 60),
        Voice("thomas", "Calm British", _RECEIVED, "edward2", 46, 0.94, 42),
        Voice("charlie", "Australian (nearest accent: British)", _BRITISH, "m2", 60, 1.08, 66),
        Voice("george", "British Narrator", _RECEIVED, "m1", 40, 0.92, 48),
        Voice("emily", "Calm American", _AMERICAN, "f4", 58, 0.95, 44),
        Voice("elli", "Young Female", _AMERICAN, "f5", 72, 1.08, 66),
    )
}

# Where a text is written in another script, English would spell its letters.
_LANGUAGES = {
    "CYRILLIC": "zle/ru",
    "GREEK": "grk/el",
    "ARABIC": "sem/ar",
    "HEBREW": "sem/he",
    "DEVANAGARI": "inc/hi",
    "BENGALI": "inc/bn",
    "TAMIL": "dra/ta",
    "TELUGU": "dra/te",
    "THAI": "tai/th",
    "HANGUL": "ko",
    "HIRAGANA": "jpx/ja",
    "KATAKANA": "jpx/ja",
    "CJK": "sit/cmn",
    "GEORGIAN": "ccs/ka",
    "ARMENIAN": "ine/hy",
}
LANGUAGES: dict[str, str] = {
    "en": "",
    "de": "gmw/de",
    "fr": "roa/fr",
    "es": "roa/es",
    "it": "roa/it",
    "pt": "roa/pt",
    "nl": "gmw/nl",
    "pl": "zlw/pl",
    "tr": "trk/tr",
    "sv": "gmq/sv",
    "ru": "zle/ru",
    "ar": "sem/ar",
    "hi": "inc/hi",
    "ja": "jpx/ja",
    "zh": "sit/cmn",
    "ko": "ko",
}


def find_voice(name: str) -> Voice | None:
    """Find a voice by its id, however it is written; none if there is no such voice."""
    return VOICES.get(name.strip().casefold())


def cast_voices(names: Iterable[str]) -> dict[str, Voice]:
    """Give each speaker of a dialogue a voice: its own where the name is one, else a free one."""
    speakers = list(dict.fromkeys(names))
    given = {name: voice for name in speakers if (voice := find_voice(name))}
    taken = {voice.id for voice in given.values()}
    # A woman and a man in turn, the most different first.
    order = ["rachel", "george", "domi", "antoni", "emily", "dave", "nova", "onyx", *VOICES]
    free = [VOICES[id_] for id_ in dict.fromkeys(order) if id_ not in taken]
    for place, name in enumerate(name for name in speakers if name not in given):
        given[name] = free[place % len(free)] if free else VOICES[DEFAULT]
    return given


def throat(voice: Voice, text: str, language: str = "") -> str:
    """Give the synthesiser's name for a voice, in the language of this text."""
    spoken = LANGUAGES.get(language) or _script_of(text) or voice.accent
    return f"{spoken}+{voice.variant}"


def _script_of(text: str) -> str:
    """The synthesiser's language of most letters; empty for Latin ones."""
    counts: dict[str, int] = {}
    for letter in text[:2000]:
        if letter.isalpha():
            script = unicodedata.name(letter, "LATIN").split(" ", 1)[0]
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return ""
    # Japanese mixes scripts: a syllable of its own says more than the shared characters.
    for script in ("HIRAGANA", "KATAKANA"):
        if counts.get(script, 0) * 8 > sum(counts.values()):
            return _LANGUAGES[script]
    return _LANGUAGES.get(max(counts, key=lambda script: counts[script]), "")
