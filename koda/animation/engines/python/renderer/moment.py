"""When something is drawn, in what colours and with which fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from koda.animation.engines.python.layers import Base
from koda.animation.engines.python.parts import Fill, Gradient
from koda.animation.engines.python.values import color_at, number_at
from koda.animation.plan import FontName

State = tuple[object, ...]
"""All that a picture depends on at a moment: equal states are equal pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the whole film has: its colours by name, and its fonts."""

    palette: Mapping[str, str]
    display: FontName
    body: FontName

    def family(self, name: str) -> FontName:
        """Give the font that a layer names."""
        if name == "display":
            return self.display
        return self.body if name == "body" else name  # pyright: ignore[reportReturnType]


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a scene.

    Attributes:
        seconds: Since the scene (for layers over all: the film) began.
        end: When it ends.
    """

    seconds: float
    end: float
    look: Look

    def begin_of(self, layer: Base) -> float:
        """Give when a layer begins."""
        return layer.from_

    def end_of(self, layer: Base) -> float:
        """Give when a layer ends."""
        return self.end if layer.until is None else min(layer.until, self.end)

    def shows(self, layer: Base) -> bool:
        """Tell whether a layer is there."""
        if self.seconds < layer.from_ - 1e-9:
            return False
        return layer.until is None or self.seconds < layer.until - 1e-9


def fill_state(fill: Fill, moment: Moment) -> State:
    """Give what a fill is at a moment: a colour, or a gradient's colours and angle."""
    if isinstance(fill, Gradient):
        colors = tuple(color_at(one, moment.seconds, moment.look.palette) for one in fill.colors)
        return (fill.kind, colors, fill.stops, number_at(fill.angle, moment.seconds))
    return ("plain", color_at(fill, moment.seconds, moment.look.palette))
