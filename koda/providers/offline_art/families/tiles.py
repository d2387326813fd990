"""Grids of geometric tiles: free, or one small motif repeated."""

from __future__ import annotations

import math

from koda.providers.offline_art.noise import Stream, branch, stream
from koda.providers.offline_art.palette import Colour
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, arc, box, oval

_CORNER = (-0.5, -0.5)
_DISCS = ((-0.25, -0.25), (0.25, 0.25), (-0.25, 0.25), (0.25, -0.25))

# Each tile is shapes about (0, 0), one unit wide, with the number of their colour.
_TILES: tuple[tuple[tuple[int, Shape], ...], ...] = (
    tuple((n, [_CORNER, *arc(-0.5, -0.5, 1 - 0.3 * n, 0, 90)]) for n in range(3)),
    ((0, arc(0, -0.5, 0.5, 0, 180)), (1, arc(0, 0, 0.5, 0, 180))),
    ((0, oval(0, 0, 0.4)), (1, arc(0, 0, 0.4, 0, 180)), (2, oval(0, 0, 0.14))),
    ((0, [_CORNER, (0.5, -0.5), (-0.5, 0.5)]), (1, oval(0.2, 0.2, 0.16))),
    tuple((n % 2, box(-0.5, -0.5 + 0.25 * n, 1, 0.125)) for n in range(4)),
    ((0, [_CORNER, *arc(-0.5, -0.5, 1, 0, 90)]), (1, [(0.5, 0.5), *arc(0.5, 0.5, 0.55, 180, 270)])),
    tuple((int(n > 1), oval(*place, 0.17)) for n, place in enumerate(_DISCS)),
    (
        (0, [*arc(-0.5, 0.5, 0.5, -90, 0), *arc(0.5, 0.5, 0.5, 180, 270),
             *arc(0.5, -0.5, 0.5, 90, 180), *arc(-0.5, -0.5, 0.5, 0, 90)]),
        (1, oval(0, 0, 0.13)),
    ),
)  # fmt: skip


def paint_tiles(scene: Scene, colours: list[Colour]) -> None:
    """A grid of quarter circles, discs and stripes."""
    rng = branch(scene.rng)
    across = int(rng.randint(4, 7)) if scene.right <= 1.2 else int(rng.randint(6, 9))
    size = scene.right / across
    for row in range(math.ceil(scene.bottom / size)):
        for column in range(across):
            pen = Pen(scene, column * size, (row + 1) * size, size)
            _lay(pen, int(rng.randint(len(_TILES))), colours, rng)


def paint_pattern(scene: Scene, colours: list[Colour]) -> None:
    """A motif of two by two tiles, repeated without a seam."""
    rng = branch(scene.rng)
    across = 6 if scene.right <= 1.2 else 9
    size = scene.right / across
    motif = [(int(rng.randint(len(_TILES))), int(rng.randint(2**31 - 1))) for _ in range(4)]
    for row in range(math.ceil(scene.bottom / size)):
        for column in range(across):
            style, key = motif[(row % 2) * 2 + column % 2]
            pen = Pen(scene, column * size, (row + 1) * size, size)
            _lay(pen, style, colours, stream("tile", key))


def _lay(pen: Pen, style: int, colours: list[Colour], rng: Stream) -> None:
    order: list[int] = rng.permutation(len(colours)).tolist()
    back, *inks = [colours[index] for index in order]
    pen.fill(back, box(0, 0, 1.004, 1.004), shade=0.35)
    square = pen.cover(box(0, 0, 1, 1))
    part = pen.within(0.5, 0.5, 1, int(rng.randint(4)) * 90)
    for number, shape in _TILES[style]:
        part.fill(inks[number], shape, shade=0.55, inside=square)
