"""What is measured in a stretch of film; times are seconds from the film's beginning."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Gradual = Literal["dissolve", "fade-in", "fade-out"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Color(_Frozen):
    """A colour (`#rrggbb`), its plain name, and the share of the pictures that it covers."""

    color: str
    name: str
    share: float


class Energy(_Frozen):
    """How much changes at a moment: 0 nothing moves, 1 all of it changes at once; cuts left out."""

    at: float
    energy: float


class Gradually(_Frozen):
    """A dissolve or a fade."""

    kind: Gradual
    start: float
    end: float


class Look(_Frozen):
    """Light and colour, each from 0 to 1.

    Attributes:
        brightness: 0 black, 1 white, as people see it.
        saturation: 0 grey, 1 as strong as colours get.
        contrast: How far light and dark are apart.
    """

    brightness: float
    saturation: float
    contrast: float
    palette: tuple[Color, ...]


class Shot(_Frozen):
    """What lies between two cuts.

    Attributes:
        camera: What the camera does, in words.
        shaken: Whether it trembles as one held by hand.
        energy: Mean motion energy, 0 to 1.
        subject: Share of the change that the camera's movement does not explain, 0 to 1: what
            moves by itself.
        key: The moment of the frame that stands for it.
    """

    number: int
    start: float
    end: float
    camera: str
    shaken: bool
    energy: float
    subject: float
    key: float
    look: Look


class Measured(_Frozen):
    """A stretch of a film, measured.

    Attributes:
        width, height: Pixels as shown.
        fps: Frames a second.
        seconds: The whole film's.
        start, end: What of it was measured.
        cuts: The first moment of each new shot after a hard cut.
        shots: Divided by cuts, and in the middle of dissolves and of the dark between fades.
        keys: Moments of frames that show it all, at most 12.
    """

    width: int
    height: int
    fps: float
    seconds: float
    start: float
    end: float
    cuts: tuple[float, ...]
    gradual: tuple[Gradually, ...]
    shots: tuple[Shot, ...] = Field(min_length=1)
    motion: tuple[Energy, ...]
    look: Look
    keys: tuple[float, ...]
