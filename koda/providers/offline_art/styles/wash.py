"""Watercolour: wet edges, pigment that settles in the paper, white left at the rim."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import Field, Stream, branch, clip01, fbm, smooth
from koda.providers.offline_art.styles.picture import (
    luminance,
    moved,
    paper_grain,
    saturated,
    softened,
)
from koda.providers.offline_art.surface import blurred

_F = np.float32
_PAPER = np.array([0.985, 0.97, 0.935], np.float32)


def paint_wash(pixels: Field, rng: Stream) -> Field:
    """Treat a picture as watercolour on rough paper."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    cells = (width / unit * 16, height / unit * 16)
    sway = fbm(width, height, cells, 4, rng), fbm(width, height, cells, 4, rng)
    reach = _F(unit * 0.014)
    wet = moved(pixels, (sway[0] - _F(0.5)) * reach, (sway[1] - _F(0.5)) * reach)
    pool = fbm(width, height, (width / unit * 5, height / unit * 5), 5, rng)
    soft = softened(wet, unit * 0.008)
    flat = softened(wet, unit * 0.0024)
    wet = flat + (soft - flat) * (smooth(pool, 0.5, 0.85) * _F(0.8))[..., None]
    wet = saturated(wet, 1.14)
    # Water gathers pigment where a wash ends.
    light = luminance(wet)
    rim = np.abs(blurred(light, unit * 0.0035) - blurred(light, unit * 0.009))
    density = (1 - wet) * (_F(0.56) + pool * _F(0.6))[..., None]
    density *= (1 + clip01(rim * _F(9)) * _F(0.8))[..., None]
    tooth = paper_grain(width, height, branch(rng))
    density *= (1 - np.clip(tooth, -0.6, 0.6) * _F(0.16))[..., None]
    density *= _rim(width, height, unit, rng)[..., None]
    return clip01(_PAPER - density * _F(0.98) + tooth[..., None] * _F(0.014))


def _rim(width: int, height: int, unit: int, rng: Stream) -> Field:
    """Paint inside, bare paper outside; the border is torn by the brush."""
    across = np.minimum(np.arange(width), np.arange(width)[::-1]).astype(np.float32)[None, :]
    down = np.minimum(np.arange(height), np.arange(height)[::-1]).astype(np.float32)[:, None]
    inset = np.minimum(across, down) * _F(1 / unit)
    torn = fbm(width, height, (width / unit * 7, height / unit * 7), 6, rng, 0.6)
    edge = inset - _F(0.028) - (torn - _F(0.5)) * _F(0.024)
    inside = smooth(edge, 0.0, 0.006)
    return inside * (1 + clip01(1 - np.abs(edge - _F(0.008)) * _F(120)) * _F(0.25))
