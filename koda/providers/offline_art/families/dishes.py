"""Food of a still life: bowls, fruit, cake, burger, ice cream, pizza; each stands at 0."""

from __future__ import annotations

import math

from koda.providers.offline_art.families.vessels import draw_steam
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.shapes import arc, leaf, line, mirrored, moved, oval, smooth_line

FRUITS: dict[str, str] = {
    "apple": """
        mid fur 0,.58 .14,.64 .32,.54 .36,.32 .26,.08 .12,.0 0,.04
        taper.04 5a3a24 .0,.56! .02,.66 .06,.74
        one 6c9a45 .04,.66! .16,.78 .30,.74! .18,.64
    """,
    "pear": """
        mid fur 0,.80 .11,.76 .15,.58 .28,.38 .32,.20 .22,.02 0,.0
        taper.04 5a3a24 .0,.78! .02,.88 .06,.94
        one 6c9a45 .02,.84! .14,.94 .26,.88! .14,.82
    """,
    "orange": """
        mid fur 0,.58 .22,.54 .32,.30 .22,.05 0,.0
        one 5f8f45 -.06,.57! .0,.61 .07,.57! .0,.53
        one 6c9a45 .02,.58! .14,.70 .28,.66! .16,.56
    """,
    "lemon": """
        one fur -.38,.24! -.28,.36 -.06,.46 .18,.42 .34,.28! .40,.22! .30,.12 .10,.02 -.14,.02 \
          -.30,.12
    """,
    "cherry": """
        taper.025 5f7a3a -.16,.26! -.06,.56 .10,.78
        taper.025 5f7a3a .18,.24! .14,.52 .10,.78
        one 6c9a45 .09,.77! .22,.90 .38,.84! .24,.74
        one fur -.34,.18 -.24,.34 -.06,.30 .0,.14 -.12,.0 -.28,.02
        one fur .02,.16 .10,.32 .28,.32 .36,.16 .26,.02 .10,.0
    """,
    "strawberry": """
        mid fur 0,.54 .20,.54 .28,.40 .18,.16 0,.0!
        mid 5f8f45 0,.52 .08,.60! .13,.53 .26,.56! .15,.46 .10,.42! .05,.47 0,.40!
        pair f6dfa0 .07,.36 .085,.34 .07,.32 .055,.34
        pair f6dfa0 .15,.28 .165,.26 .15,.24 .135,.26
        mid f6dfa0 0,.24 .015,.22 0,.20
    """,
    "avocado": """
        mid 3f5a2c 0,.76 .13,.70 .20,.46 .28,.26 .20,.04 0,.0
        mid d9e08a 0,.71 .10,.65 .16,.44 .23,.26 .16,.08 0,.045
        mid 7a4a2a 0,.36 .12,.30 .12,.16 0,.11
    """,
    "watermelon": """
        one 3f7a4a -.56,.46! .56,.46! .46,.16 .22,.0 -.22,.0 -.46,.16
        one eaf0d2 -.49,.46! .49,.46! .40,.19 .19,.05 -.19,.05 -.40,.19
        one e2504f -.45,.46! .45,.46! .36,.21 .17,.08 -.17,.08 -.36,.21
        pair 2a1d1c .08,.26 .10,.22 .08,.18 .06,.22
        pair 2a1d1c .24,.36 .26,.32 .24,.28 .22,.32
        mid 2a1d1c 0,.40 .02,.36 0,.32
    """,
}
_SKINS = {
    "apple": "c8383a", "pear": "b9b54a", "orange": "ee8a2e", "lemon": "f2d03e", "cherry": "a8203a",
    "strawberry": "d83a40", "avocado": "3f5a2c", "watermelon": "e2504f",
}  # fmt: skip


