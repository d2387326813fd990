"""The layers of a motion document: what can be seen, and how it moves."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from koda.animation.engines.python.parts import (
    Backing,
    Clip,
    Count,
    Ease,
    Fill,
    Glitch,
    Move,
    Seconds,
    Seed,
    Shadow,
    Side,
    Strict,
    Stroke,
    Words,
)
from koda.animation.engines.python.values import (
    Angle,
    Blur,
    Extent,
    Length,
    Paint,
    Scale,
    Share,
    Shift,
    Zoom,
    fixed,
    plain,
)
from koda.animation.plan import FontName


class Base(Strict):
    """What every layer has. Lengths are units: the picture's shorter side is 1000 of them.

    Attributes:
        x, y: Where its centre is, from the picture's centre, right and down.
        from_: Seconds after the scene's begin from which it is there.
        until: Seconds at which it is gone; the scene's end if none.
        depth: How far behind the picture's plane: the camera moves it by 1 / (1 + depth).
        pinned: Whether the camera does not move it at all.
        blend: How it mixes with what is below.
    """

    name: Annotated[str, Field(max_length=60)] = ""
    x: Length = fixed(0)
    y: Length = fixed(0)
    scale: Scale = fixed(1)
    scale_x: Scale = fixed(1)
    scale_y: Scale = fixed(1)
    rotation: Angle = fixed(0)
    opacity: Share = fixed(1)
    blur: Blur = fixed(0)
    from_: Annotated[Seconds, Field(alias="from")] = 0
    until: Seconds | None = None
    depth: Annotated[float, Field(ge=-0.8, le=100)] = 0
    pinned: bool = False
    blend: Literal[
        "normal",
        "screen",
        "multiply",
        "overlay",
        "add",
        "difference",
        "soft-light",
    ] = "normal"
    clip: Clip | None = None
    shadow: Shadow | None = None
    glitch: Glitch | None = None
    enter: Move | None = None
    leave: Move | None = None


class Text(Base):
    """Words in a box; the size is made smaller until all of them fit.

    Attributes:
        font: `display` and `body` are the design's.
        size: Units, of the em; the largest.
        width, height: Of the box around `x`, `y`.
        tracking: Between letters, in em.
        accent_words: Words (from 0) that have `accent_color`.
        outline: Width of the letters' outline; 0: they are filled.
    """

    type: Literal["text"]
    text: Words
    font: Literal["display", "body"] | FontName = "display"
    weight: Annotated[int, Field(ge=100, le=900)] = 700
    size: Annotated[float, Field(ge=4, le=1_000)] = 80
    width: Annotated[float, Field(ge=10, le=4_000)] = 1_400
    height: Annotated[float, Field(ge=10, le=4_000)] = 600
    align: Literal["left", "center", "right"] = "center"
    valign: Literal["top", "middle", "bottom"] = "middle"
    line_height: Annotated[float, Field(ge=0.7, le=3)] = 1.12
    tracking: Shift = fixed(0)
    color: Fill = plain("foreground")
    accent_words: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(max_length=64)] = ()
    accent_color: Paint = plain("accent_text")
    outline: Annotated[float, Field(ge=0, le=60)] = 0
    upper: bool = False
    count: Count | None = None
    backing: Backing | None = None


ShapeName = Literal[
    "rect",
    "ellipse",
    "line",
    "polygon",
    "star",
    "blob",
    "heart",
    "arrow",
    "cross",
    "ring",
    "drop",
    "bolt",
    "check",
    "chevron",
    "wave",
]


class ShapeKey(Strict):
    """A shape that another one turns into by a moment."""

    at: Seconds
    shape: ShapeName
    points: Annotated[int, Field(ge=3, le=40)] = 6
    seconds: Annotated[float, Field(gt=0, le=20)] = 0.8
    ease: Ease = "in-out"


class Shape(Base):
    """A drawn shape, in a box of `width` and `height` around its place.

    Attributes:
        path: A path as SVG's `d`, scaled into the box; instead of `shape`.
        points: Corners of a polygon, tips of a star.
        trim_from, trim_to: Which part of its line is drawn.
        morph: What it turns into, in order of time.
    """

    type: Literal["shape"]
    shape: ShapeName = "rect"
    path: Annotated[str, Field(max_length=8_000)] | None = None
    width: Extent = fixed(200)
    height: Extent = fixed(200)
    radius: Extent = fixed(0)
    points: Annotated[int, Field(ge=3, le=40)] = 6
    fill: Fill | None = plain("accent")
    stroke: Stroke | None = None
    trim_from: Share = fixed(0)
    trim_to: Share = fixed(1)
    morph: Annotated[tuple[ShapeKey, ...], Field(max_length=12)] = ()
    seed: Seed = 1


class Media(Base):
    """A picture or film of the project in a box.

    Attributes:
        media: Its name in the project.
        fit: `cover`: fills the box; `contain`: is seen whole.
        zoom, pan_x, pan_y: The part that is seen: larger, and its middle, -1 to 1.
        start, speed: Of films: the second it begins with, and how fast it runs.
        loop: Of films: begins anew at its end; otherwise the last frame stays.
        tint, tint_amount: A colour over it.
        saturation: 0 is grey, 1 as it is.
    """

    type: Literal["image", "film"]
    media: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}\.[a-z0-9]{2,5}$")]
    width: Extent = fixed(800)
    height: Extent = fixed(600)
    radius: Extent = fixed(0)
    fit: Literal["cover", "contain"] = "cover"
    zoom: Zoom = fixed(1)
    pan_x: Shift = fixed(0)
    pan_y: Shift = fixed(0)
    start: Annotated[float, Field(ge=0, le=36_000)] = 0
    speed: Annotated[float, Field(gt=0, le=8)] = 1
    loop: bool = False
    tint: Paint = plain("background")
    tint_amount: Share = fixed(0)
    saturation: Annotated[float, Field(ge=0, le=2)] = 1


class Particles(Base):
    """Many small things in a box.

    Attributes:
        kind: `drift`: dust that floats; `burst`: confetti thrown from the middle; `warp`: stars
            that fly past; `network`: points joined by lines; `gather`: dust that forms `text`.
        size: Units, of the largest.
        speed: 1 is usual.
        form: How far `gather` has formed its text.
    """

    type: Literal["particles"]
    kind: Literal["drift", "burst", "warp", "network", "gather"] = "drift"
    count: Annotated[int, Field(ge=1, le=3_000)] = 200
    width: Side = 1_800
    height: Side = 1_000
    size: Annotated[float, Field(ge=0.5, le=80)] = 6
    speed: Annotated[float, Field(ge=0, le=20)] = 1
    colors: Annotated[tuple[Paint, ...], Field(min_length=1, max_length=6)] = (plain("accent"),)
    text: Annotated[str, Field(max_length=60)] = ""
    font: Literal["display", "body"] | FontName = "display"
    form: Share = fixed(1)
    seed: Seed = 1


class Chart(Base):
    """Numbers as a drawing; `progress` 0 shows none of it, 1 all."""

    type: Literal["chart"]
    kind: Literal["bars", "rows", "line", "donut"] = "bars"
    values: Annotated[
        tuple[Annotated[float, Field(ge=0, le=1e12)], ...], Field(min_length=1, max_length=24)
    ]
    labels: Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=24)] = ()
    width: Side = 1_200
    height: Side = 560
    color: Paint = plain("accent")
    quiet: Paint = plain("surface")
    label_color: Paint = plain("muted")
    highlight: Annotated[int, Field(ge=-1, le=24)] = -1
    unit: Annotated[str, Field(max_length=8)] = ""
    progress: Share = fixed(1)


class Solid(Base):
    """A solid thing in light, turned; drawn flat, with a soft rim in the accent.

    Attributes:
        size: Units across.
        turn_x, turn_y, turn_z: Degrees.
        color, rim: Of the surface, and of the light from behind.
    """

    type: Literal["solid"]
    solid: Literal["cube", "sphere", "torus", "knot", "gem", "cylinder"] = "torus"
    size: Extent = fixed(460)
    turn_x: Angle = fixed(20)
    turn_y: Angle = fixed(30)
    turn_z: Angle = fixed(0)
    color: Paint = plain("accent")
    rim: Paint = plain("foreground")


class Group(Base):
    """Layers that move, fade and are cut together.

    Attributes:
        stack: Units between layers that are set below each other, as tall as their words are; the
            whole is centred on the group's place. Their own `y` is added.
    """

    type: Literal["group"]
    stack: Annotated[float, Field(ge=0, le=1_000)] | None = None
    layers: Annotated[tuple[Layer, ...], Field(min_length=1, max_length=120)]


class Grain(Base):
    """Noise, darkened edges and scan lines over all that is below; `x` to `clip` do not count."""

    type: Literal["grain"]
    amount: Share = fixed(0.06)
    vignette: Share = fixed(0)
    lines: Share = fixed(0)
    seed: Seed = 1


Layer = Annotated[
    Text | Shape | Media | Particles | Chart | Solid | Group | Grain, Field(discriminator="type")
]
Group.model_rebuild()
