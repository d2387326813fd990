"""Towns: a skyline over water, a street between walls of light, houses on a hill."""

from __future__ import annotations

import math

from koda.providers.offline_art.families import terrain
from koda.providers.offline_art.families.sky import paint_mist, paint_sky, paint_weather
from koda.providers.offline_art.families.street import paint_street
from koda.providers.offline_art.noise import Stream, branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, arc, box

_LAMPS = tuple(parse(word) for word in ("ffd27a", "ffb765", "ffe9b0", "9fd8ff"))
_PLASTER = (
    "e8b48a",
    "d97b5c",
    "f0d3a2",
    "c9627a",
    "7fa7a0",
    "e9a15b",
    "f4e4cc",
    "8a9cc0",
    "b8c9a0",
)


def paint_city(scene: Scene) -> None:
    """Paint the town that was asked for."""
    if scene.brief.has("street", "cyberpunk"):
        paint_street(scene)
    elif scene.brief.has("village", "mountain", "sea", "island", "lake"):
        _paint_hillside(scene)
    else:
        _paint_skyline(scene)
    paint_weather(scene)


def _paint_skyline(scene: Scene) -> None:
    """Towers in three distances, mirrored in a river."""
    shore = scene.bottom * 0.76
    scene.horizon = shore
    x = scene.right * pick(scene.rng, 0.36, 0.64)
    scene.sun = (x, shore - pick(scene.rng, 0.24, 0.36) * min(1, scene.bottom))
    paint_sky(scene, disc=pick(scene.rng, 0.17, 0.26))
    room = shore * 0.9
    for index in range(3):
        depth = 0.12 + 0.34 * index
        tone = terrain.depth_colour(scene, depth)
        height = room * (0.62 - 0.1 * index)
        _paint_row(scene, shore, height, tone, depth)
        if index < 2:
            paint_mist(scene, shore - 0.02, 0.16, 0.55)
    terrain.paint_water(scene, shore, 1.0)
    quay = scene.surface.polygons(
        [
            [
                (0, shore - 0.006),
                (scene.right, shore - 0.006),
                (scene.right, shore + 0.006),
                (0, shore + 0.006),
            ]
        ]
    )
    scene.surface.over(quay, terrain.depth_colour(scene, 0.95))


def _paint_row(scene: Scene, foot: float, height: float, tone: Colour, depth: float) -> None:
    rng = branch(scene.rng)
    pen = Pen(scene, 0, foot, 1.0)
    towers: list[Shape] = []
    panes: list[Shape] = []
    x = -0.05
    while x < scene.right:
        wide = pick(rng, 0.045, 0.1) * (0.8 + 0.5 * depth)
        # Towers gather about two places, as business districts do.
        swell = math.exp(-(((x / scene.right - 0.3) / 0.2) ** 2)) + math.exp(
            -(((x / scene.right - 0.72) / 0.16) ** 2)
        )
        tall = height * (0.22 + 0.62 * swell * pick(rng, 0.5, 1.0) + 0.16 * pick(rng, 0, 1))
        towers += _tower(x, wide, tall, rng)
        panes += _windows(x, wide, tall, rng, 0.36 if scene.light.dark else 0.16)
        x += wide * pick(rng, 0.86, 1.2)
    pen.fill(tone, *towers, shade=0.25)
    lamp = _LAMPS[int(rng.randint(len(_LAMPS)))]
    if scene.light.dark or scene.hour in {"sunset", "dusk", "grey"}:
        pen.glow(lamp, *panes, alpha=0.35 + 0.55 * depth)
    else:
        pen.fill(mix(tone, scene.light.glow, 0.45), *panes, shade=0, alpha=0.75)


