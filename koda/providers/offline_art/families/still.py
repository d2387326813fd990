"""Still life: things on a table in window light, or on a stage as in a product picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from koda.providers.offline_art.families import dishes
from koda.providers.offline_art.families.foliage import draw_fan, draw_sprig
from koda.providers.offline_art.families.goods import GOODS
from koda.providers.offline_art.families.things import Palette, draw_thing, kind_of
from koda.providers.offline_art.noise import branch, chance, clip01, fbm, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift, to_oklch
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import arch, box, mirrored, moved, oval
from koda.providers.offline_art.surface import Patch, Point, lerp

_F = np.float32

# wall, table, main, second, third
_SETS = (
    "e9c9a8 8a5233 2f5d62 d96c47 f3e3c8", "b9cbb9 a87447 d8553f f2c14e fbf1df",
    "2f4a52 8c5a3c e8a04c d9573f f4e2c4", "f0d5c4 b8704f 33506b d98a3d fff2e0",
    "d9b3a6 7c4a3a 3d5a4c f0c46a fbeee0", "8fa9b5 6b4a38 e2703f f3d9a4 fdf4e6",
    "3b3552 7d4c46 e59a5b d0566b f6e4d0", "e8dcc0 95643f 8c3b3b 4f7a6b f6b352",
)  # fmt: skip


def paint_still(scene: Scene) -> None:
    """Paint the things that the words name."""
    brief = scene.brief
    palette = _palette(scene)
    _light(scene)
    kind = kind_of(scene)
    if kind == "pizza" or (brief.has("overhead") and kind == "bowl"):
        _paint_from_above(scene, palette)
    elif brief.has("product", "luxury") or kind in {"bottle", "product", *GOODS} - {
        "book",
        "lamp",
        "guitar",
    }:
        _paint_stage(scene, palette, kind)
    else:
        _paint_table(scene, palette, kind)


def _palette(scene: Scene) -> Palette:
    rng = scene.rng
    tones = [parse(word) for word in _SETS[int(rng.randint(len(_SETS)))].split()]
    turn = pick(rng, -8, 8)
    palette = Palette(*(shift(tone, hue=turn) for tone in tones))
    wanted = scene.brief.colours
    if wanted:
        light, chroma, hue = to_oklch(wanted[0])
        wall = shift(wanted[0], light=0.25 if light < 0.6 else -0.3, chroma=0.55)
        if chroma < 0.03:
            wall = palette.wall
        palette = replace(palette, main=wanted[0], wall=mix(wall, palette.wall, 0.25))
        _ = hue
    if len(wanted) > 1:
        palette = replace(palette, second=wanted[1])
    if scene.brief.has("night", "dark"):
        palette = replace(
            palette, wall=shift(palette.wall, light=-0.35), table=shift(palette.table, light=-0.1)
        )
    return palette


def _light(scene: Scene) -> None:
    side = 0.1 if chance(scene.rng, 0.6) else 0.9
    scene.sun = (scene.right * side, scene.bottom * 0.1)
    # Indoors: neither the sky's blue nor its dark falls on things.
    warm = parse("fff1d6")
    scene.light = replace(
        scene.light, dark=False, sky=warm, glow=mix(scene.light.glow, warm, 0.6), horizon=warm,
        far=parse("9a7f86"), near=parse("3a2a3a"),
    )  # fmt: skip


def _paint_wall(scene: Scene, tone: Colour, horizon: float) -> None:
    surface = scene.surface
    surface.pixels[:] = np.asarray(tone, np.float32)
    x, y = scene.sun
    fall = surface.distance(x, y) * _F(0.75)
    grain = scene.grain * _F(0.12)
    dark = clip01(fall + grain - _F(0.25)) * _F(0.62)
    surface.over(Patch(dark), shift(tone, light=-0.2))
    surface.screen(Patch(clip01(_F(0.9) - fall * 2 + grain)), scene.light.glow, 0.35)
    _ = horizon


def _paint_window_light(scene: Scene) -> None:
    """Light through a window's panes, slanting over the wall, perhaps with leaves in it."""
    surface, rng = scene.surface, branch(scene.rng)
    side = 1 if scene.sun[0] < surface.right / 2 else -1
    size = min(surface.right, surface.bottom)
    pen = Pen(scene, surface.right * (0.5 + side * 0.08), surface.bottom * 0.52, size, side)
    panes: list[list[Point]] = []
    for row in range(3):
        for column in range(2):
            left, low = -0.32 + column * 0.3, -0.16 + row * 0.24
            pane = box(left, low, 0.27, 0.21)
            panes.append([(x + 0.34 * y, y - 0.16 * x) for x, y in pane])
    light = pen.cover(*panes, soft=0.012)
    mask = light.mask
    if chance(rng, 0.6) and mask.size:
        shade = np.zeros((surface.height, surface.width), np.float32)
        for _ in range(3):
            at = Pen(
                scene, pick(rng, 0.2, 0.8) * surface.right, surface.bottom * pick(rng, 0.3, 0.7), 1
            )
            blades = [
                moved(mirrored("0,1 .07,.5 0,0"), 0, 0, pick(rng, 0.16, 0.26), turn)
                for turn in np.linspace(20, 160, 8).tolist()
            ]
            part = at.cover(*blades, soft=0.014)
            high, wide = part.mask.shape
            shade[part.row : part.row + high, part.column : part.column + wide] += part.mask
        rows = slice(light.row, light.row + mask.shape[0])
        columns = slice(light.column, light.column + mask.shape[1])
        mask = mask * (1 - clip01(shade[rows, columns]) * _F(0.75))
    surface.screen(Patch(mask, light.row, light.column), scene.light.glow, 0.34)


