"""Oil and impressionist painting: strokes along the forms, relief in the paint."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from koda.providers.offline_art.noise import Field, Stream, branch, clip01, resize
from koda.providers.offline_art.styles.picture import from_image, luminance, softened, to_image
from koda.providers.offline_art.surface import blurred

_F = np.float32
_GRID = 160  # cells across and down in which the brush has one direction

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Brush:
    """One pass of strokes, in shares of the picture's shorter side.

    Attributes:
        width, spacing: Of strokes. `length`: in widths.
        gap: Strokes are laid only where the picture so far is off by more than this.
        wander: How far a stroke's colour strays.
    """

    width: float
    spacing: float
    length: float
    gap: float
    wander: float


@dataclass(frozen=True, slots=True)
class Easel:
    """A painting in progress: the picture it is of, the paint so far and how thick it lies."""

    pixels: Field
    paint: Image.Image
    relief: Image.Image
    along: tuple[Field, Field]
    unit: int


_OIL = (
    Brush(0.026, 0.02, 3.4, 0.0, 0.05),
    Brush(0.013, 0.0115, 3.2, 0.02, 0.05),
    Brush(0.0065, 0.0072, 3.0, 0.075, 0.05),
)
_DABS = (
    Brush(0.02, 0.0165, 1.9, 0.0, 0.15),
    Brush(0.012, 0.0112, 1.9, 0.02, 0.15),
    Brush(0.008, 0.0098, 1.8, 0.06, 0.15),
)


def paint_oil(pixels: Field, rng: Stream) -> Field:
    """Long strokes in three sizes, thick where they cross, lit from the upper left."""
    unit = min(pixels.shape[:2])
    return _painted(pixels, softened(pixels, unit * 0.012), _OIL, 0.3, rng)


def paint_dabs(pixels: Field, rng: Stream) -> Field:
    """Short dabs of broken colour on a warm ground."""
    unit = min(pixels.shape[:2])
    warm = np.array([0.78, 0.66, 0.5], np.float32) * _F(0.4)
    return _painted(pixels, softened(pixels, unit * 0.02) * _F(0.6) + warm, _DABS, 0.22, rng)


def _painted(
    pixels: Field, ground: Field, brushes: tuple[Brush, ...], relief: float, rng: Stream
) -> Field:
    unit = min(pixels.shape[:2])
    paint = to_image(ground)
    flat = Image.new("L", paint.size, 128)
    easel = Easel(pixels, paint, flat, _directions(pixels, branch(rng)), unit)
    for brush in brushes:
        _lay(easel, brush, branch(rng))
    return _lit(easel, relief, branch(rng))


def _directions(pixels: Field, rng: Stream) -> tuple[Field, Field]:
    """Unit vectors of the brush on the grid: along edges, elsewhere with a slow swell."""
    small = to_image(pixels).resize((_GRID, _GRID), Image.Resampling.BOX)
    down, across = np.gradient(blurred(luminance(from_image(small)), 2.0))
    # Doubled angles average well: a line has no front.
    strength = np.sqrt(across * across + down * down) + _F(1e-6)
    swell = [
        resize(rng.random_sample((6, 6)).astype(np.float32) - _F(0.5), _GRID, _GRID) for _ in "xy"
    ]
    x = _blur_signed((down * down - across * across) / strength) + swell[0] * _F(0.009)
    y = _blur_signed(-2 * across * down / strength) + swell[1] * _F(0.009)
    cos2 = x / (np.sqrt(x * x + y * y) + _F(1e-9))
    cos, sin = np.sqrt((1 + cos2).clip(0, 2) / 2), np.sqrt((1 - cos2).clip(0, 2) / 2)
    return cos, np.where(y < 0, -sin, sin)


def _blur_signed(field: Field) -> Field:
    scale = float(np.abs(field).max()) or 1.0
    return (blurred(field / _F(2 * scale) + _F(0.5), 3.0) - _F(0.5)) * _F(2 * scale)


def _lay(easel: Easel, brush: Brush, rng: Stream) -> None:
    height, width = easel.pixels.shape[:2]
    size = brush.width * easel.unit
    step = brush.spacing * easel.unit
    rows, columns = max(2, int(height / step)), max(2, int(width / step))
    count = rows * columns
    x = (np.tile(np.arange(columns), rows) + rng.random_sample(count)) * width / columns
    y = (np.repeat(np.arange(rows), columns) + rng.random_sample(count)) * height / rows
    column, row = np.minimum(x.astype(int), width - 1), np.minimum(y.astype(int), height - 1)
    colour = softened(easel.pixels, max(0.8, size * 0.28))[row, column]
    # Small strokes go only where the larger ones have not said enough.
    off = np.abs(colour - from_image(easel.paint)[row, column]).max(1)
    chosen = np.flatnonzero(off > brush.gap) if brush.gap else np.arange(count)
    if not chosen.size:
        return
    chosen = chosen[rng.permutation(chosen.size)]
    jitter = (rng.random_sample((chosen.size, 3)) - 0.5) * brush.wander
    jitter += (rng.random_sample((chosen.size, 1)) - 0.5) * brush.wander * 1.2
    inks = ((colour[chosen] + jitter).clip(0, 1) * 255).astype(int)
    levels = (70 + rng.random_sample(chosen.size) * 120).astype(int)
    half = size * brush.length * (0.35 + 0.3 * rng.random_sample(chosen.size))
    cell = (
        (y[chosen] / height * (_GRID - 1)).astype(int),
        (x[chosen] / width * (_GRID - 1)).astype(int),
    )
    lean = (rng.random_sample(chosen.size) - 0.5) * 0.5
    cos, sin = (one[cell].astype(np.float64) for one in easel.along)
    turned = (
        (cos - lean * sin) / np.sqrt(1 + lean * lean),
        (sin + lean * cos) / np.sqrt(1 + lean * lean),
    )
    outlines = _outlines((x[chosen], y[chosen]), turned, half, size)
    paint, relief = ImageDraw.Draw(easel.paint), ImageDraw.Draw(easel.relief)
    for outline, ink, level in zip(outlines, inks.tolist(), levels.tolist(), strict=True):
        paint.polygon(outline, fill=(ink[0], ink[1], ink[2]))
        relief.polygon(outline, fill=level)


def _outlines(
    place: tuple[Reals, Reals], along: tuple[Reals, Reals], half: Reals, width: float
) -> list[list[float]]:
    """Strokes as outlines of eight points, with blunt, rounded ends: x0, y0, x1, y1, …."""
    reach = np.array([-1.0, -0.86, 0.86, 1.0, 1.0, 0.86, -0.86, -1.0])[None] * half[:, None]
    off = np.array([-0.45, -1.0, -1.0, -0.45, 0.45, 1.0, 1.0, 0.45])[None] * width * 0.5
    cos, sin = along[0][:, None], along[1][:, None]
    px = place[0][:, None] + reach * cos - off * sin
    py = place[1][:, None] + reach * sin + off * cos
    return np.stack([px, py], -1).reshape(len(half), -1).tolist()


def _lit(easel: Easel, amount: float, rng: Stream) -> Field:
    """The dry painting, its relief in light from the upper left."""
    painted = from_image(easel.paint.filter(ImageFilter.GaussianBlur(easel.unit / 1600)))
    height, width = painted.shape[:2]
    bristles = resize(_bristles(easel.along, rng), width, height)
    raised = from_image(easel.relief) * _F(0.55) + bristles * _F(0.45)
    step = max(1, round(easel.unit / 900))
    slope = raised - np.roll(raised, (step, step), (0, 1))
    lit = np.clip(slope * _F(amount), -0.1, 0.1)
    return clip01(painted + lit[..., None] * (_F(0.6) + painted * _F(0.4)))


def _bristles(along: tuple[Field, Field], rng: Stream) -> Field:
    """Noise drawn out along the strokes."""
    size, steps = 512, 8
    noise = rng.random_sample((size, size)).astype(np.float32)
    cos, sin = (resize(one, size, size) for one in along)
    x, y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    total = noise.copy()
    for side in (-1, 1):
        at_x, at_y = x.copy(), y.copy()
        for _ in range(steps // 2):
            column, row = at_x.astype(np.int32) % size, at_y.astype(np.int32) % size
            at_x = at_x + cos[row, column] * _F(side)
            at_y = at_y + sin[row, column] * _F(side)
            total += noise[at_y.astype(np.int32) % size, at_x.astype(np.int32) % size]
    return (total / _F(steps + 1) - _F(0.5)) * _F(2.4) + _F(0.5)
