"""The outlines of named shapes and of paths, in a box from -1 to 1."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from koda.animation.engines.python.paths import follow
from koda.animation.engines.python.renderer.skia_library import Native, load

Points = npt.NDArray[np.float64]
"""Rows of x and y."""

SAMPLES = 180
"""Points of an outline that turns into another."""

OPEN = frozenset({"line", "check", "chevron", "wave"})
"""Shapes that are lines, with nothing to fill."""


def outline(
    name: str, points: int, seed: int, width: float, height: float, radius: float
) -> Native:
    """Give a named shape as Skia's path in a box of units around 0, 0."""
    skia = load()
    path = skia.Path()
    box = skia.Rect.MakeXYWH(-width / 2, -height / 2, width, height)
    if name == "rect":
        path.addRoundRect(box, min(radius, width / 2), min(radius, height / 2))
    elif name == "ellipse":
        path.addOval(box)
    elif name == "ring":
        path.addOval(box)
        inner = skia.Rect.MakeXYWH(-width * 0.36, -height * 0.36, width * 0.72, height * 0.72)
        path.addOval(inner, skia.PathDirection.kCCW)
    else:
        corners = _CORNERS[name](points, seed)
        corners = corners * np.array([width / 2, height / 2])
        path = _smooth(corners) if name in _SMOOTH else _straight(corners, name not in OPEN)
    return path


@lru_cache(maxsize=256)
def sampled(name: str, points: int, seed: int) -> Points:
    """Give a closed shape as `SAMPLES` points at even distances, from its top, clockwise."""
    skia = load()
    path = outline(name, points, seed, 2.0, 2.0, 0.0)
    measure = skia.PathMeasure(path, True)
    length = measure.getLength()
    found: list[tuple[float, float]] = []
    for place in range(SAMPLES):
        at = measure.getPosTan(length * place / SAMPLES)
        found.append((at[0].x(), at[0].y()))
    points_found = np.array(found)
    if _area(points_found) < 0:
        points_found = points_found[::-1]
    top = int(np.argmin(points_found[:, 1] + np.abs(points_found[:, 0]) * 0.01))
    return np.roll(points_found, -top, axis=0)


def closed(points: Points) -> Native:
    """Give a path through points."""
    return _straight(points, is_closed=True)


@lru_cache(maxsize=128)
def path_of(text: str) -> Native:
    """Read a path as SVG's `d`, moved and scaled into a box from -1 to 1; raises `BadPath`."""
    skia = load()
    path = skia.Path()
    follow(text, _Drawn(path))
    box = path.computeTightBounds()
    wide, tall = max(box.width(), 1e-6), max(box.height(), 1e-6)
    fit = skia.Matrix()
    fit.setScale(2 / wide, 2 / tall)
    fit.preTranslate(-box.centerX(), -box.centerY())
    path.transform(fit)
    return path


class _Drawn:
    """Draws along a path with Skia."""

    def __init__(self, path: Native) -> None:
        self._path = path

    def move(self, x: float, y: float) -> None:
        self._path.moveTo(x, y)

    def line(self, x: float, y: float) -> None:
        self._path.lineTo(x, y)

    def quad(self, at: list[float]) -> None:
        self._path.quadTo(*at)

    def cubic(self, at: list[float]) -> None:
        self._path.cubicTo(*at)

    def arc(self, at: list[float]) -> None:
        skia = load()
        size = skia.Path.ArcSize.kLarge_ArcSize if at[3] else skia.Path.ArcSize.kSmall_ArcSize
        way = skia.PathDirection.kCW if at[4] else skia.PathDirection.kCCW
        self._path.arcTo(abs(at[0]), abs(at[1]), at[2], size, way, at[5], at[6])

    def close(self) -> None:
        self._path.close()


def _straight(corners: Points, is_closed: bool) -> Native:
    skia = load()
    path = skia.Path()
    path.addPoly([skia.Point(float(x), float(y)) for x, y in corners], is_closed)
    return path


def _smooth(corners: Points) -> Native:
    """Give a closed curve through points (Catmull-Rom as Bezier curves)."""
    path = load().Path()
    path.moveTo(*map(float, corners[0]))
    count = len(corners)
    for place in range(count):
        before, here = corners[place - 1], corners[place]
        after, beyond = corners[(place + 1) % count], corners[(place + 2) % count]
        one, other = here + (after - before) / 6, after - (beyond - here) / 6
        path.cubicTo(*map(float, (*one, *other, *after)))
    path.close()
    return path


def _area(points: Points) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _polar(radii: list[float], turn: float = -90.0) -> Points:
    angles = np.radians(turn + np.arange(len(radii)) * 360 / len(radii))
    return np.stack([np.cos(angles) * radii, np.sin(angles) * radii], axis=1)


def _blob(points: int, seed: int) -> Points:
    chance = random.Random(seed)  # noqa: S311  the same for the same document
    return _polar([0.72 + 0.28 * chance.random() for _ in range(max(points, 5))])


def _heart(_points: int, _seed: int) -> Points:
    t = np.linspace(0, 2 * math.pi, 60, endpoint=False)
    x = 16 * np.sin(t) ** 3
    y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
    return np.stack([x / 16, (y - 2.5) / 14.5], axis=1)


def _drop(_points: int, _seed: int) -> Points:
    t = np.linspace(0, 2 * math.pi, 60, endpoint=False)
    return np.stack([np.sin(t) * np.sin(t / 2) ** 2 * 1.3, -np.cos(t)], axis=1)


def _fixed(*corners: tuple[float, float]) -> Callable[[int, int], Points]:
    return lambda _points, _seed: np.array(corners)


def _wave(_points: int, _seed: int) -> Points:
    x = np.linspace(-1, 1, 80)
    return np.stack([x, np.sin(x * math.pi * 2)], axis=1)


_CORNERS: dict[str, Callable[[int, int], Points]] = {
    "polygon": lambda points, _: _polar([1.0] * points),
    "star": lambda points, _: _polar([1.0, 0.45] * points),
    "blob": _blob,
    "heart": _heart,
    "drop": _drop,
    "wave": _wave,
    "line": _fixed((-1, 0), (1, 0)),
    "check": _fixed((-0.9, 0.05), (-0.3, 0.65), (0.9, -0.65)),
    "chevron": _fixed((-0.5, -1), (0.5, 0), (-0.5, 1)),
    "arrow": _fixed(
        (-1, -0.28), (0.15, -0.28), (0.15, -0.85), (1, 0), (0.15, 0.85), (0.15, 0.28), (-1, 0.28)
    ),
    "cross": _fixed(
        *((-0.3, -1), (0.3, -1), (0.3, -0.3), (1, -0.3), (1, 0.3), (0.3, 0.3)),
        *((0.3, 1), (-0.3, 1), (-0.3, 0.3), (-1, 0.3), (-1, -0.3), (-0.3, -0.3)),
    ),
    "bolt": _fixed((0.2, -1), (-0.7, 0.15), (-0.05, 0.15), (-0.2, 1), (0.7, -0.2), (0.05, -0.2)),
}
_SMOOTH = frozenset({"blob", "heart", "drop"})
