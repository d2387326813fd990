"""What people put into a landscape: a cabin, boat, lighthouse, castle, balloons, birds."""

from __future__ import annotations

import math

import numpy as np

from koda.providers.offline_art.families import terrain
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, clip01, pick, smooth
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import mirrored
from koda.providers.offline_art.surface import Point, curve, lerp, ribbon

_LAMP = parse("ffd27a")


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """A rectangle by its upper left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def paint_cabin(scene: Scene, x: float, foot: float, size: float) -> None:
    """Paint a small house with a lit window and smoke; `size` is its width."""
    surface, light = scene.surface, scene.light
    wall = mix(scene.brief.dye("cabin") or parse("8a5a3c"), light.near, 0.35)
    roof = mix(light.near, parse("3a2a2a"), 0.4)
    if scene.brief.has("snow", "winter"):
        roof = mix((0.95, 0.96, 1.0), light.far, 0.15)
    tall = size * 0.46
    left, top = x - size / 2, foot - tall
    split = x + size * 0.12  # the corner between the front and the long side
    surface.over(surface.polygons([box(left, top, split - left, tall)]), shift(wall, light=-0.05))
    peak = (split + size * 0.2, top - size * 0.36)
    front = [
        (split, foot),
        (split, top),
        peak,
        (left + size * 1.02, top),
        (left + size * 1.02, foot),
    ]
    surface.over(surface.polygons([front]), mix(wall, light.glow, 0.22))
    chimney = box(left + size * 0.18, top - size * 0.42, size * 0.08, size * 0.3)
    surface.over(surface.polygons([chimney]), shift(roof, light=-0.05))
    slab = [
        (left - size * 0.05, top + 0.02 * size), (left + size * 0.16, peak[1]), (peak[0], peak[1]),
        (split - size * 0.02, top + 0.03 * size),
    ]  # fmt: skip
    surface.over(surface.polygons([slab]), roof)
    edge = [ribbon([peak, (left + size * 1.06, top + 0.03 * size)], size * 0.045)]
    surface.over(surface.polygons(edge), shift(roof, light=0.04))
    _paint_windows(scene, left, top, size, split)
    _paint_smoke(scene, left + size * 0.22, top - size * 0.42, size)


def _paint_windows(scene: Scene, left: float, top: float, size: float, split: float) -> None:
    surface = scene.surface
    panes = [
        box(left + size * (0.1 + 0.24 * index), top + size * 0.12, size * 0.12, size * 0.15)
        for index in range(2)
    ]
    panes.append(box(split + size * 0.14, top + size * 0.06, size * 0.13, size * 0.16))
    surface.over(surface.polygons(panes), _LAMP)
    door = box(split + size * 0.16, top + size * 0.27, size * 0.1, size * 0.19)
    surface.over(surface.polygons([door]), mix(scene.light.near, (0.25, 0.15, 0.1), 0.4))
    surface.screen(surface.glow(left + size * 0.3, top + size * 0.2, size * 0.3), _LAMP, 0.28)


def _paint_smoke(scene: Scene, x: float, y: float, size: float) -> None:
    surface, rng = scene.surface, branch(scene.rng)
    lean = pick(rng, 0.1, 0.35)
    for index in range(9):
        rise = index / 8
        place = (
            x + lean * size * rise**1.4 + math.sin(rise * 7) * size * 0.05,
            y - size * 0.85 * rise,
        )
        radius = size * (0.045 + 0.1 * rise)
        puff = surface.disc(*place, radius, radius * 1.2)
        surface.over(puff, mix(scene.light.horizon, (1, 1, 1), 0.3), 0.34 * (1 - rise))


def paint_boat(scene: Scene, x: float, y: float, size: float) -> None:
    """Paint a sailing boat and its reflection; `size` is the mast's height."""
    surface, light = scene.surface, scene.light
    sail = scene.brief.dye("boat") or mix(light.glow, (1, 1, 1), 0.4)
    if light.dark:
        sail = mix(sail, light.sky, 0.35)
    hull = mix(light.near, light.accent, 0.12)
    for mirror, alpha in ((-0.55, 0.35), (1.0, 1.0)):

        def at(across: float, up: float, mirror: float = mirror) -> Point:
            return x + across * size, y - up * size * mirror

        main = curve(
            [
                at(0.02, 0.14),
                at(0.02, 1.0),
                at(0.02, 1.0),
                at(0.2, 0.62),
                at(0.42, 0.16),
                at(0.42, 0.16),
            ],
            6,
        )
        jib = curve(
            [
                at(-0.03, 0.92),
                at(-0.03, 0.92),
                at(-0.16, 0.5),
                at(-0.36, 0.16),
                at(-0.36, 0.16),
                at(-0.03, 0.16),
            ],
            6,
        )
        surface.over(surface.polygons([main]), sail, alpha)
        surface.over(surface.polygons([jib]), mix(sail, light.far, 0.3), alpha)
        body = curve(
            [
                at(-0.46, 0.1),
                at(0.0, 0.07),
                at(0.5, 0.12),
                at(0.36, -0.02),
                at(0, -0.04),
                at(-0.32, -0.02),
            ],
            6,
        )
        surface.over(surface.polygons([body]), hull, alpha)
        surface.over(
            surface.polygons([ribbon([at(0, 0.05), at(0, 1.03)], size * 0.016)]), hull, alpha
        )


