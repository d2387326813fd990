"""A street seen down its middle: walls of windows, signs, wet ground that mirrors them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from koda.providers.offline_art.families import terrain
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import Stream, branch, chance, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import oval
from koda.providers.offline_art.surface import Patch, Point

_F = np.float32
_NEON = ("ff3f8e", "29e0ff", "b66bff", "ffb13d", "3dffb0", "ff5a4d")

_WALKER = """
    one body -.10,.0! -.09,.34 -.14,.56 -.10,.78 .10,.78 .14,.56 .09,.34 .10,.0! .02,.0! .0,.30! -.02,.0!
    one body -.075,.84 -.05,.94 .05,.94 .075,.84 .0,.76
    line.02 body .10,.62! .16,.78 .12,1.20
    one shade -.44,.98! -.34,1.20 .08,1.32 .50,1.20 .62,.98! .44,1.03 .28,.98 .10,1.04 -.08,.98 -.26,1.03
    one lite -.26,1.03! -.20,1.18 .08,1.32! -.02,1.16 -.08,.98!
"""


@dataclass(frozen=True, slots=True)
class View:
    """One-point perspective: where lines meet, and half the width of the street at depth 1."""

    x: float
    y: float
    half: float
    ground: float

    def at(self, across: float, up: float, depth: float) -> Point:
        """The place in the picture of a place in the street; `up` from the ground."""
        return (
            self.x + across * self.half / depth,
            self.y + (self.ground - up) / depth,
        )


def paint_street(scene: Scene) -> None:
    """Paint a street; at night it glows."""
    neon = scene.brief.has("cyberpunk", "night", "rain") or scene.light.dark
    view = View(
        scene.right * pick(scene.rng, 0.42, 0.58), scene.bottom * pick(scene.rng, 0.56, 0.64),
        scene.right * 0.62, scene.bottom * 0.42,
    )  # fmt: skip
    scene.sun = (view.x, view.y - 0.1)
    colours = [parse(word) for word in _NEON]
    if scene.brief.colours:
        colours = [*scene.brief.colours, *colours[:3]]
    if chance(scene.rng, 0.5):
        colours = [colours[1], colours[0], *colours[2:]]
    sky, air = _air(scene, neon, colours)
    surface = scene.surface
    surface.gradient([(0, sky), (view.y, air), (surface.bottom, air)])
    if neon:
        surface.gradient(
            [(0, sky), (view.y * 0.55, mix(sky, air, 0.45)), (view.y, air), (surface.bottom, air)]
        )
    surface.screen(surface.glow(view.x, view.y, 0.16), mix(colours[0], (1, 1, 1), 0.35), 0.8)
    floor = surface.polygons(
        [[view.at(-1, 0, 40), view.at(1, 0, 40), view.at(1, 0, 0.55), view.at(-1, 0, 0.55)]]
    )
    surface.over(floor, mix(air, parse("15131c"), 0.62 if neon else 0.35))
    depths = [9.0, 5.6, 3.7, 2.5, 1.75, 1.25, 0.9, 0.62]
    for index, (far, near) in enumerate(zip(depths, depths[1:], strict=False)):
        for side in (-1, 1):
            _paint_block(scene, view, side, far, near, colours, air, neon, branch(scene.rng))
        _haze(scene, view, air, 0.2 - 0.025 * index)
    if not neon:
        _paint_markings(scene, view)
    else:
        _paint_wet(scene, view, floor)
    _paint_walker(scene, view, colours, neon)


def _air(scene: Scene, neon: bool, colours: list[Colour]) -> tuple[Colour, Colour]:
    if not neon:
        return scene.light.sky, mix(scene.light.horizon, scene.light.glow, 0.3)
    return parse("0b0a26"), mix(parse("4a1f78"), colours[0], 0.4)


def _haze(scene: Scene, view: View, air: Colour, amount: float) -> None:
    surface = scene.surface
    away = surface.distance(view.x, view.y)
    surface.over(Patch(clip01(_F(0.7) - away * _F(1.6))), air, max(0.0, amount))


def _paint_block(
    scene: Scene, view: View, side: int, far: float, near: float, colours: list[Colour],
    air: Colour, neon: bool, rng: Stream,
) -> None:  # fmt: skip
    surface = scene.surface
    tall = pick(rng, 0.9, 2.1) * (1.0 + 0.14 * near) * max(1.0, scene.bottom * 0.8)
    depth = min(1.0, near / 6)
    base = (
        parse("1a1436")
        if neon
        else parse(("c98a6a", "d9b08a", "b56a5a", "8f8a9c", "e2c7a0")[int(rng.randint(5))])
    )
    wall = mix(base, air, 0.25 + 0.5 * depth)
    face = [
        view.at(side, 0, far),
        view.at(side, 0, near),
        view.at(side, tall, near),
        view.at(side, tall, far),
    ]
    surface.over(surface.polygons([face]), wall)
    end = [
        view.at(side, 0, near),
        view.at(side * 2.6, 0, near),
        view.at(side * 2.6, tall, near),
        view.at(side, tall, near),
    ]
    surface.over(surface.polygons([end]), shift(wall, light=-0.05))
    _paint_panes(scene, view, side, far, near, tall, colours, wall, neon, rng)
    for _ in range(2 if neon else int(chance(rng, 0.3))):
        _paint_sign(
            scene, view, side, near, tall, colours[int(rng.randint(len(colours)))], neon, rng
        )


def _paint_panes(
    scene: Scene, view: View, side: int, far: float, near: float, tall: float,
    colours: list[Colour], wall: Colour, neon: bool, rng: Stream,
) -> None:  # fmt: skip
    surface = scene.surface
    rows, columns = int(tall / 0.13), 5
    lit: list[list[Point]] = []
    dim: list[list[Point]] = []
    for row in range(1, rows):
        for column in range(columns):
            # Even steps in the street are even steps in 1/depth on the picture.
            a, b = ((column + share) / columns for share in (0.2, 0.8))
            z0 = 1 / (1 / far + (1 / near - 1 / far) * a)
            z1 = 1 / (1 / far + (1 / near - 1 / far) * b)
            low, high = tall * (row + 0.18) / rows, tall * (row + 0.74) / rows
            pane = [
                view.at(side, low, z0),
                view.at(side, low, z1),
                view.at(side, high, z1),
                view.at(side, high, z0),
            ]
            (lit if chance(rng, 0.2 if neon else 0.34) else dim).append(pane)
    surface.over(surface.polygons(dim), shift(wall, light=-0.07), 0.8)
    lamp = (
        parse("ffcf86") if chance(rng, 0.4) else mix(colours[int(rng.randint(3))], (1, 1, 1), 0.3)
    )
    if neon:
        surface.screen(surface.polygons(lit), lamp, 0.75)
    else:
        surface.over(surface.polygons(lit), mix(scene.light.sky, scene.light.glow, 0.6), 0.7)
    shop = [
        view.at(side, 0.03, far),
        view.at(side, 0.03, near),
        view.at(side, 0.17, near),
        view.at(side, 0.17, far),
    ]
    tone = colours[int(rng.randint(len(colours)))]
    surface.screen(surface.polygons([shop]), mix(tone, parse("ffe0b0"), 0.5), 0.6 if neon else 0.35)


def _paint_sign(
    scene: Scene, view: View, side: int, near: float, tall: float, colour: Colour, neon: bool,
    rng: Stream,
) -> None:  # fmt: skip
    surface = scene.surface
    low = pick(rng, 0.2, 0.75)
    high = min(tall * 0.95, low + pick(rng, 0.24, 0.6))
    reach = pick(rng, 0.12, 0.24)
    inner, outer = side * (1 - reach), side * 0.99
    board = [
        view.at(inner, low, near),
        view.at(outer, low, near),
        view.at(outer, high, near),
        view.at(inner, high, near),
    ]
    surface.over(surface.polygons([board]), mix(colour, parse("100c1c"), 0.72 if neon else 0.2))
    strokes: list[list[Point]] = []
    count = max(3, int((high - low) / 0.09))
    step = (high - low) / count
    for index in range(count):
        for bar in range(3):
            if chance(rng, 0.75):
                y = low + step * (index + 0.22 + 0.24 * bar)
                left, right = sorted((pick(rng, 0.16, 0.4), pick(rng, 0.6, 0.86)))
                a, b = (inner + (outer - inner) * share for share in (left, right))
                strokes.append(
                    [
                        view.at(a, y, near),
                        view.at(b, y, near),
                        view.at(b, y + step * 0.1, near),
                        view.at(a, y + step * 0.1, near),
                    ]
                )
        if chance(rng, 0.6):
            a = inner + (outer - inner) * pick(rng, 0.25, 0.75)
            b = a + (outer - inner) * 0.1
            y = low + step * (index + 0.18)
            strokes.append(
                [
                    view.at(a, y, near),
                    view.at(b, y, near),
                    view.at(b, y + step * 0.6, near),
                    view.at(a, y + step * 0.6, near),
                ]
            )
    bright = mix(colour, (1, 1, 1), 0.3)
    surface.over(surface.polygons(strokes), bright if neon else mix(colour, (1, 1, 1), 0.8))
    if neon:
        surface.screen(surface.polygons([board], soft=0.02 / near), colour, 0.3)
        middle = view.at((inner + outer) / 2, (low + high) / 2, near)
        surface.screen(surface.glow(*middle, 0.12 / near), colour, 0.6)


def _paint_wet(scene: Scene, view: View, floor: Patch) -> None:
    surface = scene.surface
    before = surface.pixels.copy()
    dark, kept = parse("120f20"), scene.light
    scene.light = replace(kept, water=dark, near=dark, glow=parse("ffd9f0"))
    terrain.paint_water(scene, view.y + 0.02, 1.0)
    scene.light = kept
    mask = np.zeros((surface.height, surface.width), np.float32)
    high, wide = floor.mask.shape
    mask[floor.row : floor.row + high, floor.column : floor.column + wide] = floor.mask
    surface.pixels[:] = before + (surface.pixels - before) * mask[..., None] * _F(0.86)


def _paint_markings(scene: Scene, view: View) -> None:
    stripes: list[list[Point]] = []
    for index in range(9):
        near = 0.62 * 1.5**index
        stripes.append(
            [
                view.at(-0.025, 0, near),
                view.at(0.025, 0, near),
                view.at(0.025, 0, near * 1.2),
                view.at(-0.025, 0, near * 1.2),
            ]
        )
    scene.surface.over(scene.surface.polygons(stripes), (0.97, 0.95, 0.9), 0.8)


def _paint_walker(scene: Scene, view: View, colours: list[Colour], neon: bool) -> None:
    x, y = view.at(pick(scene.rng, -0.18, 0.18), 0, 1.75)
    pen = Pen(scene, x, y, 0.2 * min(1.0, scene.bottom))
    pen.dim(oval(0, -0.02, 0.4, 0.05), soft=0.05, alpha=0.6)
    umbrella = mix(colours[2], parse("c8302f"), 0.5) if neon else parse("c8402f")
    ink = parse("0d0b14") if neon else parse("2a2530")
    before = scene.surface.pixels.copy()
    draw(pen, _WALKER, {"body": ink, "shade": umbrella, "lite": mix(umbrella, (1, 1, 1), 0.3)})
    if neon:
        terrain.mirror(scene, before, y)
