"""A street seen down its middle: walls of windows, signs, wet ground that mirrors them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

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
_DEPTHS = (9.0, 5.6, 3.7, 2.5, 1.75, 1.25, 0.9, 0.62)
_PLASTER = ("c98a6a", "d9b08a", "b56a5a", "8f8a9c", "e2c7a0")
_NEON = ("ff3f8e", "29e0ff", "b66bff", "ffb13d", "3dffb0", "ff5a4d")

_WALKER = """
    one body -.10,.0! -.09,.34 -.14,.56 -.10,.78 .10,.78 .14,.56 .09,.34 .10,.0! .02,.0! .0,.30! \
      -.02,.0!
    one body -.075,.84 -.05,.94 .05,.94 .075,.84 .0,.76
    line.02 body .10,.62! .16,.78 .12,1.20
    one shade -.44,.98! -.34,1.20 .08,1.32 .50,1.20 .62,.98! .44,1.03 .28,.98 .10,1.04 -.08,.98 \
      -.26,1.03
    one lite -.26,1.03! -.20,1.18 .08,1.32! -.02,1.16 -.08,.98!
"""


@dataclass(frozen=True, slots=True)
class View:
    """A street in one-point perspective, and the colours it is lit in.

    Attributes:
        x, y: Where lines meet. `half`: half the street's width at depth 1; `ground`: how far the
            ground is below the eye there.
        neon: Night, wet and lit by signs in `colours`; `air` is what the distance fades to.
    """

    x: float
    y: float
    half: float
    ground: float
    neon: bool
    colours: list[Colour]
    air: Colour

    def at(self, across: float, up: float, depth: float) -> Point:
        """The place in the picture of a place in the street; `up` from the ground."""
        return (
            self.x + across * self.half / depth,
            self.y + (self.ground - up) / depth,
        )

    def wall(self, side: float, low: float, high: float, far: float, near: float) -> list[Point]:
        """A rectangle on the houses of a side (-1, 1)."""
        return [
            self.at(side, low, far), self.at(side, low, near),
            self.at(side, high, near), self.at(side, high, far),
        ]  # fmt: skip

    def sheet(
        self, left: float, right: float, low: float, high: float, depth: float
    ) -> list[Point]:
        """A rectangle that faces the viewer."""
        return [
            self.at(left, low, depth), self.at(right, low, depth),
            self.at(right, high, depth), self.at(left, high, depth),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A house front between two depths, on a side."""

    side: int
    far: float
    near: float
    tall: float


def paint_street(scene: Scene) -> None:
    """Paint a street; at night it glows."""
    view = _view(scene)
    scene.sun = (view.x, view.y - 0.1)
    surface, air = scene.surface, view.air
    sky = parse("0b0a26") if view.neon else scene.light.sky
    middle = mix(sky, air, 0.45)
    surface.gradient([(0, sky), (view.y * 0.55, middle), (view.y, air), (surface.bottom, air)])
    lamp = mix(view.colours[0], (1, 1, 1), 0.35)
    surface.screen(surface.glow(view.x, view.y, 0.16), lamp, 0.8)
    lane = [view.at(-1, 0, 40), view.at(1, 0, 40), view.at(1, 0, 0.55), view.at(-1, 0, 0.55)]
    floor = surface.polygons([lane])
    surface.over(floor, mix(air, parse("15131c"), 0.62 if view.neon else 0.35))
    for index, (far, near) in enumerate(pairwise(_DEPTHS)):
        for side in (-1, 1):
            _paint_block(scene, view, side, far, near)
        away = surface.distance(view.x, view.y)
        surface.over(Patch(clip01(_F(0.7) - away * _F(1.6))), air, max(0.0, 0.2 - 0.025 * index))
    if view.neon:
        _paint_wet(scene, view, floor)
    else:
        _paint_markings(scene, view)
    _paint_walker(scene, view)


def _view(scene: Scene) -> View:
    neon = scene.brief.has("cyberpunk", "night", "rain") or scene.light.dark
    colours = [parse(word) for word in _NEON]
    if scene.brief.colours:
        colours = [*scene.brief.colours, *colours[:3]]
    if chance(scene.rng, 0.5):
        colours = [colours[1], colours[0], *colours[2:]]
    air = mix(scene.light.horizon, scene.light.glow, 0.3)
    if neon:
        air = mix(parse("4a1f78"), colours[0], 0.4)
    x, y = scene.right * pick(scene.rng, 0.42, 0.58), scene.bottom * pick(scene.rng, 0.56, 0.64)
    return View(x, y, scene.right * 0.62, scene.bottom * 0.42, neon, colours, air)


