"""The sea close by: surf on sand, storm waves, crags with a lighthouse."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.families import terrain
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import Field, branch, clip01, line, pick, sine, smooth
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, overlap
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, outline
from koda.providers.offline_art.surface import Patch, lerp

_F = np.float32
_LAMP = parse("ffd98a")

_TOWER = """
    mid wall 0,1.0! .085,1.0! .125,.0! 0,.0!
    mid band .0,.84! .092,.84! .10,.68! 0,.68!
    mid band .0,.52! .106,.52! .113,.34! 0,.34!
    mid band .0,.18! .118,.18! .124,.04! 0,.04!
    mid dark 0,1.045! .135,1.045! .135,1.0! 0,1.0!
    mid -lamp 0,1.17! .06,1.17! .06,1.045! 0,1.045!
    lines.012 dark .03,1.17! .03,1.045!
    mid dark 0,1.30! .02,1.25! .095,1.165! 0,1.165!
    mid -window 0,.62! .02,.62! .02,.57! 0,.57!
"""


def paint_beach(scene: Scene) -> None:
    """Paint the sea, and its last waves running out on sand."""
    surface, light, rng = scene.surface, scene.light, branch(scene.rng)
    terrain.paint_water(scene, scene.horizon, 0.5, open_sea=True)
    sand = mix(parse("ecd2a4"), light.ground, 0.18 if not light.dark else 0.6)
    deep = mix(light.water, light.horizon, 0.35)
    side = 1 if scene.sun[0] > scene.right / 2 else -1
    top = scene.horizon + (scene.bottom - scene.horizon) * 0.42
    across = (surface.x[0] / _F(scene.right) - _F(0.5)) * _F(side)
    for index in range(4):
        share = index / 3
        run = line(surface.width, 2.6 * scene.right, 3, rng, 0.45)
        bows = np.abs(sine(surface.x[0] * _F(pick(rng, 0.9, 1.3)) + _F(pick(rng, 0, 1))))
        edge = _F(top + 0.1 * share * scene.bottom) + across * _F(0.16 - 0.03 * index)
        edge = (edge + run * _F(0.012) + bows * _F(0.035)).astype(np.float32)
        tone = mix(deep, mix(light.horizon, (1, 1, 1), 0.35), 0.25 + 0.2 * share)
        if index == 3:
            wet = surface.below(edge + _F(0.035))
            surface.over(wet, shift(mix(sand, light.near, 0.18), light=-0.03))
            _lay_sand(scene, (edge + _F(0.075)).astype(np.float32), sand)
        _lay_foam(scene, edge, tone, 0.034 if index == 3 else 0.014 + 0.004 * index, index < 3)


def _lay_sand(scene: Scene, edge: Field, sand: Colour) -> None:
    surface = scene.surface
    patch = surface.below(edge)
    down = surface.y[patch.row :] - edge[None, :]
    tone = clip01(down * _F(1.3) + scene.grain[patch.row :] * _F(0.22))
    surface.over(
        Patch(smooth(patch.mask, 0, 1), patch.row),
        lerp(mix(sand, scene.light.glow, 0.3), shift(sand, light=-0.1), tone),
    )


def _lay_foam(scene: Scene, edge: Field, water: Colour, width: float, open_water: bool) -> None:
    """A running wave: a band of foam along a line, torn behind, and the water that carries it."""
    surface = scene.surface
    gap = surface.y - edge[None, :]
    if open_water:
        back = clip01((gap + _F(0.05)) * _F(26)) * clip01(-gap * _F(surface.unit * 0.5))
        surface.multiply(Patch(back), mix(water, scene.light.near, 0.35), 0.28)
    lace = scene.grain * _F(0.2) + line(surface.width, 30 * scene.right, 3, scene.rng, 0.6)[None, :]
    ragged = gap + lace * _F(width * 0.3) + _F(width)
    body = clip01(-gap * _F(surface.unit)) * smooth(ragged, 0.0, width * 0.5)
    foam = mix(scene.light.glow, (1, 1, 1), 0.5)
    surface.over(Patch(body), mix(foam, scene.light.sky, 0.4) if scene.light.dark else foam, 0.92)
    shadow = clip01(gap * _F(surface.unit)) * smooth(gap, 0.012, 0.0)
    surface.multiply(Patch(shadow), scene.shadow, 0.4)


def paint_storm(scene: Scene) -> None:
    """Paint waves behind waves, with crests that break, and spray."""
    surface, light, rng = scene.surface, scene.light, branch(scene.rng)
    deep = mix(light.water, light.near, 0.45)
    count = 6
    for index in range(count):
        share = index / (count - 1)
        top = scene.horizon + (scene.bottom - scene.horizon) * (0.02 + 0.74 * share**1.2)
        cells = (3.4 - 1.9 * share) * 1.1
        phase = surface.x[0] * _F(cells) + _F(pick(rng, 0, 1))
        sway = line(surface.width, 2.2 * scene.right, 2, rng)
        peaks = 1 - np.abs(sine(phase + sway * _F(0.24)))
        crest = peaks * peaks * _F(0.02 + 0.085 * share)
        edge = (_F(top) - crest - sway * _F(0.012)).astype(np.float32)
        _lay_swell(
            scene, edge, mix(mix(light.far, light.horizon, 0.3), deep, 0.25 + 0.75 * share), share
        )


def _lay_swell(scene: Scene, edge: Field, tone: Colour, share: float) -> None:
    surface = scene.surface
    patch = surface.below(edge)
    down = surface.y[patch.row :] - edge[None, :]
    grain = scene.grain[patch.row :]
    reach = 0.05 + 0.11 * share
    lit = clip01(_F(1) - down * _F(1 / reach) + grain * _F(0.35))
    pale = mix(tone, mix(scene.light.glow, scene.light.horizon, 0.5), 0.5)
    surface.over(patch, lerp(shift(tone, light=-0.04), pale, lit * _F(0.62)))
    lace = line(surface.width, 60 * scene.right, 3, scene.rng, 0.6)[None, :] * _F(0.35)
    thin = 0.003 + 0.011 * share
    foam = patch.mask * clip01(_F(1) - down * _F(1 / thin) + grain * _F(0.5) + lace)
    surface.over(Patch(foam, patch.row), mix((1, 1, 1), scene.light.horizon, 0.3), 0.85)


def draw_crag(pen: Pen, shape: Shape, colour: Colour) -> Patch:
    """Draw a rock with facets, lit from the side of the sun."""
    rng = branch(pen.scene.rng)
    patch = pen.fill(colour, shape, shade=0.7)
    places = [point for point in shape if point[1] > -0.02]
    bright, dark = shift(colour, light=0.09), shift(colour, light=-0.08)
    for index in range(0, len(places) - 2, 2):
        (ax, ay), (bx, by) = places[index], places[index + 1]
        low = pick(rng, 0.12, 0.4)
        lean = pick(rng, -0.14, 0.14)
        facet = [(ax, ay), (bx, by), ((ax + bx) / 2 + lean, min(ay, by) - low)]
        tone = bright if (bx - ax) * pen.flip > 0 and index % 4 == 0 else dark
        pen.fill(tone, facet, shade=0.6, inside=patch)
    return patch


def paint_lighthouse(scene: Scene) -> None:
    """Paint crags in the sea with a lighthouse and its beam."""
    left = scene.sun[0] > scene.right / 2
    x = scene.right * (0.27 if left else 0.73)
    flip = 1 if left else -1
    size = min(0.95, scene.bottom * 0.62)
    foot = scene.horizon + 0.03
    pen = Pen(scene, x, foot, size, flip)
    stone = mix(mix(scene.light.near, scene.light.far, 0.25), parse("4a4a52"), 0.25)
    _draw_beam(pen.within(0, 0.09, 0.46))
    back = outline(
        "-.9,-.5! -.7,-.06! -.52,-.01! -.40,.04! -.22,.02! -.06,.10! .08,.085! .16,-.02! .26,-.05!"
        " .32,-.16! .46,-.20! .56,-.5!"
    )
    draw_crag(pen, back, stone)
    red = scene.brief.dye("lighthouse") or parse("c8402f")
    white = mix((0.97, 0.95, 0.92), scene.light.horizon, 0.25)
    tower = pen.within(0.0, 0.085, 0.46)
    colours = {
        "wall": white, "band": red, "dark": mix(scene.light.near, parse("26262e"), 0.5),
        "lamp": _LAMP, "window": scene.light.near,
    }  # fmt: skip
    draw(tower, _TOWER, colours)
    scene.surface.screen(scene.surface.glow(*tower.at(0, 1.11), 0.05), _LAMP, 0.9)
    front = outline(
        "-1.0,-.6! -.8,-.22! -.62,-.18! -.5,-.26! -.34,-.20! -.2,-.32! -.04,-.28! .1,-.42! .3,-.6!"
    )
    draw_crag(pen, front, shift(stone, light=-0.05))


def _draw_beam(pen: Pen) -> None:
    scene = pen.scene
    reach = 4.5
    beam = pen.cover([(0, 1.13), (reach, 1.75), (reach, 0.85), (0, 1.09)], soft=0.03)
    if not beam.mask.size:
        return
    x = pen.at(0, 0)[0]
    away = np.abs(scene.surface.x[:, beam.column : beam.column + beam.mask.shape[1]] - _F(x))
    fade = clip01(1 - away * _F(0.95 / scene.right))
    strong = 0.6 if scene.light.dark or scene.hour in {"grey", "sunset", "dusk"} else 0.25
    faded = Patch(beam.mask * fade * fade, beam.row, beam.column)
    scene.surface.screen(overlap(faded, beam), _LAMP, strong)
