"""Vessels of a still life: vases with flowers, cups, bottles, jars, candles; each stands at 0."""

from __future__ import annotations

from collections.abc import Sequence

from koda.providers.offline_art.families.foliage import (
    BLOSSOMS,
    LEAVES,
    draw_sprig,
    draw_stem,
)
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import Stream, branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, overlap
from koda.providers.offline_art.shapes import box, line, mirrored, outline, oval, smooth_line
from koda.providers.offline_art.surface import Patch
from koda.providers.offline_art.words import Brief

_VASES = (
    "0,.62 .11,.62! .10,.54 .16,.44 .28,.26 .24,.06 .15,0! 0,0!",
    "0,.66 .10,.66! .075,.52 .10,.36 .24,.20 .22,.04 .14,0! 0,0!",
    "0,.60 .15,.60! .12,.50 .22,.36 .25,.20 .18,.06 .13,0! 0,0!",
    "0,.58 .17,.58! .17,.50! .20,.30 .20,.10 .17,0! 0,0!",
)
_MOUTHS = ((0.62, 0.11), (0.66, 0.1), (0.60, 0.15), (0.58, 0.17))
_WILD = ("daisy", "poppy", "lavender", "anemone", "globe", "bell")


def draw_vase(
    pen: Pen, brief: Brief, vase: Colour, blooms: Sequence[Colour], green: Colour, empty: bool
) -> None:
    """Draw a vase, and in it the flowers that the words name."""
    rng = branch(pen.scene.rng)
    index = int(rng.randint(len(_VASES)))
    mouth, wide = _MOUTHS[index]
    if not empty:
        _draw_bunch(pen.within(0, mouth - 0.1), brief, blooms, green, wide, rng)
    body = mirrored(_VASES[index])
    patch = pen.fill(vase, body, shade=0.85)
    stripe = shift(vase, light=-0.08 if max(vase) > 0.5 else 0.12)
    style = int(rng.randint(3))
    if style == 0:
        pen.fill(stripe, box(-0.4, 0.24, 0.8, 0.035), box(-0.4, 0.17, 0.8, 0.02), inside=patch)
    elif style == 1:
        glaze = outline("-.5,.7! .5,.7! .5,.30! .30,.22 .18,.32 .04,.20 -.12,.34 -.26,.24 -.5,.33!")
        pen.fill(stripe, glaze, inside=patch, shade=0.7)
    _shine(pen, patch, -0.12, 0.42)
    pen.fill(shift(vase, light=-0.14), oval(0, mouth, wide, wide * 0.2), shade=0.3)
    if not empty:
        return
    pen.fill(shift(vase, light=-0.26), oval(0, mouth, wide * 0.82, wide * 0.13), shade=0.3)


def _draw_bunch(
    pen: Pen, brief: Brief, blooms: Sequence[Colour], green: Colour, wide: float, rng: Stream
) -> None:
    kinds = [kind for kind in BLOSSOMS if brief.has(kind)] or list(_WILD)
    count = 19
    for index in range(13):
        turn = -58 + 116 * index / 12 + pick(rng, -5, 5)
        kind = LEAVES[int(rng.randint(len(LEAVES)))]
        tone = shift(green, light=pick(rng, -0.08, 0.06), hue=pick(rng, -14, 14))
        long = pick(rng, 0.6, 0.9) * (1 - abs(turn) / 170)
        part = pen.within(wide * 0.5 * turn / 60, 0, turn=-turn)
        draw_sprig(part, kind, long, 0.12 * turn / 60, tone, rng)
    order = rng.permutation(count)
    for index in order.tolist():
        turn = -46 + 92 * index / (count - 1) + pick(rng, -4, 4)
        kind = kinds[int(rng.randint(len(kinds)))]
        bloom = shift(blooms[int(rng.randint(len(blooms)))], light=pick(rng, -0.03, 0.05))
        size = pick(rng, 0.075, 0.115) * (0.8 if kind in {"lavender", "bell"} else 1.0)
        if len(kinds) == 1:
            size *= 1.25
        long = pick(rng, 0.36, 0.84) * (1 - abs(turn) / 160)
        part = pen.within(wide * 0.55 * turn / 46, 0, turn=-turn)
        draw_stem(part, kind, long, 0.14 * turn / 46, size, (bloom, green), rng)


