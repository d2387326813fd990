"""A picture being painted: pixels, masks with soft edges, and the few ways to lay colour down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from koda.providers.offline_art.noise import Field, clip01
from koda.providers.offline_art.palette import Colour

Point = tuple[float, float]
Paint = Colour | Field


@dataclass(frozen=True, slots=True)
class Patch:
    """How much of each pixel is covered (0 to 1), for the rectangle that begins at row, column."""

    mask: Field
    row: int = 0
    column: int = 0


class Surface:
    """A picture of sRGB floats. Places are in units of the shorter side: x right, y down.

    Attributes:
        pixels: (height, width, 3), 0 to 1.
        unit: Pixels per unit. `right` and `bottom` are the picture's far corner in units.
        x, y: Places of the pixel centres, shaped (1, width) and (height, 1).
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.unit = min(width, height)
        self.right, self.bottom = width / self.unit, height / self.unit
        self.pixels: Field = np.zeros((height, width, 3), dtype=np.float32)
        self.x: Field = ((np.arange(width) + 0.5) / self.unit).astype(np.float32)[None, :]
        self.y: Field = ((np.arange(height) + 0.5) / self.unit).astype(np.float32)[:, None]

    def whole(self, mask: Field) -> Patch:
        """Cover the whole picture by a mask, which may be one row or one column."""
        return Patch(np.broadcast_to(mask, (self.height, self.width)).astype(np.float32))

    def view(self, patch: Patch) -> Field:
        """The pixels under a patch; writing to them paints."""
        height, width = patch.mask.shape
        return self.pixels[patch.row : patch.row + height, patch.column : patch.column + width]

    def over(self, patch: Patch, paint: Paint, alpha: float = 1.0) -> None:
        """Cover with a colour, or with a picture of the patch's shape."""
        if not patch.mask.size:
            return
        view = self.view(patch)
        view += (_ready(paint) - view) * (patch.mask * np.float32(alpha))[..., None]

    def screen(self, patch: Patch, paint: Paint, alpha: float = 1.0) -> None:
        """Add light without burning out."""
        if not patch.mask.size:
            return
        view = self.view(patch)
        view += (np.float32(1) - view) * _ready(paint) * (patch.mask * np.float32(alpha))[..., None]

    def multiply(self, patch: Patch, paint: Paint, alpha: float = 1.0) -> None:
        """Lay a shadow or a glaze."""
        if not patch.mask.size:
            return
        view = self.view(patch)
        view *= 1 - (1 - _ready(paint)) * (patch.mask * np.float32(alpha))[..., None]

    def gradient(self, stops: Sequence[tuple[float, Colour]]) -> None:
        """Fill from top to bottom; stops are (place in units, colour), upper first."""
        places = np.array([place for place, _ in stops])
        column = np.empty((self.height, 3), dtype=np.float32)
        for channel in range(3):
            values = np.array([colour[channel] for _, colour in stops])
            column[:, channel] = np.interp(self.y[:, 0], places, values)
        self.pixels[:] = column[:, None, :]

    def below(self, edge: Field) -> Patch:
        """Cover everything below a line given as a height for each column."""
        top = max(0, min(self.height - 1, int(float(edge.min()) * self.unit) - 2))
        depth = (self.y[top:] - edge[None, :]) * np.float32(self.unit) + np.float32(0.5)
        return Patch(clip01(depth), top, 0)

    def distance(self, x: float, y: float, squash: float = 1.0) -> Field:
        """How far each pixel is from a place; `squash` above 1 flattens circles."""
        across = self.x - np.float32(x)
        down = (self.y - np.float32(y)) * np.float32(squash)
        return np.sqrt(across * across + down * down)

    def disc(self, x: float, y: float, radius: float, soft: float = 0.0) -> Patch:
        """A circle; `soft` is the width of its edge in units (never below a pixel)."""
        edge = max(soft, 1.0 / self.unit)
        reach = radius + edge
        rows = self._span(y - reach, y + reach, self.height)
        columns = self._span(x - reach, x + reach, self.width)
        across = self.x[:, columns] - np.float32(x)
        down = self.y[rows] - np.float32(y)
        away = np.sqrt(across * across + down * down)
        mask = clip01((np.float32(radius + edge / 2) - away) * np.float32(1 / edge))
        return Patch(mask * mask * (3 - 2 * mask), rows.start, columns.start)

    def glow(self, x: float, y: float, radius: float) -> Patch:
        """Light that falls off softly from a place: about a half at `radius`, none at 5 of it."""
        rows = self._span(y - 5 * radius, y + 5 * radius, self.height)
        columns = self._span(x - 5 * radius, x + 5 * radius, self.width)
        across = (self.x[:, columns] - np.float32(x)) * np.float32(1 / radius)
        down = (self.y[rows] - np.float32(y)) * np.float32(1 / radius)
        light = np.float32(26 / 25) / (1 + across * across + down * down) - np.float32(1 / 25)
        return Patch(clip01(light), rows.start, columns.start)

    def polygons(self, shapes: Iterable[Sequence[Point]], soft: float = 0.0) -> Patch:
        """Cover closed shapes with smooth edges; `soft` blurs them, in units."""
        shapes = [shape for shape in shapes if len(shape) >= 3]
        if not shapes:
            return Patch(np.zeros((0, 0), dtype=np.float32))
        reach = soft * 2 + 2 / self.unit
        rows = self._span(
            min(y for shape in shapes for _, y in shape) - reach,
            max(y for shape in shapes for _, y in shape) + reach,
            self.height,
        )
        columns = self._span(
            min(x for shape in shapes for x, _ in shape) - reach,
            max(x for shape in shapes for x, _ in shape) + reach,
            self.width,
        )
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        if high <= 0 or wide <= 0:
            return Patch(np.zeros((0, 0), dtype=np.float32))
        fine = 4 if high * wide < 400_000 else 3 if high * wide < 3_000_000 else 2
        image = Image.new("L", (wide * fine, high * fine))
        draw = ImageDraw.Draw(image)
        scale = self.unit * fine
        for shape in shapes:
            draw.polygon(
                [
                    (x * scale - columns.start * fine, y * scale - rows.start * fine)
                    for x, y in shape
                ],
                fill=255,
            )
        image = image.reduce(fine)
        if soft:
            image = image.filter(ImageFilter.GaussianBlur(soft * self.unit))
        return Patch(_unpack(image), rows.start, columns.start)

    def _span(self, low: float, high: float, limit: int) -> slice:
        first = max(0, min(limit, int(np.floor(low * self.unit)) - 1))
        last = max(first, min(limit, int(np.ceil(high * self.unit)) + 1))
        return slice(first, last)


