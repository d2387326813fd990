"""Animals whole: sitting ones under their heads, and others seen from the side."""

from __future__ import annotations

from koda.providers.offline_art.families.heads import HEADS, coat_of, draw_head
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen

_TAILS = {
    "brush": """
        one fur .22,.10 .46,.03 .74,.10 .88,.34 .86,.62 .76,.82! .68,.60 .60,.38 .46,.26 .26,.24
        one pale .865,.52! .855,.66 .76,.82! .70,.66 .68,.58! .74,.60! .78,.54!
    """,
    "thin": """
        line.085 fur .28,.08 .52,.05 .66,.16 .64,.36 .70,.50
        line.085 dark .655,.40 .67,.46 .70,.50
    """,
    "puff": "one pale .30,.18 .40,.26 .50,.18 .46,.06 .34,.06",
    "": "",
}
_SITTING = """
    mid fur 0,1.0 .18,.94 .27,.66 .35,.38 .38,.14 .30,0! 0,0!
    pair fur .20,.34 .40,.32 .47,.14 .44,.02! .22,0!
    pair shade .23,.25 .30,.30 .38,.26 .43,.14! .34,.24 .27,.26
    mid pale 0,.86! .14,.80 .17,.62 .11,.40 0,.30!
    pair fur .015,.52! .02,.24 .015,.05 .02,0! .20,0! .205,.06 .175,.22 .19,.50!
    pair sock .018,.13! .02,.05 .02,0! .20,0! .205,.06 .185,.14!
    line.012 dark 0,.46! 0,.2 0,0
"""
_BUST = """
    mid fur 0,.80 .22,.74 .36,.40 .62,.16 .74,-.2 .78,-.7! 0,-.7!
    mid pale 0,.46! .16,.40 .20,.18 .12,-.2 0,-.4!
"""
_NECK = """
    mid fur 0,.84 .17,.80 .20,.52 .34,.28 .56,.06 .64,-.3 .66,-.7! 0,-.7!
    mid pale 0,.50! .12,.42 .16,.14 .10,-.2 0,-.4!
"""
_OWL = """
    mid fur 0,1.0 .30,.92 .38,.60 .34,.26 .20,.02! 0,-.02
    mid pale 0,.84! .22,.76 .24,.44 .14,.14 0,.06!
    pair dark .28,.86 .44,.60 .40,.24 .24,.0! .24,.3 .27,.6
    pair dark .06,.60 .10,.65 .14,.60 .10,.55
    mid dark 0,.50 .04,.47 0,.42
    pair dark .09,.44 .13,.48 .16,.43 .12,.39
    mid dark 0,.34 .04,.31 0,.26
    pair dark .07,.26 .10,.30 .13,.25 .10,.22
    pair e8a33a .04,.05 .06,-.05 .12,-.05 .13,.05
"""
_PENGUIN = """
    pair e8953a .05,.02 .08,-.03 .24,-.03 .22,.06
    pair fur .26,.74! .44,.52 .50,.26 .44,.18! .34,.34
    mid fur 0,1.0 .26,.90 .36,.50 .34,.16 .22,0! 0,0
    mid pale 0,.74! .20,.70 .26,.42 .20,.10 0,.04
    mid f2b84b 0,.74! .14,.73 .20,.66 .10,.66 0,.62!
"""
_FROG = """
    pair dark .18,.02 .30,-.03 .50,-.02 .56,.04 .40,.08
    pair fur .20,.50 .50,.46 .58,.20 .46,.02! .20,.02!
    mid fur 0,.72 .26,.66 .34,.34 .28,.02! 0,0
    mid pale 0,.56 .18,.50 .22,.24 .14,.04 0,.02
    pair fur .08,.34! .09,.10 .04,.02 .10,-.02! .30,-.02! .26,.10 .22,.34!
"""

# How high the head sits, how large it is, how tall the whole is, and the body.
_BUILDS: dict[str, tuple[float, float, float, str]] = {
    "sitting": (1.12, 0.66, 1.62, _SITTING),
    "bust": (1.0, 0.92, 1.5, _BUST),
    "neck": (1.08, 0.78, 1.9, _NECK),
    "owl": (1.06, 0.8, 1.5, _OWL),
    "penguin": (1.04, 0.74, 1.4, _PENGUIN),
    "frog": (0.72, 0.86, 1.15, _FROG),
}
_BUST_KINDS = frozenset({"elephant", "cow", "sheep", "pig", "lion", "tiger"})
_OWN_BUILDS = frozenset({"owl", "penguin", "frog"})


def build_of(kind: str, close: bool) -> str:
    """Which build shows this animal best; `close` asks for head and shoulders."""
    if kind in _OWN_BUILDS:
        return kind
    if kind == "deer":
        return "neck"
    return "bust" if close or kind in _BUST_KINDS else "sitting"