def _shine(pen: Pen, inside: Patch, x: float, alpha: float) -> None:
    strip = pen.cover([(x - 0.03, 0.1), (x, 0.6), (x + 0.035, 0.6), (x + 0.02, 0.1)], soft=0.02)
    pen.scene.surface.screen(overlap(strip, inside), pen.scene.light.glow, alpha)


def draw_cup(pen: Pen, cup: Colour, drink: Colour) -> None:
    """Draw a cup on its saucer, seen a little from above, with steam."""
    saucer = mix(cup, (1, 1, 1), 0.25)
    pen.dim(oval(0.1, 0.0, 0.62, 0.09), soft=0.05, alpha=0.5)
    pen.fill(shift(saucer, light=-0.08), oval(0, 0.01, 0.56, 0.1), shade=0.5)
    pen.fill(saucer, oval(0, 0.03, 0.56, 0.1), shade=0.4)
    pen.fill(shift(saucer, light=-0.05), oval(0, 0.03, 0.3, 0.05), shade=0.4)
    handle = outline(".28,.42 .46,.47 .54,.34 .46,.18 .26,.16", closed=False)
    pen.fill(shift(cup, light=-0.05), line(handle, 0.07), shade=0.6)
    body = mirrored("0,.52 .36,.52! .35,.34 .27,.12 .16,.04 0,.03")
    patch = pen.fill(cup, body, shade=0.85)
    _shine(pen, patch, -0.2, 0.4)
    pen.fill(shift(cup, light=0.05), oval(0, 0.52, 0.365, 0.085), shade=0.3)
    inner = pen.fill(shift(cup, light=-0.16), oval(0, 0.52, 0.335, 0.07), shade=0.3)
    pen.fill(drink, oval(0, 0.5, 0.325, 0.064), shade=0.5, inside=inner)
    cream = parse("f3dfc0")
    for index in range(4):
        size = 0.2 - 0.048 * index
        tone = cream if index % 2 == 0 else mix(drink, cream, 0.35)
        pen.fill(tone, oval(0, 0.503 - 0.004 * index, size, size * 0.2), shade=0, inside=inner)
    draw_steam(pen.within(0, 0.6), 0.55)


def draw_steam(pen: Pen, height: float) -> None:
    """Draw steam that curls up from (0, 0)."""
    rng = branch(pen.scene.rng)
    for offset in (-0.12, 0.02, 0.14):
        side = 1 if chance(rng, 0.5) else -1
        sway = pick(rng, 0.05, 0.1) * side
        top = height * pick(rng, 0.7, 1.1)
        bends = [(0.0, 0.0), (sway, top * 0.3), (-sway, top * 0.62), (sway * 0.7, top)]
        curl = smooth_line([(offset + x, y) for x, y in bends])
        pen.glow((1, 1, 1), line(curl, 0.055, True), soft=0.022, alpha=0.42)


