"""Stems, leaves and blossoms as cut paper: for vases, meadows, frames and botanical sheets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from koda.providers.offline_art.noise import Stream, branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.shapes import (
    Shape,
    leaf,
    line,
    mirrored,
    moved,
    outline,
    oval,
)
from koda.providers.offline_art.surface import Point

LEAVES = ("olive", "eucalyptus", "fern", "broad", "grass", "berry")
BLOSSOMS = ("daisy", "tulip", "poppy", "rose", "sunflower", "lavender", "bell", "anemone", "globe")


def spine(length: float, bend: float, steps: int = 14) -> list[Point]:
    """A stem that rises from (0, 0) and leans as it grows."""
    return [
        (bend * length * (step / steps) ** 1.8, length * step / steps) for step in range(steps + 1)
    ]


def heading(points: Sequence[Point], index: int) -> float:
    """The angle of a line at a point, in degrees."""
    before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
    return math.degrees(math.atan2(after[1] - before[1], after[0] - before[0]))


def draw_sprig(
    pen: Pen, kind: str, length: float, bend: float, colour: Colour, rng: Stream
) -> None:
    """Draw a leafy stem from (0, 0)."""
    stem = spine(length, bend)
    pen.fill(shift(colour, light=-0.08), line(stem, length * 0.018, True), shade=0.2)
    dark, light = shift(colour, light=-0.05), shift(colour, light=0.05)
    leaves: list[Shape] = []
    count = {"fern": 13, "olive": 7, "eucalyptus": 6, "grass": 3, "berry": 5}.get(kind, 4)
    for index in range(count):
        share = 0.18 + 0.8 * index / count
        at = stem[int(share * 14)]
        along = heading(stem, int(share * 14))
        size = length * (1.15 - 0.75 * share)
        for side in (-1, 1):
            leaves += _leaflet(kind, at, along, side, size, rng)
    top = heading(stem, 14)
    if kind not in {"grass", "berry"}:
        wide = 0.5 if kind == "eucalyptus" else 0.22
        leaves.append(leaf(*stem[-1], length * 0.16, length * 0.16 * wide * 1.6, top))
    pen.fill(dark, *leaves[::2], shade=0.6)
    pen.fill(light, *leaves[1::2], shade=0.6)


def _leaflet(
    kind: str, at: Point, along: float, side: int, size: float, rng: Stream
) -> list[Shape]:
    turn = along + side * pick(rng, 38, 52)
    if kind == "fern":
        return [leaf(*at, size * 0.34, size * 0.085, along + side * 58, -side * 0.12)]
    if kind == "olive":
        return [leaf(*at, size * 0.32, size * 0.085, turn, side * 0.08)]
    if kind == "eucalyptus":
        return [leaf(*at, size * 0.24, size * 0.2, along + side * 62)]
    if kind == "grass":
        return [leaf(*at, size * 0.8, size * 0.05, along + side * 14, -side * 0.25)]
    if kind == "berry":
        reach = size * pick(rng, 0.12, 0.2)
        angle = math.radians(turn)
        tip = at[0] + math.cos(angle) * reach, at[1] + math.sin(angle) * reach
        return [line([at, tip], size * 0.012), oval(*tip, size * 0.05)]
    return [leaf(*at, size * 0.46, size * 0.2, turn, -side * 0.1)]


def draw_blossom(pen: Pen, kind: str, size: float, colour: Colour, rng: Stream) -> None:
    """Draw a blossom about (0, 0); `size` is its radius."""
    _BLOSSOMS[kind](pen, size, colour, rng)


def _petals(count: int, reach: float, width: float, turn: float, start: float = 0.1) -> list[Shape]:
    return [
        moved(leaf(start, 0, reach, width, 0), turn=turn + 360 * index / count)
        for index in range(count)
    ]


def _round_petals(count: int, reach: float, width: float, turn: float) -> list[Shape]:
    form = outline("0,0! .55,.52 1,.3 1.02,-.22 .6,-.5")
    petal = [(x * reach, y * width) for x, y in form]
    return [moved(petal, turn=turn + 360 * index / count) for index in range(count)]


def _daisy(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    turn = pick(rng, 0, 30)
    pen.fill(shift(colour, light=-0.06), *_petals(13, size, size * 0.3, turn + 14, 0), shade=0.4)
    pen.fill(colour, *_petals(13, size * 0.94, size * 0.28, turn, 0), shade=0.4)
    middle = parse("eab03a") if _is_pale(colour) else parse("5b2f24")
    pen.fill(middle, oval(0, 0, size * 0.27), shade=0.8)


def _sunflower(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    turn = pick(rng, 0, 30)
    pen.fill(shift(colour, light=-0.1), *_petals(17, size, size * 0.26, turn + 10, 0), shade=0.5)
    pen.fill(colour, *_petals(17, size * 0.92, size * 0.24, turn, 0), shade=0.5)
    pen.fill(parse("5a3420"), oval(0, 0, size * 0.44), shade=0.9)
    pen.fill(parse("3a2018"), oval(0, 0, size * 0.26), shade=0.9)


def _tulip(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    back = moved(mirrored("0,1.1 .34,.8 .5,.1 .2,-.7 0,-.78"), size=size)
    pen.fill(shift(colour, light=-0.09), back, shade=0.5)
    side = moved(outline("0,-.8 .5,-.6 .72,.1 .62,1! .28,.5 0,-.1"), size=size)
    pen.fill(shift(colour, light=-0.02), [(-x, y) for x, y in side], shade=0.6)
    pen.fill(shift(colour, light=0.04), side, shade=0.6)
    _ = rng


def _poppy(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    turn = pick(rng, 0, 90)
    pen.fill(shift(colour, light=-0.07), *_round_petals(4, size, size * 1.5, turn + 45), shade=0.6)
    pen.fill(colour, *_round_petals(4, size * 0.86, size * 1.3, turn), shade=0.6)
    pen.fill(parse("2a1c26"), oval(0, 0, size * 0.22), shade=0)
    dots = [
        oval(math.cos(angle) * size * 0.36, math.sin(angle) * size * 0.36, size * 0.035)
        for angle in (math.tau * index / 12 for index in range(12))
    ]
    pen.fill(parse("2a1c26"), *dots, shade=0)


def _rose(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    turn = pick(rng, 0, 72)
    for ring in range(5):
        reach = size * (1 - 0.19 * ring)
        tone = shift(colour, light=-0.12 + 0.055 * ring if ring % 2 else -0.02 + 0.02 * ring)
        petals = _round_petals(5 if ring < 3 else 3, reach, reach * 1.25, turn + 37 * ring)
        pen.fill(tone, *petals, shade=0.7)
    pen.fill(shift(colour, light=-0.16), oval(0, 0, size * 0.1), shade=0.4)


def _lavender(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    for row in range(9):
        up = size * (row * 0.34 - 1.2)
        wide = size * (0.34 - 0.026 * row)
        buds: list[Shape] = []
        for side in (-1, 0, 1):
            at = side * wide * 0.62, up + pick(rng, 0, 0.06) * size
            buds.append(oval(*at, wide / 2, size * 0.19, side * -24))
        pen.fill(shift(colour, light=pick(rng, -0.09, 0.06)), *buds, shade=0.5)


def _bell(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    cup = mirrored("0,.7 .34,.6 .44,0 .72,-.62! .34,-.5 0,-.74!")
    pen.fill(colour, moved(cup, size=size), shade=0.7)
    pen.fill(shift(colour, light=0.12), oval(0, -size * 0.56, size * 0.36, size * 0.1), shade=0.3)
    _ = rng


def _anemone(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    turn = pick(rng, 0, 60)
    pen.fill(shift(colour, light=-0.06), *_round_petals(6, size, size * 0.95, turn), shade=0.5)
    pen.fill(colour, *_round_petals(6, size * 0.8, size * 0.8, turn + 30), shade=0.5)
    pen.fill(mix(colour, (1, 1, 1), 0.65), oval(0, 0, size * 0.3), shade=0.3)
    pen.fill(parse("33283c"), oval(0, 0, size * 0.18), shade=0.5)


def _globe(pen: Pen, size: float, colour: Colour, rng: Stream) -> None:
    pen.fill(shift(colour, light=-0.1), oval(0, 0, size * 0.62), shade=0.6)
    florets: list[Shape] = []
    for index in range(46):
        out = size * 0.82 * math.sqrt((index + 0.5) / 46)
        angle = index * 2.39996
        florets.append(oval(math.cos(angle) * out, math.sin(angle) * out, size * 0.13))
    pen.fill(shift(colour, light=-0.04), *florets[1::2], shade=0.5)
    pen.fill(shift(colour, light=0.05), *florets[::2], shade=0.5)
    _ = rng


_BLOSSOMS: dict[str, Callable[[Pen, float, Colour, Stream], None]] = {
    "daisy": _daisy, "tulip": _tulip, "poppy": _poppy, "rose": _rose, "sunflower": _sunflower,
    "lavender": _lavender, "bell": _bell, "anemone": _anemone, "globe": _globe,
}  # fmt: skip


def _is_pale(colour: Colour) -> bool:
    return min(colour) > 0.62


def draw_stem(
    pen: Pen, kind: str, length: float, bend: float, size: float, colours: tuple[Colour, Colour],
    rng: Stream,
) -> None:  # fmt: skip
    """Draw a flower on its stem from (0, 0); colours are of the blossom and of the green."""
    bloom, green = colours
    stem = spine(length, bend)
    pen.fill(shift(green, light=-0.05), line(stem, size * 0.09), shade=0.2)
    low = stem[int(14 * pick(rng, 0.3, 0.5))]
    side = 1 if chance(rng, 0.5) else -1
    blade = leaf(*low, length * 0.34, length * 0.085, 90 - side * pick(rng, 28, 42), side * 0.12)
    pen.fill(green, blade, shade=0.6)
    upright = kind in {"tulip", "lavender", "bell"}
    turn = heading(stem, 14) - 90
    top = pen.within(*stem[-1], turn=turn + (150 * -side if kind == "bell" else 0))
    draw_blossom(top if upright else pen.within(*stem[-1]), kind, size, bloom, rng)


def draw_cluster(pen: Pen, reach: float, colours: Sequence[Colour], rng: Stream) -> None:
    """Draw leaves and flowers that fan out from (0, 0), for a corner or a foreground."""
    own = branch(rng)
    for index in range(9):
        turn = -58 + 116 * index / 8 + pick(own, -6, 6)
        long = reach * pick(own, 0.75, 1.1) * (1.05 - abs(turn) / 160)
        kind = LEAVES[int(own.randint(4))]
        part = pen.within(0, 0, turn=-turn)
        draw_sprig(part, kind, long, pick(own, -0.2, 0.2), colours[index % 2], own)
    for index in range(len(colours) - 2):
        for _ in range(2):
            turn = pick(own, -42, 42)
            part = pen.within(0, 0, turn=turn)
            bloom = BLOSSOMS[(0, 2, 7, 3)[int(own.randint(4))]]
            pair = (colours[2 + index], colours[0])
            draw_stem(part, bloom, reach * pick(own, 0.55, 0.95), 0.1, reach * 0.11, pair, own)


def draw_monstera(pen: Pen, size: float, colour: Colour) -> None:
    """Draw a large split leaf whose stalk is at (0, 0)."""
    half = mirrored(
        "0,1.5! .34,1.3 .62,.98! .42,.94! .74,.74 .84,.52! .50,.62! .84,.26 .82,.08! .50,.32!"
        " .66,-.08 .50,-.24! .34,.04! .22,-.20 0,0!"
    )
    pen.fill(colour, moved(half, size=size), shade=0.7)
    veins = [line([(0, 0), (0, 1.42 * size)], size * 0.03, True)]
    for up, across, rise in (
        (0.1, 0.5, 0.1),
        (0.34, 0.62, 0.32),
        (0.62, 0.6, 0.62),
        (0.9, 0.4, 0.96),
    ):
        ends = [(side * across * size, (rise + 0.06) * size) for side in (-1, 1)]
        veins += [line([(0, up * size), end], size * 0.016, True) for end in ends]
    pen.fill(shift(colour, light=0.1), *veins, shade=0)


def draw_fan(pen: Pen, size: float, colour: Colour, blades: int = 11) -> None:
    """Draw a palm fan whose stalk is at (0, 0)."""
    shapes: list[Shape] = []
    for index in range(blades):
        turn = 90 - 84 + 168 * index / (blades - 1)
        shapes.append(leaf(0, 0, size * (1.1 - abs(turn - 90) / 300), size * 0.15, turn))
    pen.fill(shift(colour, light=-0.04), *shapes[::2], shade=0.6)
    pen.fill(shift(colour, light=0.04), *shapes[1::2], shade=0.6)