def height_of(build: str) -> float:
    """The height of a build in its own units, ears included."""
    return _BUILDS[build][2]


def draw_animal(pen: Pen, kind: str, build: str, wanted: Colour | None, asleep: bool) -> Pen:
    """Draw an animal that faces the viewer, its ground at 0; give the pen of its head."""
    coat = coat_of(kind, wanted)
    coat["shade"] = mix(coat["fur"], coat["dark"], 0.45)
    coat["sock"] = coat["dark"] if kind in {"fox", "raccoon"} else coat["pale"]
    if kind == "panda":
        coat["sock"] = coat["shade"] = coat["dark"]
    up, size, _, body = _BUILDS[build]
    if build == "sitting":
        draw(pen, _TAILS[HEADS[kind].tail], coat)
    draw(pen, body, coat)
    head = pen.within(0, up, size)
    draw(head, "mid shade 0,-.30! .20,-.34 .26,-.50 .14,-.62 0,-.66", coat)
    draw_head(head, kind, coat, asleep)
    return head


_HORSE = """
    taper.16 dark -.62,.98 -.86,.86 -.94,.56 -.90,.30
    one far .30,.62! .42,.60! .40,.36 .50,.10 .48,0! .38,0! .38,.10 .28,.36
    one far -.48,.66! -.30,.62! -.34,.40 -.40,.30 -.32,.10 -.34,0! -.46,0! -.44,.12 -.54,.32
    one fur -.64,.86 -.50,1.04 -.20,1.0 .16,1.0 .40,1.12 .58,1.42 .72,1.56! .80,1.60! .82,1.52! \
      .92,1.42 1.10,1.22 1.12,1.12 1.02,1.07 .90,1.16 .80,1.20 .70,1.02 .60,.74 .44,.62 .10,.58 \
      -.20,.56 -.44,.60 -.62,.70
    one fur -.66,.80! -.44,.58! -.44,.40 -.54,.30 -.52,.10 -.54,0! -.66,0! -.64,.12 -.70,.32 \
      -.62,.46 -.70,.62
    one fur .38,.70! .58,.72! .54,.44 .56,.30 .58,.10 .60,0! .48,0! .48,.12 .44,.30 .40,.46
    one dark -.52,.05! -.54,0! -.66,0! -.65,.06!
    one dark .59,.05! .60,0! .48,0! .48,.06!
    one dark .74,1.56! .62,1.46 .44,1.30 .28,1.06 .34,1.30 .46,1.44 .56,1.58 .70,1.64!
    one dark .74,1.58! .84,1.50 .90,1.40 .84,1.42 .76,1.50
    one pale 1.0,1.26 1.10,1.20 1.11,1.12 1.03,1.08 .97,1.14
    one -1d1a20 .86,1.40 .885,1.42 .90,1.39 .875,1.375
    one -1d1a20 1.06,1.16 1.075,1.175 1.085,1.16 1.07,1.145
"""
_ZEBRA = """
    taper.07 dark -.30,1.00! -.36,.80 -.30,.62
    taper.07 dark -.10,1.00! -.14,.80 -.10,.62
    taper.07 dark .10,1.00! .08,.80 .12,.64
    taper.07 dark .30,1.04! .30,.84 .34,.68
    taper.06 dark .44,1.20! .54,1.06 .66,.94
    taper.05 dark .56,1.38! .66,1.24 .76,1.16
    taper.05 dark -.52,.96! -.56,.82 -.50,.66
"""
_HERON = """
    line.028 dark -.02,.62! -.04,.34 -.02,0!
    line.028 dark .08,.62! .16,.40 .06,.34 .10,0!
    one dark -.42,.58! -.60,.44! -.30,.60
    line.085 fur .22,.90 .40,1.02 .36,1.24 .22,1.36 .24,1.54 .36,1.58
    one fur -.46,.62 -.30,.86 .04,.98 .28,.92 .30,.74 .10,.58 -.22,.54
    one shade -.58,.50! -.40,.80 -.04,.90 .12,.80 .0,.64 -.26,.56
    one fur .27,1.60 .36,1.66 .45,1.60 .42,1.51 .31,1.50
    one dark .43,1.60! .54,1.57 .60,1.46 .58,1.38! .52,1.48 .43,1.51!
    one -1d1a20 .355,1.60 .37,1.615 .385,1.60 .37,1.585
"""
_BIRD = """
    taper.12 dark -.16,.44 -.40,.22 -.62,.10
    taper.10 shade -.14,.40 -.36,.16 -.54,.0
    line.022 6b4a35 .0,.16! .02,.0!
    line.022 6b4a35 .10,.16! .12,.0!
    one fur -.30,.46 -.16,.72 .10,.92 .34,.90 .44,.74 .38,.46 .22,.22 .0,.14 -.20,.26
    one pale .40,.58 .30,.28 .06,.15 -.06,.20 .10,.40 .24,.62
    one dark -.40,.30! -.22,.62 .02,.70 .18,.56 .10,.36 -.12,.26
    one shade -.26,.38! -.12,.56 .06,.60 .12,.50 .0,.38
    one e8a33a .42,.80! .60,.74! .43,.68!
    one -1d1a20 .30,.77 .335,.805 .37,.77 .335,.735
    one -ffffff .335,.785 .345,.795 .355,.785 .345,.775
"""
_DRAGON = """
    one web -.02,.70! .02,1.10 .30,1.56 .62,1.74! .50,1.40 .66,1.30! .46,1.12 .58,.98! .36,.88 \
      .30,.70!
    line.022 far .02,.76! .06,1.14 .30,1.54 .62,1.74
    line.016 far .08,.80! .40,1.10 .66,1.30
    taper.22 fur -.34,.56 -.66,.40 -.92,.46 -1.06,.72 -1.28,.86 -1.46,.80
    one fur -1.40,.82! -1.58,.96! -1.66,.76! -1.50,.70!
    one fur -.46,.40 -.40,.66 -.10,.78 .20,.76 .40,.90 .46,1.16 .60,1.34! .74,1.26! .66,1.10 \
      .64,.82 .46,.56 .20,.40 -.10,.32
    one pale .66,1.10! .62,.84 .44,.58 .18,.42 -.10,.34 -.30,.36 -.06,.42 .16,.52 .36,.66 \
      .50,.88 .54,1.10!
    one fur -.42,.50! -.56,.20 -.44,.06! -.26,.02! -.30,.10 -.36,.16 -.26,.42!
    one fur .20,.46! .26,.22 .40,.12! .52,.14! .44,.20 .38,.26 .40,.52!
    one fur .44,1.22! .50,1.44! .60,1.40 .72,1.44 .90,1.32 1.06,1.22! 1.08,1.12! .92,1.08 \
      .76,1.08 .58,1.10
    taper.06 far .56,1.38! .42,1.50 .26,1.52
    taper.06 far .62,1.40! .52,1.56 .36,1.62
    one -1d1a20 .70,1.30! .78,1.32! .79,1.27!
    one -ffd34d .715,1.30! .765,1.31! .765,1.28!
    line.012 far .80,1.14! .94,1.15 1.07,1.17
    one web .12,.74! .10,1.14 -.10,1.62 -.42,1.86! -.36,1.54 -.62,1.60! -.50,1.30 -.80,1.24! \
      -.62,1.02 -.78,.84! -.46,.80 -.22,.66!
    line.026 far .08,.74! .06,1.16 -.12,1.60 -.42,1.86
    line.018 far .04,.84! -.26,1.22 -.62,1.60
    line.016 far .0,.80! -.36,1.04 -.80,1.24
    line.014 far -.06,.76! -.40,.84 -.78,.84
"""
_SIDE: dict[str, tuple[str, str, tuple[float, float, float, float]]] = {
    "horse": (_HORSE, "9a5a35 f0d9be 2f1d1a", (-0.95, 0, 1.12, 1.64)),
    "zebra": (_HORSE + _ZEBRA, "f4f0e8 4a4247 221f26", (-0.95, 0, 1.12, 1.64)),
    "unicorn": (_HORSE, "f6f1f4 f0c9d6 c98fc0", (-0.95, 0, 1.12, 1.64)),
    "heron": (_HERON, "f3a0a0 fbe3dc 4a3340", (-0.6, 0, 0.6, 1.66)),
    "bird": (_BIRD, "e0683c f8e2c6 3f4c5e", (-0.62, 0, 0.6, 0.92)),
    "dragon": (_DRAGON, "3f8a6a d9dba0 23463f", (-1.66, 0, 1.08, 1.86)),
}


def side_frame(kind: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of an animal seen from the side."""
    return _SIDE[kind][2]


def is_seen_from_side(kind: str) -> bool:
    """Tell whether an animal is drawn from the side."""
    return kind in _SIDE


def draw_side(pen: Pen, kind: str, wanted: Colour | None) -> None:
    """Draw an animal seen from the side; it looks to the right."""
    figure, colours, _ = _SIDE[kind]
    fur, pale, dark = (parse(word) for word in colours.split())
    if wanted is not None:
        fur = mix(fur, wanted, 0.85)
        dark = mix(dark, shift(wanted, light=-0.3), 0.4)
    coat = {
        "fur": fur, "pale": pale, "dark": dark, "shade": mix(fur, dark, 0.35),
        "far": mix(fur, dark, 0.55), "web": mix(parse("b5482f"), fur, 0.25),
    }  # fmt: skip
    draw(pen, figure, coat)
    if kind == "unicorn":
        draw(pen, "one e9c46a .80,1.50! 1.04,1.96! .88,1.46!", coat)
