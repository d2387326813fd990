"""Pictures of nothing: which kind the words or the seed ask for."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from koda.providers.offline_art.families.fields import (
    paint_contours,
    paint_flow,
    paint_marbling,
    paint_mesh,
    paint_papercut,
)
from koda.providers.offline_art.families.panes import paint_panes
from koda.providers.offline_art.noise import branch, chance, pick
from koda.providers.offline_art.palette import Colour, colour_set, mix, shift
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, arc, box, line, oval


def paint_abstract(scene: Scene) -> None:
    """Paint by form and colour alone."""
    colours = colour_set(scene.rng, scene.brief.colours, scene.brief.has("night", "dark"))
    scene.sun = (0.0 if chance(scene.rng, 0.5) else scene.right, 0.0)
    _kind(scene)(scene, colours)


def _kind(scene: Scene) -> Callable[[Scene, list[Colour]], None]:
    for tag, painter in _BY_TAG.items():
        if scene.brief.has(tag):
            return painter
    if scene.brief.has("minimal"):
        return _paint_balance
    return _ANY[int(scene.rng.randint(len(_ANY)))]


def _tile(pen: Pen, style: int, colours: list[Colour], rng: np.random.RandomState) -> None:
    """One square of a grid, from (0, 0) to (1, 1)."""
    order = rng.permutation(len(colours)).tolist()
    back, first, second, third = (colours[index] for index in order[:4])
    pen.fill(back, box(0, 0, 1.004, 1.004), shade=0.35)
    square = pen.cover(box(0, 0, 1, 1))
    turn = int(rng.randint(4)) * 90
    part = pen.within(0.5, 0.5, 1, turn)

    def fill(colour: Colour, *shapes: Shape) -> None:
        part.fill(colour, *shapes, shade=0.55, inside=square)

    if style == 0:
        for index, tone in enumerate((first, second, third)):
            fill(tone, [(-0.5, -0.5), *_arc((-0.5, -0.5), 1 - 0.3 * index, 0, 90)])
    elif style == 1:
        fill(first, _arc((0, -0.5), 0.5, 0, 180))
        fill(second, _arc((0, 0), 0.5, 0, 180))
    elif style == 2:
        fill(first, oval(0, 0, 0.4))
        fill(second, _arc((0, 0), 0.4, 0, 180))
        fill(third, oval(0, 0, 0.14))
    elif style == 3:
        fill(first, [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5)])
        fill(second, oval(0.2, 0.2, 0.16))
    elif style == 4:
        for index in range(4):
            fill(first if index % 2 else second, box(-0.5, -0.5 + 0.25 * index, 1, 0.125))
    elif style == 5:
        fill(first, [(-0.5, -0.5), *_arc((-0.5, -0.5), 1, 0, 90)])
        fill(second, [(0.5, 0.5), *_arc((0.5, 0.5), 0.55, 180, 270)])
    elif style == 6:
        for x, y in ((-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)):
            fill(first if x * y > 0 else second, oval(x, y, 0.17))
    else:
        fill(
            first,
            [
                (-0.5, 0),
                *_arc((-0.5, 0.5), 0.5, -90, 0),
                (0, 0.5),
                *_arc((0.5, -0.5), 0.5, 180, 90)[::1],
                (0.5, 0),
            ],
        )
        fill(second, oval(0, 0, 0.13))


def _arc(centre: tuple[float, float], radius: float, start: float, end: float) -> list:
    return arc(*centre, radius, start, end)


def _paint_tiles(scene: Scene, colours: list[Colour]) -> None:
    """A grid of quarter circles, discs and stripes."""
    rng = branch(scene.rng)
    across = int(rng.randint(4, 7)) if scene.right <= 1.2 else int(rng.randint(6, 9))
    size = scene.right / across
    for row in range(math.ceil(scene.bottom / size)):
        for column in range(across):
            pen = Pen(scene, column * size, (row + 1) * size, size)
            _tile(pen, int(rng.randint(8)), colours, rng)


def _paint_pattern(scene: Scene, colours: list[Colour]) -> None:
    """One small motif of a few tiles, repeated without a seam."""
    rng = branch(scene.rng)
    across = 6 if scene.right <= 1.2 else 9
    size = scene.right / across
    motif = [(int(rng.randint(8)), int(rng.randint(2**31 - 1))) for _ in range(4)]
    for row in range(math.ceil(scene.bottom / size)):
        for column in range(across):
            style, key = motif[(row % 2) * 2 + column % 2]
            pen = Pen(scene, column * size, (row + 1) * size, size)
            _tile(pen, style, colours, np.random.RandomState(key))


def _paint_bauhaus(scene: Scene, colours: list[Colour]) -> None:
    """A poster of large forms: a disc, bars, an arc, a triangle, fine lines."""
    rng = branch(scene.rng)
    paper, ink, first, second, third = colours
    scene.surface.pixels[:] = np.asarray(paper, np.float32)
    size = min(scene.right, scene.bottom)
    pen = Pen(scene, scene.right / 2, scene.bottom / 2, size, turn=pick(rng, -28, 28))
    flip = 1 if chance(rng, 0.5) else -1
    pen = pen.within(0, 0, flip=flip)
    pen.fill(mix(paper, third, 0.5), box(-1.2, -0.1, 2.4, pick(rng, 0.16, 0.3)), shade=0.5)
    _lay(pen, first, oval(pick(rng, -0.16, 0.0), pick(rng, 0.0, 0.12), pick(rng, 0.24, 0.31)))
    _lay(pen, second, [(-0.1, -0.42), (0.5, -0.42), (0.3, pick(rng, 0.06, 0.3))])
    ring = arc(0.2, 0.14, pick(rng, 0.2, 0.28), 20, 290)
    _lay(pen, ink, line(ring, 0.06))
    _lay(pen, third, [*arc(-0.26, -0.2, 0.2, 180, 360)])
    bars = [box(-0.46 + 0.05 * index, -0.44, 0.026, 0.3) for index in range(6)]
    pen.fill(ink, *bars, shade=0.3)
    _lay(pen, ink, line([(-0.5, pick(rng, 0.3, 0.42)), (0.52, pick(rng, -0.1, 0.1))], 0.018))
    _lay(pen, ink, line([(-0.2, 0.48), (0.44, -0.34)], 0.008))
    _lay(pen, shift(first, light=0.1), oval(0.34, 0.34, 0.06))
    _lay(pen, ink, oval(-0.12, 0.06, 0.075))
    _lay(pen, second, oval(-0.36, 0.3, 0.045), oval(-0.26, 0.36, 0.025))


def _lay(pen: Pen, colour: Colour, *shapes: Shape) -> None:
    cast(pen.scene, pen.cover(*shapes), 0.008, 0.3)
    pen.fill(colour, *shapes, shade=0.6)


def _paint_arches(scene: Scene, colours: list[Colour]) -> None:
    """Rainbows of paper, as on a wall of the seventies."""
    rng = branch(scene.rng)
    paper, *inks = colours
    scene.surface.pixels[:] = np.asarray(paper, np.float32)
    size = min(scene.right, scene.bottom)
    sun = Pen(scene, scene.right * pick(rng, 0.25, 0.75), scene.bottom * 0.28, size)
    _lay(sun, inks[int(rng.randint(4))], oval(0, 0, pick(rng, 0.12, 0.18)))
    count = max(2, round(scene.right / scene.bottom * 3))
    for index in rng.permutation(count).tolist():
        x = scene.right * (index + 0.5) / count + pick(rng, -0.08, 0.08)
        reach = size * pick(rng, 0.26, 0.46)
        foot = scene.bottom * pick(rng, 0.86, 1.05)
        pen = Pen(scene, x, foot, reach)
        turn = int(rng.randint(4))
        for ring in range(5):
            radius = 1 - 0.19 * ring
            tone = inks[(ring + turn) % len(inks)] if ring < 4 else paper
            shape = [(-radius, -1), (radius, -1), *arc(0, 0, radius, 0, 180)]
            _lay(pen, tone, shape)


def _paint_balance(scene: Scene, colours: list[Colour]) -> None:
    """A few stones in balance, much paper."""
    rng = branch(scene.rng)
    paper, ink, *rest = colours
    scene.surface.pixels[:] = np.asarray(mix(paper, (1, 1, 1), 0.2), np.float32)
    size = min(scene.right, scene.bottom)
    pen = Pen(scene, scene.right / 2, scene.bottom * 0.8, size)
    up = 0.0
    for index in range(int(rng.randint(3, 5))):
        wide, tall = pick(rng, 0.12, 0.22) * (1 - 0.14 * index), pick(rng, 0.07, 0.13)
        x = pick(rng, -0.05, 0.05)
        _lay(
            pen,
            (rest[index % 3], ink)[index % 4 == 3],
            oval(x, up + tall, wide, tall, pick(rng, -5, 5)),
        )
        up += tall * 1.94
    _lay(pen, rest[(int(rng.randint(3)))], oval(pick(rng, -0.3, 0.3), up + 0.16, 0.075))
    pen.fill(ink, line([(-0.4, -0.004), (0.4, -0.004)], 0.006), shade=0)


_BY_TAG: dict[str, Callable[[Scene, list[Colour]], None]] = {
    "pattern": _paint_pattern, "topographic": paint_contours, "marble": paint_marbling,
    "bauhaus": _paint_bauhaus, "glass": paint_panes, "papercut": paint_papercut,
    "geometric": _paint_tiles, "flow": paint_flow, "mesh": paint_mesh,
}  # fmt: skip
_ANY: tuple[Callable[[Scene, list[Colour]], None], ...] = (
    paint_flow, paint_papercut, _paint_bauhaus, _paint_tiles, _paint_arches, paint_contours,
    paint_mesh, paint_marbling,
)  # fmt: skip
