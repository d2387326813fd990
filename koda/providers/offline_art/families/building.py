"""Architecture: a courtyard of arches and steps under a hard sun, or a room with a view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from koda.providers.offline_art.families.foliage import draw_fan, draw_monstera, draw_sprig
from koda.providers.offline_art.families.landscape import vista
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, chance, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, overlap
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import arch, box, line, mirrored, oval
from koda.providers.offline_art.surface import Patch

_F = np.float32

# wall, second wall, floor, accent, sky
_YARDS = (
    "e8967a f3c4a0 f0dcc0 d9573f 7fb8c8", "f2e3cf e9c9a8 f6ecdc c8643f 5f9fc0",
    "d97b7f e8a9a0 f2d3c0 7a3f5a f2c9a0", "8fb0b8 c3d3cf eae6d8 e07a4c f0d9b8",
    "e9b85f f2d394 f6e8c8 b8503f 8fc0c8", "b7a6cf d8cbe2 efe6ee e8785a f4d3b8",
)  # fmt: skip
_ROOMS = (
    "d9b79a b8735a e8dcc8 2f5a5c e0a04c", "9fb3a4 7a5a42 e6ddcb c8603f 33506b",
    "e6cfc0 9a6a4a f2e8dc 7a3f4a 4f7a6b", "3f4f5c 6b4a3a c9b8a0 d98a3f e8dcc8",
    "c9b8d0 7a5a5a efe6ea 3f4a7a e89a6a",
)  # fmt: skip

_CHAIR = """
    lines.05 leg .34,.14! .42,.0!
    mid main 0,.98 .30,.94 .38,.70 .36,.30! 0,.28!
    mid deep 0,.46 .34,.44 .38,.36 .36,.24! 0,.24!
    pair main .34,.24! .34,.54 .42,.62 .52,.56 .52,.16! .36,.14!
    mid deep 0,.28! .36,.28! .36,.14! 0,.14!
    mid cushion 0,.78 .16,.74 .18,.48! 0,.46!
