"""Plants as the subject: botanical sheets, jungle, one great bloom, mushrooms, butterflies."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from koda.providers.offline_art.families.foliage import (
    BLOSSOMS,
    LEAVES,
    draw_blossom,
    draw_cluster,
    draw_fan,
    draw_monstera,
    draw_sprig,
    draw_stem,
)
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, chance, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import box, leaf, mirrored, moved, oval, smooth_line
from koda.providers.offline_art.surface import Patch

_F = np.float32

# paper, dark green, green, bloom, second, third
_SETS = (
    "f4ead6 23463c 5f8f62 d9573f f2b84b e8a0a0", "e9efe4 1f4a4a 4f8f7a e8785a f4cf7a b78fc0",
    "f6e3d4 2f4a3a 7a9a5a c23f5a f29a6a f4d3a0", "22333b 3f7060 6fa37c f2a65a e8604c f4e3c8",
    "e6e3ef 2f3f5c 5a8a8a d0567f f2b56b 8f8fd0", "f7efe0 3a4a2c 8a9a4a e07a3f c8403f f0c65a",
    "1f2a44 2f6b5f 5f9f7f f27f8f f6c667 b9a0e0",
)  # fmt: skip

_BUTTERFLY = """
    pair first .03,.10! .16,.52 .52,.72 .78,.58 .70,.24 .36,.04
    pair second .03,.02! .36,.02 .62,-.12 .60,-.46 .34,-.60 .14,-.34
    pair pale .26,.30 .44,.50 .60,.48 .54,.30 .38,.20
    pair dark .60,.60 .68,.60 .70,.50 .62,.52
    pair pale .26,-.12 .44,-.14 .50,-.32 .36,-.42 .24,-.28
    pair dark .34,-.26 .41,-.24 .43,-.32 .36,-.35
    mid dark 0,.26 .035,.16 .03,-.30 0,-.46
    lines.014 dark .01,.24! .06,.40 .16,.50
"""


# What these are when nobody says another colour.
_OWN = {"sunflower": "f2b52c", "lavender": "8f7fd0", "poppy": "d9432f", "daisy": "f6f1e4"}

_CACTUS = """
    line.11 green .0,.14! .0,.62!
    line.075 green .0,.28! .14,.30 .15,.46
    line.075 green .0,.36! -.13,.38 -.14,.54
