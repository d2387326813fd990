"""Draws pictures and films in their boxes."""

from __future__ import annotations

from typing import Any, cast

from koda.animation.engines.python.layers import Media
from koda.animation.engines.python.renderer.media import MediaStore
from koda.animation.engines.python.renderer.moment import Moment, State
from koda.animation.engines.python.renderer.paints import argb, solid
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba, color_at, number_at


def media_state(layer: Media, moment: Moment) -> State:
    """Give all that a picture's or film's picture depends on."""
    at = moment.seconds
    since = at - layer.from_
    return (
        *(number_at(one, at) for one in (layer.width, layer.height, layer.radius)),
        *(number_at(one, at) for one in (layer.zoom, layer.pan_x, layer.pan_y)),
        color_at(layer.tint, at, moment.look.palette),
        number_at(layer.tint_amount, at),
        round(layer.start + since * layer.speed, 4) if layer.type == "film" else 0.0,
    )


def draw_media(canvas: Native, layer: Media, state: State, store: MediaStore) -> None:
    """Draw a picture or film around 0, 0 in units."""
    width, height, radius, zoom, pan_x, pan_y = cast("tuple[float, ...]", state[:6])
    if width <= 0 or height <= 0:
        return
    skia = load()
    image = (
        store.film_frame(layer.media, id(layer), cast("float", state[8]), loops=layer.loop)
        if layer.type == "film"
        else store.picture(layer.media)
    )
    box, source = _boxes(layer, image, (width, height, zoom, pan_x, pan_y))
    canvas.save()
    rounded = skia.RRect.MakeRectXY(box, min(radius, width / 2), min(radius, height / 2))
    canvas.clipRRect(rounded, doAntiAlias=True)
    canvas.drawImageRect(image, source, box, _sampling(layer), _paint(layer))
    tint, amount = cast("Rgba", state[6]), cast("float", state[7])
    if amount > 0:
        canvas.drawRect(box, solid(tint, amount))
    canvas.restore()


def _boxes(layer: Media, image: Native, numbers: tuple[float, ...]) -> tuple[Any, Native]:
    """Give where to draw, and which part of the image."""
    width, height, zoom, pan_x, pan_y = numbers
    skia = load()
    wide, tall = image.width(), image.height()
    if layer.fit == "contain":
        fit = min(width / wide, height / tall) * min(zoom, 1.0)
        box = skia.Rect.MakeXYWH(-wide * fit / 2, -tall * fit / 2, wide * fit, tall * fit)
        return box, skia.Rect.MakeWH(wide, tall)
    fit = max(width / wide, height / tall) * max(zoom, 1.0)
    seen_wide, seen_tall = width / fit, height / fit
    left = (wide - seen_wide) / 2 * (1 + min(max(pan_x, -1.0), 1.0))
    top = (tall - seen_tall) / 2 * (1 + min(max(pan_y, -1.0), 1.0))
    source = skia.Rect.MakeXYWH(left, top, seen_wide, seen_tall)
    return skia.Rect.MakeXYWH(-width / 2, -height / 2, width, height), source


def _sampling(layer: Media) -> Native:
    skia = load()
    if layer.type == "film":
        return skia.SamplingOptions(skia.FilterMode.kLinear)
    return skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


def _paint(layer: Media) -> Native:
    skia = load()
    paint = skia.Paint(AntiAlias=True, Color=argb((0, 0, 0, 1)))
    if layer.saturation != 1:
        keep = layer.saturation
        red, green, blue = ((1 - keep) * part for part in (0.2126, 0.7152, 0.0722))
        paint.setColorFilter(
            skia.ColorFilters.Matrix(
                [
                    *(red + keep, green, blue, 0, 0),
                    *(red, green + keep, blue, 0, 0),
                    *(red, green, blue + keep, 0, 0),
                    *(0, 0, 0, 1, 0),
                ]
            )
        )
    return paint
