"""Changes the colours of a whole film as the words ask: noir, warm, cold, neon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops

from koda.providers.offline_film.planes import Planes

_DARKEST, _LIGHTEST, _GREY = 16, 235, 128


@dataclass(frozen=True, slots=True)
class Grade:
    """How colours change.

    Attributes:
        colour: Times how colourful it is.
        contrast: Times the distance from the middle grey.
        gamma: Above 1 lighter, below 1 darker in the middle.
        lift: What is added to black, of 255.
        blue, red: Where greys go, of 255.
        edges: How much darker corners are, 0 to 1.
        steps: Levels of brightness left, 0 for all: as in a drawing.
    """

    colour: float = 1.0
    contrast: float = 1.0
    gamma: float = 1.0
    lift: int = 0
    blue: int = 0
    red: int = 0
    edges: float = 0.25
    steps: int = 0


_GRADES: tuple[tuple[str, Grade], ...] = (
    ("noir|black and white|black-and-white|monochrome|grayscale|greyscale", Grade(0, 1.3, 0.95)),
    ("sepia|old film|silent film|western", Grade(0.25, 0.95, 1.0, 12, -20, 12, 0.45)),
    ("vintage|retro|70s|super 8|nostalg|polaroid", Grade(0.7, 0.9, 1.05, 18, -10, 7, 0.4)),
    ("cyberpunk|neon|synthwave|vaporwave", Grade(1.6, 1.2, 0.92, 0, 12, 9, 0.4)),
    ("cartoon|anime|comic|drawing|illustration", Grade(1.5, 1.12, 1.05, 0, 0, 0, 0.1, 9)),
    ("horror|scary|zombie|creepy", Grade(0.5, 1.3, 0.82, 0, -5, -12, 0.6)),
    ("night|moonlight|midnight", Grade(0.75, 1.1, 0.62, 0, 16, -9, 0.45)),
    ("cold|winter|ice|snow|arctic|underwater|ocean", Grade(0.9, 1.05, 1.0, 0, 13, -10)),
    ("warm|sunset|golden|autumn|summer|desert|sunny|fire", Grade(1.2, 1.05, 1.04, 0, -15, 11)),
    ("dream|pastel|soft|ethereal|fairy", Grade(0.8, 0.82, 1.18, 20, 2, 4, 0.15)),
    ("vivid|vibrant|colorful|colourful|bright", Grade(1.55, 1.1, 1.08)),
    ("dark|moody|dramatic|storm", Grade(0.8, 1.25, 0.78, 0, 5, -3, 0.55)),
)
_USUAL = Grade(1.25, 1.14, 0.97, 0, 5, 3, 0.35)


def grade_of(prompt: str) -> Grade:
    """Read a grade; a visible one of our own where the words name none."""
    known = prompt[:4000].casefold()
    for words, grade in _GRADES:
        if any(word in known for word in words.split("|")):
            return grade
    return _USUAL


class Grading:
    """A grade, ready for frames of one size."""

    def __init__(self, grade: Grade, size: tuple[int, int]) -> None:
        """Make its tables."""
        values = np.arange(256, dtype=np.float64)
        share = np.clip((values - _DARKEST) / (_LIGHTEST - _DARKEST), 0, 1) ** (1 / grade.gamma)
        share = np.clip(0.45 + (share - 0.45) * grade.contrast, 0, 1)
        if grade.steps:
            share = np.rint(share * grade.steps) / grade.steps
        span = _LIGHTEST - _DARKEST - grade.lift
        self._light = _table(_DARKEST + grade.lift + share * span)
        colours = _GREY + (values - _GREY) * grade.colour
        self._blue = _table(colours + grade.blue)
        self._red = _table(colours + grade.red)
        self._edges = _corners(size, grade.edges)

    def over(self, frame: Planes) -> Planes:
        """Give a frame in these colours."""
        light = ImageChops.multiply(frame.light.point(self._light), self._edges)
        return Planes(light, frame.blue.point(self._blue), frame.red.point(self._red))


def brightened(frame: Planes, times: float) -> Planes:
    """Give a frame whose brightness is multiplied."""
    values = np.arange(256, dtype=np.float64)
    table = _table(_DARKEST + (values - _DARKEST) * times)
    return Planes(frame.light.point(table), frame.blue, frame.red)


def _table(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Sequence[int]:
    return [int(value) for value in np.clip(np.rint(values), _DARKEST, 240)]


def _corners(size: tuple[int, int], dark: float) -> Image.Image:
    """White in the middle, darker towards the corners."""
    down, across = np.mgrid[-1:1:64j, -1:1:64j]
    away = np.clip((down**2 + across**2) / 2, 0, 1) ** 1.5
    small = Image.fromarray(np.rint(255 * (1 - dark * away)).astype(np.uint8))
    return small.resize(size, Image.Resampling.BICUBIC)
