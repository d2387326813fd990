"""Heads of animals seen from the front, in units of their width, as figures of cut paper."""

from __future__ import annotations

from dataclasses import dataclass

from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.palette import Colour, mix, parse, shift, to_oklch
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.shapes import arc, line, oval

_INK = parse("1d1a20")


@dataclass(frozen=True, slots=True)
class Head:
    """What makes an animal its kind.

    Attributes:
        coat: Colours as `fur pale dark`.
        behind, front: Figures below and above the eyes.
        eyes: Distance from the middle, height and size; `iris` gives them a colour.
        nose: Where glasses rest, and how far the forehead (for hats) is above 0.
        tail: `brush`, `thin`, `puff` or none.
    """

    coat: str
    behind: str
    front: str = ""
    eyes: tuple[float, float, float] = (0.22, 0.0, 0.075)
    iris: str = ""
    brow: float = 0.36
    tail: str = "thin"


HEADS: dict[str, Head] = {
    "fox": Head(
        "dd6b2c fff3e2 3b1f1b",
        """
        pair fur .05,.24! .40,.86! .54,.08!
        pair dark .30,.68! .40,.86! .47,.50!
        pair pale .19,.30! .36,.62! .44,.22!
        mid fur 0,.38 .24,.36 .44,.16 .64,-.14! .40,-.26 .16,-.48 0,-.54
        pair pale .64,-.14! .40,-.06 .20,-.10 .08,-.26 0,-.50! .16,-.47 .40,-.26
        """,
        "mid -dark 0,-.40 .08,-.41 .09,-.46 .05,-.53 0,-.55",
        (0.225, 0.02, 0.07), tail="brush",
    ),
    "wolf": Head(
        "7b8490 eef0ee 2b2f38",
        """
        pair fur .10,.26! .36,.84! .50,.12!
        pair dark .20,.34! .34,.64! .42,.24!
        mid fur 0,.38 .24,.36 .44,.14 .62,-.06! .52,-.14! .56,-.24! .34,-.34 .16,-.52 0,-.56
        pair pale .62,-.06! .38,.04 .20,.10 .13,-.12 .10,-.40 0,-.54! .16,-.50 .34,-.34 \
          .56,-.24! .52,-.14!
        mid dark 0,.36! .07,.12! .04,-.30 0,-.36
        """,
        "mid -dark 0,-.38 .09,-.39 .10,-.45 .05,-.53 0,-.55",
        (0.215, 0.03, 0.062), "e8b23a", tail="brush",
    ),
    "dog": Head(
        "cf9a5d fbf0dc 5b3826",
        """
        mid fur 0,.42 .26,.38 .44,.16 .42,-.16 .28,-.44 0,-.52
        mid pale 0,.42! .06,.20 .10,.0 .22,-.18 .25,-.36 .14,-.48 0,-.50
        pair dark .22,.40! .46,.40 .60,.10 .58,-.30 .46,-.38 .38,-.16 .36,.12
        """,
        """
        mid -2a1d1c 0,-.14 .10,-.15 .12,-.21 .05,-.29 0,-.30
        lines.018 -2a1d1c 0,-.29! .02,-.38 .12,-.40
        mid e8788a 0,-.385! .05,-.40 .05,-.47 0,-.50
        """,
        (0.2, 0.06, 0.066),
    ),
    "cat": Head(
        "7d7a84 f4efe9 3a3741",
        """
        pair fur .04,.30! .42,.76! .52,.06!
        pair pink .17,.36! .385,.60! .45,.20!
        mid fur 0,.40 .26,.38 .48,.16 .54,-.10 .42,-.34 .20,-.46 0,-.48
        mid dark 0,.40! .045,.40! .02,.18 0,.16
        pair dark .11,.40! .17,.39! .10,.22
        pair dark .54,-.02! .52,-.08! .36,-.05
        pair dark .52,-.16! .49,-.22! .36,-.14
        pair pale 0,-.14! .10,-.14 .22,-.24 .18,-.38 0,-.44!
        """,
        """
        mid -e58b8f 0,-.15 .065,-.15 .03,-.20 0,-.225
        lines.016 -dark 0,-.22! .02,-.28 .12,-.29
        tapers.010 -pale .20,-.24! .42,-.22 .66,-.16
        tapers.010 -pale .20,-.28! .42,-.29 .66,-.28
        """,
        (0.225, 0.0, 0.088), "c3cf4d",
    ),
    "lion": Head(
        "e0a856 f6e3be 8a4a22",
        """
        mid dark 0,.72! .16,.60 .30,.68! .38,.52 .56,.54! .56,.34 .74,.26! .66,.08 .78,-.08! \
          .64,-.20 .70,-.40! .50,-.46 .46,-.66! .26,-.64 .12,-.84! 0,-.74
        mid a85f2b 0,.60! .14,.50 .26,.56! .34,.44 .48,.44! .48,.26 .62,.20! .56,.04 .64,-.10! \
          .52,-.22 .56,-.36! .40,-.42 .36,-.56! .20,-.54 .08,-.70! 0,-.62
        pair fur .30,.24 .36,.42 .50,.40 .46,.20
        pair dark .36,.26 .40,.35 .46,.33 .44,.24
        mid fur 0,.38 .24,.36 .40,.16 .38,-.10 .30,-.36 .14,-.50 0,-.52
        mid pale 0,-.12 .12,-.16 .22,-.28 .20,-.42 .08,-.50 0,-.51
        mid c98c42 0,.36! .07,.34 .06,.0 .10,-.14 0,-.16
        """,
        """
        mid -4a2418 0,-.12 .12,-.13 .13,-.18 .05,-.27 0,-.28
        lines.016 -4a2418 0,-.27! .02,-.35 .13,-.36
        """,
        (0.19, 0.05, 0.058), "c47f2a", brow=0.3,
    ),
    "tiger": Head(
        "e8842f fff2e0 231a1c",
        """
        pair fur .20,.30! .30,.54 .50,.52 .46,.16
        pair pale .30,.32 .34,.45 .44,.44 .42,.26
        mid fur 0,.42 .26,.40 .46,.20 .50,-.04 .60,-.22! .44,-.30 .46,-.42! .20,-.50 0,-.52
        pair pale .60,-.22! .40,-.08 .34,-.16 .22,-.14 .10,-.16 0,-.46! .20,-.50 .46,-.42! .44,-.30
        pair pale .08,.10 .14,.24 .30,.22 .36,.06 .26,.12
        mid dark 0,.42! .05,.42! .03,.26! .12,.34! .14,.28! .02,.18! 0,.06!
        pair dark .20,.41! .27,.38! .20,.28!
        pair dark .50,.10! .51,.02! .38,.04!
        pair dark .52,-.08! .56,-.15! .40,-.08!
        pair dark .47,-.25! .46,-.33! .34,-.22!
        """,
        """
        mid -d9707a 0,-.14 .11,-.15 .12,-.20 .04,-.28 0,-.29
        lines.016 -dark 0,-.28! .02,-.36 .13,-.37
        """,
        (0.205, 0.05, 0.062), "d9c14a",
    ),
    "rabbit": Head(
        "c2a68c fbf4ec 7a5f4c",
        """
        pair fur .04,.26! .04,.80 .14,1.24 .28,1.22 .32,.80 .26,.24!
        pair pink .11,.36! .10,.80 .17,1.10 .22,1.08 .24,.78 .20,.34!
        mid fur 0,.36 .24,.32 .40,.08 .42,-.18 .28,-.40 0,-.46
        pair pale .02,-.14! .16,-.12 .26,-.24 .18,-.38 0,-.43!
        """,
        """
        mid -d9828c 0,-.12 .06,-.12 .03,-.17 0,-.185
        lines.014 -dark 0,-.18! .02,-.24 .10,-.25
        mid -fffdf8 0,-.27! .045,-.27! .045,-.34! 0,-.34!
        """,
        (0.24, 0.02, 0.07), brow=0.3, tail="puff",
    ),
    "bear": Head(
        "7c5439 d8b48c 2f1f1a",
        """
        pair fur .22,.28! .28,.52 .50,.52 .54,.30 .40,.14
        pair pale .34,.30 .37,.42 .45,.40 .46,.30
        mid fur 0,.42 .26,.40 .48,.16 .50,-.16 .32,-.42 0,-.50
        mid pale 0,-.06 .16,-.10 .24,-.26 .18,-.42 0,-.46
        """,
        """
        mid -dark 0,-.10 .11,-.11 .12,-.17 .04,-.25 0,-.26
        lines.016 -dark 0,-.25! .01,-.33 .10,-.35
        """,
        (0.2, 0.06, 0.055), tail="",
    ),
    "panda": Head(
        "f4f1ea f4f1ea 24232a",
        """
        pair dark .22,.28! .28,.54 .52,.54 .54,.28 .40,.14
        mid fur 0,.42 .26,.40 .50,.14 .52,-.16 .34,-.42 0,-.48
        pair dark .10,.04 .16,.16 .30,.12 .38,-.06 .34,-.18 .20,-.12
        """,
        """
        mid -dark 0,-.16 .09,-.17 .09,-.22 .03,-.28 0,-.29
        lines.016 -dark 0,-.28! .01,-.34 .09,-.35
        """,
        (0.225, 0.02, 0.055), tail="",
    ),
    "koala": Head(
        "9aa3ab e4e6e4 3a3f47",
        """
        pair fur .26,.16! .34,.48 .62,.54 .76,.30 .66,.06 .44,.0
        pair pale .42,.18 .48,.38 .60,.40 .64,.24 .56,.12
        mid fur 0,.42 .26,.40 .46,.16 .48,-.14 .32,-.38 0,-.46
        """,
        """
        mid -dark 0,.06 .10,.02 .13,-.14 .10,-.26 0,-.28
        lines.016 -dark 0,-.34! .05,-.37 .10,-.35
        """,
        (0.225, 0.03, 0.05), tail="",
    ),
    "deer": Head(
        "b0763f f3e0c4 4d2f22",
        """
        tapers.075 horn .10,.34! .20,.62 .44,.80 .46,1.18
        tapers.060 horn .22,.62! .16,.80 .20,1.04
        tapers.055 horn .38,.76! .36,.92 .34,1.14
        tapers.050 horn .45,.90! .58,1.0 .62,1.16
        pair fur .24,.22! .44,.38 .78,.36! .66,.16 .40,.06
        pair pale .34,.22 .48,.30 .66,.31! .58,.19
        mid fur 0,.40 .20,.36 .31,.12 .25,-.14 .18,-.46 .12,-.62 0,-.66
        mid pale 0,-.40 .13,-.46 .12,-.60 0,-.65
        mid dark 0,.38! .07,.30 .05,.0 .07,-.34 0,-.40
        """,
        "mid -dark 0,-.48 .10,-.49 .11,-.55 .04,-.61 0,-.62",
        (0.235, 0.04, 0.066), brow=0.34, tail="puff",
    ),
    "elephant": Head(
        "8d93a1 b9bcc6 4d5260",
        """
        pair fur .20,.34! .50,.56 .92,.42 .98,-.06 .76,-.46 .50,-.34 .34,-.10
        pair e2a9a4 .36,.24! .54,.38 .78,.30 .82,-.02 .66,-.30 .50,-.22
        mid fur 0,.52 .24,.48 .38,.24 .36,-.06 .24,-.26 .16,-.60 .15,-.96 .10,-1.06 0,-1.08
        """,
        """
        pair fff6e6 .18,-.24! .28,-.30! .32,-.62 .24,-.80! .22,-.50
        mid fur 0,-.14 .17,-.20 .16,-.60 .15,-.96 .10,-1.06 0,-1.08
        lines.014 -dark 0,-.36! .07,-.37 .13,-.35
        lines.014 -dark 0,-.52! .07,-.53 .13,-.51
        lines.014 -dark 0,-.68! .07,-.69 .12,-.67
        lines.014 -dark 0,-.84! .07,-.85 .11,-.83
        """,
        (0.225, 0.06, 0.048), brow=0.44, tail="",
    ),
    "owl": Head(
        "8c6a48 f0ddb9 4b3523",
        """
        mid fur 0,.34 .20,.38 .46,.66! .50,.30 .52,-.06 .40,-.40 0,-.50
        pair pale 0,.20! .14,.30 .36,.28 .46,.06 .40,-.20 .20,-.32 0,-.16!
        pair dark 0,.16! .10,.32 .46,.66! .34,.36 .16,.24
        """,
        "mid e8a33a 0,.02 .07,-.06 .05,-.18 0,-.26!",
        (0.225, 0.02, 0.135), "f2b233", tail="",
    ),
    "monkey": Head(
        "6b4630 ecc49c 33211a",
        """
        pair fur .38,.14 .50,.24 .64,.10 .60,-.14 .44,-.14
        pair pale .46,.06 .52,.13 .58,.06 .56,-.06 .48,-.06
        mid fur 0,.46 .26,.42 .46,.14 .44,-.18 .26,-.42 0,-.48
        pair pale 0,.18! .10,.28 .28,.24 .34,.04 .28,-.08 .34,-.22 .22,-.42 0,-.46!
        """,
        """
        lines.018 -dark .03,-.14! .05,-.13 .07,-.15
        lines.016 -dark 0,-.30! .09,-.28 .16,-.23
        """,
        (0.165, 0.07, 0.058), tail="thin",
    ),
    "pig": Head(
        "f2a9ab f7c3c0 b0606c",
        """
        pair fur .10,.32! .40,.62! .50,.16!
        pair d98089 .20,.36! .37,.52! .42,.24!
        mid fur 0,.40 .26,.38 .46,.14 .46,-.18 .30,-.40 0,-.46
        mid pale 0,-.02 .16,-.05 .21,-.17 .16,-.28 0,-.31
        """,
        "pair -dark .06,-.10 .09,-.15 .07,-.22 .04,-.16",
        (0.24, 0.08, 0.05), tail="",
    ),
    "cow": Head(
        "f6f1e8 f0bdb4 3a2b2b",
        """
        tapers.09 e8d6b0 .22,.34! .40,.46 .42,.64
        pair dark .28,.26! .50,.34 .72,.20! .56,.04 .34,.08
        mid fur 0,.42 .24,.38 .36,.14 .30,-.16 .28,-.36 .18,-.50 0,-.53
        one dark .06,.42! .24,.38 .36,.14 .32,-.06 .16,-.04 .10,.20
        mid pale 0,-.20 .20,-.22 .30,-.36 .20,-.52 0,-.55
        """,
        "pair -8a4b50 .09,-.32 .14,-.34 .13,-.41 .08,-.38",
        (0.215, 0.08, 0.055), tail="",
    ),
    "sheep": Head(
        "f5efe4 3c3437 2c2629",
        """
        pair pale .24,.12! .46,.20 .64,.04! .48,-.08 .28,-.02
        mid pale 0,.34 .22,.28 .28,.0 .20,-.34 0,-.46
        mid fur 0,.56 .14,.54 .20,.44 .34,.44 .36,.28 .30,.16 .16,.20 .10,.12 0,.16
        """,
        "lines.016 -c9a3a0 0,-.28! .03,-.30 .08,-.26",
        (0.14, -0.02, 0.045), tail="puff",
    ),
    "frog": Head(
        "6fae4a e7efb0 2f5a2c",
        """
        pair fur .10,.22 .14,.46 .34,.50 .46,.30 .40,.10
        mid fur 0,.26 .30,.24 .54,.02 .52,-.22 .30,-.38 0,-.42
        mid pale 0,-.18 .30,-.16 .46,-.20 .28,-.36 0,-.40
        """,
        """
        lines.018 -dark 0,-.17! .24,-.15 .48,-.04
        lines.018 -dark .04,.0! .05,.01 .06,.0
        """,
        (0.27, 0.32, 0.1), "f0c93a", brow=0.3, tail="",
    ),
    "penguin": Head(
        "2c3445 fbf7f0 1b2030",
        """
        mid fur 0,.42 .26,.36 .42,.08 .42,-.30 .30,-.46 0,-.50
        pair pale 0,.08! .08,.22 .24,.20 .32,.0 .30,-.30 .14,-.46 0,-.48!
        """,
        "mid f0a03a 0,-.02 .10,-.08 .05,-.16 0,-.20!",
        (0.18, 0.06, 0.05), tail="",
    ),
    "mouse": Head(
        "a79c98 f3e6df 5a4d4b",
        """
        pair fur .16,.20 .18,.56 .46,.66 .62,.42 .48,.14
        pair e7a7a8 .26,.26 .28,.48 .44,.54 .52,.40 .42,.22
        mid fur 0,.36 .22,.32 .38,.08 .30,-.20 .14,-.42 0,-.48
        mid pale 0,-.18 .12,-.24 .12,-.40 0,-.46
        """,
        """
        mid -d9737f 0,-.38 .06,-.40 .05,-.46 0,-.48
        tapers.008 -dark .08,-.34! .30,-.30 .50,-.22
        tapers.008 -dark .08,-.37! .30,-.38 .52,-.36
        """,
        (0.17, 0.04, 0.065), tail="thin",
    ),
    "raccoon": Head(
        "8d8a8c f3eee6 2b282d",
        """
        pair fur .14,.28! .34,.66 .48,.54 .48,.14!
        pair dark .22,.32! .34,.54 .42,.46 .42,.22!
        mid fur 0,.38 .26,.34 .46,.12 .60,-.12! .36,-.28 .14,-.46 0,-.50
        pair pale 0,.12! .16,.24 .40,.16 .60,-.12! .34,-.02 .12,-.10 .10,-.30 .04,-.46 .14,-.46 \
          .36,-.28 .60,-.12!
        pair dark .06,.06 .18,.14 .36,.04 .50,-.12! .28,-.14 .12,-.12
        mid dark 0,.36! .05,.34 .04,.10 .05,-.16 0,-.20
        """,
        "mid -1d1a20 0,-.36 .08,-.37 .08,-.43 .03,-.49 0,-.50",
        (0.215, 0.0, 0.052), tail="brush",
    ),
}  # fmt: skip


