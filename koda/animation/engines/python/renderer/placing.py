"""Works out where each layer is at a moment, and all that its picture depends on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from koda.animation.engines.python.document import Camera
from koda.animation.engines.python.layers import (
    Base,
    Chart,
    Grain,
    Group,
    Layer,
    Media,
    Particles,
    Shape,
    Text,
)
from koda.animation.engines.python.parts import Clip, Glitch
from koda.animation.engines.python.renderer.brush import is_split
from koda.animation.engines.python.renderer.charts import chart_state
from koda.animation.engines.python.renderer.moment import Moment, State
from koda.animation.engines.python.renderer.particles import particles_state
from koda.animation.engines.python.renderer.pictures import media_state
from koda.animation.engines.python.renderer.poses import REST, Pose, pose, progress
from koda.animation.engines.python.renderer.shapes import shape_state
from koda.animation.engines.python.renderer.solids import solid_state
from koda.animation.engines.python.renderer.texts import setting_of, text_state
from koda.animation.engines.python.values import color_at, number_at

_FOOT = 0.17
"""Em."""

_GRAIN_RATE = 12
"""How often a second grain changes."""


@dataclass(frozen=True, slots=True)
class View:
    """What a camera shows: its middle, how near, how turned."""

    x: float = 0
    y: float = 0
    zoom: float = 1
    rotation: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer at a moment; two that are equal look the same.

    Attributes:
        ident: Of the layer, within this film.
        at: x, y, scale_x, scale_y, rotation, in units and degrees.
        opacity, blur: As they are; blur in units.
        content: What it draws, in its own coordinates.
        effects: Clip, shadow and glitch.
        cut: How far it is uncovered, and along which edge; of `box`: how far it is below it.
    """

    ident: int
    at: tuple[float, float, float, float, float]
    opacity: float
    blur: float
    content: State
    effects: State
    cut: tuple[float, str]
    layer: Layer = field(compare=False)


def view_of(camera: Camera, seconds: float) -> View:
    """Give what a camera shows at a moment."""
    shake = number_at(camera.shake, seconds) * 14
    phase = camera.seed * 1.7
    return View(
        number_at(camera.x, seconds)
        + shake * (math.sin(seconds * 31 + phase) + math.sin(seconds * 47 + phase * 2)) / 2,
        number_at(camera.y, seconds)
        + shake * (math.sin(seconds * 37 + phase) + math.sin(seconds * 53 + phase * 3)) / 2,
        number_at(camera.zoom, seconds),
        number_at(camera.rotation, seconds),
    )


def place(layers: Sequence[Layer], moment: Moment, view: View) -> tuple[Placed, ...]:
    """Place all layers that are to be seen, from back to front."""
    placed = (_placed(layer, moment, view) for layer in layers if moment.shows(layer))
    return tuple(one for one in placed if one is not None)


def _placed(layer: Layer, moment: Moment, view: View) -> Placed | None:
    at = moment.seconds
    moved = _moved(layer, moment)
    opacity = number_at(layer.opacity, at) * moved.opacity
    scale = number_at(layer.scale, at)
    scale_x = scale * number_at(layer.scale_x, at) * moved.scale_x
    scale_y = scale * number_at(layer.scale_y, at) * moved.scale_y
    if opacity <= 0.001 or scale_x == 0 or scale_y == 0 or moved.shown <= 0:
        return None
    x, y = number_at(layer.x, at) + moved.x, number_at(layer.y, at) + moved.y
    turn = number_at(layer.rotation, at)
    if not layer.pinned:
        x, y, near, turn = _seen(x, y, turn, layer.depth, view)
        scale_x, scale_y = scale_x * near, scale_y * near
    return Placed(
        id(layer),
        (x, y, scale_x, scale_y, turn),
        min(opacity, 1.0),
        number_at(layer.blur, at) + moved.blur,
        _content(layer, moment),
        _effects(layer, moment),
        (moved.y, "box") if moved.edge == "box" else (moved.shown, moved.edge),
        layer,
    )


def _seen(
    x: float, y: float, turn: float, depth: float, view: View
) -> tuple[float, float, float, float]:
    if view == View():
        return x, y, 1.0, turn
    share = 1 / (1 + depth)
    near = max(1 + (view.zoom - 1) * share, 0.02)
    x, y = (x - view.x * share) * near, (y - view.y * share) * near
    if view.rotation:
        angle = math.radians(-view.rotation)
        cos, sin = math.cos(angle), math.sin(angle)
        x, y, turn = x * cos - y * sin, x * sin + y * cos, turn - view.rotation
    return x, y, near, turn


