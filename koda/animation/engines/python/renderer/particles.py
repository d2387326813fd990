"""Draws particles: where each one is follows from its number, the seed and the time alone."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import cast

import numpy as np
import numpy.typing as npt

from koda.animation.engines.python.layers import Particles
from koda.animation.engines.python.renderer.layout import set_words
from koda.animation.engines.python.renderer.moment import Moment, State
from koda.animation.engines.python.renderer.paints import argb
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba, color_at, number_at
from koda.animation.plan import FontName

Numbers = npt.NDArray[np.float64]

_SHADES = 6
"""Steps of size and opacity: those of a step are drawn at once."""


def particles_state(layer: Particles, moment: Moment) -> State:
    """Give all that the particles' picture depends on."""
    at = moment.seconds
    colors = tuple(color_at(color, at, moment.look.palette) for color in layer.colors)
    moves = layer.speed > 0
    since = at - layer.from_ if moves else 0.0
    return colors, since, number_at(layer.form, at), moment.look.family(layer.font)


def draw_particles(canvas: Native, layer: Particles, state: State) -> None:
    """Draw particles around 0, 0 in units."""
    colors = cast("tuple[Rgba, ...]", state[0])
    seconds = cast("float", state[1])
    if layer.kind == "burst":
        _burst(canvas, layer, colors, seconds)
    elif layer.kind == "warp":
        _warp(canvas, layer, colors, seconds)
    elif layer.kind == "network":
        _network(canvas, layer, colors, seconds)
    elif layer.kind == "gather" and layer.text.strip():
        _gather(canvas, layer, colors, state)
    else:
        _drift(canvas, layer, colors, seconds)


@lru_cache(maxsize=64)
def _chances(count: int, seed: int) -> Numbers:
    """Give eight even chances for each particle, 0 to 1."""
    return np.random.default_rng(seed).random((count, 8))


def _drifting(layer: Particles, seconds: float) -> tuple[Numbers, Numbers, Numbers]:
    chance = _chances(layer.count, layer.seed)
    fast = (18 + 46 * chance[:, 2]) * layer.speed
    x = chance[:, 0] * layer.width + 26 * np.sin(seconds * (0.3 + chance[:, 4]) + chance[:, 5] * 7)
    y = chance[:, 1] * layer.height - fast * seconds
    x = np.mod(x, layer.width) - layer.width / 2
    y = np.mod(y, layer.height) - layer.height / 2
    # Soft at the upper and lower edge, where they leave and come.
    edge = np.clip((layer.height / 2 - np.abs(y)) / (0.12 * layer.height + 1), 0, 1)
    return x, y, edge


def _drift(canvas: Native, layer: Particles, colors: tuple[Rgba, ...], seconds: float) -> None:
    chance = _chances(layer.count, layer.seed)
    x, y, edge = _drifting(layer, seconds)
    twinkle = 0.75 + 0.25 * np.sin(seconds * (1 + 2 * chance[:, 6]) + 6.28 * chance[:, 7])
    size = layer.size * (0.25 + 0.75 * chance[:, 3] ** 2.2)
    _dots(canvas, x, y, size, edge * twinkle * (0.35 + 0.65 * chance[:, 3]), colors, chance[:, 6])


def _burst(canvas: Native, layer: Particles, colors: tuple[Rgba, ...], seconds: float) -> None:
    skia = load()
    chance = _chances(layer.count, layer.seed)
    t = np.maximum(seconds * layer.speed - chance[:, 7] * 0.12, 0)
    angle = -math.pi / 2 + (chance[:, 0] - 0.5) * math.pi * 1.5
    fast = (0.35 + 0.65 * chance[:, 1]) * max(layer.width, layer.height) * 0.95
    slowed = (1 - np.exp(-2.2 * t)) / 2.2
    x = np.cos(angle) * fast * slowed + 14 * np.sin(t * 5 + chance[:, 5] * 6)
    y = np.sin(angle) * fast * slowed + 210 * t**1.7
    turn = (chance[:, 3] - 0.5) * 14 * t + chance[:, 4] * 6.28
    flip = np.abs(np.cos(t * (3 + 5 * chance[:, 6]))) * 0.85 + 0.15
    seen = np.clip(3.4 - t, 0, 1) * (t > 0)
    wide = layer.size * (0.6 + 0.8 * chance[:, 2]) / 2
    tall = wide * 0.62 * flip
    cos, sin = np.cos(turn), np.sin(turn)
    corners = [
        (x + a * wide * cos - b * tall * sin, y + a * wide * sin + b * tall * cos)
        for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    path_of: dict[int, Native] = {}
    for one in range(layer.count):
        if seen[one] <= 0:
            continue
        shade = colors[one % len(colors)]
        step = math.ceil(float(seen[one]) * _SHADES) / _SHADES
        path = path_of.setdefault(argb((*shade[:3], shade[3] * step)), skia.Path())
        path.addPoly([skia.Point(float(cx[one]), float(cy[one])) for cx, cy in corners], True)
    for color, path in path_of.items():
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=color))


