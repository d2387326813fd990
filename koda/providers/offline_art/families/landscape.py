"""Landscapes: which land the words ask for, built from far to near."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from koda.providers.offline_art.families import props, terrain, trees
from koda.providers.offline_art.families.foliage import draw_stem
from koda.providers.offline_art.families.heights import (
    paint_ridges,
    paint_volcano,
    paint_waterfall,
)
from koda.providers.offline_art.families.shore import paint_beach, paint_lighthouse, paint_storm
from koda.providers.offline_art.families.sky import paint_mist, paint_sky, paint_weather
from koda.providers.offline_art.noise import Field, branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.surface import Surface


def paint_landscape(scene: Scene) -> None:
    """Paint the land that was asked for, with what stands in it."""
    place = _place(scene)
    if scene.brief.has("minimal") and place not in _OWN_MINIMUM:
        paint_ridges(scene)
        return
    paint_sky(scene)
    _PAINTERS[place](scene)
    if scene.brief.has("balloon"):
        props.paint_balloons(scene)
    paint_weather(scene)


def vista(scene: Scene, width: int, height: int) -> Field:
    """A landscape of its own in the same light, as pixels: for windows and profiles."""
    surface = Surface(width, height)
    grain = np.resize(scene.grain, (height, width))
    inner = Scene(
        surface, scene.brief, branch(scene.rng), scene.light, scene.hour, surface.bottom * 0.6,
        (surface.right * pick(scene.rng, 0.4, 0.6), surface.bottom * 0.3), grain,
    )  # fmt: skip
    paint_landscape(inner)
    return surface.pixels


def _place(scene: Scene) -> str:
    brief = scene.brief
    for thing, place in (
        ("lighthouse", "lighthouse"), ("volcano", "volcano"), ("waterfall", "waterfall"),
        ("castle", "mountain"), ("temple", "temple"), ("sakura", "lake"), ("lake", "lake"),
    ):  # fmt: skip
        if brief.has(thing):
            return place
    named = brief.first(*_PAINTERS)
    if named:
        return named
    if brief.has("boat"):
        return "sea"
    if brief.has("cabin"):
        return "lake" if chance(scene.rng, 0.4) else "meadow"
    return ("mountain", "lake", "meadow", "forest", "sea", "mountain")[int(scene.rng.randint(6))]


def paint_backdrop(scene: Scene, disc: float = 0) -> Field:
    """Paint sky and quiet land for a subject in front; give the line it stands on.

    `disc` is the size of a great sun or moon, in units.
    """
    paint_sky(scene, disc)
    foot = scene.horizon
    if scene.brief.has("dune"):
        terrain.paint_dunes(scene)
    elif scene.brief.has("sea", "island"):
        terrain.paint_water(scene, scene.horizon, 1.0, open_sea=True)
    elif not scene.brief.has("minimal"):
        if scene.brief.has("mountain") or chance(scene.rng, 0.45):
            terrain.paint_range(scene, foot + 0.02, pick(scene.rng, 0.2, 0.3), 0.12, _snow(scene))
        for depth in (0.25, 0.5):
            edge = terrain.paint_hill(
                scene,
                foot - 0.02 + depth * 0.08,
                0.03,
                terrain.depth_colour(scene, depth),
                1.6,
                0.2,
            )
            wooded = scene.brief.has("forest", "autumn", "snow", "winter") or chance(scene.rng, 0.5)
            if wooded:
                tone = terrain.depth_colour(scene, depth + 0.1)
                trees.paint_forest(scene, edge, 0.07 + 0.1 * depth, tone)
        paint_mist(scene, foot + 0.03, 0.12, 0.5)
    return terrain.paint_ground(scene, foot + (scene.bottom - foot) * 0.3, 0.012)


def _snow(scene: Scene) -> float:
    if scene.brief.has("snow", "winter"):
        return 1.0
    return 0.0 if scene.brief.has("summer", "volcano") else pick(scene.rng, 0.25, 0.6)


def _paint_mountains(scene: Scene) -> None:
    foot, snow = scene.horizon, _snow(scene)
    tall = min(0.62 * scene.horizon, 0.42)
    count = 2 if scene.brief.has("minimal") else 3
    for index in range(count):
        depth = 0.05 + 0.5 * index / count
        height = tall * (1.0 - 0.26 * index)
        terrain.paint_range(scene, foot + 0.05 * index, height, depth, snow * (1 - 0.35 * index))
        paint_mist(scene, foot + 0.05 * index, 0.1, 0.45)
    edge = np.zeros(0, np.float32)
    for index in range(2):
        tone = terrain.depth_colour(scene, 0.6 + 0.25 * index)
        top = foot + (scene.bottom - foot) * (0.25 + 0.33 * index)
        edge = terrain.paint_hill(scene, top, 0.06, tone, 1.4, 0.25)
        trees.paint_forest(scene, edge, 0.075 + 0.09 * index, shift(tone, light=-0.04))
        if index == 0:
            paint_mist(scene, top + 0.1, 0.1, 0.55)
    if scene.brief.has("castle"):
        props.paint_castle(scene, scene.right * pick(scene.rng, 0.35, 0.65), foot + 0.06, 0.3)
    if scene.brief.has("cabin"):
        _put_cabin(scene, edge)
    props.paint_birds(scene)
    trees.paint_frame(scene)


def _paint_lake(scene: Scene) -> None:
    rng, shore = scene.rng, scene.horizon + 0.02
    snow = _snow(scene)
    tall = min(0.6 * scene.horizon, 0.4)
    terrain.paint_range(scene, shore, tall, 0.08, snow)
    terrain.paint_range(scene, shore, tall * 0.62, 0.3, snow * 0.5)
    paint_mist(scene, shore - 0.05, 0.09, 0.5)
    tone = terrain.depth_colour(scene, 0.62)
    edge = terrain.paint_hill(scene, shore - 0.035, 0.02, tone, 1.8, 0.2)
    trees.paint_forest(scene, edge, 0.085, shift(tone, light=-0.03))
    if scene.brief.has("cabin"):
        x = scene.right * (0.34 if scene.sun[0] > scene.right / 2 else 0.64)
        props.paint_cabin(scene, x, shore + 0.004, 0.13)
    terrain.paint_water(scene, shore, 1.0)
    if scene.brief.has("fog", "dawn") or chance(rng, 0.4):
        paint_mist(scene, shore + 0.03, 0.08, 0.6)
    if scene.brief.has("boat"):
        props.paint_boat(scene, scene.right * pick(rng, 0.4, 0.6), shore + 0.2, 0.16)
    if scene.brief.has("sakura"):
        _paint_blossom(scene)
    else:
        _paint_shore(scene)
    props.paint_birds(scene)


def _paint_temple(scene: Scene) -> None:
    """A pagoda above a pond, between trees in the colours of the season."""
    shore = scene.horizon + 0.08
    terrain.paint_range(scene, shore, min(0.5 * scene.horizon, 0.34), 0.1, _snow(scene) * 0.5)
    paint_mist(scene, shore - 0.06, 0.12, 0.6)
    tone = terrain.depth_colour(scene, 0.5)
    edge = terrain.paint_hill(scene, shore - 0.05, 0.025, tone, 1.6, 0.25)
    trees.paint_forest(scene, edge, 0.08, shift(tone, light=-0.02))
    size, x = min(0.62, scene.horizon * 0.8), scene.right * pick(scene.rng, 0.42, 0.58)
    leaf = parse("d9662f" if scene.brief.has("autumn") else "f0b3c2")
    if scene.brief.has("summer", "jungle", "rain"):
        leaf = parse("5f8f5a")
    leaf = mix(leaf, scene.light.near, 0.3 if scene.light.dark else 0.05)
    props.paint_pagoda(scene, x, shore - 0.005, size)
    for side, radius in ((-1, 0.15), (1, 0.13), (-1, 0.09), (1, 0.1)):
        across = x + side * (0.2 + 1.5 * (0.17 - radius)) * (1 + scene.right * 0.4)
        trees.paint_crown(scene, across, shore - radius * 1.5, radius, leaf, radius * 1.6)
    terrain.paint_water(scene, shore, 1.0)
    near = np.full(scene.surface.width, scene.bottom * 0.8, np.float32)
    trees.paint_flowers(scene, near, [shift(leaf, light=0.04)], 50)
    props.paint_birds(scene)


def _paint_shore(scene: Scene) -> None:
    if scene.brief.has("minimal"):
        return
    tone = mix(scene.light.near, (0, 0, 0), 0.1)
    edge = terrain.paint_hill(scene, scene.bottom - 0.035, 0.03, tone, 1.3, 0.2)
    trees.paint_grass(scene, edge - np.float32(0.01), 0.05, mix(tone, scene.light.ground, 0.3), 500)
    trees.paint_frame(scene)


def _paint_blossom(scene: Scene) -> None:
    pink = scene.brief.dye("sakura") or parse("f3b3c4")
    side = 0.12 if scene.sun[0] > scene.right / 2 else 0.88
    trees.paint_crown(scene, scene.right * side, scene.bottom * 0.4, 0.3, pink, scene.bottom * 0.62)
    edge = np.full(scene.surface.width, scene.bottom * 0.8, np.float32)
    trees.paint_flowers(scene, edge, [shift(pink, light=0.05)], 60)


def _paint_sea(scene: Scene) -> None:
    rng, surface = scene.rng, scene.surface
    if scene.brief.has("mountain") or chance(rng, 0.35):
        terrain.paint_range(scene, scene.horizon, 0.1, 0.1, 0)
    if scene.brief.has("storm"):
        paint_storm(scene)
        return
    if scene.brief.has("beach") or (not scene.brief.has("boat") and chance(rng, 0.4)):
        paint_beach(scene)
    else:
        terrain.paint_water(scene, scene.horizon, 0.5, open_sea=True)
        x = scene.sun[0] + pick(rng, -0.15, 0.15)
        props.paint_boat(scene, min(surface.right - 0.2, max(0.2, x)), scene.horizon + 0.1, 0.19)
    props.paint_birds(scene)


def _paint_lighthouse(scene: Scene) -> None:
    if scene.brief.has("storm", "rain") or scene.hour == "grey":
        paint_storm(scene)
    else:
        terrain.paint_water(scene, scene.horizon, 0.5, open_sea=True)
    paint_lighthouse(scene)
    props.paint_birds(scene)


def _paint_island(scene: Scene) -> None:
    terrain.paint_range(scene, scene.horizon, 0.14, 0.3, 0)
    terrain.paint_water(scene, scene.horizon, 1.0, open_sea=True)
    sand = mix(parse("ecd3a4"), scene.light.ground, 0.2 if not scene.light.dark else 0.7)
    terrain.paint_hill(scene, scene.bottom - 0.16, 0.05, sand, 0.9, 0.25)
    dark = mix(scene.light.near, (0, 0, 0), 0.15)
    side = scene.sun[0] > scene.right / 2
    x = 0.12 if side else scene.right - 0.12
    for height, lean in ((0.72, 0.16), (0.55, 0.28), (0.42, 0.05)):
        tall, bow = height * min(1, scene.bottom), lean if side else -lean
        trees.paint_palm(scene, x, scene.bottom - 0.05, tall, bow, dark)


def _paint_desert(scene: Scene) -> None:
    terrain.paint_dunes(scene)
    if not scene.brief.has("minimal"):
        props.paint_caravan(scene)


def _paint_woods(scene: Scene) -> None:
    """Rows of trees in mist, near ones dark."""
    leaf = _leaf_colour(scene)
    count = 5
    for index in range(count):
        depth = index / (count - 1)
        top = scene.horizon - 0.12 + (scene.bottom - scene.horizon) * 0.85 * depth
        tone = terrain.depth_colour(scene, 0.1 + 0.85 * depth)
        if leaf is not None:
            tone = mix(tone, leaf, 0.55 - 0.25 * depth)
        edge = terrain.paint_hill(scene, top, 0.05, tone, 1.5, 0.2)
        trees.paint_forest(scene, edge, 0.16 + 0.2 * depth, tone, 0.8)
        if index < count - 1:
            paint_mist(scene, top + 0.08, 0.13, 0.62)
    if scene.brief.has("cabin"):
        _put_cabin(scene, np.full(scene.surface.width, scene.bottom * 0.86, np.float32))
    trees.paint_frame(scene)
    props.paint_birds(scene)


def _leaf_colour(scene: Scene) -> Colour | None:
    if scene.brief.has("autumn"):
        return parse("c8642a")
    return parse("8db36a") if scene.brief.has("spring") else None


def _paint_meadow(scene: Scene) -> None:
    light, rng = scene.light, scene.rng
    if chance(rng, 0.6) or scene.brief.has("mountain"):
        terrain.paint_range(scene, scene.horizon, 0.2, 0.1, _snow(scene) * 0.6)
    edge = np.zeros(0, np.float32)
    green = mix(parse("6f9a4c"), light.ground, 0.35)
    if scene.brief.has("autumn", "golden") or scene.hour == "golden":
        green = mix(parse("c79a45"), light.ground, 0.35)
    if light.dark:
        green = mix(green, light.near, 0.65)
    if scene.brief.has("snow", "winter"):
        green = parse("e6ecf3")
    for index in range(4):
        depth = index / 3
        tone = mix(mix(light.horizon, green, 0.35), green, depth)
        top = scene.horizon - 0.01 + (scene.bottom - scene.horizon) * 0.6 * depth**1.2
        edge = terrain.paint_hill(scene, top, 0.045, tone, 1.3, 0.35)
        if index in (1, 2):
            _scatter_trees(scene, edge, 0.03 + 0.03 * depth, _crown_colour(scene, tone))
    if scene.brief.has("cabin"):
        _put_cabin(scene, edge)
    if not scene.brief.has("snow", "winter", "minimal"):
        trees.paint_grass(scene, edge, 0.045, shift(green, light=-0.03))
        blooms = list(scene.brief.colours[:2]) or [light.accent, mix(light.glow, light.accent, 0.4)]
        trees.paint_flowers(scene, edge, blooms, 300)
        _paint_near_flowers(scene, blooms, green)
    props.paint_birds(scene)


def _paint_near_flowers(scene: Scene, blooms: list[Colour], green: Colour) -> None:
    rng = branch(scene.rng)
    kinds = ("poppy", "daisy", "anemone", "globe")
    if scene.brief.has("lavenderfield"):
        kinds = ("lavender",)
    count = int(16 * max(1.0, scene.right))
    leafy = shift(green, light=-0.1)
    for index in range(count):
        x = scene.right * (index + pick(rng, 0, 1)) / count
        bloom = shift(blooms[int(rng.randint(len(blooms)))], light=pick(rng, -0.04, 0.04))
        pen = Pen(scene, x, scene.bottom + 0.03, 1.0)
        kind, tall, size = (
            kinds[int(rng.randint(len(kinds)))],
            pick(rng, 0.08, 0.19),
            pick(rng, 0.016, 0.03),
        )
        draw_stem(pen, kind, tall, pick(rng, -0.2, 0.2), size, (bloom, leafy), rng)


def _scatter_trees(scene: Scene, edge: Field, size: float, colour: Colour) -> None:
    rng = branch(scene.rng)
    for _ in range(min(24, int(5 * scene.right))):
        x = pick(rng, 0.02, scene.right - 0.02)
        y = float(edge[min(scene.surface.width - 1, int(x * scene.surface.unit))])
        radius = size * pick(rng, 0.6, 1.2)
        trees.paint_crown(scene, x, y - radius * 1.1, radius, colour, radius * 1.3)


def _crown_colour(scene: Scene, tone: Colour) -> Colour:
    leaf = "c97a2e" if scene.brief.has("autumn") or scene.hour == "golden" else "3f7350"
    return mix(mix(parse(leaf), scene.light.near, 0.25), tone, 0.3)


def _put_cabin(scene: Scene, edge: Field) -> None:
    x = scene.right * (0.36 if scene.sun[0] > scene.right / 2 else 0.62)
    y = float(edge[min(scene.surface.width - 1, int(x * scene.surface.unit))])
    props.paint_cabin(scene, x, y + 0.012, 0.17)


_PAINTERS: dict[str, Callable[[Scene], None]] = {
    "sea": _paint_sea, "lighthouse": _paint_lighthouse, "island": _paint_island,
    "lake": _paint_lake, "dune": _paint_desert, "forest": _paint_woods, "meadow": _paint_meadow,
    "mountain": _paint_mountains, "volcano": paint_volcano, "waterfall": paint_waterfall,
    "temple": _paint_temple,
}  # fmt: skip
_OWN_MINIMUM = frozenset({"lighthouse", "volcano", "waterfall", "island"})
