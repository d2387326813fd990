"""What layers are made of: moves, fills, lines, shadows, cuts, tears."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from koda.animation.engines.python.easing import is_ease
from koda.animation.engines.python.values import (
    Amount,
    Angle,
    Blur,
    Extent,
    Length,
    Paint,
    Share,
    fixed,
    plain,
)

Side = Annotated[float, Field(ge=0, le=8_000)]
Place = Annotated[float, Field(ge=-8_000, le=8_000)]
Seconds = Annotated[float, Field(ge=0, le=60)]
Words = Annotated[str, Field(max_length=400)]
Seed = Annotated[int, Field(ge=0, le=1_000_000)]


def _eased(name: str) -> str:
    if not is_ease(name):
        raise ValueError(f"there is no ease {name[:40]!r}")
    return name


Ease = Annotated[str, AfterValidator(_eased)]


class Strict(BaseModel):
    """A part of a document: no other fields, numbers are finite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Move(Strict):
    """How a layer comes in (`enter`) or goes (`leave`).

    Attributes:
        kind: `mask`: rises from behind its own edge; `wipe`: is uncovered along the reading
            direction; `draw`: its outline is drawn; `type`: appears at once.
        at: Seconds from the layer's `from`; of `leave`: of its end, backward, if none.
        seconds: How long one piece takes.
        by: Into which pieces words are taken apart; other layers are whole.
        stagger: Seconds between pieces.
        distance: Units, for those that travel; none for what suits.
    """

    kind: Literal[
        "fade",
        "rise",
        "drop",
        "left",
        "right",
        "grow",
        "shrink",
        "pop",
        "mask",
        "wipe",
        "wipe-up",
        "blur",
        "type",
        "draw",
        "flip",
    ] = "fade"
    at: Seconds | None = None
    seconds: Annotated[float, Field(gt=0, le=20)] = 0.6
    ease: Ease = "expo-out"
    by: Literal["whole", "line", "word", "letter"] = "whole"
    stagger: Annotated[float, Field(ge=0, le=2)] = 0.05
    order: Literal["forward", "backward", "center", "random"] = "forward"
    distance: Annotated[float, Field(ge=0, le=4_000)] | None = None


class Gradient(Strict):
    """A fill that changes over the layer's box; `angle` 0 runs to the right, 90 downward."""

    kind: Literal["linear", "radial", "sweep"] = "linear"
    colors: Annotated[tuple[Paint, ...], Field(min_length=2, max_length=8)]
    stops: Annotated[tuple[Annotated[float, Field(ge=0, le=1)], ...], Field(max_length=8)] = ()
    angle: Angle = fixed(90)


Fill = Paint | Gradient


class Stroke(Strict):
    """A line along a shape's edge."""

    color: Paint = plain("foreground")
    width: Extent = fixed(4)
    dash: Annotated[tuple[Side, ...], Field(max_length=6)] = ()
    cap: Literal["round", "butt", "square"] = "round"


class Shadow(Strict):
    """A soft shadow below, or with the offset 0 and a colour of light: a glow."""

    color: Paint = plain("#00000066")
    blur: Blur = fixed(24)
    x: Length = fixed(0)
    y: Length = fixed(12)


class Clip(Strict):
    """A box in the layer's own coordinates outside of which nothing of it is seen."""

    shape: Literal["rect", "ellipse"] = "rect"
    width: Extent
    height: Extent
    x: Length = fixed(0)
    y: Length = fixed(0)
    radius: Extent = fixed(0)


class Glitch(Strict):
    """Torn slices, split colours and scan lines over what the layer (or group) shows.

    Attributes:
        amount: 0 is untouched, 1 is heavy.
        split: Units by which red and blue stand apart.
        lines: How dark scan lines are.
        rate: How many times a second it tears anew.
    """

    amount: Share = fixed(0.5)
    split: Extent = fixed(8)
    lines: Share = fixed(0)
    rate: Annotated[float, Field(ge=1, le=60)] = 12
    seed: Seed = 1


class Count(Strict):
    """A number in place of `{}` in a text."""

    value: Amount
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    separator: Literal["", ",", ".", " ", "'"] = ","


class Backing(Strict):
    """A box behind each line of a text, as wide as its words."""

    color: Paint = plain("accent")
    pad: Side = 16
    radius: Side = 0
