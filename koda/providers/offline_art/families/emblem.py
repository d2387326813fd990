"""Logos: a badge on paper, with the thing that the words name at its heart."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from koda.providers.offline_art.families.dishes import FRUITS
from koda.providers.offline_art.families.foliage import draw_blossom
from koda.providers.offline_art.families.goods import GOODS
from koda.providers.offline_art.families.heads import HEADS, coat_of, draw_head
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, clip01
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, arc, leaf, line, mirrored, oval, star
from koda.providers.offline_art.surface import Patch

_F = np.float32

# paper, badge, light, accent
_SETS = (
    "f3ead9 1f3d3a f4e6c8 d9743f", "ece6dc 2b2f4a f2e3c4 e0604c", "f0e4d4 5a2f2a f6e7cf e0a23f",
    "e6ece8 1d4a5c f4ecd8 f08a4b", "f4e8e0 7a2f3f fbe9d4 e8b04c", "eef0ea 33523f f3ead0 d0563f",
    "efe9e2 26262c f2ead8 c8913f", "eae8f0 3f356b f4e9d8 f2a65a",
)  # fmt: skip

_MOTIFS: dict[str, str] = {
    "cup": """
        taper.05 light -.14,.34! -.20,.46 -.06,.56 -.12,.70
        taper.05 light .06,.34! .0,.46 .14,.56 .08,.70
        line.07 light .34,.14 .52,.16 .52,-.06 .28,-.12
        mid light 0,.26! .40,.26! .38,.0 .26,-.26 .16,-.30! 0,-.30!
        mid accent 0,.0! .07,.08 .15,.07 .16,-.02 .08,-.12! 0,-.19!
        mid light 0,-.36 .46,-.36 .40,-.43 0,-.44
    """,
    "mountain": """
        mid accent 0,.50 .15,.46 .20,.32 .15,.18 0,.14
        one light -.66,-.36! -.18,.30! .06,-.02! .24,.18! .66,-.36!
        one badge -.18,.30! -.02,.08! -.12,.02! -.20,.12! -.28,.03! -.33,.09!
        mid light 0,-.42! .5,-.42! .46,-.46! 0,-.46!
    """,
    "wave": """
        mid accent 0,.52 .20,.46 .26,.30 .22,.12! 0,.12!
        one light -.62,-.04! -.42,.20 -.10,.26 .12,.08 .06,-.08 -.06,-.04 -.02,.04! -.16,.06 \
          -.26,-.08 -.14,-.22 .10,-.22 .30,-.06 .62,.10! .62,-.10! .30,-.26 .0,-.40 -.40,-.34
        line.05 light -.56,-.40! -.2,-.50 .2,-.46 .56,-.34!
    """,
    "leaf": """
        one light .0,-.50! -.34,-.24 -.40,.14 -.10,.40 .40,.56! .44,.10 .34,-.20
        line.035 badge .0,-.50! .02,-.10 .22,.30
        line.025 badge .02,-.12! -.20,.06!
        line.025 badge .06,.06! .26,.0!
    """,
    "tree": """
        mid light 0,.62! .20,.30! .11,.30! .30,.02! .17,.02! .38,-.28! 0,-.28!
        mid accent 0,-.28! .06,-.28! .06,-.48! 0,-.48!
        pair light .48,.10! .60,-.10! .53,-.10! .66,-.30! .36,-.30!
    """,
    "bolt": "one light .08,.60! -.32,-.04! -.04,-.04! -.12,-.56! .32,.12! .04,.12! .20,.60!",
    "rocket": """
        mid light 0,.62 .12,.46 .18,.14 .14,-.20! 0,-.20!
        pair accent .15,.0! .34,-.20 .34,-.40! .13,-.22!
        mid badge 0,.28 .08,.25 .08,.11 0,.08
        mid accent 0,-.26! .09,-.24! .05,-.42 0,-.56!
    """,
    "fish": """
        one light -.34,.0! -.62,.26! -.56,.0 -.62,-.26!
        one light -.40,.0! -.14,.28 .26,.26 .56,.0! .26,-.26 -.14,-.28
        one badge .32,.10 .36,.13 .40,.10 .36,.06
        line.03 badge .14,.20 .22,.0 .14,-.20
        line.03 badge -.04,.22 .04,.0 -.04,-.22
    """,
    "house": """
        mid light 0,.52! .52,.06! .38,.06! .38,-.40! 0,-.40!
        mid badge 0,.02 .12,-.02 .13,-.40! 0,-.40!
        one accent .22,.46! .34,.46! .34,.14! .22,.24!
    """,
    "robot": """
        mid light 0,.34 .34,.32 .40,.10 .36,-.26 .28,-.34 0,-.35
        mid badge 0,.20 .26,.18 .28,.0 .24,-.10 0,-.11
        pair accent .12,.10 .16,.06 .12,.0 .08,.06
        line.04 light .0,.34! .0,.48!
        mid accent 0,.58 .06,.55 .06,.48 0,.46
    """,
    "bird": """
        one light -.56,.06! -.20,.14 .0,.40 .30,.40 .40,.22! .58,.14! .40,.10! .32,-.14 .06,-.30 \
          -.22,-.26! -.40,-.44!  -.44,-.20
        one accent -.30,.02! .0,.16 .18,.04 .02,-.14 -.22,-.14
        one badge .24,.27 .27,.30 .30,.27 .27,.24
    """,
    "book": """
        pair light .03,.30! .30,.40 .58,.30! .58,-.22! .30,-.12 .03,-.22!
        lines.02 badge .12,.20! .30,.26 .48,.20!
        lines.02 badge .12,.08! .30,.14 .48,.08!
        pair accent .0,-.28! .30,-.18 .60,-.28! .60,-.34! .30,-.24 .0,-.34!
    """,
    "moon": """
        one light .10,.56 -.30,.44 -.50,.0 -.30,-.42 .10,-.54! -.06,-.30 -.10,.0 -.04,.30
        one accent .34,.36! .39,.24! .51,.20! .39,.16! .34,.04! .29,.16! .17,.20! .29,.24!
        one accent .36,-.10! .39,-.17! .46,-.20! .39,-.23! .36,-.30! .33,-.23! .26,-.20! .33,-.17!
    """,
}
_MEANS = {
    "cup": ("cup",), "mountain": ("mountain", "volcano", "island", "dune"), "leaf": ("leaf",),
    "wave": ("sea", "lake", "reef", "boat", "whale"), "tree": ("forest", "sakura"),
    "rocket": ("rocket", "space", "astronaut", "galaxy", "planet"), "fish": ("fish",),
    "house": ("cabin", "room", "arch", "castle", "city"), "robot": ("robot",),
    "bird": ("bird", "heron"), "book": ("book",), "moon": ("moonlight", "night"),
}  # fmt: skip


def paint_emblem(scene: Scene) -> None:
    """Paint a badge."""
    rng = scene.rng
    tones = [parse(word) for word in _SETS[int(rng.randint(len(_SETS)))].split()]
    paper, badge, light, accent = tones
    named = scene.brief.colours
    if named:
        badge = named[0] if max(named[0]) < 0.86 else badge
        accent = named[1] if len(named) > 1 else accent
        paper = mix(paper, badge, 0.06)
    scene.sun = (scene.right * 0.2, 0.0)
    scene.light = replace(
        scene.light,
        dark=False,
        sky=light,
        horizon=paper,
        near=mix(badge, parse("17151c"), 0.5),
        far=parse("8f8890"),
    )
    surface = scene.surface
    surface.pixels[:] = np.asarray(paper, np.float32)
    fall = clip01(surface.distance(*scene.sun) * _F(0.5) + scene.grain * _F(0.1) - _F(0.3))
    surface.over(Patch(fall), shift(paper, light=-0.08), 0.6)
    size = min(scene.right, scene.bottom) * (0.3 if scene.brief.has("minimal") else 0.36)
    pen = Pen(scene, scene.right / 2, scene.bottom / 2, size)
    _draw_badge(pen, badge, light, accent, int(rng.randint(5)))
    _draw_motif(pen.within(0, 0, 0.92), badge, light, accent)


def _draw_badge(pen: Pen, badge: Colour, light: Colour, accent: Colour, style: int) -> None:
    rng = branch(pen.scene.rng)
    shape = _outline(style)
    cast(pen.scene, pen.cover(shape), 0.014, 0.4)
    pen.fill(badge, shape, shade=0.45)
    ring = shape if style != 3 else oval(0, 0, 1)
    for factor, tone in ((0.92, light), (0.885, badge), (0.85, light), (0.838, badge)):
        pen.fill(
            tone, [(x * factor, y * factor) for x, y in ring], shade=0.3 if tone is badge else 0
        )
    if style == 4:
        _draw_laurel(pen, mix(accent, badge, 0.1))
        return
    count = int(rng.randint(3, 6))
    for index in range(count):
        angle = math.radians(270 + (index - (count - 1) / 2) * 17)
        at = math.cos(angle) * 0.71, math.sin(angle) * 0.71
        pen.fill(accent, star(*at, 5, 0.05, 0.022), shade=0)


def _draw_laurel(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        leaves: list[Shape] = []
        for index in range(11):
            turn = 268 - side * (12 + 11 * index)
            angle = math.radians(turn)
            at = math.cos(angle) * 1.1, math.sin(angle) * 1.1
            for lean in (-1, 1):
                size = 0.26 - 0.008 * index
                leaves.append(leaf(*at, size, 0.085, turn - side * 90 + lean * 32, lean * 0.1))
        pen.fill(colour, *leaves, shade=0.5)


def _outline(style: int) -> Shape:
    if style == 1:
        corners = (math.tau * index / 6 for index in range(6))
        return [(math.sin(angle) * 1.08, math.cos(angle) * 1.08) for angle in corners]
    if style == 2:
        return mirrored("0,1.02 .5,.94 .88,.98! .92,.2 .6,-.66 0,-1.08!")
    if style == 3:
        return star(0, 0, 28, 1.06, 0.98)
    return oval(0, 0, 1 if style == 0 else 0.96)


def _draw_motif(pen: Pen, badge: Colour, light: Colour, accent: Colour) -> None:
    brief, rng = pen.scene.brief, branch(pen.scene.rng)
    colours = {"badge": badge, "light": light, "accent": accent}
    kind = brief.first(*HEADS)
    if kind:
        _draw_animal(pen, kind, light, accent)
        return
    for motif, things in _MEANS.items():
        if brief.has(*things):
            draw(pen, _MOTIFS[motif], colours)
            return
    fruit = next((one for one in FRUITS if brief.has(one)), None)
    good = next((one for one in GOODS if brief.has(one)), None)
    if fruit or good:
        figure = FRUITS[fruit] if fruit else GOODS[good or ""]
        tints: dict[str, Colour] = {
            "fur": accent, "main": light, "deep": mix(light, badge, 0.45), "accent": accent,
            "pale": light, "base": light, "metal": mix(light, badge, 0.25), "leather": accent,
        }  # fmt: skip
        draw(pen.within(0, -0.46, 1.3 if fruit else 0.9), figure, tints)
    elif brief.has("flower", "bouquet"):
        draw_blossom(pen, "anemone", 0.5, accent, rng)
    elif brief.has("sunset", "dawn", "summer", "day"):
        _draw_sun(pen, light, accent)
    else:
        _MARKS[int(rng.randint(len(_MARKS)))](pen, light, accent)


def _draw_animal(pen: Pen, kind: str, light: Colour, accent: Colour) -> None:
    coat = coat_of(kind, None)
    coat = {
        name: mix(tone, accent if name == "fur" else light, 0.15) for name, tone in coat.items()
    }
    tall = 0.95 if kind in {"rabbit", "deer", "elephant"} else 1.1
    low = {"rabbit": -0.24, "deer": -0.16, "elephant": 0.2, "lion": 0.06}.get(kind, -0.08)
    draw_head(pen.within(0, low, tall), kind, coat)


def _draw_sun(pen: Pen, light: Colour, accent: Colour) -> None:
    pen.fill(accent, [*arc(0, -0.06, 0.3, 0, 180)], shade=0.4)
    for index in range(7):
        angle = math.radians(180 * index / 6)
        rays = [(math.cos(angle) * r, -0.06 + math.sin(angle) * r) for r in (0.38, 0.54)]
        pen.fill(light, line(rays, 0.05), shade=0)
    for index in range(3):
        y, half = -0.16 - 0.1 * index, 0.5 - 0.12 * index
        pen.fill(light, line([(-half, y), (half, y)], 0.045), shade=0)


def _draw_orbits(pen: Pen, light: Colour, accent: Colour) -> None:
    for turn in (0, 60, 120):
        ring = oval(0, 0, 0.56, 0.2, turn)
        pen.fill(light, line([*ring, ring[0], ring[1]], 0.035), shade=0)
    pen.fill(accent, oval(0, 0, 0.12), shade=0.5)


def _draw_knot(pen: Pen, light: Colour, accent: Colour) -> None:
    for index in range(6):
        part = pen.within(0, 0, turn=60 * index)
        part.fill(
            light if index % 2 else accent,
            [(0, 0.08), (0.3, 0.25), (0.3, 0.52), (0, 0.42)],
            shade=0.4,
        )


def _draw_bands(pen: Pen, light: Colour, accent: Colour) -> None:
    for index in range(4):
        radius = 0.5 - 0.115 * index
        tone = accent if index % 2 == 0 else light
        pen.fill(tone, [*arc(0, -0.26, radius, 0, 180)], shade=0.4)
    pen.fill(light, line([(-0.56, -0.32), (0.56, -0.32)], 0.04), shade=0)


_MARKS: tuple[Callable[[Pen, Colour, Colour], None], ...] = (
    _draw_sun, _draw_orbits, _draw_knot, _draw_bands,
)  # fmt: skip
