"""The form of a piece: which bars are intro, verse, refrain and end, and what plays in them."""

from __future__ import annotations

from dataclasses import dataclass

_GROUP = 4
_ORDER = ("a", "a", "b", "a", "b", "b", "c", "a")


@dataclass(frozen=True, slots=True)
class Section:
    """Some bars that belong together: `kind` is intro, a, b, c or outro; `start` counts bars."""

    kind: str
    start: int
    bars: int
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """A piece in time: bars of `bar` seconds, then the last chord dies away for `tail` seconds."""

    sections: tuple[Section, ...]
    bars: int
    bar: float
    tail: float


def form_of(seconds: float, tempo: float, beats: int) -> Form:
    """Divide a time into whole bars near a tempo, and these into sections."""
    tail = min(3.2, 0.2 * seconds)
    wanted = 60 / tempo * beats
    bars = max(1, round((seconds - tail) / wanted))
    return Form(_sections(bars), bars, (seconds - tail) / bars, tail)


def _sections(bars: int) -> tuple[Section, ...]:
    everything = frozenset({"chords", "bass", "drums", "lead"})
    if bars < 2 * _GROUP:
        return (Section("a", 0, bars, everything),)
    # A short piece comes to the point sooner.
    intro = _GROUP if bars >= 4 * _GROUP else _GROUP // 2
    starts = [0, *range(intro, bars - _GROUP + 1, _GROUP)]
    kinds = ["a"] * len(starts)
    between = len(starts) - (1 if len(starts) == 2 else 2)
    kinds[0] = "intro"
    for place in range(between):
        kinds[1 + place] = _ORDER[place % len(_ORDER)]
    if len(starts) > 2:
        kinds[-1] = "outro"
    sections: list[Section] = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else bars
        sections.append(Section(kinds[place], start, end - start, _parts(kinds[place])))
    return tuple(sections)


def _parts(kind: str) -> frozenset[str]:
    plays = {
        "intro": ("chords", "light"),
        "a": ("chords", "bass", "drums", "lead"),
        "b": ("chords", "bass", "drums", "lead", "double"),
        "c": ("chords", "bass", "light", "lead"),
        "outro": ("chords", "bass", "light", "lead"),
    }
    return frozenset(plays[kind])
