"""Reads what is to be said: who speaks which sentences, and how fast and how lively."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, cast

from koda.core.errors import ProviderRefused
from koda.providers.offline_art.noise import Stream, pick, stream
from koda.providers.offline_speech.voices import (
    DEFAULT,
    Voice,
    cast_voices,
    find_voice,
    throat,
)

MOST_CHARACTERS = 10_000
_WORDS_A_MINUTE = 168
_SPEAKER = re.compile(r"^\s*([^\W\d_][\w .'’-]{0,30}?)\s*[:：]\s*(\S.*)$")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"'”’»)]*\s+(?=[^\sa-z])|\n+")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:\w|Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc)\.$")
# What no voice can say: control characters, halves of letters, marks of direction.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence for the synthesiser; `pause` is the silence after it, in seconds."""

    voice: str
    text: str
    speed: int
    pitch: int
    range: int
    gap: int
    pause: float


@dataclass(frozen=True, slots=True)
class _Line:
    voice: Voice
    text: str


def script_of(prompt: str, parameters: Mapping[str, Any], seed: int) -> list[Utterance]:
    """Write the script of a request.

    Args:
        prompt: What is said. Lines like `anna: Hello` are a dialogue when at least two speak.
        parameters: `voice`, `speed` (0.5 to 2), `stability` (0 to 1), `language`, `mode` (`single`
            reads names aloud as well) and `dialogue`, a list of `{voice, text}`.
        seed: Which melody, where stability leaves room for one.

    Raises:
        ProviderRefused: There is nothing to say, or too much.
    """
    lines = [
        _Line(one.voice, clean) for one in _lines(prompt, parameters) if (clean := _clean(one.text))
    ]
    if not any(letter.isalnum() or ord(letter) > 0x2000 for one in lines for letter in one.text):
        raise ProviderRefused(
            "There is nothing to say.", remedy="Write a text.", provider="offline"
        )
    length = sum(len(one.text) for one in lines)
    if length > MOST_CHARACTERS:
        raise ProviderRefused(
            f"The text has {length} characters; this voice reads up to {MOST_CHARACTERS} at once.",
            remedy="Split the text over several nodes.",
            provider="offline",
            limit=MOST_CHARACTERS,
        )
    rng = stream("speech", seed, *(one.text for one in lines))
    return [said for line in lines for said in _spoken(line, parameters, rng)]


def _lines(prompt: str, parameters: Mapping[str, Any]) -> list[_Line]:
    listed = parameters.get("dialogue")
    if isinstance(listed, Sequence) and not isinstance(listed, str) and listed:
        pairs = [_pair(one) for one in cast("Sequence[object]", listed)]
    elif parameters.get("mode") != "single" and (read := _dialogue(prompt)):
        pairs = read
    else:
        voice = find_voice(str(parameters.get("voice") or DEFAULT))
        if voice is None:
            raise ProviderRefused(
                f"There is no voice “{str(parameters.get('voice'))[:60]}” on this machine.",
                remedy="Choose one of the listed voices.",
                provider="offline",
            )
        return [_Line(voice, prompt)]
    given = cast_voices(name for name, _ in pairs)
    return [_Line(given[name], text) for name, text in pairs]


def _pair(line: object) -> tuple[str, str]:
    if not isinstance(line, Mapping):
        return DEFAULT, str(line)
    said = cast("Mapping[str, object]", line)
    return str(said.get("voice") or DEFAULT), str(said.get("text") or "")


def _dialogue(prompt: str) -> list[tuple[str, str]]:
    """The lines by their speakers; empty unless every line has one, or at least two speak."""
    pairs: list[tuple[str, str]] = []
    for line in prompt.splitlines():
        if not line.strip():
            continue
        found = _SPEAKER.match(line)
        if found:
            pairs.append((found[1], found[2]))
        elif pairs:  # goes on in the next line
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line}")
        else:
            return []
    return pairs if len({name.casefold() for name, _ in pairs}) > 1 else []


def _clean(text: str) -> str:
    return _UNSPEAKABLE.sub(" ", text).strip()


def _spoken(line: _Line, parameters: Mapping[str, Any], rng: Stream) -> list[Utterance]:
    stability = _number(parameters, "stability", 0.5, 0.0, 1.0)
    speed = _number(parameters, "speed", 1.0, 0.5, 2.0)
    liveliness = 1.0 - stability
    name = throat(line.voice, line.text, str(parameters.get("language") or ""))
    said: list[Utterance] = []
    for sentence in _sentences(line.text):
        sway = liveliness * pick(rng, -1, 1)
        haste = 1 + 0.14 * liveliness * pick(rng, -1, 1)
        said.append(
            Utterance(
                name,
                sentence,
                speed=round(_WORDS_A_MINUTE * line.voice.speed * speed * haste),
                pitch=round(min(99, max(0, line.voice.pitch + 16 * sway))),
                range=round(min(99, max(4, line.voice.range * (0.4 + 1.2 * liveliness)))),
                gap=0 if speed >= 1 else round(4 * (1 / speed - 1)),
                pause=0.16 / speed,
            )
        )
    if said:
        last = said[-1]
        said[-1] = Utterance(
            *(last.voice, last.text, last.speed, last.pitch, last.range, last.gap),
            pause=0.34 / speed,
        )
    return said


def _sentences(text: str) -> list[str]:
    parts: list[str] = []
    for part in _SENTENCE_END.split(text):
        if parts and _ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        elif part.strip():
            parts.append(part.strip())
    return parts


def _number(
    parameters: Mapping[str, Any], name: str, otherwise: float, low: float, high: float
) -> float:
    value = parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return otherwise
    return min(high, max(low, float(value)))
