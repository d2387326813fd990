"""Vehicles from the side on a road through the land, or the road alone running to its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from koda.providers.offline_art.families import terrain, trees
from koda.providers.offline_art.families.landscape import paint_backdrop
from koda.providers.offline_art.families.sky import paint_mist, paint_sky, paint_weather
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import box, oval
from koda.providers.offline_art.surface import Point

_F = np.float32

_SPORT = """
    one body -1.02,.20! -1.06,.34 -1.04,.47! -.92,.50 -.62,.52 -.40,.60 -.14,.71 .10,.72 .32,.64 \
      .56,.50! .84,.44 1.02,.34 1.06,.22! 1.0,.15! -.98,.15!
    one glass -.44,.53! -.28,.62 -.12,.675 .06,.675 .02,.52!
    one glass .08,.52! .11,.672 .24,.63 .40,.535 .48,.50!
    one dark -1.0,.15! -.98,.20 1.0,.20 1.02,.15!
    one lite -1.0,.44! -.60,.465 .0,.45 .56,.45! .90,.40 .90,.385! .56,.42! .0,.425 -.60,.44
    one lamp .86,.42! 1.0,.345 1.01,.30! .90,.36
    one tail -1.05,.42! -.95,.44! -.95,.38! -1.055,.36!
    line.012 dark .05,.50! .04,.30 -.02,.20!
    one dark -.12,.43! -.04,.43! -.04,.415! -.12,.415!
    one body -1.08,.56! -.88,.54! -.86,.51! -1.06,.52!
"""
_SEDAN = """
    one body -1.0,.20! -1.04,.40 -1.0,.50! -.84,.54 -.66,.56 -.44,.78 -.30,.82 .20,.82 .34,.78 \
      .58,.56 .86,.52 1.0,.44 1.02,.22! -.98,.17!
    one glass -.54,.56! -.38,.74 -.28,.77 -.08,.77! -.08,.56!
    one glass -.03,.56! -.03,.77! .18,.77 .28,.73 .46,.56!
    one lite -.98,.46! .96,.46! .97,.43! -.98,.43!
    one dark -1.0,.17! -.98,.24 1.0,.24 1.02,.17!
    one lamp .93,.48! 1.0,.45 1.01,.38! .94,.40!
    one tail -1.01,.46! -.95,.46! -.96,.37! -1.02,.37!
    line.012 dark -.055,.56! -.055,.26!
    one pale .0,.51! .1,.51! .1,.495! .0,.495!
"""
_VAN = """
    one body -1.0,.16! -1.02,.84 -.94,1.0 .70,1.0 .86,.92 .98,.60 1.0,.40 1.0,.18! .96,.14! \
      -.96,.14!
    one pale -1.015,.52! -1.02,.84 -.94,1.0 .70,1.0 .86,.92 .98,.60 .99,.52! .60,.50!
    one glass -.86,.60! -.86,.86! -.46,.86! -.46,.60!
    one glass -.40,.60! -.40,.86! .0,.86! .0,.60!
    one glass .06,.60! .06,.86! .44,.86! .44,.60!
    one glass .52,.58! .52,.87! .70,.87 .80,.80 .90,.58!
    one lamp .94,.42 .985,.42 .985,.32 .94,.32
    one tail -1.015,.44! -.97,.44! -.97,.30! -1.01,.30!
    one dark -1.0,.14! -.98,.20 .98,.20 1.0,.14!
    line.012 dark .49,.90! .49,.22!
    line.02 dark -.80,1.06! .50,1.06!
    one trim -.70,1.07! -.68,1.18! -.20,1.18! -.18,1.07!
    one body .0,1.07! .04,1.16! .36,1.16! .38,1.07!
"""
_BIKE = """
    line.05 dark -.60,.30! -.30,.34! .0,.28!
    line.06 metal .38,.90! .62,.30!
    one metal -.24,.20! -.26,.44 -.06,.50 .16,.46 .20,.22!
    one body -.10,.62! .06,.76 .32,.78 .42,.66! .30,.54 .04,.50!
    one dark -.62,.66! -.40,.60 -.06,.60 -.04,.68 -.20,.74 -.50,.76!
    one body -.78,.60! -.60,.62 -.34,.60! -.40,.50 -.60,.50!
    line.04 dark .30,.98! .40,.94 .44,.86
    one lamp .46,.84 .54,.82 .54,.72 .46,.72
    line.05 metal -.80,.24! -.40,.22 -.10,.22
    one tail -.82,.60! -.76,.62! -.76,.54! -.81,.53!
