"""Who travels: an astronaut who floats or rides, a knight on horseback."""

from __future__ import annotations

from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.palette import parse
from koda.providers.offline_art.pen import Pen

_RIDER = """
    one shade -.26,1.10! -.20,1.52 -.08,1.56! -.04,1.14!
    one suit -.14,.92 -.16,1.30 -.10,1.56 .10,1.58 .18,1.36 .14,1.04 .04,.92
    one suit -.14,1.08! .10,1.12 .24,.98 .22,.72 .20,.50! .06,.50! .06,.74 .02,.88 -.12,.90
    one trim .04,.54! .21,.54! .32,.42 .30,.38! .05,.38!
    line.105 suit -.02,1.46 .12,1.24 .38,1.20
    one trim .34,1.24 .42,1.24 .42,1.16 .35,1.15
    line.018 rein .38,1.20! .62,1.24 .98,1.18
"""
_HELMET = """
    one suit -.22,1.76 -.06,1.98 .18,1.94 .28,1.74 .20,1.56 .0,1.50 -.16,1.56
    one visor -.02,1.76 .06,1.88 .22,1.86 .29,1.74 .22,1.62 .06,1.62
    one flash .12,1.83 .18,1.84 .22,1.79 .16,1.78
"""
_ARMET = """
    one suit -.14,1.78 .0,1.94 .20,1.90 .27,1.74! .20,1.58 .0,1.52 -.13,1.60
    one shade .02,1.76! .27,1.74! .26,1.68! .04,1.69!
    taper.09 trim .0,1.92! -.12,2.06 -.34,1.96 -.46,1.76
    line.03 rein .40,.86! .50,1.30 .66,2.10
    one trim .62,1.94! .66,2.12! .36,2.06 .30,1.86! .46,1.92
"""
_COLOURS = {
    "suit": parse("eef0f2"), "shade": parse("9aa2ae"), "trim": parse("e2703a"),
    "visor": parse("243056"), "flash": parse("f8c58a"), "rein": parse("3a2a24"),
}  # fmt: skip

FLOATING = """
    one shade -.30,.60! -.34,1.10 -.20,1.20 .20,1.20 .34,1.10 .30,.60!
    line.20 suit -.14,.52 -.30,.28 -.26,.02
    line.20 suit .14,.52 .34,.36 .44,.10
    one shade -.38,.04! -.40,-.10 -.26,-.14 -.14,-.08 -.16,.04!
    one shade .34,.14! .36,.0 .52,-.04 .60,.06 .54,.16!
    line.17 suit -.20,1.04 -.46,.92 -.60,1.16
    line.17 suit .20,1.04 .48,.86 .66,.74
    one trim -.70,1.14 -.66,1.30 -.54,1.30 -.51,1.14
    one trim .64,.82 .78,.76 .76,.62 .62,.66
    mid suit 0,1.16 .22,1.10 .28,.80 .22,.48 0,.42
    mid shade 0,.88! .14,.88! .14,.70! 0,.70!
    one trim -.09,.80 -.06,.83 -.03,.80 -.06,.77
    one 3f8fd0 .03,.80 .06,.83 .09,.80 .06,.77
    mid suit 0,1.60 .22,1.56 .34,1.34 .24,1.12 0,1.06
    mid shade 0,1.14! .22,1.15! .20,1.07! 0,1.04!
    mid visor 0,1.50 .20,1.46 .26,1.34 .18,1.22 0,1.18
    one flash .08,1.44 .16,1.42 .19,1.34 .12,1.36
    taper.012 flash -.17,1.28 -.19,1.36 -.12,1.45
"""


def draw_rider(pen: Pen, kind: str) -> None:
    """Draw who rides, on a horse drawn with the same pen."""
    colours = dict(_COLOURS)
    if kind == "knight":
        colours |= {"suit": parse("aeb6c2"), "shade": parse("5d6673"), "trim": parse("b5303a")}
    draw(pen, _RIDER, colours)
    draw(pen, _HELMET if kind == "astronaut" else _ARMET, colours)


def draw_astronaut(pen: Pen) -> None:
    """Draw an astronaut afloat, their feet at 0."""
    draw(pen, FLOATING, _COLOURS)
