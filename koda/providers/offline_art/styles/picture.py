"""What every treatment needs: light, edges, softness, places moved."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from koda.providers.offline_art.noise import Field, Stream, clip01, fbm, places
from koda.providers.offline_art.surface import blurred

_F = np.float32
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], np.float32)


def luminance(pixels: Field) -> Field:
    """How light each pixel is, 0 to 1."""
    return (
        pixels[..., 0] * _WEIGHTS[0] + pixels[..., 1] * _WEIGHTS[1] + pixels[..., 2] * _WEIGHTS[2]
    )


def to_image(pixels: Field) -> Image.Image:
    """As 8-bit RGB."""
    return Image.fromarray((clip01(pixels) * _F(255) + _F(0.5)).astype(np.uint8))


def from_image(image: Image.Image) -> Field:
    """From 8-bit RGB (or L)."""
    return np.asarray(image, dtype=np.float32) * _F(1 / 255)


def softened(pixels: Field, radius: float) -> Field:
    """A picture blurred by a radius in pixels; big radii work on a smaller copy."""
    image = to_image(pixels)
    shrink = max(1, int(radius / 4))
    small = image.reduce(shrink) if shrink > 1 else image
    small = small.filter(ImageFilter.GaussianBlur(radius / shrink))
    if shrink > 1:
        small = small.resize(image.size, Image.Resampling.BICUBIC)
    return from_image(small)


def edges(light: Field, radius: float, gain: float = 6.0) -> Field:
    """Where light changes, 0 to 1, as a pen would follow it."""
    near, far = blurred(light, radius), blurred(light, radius * 1.7)
    return clip01((far - near) * _F(gain))


def moved(pixels: Field, across: Field, down: Field) -> Field:
    """Each pixel taken from a place some whole pixels away."""
    height, width = pixels.shape[:2]
    rows = np.clip(places(height)[:, None] + down.astype(np.int32), 0, height - 1)
    columns = np.clip(places(width)[None, :] + across.astype(np.int32), 0, width - 1)
    return pixels[rows, columns]


def saturated(pixels: Field, amount: float) -> Field:
    """Stronger (above 1) or weaker colours of the same light."""
    grey = luminance(pixels)[..., None]
    return grey + (pixels - grey) * _F(amount)


def graded(pixels: Field, shadows: tuple[float, ...], lights: tuple[float, ...], share: float
) -> Field:  # fmt: skip
    """Tint the darks and the lights."""
    light = luminance(pixels)[..., None]
    low, high = np.asarray(shadows, np.float32), np.asarray(lights, np.float32)
    tint = low + (high - low) * light
    # A soft-light blend keeps the contrast of the picture.
    mixed = pixels + (tint * 2 - 1) * (pixels - pixels * pixels)
    return pixels + (mixed - pixels) * _F(share)


def paper_grain(width: int, height: int, rng: Stream, cells: float = 300) -> Field:
    """The tooth of paper, lit from one side, about -1 to 1."""
    tooth = fbm(
        width,
        height,
        (cells * width / max(width, height), cells * height / max(width, height)),
        3,
        rng,
        0.6,
    )
    return (tooth - np.roll(tooth, (1, 1), (0, 1))) * _F(2.6) + (tooth - _F(0.5)) * _F(0.5)


def bloomed(pixels: Field, radius: float, above: float, amount: float) -> Field:
    """Let the lights shine over their borders."""
    bright = clip01((pixels - _F(above)) * _F(1 / (1 - above)))
    return pixels + (1 - pixels) * softened(bright, radius) * _F(amount)