def _paint_top(scene: Scene, tone: Colour, top: float) -> None:
    """The table: boards when it is of wood, a plain top otherwise."""
    surface = scene.surface
    edge = np.full(surface.width, top, np.float32)
    patch = surface.below(edge)
    height, width = patch.mask.shape
    down = (surface.y[patch.row :] - _F(top)) * _F(1 / max(0.05, surface.bottom - top))
    grain = fbm(width, height, (surface.right * 2.5, 46), 4, scene.rng, 0.6)
    wood = scene.brief.has("wood", "stilllife", "vase") or chance(scene.rng, 0.5)
    tone_at = (grain - _F(0.5)) * _F(0.9 if wood else 0.15) + scene.grain[patch.row :] * _F(0.08)
    light = clip01(_F(0.62) - down * _F(0.55) + tone_at)
    surface.over(patch, lerp(shift(tone, light=-0.14), shift(tone, light=0.06), light))
    if wood:
        for share in (0.2, 0.52, 0.9):
            y = top + (surface.bottom - top) * share
            board = surface.polygons(
                [[(0, y), (surface.right, y), (surface.right, y + 0.004), (0, y + 0.004)]]
            )
            surface.multiply(board, shift(tone, light=-0.25), 0.7)
    rim = surface.polygons(
        [
            [
                (0, top - 0.004),
                (surface.right, top - 0.004),
                (surface.right, top + 0.008),
                (0, top + 0.008),
            ]
        ]
    )
    surface.screen(rim, scene.light.glow, 0.35)


def _paint_table(scene: Scene, palette: Palette, kind: str) -> None:
    rng, brief = scene.rng, scene.brief
    top = scene.bottom * 0.74
    _paint_wall(scene, palette.wall, top)
    if not brief.has("minimal", "night", "dark"):
        _paint_window_light(scene)
    _paint_top(scene, palette.table, top)
    size = min(scene.right, scene.bottom)
    foot = top + (scene.bottom - top) * 0.42
    tall = {
        "vase": 1.42,
        "bouquet": 1.42,
        "cup": 1.15,
        "bowl": 1.25,
        "fruit": 1.5,
        "cake": 1.3,
        "burger": 1.2,
        "icecream": 1.75,
        "candle": 1.25,
        "guitar": 2.1,
    }.get(kind, 1.4)
    scale = min(size * 0.98, scene.bottom * 0.86) * 0.92 / tall
    x = scene.right * (0.5 + pick(rng, -0.03, 0.03))
    pen = Pen(scene, x, scene.bottom - (scene.bottom - foot), scale)
    side = 1 if scene.sun[0] < scene.right / 2 else -1
    fall = [(-0.2, 0), (0.2, 0), (side * 1.5 + 0.2, -0.1), (side * 1.5 - 0.2, 0.06)]
    pen.dim(fall, soft=0.05, alpha=0.4)
    if not brief.has("minimal") and kind not in {"fruit", "burger", "icecream", "guitar"}:
        _draw_companion(scene, pen, side, palette, behind=True)
    draw_thing(pen, kind, palette)
    if not brief.has("minimal") and kind in {"vase", "bouquet", "cup", "candle"}:
        _draw_companion(scene, pen, -side, palette, behind=False)


