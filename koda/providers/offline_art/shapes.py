"""Outlines in a figure's own units, y up: a short notation, and the forms that recur."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from koda.providers.offline_art.surface import Point, ribbon

Shape = Sequence[Point]


@cache
def outline(text: str, closed: bool = True, steps: int = 9) -> tuple[Point, ...]:
    """A smooth line through `x,y` places; `x,y!` is a corner. Written `"0,0! 1,.2 .5,1!"`."""
    words = text.split()
    places = [_place(word.rstrip("!")) for word in words]
    corners = frozenset(index for index, word in enumerate(words) if word.endswith("!"))
    return tuple(smooth_line(places, corners, closed, steps))


def smooth_line(
    places: Sequence[Point],
    corners: Collection[int] = (),
    closed: bool = False,
    steps: int = 9,
) -> list[Point]:
    """A smooth line through places (Hermite); those whose index is in `corners` stay sharp."""
    count = len(places)
    sharp = set(corners) if closed else {*corners, 0, count - 1}
    found: list[Point] = []
    for index in range(count if closed else count - 1):
        after = (index + 1) % count
        found.append(places[index])
        if index in sharp and after in sharp:
            continue
        start, end = np.array(places[index]), np.array(places[after])
        leave = _heading(places, sharp, index, end - start)
        arrive = _heading(places, sharp, after, end - start)
        t = (np.arange(1, steps) / steps)[:, None]
        rise = t * t * (3 - 2 * t)
        early, late = t * (1 - t) * (1 - t), t * t * (t - 1)
        curve = start + (end - start) * rise + leave * early + arrive * late
        found += [(float(x), float(y)) for x, y in curve]
    if not closed:
        found.append(places[-1])
    return found


def _place(word: str) -> Point:
    across, up = word.split(",")
    return float(across), float(up)


def _heading(
    places: Sequence[Point], sharp: set[int], index: int, chord: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    if index in sharp:
        return chord
    before, after = places[index - 1], places[(index + 1) % len(places)]
    along = np.array(after) - np.array(before)
    return along * (math.hypot(*chord) / max(1e-9, math.hypot(*along)))


@cache
def mirrored(text: str, steps: int = 9) -> tuple[Point, ...]:
    """A symmetric outline from its right half, written from top to bottom as in `outline`."""
    words = text.split()
    other: list[str] = []
    for word in reversed(words):
        across, up = word.split(",")
        if float(across) != 0:
            other.append(f"{-float(across)},{up}")
    return outline(" ".join(words + other), True, steps)


def flipped(shape: Shape) -> list[Point]:
    """The same to the other side."""
    return [(-x, y) for x, y in shape]


def moved(
    shape: Shape, x: float = 0, y: float = 0, size: float = 1, turn: float = 0
) -> list[Point]:
    """Scale, turn by degrees (anticlockwise) about the origin, then move."""
    cos, sin = math.cos(math.radians(turn)) * size, math.sin(math.radians(turn)) * size
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in shape]


def oval(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0) -> list[Point]:
    """An ellipse, or a circle."""
    ry = rx if ry is None else ry
    circle = [
        (math.cos(math.tau * index / 40) * rx, math.sin(math.tau * index / 40) * ry)
        for index in range(40)
    ]
    return moved(circle, x, y, 1, turn)


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> list[Point]:
    """A rectangle by its lower left corner, perhaps with round corners."""
    if radius <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    radius = min(radius, width / 2, height / 2)
    line: list[Point] = []
    for turn, cx, cy in (
        (0, x + width - radius, y + height - radius),
        (90, x + radius, y + height - radius),
        (180, x + radius, y + radius),
        (270, x + width - radius, y + radius),
    ):
        for step in range(9):
            angle = math.radians(turn + step * 11.25)
            line.append((cx + math.cos(angle) * radius, cy + math.sin(angle) * radius))
    return line


def arc(
    x: float, y: float, radius: float, start: float, end: float, steps: int = 24
) -> list[Point]:
    """Points on a circle from one angle to another, in degrees."""
    return [
        (
            x + math.cos(math.radians(start + (end - start) * step / steps)) * radius,
            y + math.sin(math.radians(start + (end - start) * step / steps)) * radius,
        )
        for step in range(steps + 1)
    ]


def arch(x: float, y: float, width: float, height: float) -> list[Point]:
    """A doorway with a round head, by its lower left corner; `height` to the crown."""
    radius = width / 2
    return [(x, y), (x + width, y), *arc(x + radius, y + height - radius, radius, 0, 180)]


def line(points: Sequence[Point], width: float, taper: bool = False) -> list[Point]:
    """The outline of a stroke along points."""
    return ribbon(points, width, taper)


def path(text: str, width: float, taper: bool = False) -> list[Point]:
    """The outline of a stroke along an open line in the notation of `outline`."""
    return ribbon(outline(text, closed=False), width, taper)


def leaf(x: float, y: float, length: float, width: float, turn: float, bend: float = 0) -> Shape:
    """A leaf from its stalk; at 0 degrees it points right; `bend` curls its tip."""
    form = outline("0,0! .18,.3 .42,.5 .7,.36 1,0! .7,-.36 .42,-.5 .18,-.3", True, 5)
    return moved([(a * length, b * width + bend * length * a * a) for a, b in form], x, y, 1, turn)


def star(x: float, y: float, points: int, outer: float, inner: float, turn: float = 90) -> Shape:
    """A star with this many points."""
    return [
        (
            x
            + math.cos(math.radians(turn + 180 * index / points)) * (inner if index % 2 else outer),
            y
            + math.sin(math.radians(turn + 180 * index / points)) * (inner if index % 2 else outer),
        )
        for index in range(points * 2)
    ]