def _warp(canvas: Native, layer: Particles, colors: tuple[Rgba, ...], seconds: float) -> None:
    skia = load()
    chance = _chances(layer.count, layer.seed)
    far = 1 - np.mod(chance[:, 2] + seconds * 0.22 * layer.speed, 1.0)
    reach = np.hypot(layer.width, layer.height) * 0.09
    angle = chance[:, 0] * math.tau
    around = (0.25 + 0.75 * np.sqrt(chance[:, 1])) * reach
    near = 1 / (far + 0.06)
    before = 1 / (far + 0.06 + 0.05 * layer.speed * (1 - far) + 0.012)
    x, y = np.cos(angle) * around, np.sin(angle) * around
    light = np.clip((1 - far) * 1.3, 0, 1)
    wide = np.clip(layer.size * (1 - far) ** 1.5, 0.6, None)
    steps = np.clip((light * _SHADES).astype(int), 0, _SHADES - 1)
    for step in range(_SHADES):
        for place, color in enumerate(colors):
            chosen = np.flatnonzero(
                (steps == step) & (np.arange(layer.count) % len(colors) == place)
            )
            if not len(chosen):
                continue
            pen = skia.Paint(
                AntiAlias=True,
                Color=argb((*color[:3], color[3] * (step + 1) / _SHADES)),
                Style=skia.Paint.kStroke_Style,
                StrokeCap=skia.Paint.kRound_Cap,
                StrokeWidth=float(np.mean(wide[chosen])),
            )
            points: list[Native] = []
            for one in chosen:
                points.append(skia.Point(float(x[one] * near[one]), float(y[one] * near[one])))
                points.append(skia.Point(float(x[one] * before[one]), float(y[one] * before[one])))
            canvas.drawPoints(skia.Canvas.kLines_PointMode, points, pen)


def _network(canvas: Native, layer: Particles, colors: tuple[Rgba, ...], seconds: float) -> None:
    skia = load()
    count = min(layer.count, 220)
    chance = _chances(count, layer.seed)
    turn = seconds * layer.speed * (0.25 + 0.5 * chance[:, 2])
    x = (chance[:, 0] - 0.5) * layer.width + 60 * np.sin(turn + chance[:, 4] * 6.28)
    y = (chance[:, 1] - 0.5) * layer.height + 60 * np.cos(turn * 0.9 + chance[:, 5] * 6.28)
    reach = 1.75 * math.sqrt(layer.width * layer.height / count)
    near = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    first, second = np.nonzero(np.triu(near < reach, 1))
    light = 1 - near[first, second] / reach
    for step in range(_SHADES):
        chosen = np.flatnonzero(np.clip((light * _SHADES).astype(int), 0, _SHADES - 1) == step)
        points = [
            skia.Point(float(x[one]), float(y[one]))
            for pair in chosen
            for one in (first[pair], second[pair])
        ]
        color = colors[-1]
        pen = skia.Paint(
            AntiAlias=True,
            StrokeWidth=1.6,
            Style=skia.Paint.kStroke_Style,
            Color=argb((*color[:3], color[3] * 0.6 * (step + 0.5) / _SHADES)),
        )
        if points:
            canvas.drawPoints(skia.Canvas.kLines_PointMode, points, pen)
    _dots(
        canvas, x, y, layer.size * (0.5 + 0.5 * chance[:, 3]), np.ones(count), colors, chance[:, 6]
    )


