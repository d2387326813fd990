"""Draws texts, whole or by their lines, words and letters."""

from __future__ import annotations

from typing import Any, cast

from koda.animation.engines.python.layers import Text
from koda.animation.engines.python.renderer.brush import Brush, pieces_of
from koda.animation.engines.python.renderer.layout import Setting, set_words
from koda.animation.engines.python.renderer.moment import Moment, State, fill_state
from koda.animation.engines.python.renderer.paints import filled, solid
from koda.animation.engines.python.renderer.poses import progress
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba, color_at, number_at


def text_state(layer: Text, moment: Moment) -> State:
    """Give all that a text's picture depends on."""
    words = shown_words(layer, moment.seconds)
    setting = setting_of(layer, moment, words)
    pieces = pieces_of(layer, setting)
    seconds, palette = moment.seconds, moment.look.palette
    return (
        words,
        progress(layer, moment, pieces) if pieces else (),
        number_at(layer.tracking, seconds),
        fill_state(layer.color, moment),
        color_at(layer.accent_color, seconds, palette) if layer.accent_words else None,
        color_at(layer.backing.color, seconds, palette) if layer.backing else None,
        moment.look.family(layer.font),
    )


def draw_text(canvas: Native, layer: Text, state: State) -> None:
    """Draw a text around 0, 0 in units."""
    words, shares, tracking, fill, accent, backing, family = state
    setting = _set(layer, cast("str", words), cast("Any", family))
    box = (-layer.width / 2, -layer.height / 2, layer.width, layer.height)
    brush = Brush(
        canvas,
        layer,
        setting,
        cast("Any", family),
        plain=_outlined(filled(cast("State", fill), box), layer),
        accent=_outlined(solid(cast("Rgba", accent)), layer) if accent else None,
        backing=solid(cast("Rgba", backing)) if backing else None,
        tracking=cast("float", tracking),
        shares=cast("tuple[tuple[float, float], ...]", shares),
    )
    for place, line in enumerate(setting.lines):
        brush.line(place, line)


def shown_words(layer: Text, seconds: float) -> str:
    """Give the words with the number that is counted, in capitals where wanted."""
    text = layer.text
    if layer.count is not None:
        value = number_at(layer.count.value, seconds)
        number = f"{value:,.{layer.count.decimals}f}".replace(",", layer.count.separator)
        text = text.replace("{}", number) if "{}" in text else text + number
    return text.upper() if layer.upper else text


def setting_of(layer: Text, moment: Moment, words: str | None = None) -> Setting:
    """Give how a text is set."""
    shown = shown_words(layer, moment.seconds) if words is None else words
    return _set(layer, shown, moment.look.family(layer.font))


def _set(layer: Text, words: str, family: Native) -> Setting:
    # While a number counts, its widest form decides the size: words do not breathe.
    sample = words
    size = layer.size
    if layer.count is not None:
        sizes = [
            _fitted(layer, shown_words(layer, at), family).size for at in layer.count.value.times
        ]
        size = min([size, *sizes])
    return _fitted(layer, sample, family, size)


def _fitted(layer: Text, words: str, family: Native, size: float | None = None) -> Setting:
    return set_words(
        words,
        family,
        layer.weight,
        size=layer.size if size is None else size,
        width=layer.width,
        height=layer.height,
        line_height=layer.line_height,
        tracking=max(layer.tracking.values),
    )


def _outlined(paint: Native, layer: Text) -> Native:
    if layer.outline:
        skia = load()
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(layer.outline)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def draw_plain(
    canvas: Native, setting: Setting, family: Native, weight: int, line_height: float
) -> None:
    """Draw set words in black, centred around 0, 0."""
    layer = Text(type="text", text="", weight=weight, line_height=line_height)
    black = solid((0, 0, 0, 1))
    brush = Brush(canvas, layer, setting, family, black, None, None, 0.0, ())
    for place, line in enumerate(setting.lines):
        brush.line(place, line)