def _tower(x: float, wide: float, tall: float, rng: Stream) -> list[Shape]:
    body: Shape = box(x, -0.01, wide, tall)
    style = int(rng.randint(7))
    if style == 0:
        return [
            body,
            box(x + wide * 0.2, tall, wide * 0.6, tall * 0.09),
            box(x + wide * 0.46, tall, wide * 0.07, tall * 0.3),
        ]
    if style == 1:
        return [[(x, 0), (x + wide, 0), (x + wide, tall), (x, tall * 0.9)]]
    if style == 2:
        return [body, [(x, tall), (x + wide / 2, tall + wide * 1.1), (x + wide, tall)]]
    if style == 3:
        return [
            body,
            [(x + wide / 2 + a * wide / 2, tall + b * wide / 2) for a, b in arc(0, 0, 1, 0, 180)],
        ]
    if style == 4:
        return [body, box(x + wide * 0.3, tall, wide * 0.4, tall * 0.14)]
    return [body]


def _windows(x: float, wide: float, tall: float, rng: Stream, share: float) -> list[Shape]:
    columns = max(2, int(wide / 0.014))
    rows = max(3, int(tall / 0.017))
    step, rise = wide / (columns + 0.6), tall / (rows + 0.6)
    lit = rng.random_sample((columns, rows)) < share
    return [
        box(x + step * (column + 0.5), rise * (row + 0.5), step * 0.56, rise * 0.5)
        for column in range(columns)
        for row in range(rows)
        if lit[column, row]
    ]


def _paint_hillside(scene: Scene) -> None:
    """Houses in warm plaster, stacked up a hill, above water."""
    shore = scene.bottom * 0.8
    scene.horizon = shore
    scene.sun = (scene.right * pick(scene.rng, 0.2, 0.8), shore * 0.3)
    paint_sky(scene, disc=0.12)
    if scene.brief.has("mountain", "snow", "winter") or chance(scene.rng, 0.5):
        terrain.paint_range(scene, shore, shore * 0.52, 0.12, 0.4)
        paint_mist(scene, shore * 0.8, 0.14, 0.5)
    rows = 6
    for index in range(rows):
        share = index / (rows - 1)
        foot = shore - (1 - share) * shore * 0.44
        _paint_houses(scene, foot, 0.115 + 0.04 * share, share)
    terrain.paint_water(scene, shore, 1.0)


def _paint_houses(scene: Scene, foot: float, size: float, share: float) -> None:
    rng = branch(scene.rng)
    middle = scene.right * 0.5
    half = scene.right * (0.2 + 0.42 * share)
    x = middle - half
    while x < middle + half:
        wide = size * pick(rng, 0.6, 1.0)
        arch_up = 1 - ((x - middle) / max(half, 1e-3)) ** 2
        lift = arch_up * size * 0.5
        tall = size * pick(rng, 0.9, 1.7)
        pen = Pen(scene, x, foot - lift, 1.0, haze=0.35 * (1 - share))
        _paint_house(pen, wide, tall, rng)
        x += wide * pick(rng, 0.8, 1.0)


def _paint_house(pen: Pen, wide: float, tall: float, rng: Stream) -> None:
    light = pen.scene.light
    wall = parse(_PLASTER[int(rng.randint(len(_PLASTER)))])
    roof = mix(parse("b5523a"), light.near, pick(rng, 0.05, 0.3))
    if pen.scene.brief.has("snow", "winter"):
        roof = (0.95, 0.96, 1.0)
    pen.fill(wall, box(0, -0.2, wide, tall + 0.2), shade=0.5)
    if chance(rng, 0.7):
        pen.fill(
            roof,
            [(-wide * 0.07, tall), (wide / 2, tall + wide * 0.42), (wide * 1.07, tall)],
            shade=0.5,
        )
    else:
        pen.fill(roof, box(-wide * 0.05, tall, wide * 1.1, wide * 0.1), shade=0.4)
    panes: list[Shape] = []
    for row in range(max(1, int(tall / (wide * 0.5)))):
        up = tall - wide * (0.36 + 0.44 * row)
        panes += [box(wide * across, up, wide * 0.18, wide * 0.24) for across in (0.2, 0.6)]
    lit = pen.scene.light.dark or chance(rng, 0.25)
    if lit:
        pen.fill(parse("ffd27a"), *panes, shade=0)
    else:
        pen.fill(shift(wall, light=-0.3, chroma=0.6), *panes, shade=0.3)
