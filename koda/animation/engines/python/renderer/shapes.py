"""Draws shapes: filled, outlined, trimmed, turning into one another."""

from __future__ import annotations

from typing import cast

import numpy as np

from koda.animation.engines.python.easing import curve
from koda.animation.engines.python.layers import Shape
from koda.animation.engines.python.renderer.moment import Moment, State, fill_state
from koda.animation.engines.python.renderer.outlines import (
    OPEN,
    Points,
    closed,
    outline,
    path_of,
    sampled,
)
from koda.animation.engines.python.renderer.paints import filled, solid
from koda.animation.engines.python.renderer.poses import pose, progress
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.engines.python.values import Rgba, color_at, number_at


def shape_state(layer: Shape, moment: Moment) -> State:
    """Give all that a shape's picture depends on."""
    at = moment.seconds
    stroke = layer.stroke
    return (
        number_at(layer.width, at),
        number_at(layer.height, at),
        number_at(layer.radius, at),
        None if layer.fill is None else fill_state(layer.fill, moment),
        None if stroke is None else color_at(stroke.color, at, moment.look.palette),
        0.0 if stroke is None else number_at(stroke.width, at),
        number_at(layer.trim_from, at),
        number_at(layer.trim_to, at) * _drawn(layer, moment),
        _turning(layer, at),
    )


def draw_shape(canvas: Native, layer: Shape, state: State) -> None:
    """Draw a shape around 0, 0 in units."""
    width, height, radius = cast("tuple[float, float, float]", state[:3])
    if width <= 0 and height <= 0:
        return
    path = _path(layer, width, height, radius, state)
    trim_from, trim_to = cast("tuple[float, float]", state[6:8])
    if trim_to - trim_from <= 0:
        return
    fill, stroke = state[3], state[4]
    if fill is not None and not _is_line(layer) and trim_to - trim_from >= 1:
        canvas.drawPath(path, filled(cast("State", fill), (-width / 2, -height / 2, width, height)))
    if stroke is not None:
        pen = _pen(layer, cast("Rgba", stroke), cast("float", state[5]))
        if trim_to - trim_from < 1:
            trim = load().TrimPathEffect.Make(trim_from, trim_to)
            dashes = pen.getPathEffect()
            pen.setPathEffect(
                trim if dashes is None else load().PathEffect.MakeCompose(dashes, trim)
            )
        canvas.drawPath(path, pen)


def _is_line(layer: Shape) -> bool:
    return layer.path is None and not layer.morph and layer.shape in OPEN


def _drawn(layer: Shape, moment: Moment) -> float:
    shares = progress(layer, moment, 1)
    if not shares:
        return 1.0
    came, gone = cast("tuple[float, float]", shares[0])
    return pose(layer, came, gone, 100).drawn


def _turning(layer: Shape, seconds: float) -> State:
    """Give the shapes between which a shape is: `(name, points, name, points, share)`."""
    here = (layer.shape, layer.points)
    for key in layer.morph:
        if seconds < key.at:
            break
        there = (key.shape, key.points)
        share = (seconds - key.at) / key.seconds
        if share < 1:
            return (*here, *there, curve(key.ease)(share))
        here = there
    return (*here, *here, 0.0)


def _path(layer: Shape, width: float, height: float, radius: float, state: State) -> Native:
    skia = load()
    if layer.path is not None:
        path = skia.Path(path_of(layer.path))
        fit = skia.Matrix()
        fit.setScale(width / 2, height / 2)
        path.transform(fit)
        return path
    one, one_points, other, other_points, share = cast("tuple[str, int, str, int, float]", state[8])
    if not layer.morph:
        return outline(one, one_points, layer.seed, width, height, radius)
    first = _sampled(one, one_points, layer.seed)
    second = _sampled(other, other_points, layer.seed)
    points = (first + (second - first) * share) * np.array([width / 2, height / 2])
    return closed(points)


def _sampled(name: str, points: int, seed: int) -> Points:
    return sampled("ellipse" if name in OPEN else name, points, seed)


def _pen(layer: Shape, color: Rgba, width: float) -> Native:
    skia = load()
    assert layer.stroke is not None
    pen = solid(color)
    pen.setStyle(skia.Paint.kStroke_Style)
    pen.setStrokeWidth(width)
    pen.setStrokeJoin(skia.Paint.kRound_Join)
    pen.setStrokeCap(getattr(skia.Paint, f"k{layer.stroke.cap.capitalize()}_Cap"))
    dash = layer.stroke.dash
    if dash and len(dash) % 2 == 0 and min(dash) >= 1:
        pen.setPathEffect(skia.DashPathEffect.Make(list(dash), 0))
    return pen