def _draw_companion(scene: Scene, pen: Pen, side: int, palette: Palette, behind: bool) -> None:
    rng = branch(scene.rng)
    fruits = ("pear", "lemon", "apple", "orange")
    if behind:
        part = pen.within(side * pick(rng, 0.62, 0.76), 0.07, 0.42)
        dishes.draw_fruit(part, fruits[int(rng.randint(4))])
    else:
        part = pen.within(side * pick(rng, 0.56, 0.7), -0.07, 0.4)
        dishes.draw_fruit(part, fruits[int(rng.randint(4))])
        dishes.draw_fruit(part.within(side * 0.62, -0.08, 0.9), fruits[int(rng.randint(4))])
    _ = palette


def _paint_stage(scene: Scene, palette: Palette, kind: str) -> None:
    """A coloured stage: an arch or a disc behind, plinths, leaves, a shadow play."""
    rng, size = scene.rng, min(scene.right, scene.bottom)
    tone, x = palette.wall, scene.right * 0.5
    _paint_wall(scene, tone, 0)
    floor = scene.bottom * 0.8
    pen = Pen(scene, x, floor, size)
    deep = shift(tone, light=-0.1, chroma=1.25)
    shape = arch(-0.3, 0, 0.6, 0.74) if chance(rng, 0.5) else oval(0, 0.38, 0.33)
    cast(scene, pen.cover(shape), 0.02, 0.35)
    pen.fill(shift(tone, light=0.07), shape, shade=0.7)
    _paint_window_light(scene)
    fans = mix(parse("4f7a52"), deep, 0.3)
    for side in (-1, 1):
        part = pen.within(side * 0.36, 0.02, 1, turn=side * -24)
        if chance(rng, 0.5):
            draw_fan(part, 0.42, fans)
        else:
            for lean in (-26, 0, 26):
                draw_sprig(part.within(0, 0, turn=lean), "eucalyptus", 0.42, 0.1, fans, branch(rng))
    ground = scene.surface.below(np.full(scene.surface.width, floor, np.float32))
    scene.surface.over(ground, shift(tone, light=-0.05))
    grain = scene.grain[ground.row :] * _F(0.2)
    depth = (scene.surface.y[ground.row :] - _F(floor)) * _F(2.2)
    scene.surface.multiply(Patch(clip01(depth + grain) * ground.mask, ground.row), deep, 0.5)
    for left, wide, tall, colour in (
        (-0.44, 0.26, 0.2, palette.second),
        (0.2, 0.28, 0.12, palette.third),
        (-0.21, 0.42, 0.07, shift(tone, light=0.1)),
    ):
        low = -0.07 if tall < 0.1 else -0.03
        _draw_plinth(pen.within(0, low), left, wide, tall, colour)
    unit = {
        "product": 0.92,
        "bottle": 1.3 if scene.brief.has("wine") else 0.98,
        "watch": 1.5,
        "phone": 1.2,
        "shoe": 1.75,
        "camera": 1.4,
        "bag": 1.3,
    }.get(kind, 1.2)
    draw_thing(pen.within(0, 0.02, 0.54 / unit), kind, palette)


def _draw_plinth(pen: Pen, left: float, wide: float, tall: float, colour: Colour) -> None:
    lip = wide * 0.11
    middle = left + wide / 2
    pen.dim(oval(middle + 0.05, 0.0, wide * 0.62, lip * 0.7), soft=0.03, alpha=0.5)
    side = [*box(left, 0, wide, tall)]
    pen.fill(colour, side, oval(middle, 0, wide / 2, lip / 2), shade=0.9)
    pen.fill(shift(colour, light=0.07), oval(middle, tall, wide / 2, lip / 2), shade=0.3)


def _paint_from_above(scene: Scene, palette: Palette) -> None:
    surface = scene.surface
    surface.pixels[:] = np.asarray(palette.table, np.float32)
    _paint_top(scene, palette.table, -0.02)
    pen = Pen(scene, scene.right / 2, scene.bottom / 2, min(scene.right, scene.bottom) * 0.84)
    rng = branch(scene.rng)
    pen.fill(
        shift(palette.main, light=0.04), moved(box(-0.6, -0.24, 0.5, 0.9), 0, 0, 1, 24), shade=0.5
    )
    for _ in range(6):
        at = pick(rng, -0.9, 0.9), pick(rng, -0.9, 0.9)
        draw_sprig(
            pen.within(*at, turn=pick(rng, 0, 360)), "broad", 0.26, 0.1, parse("4f7a52"), rng
        )
    dishes.draw_pizza(pen)