def ribbon(points: Sequence[Point], width: float, taper: bool = False) -> list[Point]:
    """Turn a line into the closed outline of a stroke."""
    place = np.array(points, dtype=np.float64)
    along = np.gradient(place, axis=0)
    length = np.sqrt((along**2).sum(1, keepdims=True)) + 1e-9
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / length
    half = np.full((len(points), 1), width / 2)
    if taper:
        half *= np.linspace(1, 0.08, len(points))[:, None]
    left, right = place + normal * half, place - normal * half
    return [(float(x), float(y)) for x, y in np.concatenate([left, right[::-1]])]


def curve(points: Sequence[Point], steps: int = 10, closed: bool = True) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    p = np.array(points, dtype=np.float64)
    if closed:
        p = np.concatenate([p[-1:], p, p[:2]])
    else:
        p = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    t = (np.arange(steps) / steps)[:, None]
    pieces = [
        0.5
        * (2 * b + t * ((c - a) + t * ((2 * a - 5 * b + 4 * c - d) + t * (3 * b - a - 3 * c + d))))
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return [(float(x), float(y)) for x, y in np.concatenate(pieces)]


def blurred(field: Field, radius: float) -> Field:
    """Soften a field of 0 to 1 (kept in 8 bits) by a radius in pixels; big radii work small."""
    shrink = max(1, int(radius / 6))
    height, width = field.shape[:2]
    image = Image.fromarray((clip01(field) * 255 + 0.5).astype(np.uint8))
    small = image.reduce(shrink) if shrink > 1 else image
    small = small.filter(ImageFilter.GaussianBlur(radius / shrink))
    if shrink > 1:
        small = small.resize((width, height), Image.Resampling.BICUBIC)
    return _unpack(small)


def lerp(first: Paint, second: Paint, share: Field | float) -> Field:
    """Mix two paints; a share of two dimensions makes a picture."""
    if isinstance(share, np.ndarray) and share.ndim == 2:
        share = share[..., None]
    a, b = _ready(first), _ready(second)
    return (a + (b - a) * np.asarray(share, dtype=np.float32)).astype(np.float32)


def _unpack(image: Image.Image) -> Field:
    return np.asarray(image, dtype=np.float32) * np.float32(1 / 255)


def _ready(paint: Paint) -> Field:
    return np.asarray(paint, dtype=np.float32)
