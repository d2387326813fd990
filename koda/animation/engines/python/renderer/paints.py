"""Makes Skia's paints of colours, gradients and blends."""

from __future__ import annotations

import math
from typing import cast

from koda.animation.engines.python.renderer.moment import State
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba

_BLENDS = {
    "normal": "kSrcOver",
    "screen": "kScreen",
    "multiply": "kMultiply",
    "overlay": "kOverlay",
    "add": "kPlus",
    "difference": "kDifference",
    "soft-light": "kSoftLight",
}


def argb(color: Rgba) -> int:
    """Give a colour as Skia takes it: 0xAARRGGBB."""
    red, green, blue, alpha = (min(max(round(part * 255), 0), 255) for part in color)
    return alpha << 24 | red << 16 | green << 8 | blue


def blend(name: str) -> Native:
    """Give how something mixes with what is below."""
    return getattr(load().BlendMode, _BLENDS[name])


def solid(color: Rgba, opacity: float = 1.0) -> Native:
    """Give a paint of one colour."""
    skia = load()
    return skia.Paint(AntiAlias=True, Color=argb((*color[:3], color[3] * opacity)))


def filled(fill: State, box: tuple[float, float, float, float]) -> Native:
    """Give a paint of a `fill_state` over a box: left, top, width, height."""
    if fill[0] == "plain":
        return solid(cast("Rgba", fill[1]))
    skia = load()
    paint = skia.Paint(AntiAlias=True, Dither=True)
    paint.setShader(_gradient(fill, box))
    return paint


def _gradient(fill: State, box: tuple[float, float, float, float]) -> Native:
    skia = load()
    kind, colors, stops, angle = cast(
        "tuple[str, tuple[Rgba, ...], tuple[float, ...], float]", fill
    )
    left, top, width, height = box
    middle = (left + width / 2, top + height / 2)
    shades = [argb(color) for color in colors]
    places = list(stops) if len(stops) == len(shades) else None
    if kind == "radial":
        radius = max(math.hypot(width, height) / 2, 0.01)
        return skia.GradientShader.MakeRadial(
            center=skia.Point(*middle), radius=radius, colors=shades, positions=places
        )
    if kind == "sweep":
        turn = skia.Matrix()
        turn.setRotate(angle, *middle)
        return skia.GradientShader.MakeSweep(*middle, [*shades, shades[0]], None, localMatrix=turn)
    across = math.cos(math.radians(angle))
    down = math.sin(math.radians(angle))
    far = max((abs(across) * width + abs(down) * height) / 2, 0.01)
    ends = [
        skia.Point(middle[0] - across * far, middle[1] - down * far),
        skia.Point(middle[0] + across * far, middle[1] + down * far),
    ]
    return skia.GradientShader.MakeLinear(points=ends, colors=shades, positions=places)
