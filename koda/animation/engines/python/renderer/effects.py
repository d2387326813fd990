"""Effects over pictures that are drawn: tears, grain, darkened edges."""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import pairwise
from typing import cast

import numpy as np

from koda.animation.engines.python.layers import Grain
from koda.animation.engines.python.renderer.moment import State
from koda.animation.engines.python.renderer.skia_library import Native, load

_TILE = 256


def draw_torn(canvas: Native, image: Native, state: State, unit: float) -> None:
    """Draw a picture of the whole canvas torn into slices, with its colours apart."""
    amount, split, lines, step, seed = cast("tuple[float, float, float, int, int]", state)
    skia = load()
    width, height = image.width(), image.height()
    chance = random.Random(seed * 7919 + step)  # noqa: S311  the same for the same document
    apart = split * unit * (0.35 + 0.65 * (chance.random() if amount > 0 else 1.0))
    canvas.save()
    canvas.resetMatrix()
    edges = [0, height]
    if amount > 0:
        edges += [chance.randrange(1, height) for _ in range(2 + round(9 * amount))]
    edges = sorted(set(edges))
    for top, bottom in pairwise(edges):
        torn = amount > 0 and chance.random() < 0.2 + 0.45 * amount
        shift = (chance.random() - 0.5) * 0.22 * amount * width if torn else 0.0
        _slice(canvas, image, (top, bottom), shift, apart)
    if lines > 0:
        canvas.drawPaint(skia.Paint(Shader=_scan_lines(max(2, round(4 * unit)), lines)))
    canvas.restore()


def _slice(
    canvas: Native, image: Native, rows: tuple[int, int], shift: float, apart: float
) -> None:
    skia = load()
    top, bottom = rows
    canvas.save()
    canvas.clipRect(skia.Rect.MakeLTRB(0, top, image.width(), bottom))
    if apart < 0.5:
        canvas.drawImage(image, shift, 0)
    else:
        area = skia.Rect.MakeLTRB(0, top, image.width(), bottom)
        canvas.saveLayer(area, None)
        for place, away in enumerate((-apart, 0.0, apart)):
            paint = skia.Paint(ColorFilter=_channel(place), BlendMode=skia.BlendMode.kPlus)
            canvas.drawImage(image, shift + away, 0, skia.SamplingOptions(), paint)
        canvas.restore()
    canvas.restore()


def draw_grain(
    canvas: Native, layer: Grain, state: State, size: tuple[int, int], unit: float
) -> None:
    """Draw noise, scan lines and darkened edges over the whole canvas."""
    amount, vignette, lines, step = cast("tuple[float, float, float, int]", state)
    skia = load()
    width, height = size
    canvas.save()
    canvas.resetMatrix()
    if vignette > 0:
        reach = max(width, height) * 0.72
        dark = round(255 * vignette) << 24
        paint = skia.Paint(Dither=True)
        paint.setShader(
            skia.GradientShader.MakeRadial(
                skia.Point(width / 2, height / 2), reach, [0, 0, dark], [0.0, 0.45, 1.0]
            )
        )
        canvas.drawPaint(paint)
    if lines > 0:
        canvas.drawPaint(skia.Paint(Shader=_scan_lines(max(2, round(4 * unit)), lines)))
    if amount > 0:
        chance = random.Random(layer.seed * 104729 + step)  # noqa: S311
        move = skia.Matrix()
        grown = max(1, round(1.4 * unit))
        move.setScale(grown, grown)
        move.preTranslate(-chance.randrange(_TILE), -chance.randrange(_TILE))
        repeat = skia.TileMode.kRepeat
        paint = skia.Paint(
            Shader=_noise(layer.seed).makeShader(repeat, repeat, skia.SamplingOptions(), move),
            Alphaf=amount,
        )
        canvas.drawPaint(paint)
    canvas.restore()


@lru_cache(maxsize=3)
def _channel(place: int) -> Native:
    rows = [[0.0] * 5 for _ in range(3)]
    rows[place][place] = 1.0
    return load().ColorFilters.Matrix([*rows[0], *rows[1], *rows[2], 0, 0, 0, 1, 0])


@lru_cache(maxsize=8)
def _scan_lines(step: int, dark: float) -> Native:
    skia = load()
    pixels = np.zeros((step, 1, 4), np.uint8)
    pixels[: max(step // 2, 1), 0, 3] = round(255 * dark)
    kind, alpha = skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
    repeat = skia.TileMode.kRepeat
    return skia.Image.fromarray(pixels, kind, alpha).makeShader(repeat, repeat)


@lru_cache(maxsize=4)
def _noise(seed: int) -> Native:
    skia = load()
    value = np.random.default_rng(seed).normal(0, 1, (_TILE, _TILE))
    strength = np.clip(np.abs(value) * 90, 0, 255).astype(np.uint8)
    pixels = np.zeros((_TILE, _TILE, 4), np.uint8)
    pixels[:, :, 3] = strength
    pixels[value > 0, :3] = strength[value > 0][:, None]
    kind, alpha = skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
    return skia.Image.fromarray(pixels, kind, alpha)
