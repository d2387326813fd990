"""Oil and impressionist painting: strokes along the forms, relief in the paint."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from koda.providers.offline_art.noise import Field, Stream, branch, clip01, resize
from koda.providers.offline_art.styles.picture import from_image, luminance, softened, to_image
from koda.providers.offline_art.surface import blurred

_F = np.float32


def paint_oil(pixels: Field, rng: Stream) -> Field:
    """Long strokes in three sizes, thick where they cross, lit from the upper left."""
    unit = min(pixels.shape[:2])
    turn = _directions(pixels, unit, branch(rng))
    base = softened(pixels, unit * 0.012)
    canvas = to_image(base)
    relief = Image.new("L", canvas.size, 128)
    for size, spacing, length, keep in (
        (0.026, 0.02, 3.4, 0.0), (0.013, 0.0115, 3.2, 0.02), (0.0065, 0.0072, 3.0, 0.075),
    ):  # fmt: skip
        _lay(canvas, relief, pixels, turn, unit, (size, spacing, length, keep, 0.05), branch(rng))
    painted = from_image(canvas.filter(ImageFilter.GaussianBlur(unit / 1600)))
    return _lit(painted, from_image(relief), turn, unit, branch(rng), 0.3)


def paint_dabs(pixels: Field, rng: Stream) -> Field:
    """Short dabs of broken colour on a warm ground."""
    unit = min(pixels.shape[:2])
    turn = _directions(pixels, unit, branch(rng))
    ground = softened(pixels, unit * 0.02) * _F(0.6) + np.array([0.78, 0.66, 0.5], np.float32) * _F(
        0.4
    )
    canvas = to_image(ground)
    relief = Image.new("L", canvas.size, 128)
    for size, spacing, length, keep in (
        (0.02, 0.0165, 1.9, 0.0), (0.012, 0.0105, 1.9, 0.012), (0.0075, 0.0085, 1.8, 0.05),
    ):  # fmt: skip
        _lay(canvas, relief, pixels, turn, unit, (size, spacing, length, keep, 0.15), branch(rng))
    painted = from_image(canvas.filter(ImageFilter.GaussianBlur(unit / 1600)))
    return _lit(painted, from_image(relief), turn, unit, branch(rng), 0.22)


def _directions(pixels: Field, unit: int, rng: Stream) -> Field:
    """The angle of the brush for each place of a small grid: along edges, else with a swell."""
    small = to_image(pixels).resize((160, 160), Image.Resampling.BOX)
    light = blurred(luminance(from_image(small)), 2.0)
    down, across = np.gradient(light)
    # Doubled angles average well: a line has no front.
    strength = np.sqrt(across * across + down * down) + _F(1e-6)
    cos2 = (down * down - across * across) / strength
    sin2 = -2 * across * down / strength
    swell = resize(rng.random_sample((6, 6)).astype(np.float32), 160, 160)
    cos2, sin2 = (_blur_signed(one) for one in (cos2, sin2))
    base = np.cos(swell * 5.0) * 0.0035, np.sin(swell * 5.0) * 0.0035
    _ = unit
    return (np.arctan2(sin2 + base[1], cos2 + base[0]) * 0.5).astype(np.float32)


def _blur_signed(field: Field) -> Field:
    scale = float(np.abs(field).max()) or 1.0
    return (blurred(field / _F(2 * scale) + _F(0.5), 3.0) - _F(0.5)) * _F(2 * scale)


def _lay(
    canvas: Image.Image, relief: Image.Image, pixels: Field, turn: Field, unit: int,
    stroke: tuple[float, float, float, float, float], rng: Stream,
) -> None:  # fmt: skip
    size, spacing, length, keep, wander = stroke
    height, width = pixels.shape[:2]
    step = spacing * unit
    rows, columns = max(2, int(height / step)), max(2, int(width / step))
    count = rows * columns
    x = (np.tile(np.arange(columns), rows) + rng.random_sample(count)) * width / columns
    y = (np.repeat(np.arange(rows), columns) + rng.random_sample(count)) * height / rows
    column, row = np.minimum(x.astype(int), width - 1), np.minimum(y.astype(int), height - 1)
    colour = softened(pixels, max(0.8, size * unit * 0.28))[row, column]
    if keep:
        # Small strokes only where the larger ones have not said enough.
        gap = np.abs(colour - from_image(canvas)[row, column]).max(1)
        chosen = np.flatnonzero(gap > keep)
    else:
        chosen = np.arange(count)
    chosen = chosen[rng.permutation(chosen.size)]
    angle = turn[(y[chosen] / height * 159).astype(int), (x[chosen] / width * 159).astype(int)]
    angle = angle + (rng.random_sample(chosen.size) - 0.5) * 0.5
    half = size * unit * length * (0.35 + 0.3 * rng.random_sample(chosen.size))
    jitter = (rng.random_sample((chosen.size, 3)) - 0.5) * wander
    jitter += (rng.random_sample((chosen.size, 1)) - 0.5) * wander * 1.2
    inks = ((colour[chosen] + jitter).clip(0, 1) * 255).astype(int)
    heights = (70 + rng.random_sample(chosen.size) * 120).astype(int)
    _draw(canvas, relief, x[chosen], y[chosen], angle, half, size * unit, inks, heights)


def _draw(
    canvas: Image.Image, relief: Image.Image, x: np.ndarray, y: np.ndarray, angle: np.ndarray,
    half: np.ndarray, width: float, inks: np.ndarray, heights: np.ndarray,
) -> None:  # fmt: skip
    cos, sin = np.cos(angle), np.sin(angle)
    wide = width * 0.5
    # An outline of eight points: a stroke with blunt, rounded ends.
    along = np.array([-1.0, -0.86, 0.86, 1.0, 1.0, 0.86, -0.86, -1.0])
    off = np.array([-0.45, -1.0, -1.0, -0.45, 0.45, 1.0, 1.0, 0.45]) * wide
    px = x[:, None] + along[None] * (half * cos)[:, None] - off[None] * sin[:, None]
    py = y[:, None] + along[None] * (half * sin)[:, None] + off[None] * cos[:, None]
    outlines = np.stack([px, py], -1).reshape(len(x), -1).tolist()
    paint, height = ImageDraw.Draw(canvas), ImageDraw.Draw(relief)
    for outline, ink, level in zip(outlines, inks.tolist(), heights.tolist(), strict=True):
        paint.polygon(outline, fill=(ink[0], ink[1], ink[2]))
        height.polygon(outline, fill=level)


def _lit(
    painted: Field, relief: Field, turn: Field, unit: int, rng: Stream, amount: float
) -> Field:
    height, width = painted.shape[:2]
    bristle = _bristles(turn, rng)
    raised = relief * _F(0.55) + resize(bristle, width, height) * _F(0.45)
    step = max(1, round(unit / 900))
    slope = raised - np.roll(raised, (step, step), (0, 1))
    lit = np.clip(slope * _F(amount), -0.1, 0.1)
    return clip01(painted + lit[..., None] * (_F(0.6) + painted * _F(0.4)))


def _bristles(turn: Field, rng: Stream) -> Field:
    """Noise drawn out along the strokes."""
    size = 512
    noise = rng.random_sample((size, size)).astype(np.float32)
    angle = resize(np.cos(turn), size, size), resize(np.sin(turn), size, size)
    x, y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    total = noise.copy()
    steps = 9
    for side in (-1, 1):
        at_x, at_y = x.copy(), y.copy()
        for _ in range(steps // 2):
            column = at_x.astype(np.int32) % size
            row = at_y.astype(np.int32) % size
            at_x = at_x + angle[0][row, column] * _F(side)
            at_y = at_y + angle[1][row, column] * _F(side)
            total += noise[at_y.astype(np.int32) % size, at_x.astype(np.int32) % size]
    return (total / _F(steps) - _F(0.5)) * _F(math.sqrt(steps) * 0.8) + _F(0.5)