_PAGODA = """
    mid stone 0,.10! .52,.10! .58,.0! 0,.0!
    mid wall 0,.36! .36,.36! .36,.10! 0,.10!
    pair post .30,.36! .34,.36! .34,.10! .30,.10!
    mid dark 0,.28! .10,.28! .10,.10! 0,.10!
    mid roof 0,.50! .24,.48 .50,.38 .66,.40! .60,.34 .50,.33! 0,.33!
    mid wall 0,.68! .27,.68! .27,.48! 0,.48!
    pair lamp .08,.62! .19,.62! .19,.54! .08,.54!
    mid roof 0,.82! .18,.80 .38,.70 .54,.73! .48,.66 .40,.65! 0,.65!
    mid wall 0,.96! .20,.96! .20,.80! 0,.80!
    pair lamp .05,.92! .14,.92! .14,.85! .05,.85!
    mid roof 0,1.10! .14,1.08 .30,.98 .44,1.01! .38,.94 .32,.93! 0,.93!
    mid wall 0,1.22! .14,1.22! .14,1.08! 0,1.08!
    mid roof 0,1.40! .06,1.32 .22,1.24 .34,1.27! .28,1.20 .22,1.19! 0,1.19!
    mid dark 0,1.60! .02,1.40! 0,1.38!
"""


def paint_pagoda(scene: Scene, x: float, foot: float, size: float) -> None:
    """Paint a pagoda; `size` is about its height."""
    light = scene.light
    roof = mix(scene.brief.dye("temple") or parse("a8402f"), light.near, 0.3)
    colours = {
        "stone": mix(light.far, light.near, 0.5), "wall": mix(parse("ecd9b8"), light.far, 0.2),
        "post": roof, "roof": roof, "dark": mix(light.near, parse("2a1c1a"), 0.5), "lamp": _LAMP,
    }  # fmt: skip
    if scene.brief.has("snow", "winter"):
        colours["roof"] = mix((0.95, 0.96, 1.0), light.far, 0.1)
    draw(Pen(scene, x, foot, size / 1.6), _PAGODA, colours)


def paint_castle(scene: Scene, x: float, foot: float, size: float) -> None:
    """Paint a castle with pointed towers as a lit silhouette; `size` is its width."""
    surface, light, rng = scene.surface, scene.light, branch(scene.rng)
    stone = mix(terrain.depth_colour(scene, 0.5), light.far, 0.25)
    lit = mix(stone, light.glow, 0.4)
    side = 1 if scene.sun[0] > x else -1
    hill = curve(
        [
            (x - size * 1.3, foot + size * 0.5),
            (x - size * 0.5, foot),
            (x, foot - 0.03),
            (x + size * 0.5, foot),
            (x + size * 1.3, foot + size * 0.5),
        ],
        8,
    )
    surface.over(surface.polygons([hill]), mix(stone, light.near, 0.45))
    towers = [
        (-0.42, 0.5, 0.11),
        (-0.2, 0.78, 0.12),
        (0.03, 1.15, 0.16),
        (0.25, 0.7, 0.12),
        (0.42, 0.46, 0.1),
    ]
    surface.over(
        surface.polygons([box(x - size * 0.45, foot - size * 0.34, size * 0.9, size * 0.4)]), stone
    )
    panes: list[list[Point]] = []
    for offset, tall, wide in towers:
        left, top = x + size * (offset - wide / 2), foot - size * tall
        surface.over(surface.polygons([box(left, top, size * wide, size * tall + 0.02)]), stone)
        strip = left + (size * wide * 0.62 if side > 0 else 0)
        surface.over(surface.polygons([box(strip, top, size * wide * 0.38, size * tall)]), lit, 0.8)
        roof = [
            (left - size * 0.025, top),
            (left + size * wide / 2, top - size * wide * 2.1),
            (left + size * (wide + 0.025), top),
        ]
        surface.over(surface.polygons([roof]), mix(light.accent, light.near, 0.55))
        for _ in range(3):
            pane = (
                left + size * wide * pick(rng, 0.25, 0.6),
                top + size * tall * pick(rng, 0.08, 0.6),
            )
            panes.append(box(*pane, size * 0.014, size * 0.03))
    surface.over(surface.polygons(panes), _LAMP, 0.95)


