"""Pictures of nothing: which kind the words or the seed ask for."""

from __future__ import annotations

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
from koda.providers.offline_art.families.tiles import paint_pattern, paint_tiles
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
    "pattern": paint_pattern, "topographic": paint_contours, "marble": paint_marbling,
    "bauhaus": _paint_bauhaus, "glass": paint_panes, "papercut": paint_papercut,
    "geometric": paint_tiles, "flow": paint_flow, "mesh": paint_mesh,
}  # fmt: skip
_ANY: tuple[Callable[[Scene, list[Colour]], None], ...] = (
    paint_flow, paint_papercut, _paint_bauhaus, paint_tiles, _paint_arches, paint_contours,
    paint_mesh, paint_marbling,
)  # fmt: skip
