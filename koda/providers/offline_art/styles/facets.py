"""Pictures of pieces: pixels, triangles, glass, paper layers."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from koda.providers.offline_art.noise import Field, Stream, branch, clip01, smooth, tile
from koda.providers.offline_art.styles.cells import cells_of
from koda.providers.offline_art.styles.picture import (
    edges,
    from_image,
    luminance,
    saturated,
    softened,
    to_image,
)
from koda.providers.offline_art.surface import Point, blurred

_F = np.float32
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16


def draw_pixels(pixels: Field, rng: Stream) -> Field:
    """Large pixels of few colours, dithered as in old games."""
    height, width = pixels.shape[:2]
    scale = 128 / max(height, width)
    wide, high = max(8, round(width * scale)), max(8, round(height * scale))
    small = to_image(saturated(pixels, 1.25)).resize((wide, high), Image.Resampling.BOX)
    pattern = np.tile(_BAYER, (high // 4 + 1, wide // 4 + 1))[:high, :wide, None] - _F(0.5)
    dithered = to_image(from_image(small) + pattern * _F(0.06))
    few = dithered.quantize(28, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    _ = rng
    return from_image(few.resize((width, height), Image.Resampling.NEAREST))


def draw_triangles(pixels: Field, rng: Stream) -> Field:
    """A folded sheet of triangles."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    step = unit / 40
    columns, rows = int(np.ceil(width / step)) + 1, int(np.ceil(height / step)) + 1
    shake = (rng.random_sample((2, rows, columns)) - 0.5) * step * 0.78
    shake[0][:, [0, -1]], shake[1][[0, -1]] = 0, 0
    x = np.asarray(np.linspace(0, width, columns)[None, :] + shake[0], np.float64).tolist()
    y = np.asarray(np.linspace(0, height, rows)[:, None] + shake[1], np.float64).tolist()
    soft = softened(pixels, step * 0.16)
    tones = rng.random_sample((rows, columns, 2)) * 0.09 - 0.045
    flips = rng.random_sample((rows, columns)) < 0.5
    image = Image.new("RGB", (width * 2, height * 2))
    draw = ImageDraw.Draw(image)
    for row in range(rows - 1):
        for column in range(columns - 1):
            around = ((0, 0), (0, 1), (1, 1), (1, 0))
            corner: list[Point] = [
                (x[row + r][column + c], y[row + r][column + c]) for r, c in around
            ]
            order = ((0, 1, 2), (0, 2, 3)) if flips[row, column] else ((0, 1, 3), (1, 2, 3))
            for half, picked in enumerate(order):
                three = [corner[index] for index in picked]
                middle = sum(p[0] for p in three) / 3, sum(p[1] for p in three) / 3
                ink = soft[min(height - 1, int(middle[1])), min(width - 1, int(middle[0]))]
                ink = (ink + tones[row, column, half]).clip(0, 1) * 255
                fill = (int(ink[0]), int(ink[1]), int(ink[2]))
                draw.polygon([(a * 2, b * 2) for a, b in three], fill=fill, outline=fill)
    return from_image(image.reduce(2))


def draw_glass(pixels: Field, rng: Stream) -> Field:
    """Panes of coloured glass, leaded along the forms and between them."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    index, away, places = cells_of(width, height, round(340 * width * height / unit**2), rng)
    soft = saturated(softened(pixels, unit * 0.006), 1.6)
    column = (places[:, 0].clip(0, 0.999) * width).astype(int)
    row = (places[:, 1].clip(0, 0.999) * height).astype(int)
    tint = (rng.random_sample((len(places), 1)).astype(np.float32) - _F(0.5)) * _F(0.24)
    panes = soft * _F(0.68) + (saturated(softened(pixels, unit * 0.02), 1.6)[row, column])[
        index
    ] * _F(0.32)
    panes *= 1 + tint[index]
    panes *= (_F(0.86) + clip01(away * _F(10 / unit)) * _F(0.24))[..., None]
    panes += tile(width, height, branch(rng))[..., None] * _F(0.02)
    lead = clip01(_F(1.7 * unit / 1000) - away + _F(0.5))
    form = smooth(edges(luminance(softened(pixels, unit * 0.002)), unit * 0.0032, 12), 0.3, 0.6)
    dark = np.array([0.07, 0.065, 0.08], np.float32)
    return clip01(panes + (dark - panes) * np.maximum(lead, form)[..., None])


def cut_paper(pixels: Field, rng: Stream) -> Field:
    """Sheets of coloured paper, each throwing a shadow on the darker one below."""
    height, width = pixels.shape[:2]
    unit = min(height, width)
    soft = to_image(saturated(softened(pixels, unit * 0.0055), 1.15))
    few = soft.reduce(max(1, unit // 256)).quantize(12, Image.Quantize.MEDIANCUT)
    flat = soft.quantize(palette=few, dither=Image.Dither.NONE)
    table = np.asarray(few.getpalette() or [], np.float32).reshape(-1, 3)[:12] / _F(255)
    order = np.argsort(np.argsort(luminance(table))).astype(np.float32) / _F(max(1, len(table) - 1))
    index = np.asarray(flat, np.int32).clip(0, len(table) - 1)
    sheet = softened(table[index], unit * 0.0008)
    rank = blurred(order[index], unit * 0.0008)
    step = max(1, unit // 160)
    above = np.roll(blurred(rank, unit * 0.006), (step, step), (0, 1))
    shadow = clip01((above - rank) * _F(2.2))
    light = clip01((rank - np.roll(rank, (2, 2), (0, 1))) * _F(2))
    sheet *= (1 - shadow * _F(0.5))[..., None]
    sheet += (1 - sheet) * (light * _F(0.25))[..., None]
    return clip01(sheet + tile(width, height, branch(rng))[..., None] * _F(0.022))
