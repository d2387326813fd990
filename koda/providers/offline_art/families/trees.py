"""Trees and plants of a landscape: conifers, broad crowns, palms, grass and flowers in a meadow."""

from __future__ import annotations

import math

from koda.providers.offline_art.noise import Field, Stream, branch, pick
from koda.providers.offline_art.palette import Colour, mix, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import line, oval
from koda.providers.offline_art.surface import Point, curve, ribbon


def conifer(x: float, foot: float, height: float, rng: Stream) -> list[Point]:
    """The outline of a fir: tiers that widen downwards, a little uneven."""
    tiers = 9
    width = height * pick(rng, 0.17, 0.24)
    left: list[Point] = []
    right: list[Point] = []
    for tier in range(tiers):
        share = (tier + 1) / tiers
        out = width * share * pick(rng, 0.82, 1.12)
        y = foot - height * (1 - share * 0.94)
        left += [(x - out, y), (x - out * 0.5, y - height * 0.018)]
        right += [(x + out * pick(rng, 0.9, 1.1), y), (x + out * 0.5, y - height * 0.018)]
    trunk = width * 0.09
    return [(x, foot - height), *right, (x + trunk, foot), (x - trunk, foot), *left[::-1]]


def paint_forest(
    scene: Scene, edge: Field, height: float, colour: Colour, density: float = 1.0
) -> None:
    """Stand firs along a line given as a height for each column."""
    surface, rng = scene.surface, branch(scene.rng)
    count = min(700, max(4, int(surface.right / height * 5.2 * density)))
    shapes: list[list[Point]] = []
    for index in range(count):
        x = (index + pick(rng, -0.9, 0.9)) / count * surface.right
        column = min(surface.width - 1, max(0, int(x * surface.unit)))
        tall = height * pick(rng, 0.5, 1.1) * (0.7 + 0.3 * math.sin(index * 0.7) ** 2)
        shapes.append(conifer(x, float(edge[column]) + height * 0.12, tall, rng))
    surface.over(surface.polygons(shapes), colour)


def paint_frame(scene: Scene) -> None:
    """Put a few near firs at the sides, as a dark frame."""
    surface, rng = scene.surface, branch(scene.rng)
    left = scene.sun[0] > surface.right / 2
    shapes: list[list[Point]] = []
    for index in range(4):
        offset = (0.02 + 0.075 * index) * pick(rng, 0.8, 1.2)
        x = offset if left else surface.right - offset
        tall = min(surface.bottom * 0.75, 0.66) * (1 - 0.2 * index) * pick(rng, 0.85, 1.1)
        shapes.append(conifer(x, surface.bottom + 0.04, tall, rng))
    x = surface.right - 0.05 if left else 0.05
    shapes.append(conifer(x, surface.bottom + 0.04, 0.3 * pick(rng, 0.8, 1.2), rng))
    surface.over(surface.polygons(shapes), mix(scene.light.near, (0, 0, 0), 0.25))


def paint_crown(
    scene: Scene, x: float, y: float, radius: float, colour: Colour, trunk: float
) -> None:
    """Paint a broad tree: a forked trunk and round clumps of leaves, each with its own shade."""
    rng = branch(scene.rng)
    bark = mix(scene.light.near, (0.24, 0.16, 0.12), 0.45)
    pen = Pen(scene, x, y, radius, 1 if pick(rng, 0, 1) < 0.5 else -1)
    foot = -trunk / radius
    forks = [line([(0, foot), (0.03, foot * 0.5), (0.0, -0.1)], 0.17)]
    forks += [
        line([(0, foot * 0.55), (s * 0.3, -0.1), (s * 0.5, 0.25)], 0.1, True) for s in (-1, 1)
    ]
    pen.fill(bark, *forks, shade=0.4)
    clumps = (
        (0.62, -0.02, 0.44), (-0.62, 0.0, 0.42), (0.0, 0.1, 0.6), (0.34, 0.42, 0.42),
        (-0.34, 0.4, 0.44), (0.0, 0.66, 0.36),
    )  # fmt: skip
    for index, (across, up, size) in enumerate(clumps):
        tone = shift(colour, light=-0.04 + 0.016 * index)
        at = across + pick(rng, -0.06, 0.06), up + pick(rng, -0.05, 0.05)
        pen.fill(tone, oval(*at, size * pick(rng, 0.9, 1.1)), shade=0.9)
    if radius > 0.12:
        for light in (-0.06, 0.05):
            _scatter_leaves(pen, shift(colour, light=light), rng)


def _scatter_leaves(pen: Pen, colour: Colour, rng: Stream) -> None:
    tufts = [
        oval(math.cos(turn) * out * 1.06, 0.3 + math.sin(turn) * out * 0.78, pick(rng, 0.03, 0.075))
        for turn, out in ((pick(rng, 0, math.tau), pick(rng, 0.2, 1) ** 0.6) for _ in range(110))
    ]
    pen.fill(colour, *tufts, shade=0.5)