def _paint_block(scene: Scene, view: View, side: int, far: float, near: float) -> None:
    surface, rng = scene.surface, branch(scene.rng)
    tall = pick(rng, 0.9, 2.1) * (1.0 + 0.14 * near) * max(1.0, scene.bottom * 0.8)
    block = Block(side, far, near, tall)
    plaster = _PLASTER[int(rng.randint(len(_PLASTER)))]
    base = parse("1a1436" if view.neon else plaster)
    wall = mix(base, view.air, 0.25 + 0.5 * min(1.0, near / 6))
    surface.over(surface.polygons([view.wall(side, 0, tall, far, near)]), wall)
    end = view.sheet(side, side * 2.6, 0, tall, near)
    surface.over(surface.polygons([end]), shift(wall, light=-0.05))
    _paint_panes(scene, view, block, wall, rng)
    for _ in range(2 if view.neon else int(chance(rng, 0.3))):
        _paint_sign(scene, view, block, rng)


def _paint_panes(scene: Scene, view: View, block: Block, wall: Colour, rng: Stream) -> None:
    surface, near, far = scene.surface, 1 / block.near, 1 / block.far
    rows, columns = int(block.tall / 0.13), 5
    lit: list[list[Point]] = []
    dim: list[list[Point]] = []
    for row in range(1, rows):
        low, high = (block.tall * (row + share) / rows for share in (0.18, 0.74))
        for column in range(columns):
            # Even steps in the street are even steps in 1/depth on the picture.
            start, end = (1 / (far + (near - far) * (column + s) / columns) for s in (0.2, 0.8))
            pane = view.wall(block.side, low, high, start, end)
            (lit if chance(rng, 0.2 if view.neon else 0.34) else dim).append(pane)
    surface.over(surface.polygons(dim), shift(wall, light=-0.07), 0.8)
    tint = mix(view.colours[int(rng.randint(3))], (1, 1, 1), 0.3)
    lamp = parse("ffcf86") if chance(rng, 0.4) else tint
    if view.neon:
        surface.screen(surface.polygons(lit), lamp, 0.75)
    else:
        surface.over(surface.polygons(lit), mix(scene.light.sky, scene.light.glow, 0.6), 0.7)
    shop = view.wall(block.side, 0.03, 0.17, block.far, block.near)
    tone = mix(view.colours[int(rng.randint(len(view.colours)))], parse("ffe0b0"), 0.5)
    surface.screen(surface.polygons([shop]), tone, 0.6 if view.neon else 0.35)


def _paint_sign(scene: Scene, view: View, block: Block, rng: Stream) -> None:
    surface, near = scene.surface, block.near
    colour = view.colours[int(rng.randint(len(view.colours)))]
    low = pick(rng, 0.2, 0.75)
    high = min(block.tall * 0.95, low + pick(rng, 0.24, 0.6))
    inner, outer = block.side * (1 - pick(rng, 0.12, 0.24)), block.side * 0.99
    board = view.sheet(inner, outer, low, high, near)
    dark = mix(colour, parse("100c1c"), 0.72 if view.neon else 0.2)
    surface.over(surface.polygons([board]), dark)
    strokes = [
        view.sheet(inner + (outer - inner) * a, inner + (outer - inner) * b, c, d, near)
        for a, b, c, d in _glyphs(low, high, rng)
    ]
    bright = mix(colour, (1, 1, 1), 0.3 if view.neon else 0.8)
    surface.over(surface.polygons(strokes), bright)
    if view.neon:
        surface.screen(surface.polygons([board], soft=0.02 / near), colour, 0.3)
        middle = view.at((inner + outer) / 2, (low + high) / 2, near)
        surface.screen(surface.glow(*middle, 0.12 / near), colour, 0.6)


def _glyphs(low: float, high: float, rng: Stream) -> Iterator[tuple[float, float, float, float]]:
    """Strokes like writing, but no script's: left, right (shares of the board), bottom, top."""
    count = max(3, int((high - low) / 0.09))
    step = (high - low) / count
    for index in range(count):
        for bar in range(3):
            if chance(rng, 0.75):
                y = low + step * (index + 0.22 + 0.24 * bar)
                yield pick(rng, 0.16, 0.4), pick(rng, 0.6, 0.86), y, y + step * 0.1
        if chance(rng, 0.6):
            x, y = pick(rng, 0.25, 0.75), low + step * (index + 0.18)
            yield x, x + 0.1, y, y + step * 0.6


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


def _paint_walker(scene: Scene, view: View) -> None:
    x, y = view.at(pick(scene.rng, -0.18, 0.18), 0, 1.75)
    pen = Pen(scene, x, y, 0.2 * min(1.0, scene.bottom))
    pen.dim(oval(0, -0.02, 0.4, 0.05), soft=0.05, alpha=0.6)
    umbrella = mix(view.colours[2], parse("c8302f"), 0.5) if view.neon else parse("c8402f")
    ink = parse("0d0b14") if view.neon else parse("2a2530")
    before = scene.surface.pixels.copy()
    draw(pen, _WALKER, {"body": ink, "shade": umbrella, "lite": mix(umbrella, (1, 1, 1), 0.3)})
    if view.neon:
        terrain.mirror(scene, before, y)