"""


def paint_building(scene: Scene) -> None:
    """Paint a room, or a courtyard."""
    if scene.brief.has("room"):
        _paint_room(scene)
    else:
        _paint_yard(scene)


def _tones(scene: Scene, sets: tuple[str, ...]) -> list[Colour]:
    tones = [parse(word) for word in sets[int(scene.rng.randint(len(sets)))].split()]
    tones = [shift(tone, hue=pick(scene.rng, -6, 6)) for tone in tones]
    if scene.brief.colours:
        tones[0] = scene.brief.colours[0]
        tones[1] = shift(scene.brief.colours[0], light=0.1, chroma=0.7)
    if scene.brief.has("night", "dark", "dusk"):
        tones = [mix(tone, parse("1c1f3f"), 0.5) for tone in tones]
    return tones


def _paint_yard(scene: Scene) -> None:
    wall, second, floor, accent, sky = _tones(scene, _YARDS)
    side = 1 if chance(scene.rng, 0.5) else -1
    scene.sun = (scene.right * (0.5 - side * 0.4), 0.0)
    scene.light = replace(
        scene.light, dark=False, sky=parse("fff3e0"), horizon=mix(sky, (1, 1, 1), 0.5),
        far=mix(wall, parse("6a5a8a"), 0.55), near=mix(wall, parse("3a2a4a"), 0.75),
    )  # fmt: skip
    surface = scene.surface
    surface.gradient([(0, sky), (scene.bottom * 0.8, mix(sky, (1, 1, 1), 0.7))])
    size = min(scene.right, scene.bottom)
    ground = scene.bottom * 0.74
    pen = Pen(scene, scene.right / 2, ground, size, side)
    reach = scene.right / size
    pen.fill(
        mix(scene.light.glow, accent, 0.3), oval(-0.1 * reach, scene.bottom * 0.5, 0.11), shade=0.5
    )
    _draw_far_wall(pen, wall, second, reach, ground / size)
    pen.fill(floor, box(-reach, -0.6, 2 * reach, 0.6), shade=0.25)
    pen.dim([(-reach, 0.0), (reach * 0.55, 0.0), (-reach * 0.2, -0.5), (-reach, -0.5)], alpha=0.35)
    _draw_tower(pen, second, wall, reach)
    _draw_steps(pen, floor, accent, reach)
    _draw_guests(pen, accent, reach)


def _draw_far_wall(pen: Pen, wall: Colour, second: Colour, reach: float, top: float) -> None:
    tall = min(0.52, top * 0.72)
    block = box(-reach, 0, reach * 1.45, tall)
    holes = [arch(-0.42 * reach - 0.02 + 0.3 * index, 0, 0.2, tall * 0.7) for index in range(-2, 3)]
    left_holes = [hole for hole in holes if hole[1][0] < reach * 0.42]
    solid = pen.cover(block)
    gaps = pen.cover(*left_holes)
    behind = pen.scene.surface.view(gaps).copy() if gaps.mask.size else None
    pen.fill(wall, block, shade=0.6)
    pen.fill(shift(wall, light=0.08), box(-reach, tall, reach * 1.45, 0.025), shade=0.2)
    if behind is not None:
        inner = overlap(gaps, solid)
        pen.dim(*([(x + 0.05, y) for x, y in hole] for hole in left_holes), alpha=0.55)
        pen.scene.surface.over(gaps, behind)
        rims = [line(hole[1:], 0.012) for hole in left_holes]
        pen.fill(shift(second, light=0.02), *rims, shade=0)
        _ = inner


def _draw_tower(pen: Pen, wall: Colour, shade: Colour, reach: float) -> None:
    left = reach * 0.16
    body = box(left, -0.02, reach * 0.9, 0.78)
    pen.fill(wall, body, shade=0.5)
    pen.dim([(left, -0.02), (left + 0.06, -0.02), (left + 0.06, 0.78), (left, 0.78)], alpha=0.35)
    pen.fill(shade, arch(left + 0.16, -0.02, 0.22, 0.42), shade=0.8)
    pen.fill(shift(shade, light=-0.2), arch(left + 0.2, -0.02, 0.18, 0.37), shade=0.5)
    panes = [arch(left + 0.14 + 0.13 * index, 0.54, 0.07, 0.13) for index in range(3)]
    pen.fill(shift(shade, light=-0.18), *panes, shade=0.4)
    pen.fill(shift(wall, light=0.07), box(left - 0.02, 0.78, reach, 0.03), shade=0.2)


def _draw_steps(pen: Pen, floor: Colour, accent: Colour, reach: float) -> None:
    left = -reach * 0.42
    for index in range(6):
        wide, low = 0.62 - 0.075 * index, 0.052 * index - 0.16
        tread = box(left - 0.1 + 0.04 * index, low, wide, 0.052)
        pen.fill(mix(accent, floor, 0.25), tread, shade=0.5)
        pen.fill(
            mix(accent, (1, 1, 1), 0.45),
            box(left - 0.1 + 0.04 * index, low + 0.04, wide, 0.012),
            shade=0,
        )


def _draw_guests(pen: Pen, accent: Colour, reach: float) -> None:
    rng = branch(pen.scene.rng)
    green = mix(parse("3f6b4f"), pen.scene.light.near, 0.2)
    tree = pen.within(reach * 0.07, -0.06)
    for turn in (-8, 0, 9):
        tree.fill(
            shift(green, light=turn / 200),
            mirrored("0,.52 .045,.36 .06,.14 .03,.0! 0,0!"),
            shade=0.8,
        )
    tree.dim([(0, 0), (0.05, 0), (0.6, -0.14), (0.5, -0.15)], soft=0.01, alpha=0.3)
    pot = pen.within(-reach * 0.34, -0.3, 1.1)
    pot.dim(oval(0.05, 0, 0.12, 0.02), soft=0.02, alpha=0.5)
    for turn in (-34, -12, 12, 34):
        draw_sprig(pot.within(0, 0.14, turn=turn), "olive", 0.3, 0.1, green, rng)
    pot.fill(accent, mirrored("0,.17! .085,.17! .10,.10 .07,.0! 0,0!"), shade=0.9)
    ball = pen.within(reach * 0.3, -0.3)
    ball.dim(oval(0.06, 0.0, 0.12, 0.02), soft=0.02, alpha=0.5)
    ball.fill(mix(accent, (1, 1, 1), 0.15), oval(0, 0.075, 0.075), shade=1.0)


def _paint_room(scene: Scene) -> None:
    wall, wood, pale, main, accent = _tones(scene, _ROOMS)
    side = 1 if chance(scene.rng, 0.5) else -1
    surface, size = scene.surface, min(scene.right, scene.bottom)
    outside, night = scene.light, scene.light.dark
    picture = vista(scene, max(64, int(surface.unit * 0.6)), max(64, int(surface.unit * 0.74)))
    scene.sun = (scene.right * (0.5 - side * 0.2), scene.bottom * 0.3)
    warm = parse("fff0d8")
    scene.light = replace(
        outside, dark=False, sky=warm, horizon=warm, far=mix(wall, parse("5a4a6a"), 0.5),
        near=mix(wall, parse("2a1f30"), 0.75),
    )  # fmt: skip
    surface.pixels[:] = np.asarray(wall, np.float32)
    fall = clip01(surface.distance(*scene.sun) * _F(0.8) + scene.grain * _F(0.12) - _F(0.3))
    surface.over(Patch(fall), shift(wall, light=-0.16), 0.85)
    floor = scene.bottom * 0.78
    pen = Pen(scene, scene.right / 2, floor, size, side)
    reach = scene.right / size
    _draw_window(pen, picture, wood, pale, floor / size)
    pen.fill(wood, box(-reach, -0.6, 2 * reach, 0.6), shade=0.4)
    boards = [box(-reach, -0.06 - 0.07 * index, 2 * reach, 0.004) for index in range(5)]
    pen.fill(shift(wood, light=-0.1), *boards, shade=0)
    pen.fill(shift(wall, light=0.08), box(-reach, 0, 2 * reach, 0.03), shade=0.2)
    beam = [(-0.42, -0.02), (0.0, -0.02), (0.42, -0.24), (-0.1, -0.24)]
    pen.glow(outside.glow, beam, soft=0.012, alpha=0.16 if night else 0.42)
    pen.fill(mix(accent, pale, 0.3), oval(0.2, -0.13, 0.5, 0.07), shade=0.4)
    pen.fill(mix(main, pale, 0.35), oval(0.2, -0.13, 0.38, 0.05), shade=0.3)
    _furnish(pen, main, accent, wood, pale)


def _draw_window(pen: Pen, picture: np.ndarray, wood: Colour, pale: Colour, top: float) -> None:
    low, tall = 0.16, min(0.68, top - 0.24)
    frame, pane = arch(-0.5, low, 0.5, tall), arch(-0.47, low + 0.03, 0.44, tall - 0.06)
    pen.dim(arch(-0.48, low - 0.02, 0.5, tall), soft=0.02, alpha=0.4)
    pen.fill(mix(pale, (1, 1, 1), 0.4), frame, shade=0.3)
    glass = pen.cover(pane)
    high, wide = glass.mask.shape
    picture = picture[:high, :wide]
    surface = pen.scene.surface
    surface.over(
        Patch(glass.mask[: picture.shape[0], : picture.shape[1]], glass.row, glass.column), picture
    )
    bars = [box(-0.256, low + 0.03, 0.012, tall - 0.06), box(-0.47, low + tall * 0.5, 0.44, 0.012)]
    pen.fill(mix(pale, (1, 1, 1), 0.4), *bars, shade=0)
    pen.fill(mix(wood, pale, 0.5), box(-0.54, low - 0.03, 0.58, 0.035), shade=0.4)


def _furnish(pen: Pen, main: Colour, accent: Colour, wood: Colour, pale: Colour) -> None:
    rng = branch(pen.scene.rng)
    colours = {
        "main": main, "deep": shift(main, light=-0.08), "leg": shift(wood, light=-0.18),
        "cushion": accent,
    }  # fmt: skip
    frame = box(0.1, 0.46, 0.2, 0.26)
    pen.dim([(x + 0.012, y - 0.015) for x, y in frame], soft=0.012, alpha=0.4)
    pen.fill(shift(wood, light=-0.1), frame, shade=0.3)
    art = pen.fill(pale, box(0.115, 0.475, 0.17, 0.23), shade=0.2)
    pen.fill(accent, oval(0.2, 0.62, 0.045), shade=0.4, inside=art)
    pen.fill(main, oval(0.14, 0.46, 0.1), oval(0.27, 0.45, 0.12), shade=0.5, inside=art)
    chair = pen.within(0.14, -0.14, 0.46)
    chair.dim(oval(0.05, 0, 0.6, 0.06), soft=0.05, alpha=0.5)
    draw(chair, _CHAIR, colours)
    plant = pen.within(-0.36, -0.12, 0.66)
    plant.dim(oval(0.05, 0, 0.18, 0.03), soft=0.03, alpha=0.5)
    green = mix(parse("3f7050"), pen.scene.light.near, 0.12)
    for turn, tall, size in (
        (-38, 0.42, 0.16),
        (34, 0.46, 0.17),
        (-14, 0.62, 0.19),
        (12, 0.7, 0.2),
    ):
        part = plant.within(0, 0.2, turn=-turn)
        part.fill(shift(green, light=-0.06), line([(0, 0), (0, tall)], 0.014), shade=0)
        leafy = part.within(0, tall, turn=pick(rng, -20, 20))
        tone = shift(green, light=pick(rng, -0.04, 0.06))
        if size > 0.18 or chance(rng, 0.5):
            draw_monstera(leafy, size * 0.8, tone)
        else:
            draw_fan(leafy, size, tone)
    plant.fill(mix(accent, pale, 0.2), mirrored("0,.24! .13,.24! .15,.14 .10,.0! 0,0!"), shade=0.9)
    lamp = pen.within(0.42, -0.06, 0.72)
    lamp.fill(
        shift(wood, light=-0.2),
        line([(0, 0), (0, 0.98)], 0.02),
        box(-0.12, -0.01, 0.24, 0.025),
        shade=0.2,
    )
    lamp.glow(parse("ffdf9f"), oval(0, 0.92, 0.4), soft=0.24, alpha=0.4)
    lamp.fill(
        mix(pale, parse("ffe2a8"), 0.5), mirrored("0,1.14! .10,1.14! .2,.86! 0,.86!"), shade=0.5
    )
