"""Reads plain wishes about an animation's plan by rules, and says which it could not read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from pydantic import JsonValue

from koda.providers.offline_words.animator_scenes import Scene, lines_of

_CASE = re.IGNORECASE
_SHORTEST, _LONGEST = 3.0, 30.0
_FEWEST = 3
_SCENE = re.compile(r"\bscene\s*#?\s*(\d)\b", _CASE)
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{1,200})[\"“”„«»]")
_SECONDS = re.compile(r"\b(\d{1,2}(?:[.,]\d)?)\s*(?:s|sec|secs|seconds?)\b", _CASE)
_PARTS = re.compile(
    r"(?<=[.!?;])\s+|\n+|,\s*(?:and\s+)?(?=(?:make|set|use|change|remove|scene|the|a)\b)"
    r"|\s+and\s+(?=(?:make|set|use|change|remove|the|a)\b)",
    _CASE,
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_COLORS: Mapping[str, str] = {
    "black": "#000000", "white": "#FFFFFF", "red": "#DC2626", "green": "#16A34A",
    "blue": "#2563EB", "navy": "#172554", "yellow": "#FACC15", "orange": "#F97316",
    "purple": "#7C3AED", "violet": "#7C3AED", "pink": "#EC4899", "teal": "#0D9488",
    "cyan": "#06B6D4", "turquoise": "#14B8A6", "gold": "#D4A017", "grey": "#6B7280",
    "gray": "#6B7280", "brown": "#78350F", "beige": "#F5F0E1", "cream": "#FFF8E7",
    "lime": "#84CC16", "magenta": "#D946EF",
}  # fmt: skip


@dataclass(slots=True)
class Changed:
    """A plan with wishes applied.

    Attributes:
        design: Only what is different: `style`, `theme`, `background`, `accent`, ….
        seconds: The new length; none: as before.
        done, missed: What was understood, in words, and the wishes that were not.
    """

    title: str
    scenes: list[Scene]
    length: float
    seconds: float | None = None
    design: dict[str, str] = field(default_factory=dict[str, str])
    done: list[str] = field(default_factory=list[str])
    missed: list[str] = field(default_factory=list[str])

    @property
    def is_changed(self) -> bool:
        """Whether anything is different."""
        return bool(self.done)

    @property
    def reply(self) -> str:
        """Say what was done, and what was not."""
        said = [f"Done by rules: {'; '.join(self.done)}."] if self.done else []
        if self.missed:
            said.append(f"Not understood: {'; '.join(f'“{one}”' for one in self.missed)}.")
        return " ".join(said)


def changed(plan: Mapping[str, JsonValue], facts: Mapping[str, JsonValue]) -> Changed:
    """Apply what can be understood of `wish` to a plan."""
    found = Changed(str(plan.get("title", "")), _scenes(plan), float(_number(plan, "seconds")))
    catalog = cast("Mapping[str, Sequence[str]]", facts.get("catalog") or {})
    wish = str(facts.get("wish") or "")[:2_000]
    only = {int(str(one)) for one in cast("list[JsonValue]", facts.get("only") or [])}
    for part in (one.strip() for one in _PARTS.split(wish)):
        if part and not _understood(part, found, catalog, only):
            found.missed.append(part[:160])
    return found


def _understood(
    part: str, found: Changed, catalog: Mapping[str, Sequence[str]], only: set[int]
) -> bool:
    """Apply one wish; tells whether any rule knew it."""
    named = [int(one) for one in _SCENE.findall(part)] or sorted(only)
    named = [one for one in named if 1 <= one <= len(found.scenes)]
    before = len(found.done)
    bare = _QUOTED.sub("", part)
    _removed(bare, found, named)
    _swapped(bare, found, named)
    _worded(part, found, named)
    _timed(bare, found, named)
    _colored(bare, found)
    _looking(bare, found, catalog, named)
    return len(found.done) > before


def _removed(part: str, found: Changed, named: Sequence[int]) -> None:
    if not re.search(r"\b(remove|delete|drop|without|leave out)\b", part, _CASE) or not named:
        return
    if len(found.scenes) - len(set(named)) < _FEWEST:
        return
    found.scenes = [one for at, one in enumerate(found.scenes, 1) if at not in named]
    found.done.append(f"scene {', '.join(map(str, named))} removed")


def _swapped(part: str, found: Changed, named: Sequence[int]) -> None:
    if not re.search(r"\b(swap|switch|exchange)\b", part, _CASE) or len(named) != 2:
        return
    one, other = named[0] - 1, named[1] - 1
    found.scenes[one], found.scenes[other] = found.scenes[other], found.scenes[one]
    found.done.append(f"scenes {named[0]} and {named[1]} swapped")


def _worded(part: str, found: Changed, named: Sequence[int]) -> None:
    quoted = _QUOTED.search(part)
    if quoted is None:
        return
    words = quoted[1].strip()
    if named:
        for one in named:
            scene = found.scenes[one - 1]
            found.scenes[one - 1] = replace(scene, text=lines_of(words))
        found.done.append(f"scene {', '.join(map(str, named))} says “{words}”")
    elif re.search(r"\btitle|headline|name\b", part, _CASE):
        old, found.title = found.title, words[:120]
        found.scenes = [
            replace(one, text=tuple(words if line == old else line for line in one.text))
            for one in found.scenes
        ]
        found.scenes[0] = replace(found.scenes[0], text=lines_of(words))
        found.done.append(f"the title is “{words}”")


def _timed(part: str, found: Changed, named: Sequence[int]) -> None:
    said = _SECONDS.search(part)
    factor = _factor(part)
    if said is None and factor is None:
        return
    if named:
        for one in named:
            scene = found.scenes[one - 1]
            wanted = float(said[1].replace(",", ".")) if said else scene.seconds * (factor or 1)
            wanted = min(max(wanted, 0.5), 30.0)
            found.scenes[one - 1] = replace(scene, seconds=wanted)
        found.done.append(f"scene {', '.join(map(str, named))} has another length")
        return
    wanted = float(said[1].replace(",", ".")) if said else found.length * (factor or 1)
    seconds = round(min(max(wanted, _SHORTEST), _LONGEST), 1)
    if seconds != found.length:
        found.seconds = found.length = seconds
        found.done.append(f"the film lasts {seconds:g} seconds, and moves at that pace")


def _factor(part: str) -> float | None:
    if re.search(r"\b(slower|calmer|slow down|slow it)\b", part, _CASE):
        return 1.25
    if re.search(r"\b(faster|quicker|snappier|speed up|speed it up)\b", part, _CASE):
        return 0.8
    if re.search(r"\b(shorter|shorten)\b", part, _CASE):
        return 0.75
    return 4 / 3 if re.search(r"\b(longer|lengthen|extend)\b", part, _CASE) else None


def _colored(part: str, found: Changed) -> None:
    named = [*_HEX.findall(part)] or [
        _COLORS[one] for one in re.findall(r"[a-z]+", part.lower()) if one in _COLORS
    ]
    if not named:
        return
    role = "accent"
    if re.search(r"\b(background|backdrop|ground)\b", part, _CASE):
        role = "background"
    elif re.search(r"\b(text|letters|words|foreground|type)\b", part, _CASE):
        role = "foreground"
    found.design[role] = named[0].upper()
    found.done.append(f"the {role} is {named[0].upper()}")


def _looking(
    part: str, found: Changed, catalog: Mapping[str, Sequence[str]], named: Sequence[int]
) -> None:
    """Take another style, theme, font or technique that is called by its name."""
    plain = part.lower().replace("-", " ")
    for technique in catalog.get("techniques", ()):
        words = technique.replace("-", " ")
        if words in plain or words.removesuffix("s") in plain:
            _made_by(found, technique, named)
            break
    for name, list_ in (("style", "styles"), ("theme", "themes")):
        for one in catalog.get(list_, ()):
            if name in plain and re.search(rf"\b{re.escape(one)}\b", plain):
                found.design[name] = one
                found.done.append(f"the {name} is {one}")
    for font in catalog.get("fonts", ()):
        if font.lower() in plain:
            where = "body_font" if "body" in plain else "display_font"
            found.design[where] = font
            found.done.append(f"the {where.replace('_', ' ')} is {font}")


def _made_by(found: Changed, technique: str, named: Sequence[int]) -> None:
    chosen = named or range(1, len(found.scenes) + 1)
    for one in chosen:
        found.scenes[one - 1] = replace(found.scenes[one - 1], technique=technique)
    which = f"scene {', '.join(map(str, named))}" if named else "every scene"
    found.done.append(f"{which} is made by {technique}")


def _scenes(plan: Mapping[str, JsonValue]) -> list[Scene]:
    rows = cast("list[Mapping[str, JsonValue]]", plan.get("scenes") or [])
    return [
        Scene(
            str(one.get("title", "")),
            float(_number(one, "seconds")),
            str(one.get("description", "")),
            str(one.get("notes", "")),
            tuple(str(line) for line in cast("list[JsonValue]", one.get("text") or [])),
            str(one.get("technique", "")),
            tuple(str(name) for name in cast("list[JsonValue]", one.get("media") or [])),
        )
        for one in rows
    ]


def _number(row: Mapping[str, JsonValue], name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, int | float) else 1.0