def draw_fruit(pen: Pen, kind: str, dye: Colour | None = None) -> None:
    """Draw one fruit."""
    pen.dim(oval(0.08, 0.02, 0.36, 0.05), soft=0.04, alpha=0.55)
    draw(pen, FRUITS[kind], {"fur": dye or parse(_SKINS[kind])})
    if kind not in {"avocado", "watermelon"}:
        pen.glow(
            (1, 1, 1),
            oval(-0.12, 0.36 if kind != "cherry" else 0.24, 0.05, 0.08, 20),
            soft=0.03,
            alpha=0.35,
        )


def draw_fruit_bowl(pen: Pen, bowl: Colour, kinds: list[str]) -> None:
    """Draw a bowl with fruit heaped in it."""
    rng = branch(pen.scene.rng)
    pen.dim(oval(0.1, 0.0, 0.66, 0.1), soft=0.06, alpha=0.55)
    pen.fill(shift(bowl, light=-0.14), oval(0, 0.45, 0.62, 0.13), shade=0.4)
    heap = (
        (-0.3, 0.42, 0.62),
        (0.32, 0.42, 0.62),
        (0.02, 0.52, 0.72),
        (-0.14, 0.34, 0.6),
        (0.2, 0.34, 0.58),
    )
    for x, y, size in heap:
        draw_fruit(pen.within(x, y, size, pick(rng, -12, 12)), kinds[int(rng.randint(len(kinds)))])
    body = mirrored("0,.40 .3,.41 .62,.47! .56,.24 .36,.06 .22,.02 .22,-.02! 0,-.03")
    patch = pen.fill(bowl, body, shade=0.9)
    band = shift(bowl, light=0.16 if max(bowl) < 0.6 else -0.14)
    pen.fill(band, line(arc(0, 1.0, 0.76, 216, 324), 0.03), shade=0.3, inside=patch)


def draw_bowl(pen: Pen, bowl: Colour, noodles: bool) -> None:
    """Draw a full bowl seen a little from above: ramen, or a salad."""
    rng = branch(pen.scene.rng)
    pen.dim(oval(0.1, 0.0, 0.66, 0.1), soft=0.06, alpha=0.55)
    body = mirrored("0,.46 .62,.46! .56,.24 .36,.06 .22,.02 .22,-.02! 0,-.03")
    patch = pen.fill(bowl, body, shade=0.9)
    band = shift(bowl, light=0.16 if max(bowl) < 0.6 else -0.14)
    pen.fill(band, line(arc(0, 1.0, 0.76, 216, 324), 0.03), shade=0.3, inside=patch)
    pen.fill(shift(bowl, light=0.1), oval(0, 0.46, 0.63, 0.21), shade=0.4)
    inner = pen.fill(shift(bowl, light=-0.12), oval(0, 0.455, 0.585, 0.185), shade=0.4)
    soup = parse("c9792f") if noodles else parse("5f8f45")
    pen.fill(soup, oval(0, 0.44, 0.57, 0.17), shade=0.7, inside=inner)
    if noodles:
        _draw_ramen(pen)
    else:
        for index in range(34):
            tone = ("6c9a45", "8fb85a", "3f7a4a", "d8423f", "f2c14e", "a9cf6a")[index % 6]
            out, angle = math.sqrt(pick(rng, 0, 1)) * 0.46, index * 2.4
            at = math.cos(angle) * out, 0.47 + math.sin(angle) * out * 0.3
            shape = (
                oval(*at, 0.07, 0.045)
                if index % 6 in (3, 4)
                else leaf(*at, 0.24, 0.13, pick(rng, 0, 360))
            )
            pen.fill(parse(tone), shape, shade=0.6)
    draw_steam(pen.within(0, 0.66), 0.5)


