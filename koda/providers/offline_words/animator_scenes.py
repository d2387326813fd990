"""Makes scenes of an animation from the words, the media and the wished techniques."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from pydantic import JsonValue

_FEWEST, _MOST = 3, 7
_LONGEST_LINE = 34
_MOST_LINES = 3
_SENTENCES = re.compile(r"(?<=[.!?;:…])\s+|\n+|,\s+(?:then|and then|finally|after that)\s+")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{2,80})[\"“”„«»]")
_NAMED = re.compile(r"\b(?:for|about|of|called|named)\s+((?:[A-ZÄÖÜ0-9][\w'’&.-]*\s?){1,4})")
_ASKING = re.compile(
    r"^(?:please\s+)?(?:make|create|animate|show|build|design|produce|do|i want|we want|give me)\b"
    r"(?:\s+(?:me|us))?(?:\s+an?|\s+the)?\s*",
    re.IGNORECASE,
)
_WORDS: Sequence[tuple[str, str]] = (
    (r"\d+\s?%|percent|chart|graph|data|statistic|growth|revenue|numbers?\b", "data-visualization"),
    (r"glitch|distort|error|hack|noise|cyber", "glitch-distortion"),
    (r"particle|spark|snow|star|confetti|dust|rain|galax|space|firework", "particle-systems"),
    (r"\b3d\b|cube|sphere|globe|rotate|spin|orbit", "3d-scenes"),
    (r"morph|transform|become|turn into|shape", "morph-transitions"),
    (r"parallax|depth|layer|landscape|mountain|scroll", "parallax-scrolling"),
    (r"zoom|camera|fly|pan\b|dolly|travel", "camera-movements"),
    (r"logo|brand", "logo-reveals"),
    (r"collage|split|overlay|grid|compos", "compositing"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene as a plan's answer has it."""

    title: str
    seconds: float
    description: str
    notes: str
    text: tuple[str, ...]
    technique: str
    media: tuple[str, ...] = ()


def scene_rows(scenes: Sequence[Scene]) -> list[dict[str, JsonValue]]:
    """Write scenes as JSON, numbered."""
    return [
        {**asdict(one), "number": number, "text": list(one.text), "media": list(one.media)}
        for number, one in enumerate(scenes, 1)
    ]


def planned(facts: Mapping[str, JsonValue]) -> tuple[str, list[Scene]]:
    """Give a title and scenes: an opening, what there is to tell and to show, a close."""
    prompt = " ".join(str(facts.get("prompt") or "").split())
    title = _title(prompt)
    media = _media(facts)
    seconds = float(cast("float", facts.get("seconds") or 5))
    pictures = [name for name, role in media if role != "logo"]
    logos = [name for name, role in media if role == "logo"]
    told = _told(prompt, title)
    count = _count(seconds, len(told), len(pictures))
    wished = [str(one) for one in cast("list[JsonValue]", facts.get("techniques") or [])]
    scenes = [_opening(title, wished, logos if not told else [])]
    for place in range(count - 2):
        line = told[place] if place < len(told) else ""
        shown = tuple(pictures[place :: count - 2])
        scenes.append(_middle(place, line, shown, wished))
    scenes.append(_closing(title, told, logos, wished, len(scenes)))
    return title, scenes


def _count(seconds: float, told: int, pictures: int) -> int:
    """Give the number of scenes that the time has room for, and the words something for."""
    room = 3 if seconds <= 5 else 4 if seconds <= 8 else 5 if seconds <= 13 else 6
    room = _MOST if seconds > 20 else room
    return max(_FEWEST, min(room, max(told, pictures) + 2))


def _opening(title: str, wished: Sequence[str], logos: Sequence[str]) -> Scene:
    technique = wished[0] if wished else "logo-reveals" if logos else "kinetic-typography"
    return Scene(
        "Opening", 1.2, f"The words “{title}” come in and settle.", "Sets the tone.",
        lines_of(title), technique, tuple(logos),
    )  # fmt: skip


def _middle(place: int, line: str, shown: tuple[str, ...], wished: Sequence[str]) -> Scene:
    technique = _technique(line, shown, wished, place + 1)
    files = ", ".join(shown)
    seen = f"{files} in full view" if shown else "Shapes in the colours of the plan"
    description = f"{seen}, with the words “{line}”." if line else f"{seen}, moving slowly."
    title = " ".join(line.split()[:5]).rstrip(".,;:") or (f"Picture {place + 1}")
    return Scene(title, 1.5, description, "", lines_of(line), technique, shown)


def _closing(
    title: str, told: Sequence[str], logos: Sequence[str], wished: Sequence[str], place: int
) -> Scene:
    technique = wished[place % len(wished)] if wished else "logo-reveals"
    last = next((one for one in reversed(told) if len(one) <= _LONGEST_LINE), "")
    text = (title, last) if last and last != title and len(told) > place else (title,)
    return Scene(
        "Close", 1.3, f"Everything comes to rest on “{title}” and holds.", "Time to read.",
        text, technique, tuple(logos),
    )  # fmt: skip


def _technique(line: str, shown: Sequence[str], wished: Sequence[str], place: int) -> str:
    if wished:
        return wished[place % len(wished)]
    for words, technique in _WORDS:
        if re.search(words, line, re.IGNORECASE):
            return technique
    if shown:
        return ("camera-movements", "parallax-scrolling", "compositing")[(place - 1) % 3]
    return ("kinetic-typography", "morph-transitions", "particle-systems")[(place - 1) % 3]


def _title(prompt: str) -> str:
    quoted = _QUOTED.search(prompt)
    if quoted:
        return quoted[1].strip()[:60]
    named = _NAMED.search(prompt)
    if named:
        return named[1].strip().rstrip(".,")[:60]
    first = _SENTENCES.split(prompt)[0]
    words = _ASKING.sub("", first).split()[:5]
    return (" ".join(words).rstrip(".,;:!?") or "Untitled")[:60]


def _told(prompt: str, title: str) -> list[str]:
    """Give what is to be told, a line each: the quoted words, else the sentences."""
    quoted = [one.strip() for one in _QUOTED.findall(prompt) if one.strip() != title]
    if quoted:
        return quoted[: _MOST - 2]
    sentences = [_ASKING.sub("", one).strip().rstrip(".;:") for one in _SENTENCES.split(prompt)]
    told = [one for one in sentences if len(one) > 2 and title not in one]
    return [one[:1].upper() + one[1:] for one in told][: _MOST - 2]


def _media(facts: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    rows = cast("list[Mapping[str, JsonValue]]", facts.get("media") or [])
    return [(str(one["name"]), str(one.get("role", "media"))) for one in rows]


def lines_of(words: str) -> tuple[str, ...]:
    """Break words into at most three lines that can be read at a glance."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < _LONGEST_LINE:
            lines[-1] += f" {word}"
        elif len(lines) < _MOST_LINES:
            lines.append(word[:200])
        else:
            lines[-1] = f"{lines[-1].rstrip('…,.;')}…"
            break
    return tuple(lines)
