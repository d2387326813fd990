"""Figures written down as text: one line for each layer of paper, from back to front.

A line is `how colour places…`. `mid` is a symmetric shape by its right half, `one` a shape as it
is, `pair` a shape and its mirror image; `line.05`, `lines.05` are strokes of that width (`lines`
with its mirror image), `taper.05` and `tapers.05` end thin. A colour is a name that the drawing
call explains, or `rrggbb`. A `-` before the colour lays it flat, without grain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from koda.providers.offline_art.palette import Colour, parse
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.shapes import Shape, flipped, mirrored, outline, path


@dataclass(frozen=True, slots=True)
class Part:
    """One layer: its shapes and the name of its colour; `flat` without grain."""

    colour: str
    shapes: tuple[Shape, ...]
    flat: bool


def draw(pen: Pen, figure: str, colours: Mapping[str, Colour]) -> None:
    """Lay a figure's layers; a name that is not among the colours leaves its layer out."""
    for part in _parts(figure):
        colour = colours.get(part.colour) or _hex(part.colour)
        if colour is not None:
            pen.fill(colour, *part.shapes, shade=0.0 if part.flat else 0.5)


@cache
def _parts(figure: str) -> tuple[Part, ...]:
    return tuple(_part(row) for row in figure.splitlines() if row.strip())


def _part(row: str) -> Part:
    how, colour, places = row.split(maxsplit=2)
    kind, point, width = how.partition(".")
    if point:
        stroke = path(places, float(f"0.{width}"), kind.startswith("taper"))
        shapes: tuple[Shape, ...] = (stroke,)
        if kind.endswith("s"):
            shapes = (stroke, flipped(stroke))
    elif kind == "mid":
        shapes = (mirrored(places),)
    else:
        shapes = (outline(places),)
        if kind == "pair":
            shapes = (*shapes, flipped(shapes[0]))
    return Part(colour.lstrip("-"), shapes, colour.startswith("-"))


def _hex(name: str) -> Colour | None:
    return parse(name) if len(name) == 6 and set(name) <= set("0123456789abcdef") else None