def _moved(layer: Layer, moment: Moment) -> Pose:
    """Give how the whole layer comes in or goes; words that do so by pieces stay where they are."""
    if (layer.enter is None and layer.leave is None) or (
        isinstance(layer, Text) and is_split(layer)
    ):
        return REST
    shares = progress(layer, moment, 1)
    if not shares:
        return REST
    came, gone = cast("tuple[float, float]", shares[0])
    return pose(layer, came, gone, _height(layer, moment))


def _height(layer: Layer, moment: Moment) -> float:
    if isinstance(layer, Shape | Media):
        return max(number_at(layer.height, moment.seconds), 60.0)
    return float(layer.height) if isinstance(layer, Text | Chart | Particles) else 400.0


def _content(layer: Layer, moment: Moment) -> State:
    if isinstance(layer, Group):
        inner = Moment(moment.seconds, moment.end_of(layer), moment.look)
        if layer.stack is not None:
            return _stacked(layer, layer.stack, inner)
        return place(layer.layers, inner, View())
    return _STATES[layer.type](layer, moment)


def _stacked(group: Group, gap: float, moment: Moment) -> State:
    """Place layers below each other; those that are not there yet keep their room."""
    heights = [_tall(layer, moment) for layer in group.layers]
    y = -(sum(heights) + gap * (len(heights) - 1)) / 2
    placed: list[Placed] = []
    for layer, height in zip(group.layers, heights, strict=True):
        if moment.shows(layer):
            one = _placed(layer, moment, View())
            if one is not None:
                middle = y + (height - _foot(layer, moment)) / 2
                at = (one.at[0], one.at[1] + middle, *one.at[2:])
                placed.append(replace(one, at=at))
        y += height + gap
    return tuple(placed)


def _tall(layer: Layer, moment: Moment) -> float:
    """Give how tall a layer is in a stack: words from their first line's top to the last's foot."""
    if isinstance(layer, Text):
        setting = setting_of(layer, moment)
        more = layer.line_height * max(len(setting.lines) - 1, 0)
        if not setting.lines:
            return 0.0
        return (setting.cap + more) * setting.size + _foot(layer, moment)
    if isinstance(layer, Shape):
        return number_at(layer.height, moment.seconds)
    return _height(layer, moment)


def _foot(layer: Layer, moment: Moment) -> float:
    """Give the room below the last line for letters that reach below it."""
    return _FOOT * setting_of(layer, moment).size if isinstance(layer, Text) else 0.0


def _grain(layer: Grain, moment: Moment) -> State:
    amount = number_at(layer.amount, moment.seconds)
    step = math.floor(moment.seconds * _GRAIN_RATE + 1e-6) if amount > 0 else 0
    vignette = number_at(layer.vignette, moment.seconds)
    return amount, vignette, number_at(layer.lines, moment.seconds), step


def _effects(layer: Base, moment: Moment) -> State:
    return _clipped(layer.clip, moment), _shadowed(layer, moment), _torn(layer.glitch, moment)


def _clipped(clip: Clip | None, moment: Moment) -> State | None:
    if clip is None:
        return None
    sides = (clip.x, clip.y, clip.width, clip.height, clip.radius)
    return (clip.shape, *(number_at(side, moment.seconds) for side in sides))


def _shadowed(layer: Base, moment: Moment) -> State | None:
    shadow = layer.shadow
    if shadow is None:
        return None
    at = moment.seconds
    color = color_at(shadow.color, at, moment.look.palette)
    return color, *(number_at(one, at) for one in (shadow.blur, shadow.x, shadow.y))


def _torn(glitch: Glitch | None, moment: Moment) -> State | None:
    if glitch is None:
        return None
    at = moment.seconds
    amount, split = number_at(glitch.amount, at), number_at(glitch.split, at)
    lines = number_at(glitch.lines, at)
    if amount <= 0 and split <= 0 and lines <= 0:
        return None
    step = math.floor(at * glitch.rate + 1e-6) if amount > 0 else 0
    return amount, split, lines, step, glitch.seed


_STATES: dict[str, Callable[[Any, Moment], State]] = {
    "text": text_state,
    "shape": shape_state,
    "image": media_state,
    "film": media_state,
    "particles": particles_state,
    "chart": chart_state,
    "solid": solid_state,
    "grain": _grain,
}