def _gather(canvas: Native, layer: Particles, colors: tuple[Rgba, ...], state: State) -> None:
    seconds, form = cast("float", state[1]), cast("float", state[2])
    chance = _chances(layer.count, layer.seed)
    goal = _goals(
        layer.text, cast("FontName", state[3]), layer.width, layer.height, layer.count, layer.seed
    )
    free_x = (chance[:, 0] - 0.5) * layer.width * 1.5
    free_y = (chance[:, 1] - 0.5) * layer.height * 2.2
    late = np.clip(form * 1.6 - 0.6 * chance[:, 2], 0, 1)
    share = np.where(late < 0.5, 4 * late**3, 1 - (2 - 2 * late) ** 3 / 2)
    swirl = (1 - share) * (1.4 * layer.speed * seconds * (0.3 + chance[:, 4]) + chance[:, 5] * 6.28)
    wander = 70 * (1 - share) + 1.6
    x = free_x + (goal[:, 0] - free_x) * share + np.cos(swirl + seconds * chance[:, 6]) * wander
    y = free_y + (goal[:, 1] - free_y) * share + np.sin(swirl + seconds * chance[:, 7]) * wander
    size = layer.size * (0.55 + 0.45 * chance[:, 3])
    _dots(canvas, x, y, size, 0.45 + 0.55 * share, colors, chance[:, 6])


@lru_cache(maxsize=16)
def _goals(
    text: str, family: FontName, width: float, height: float, count: int, seed: int
) -> Numbers:
    """Give even places within the letters of a text."""
    skia = load()
    from koda.animation.engines.python.renderer.texts import draw_plain  # noqa: PLC0415

    setting = set_words(
        text, family, 800, size=height, width=width, height=height, line_height=1.05, tracking=0
    )
    surface = skia.Surface.MakeRasterN32Premul(max(int(width), 8), max(int(height), 8))
    canvas = surface.getCanvas()
    canvas.translate(width / 2, height / 2)
    draw_plain(canvas, setting, family, 800, 1.05)
    covered = np.argwhere(surface.toarray()[:, :, 3] > 128)
    if not len(covered):
        return np.zeros((count, 2))
    # One particle from each of `count` equal stretches: even, and the same for the same seed.
    places = (np.arange(count) + _chances(count, seed)[:, 3]) / count * len(covered)
    order = np.lexsort((covered[:, 0], covered[:, 1]))
    chosen = covered[order[np.minimum(places.astype(int), len(covered) - 1)]]
    goals = np.stack([chosen[:, 1] - width / 2, chosen[:, 0] - height / 2], axis=1)
    return goals.astype(np.float64)


def _dots(
    canvas: Native,
    x: Numbers,
    y: Numbers,
    size: Numbers,
    light: Numbers,
    colors: tuple[Rgba, ...],
    choice: Numbers,
) -> None:
    """Draw round dots, those of like size, light and colour at once."""
    skia = load()
    largest = float(np.max(size)) if len(size) else 1.0
    sizes = np.clip((size / largest * _SHADES).astype(int), 0, _SHADES - 1)
    lights = np.clip((light * _SHADES).astype(int), 0, _SHADES - 1)
    kinds = np.minimum((choice * len(colors)).astype(int), len(colors) - 1)
    groups: dict[tuple[int, int, int], list[Native]] = {}
    keys = zip(sizes.tolist(), lights.tolist(), kinds.tolist(), strict=True)
    for key, at_x, at_y in zip(keys, x.tolist(), y.tolist(), strict=True):
        groups.setdefault(key, []).append(skia.Point(at_x, at_y))
    for (wide, shade, kind), points in sorted(groups.items(), key=lambda item: item[0]):
        color = colors[kind]
        pen = skia.Paint(
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeCap=skia.Paint.kRound_Cap,
            StrokeWidth=largest * (wide + 1) / _SHADES,
            Color=argb((*color[:3], color[3] * (shade + 1) / _SHADES)),
        )
        canvas.drawPoints(skia.Canvas.kPoints_PointMode, points, pen)
