"""Says which words and media a frame shows, and which words do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from koda.animation.engines.python.layers import Group, Media, Text
from koda.animation.engines.python.renderer.layout import Setting, set_words
from koda.animation.engines.python.renderer.moment import Look
from koda.animation.engines.python.renderer.placing import Placed

_SLACK = 6.0
"""Units by which a line may reach beyond the picture's edge: strokes, soft sides."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words on show: their box in pixels of the frame; `is_cut` if some cannot be seen."""

    text: str
    x: float
    y: float
    width: float
    height: float
    is_cut: bool


def words_shown(
    placed: Sequence[Placed], look: Look, size: tuple[int, int], unit: float
) -> Iterator[Words]:
    """Give the words of placed layers; turned groups are taken as if they were not."""
    for one in _all(placed):
        layer = one.layer
        if not isinstance(layer, Text):
            continue
        words = cast("str", one.content[0])
        family = look.family(layer.font)
        setting = set_words(
            words, family, layer.weight, size=layer.size, width=layer.width, height=layer.height,
            line_height=layer.line_height, tracking=max(layer.tracking.values),
        )  # fmt: skip
        rests = one.content[1] == () and one.opacity > 0.5
        box = _box(layer, words, setting, one, size, unit, rests=rests)
        is_seen = -box.width < box.x < size[0] and -box.height < box.y < size[1]
        if is_seen:  # what the camera has left behind is not on show
            yield box


def media_shown(placed: Sequence[Placed]) -> list[str]:
    """Give the names of the media of placed layers."""
    return [one.layer.media for one in _all(placed) if isinstance(one.layer, Media)]


def _all(placed: Sequence[Placed]) -> Iterator[Placed]:
    """Give all layers, those of groups where the group puts them."""
    for one in placed:
        yield one
        if isinstance(one.layer, Group):
            x, y, scale_x, scale_y, _ = one.at
            for inner in _all(cast("Sequence[Placed]", one.content)):
                at = inner.at
                moved = (x + at[0] * scale_x, y + at[1] * scale_y)
                sizes = (at[2] * scale_x, at[3] * scale_y, at[4])
                yield replace(inner, at=(*moved, *sizes), opacity=inner.opacity * one.opacity)


def _box(
    layer: Text, words: str, setting: Setting, one: Placed, size: tuple[int, int], unit: float,
    *, rests: bool,
) -> Words:  # fmt: skip
    x, y, scale_x, scale_y, _ = one.at
    wide = max((line.width for line in setting.lines), default=0.0) * setting.size * abs(scale_x)
    tall = layer.line_height * setting.size * len(setting.lines) * abs(scale_y)
    side = (layer.width * abs(scale_x) - wide) / 2
    middle = x + {"left": -side, "right": side}.get(layer.align, 0.0)
    half_width, half_height = size[0] / unit / 2, size[1] / unit / 2
    beyond = (
        abs(middle) + wide / 2 > half_width + _SLACK or abs(y) + tall / 2 > half_height + _SLACK
    )
    return Words(
        words,
        (middle - wide / 2) * unit + size[0] / 2,
        (y - tall / 2) * unit + size[1] / 2,
        wide * unit,
        tall * unit,
        is_cut=not setting.fits or (rests and layer.valign == "middle" and beyond),
    )