def _draw_ramen(pen: Pen) -> None:
    rng = branch(pen.scene.rng)
    inner = pen.cover(oval(0, 0.44, 0.55, 0.16))
    noodle = parse("f4d58a")
    for index in range(15):
        y = 0.34 + 0.014 * index
        bend = pick(rng, -0.03, 0.05)
        strand = smooth_line([(-0.4, y), (-0.16, y + bend), (0.08, y - bend), (0.3, y + 0.01)])
        pen.fill(
            shift(noodle, light=pick(rng, -0.07, 0.03)), line(strand, 0.02), shade=0.2, inside=inner
        )
    for x, y in ((0.2, 0.5), (0.36, 0.46)):
        pen.fill(parse("fbf6ea"), oval(x, y, 0.115, 0.07), shade=0.4)
        pen.fill(parse("f0962e"), oval(x, y - 0.004, 0.062, 0.036), shade=0.5)
    for index in range(3):
        slab = oval(-0.3 + 0.1 * index, 0.53 - 0.02 * index, 0.13, 0.062, -14)
        pen.fill(parse("a86a4a"), slab, shade=0.6)
        pen.fill(
            parse("e2b094"),
            oval(-0.3 + 0.1 * index, 0.535 - 0.02 * index, 0.09, 0.036, -14),
            shade=0.4,
        )
    pen.fill(
        parse("24402f"),
        moved([(0, 0), (0.16, 0), (0.16, 0.3), (0, 0.28)], 0.0, 0.5, 1, 8),
        shade=0.4,
    )
    pen.fill(parse("fdf3ee"), oval(0.02, 0.42, 0.085, 0.05), shade=0.2)
    pen.fill(parse("e87f96"), line(arc(0.02, 0.42, 0.035, 20, 330), 0.016), shade=0)
    for _ in range(16):
        at = pick(rng, -0.4, 0.42), pick(rng, 0.35, 0.46)
        pen.fill(parse("5fa04a"), oval(*at, 0.024, 0.015), shade=0, inside=inner)
    for lift in (0.0, 0.06):
        stick = [(0.16, 0.56 + lift), (0.86, 0.98 + lift)]
        pen.fill(parse("7a3a2a"), line(stick, 0.032), shade=0.3)


_CAKE = """
    mid plate 0,.06 .66,.06! .60,-.02 0,-.04
    mid crumb 0,.70! .46,.70! .46,.04! 0,.04!
    mid cream 0,.40! .46,.40! .46,.34! 0,.34!
    mid cream 0,.74 .44,.74 .50,.66! .47,.52 .43,.60 .37,.46 .31,.60 .23,.44 .16,.58 .08,.48 0,.56
    pair berry .34,.76 .40,.84 .30,.86 .26,.78
    pair berry .10,.77 .16,.85 .06,.88 .02,.79
    line.045 wax -.16,.80! -.16,1.06!
    line.045 wax .0,.80! .0,1.10!
    line.045 wax .16,.80! .16,1.06!
    one -ff9d3d -.16,1.18! -.125,1.10 -.16,1.06 -.195,1.10
    one -ff9d3d .0,1.22! .035,1.14 .0,1.10 -.035,1.14
    one -ff9d3d .16,1.18! .195,1.10 .16,1.06 .125,1.10
"""
_BURGER = """
    mid c98a45 0,.16 .56,.16! .54,.05 .40,.0 0,.0
    one 6fa84a -.64,.20 -.50,.13 -.34,.19 -.18,.12 .0,.18 .18,.12 .34,.19 .50,.13 .64,.20 \
      .50,.26 -.50,.26
    mid 5a3424 0,.40 .54,.40 .59,.32 .54,.24 0,.24
    one f2b53a -.58,.42! .58,.42! .36,.38! .20,.26! .0,.38! -.30,.36! -.42,.24!
    mid d8463c 0,.48 .50,.48 .53,.45 .50,.41 0,.41
    one 6fa84a -.60,.52 -.44,.46 -.28,.52 -.10,.46 .10,.52 .28,.46 .44,.52 .60,.48 .56,.56 -.56,.56
    mid d9964c 0,1.0 .34,.94 .56,.70 .58,.56! 0,.54!
    pair -f8e3b4 .10,.88 .14,.90 .16,.87 .12,.85
    pair -f8e3b4 .30,.80 .34,.81 .35,.78 .31,.77
    pair -f8e3b4 .42,.68 .46,.69 .47,.66 .43,.65
    mid -f8e3b4 0,.76 .02,.74 0,.72
    pair -f8e3b4 .18,.70 .22,.71 .23,.68 .19,.67
"""
_CONE = """
    mid cone 0,.62! .24,.62! 0,.0!
    line.016 crust -.16,.60! .10,.22!
    line.016 crust -.02,.60! .16,.36!
    line.016 crust .16,.60! -.10,.22!
    line.016 crust .02,.60! -.16,.36!
    one first -.30,.66 -.26,.86 .0,.96 .26,.86 .30,.66 .20,.56 .12,.62 .02,.54 -.10,.61 -.20,.55
    one second -.25,.92 -.22,1.12 .0,1.22 .22,1.12 .25,.92 .14,.85 .04,.91 -.08,.84 -.16,.90
    one third -.19,1.20 -.16,1.36 .0,1.44 .16,1.36 .19,1.20 .08,1.14 -.06,1.16
    one c8203a -.07,1.44 -.05,1.54 .05,1.54 .07,1.45 .0,1.40
    taper.018 5f7a3a .0,1.53! .03,1.62 .10,1.66
"""


