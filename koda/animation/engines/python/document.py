"""The motion document: the scenes of a film, with their layers, cameras and transitions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from koda.animation.engines.python.layers import Layer
from koda.animation.engines.python.parts import Ease, Fill, Seed, Strict
from koda.animation.engines.python.values import (
    Angle,
    Length,
    Paint,
    Share,
    Zoom,
    fixed,
    plain,
)
from koda.animation.plan import MOST_SCENES

ENTRY = "scene.json"

TransitionName = Literal[
    "cut",
    "fade",
    "push-left",
    "push-up",
    "slide-left",
    "slide-up",
    "wipe",
    "wipe-down",
    "circle",
    "band",
    "zoom",
    "dip",
]


class Camera(Strict):
    """What part of the plane is seen: its middle, and how near it is."""

    x: Length = fixed(0)
    y: Length = fixed(0)
    zoom: Zoom = fixed(1)
    rotation: Angle = fixed(0)
    shake: Share = fixed(0)
    seed: Seed = 1


class Transition(Strict):
    """How a scene takes the place of the one before it, in its own first seconds.

    Attributes:
        kind: `band`: a band of `color` wipes over; `dip`: through `color`; `zoom`: into depth.
    """

    kind: TransitionName = "fade"
    seconds: Annotated[float, Field(gt=0, le=4)] = 0.6
    ease: Ease = "in-out"
    color: Paint = plain("accent")


class SceneDrawing(Strict):
    """What a scene of the plan shows; times count from its begin.

    Attributes:
        number: Of the plan's scene; it says when, and how long.
        background: Of the whole picture; the document's if none.
        transition: From the scene before; none for the first.
    """

    number: Annotated[int, Field(ge=1, le=MOST_SCENES)]
    background: Fill | None = None
    camera: Camera = Camera()
    transition: Transition | None = None
    layers: Annotated[tuple[Layer, ...], Field(max_length=120)] = ()


class Document(Strict):
    """A whole film: what it shows; the plan says how long and how large it is.

    Attributes:
        background: Of scenes that have none; `none` leaves it transparent.
        over: Layers over all scenes; their times count from the film's begin.
    """

    version: Literal[1] = 1
    background: Fill | Literal["none"] = plain("background")
    scenes: Annotated[tuple[SceneDrawing, ...], Field(min_length=1, max_length=MOST_SCENES)]
    over: Annotated[tuple[Layer, ...], Field(max_length=24)] = ()
