"""What a camera's place or lens does to a picture: tilt, bend, blur, flare."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from koda.providers.offline_art.noise import Field, clip01, smooth
from koda.providers.offline_art.styles.picture import from_image, luminance, softened, to_image
from koda.providers.offline_art.surface import blurred

_F = np.float32


def tilted(pixels: Field, degrees: float) -> Field:
    """Turn the camera; the picture is enlarged so that no corner is empty."""
    height, width = pixels.shape[:2]
    angle = math.radians(abs(degrees))
    long, short = max(width, height), min(width, height)
    scale = math.cos(angle) + long / short * math.sin(angle)
    cos, sin = math.cos(math.radians(degrees)) / scale, math.sin(math.radians(degrees)) / scale
    x, y = width / 2, height / 2
    matrix = (cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y)
    turned = to_image(pixels).transform(
        (width, height), Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC
    )
    return from_image(turned)


def bent(pixels: Field) -> Field:
    """A fisheye: the middle comes forward, the rim curves, darkness beyond."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    x = ((np.arange(width, dtype=np.float32) + _F(0.5) - _F(width / 2)) * _F(2 / unit))[None, :]
    y = ((np.arange(height, dtype=np.float32) + _F(0.5) - _F(height / 2)) * _F(2 / unit))[:, None]
    far = x * x + y * y
    pull = _F(0.56) + _F(0.3) * far
    columns = np.clip((x * pull * _F(unit / 2) + _F(width / 2)), 0, width - 1).astype(np.int32)
    rows = np.clip((y * pull * _F(unit / 2) + _F(height / 2)), 0, height - 1).astype(np.int32)
    out = pixels[rows, columns]
    return out * (1 - _F(0.85) * smooth(np.sqrt(far), 1.0, 1.42))[..., None]


def narrowed(pixels: Field) -> Field:
    """Tilt-shift: only a band stays sharp, colours as of a toy."""
    height = pixels.shape[0]
    unit = min(pixels.shape[:2])
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    away = smooth(np.abs(down - _F(0.16)), 0.14, 0.7)
    soft = softened(pixels, unit * 0.016)
    out = pixels + (soft - pixels) * away[..., None]
    grey = luminance(out)[..., None]
    return clip01(grey + (out - grey) * _F(1.28))


def shallow(pixels: Field) -> Field:
    """Little depth of field: sharp in the middle, soft around."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    away = smooth(x * x * _F(0.9) + (y - _F(0.06)) ** 2 * _F(0.8), 0.26, 1.1)
    return pixels + (softened(pixels, unit * 0.012) - pixels) * away[..., None]


def stretched_lights(pixels: Field) -> Field:
    """An anamorphic lens: lights draw blue streaks across the frame."""
    light = clip01((luminance(pixels) - _F(0.72)) * _F(3.4))
    height, width = light.shape
    small = Image.fromarray((light * 255).astype(np.uint8)).resize(
        (24, height), Image.Resampling.BOX
    )
    streak = np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), np.float32) / 255
    streak = blurred(streak, 1.2) * _F(0.9)
    blue = np.array([0.36, 0.6, 1.0], np.float32)
    return pixels + (1 - pixels) * blue * clip01(streak)[..., None] * _F(0.6)