def draw_cake(pen: Pen, cream: Colour) -> None:
    """Draw a cake with three candles."""
    pen.dim(oval(0.1, -0.02, 0.7, 0.08), soft=0.05, alpha=0.55)
    colours = {
        "plate": parse("f4f0ea"), "crumb": parse("c98f57"), "cream": mix(cream, (1, 1, 1), 0.5),
        "berry": parse("c8283e"), "wax": shift(cream, light=-0.1),
    }  # fmt: skip
    draw(pen, _CAKE, colours)
    for x in (-0.16, 0.0, 0.16):
        pen.glow(parse("ffb347"), oval(x, 1.12, 0.1), soft=0.08, alpha=0.5)


def draw_burger(pen: Pen) -> None:
    """Draw a burger."""
    pen.dim(oval(0.1, 0.0, 0.68, 0.08), soft=0.05, alpha=0.55)
    draw(pen, _BURGER, {})


def draw_cone(pen: Pen, first: Colour) -> None:
    """Draw an ice cream cone, its tip at 0."""
    colours = {
        "cone": parse("d9a05a"), "crust": parse("b07a3a"), "first": first,
        "second": parse("fbeeda"), "third": shift(first, hue=140, light=0.05),
    }  # fmt: skip
    draw(pen, _CONE, colours)


def draw_pizza(pen: Pen) -> None:
    """Draw a pizza seen from above, centred on (0, 0), one unit wide."""
    rng = branch(pen.scene.rng)
    pen.dim(oval(0.03, -0.04, 0.54), soft=0.04, alpha=0.5)
    pen.fill(parse("c98a45"), oval(0, 0, 0.52), shade=0.8)
    pen.fill(parse("d8563a"), oval(0, 0, 0.46), shade=0.5)
    pen.fill(parse("f4c766"), oval(0, 0, 0.44), shade=0.6)
    for index in range(13):
        out, angle = 0.36 * math.sqrt((index + 0.4) / 13), index * 2.4
        at = math.cos(angle) * out, math.sin(angle) * out
        pen.fill(parse("b8322f"), oval(*at, 0.058), shade=0.6)
    for _ in range(12):
        out, angle = 0.4 * math.sqrt(pick(rng, 0, 1)), pick(rng, 0, math.tau)
        at = math.cos(angle) * out, math.sin(angle) * out
        pen.fill(parse("4f8f45"), leaf(*at, 0.12, 0.06, pick(rng, 0, 360)), shade=0.4)
    for index in range(4):
        angle = math.radians(22 + 45 * index)
        cut = [
            (-math.cos(angle) * 0.53, -math.sin(angle) * 0.53),
            (math.cos(angle) * 0.53, math.sin(angle) * 0.53),
        ]
        pen.fill(parse("a8743a"), line(cut, 0.01), shade=0, alpha=0.6)