def coat_of(kind: str, wanted: Colour | None) -> dict[str, Colour]:
    """The colours that an animal's figure names; `wanted` dyes its fur."""
    fur, pale, dark = (parse(word) for word in HEADS[kind].coat.split())
    if wanted is not None and not _is_natural(fur, wanted):
        fur, dark = mix(fur, wanted, 0.8), mix(dark, shift(wanted, light=-0.35), 0.35)
    horn = mix(dark, parse("c9a878"), 0.45)
    return {"fur": fur, "pale": pale, "dark": dark, "pink": parse("e5a09c"), "horn": horn}


def _is_natural(fur: Colour, wanted: Colour) -> bool:
    """Tell whether a named colour is only what people call this coat (a red fox, a brown bear)."""
    own, said = to_oklch(fur), to_oklch(wanted)
    turn = abs((own[2] - said[2] + 180) % 360 - 180)
    return turn < 25 and own[1] > 0.04 and abs(own[0] - said[0]) < 0.25


def draw_head(pen: Pen, kind: str, coat: dict[str, Colour], asleep: bool = False) -> None:
    """Draw a head about (0, 0)."""
    head = HEADS[kind]
    draw(pen, head.behind, coat)
    apart, up, size = head.eyes
    for side in (-1, 1):
        if asleep:
            lid = line(arc(side * apart, up + size * 0.4, size * 1.1, 200, 340), size * 0.3)
            pen.fill(_INK, lid, shade=0)
        else:
            _draw_eye(pen, side * apart, up, size, head.iris)
    draw(pen, head.front, coat)


def _draw_eye(pen: Pen, x: float, y: float, size: float, iris: str) -> None:
    pen.fill(_INK, oval(x, y, size, size * 1.08), shade=0)
    if iris:
        pen.fill(parse(iris), oval(x, y, size * 0.84, size * 0.9), shade=0.4)
        pen.fill(_INK, oval(x, y, size * 0.42, size * 0.62), shade=0)
    pen.fill((1, 1, 1), oval(x + size * 0.3, y + size * 0.36, size * 0.24), shade=0)