"""


def paint_flora(scene: Scene) -> None:
    """Paint the plants that were asked for."""
    tones = [parse(word) for word in _SETS[int(scene.rng.randint(len(_SETS)))].split()]
    turn = pick(scene.rng, -7, 7)
    tones = [shift(tone, hue=turn) for tone in tones]
    usual = next((_OWN[kind] for kind in _OWN if scene.brief.has(kind)), None)
    if usual:
        tones[3:6] = [shift(parse(usual), light=step) for step in (0.0, -0.05, 0.05)]
    for index, colour in enumerate(scene.brief.colours[:2]):
        tones[3 + index] = colour
    if scene.brief.has("night", "dark"):
        tones[0] = shift(tones[0], light=-0.6)
    elif scene.brief.has("autumn"):
        tones[1:3] = [parse("7a3f22"), parse("c97a2e")]
    scene.sun = (scene.right * (0.1 if chance(scene.rng, 0.5) else 0.9), 0.0)
    scene.light = replace(
        scene.light, dark=False, sky=parse("fff3dc"), horizon=tones[0], far=parse("8a8a86"),
        near=mix(tones[1], parse("241f2e"), 0.4),
    )  # fmt: skip
    _paint_paper(scene, tones[0])
    _layout(scene)(scene, tones)


def _layout(scene: Scene):  # noqa: ANN202
    brief, rng = scene.brief, scene.rng
    if brief.has("butterfly"):
        return _paint_butterflies
    if brief.has("mushroom"):
        return _paint_mushrooms
    if brief.has("cactus"):
        return _paint_pots
    if brief.has("jungle", "monstera"):
        return _paint_jungle
    if brief.has("macro") or (
        brief.first("flower") and not brief.has("meadow") and chance(rng, 0.35)
    ):
        return _paint_bloom
    if brief.first("flower"):
        wide = brief.has("meadow") or chance(rng, 0.5)
        return _paint_meadow if wide else _paint_sheet
    return _paint_sheet if brief.has("sheet") or chance(rng, 0.5) else _paint_jungle


def _paint_paper(scene: Scene, paper: Colour) -> None:
    surface = scene.surface
    surface.pixels[:] = np.asarray(paper, np.float32)
    fall = clip01(surface.distance(*scene.sun) * _F(0.6) + scene.grain * _F(0.14) - _F(0.25))
    surface.over(Patch(fall), shift(paper, light=-0.1), 0.7)


def _kinds(scene: Scene) -> list[str]:
    named = [kind for kind in BLOSSOMS if scene.brief.has(kind)]
    return named or [kind for kind in BLOSSOMS if kind != "sunflower"]


def _paint_sheet(scene: Scene, tones: list[Colour]) -> None:
    """Specimens side by side, as in a herbarium."""
    rng, surface = branch(scene.rng), scene.surface
    rim = min(scene.right, scene.bottom) * 0.045
    frame = surface.polygons([box(rim, rim, scene.right - 2 * rim, scene.bottom - 2 * rim)])
    surface.over(frame, mix(tones[0], (1, 1, 1), 0.3 if min(tones[0]) > 0.5 else 0.04))
    kinds, bloomy = _kinds(scene), scene.brief.first("flower") or chance(rng, 0.6)
    count = max(3, min(9, round(scene.right / scene.bottom * 5)))
    foot = scene.bottom * 0.88
    for index in range(count):
        share = (index + 0.5) / count
        x = scene.right * (0.07 + 0.86 * share)
        tall = scene.bottom * pick(rng, 0.6, 0.74) * (1 - 0.18 * (index % 2))
        pen = Pen(scene, x, foot, 1)
        green = shift(tones[1 + index % 2], light=pick(rng, -0.04, 0.05))
        if bloomy and index % 2 == 0:
            kind = kinds[(index // 2) % len(kinds)]
            size = min(0.1 * scene.bottom, scene.right * 0.4 / count)
            bloom = tones[3 + (index // 2) % 3]
            for lean in (-13, 13):
                draw_sprig(
                    pen.within(0, 0, turn=lean), "broad", tall * 0.5, 0.1 * lean / 13, green, rng
                )
            draw_stem(pen, kind, tall * 0.88, pick(rng, -0.05, 0.05), size, (bloom, green), rng)
        else:
            slim = [kind for kind in LEAVES if kind not in {"broad", "grass"}]
            draw_sprig(
                pen, slim[int(rng.randint(len(slim)))], tall, pick(rng, -0.08, 0.08), green, rng
            )


def _paint_jungle(scene: Scene, tones: list[Colour]) -> None:
    """Leaves over leaves, from the dark behind to the light in front, flowers between."""
    rng, surface = branch(scene.rng), scene.surface
    surface.pixels[:] = np.asarray(shift(tones[1], light=-0.16), np.float32)
    middle = scene.right / 2, scene.bottom * 0.46
    pen = Pen(scene, *middle, min(scene.right, scene.bottom))
    moon = oval(0, 0, 0.26)
    pen.fill(mix(tones[3], tones[4], 0.5), moon, shade=0.8)
    for layer in range(4):
        count = int(9 * max(1.0, scene.right * 0.8)) - layer
        tone = shift(mix(tones[1], tones[2], layer / 3), light=-0.1 + 0.045 * layer)
        for index in range(count):
            angle = math.tau * (index + pick(rng, -0.3, 0.3)) / count + layer * 0.7
            reach = 0.47 + 0.075 * layer
            across = middle[0] + math.cos(angle) * reach * scene.right * 0.98
            down = middle[1] + math.sin(angle) * reach * scene.bottom * 0.98
            inward = math.degrees(math.atan2(-(middle[1] - down), middle[0] - across)) - 90
            part = Pen(scene, across, down, 1, turn=inward + pick(rng, -32, 32))
            _draw_big_leaf(
                part,
                int(rng.randint(4)),
                pick(rng, 0.17, 0.25),
                shift(tone, hue=pick(rng, -16, 16)),
                rng,
            )
        if layer in (2, 3):
            for _ in range(3):
                angle = pick(rng, 0, math.tau)
                at = (
                    middle[0] + math.cos(angle) * scene.right * 0.4,
                    middle[1] + math.sin(angle) * scene.bottom * 0.42,
                )
                bloom = ("anemone", "poppy", "rose", "daisy")[int(rng.randint(4))]
                spot = Pen(scene, *at, 1)
                cast(scene, spot.cover(oval(0, 0, 0.06)), 0.012, 0.4)
                draw_blossom(
                    spot, bloom, pick(rng, 0.05, 0.085), tones[3 + int(rng.randint(3))], rng
                )


def _draw_big_leaf(
    pen: Pen, kind: int, size: float, colour: Colour, rng: np.random.RandomState
) -> None:
    shape = leaf(0, 0, size * 1.5, size * 0.7, 90)
    cast(pen.scene, pen.cover(shape), 0.01, 0.3)
    if kind == 0:
        draw_monstera(pen, size, colour)
    elif kind == 1:
        draw_fan(pen, size * 1.3, colour)
    elif kind == 2:
        draw_sprig(pen, "fern", size * 2.1, 0.12, colour, rng)
    else:
        pen.fill(colour, shape, shade=0.8)
        rib = leaf(0, 0, size * 1.44, size * 0.03, 90)
        pen.fill(shift(colour, light=0.1), rib, shade=0)


def _paint_bloom(scene: Scene, tones: list[Colour]) -> None:
    """One flower, large, its leaves behind it."""
    rng = branch(scene.rng)
    size = min(scene.right, scene.bottom)
    pen = Pen(scene, scene.right / 2, scene.bottom * 0.48, size)
    kinds = [kind for kind in _kinds(scene) if kind not in {"tulip", "lavender", "bell"}] or [
        "rose"
    ]
    kind = kinds[int(rng.randint(len(kinds)))]
    for index in range(12):
        turn = 30 * index + pick(rng, -8, 8)
        part = pen.within(0, 0, turn=turn)
        draw_sprig(part, LEAVES[index % 4], pick(rng, 0.42, 0.54), 0.1, tones[1 + index % 2], rng)
    cast(scene, pen.cover(oval(0, 0, 0.29)), 0.02, 0.45)
    draw_blossom(pen, kind, 0.32, tones[3], rng)
    for index in range(5):
        angle = math.radians(20 + 72 * index)
        part = pen.within(math.cos(angle) * 0.4, math.sin(angle) * 0.38)
        draw_blossom(
            part, "anemone" if kind != "anemone" else "daisy", 0.06, tones[4 + index % 2], rng
        )


def _paint_meadow(scene: Scene, tones: list[Colour]) -> None:
    """Flowers seen from the height of a hare, row behind row."""
    rng, kinds = branch(scene.rng), _kinds(scene)
    size = min(1.0, scene.bottom)
    pen = Pen(scene, scene.right * pick(rng, 0.3, 0.7), scene.bottom * 0.34, size)
    pen.fill(mix(tones[4], tones[0], 0.35), oval(0, 0, 0.24), shade=0.7)
    for layer in range(4):
        near = layer / 3
        green = mix(mix(tones[2], tones[0], 0.55), tones[1], near)
        count = int((15 - 2 * layer) * max(1.0, scene.right))
        for index in range(count):
            x = scene.right * (index + pick(rng, -0.4, 0.6)) / count
            tall = size * (0.3 + 0.3 * near) * pick(rng, 0.6, 1.12)
            part = Pen(scene, x, scene.bottom + 0.02 - (1 - near) * 0.26 * scene.bottom, 1)
            if index % 2:
                draw_sprig(
                    part,
                    ("grass", "olive", "berry")[int(rng.randint(3))],
                    tall,
                    pick(rng, -0.15, 0.15),
                    green,
                    rng,
                )
            else:
                kind = kinds[int(rng.randint(len(kinds)))]
                bloom = mix(tones[3 + int(rng.randint(3))], tones[0], 0.5 * (1 - near))
                draw_stem(
                    part,
                    kind,
                    tall,
                    pick(rng, -0.12, 0.12),
                    size * (0.03 + 0.045 * near),
                    (bloom, green),
                    rng,
                )
        veil = scene.surface.whole(clip01((scene.surface.y - _F(scene.bottom * 0.55)) * _F(1.4)))
        scene.surface.over(veil, tones[0], 0.14 * (1 - near))


def _paint_mushrooms(scene: Scene, tones: list[Colour]) -> None:
    rng = branch(scene.rng)
    dark = shift(tones[1], light=-0.1)
    pen = Pen(scene, scene.right / 2, scene.bottom * 0.44, min(scene.right, scene.bottom))
    pen.fill(mix(tones[4], tones[0], 0.3), oval(0, 0, 0.33), shade=0.8)
    for index in range(13):
        x = scene.right * (index + 0.5) / 13
        part = Pen(scene, x, scene.bottom * 0.95, 1)
        draw_sprig(
            part,
            "fern",
            pick(rng, 0.3, 0.52),
            pick(rng, -0.2, 0.2),
            mix(tones[2], tones[0], 0.35),
            rng,
        )
    size = min(scene.right * 0.9, scene.bottom)
    for x, tall, wide in (
        (0.28, 0.3, 0.15),
        (0.74, 0.36, 0.17),
        (0.5, 0.52, 0.25),
        (0.61, 0.2, 0.1),
        (0.38, 0.18, 0.085),
    ):
        part = Pen(scene, scene.right * x, scene.bottom * 0.93, size, turn=pick(rng, -6, 6))
        _draw_mushroom(
            part, tall, wide, scene.brief.colours[0] if scene.brief.colours else tones[3]
        )
    ground = Pen(scene, 0, scene.bottom, 1)
    bumps = [(scene.right * index / 8, pick(rng, 0.07, 0.12)) for index in range(9)]
    hill = smooth_line([(-0.1, 0.08), *bumps, (scene.right + 0.1, 0.08)])
    ground.fill(dark, [(-0.1, -0.1), *hill, (scene.right + 0.1, -0.1)], shade=0.6)
    for index in range(16):
        part = Pen(scene, scene.right * (index + pick(rng, 0, 1)) / 16, scene.bottom + 0.01, 1)
        draw_sprig(
            part,
            ("grass", "broad", "fern")[index % 3],
            pick(rng, 0.12, 0.22),
            pick(rng, -0.2, 0.2),
            tones[1 + index % 2],
            rng,
        )


def _draw_mushroom(pen: Pen, tall: float, wide: float, colour: Colour) -> None:
    pale = parse("f6ecd8")
    stem = [(x * wide, y * tall) for x, y in mirrored("0,1 .2,1 .2,.4 .3,0! 0,-.04!")]
    pen.fill(pale, stem, shade=0.8)
    gills = moved(mirrored("0,.06 .9,0! .4,-.16 0,-.2"), 0, tall, wide)
    pen.fill(shift(pale, light=-0.1), gills, shade=0.5)
    cap = mirrored("0,.95 .6,.76 .98,.2 1,-.04! .5,.02 0,.05")
    patch = pen.fill(colour, moved(cap, 0, tall, wide), shade=0.9)
    spots = [
        (-0.5, 0.3, 0.1),
        (-0.1, 0.66, 0.12),
        (0.4, 0.44, 0.13),
        (0.02, 0.28, 0.09),
        (0.74, 0.14, 0.09),
        (-0.78, 0.08, 0.07),
    ]
    pen.fill(
        pale,
        *(oval(x * wide, tall + y * wide, r * wide, r * wide * 0.8) for x, y, r in spots),
        shade=0.3,
        inside=patch,
    )


def _paint_butterflies(scene: Scene, tones: list[Colour]) -> None:
    rng = branch(scene.rng)
    size = min(scene.right, scene.bottom)
    for side in (0.0, scene.right):
        part = Pen(scene, side, scene.bottom + 0.03, 1, turn=-14 if side == 0 else 14)
        draw_cluster(part, size * 0.56, tones[1:], rng)
    pen = Pen(scene, scene.right / 2, scene.bottom * 0.44, size)
    pen.fill(mix(tones[4], tones[0], 0.5), oval(0, 0, 0.36), shade=0.6)
    for x, y, scale, turn in (
        (0.5, 0.46, 0.44, 10),
        (0.13, 0.16, 0.12, -24),
        (0.88, 0.8, 0.13, 28),
    ):
        part = Pen(scene, scene.right * x, scene.bottom * y, size * scale, turn=turn)
        first = tones[3] if scale > 0.3 else tones[5]
        cast(scene, part.cover(oval(0, 0, 0.5, 0.4)), 0.016, 0.2)
        colours = {
            "first": first, "second": shift(first, light=-0.08, hue=18), "dark": parse("2a2230"),
            "pale": mix(tones[4], (1, 1, 1), 0.3),
        }  # fmt: skip
        draw(part, _BUTTERFLY, colours)


def _paint_pots(scene: Scene, tones: list[Colour]) -> None:
    """Cacti in pots on a shelf."""
    rng = branch(scene.rng)
    size = min(scene.right, scene.bottom)
    pen = Pen(scene, scene.right / 2, scene.bottom * 0.82, size)
    pen.fill(mix(tones[4], tones[0], 0.4), oval(0, 0.34, 0.32), shade=0.7)
    shelf = box(-2, -0.4, 4, 0.4)
    pen.fill(shift(tones[0], light=-0.12), shelf, shade=0.4)
    for x, scale, kind in ((-0.3, 0.8, 1), (0.0, 1.15, 0), (0.31, 0.85, 2)):
        part = pen.within(x, -0.03, scale)
        part.dim(oval(0.03, 0, 0.16, 0.02), soft=0.02, alpha=0.5)
        green = shift(tones[1 + kind % 2], light=0.05)
        if kind == 0:
            draw(part, _CACTUS, {"green": green})
            part.fill(
                green,
                oval(0, 0.62, 0.055),
                oval(0.15, 0.46, 0.037),
                oval(-0.14, 0.54, 0.037),
                shade=0.4,
            )
            draw_blossom(part.within(0, 0.68), "daisy", 0.06, tones[3], rng)
        elif kind == 1:
            part.fill(green, oval(0, 0.3, 0.15, 0.17), shade=0.9)
            ribs = [
                leaf(0, 0.14, 0.32, 0.03 + 0.05 * abs(i), 90 + i * 9, i * 0.12)
                for i in (-2, -1, 1, 2)
            ]
            part.fill(shift(green, light=-0.07), *ribs, shade=0.3)
            draw_blossom(part.within(0, 0.47), "anemone", 0.06, tones[4], rng)
        else:
            for turn in (-50, -28, 28, 50, -10, 10):
                part.fill(
                    shift(green, light=turn / 900), leaf(0, 0.15, 0.36, 0.09, 90 + turn), shade=0.7
                )
        pot = mirrored("0,.18! .14,.18! .14,.14! .12,.14! .10,.0! 0,0!")
        part.fill(tones[3 + kind], pot, shade=0.9)