def draw_bottle(pen: Pen, kind: str, glass: Colour, label: Colour, cap: Colour) -> None:
    """Draw a bottle: `perfume`, `wine`, `dropper`, `tube` or `jar`."""
    shape, neck, fill = _BOTTLES[kind]
    body = mirrored(shape)
    wide = max(x for x, _ in body)
    tall = max(y for _, y in body)
    clear = kind in {"perfume", "dropper"}
    pen.dim(oval(0.12, 0.0, wide * 1.5, 0.05), soft=0.04, alpha=0.6)
    patch = pen.cover(body)
    surface = pen.scene.surface
    if clear:
        surface.over(patch, mix(glass, (1, 1, 1), 0.72), 0.5)
        liquid = mirrored(shape) if fill >= 1 else box(-1, 0, 2, tall * fill)
        pen.fill(glass, liquid, shade=0.7, alpha=0.72, inside=patch)
        rim = line([*body, body[0]], 0.018)
        surface.screen(overlap(pen.cover(rim), patch), (1, 1, 1), 0.55)
        base = pen.cover(box(-1, 0, 2, 0.05), soft=0.01)
        surface.screen(overlap(base, patch), (1, 1, 1), 0.4)
    else:
        pen.fill(glass, body, shade=0.9)
    draw(pen, neck, {"cap": cap, "edge": shift(cap, light=-0.12), "lite": shift(cap, light=0.14)})
    if kind != "jar":
        high = tall * (0.2 if kind == "wine" else 0.3)
        pen.fill(
            label, box(-wide * 0.62, high, wide * 1.24, tall * 0.24, 0.01), inside=patch, shade=0.3
        )
        ink = mix(label, parse("1d1a20"), 0.7)
        bars = [
            box(-wide * 0.34, high + tall * 0.15, wide * 0.68, 0.018),
            box(-wide * 0.2, high + tall * 0.09, wide * 0.4, 0.01),
        ]
        pen.fill(ink, *bars, shade=0, inside=patch)
    for x, alpha in ((-wide * 0.74, 0.65), (wide * 0.8, 0.3)):
        strip = pen.cover(box(x - 0.014, tall * 0.1, 0.028, tall * 0.78, 0.014), soft=0.006)
        surface.screen(overlap(strip, patch), (1, 1, 1), alpha)


_BOTTLES: dict[str, tuple[str, str, float]] = {
    "perfume": (
        "0,.62! .06,.62! .09,.56! .26,.54 .31,.48 .31,.05 .27,.0! 0,0!",
        """
        mid edge 0,.70! .065,.70! .065,.60! 0,.60!
        mid cap 0,.98! .12,.98! .12,.68! 0,.68!
        pair lite .07,.95! .09,.95! .09,.71! .07,.71!
        """,
        0.72,
    ),
    "dropper": (
        "0,.58! .07,.58! .08,.52 .20,.46 .22,.38 .22,.04 .19,.0! 0,0!",
        """
        mid edge 0,.70! .085,.70! .085,.56! 0,.56!
        mid cap 0,.96 .06,.94 .075,.74 .07,.70! 0,.70!
        """,
        0.66,
    ),
    "wine": (
        "0,1.3! .07,1.3! .07,1.26! .06,1.24! .065,.92 .10,.80 .19,.70 .20,.60 .20,.03 .17,0! 0,0!",
        "mid cap 0,1.31! .075,1.31! .068,1.06! 0,1.06!",
        1.0,
    ),
    "tube": (
        "0,.92! .23,.92! .235,.88! .19,.3 .17,.14! 0,.14!",
        "mid cap 0,.15! .15,.15! .15,.0! 0,.0!",
        1.0,
    ),
    "jar": (
        "0,.34! .28,.34 .31,.30 .31,.05 .27,0! 0,0!",
        "mid cap 0,.50 .28,.50 .31,.47 .31,.34! 0,.34!\nmid lite 0,.46! .31,.46! .31,.44! 0,.44!",
        1.0,
    ),
}


def draw_candle(pen: Pen, wax: Colour) -> None:
    """Draw a lit candle in a dish."""
    pen.dim(oval(0.05, 0.0, 0.4, 0.06), soft=0.04, alpha=0.5)
    pen.fill(parse("b58a4a"), oval(0, 0.03, 0.36, 0.07), shade=0.6)
    body = outline(
        "-.14,.02! -.14,.62! -.10,.66 .0,.64 .08,.67 .14,.60! .14,.30 .165,.2 .14,.14 .14,.02!"
    )
    pen.fill(wax, body, shade=0.7)
    pen.fill(parse("2a2226"), line([(0, 0.64), (0.01, 0.72)], 0.016), shade=0)
    pen.glow(parse("ffb347"), oval(0, 0.84, 0.3), soft=0.24, alpha=0.6)
    pen.fill(parse("ff9d3d"), mirrored("0,1.04! .07,.86 .055,.74 0,.70"), shade=0)
    pen.fill(parse("fff0c2"), mirrored("0,.92! .035,.83 .03,.75 0,.72"), shade=0)
