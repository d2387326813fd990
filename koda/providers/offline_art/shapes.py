"""Outlines in a figure's own units, y up: a short notation, and the forms that recur."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from koda.providers.offline_art.surface import Point, ribbon

Shape = Sequence[Point]


@cache
def outline(text: str, closed: bool = True, steps: int = 9) -> tuple[Point, ...]:
    """A smooth line through `x,y` places; `x,y!` is a corner. Written `"0,0! 1,.2 .5,1!"`."""
    words = text.split()
    places = [_place(word.rstrip("!")) for word in words]
    corners = [word.endswith("!") for word in words]
    if not closed:
        corners[0] = corners[-1] = True
    count = len(places)
    line: list[Point] = []
    for index in range(count if closed else count - 1):
        after = (index + 1) % count
        line.append(places[index])
        if corners[index] and corners[after]:
            continue
        start, end = np.array(places[index]), np.array(places[after])
        leave = _heading(places, corners, index, end - start)
        arrive = _heading(places, corners, after, end - start)
        for step in range(1, steps):
            t = step / steps
            at = (
                (2 * t**3 - 3 * t**2 + 1) * start
                + (t**3 - 2 * t**2 + t) * leave
                + (3 * t**2 - 2 * t**3) * end
                + (t**3 - t**2) * arrive
            )
            line.append((float(at[0]), float(at[1])))
    if not closed:
        line.append(places[-1])
    return tuple(line)


def _place(word: str) -> Point:
    across, up = word.split(",")
    return float(across), float(up)


def _heading(places: list[Point], corners: list[bool], index: int, chord: np.ndarray) -> np.ndarray:
    if corners[index]:
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
    half = [
        (0.0, 0.0), (0.18, 0.3), (0.42, 0.5), (0.7, 0.36), (1.0, 0.0),
        (0.7, -0.36), (0.42, -0.5), (0.18, -0.3),
    ]  # fmt: skip
    text = " ".join(
        f"{a * length:.4f},{b * width + bend * length * a * a:.4f}{'!' if b == 0 else ''}"
        for a, b in half
    )
    return moved(outline(text, True, 5), x, y, 1, turn)


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
