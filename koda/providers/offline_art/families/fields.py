"""Abstract pictures from fields of numbers: currents, heights, folds."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import Field, branch, clip01, fbm, pick, sine, smooth
from koda.providers.offline_art.palette import Colour, mix, shift, to_oklch
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.surface import Patch, blurred, lerp

_F = np.float32


def paint_mesh(scene: Scene, colours: list[Colour]) -> None:
    """Lights that melt into each other, grained."""
    surface, rng = scene.surface, branch(scene.rng)
    warp = fbm(surface.width, surface.height, (scene.right * 1.4, scene.bottom * 1.4), 1, rng) - _F(
        0.5
    )
    across, down = surface.x + warp * _F(0.3), surface.y - warp * _F(0.3)
    order = [colours[index] for index in (2, 3, 4, 0, 1)]
    total = np.zeros_like(surface.pixels)
    weight = np.zeros((surface.height, surface.width), np.float32)
    for index in range(7):
        x, y = pick(rng, -0.05, 1.05) * scene.right, pick(rng, -0.05, 1.05) * scene.bottom
        reach = pick(rng, 0.2, 0.42)
        away = ((across - _F(x)) ** 2 + (down - _F(y)) ** 2) * _F(1 / reach**2)
        near = _F(1) / (_F(0.04) + away * away)
        total += near[..., None] * np.asarray(order[index % 5], np.float32)
        weight += near
    surface.pixels[:] = total / weight[..., None]
    surface.pixels += (scene.grain * _F(0.05))[..., None]


def paint_papercut(scene: Scene, colours: list[Colour]) -> None:
    """Sheets of paper with a hole, one behind the other, each in the shadow of the one above."""
    surface, rng = scene.surface, branch(scene.rng)
    height = _terrain(scene, 1.3, 3)
    away = surface.distance(scene.right * pick(rng, 0.4, 0.6), scene.bottom * pick(rng, 0.4, 0.6))
    height = height * _F(0.7) + away * _F(0.62 / max(scene.right, scene.bottom)) * _F(1.4)
    low, high = float(height.min()), float(height.max())
    layers = 8
    ramp = _ramp(colours, layers)
    surface.pixels[:] = np.asarray(ramp[0], np.float32)
    edge = surface.unit * 0.9 / layers
    for index in range(1, layers):
        level = low + (high - low) * (index / (layers + 0.6)) ** 0.92
        mask = clip01((height - _F(level)) * _F(surface.unit * 0.7) + _F(0.5))
        shade = blurred(mask, surface.unit * 0.016)
        step = max(1, surface.unit // 110)
        shade = np.roll(shade, (step, step // 2), (0, 1))
        surface.multiply(Patch(shade), mix(ramp[0], (0.05, 0.04, 0.1), 0.6), 0.5)
        tone = clip01(
            _F(0.5) + scene.grain * _F(0.22) + (surface.y / _F(scene.bottom) - _F(0.5)) * _F(0.5)
        )
        surface.over(
            Patch(mask), lerp(shift(ramp[index], light=0.03), shift(ramp[index], light=-0.06), tone)
        )
    _ = edge


def _ramp(colours: list[Colour], count: int) -> list[Colour]:
    """Colours from dark to light through the set."""
    stops = sorted(colours, key=lambda colour: to_oklch(colour)[0])
    out: list[Colour] = []
    for index in range(count):
        place = index / (count - 1) * (len(stops) - 1)
        first = min(len(stops) - 2, int(place))
        out.append(mix(stops[first], stops[first + 1], place - first))
    return out


def _terrain(scene: Scene, cells: float, octaves: int) -> Field:
    surface = scene.surface
    return fbm(
        surface.width, surface.height, (scene.right * cells + 1, scene.bottom * cells + 1), octaves,
        scene.rng, 0.42,
    )  # fmt: skip


def paint_contours(scene: Scene, colours: list[Colour]) -> None:
    """Lines of equal height, tinted as on a map."""
    surface = scene.surface
    paper, ink = colours[0], colours[1]
    height = _terrain(scene, 2.0, 4)
    low, high = float(height.min()), float(height.max())
    height = (height - _F(low)) * _F(1 / max(1e-3, high - low))
    ramp = np.asarray([mix(paper, tone, 0.55) for tone in _ramp(colours[1:], 9)[::-1]], np.float32)
    bands = np.clip((height * 9).astype(np.int32), 0, 8)
    surface.pixels[:] = ramp[bands]
    surface.pixels += (scene.grain * _F(0.02))[..., None]
    slope_y, slope_x = np.gradient(height)
    slope = np.sqrt(slope_x * slope_x + slope_y * slope_y) + _F(1e-6)
    for count, width, alpha in ((36, 0.9, 0.5), (9, 1.9, 0.85)):
        phase = height * _F(count)
        away = np.abs(phase - np.round(phase)) / (slope * _F(count))
        thick = width * surface.unit / 1000
        mask = clip01(_F(thick) - away + _F(0.5)) * smooth(slope * _F(surface.unit), 0.05, 0.3)
        surface.over(Patch(mask), ink, alpha)


def paint_marbling(scene: Scene, colours: list[Colour]) -> None:
    """Inks on water, drawn out and folded."""
    surface, rng = scene.surface, branch(scene.rng)
    first = _terrain(scene, 1.5, 5) - _F(0.5)
    second = _terrain(scene, 1.9, 5) - _F(0.5)
    slope = pick(rng, -0.5, 0.5)
    phase = surface.y * _F(1.1) + surface.x * _F(slope) + first * _F(1.9)
    phase = phase + sine(surface.x * _F(0.8) + second * _F(1.6)) * _F(0.2) + second * _F(0.7)
    turns = pick(rng, 5, 8)
    place = (phase * _F(turns)) % _F(len(colours))
    index = np.floor(place).astype(np.int32)
    share = smooth(place - np.floor(place), 0.78, 1.0)
    table = np.asarray(colours, np.float32)
    here, after = table[index % len(colours)], table[(index + 1) % len(colours)]
    surface.pixels[:] = here + (after - here) * share[..., None]
    veins = clip01(_F(1) - np.abs(place - np.floor(place) - _F(0.82)) * _F(16))
    surface.over(Patch(veins), mix(colours[0], (1, 1, 1), 0.5), 0.55)
    depth = clip01(second * _F(1.4) + _F(0.5) + scene.grain * _F(0.16))
    surface.multiply(Patch(1 - depth), mix(colours[1], (1, 1, 1), 0.35), 0.4)


def paint_flow(scene: Scene, colours: list[Colour]) -> None:
    """Ribbons that follow a current."""
    surface, rng = scene.surface, branch(scene.rng)
    paper = colours[0]
    surface.pixels[:] = np.asarray(paper, np.float32)
    grid = 128
    field = fbm(grid, grid, (3.2, 3.2), 2, rng, 0.3)
    # Along the lines of equal height nothing flows together, and nothing runs dry.
    down, across = (np.asarray(one, np.float64) for one in np.gradient(field))
    size = np.sqrt(across * across + down * down) + 1e-6
    tones = [shift(tone, light=lift) for tone in colours[1:] for lift in (-0.05, 0.0, 0.06)]
    count, steps = int(820 * max(1.0, scene.right * scene.bottom * 0.8)), 34
    x = rng.random_sample(count) * scene.right * 1.2 - 0.1 * scene.right
    y = rng.random_sample(count) * scene.bottom * 1.2 - 0.1 * scene.bottom
    tracks = np.empty((count, steps, 2), np.float64)
    length = 0.014
    for step in range(steps):
        tracks[:, step, 0], tracks[:, step, 1] = x, y
        column = np.clip(x / scene.right * (grid - 1), 0, grid - 1).astype(int)
        row = np.clip(y / scene.bottom * (grid - 1), 0, grid - 1).astype(int)
        here = length / size[row, column]
        x = x + down[row, column] * here
        y = y - across[row, column] * here
    order = rng.permutation(count)
    groups = np.array_split(order, 13)
    for index, group in enumerate(groups):
        _paint_ribbons(scene, tracks[group], tones[int(rng.randint(len(tones)))], rng, index)


def _paint_ribbons(
    scene: Scene, tracks: np.ndarray, tone: Colour, rng: np.random.RandomState, index: int
) -> None:
    along = np.gradient(tracks, axis=1)
    size = np.sqrt((along**2).sum(2, keepdims=True)) + 1e-9
    normal = np.stack([-along[..., 1], along[..., 0]], -1) / size
    share = np.linspace(0, 1, tracks.shape[1])
    taper = np.minimum(1, np.minimum(share, 1 - share) * 6)[None, :, None]
    wide = (0.0016 + 0.009 * rng.random_sample((tracks.shape[0], 1, 1)) ** 2) * taper
    left, right = tracks + normal * wide, tracks - normal * wide
    outlines = np.concatenate([left, right[:, ::-1]], axis=1)
    shapes = [[(float(a), float(b)) for a, b in outline] for outline in outlines.tolist()]
    patch = scene.surface.polygons(shapes)
    if index % 3 == 0:
        scene.surface.multiply(
            Patch(np.roll(patch.mask, (3, 2), (0, 1)), patch.row, patch.column),
            (0.75, 0.72, 0.8),
            0.5,
        )
    scene.surface.over(patch, tone, 0.95)