def blob(x: float, y: float, radius: float, rng: Stream, points: int = 9) -> list[Point]:
    """An uneven round outline."""
    return [
        (
            x + math.cos(math.tau * index / points) * radius * (reach := pick(rng, 0.72, 1.15)),
            y + math.sin(math.tau * index / points) * radius * reach,
        )
        for index in range(points)
    ]


def paint_grass(scene: Scene, edge: Field, height: float, colour: Colour, count: int = 900) -> None:
    """Let blades of grass stand along and below a line."""
    surface, rng = scene.surface, branch(scene.rng)
    for tone, share in ((-0.04, 0.6), (0.05, 0.4)):
        shapes: list[list[Point]] = []
        for _ in range(min(2600, int(count * share * surface.right))):
            x = pick(rng, 0, surface.right)
            column = min(surface.width - 1, int(x * surface.unit))
            base = float(edge[column])
            deep = pick(rng, 0, 1) ** 1.6
            y = base + (surface.bottom - base) * deep + 0.01
            tall = height * (0.35 + 0.9 * deep) * pick(rng, 0.6, 1.2)
            lean = pick(rng, -0.5, 0.5) * tall
            shapes.append(
                ribbon(
                    [(x, y), (x + lean * 0.3, y - tall * 0.6), (x + lean, y - tall)],
                    tall * 0.07,
                    True,
                )
            )
        surface.over(surface.polygons(shapes), shift(colour, light=tone), 0.85)


def paint_flowers(scene: Scene, edge: Field, colours: list[Colour], count: int = 420) -> None:
    """Dot a meadow with flowers, small far away and large near."""
    surface, rng = scene.surface, branch(scene.rng)
    for colour in colours:
        for tone in (-0.07, 0.03):
            shapes: list[list[Point]] = []
            for _ in range(min(900, int(count * surface.right / len(colours)))):
                x = pick(rng, 0, surface.right)
                base = float(edge[min(surface.width - 1, int(x * surface.unit))])
                deep = pick(rng, 0, 1) ** 1.3
                size = 0.0025 + 0.013 * deep * pick(rng, 0.6, 1.2)
                shapes.append(blob(x, base + (surface.bottom - base) * deep, size, rng, 7))
            surface.over(surface.polygons(shapes), shift(colour, light=tone), 0.92)


def paint_palm(
    scene: Scene, x: float, foot: float, height: float, lean: float, colour: Colour
) -> None:
    """Paint a palm that leans; its fronds hang in fans of narrow leaves."""
    surface, rng = scene.surface, branch(scene.rng)
    top = (x + lean, foot - height)
    trunk = curve([(x, foot), (x + lean * 0.3, foot - height * 0.5), top], 12, False)
    half = height * 0.022
    left = [(a - half, b) for a, b in trunk]
    shapes: list[list[Point]] = [[*left, *((a + half, b) for a, b in reversed(trunk))]]
    shapes.append(blob(top[0], top[1], height * 0.035, rng))
    for index in range(9):
        angle = math.radians(-20 + 220 * index / 8 + pick(rng, -7, 7))
        reach = height * pick(rng, 0.36, 0.46)
        out = math.cos(angle) * reach, -math.sin(angle) * reach
        droop = reach * (0.34 + 0.3 * abs(math.cos(angle)))
        middle = top[0] + out[0] * 0.62, top[1] + out[1] * 0.75 + droop * 0.1
        end = top[0] + out[0] * 1.06, top[1] + out[1] * 0.62 + droop
        shapes += _frond(curve([top, middle, end], 11, False), reach * 0.3)
    surface.over(surface.polygons(shapes), colour)


def _frond(spine: list[Point], size: float) -> list[list[Point]]:
    leaves = [ribbon(spine, size * 0.07, True)]
    for index in range(1, len(spine) - 1):
        (ax, ay), (bx, by) = spine[index - 1], spine[index + 1]
        length = math.hypot(bx - ax, by - ay) + 1e-9
        along = (bx - ax) / length, (by - ay) / length
        x, y = spine[index]
        long = size * math.sin(math.pi * (0.14 + 0.8 * index / len(spine)))
        for side in (-1, 1):
            # Leaves point outwards along the rib, and hang.
            tip = (
                x + (along[0] * 0.75 - side * along[1] * 0.55) * long,
                y + (along[1] * 0.75 + side * along[0] * 0.55) * long + long * 0.22,
            )
            half = size * 0.055
            leaves.append(
                [
                    (x - along[0] * half, y - along[1] * half),
                    tip,
                    (x + along[0] * half, y + along[1] * half),
                ]
            )
    return leaves
