"""Drawn and printed pictures: pencil, comic, woodblock, risograph, blueprint."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import Field, Stream, branch, clip01, fbm, sine, smooth, tile
from koda.providers.offline_art.styles.picture import (
    edges,
    luminance,
    moved,
    paper_grain,
    saturated,
    softened,
)
from koda.providers.offline_art.surface import blurred

_F = np.float32


def _grid(pixels: Field) -> tuple[Field, Field, int]:
    height, width = pixels.shape[:2]
    unit = min(height, width)
    x = (np.arange(width, dtype=np.float32) / _F(unit))[None, :]
    y = (np.arange(height, dtype=np.float32) / _F(unit))[:, None]
    return x, y, unit


def _level(light: Field) -> Field:
    """Stretch light over its whole range, as a drawing would."""
    low, high = np.percentile(light[::8, ::8], (1, 99))
    return clip01((light - _F(low)) * _F(1 / max(0.08, high - low)))


def draw_pencil(pixels: Field, rng: Stream) -> Field:
    """Graphite: outlines, and hatching that crosses where it is dark."""
    x, y, unit = _grid(pixels)
    height, width = pixels.shape[:2]
    light = _ranked(luminance(softened(pixels, unit * 0.002)))
    wobble = fbm(width, height, (width / unit * 4, height / unit * 4), 3, rng) * _F(0.022)
    tooth = paper_grain(width, height, branch(rng), 380)
    dark = smooth(light, 0.75, 0.0) * (_F(0.3) - tooth * _F(0.25))
    for slope, spacing, level in (
        (0.75, 124, 0.86),
        (-0.55, 112, 0.5),
        (2.2, 118, 0.3),
        (0.1, 130, 0.14),
    ):
        phase = (x * _F(slope) + y + wobble) * _F(spacing / (1 + slope * slope) ** 0.5)
        pressure = smooth(light, level, level - 0.3)
        stroke = clip01((sine(phase) + pressure * _F(0.9) - _F(0.55)) * _F(1.6) - tooth * _F(0.5))
        dark += stroke * pressure * _F(0.42)
    line = edges(luminance(pixels), unit * 0.0014, 10)
    line = np.maximum(line, edges(light, unit * 0.003, 4) * _F(0.6))
    dark = clip01(dark + line * (_F(0.95) - tooth * _F(0.4)))
    paper = np.array([0.962, 0.948, 0.915], np.float32)
    graphite = np.array([0.17, 0.17, 0.2], np.float32)
    sheet = paper + tooth[..., None] * _F(0.02)
    return clip01(sheet + (graphite - sheet) * (dark * _F(0.88))[..., None])


def _ranked(light: Field) -> Field:
    """Half way from light as it is to an even share of all tones."""
    stops = np.percentile(light[::8, ::8], np.linspace(0, 100, 17))
    even = np.interp(
        light, np.maximum.accumulate(stops + np.arange(17) * 1e-6), np.linspace(0, 1, 17)
    )
    return (_level(light) * _F(0.45) + even.astype(np.float32) * _F(0.55)).astype(np.float32)


def draw_comic(pixels: Field, rng: Stream) -> Field:
    """Flat inks in steps, dots in the shadows, a bold outline."""
    x, y, unit = _grid(pixels)
    flat = saturated(softened(pixels, unit * 0.003), 1.45)
    light = luminance(flat)
    steps = np.floor(_level(light) * _F(4.999)) / 4
    toned = flat * ((_F(0.42) + steps * _F(0.66)) / np.maximum(light, 0.16))[..., None]
    toned = clip01(flat * _F(0.3) + toned * _F(0.7))
    dots = 105.0
    across, down = (x + y) * _F(dots * 0.7071), (x - y) * _F(dots * 0.7071)
    gap_x, gap_y = across - np.round(across), down - np.round(down)
    radius = np.sqrt(gap_x * gap_x + gap_y * gap_y)
    size = clip01(_F(0.72) - _level(light)) * _F(0.62)
    dot = clip01((size - radius) * _F(unit / dots * 0.9) + _F(0.5)) * smooth(size, 0.02, 0.1)
    toned *= (1 - dot * _F(0.36))[..., None]
    line = edges(luminance(softened(pixels, unit * 0.002)), unit * 0.0026, 13)
    line = smooth(line, 0.3, 0.62)
    ink = np.array([0.07, 0.06, 0.11], np.float32)
    toned += (ink - toned) * line[..., None]
    _ = rng
    return clip01(toned * np.array([1.0, 0.985, 0.94], np.float32))


def print_woodblock(pixels: Field, rng: Stream) -> Field:
    """A few inks pressed from wood, a key block of dark lines, paper around it."""
    x, y, unit = _grid(pixels)
    height, width = pixels.shape[:2]
    grain = fbm(width, height, (width / unit * 3, height / unit * 70), 4, rng, 0.62)
    sway = (fbm(width, height, (width / unit * 12, height / unit * 12), 3, rng) - _F(0.5)) * _F(
        unit * 0.012
    )
    flat = softened(moved(pixels, sway, sway), unit * 0.006)
    light = _level(luminance(flat))
    step = np.floor(light * _F(6) + (grain - _F(0.5)) * _F(0.22) + _F(0.5)).astype(np.int32)
    inks = np.array(
        [[0.08, 0.14, 0.3], [0.12, 0.3, 0.46], [0.34, 0.5, 0.54], [0.74, 0.66, 0.52],
         [0.93, 0.82, 0.6], [0.97, 0.92, 0.78]], np.float32,
    )  # fmt: skip
    places = np.linspace(0, 1, 6)
    table = np.stack([np.interp(np.linspace(0, 1, 7), places, inks[:, c]) for c in range(3)], -1)
    target = table.astype(np.float32)[step.clip(0, 6)]
    own = saturated(flat, 1.35)
    own = own * (luminance(target) / np.maximum(luminance(own), 0.08))[..., None]
    printed = clip01(target * _F(0.3) + own * _F(0.7))
    printed *= (_F(0.95) + grain * _F(0.1))[..., None]
    line = smooth(edges(luminance(softened(pixels, unit * 0.002)), unit * 0.0026, 11), 0.28, 0.6)
    key = np.array([0.09, 0.11, 0.2], np.float32)
    printed += (key - printed) * (line * (_F(0.75) + grain * _F(0.4)).clip(0, 1))[..., None]
    return _framed(printed, x, y, unit, rng)


def _framed(printed: Field, x: Field, y: Field, unit: int, rng: Stream) -> Field:
    height, width = printed.shape[:2]
    rim = 0.045
    right, bottom = width / unit, height / unit
    inset = np.minimum(np.minimum(x, _F(right) - x), np.minimum(y, _F(bottom) - y))
    rough = (tile(width, height, rng)) * _F(0.0014)
    inside = clip01((inset - _F(rim) + rough) * _F(unit) + _F(0.5))
    paper = np.array([0.955, 0.925, 0.85], np.float32) + paper_grain(width, height, branch(rng))[
        ..., None
    ] * _F(0.012)
    out = paper + (printed - paper) * (inside * _F(0.97))[..., None]
    # The maker's red seal, low at one side.
    seal_x, seal_y = right - rim - 0.055, bottom - rim - 0.07
    gap = np.maximum(np.abs(x - _F(seal_x)) * _F(1.3), np.abs(y - _F(seal_y)))
    seal = clip01((_F(0.03) - gap) * _F(unit) + _F(0.5))
    strokes = (np.abs(x - _F(seal_x)) < _F(0.0025)) | (
        np.abs(np.abs(y - _F(seal_y)) - _F(0.012)) < _F(0.0025)
    )
    seal *= np.where(strokes & (gap < _F(0.022)), _F(0.1), _F(1))
    red = np.array([0.76, 0.2, 0.16], np.float32)
    return clip01(out + (red - out) * (seal * _F(0.9))[..., None])


def print_riso(pixels: Field, rng: Stream) -> Field:
    """Two inks and their overlap, each a screen of grain, a little out of register."""
    x, y, unit = _grid(pixels)
    height, width = pixels.shape[:2]
    pairs = (
        ((0.0, 0.32, 0.62), (1.0, 0.42, 0.36)),
        ((0.0, 0.42, 0.4), (0.98, 0.55, 0.2)),
        ((0.33, 0.22, 0.56), (1.0, 0.48, 0.55)),
    )
    first, second = pairs[int(rng.randint(len(pairs)))]
    flat = softened(pixels, unit * 0.0015)
    cool = _level(luminance(flat))
    warmth = flat[..., 0] - flat[..., 2]
    warm = clip01(_F(0.62) - warmth * _F(0.9) + (cool - _F(0.5)) * _F(0.5))
    paper = np.array([0.965, 0.95, 0.905], np.float32)
    out = np.broadcast_to(paper, pixels.shape).copy()
    for tone, ink, slip in ((warm, second, (3, -2)), (cool, first, (-2, 2))):
        step = max(1, unit // 700)
        screen = np.roll(tone, (slip[0] * step, slip[1] * step), (0, 1))
        noise = tile(width, height, branch(rng)) * _F(0.5) + _F(0.5)
        cover = clip01((_F(0.92) - screen - noise * _F(0.8)) * _F(2.6) + _F(0.3))
        out *= 1 - (1 - np.asarray(ink, np.float32)) * (cover * _F(0.92))[..., None]
    _ = (x, y)
    return clip01(out)


def draw_blueprint(pixels: Field, rng: Stream) -> Field:
    """White lines on blue, over a grid."""
    x, y, unit = _grid(pixels)
    light = luminance(pixels)
    line = smooth(edges(light, unit * 0.0014, 11), 0.12, 0.5)
    line = np.maximum(line, smooth(edges(light, unit * 0.003, 9), 0.2, 0.6) * _F(0.6))
    blue = (
        np.array([0.07, 0.24, 0.5], np.float32)
        * (_F(0.85) + _level(blurred(light, unit * 0.02)) * _F(0.3))[..., None]
    )
    for cells, alpha in ((40, 0.1), (8, 0.2)):
        gap = np.minimum(
            np.abs(x * cells - np.round(x * cells)), np.abs(y * cells - np.round(y * cells))
        )
        mesh = clip01(_F(1.0) - gap * _F(unit / cells * 0.9))
        blue = blue + (1 - blue) * (mesh * _F(alpha))[..., None]
    _ = rng
    return clip01(blue + (_F(0.97) - blue) * (line * _F(0.9))[..., None])
