"""What a head may wear: glasses, hats, crowns, scarves, headphones, a space helmet."""

from __future__ import annotations

from koda.providers.offline_art.families.heads import HEADS
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.palette import Colour, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.shapes import arc, box, line, oval
from koda.providers.offline_art.words import Brief

_HATS: dict[str, str] = {
    "hat": """
        mid cloth 0,.46 .24,.44 .30,.30 .34,.02! 0,.02!
        mid band 0,.13! .32,.12! .335,.02! 0,.01!
        mid cloth 0,.06 .40,.06 .62,.0 .40,-.07 0,-.08
    """,
    "tophat": """
        mid cloth 0,.66! .34,.66! .31,.02! 0,.02!
        mid band 0,.15! .315,.15! .31,.03! 0,.02!
        mid cloth 0,.05 .40,.05 .52,.02 .40,-.06 0,-.07
    """,
    "crown": """
        mid gold 0,.40! .10,.18! .22,.44! .31,.16! .42,.36! .38,-.06! 0,-.08!
        mid band 0,.03! .385,.04! .38,-.06! 0,-.08!
        mid c8323c 0,.16 .05,.10 0,.03
        pair 3f8fd0 .20,.14 .24,.10 .20,.05 .16,.10
    """,
    "wizardhat": """
        one cloth -.34,.02! -.16,.42 .02,.86 .30,1.02! .16,.66 .24,.36 .34,.02!
        mid band 0,.13! .31,.13! .34,.02! 0,.0!
        mid cloth 0,.07 .40,.07 .70,-.01 .40,-.10 0,-.11
    """,
    "cap": """
        mid cloth 0,.34 .26,.30 .38,.08 .38,-.02! 0,-.04!
        mid band 0,.03! .39,.04! .39,-.06! 0,-.08!
        mid 1d1a20 0,.0! .34,.0! .40,-.10 .22,-.16 0,-.17
    """,
    "beanie": """
        mid pale 0,.56 .09,.52 .10,.44 0,.36
        mid cloth 0,.42 .26,.36 .40,.12 .40,.0! 0,.0!
        mid band 0,.10! .42,.10! .43,-.06! 0,-.08!
    """,
    "partyhat": """
        mid pale 0,.74 .07,.70 .06,.62 0,.58
        mid cloth 0,.64! .27,.0! 0,-.04!
        mid band 0,.42! .09,.42! .13,.32! 0,.30!
        mid band 0,.2! .185,.2! .22,.1! 0,.08!
    """,
}


def adorn(head: Pen, brief: Brief, kind: str, helmet: bool = False) -> None:
    """Put on a head what the words ask for; the head is drawn about (0, 0)."""
    face = HEADS[kind]
    if helmet:
        _helmet(head)
        return
    if brief.has("sunglasses", "glasses"):
        draw_glasses(head, face.eyes[0], face.eyes[1], brief.has("sunglasses"))
    for hat in _HATS:
        if brief.has(hat):
            draw_hat(head.within(0, face.brow - 0.02), hat, brief.dye(hat, loose=False))
            break
    if brief.has("headphones"):
        _headphones(head, face.brow, brief.dye("headphones", loose=False) or parse("d9483b"))
    if brief.has("scarf"):
        _scarf(head, brief.dye("scarf", loose=False) or parse("c8403f"))


def draw_hat(pen: Pen, kind: str, dye: Colour | None = None) -> None:
    """Draw a hat whose rim is at (0, 0) on a head one unit wide."""
    cloth = dye or parse(
        {"hat": "6b4a35", "tophat": "26242c", "wizardhat": "3b3f8c", "cap": "26365c"}.get(
            kind, "c8503c"
        )
    )
    colours = {
        "cloth": cloth, "band": shift(cloth, light=-0.14 if max(cloth) > 0.35 else 0.2),
        "gold": parse("e6b53f"), "pale": parse("f6efe2"),
    }  # fmt: skip
    if kind == "crown":
        colours["band"] = parse("c08a2a")
    draw(pen, _HATS[kind], colours)


def draw_glasses(pen: Pen, apart: float, up: float, dark: bool) -> None:
    """Draw glasses over eyes that are `apart` from the middle."""
    ink = parse("17161c")
    size = min(0.2, apart * 0.84)
    rims = [
        box(side * apart - size, up - size * 0.86, size * 2, size * 1.6, size * 0.7)
        for side in (-1, 1)
    ]
    bridge = line(arc(0, up + size * 0.05, apart * 0.3, 160, 20), 0.035)
    arms = [line([(s * (apart + size), up + 0.05), (s * 0.52, up + 0.1)], 0.035) for s in (-1, 1)]
    pen.fill(ink, bridge, *arms, shade=0)
    if not dark:
        rings = [line([*rim, rim[0]], 0.035) for rim in rims]
        pen.fill((1, 1, 1), *rims, shade=0, alpha=0.18)
        pen.fill(ink, *rings, shade=0)
        return
    pen.fill(ink, *rims, shade=0)
    for side, rim in zip((-1, 1), rims, strict=True):
        lens = pen.cover(rim)
        x = side * apart
        tint = [
            (x - size, up + 0.02),
            (x + size, up - size * 0.1),
            (x + size, up - size),
            (x - size, up - size),
        ]
        pen.fill(parse("c65a86"), tint, shade=0.8, alpha=0.5, inside=lens)
        flash = [
            (x - 0.06, up + size),
            (x + 0.03, up + size),
            (x - 0.06, up - size),
            (x - 0.15, up - size),
        ]
        pen.fill((1, 1, 1), flash, shade=0, alpha=0.35, inside=lens)


def _headphones(pen: Pen, brow: float, colour: Colour) -> None:
    pen.fill(parse("2a2930"), line(arc(0, 0.02, 0.53 + 0.1 * brow, 12, 168), 0.06), shade=0.3)
    cups = [box(side * 0.53 - 0.09, -0.16, 0.18, 0.34, 0.08) for side in (-1, 1)]
    pen.fill(colour, *cups, shade=0.6)


def _scarf(pen: Pen, colour: Colour) -> None:
    colours = {"cloth": colour, "band": shift(colour, light=-0.09)}
    draw(
        pen,
        """
        one band .10,-.56! .30,-.56! .36,-1.0 .34,-1.12! .14,-1.12! .14,-.9
        mid cloth 0,-.46 .26,-.46 .40,-.54 .34,-.68 0,-.74
        mid band 0,-.56! .30,-.54! .36,-.60! 0,-.64!
        """,
        colours,
    )


def _helmet(pen: Pen) -> None:
    pen.fill(parse("dfe4ea"), oval(0, -0.52, 0.5, 0.16), shade=0.6)
    pen.fill((0.75, 0.88, 1.0), oval(0, 0.08, 0.86), shade=0, alpha=0.16)
    pen.fill(parse("dfe4ea"), line(arc(0, 0.08, 0.86, -130, 230, 60), 0.05), shade=0.5)
    pen.fill((1, 1, 1), line(arc(0, 0.08, 0.72, 110, 160), 0.07, True), shade=0, alpha=0.6)