def paint_balloons(scene: Scene) -> None:
    """Let hot air balloons float at several distances."""
    surface, light, rng = scene.surface, scene.light, branch(scene.rng)
    colours = [
        *scene.brief.colours,
        light.accent,
        parse("e9b44c"),
        parse("d95d49"),
        parse("3f7f8c"),
    ]
    spots = [
        (0.34, 0.3, 0.15),
        (0.7, 0.2, 0.085),
        (0.83, 0.46, 0.05),
        (0.13, 0.5, 0.038),
        (0.55, 0.5, 0.028),
    ]
    for index, (across, down, radius) in enumerate(reversed(spots)):
        place = (
            surface.right * (across + pick(rng, -0.05, 0.05)),
            scene.horizon * (down + pick(rng, -0.06, 0.06)) + 0.05,
        )
        haze = 0.55 - 0.14 * index
        _paint_balloon(scene, *place, radius, colours[(index + 1) % len(colours)], max(0.0, haze))


def _paint_balloon(
    scene: Scene, x: float, y: float, radius: float, colour: Colour, haze: float
) -> None:
    surface, light = scene.surface, scene.light
    skin = mirrored("0,1 .72,.68 .97,0 .62,-.72 .18,-1.22!")
    patch = Pen(scene, x, y, radius).cover(skin)
    if not patch.mask.size:
        return
    height, width = patch.mask.shape
    across = (surface.x[:, patch.column : patch.column + width] - np.float32(x)) / np.float32(
        radius
    )
    down = (surface.y[patch.row : patch.row + height] - np.float32(y)) / np.float32(radius)
    girth = np.sqrt(np.maximum(np.float32(0.02), 1 - down * down * np.float32(0.62)))
    gore = across / girth
    bent = gore * (np.float32(0.62) + np.float32(0.38) * gore * gore)
    stripe = smooth(np.abs((bent * 4) % 2 - 1), 0.46, 0.54)
    paint = lerp(colour, mix(colour, (1.0, 0.96, 0.88), 0.72), stripe)
    side = np.float32(0.42 if scene.sun[0] > x else -0.42)
    shade = clip01(np.float32(0.62) + across * side - down * np.float32(0.26))
    paint = lerp(lerp(mix(light.near, light.far, 0.4), paint, 0.45), paint, shade)
    surface.over(patch, lerp(paint, light.horizon, haze))
    basket = y + radius * 1.62
    ropes = [
        ribbon(
            [(x + s * radius * 0.16, y + radius * 1.2), (x + s * radius * 0.1, basket)],
            radius * 0.02,
        )
        for s in (-1, 1)
    ]
    dark = mix(mix(parse("6b4630"), light.near, 0.4), light.horizon, haze)
    surface.over(
        surface.polygons([*ropes, box(x - radius * 0.13, basket, radius * 0.26, radius * 0.2)]),
        dark,
    )


def paint_birds(scene: Scene) -> None:
    """Let a few far birds cross the sky."""
    if scene.brief.has("minimal", "storm"):
        return
    surface, rng = scene.surface, branch(scene.rng)
    x, y = surface.right * pick(rng, 0.25, 0.7), scene.horizon * pick(rng, 0.25, 0.5)
    shapes: list[list[Point]] = []
    for _ in range(int(rng.randint(4, 9))):
        size = pick(rng, 0.008, 0.016)
        at = x + pick(rng, -0.16, 0.16), y + pick(rng, -0.06, 0.06)
        lift = size * pick(rng, 0.25, 0.7)
        wings = curve(
            [
                (at[0] - size, at[1] - lift * 0.4),
                (at[0] - size * 0.45, at[1] - lift),
                at,
                (at[0] + size * 0.45, at[1] - lift),
                (at[0] + size, at[1] - lift * 0.3),
            ],
            5,
            False,
        )
        shapes.append(ribbon(wings, size * 0.14))
    surface.over(surface.polygons(shapes), mix(scene.light.near, scene.light.far, 0.3), 0.85)


def paint_caravan(scene: Scene) -> None:
    """Walk a small row of camels along a dune's line."""
    surface, rng = scene.surface, branch(scene.rng)
    x, y = (
        surface.right * pick(rng, 0.3, 0.5),
        scene.horizon + (scene.bottom - scene.horizon) * 0.12,
    )
    shapes: list[list[Point]] = []
    for index in range(4):
        left, size = x + index * 0.055, 0.034
        body = [
            (0.0, -0.5),
            (0.15, -0.62),
            (0.35, -0.95),
            (0.52, -0.62),
            (0.8, -0.55),
            (0.98, -0.95),
            (1.2, -1.0),
            (1.22, -0.9),
            (1.04, -0.82),
            (0.9, -0.42),
            (0.6, -0.36),
            (0.15, -0.36),
        ]
        shapes.append(curve([(left + a * size, y + b * size) for a, b in body], 5))
        legs = (left + leg * size for leg in (0.1, 0.22, 0.68, 0.8))
        shapes += [box(leg, y - 0.45 * size, 0.05 * size, 0.45 * size) for leg in legs]
    surface.over(surface.polygons(shapes), mix(scene.light.near, scene.light.far, 0.15))