"""
_WHEELS: dict[str, tuple[str, tuple[float, float], float, str]] = {
    "sport": (_SPORT, (-0.64, 0.64), 0.205, "d8322f"),
    "sedan": (_SEDAN, (-0.62, 0.62), 0.2, "e0a53a"),
    "van": (_VAN, (-0.62, 0.6), 0.2, "3f8f8a"),
    "bike": (_BIKE, (-0.62, 0.62), 0.3, "c8402f"),
}


def paint_road(scene: Scene) -> None:
    """Paint a vehicle, or a road when none is named."""
    if scene.brief.first("car", "motorcycle"):
        _paint_vehicle(scene)
    else:
        _paint_way(scene)
    paint_weather(scene)


def _kind(scene: Scene) -> str:
    if scene.brief.first("motorcycle"):
        return "bike"
    if scene.brief.has("van"):
        return "van"
    return "sedan" if scene.brief.has("vintage", "taxi") else "sport"


def _paint_vehicle(scene: Scene) -> None:
    kind = _kind(scene)
    figure, axles, radius, paint = _WHEELS[kind]
    scale = min(scene.right * 0.4, scene.bottom * 0.46)
    road = scene.bottom * 0.76
    x, foot = scene.right * 0.5, road + (scene.bottom - road) * 0.42
    scene.horizon = scene.bottom * 0.62
    scene.sun = (x + pick(scene.rng, -0.2, 0.2), foot - scale * 0.95)
    paint_backdrop(scene, disc=min(0.34, scale * 0.62))
    if scene.brief.has("sea", "summer") or chance(scene.rng, 0.3):
        dark = mix(scene.light.near, (0, 0, 0), 0.1)
        for side, tall in ((0.1, 0.62), (0.9, 0.72)):
            trees.paint_palm(
                scene, scene.right * side, road + 0.01, tall * min(1, scene.bottom), 0.05, dark
            )
    _paint_tarmac(scene, road)
    body = scene.brief.dye("car", "motorcycle") or parse(
        "f2b632" if scene.brief.has("taxi") else paint
    )
    flip = 1 if chance(scene.rng, 0.5) else -1
    pen = Pen(scene, x, foot, scale, flip)
    pen.dim(oval(0, 0.0, 1.12, 0.06), soft=0.04, alpha=0.8)
    before = scene.surface.pixels.copy()
    _draw_vehicle(pen, figure, axles, radius, body)
    if scene.brief.has("rain", "cyberpunk", "wet"):
        terrain.mirror(scene, before, foot)
    if scene.light.dark or scene.hour in {"dusk", "sunset", "grey"}:
        beam = [(0.98, 0.38), (2.6, 0.62), (2.6, 0.0), (0.98, 0.3)]
        pen.glow(parse("ffe7b0"), beam, soft=0.06, alpha=0.32)
        pen.glow(parse("ff4d3d"), oval(-1.03, 0.4, 0.12), soft=0.08, alpha=0.6)


def _draw_vehicle(
    pen: Pen, figure: str, axles: tuple[float, float], radius: float, body: Colour
) -> None:
    spoked = figure is _BIKE
    if spoked:
        _draw_wheels(pen, axles, radius, spoked)
    glass = mix(parse("2c3848"), pen.scene.light.sky, 0.3)
    colours = {
        "body": body, "lite": mix(body, (1, 1, 1), 0.45), "dark": parse("1d1b22"), "glass": glass,
        "lamp": parse("fff0c2"), "tail": parse("ff4d3d"), "pale": parse("f6f0e4"),
        "metal": parse("8c9098"), "trim": shift(body, light=-0.15),
    }  # fmt: skip
    draw(pen, figure, colours)
    if not spoked:
        flash = [(-0.3, 0.52), (-0.18, 0.52), (0.0, 0.7), (-0.12, 0.7)]
        pen.glow((1, 1, 1), flash, alpha=0.12)
        _draw_wheels(pen, axles, radius, spoked)


def _draw_wheels(pen: Pen, axles: tuple[float, float], radius: float, spoked: bool) -> None:
    for x in axles:
        if not spoked:
            pen.fill(parse("131116"), oval(x, radius + 0.01, radius * 1.16), shade=0)
        pen.fill(parse("24222a"), oval(x, radius, radius), shade=0.5)
        rim = pen.scene.light.horizon if spoked else parse("c9ccd2")
        pen.fill(rim, oval(x, radius, radius * (0.78 if spoked else 0.62)), shade=0.6)
        for index in range(5):
            spoke = [(0.0, -0.05), (0.56, -0.09), (0.56, 0.09), (0.0, 0.05)]
            part = pen.within(x, radius, radius, 72 * index + 18)
            part.fill(parse("5d6068"), spoke, shade=0)
        pen.fill(parse("24222a"), oval(x, radius, radius * 0.14), shade=0)


def _paint_tarmac(scene: Scene, top: float) -> None:
    surface = scene.surface
    edge = np.full(surface.width, top, np.float32)
    patch = surface.below(edge)
    tone = mix(parse("55525e"), scene.light.far, 0.35)
    if scene.light.dark:
        tone = mix(parse("25242e"), scene.light.sky, 0.25)
    surface.over(patch, tone)
    pen = Pen(scene, 0, top, 1)
    pen.fill(
        shift(tone, light=0.14),
        [(0, 0.0), (scene.right, 0.0), (scene.right, -0.008), (0, -0.008)],
        shade=0,
    )
    low = -(scene.bottom - top) * 0.72
    step = 0.26
    for index in range(int(scene.right / step) + 2):
        x = index * step - 0.1
        dash = [(x, low), (x + 0.15, low), (x + 0.145, low - 0.014), (x - 0.005, low - 0.014)]
        pen.fill((0.97, 0.93, 0.82), dash, shade=0, alpha=0.85)


def _paint_way(scene: Scene) -> None:
    """A road that runs to the mountains, a great sun at its end."""
    rng = branch(scene.rng)
    x = scene.right * pick(rng, 0.44, 0.56)
    scene.sun = (x, scene.horizon - 0.06)
    paint_sky(scene, disc=pick(rng, 0.17, 0.24))
    terrain.paint_range(scene, scene.horizon + 0.01, 0.17, 0.2, 0.3)
    paint_mist(scene, scene.horizon - 0.01, 0.06, 0.6)
    light = scene.light
    field = mix(
        light.ground, parse("c79a55" if scene.hour in {"golden", "sunset"} else "6f8a4c"), 0.45
    )
    if light.dark:
        field = mix(field, light.near, 0.5)
    edge = terrain.paint_hill(scene, scene.horizon, 0.006, field, 1.2, 0.35)
    trees.paint_grass(scene, edge, 0.035, shift(field, light=-0.05), 700)
    view = _Lane(x, scene.horizon + 0.006, scene.right * 0.36, scene.bottom + 0.04)
    tone = mix(mix(parse("55525e"), light.far, 0.3), light.near, 0.35 if light.dark else 0.0)
    surface = scene.surface
    for half, colour in ((1.12, shift(field, light=-0.09)), (1.0, tone)):
        surface.over(surface.polygons([view.strip(-half, half, 0.02, 1)]), colour)
    sides = [view.strip(side * 0.9, side * 0.94, 0.02, 1) for side in (-1, 1)]
    surface.over(surface.polygons(sides), (0.96, 0.93, 0.86), 0.85)
    dashes = [view.strip(-0.025, 0.025, 0.1 + 0.075 * i, 0.13 + 0.075 * i) for i in range(12)]
    surface.over(surface.polygons(dashes), parse("f4cf6a"), 0.95)
    for index in range(7):
        near = 0.3 + 0.1 * index
        for side in (-1, 1):
            _draw_post(scene, view.at(side * 1.3, near), 0.16 * near**1.7 * min(1, scene.bottom))


@dataclass(frozen=True, slots=True)
class _Lane:
    """A straight road in perspective: where it ends, its half width and its near edge."""

    x: float
    y: float
    half: float
    low: float

    def at(self, across: float, near: float) -> Point:
        share = near**1.9
        return self.x + across * self.half * share, self.y + (self.low - self.y) * share

    def strip(self, left: float, right: float, far: float, near: float) -> list[Point]:
        steps = np.linspace(far, near, 12).tolist()
        there = [self.at(left, step) for step in steps]
        return [*there, *(self.at(right, step) for step in reversed(steps))]


def _draw_post(scene: Scene, place: Point, tall: float) -> None:
    pen = Pen(scene, *place, tall)
    pen.fill((0.95, 0.93, 0.88), box(-0.07, 0, 0.14, 1, 0.05), shade=0.5)
    pen.fill(parse("d9483b"), box(-0.07, 0.62, 0.14, 0.2), shade=0.3)
