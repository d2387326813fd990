"""Soft figures: bodies modelled from tapered limbs that melt into each other, then lit.

A figure is a few layers, drawn back to front; a layer is limbs. Each pixel knows its distance to
the layer's skin, which gives a smooth edge at any size, a rounded light and a rim of sunlight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from koda.providers.offline_art.noise import Field, branch, clip01, fbm, resize, smooth
from koda.providers.offline_art.palette import Colour, mix
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.surface import Patch

_F = np.float32
_FINEST = 720  # pixels of the longer side at which figures are modelled; larger ones are scaled


@dataclass(frozen=True, slots=True)
class Limb:
    """A rounded cone from (ax, ay) to (bx, by); places in the figure's own units, y up."""

    ax: float
    ay: float
    a: float
    bx: float
    by: float
    b: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Spot:
    """A colour laid on the skin: an ellipse; `soft` 0 is a crisp edge. Eyes, noses, patches."""

    x: float
    y: float
    rx: float
    ry: float
    colour: Colour
    soft: float = 0.0


@dataclass(frozen=True, slots=True)
class Layer:
    """Limbs that melt together, and the spots on them."""

    limbs: Sequence[Limb]
    spots: Sequence[Spot] = ()
    melt: float = 0.07
    fur: float = 0.0
    gloss: float = 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """Layers from back to front, within a frame (left, bottom, right, top)."""

    layers: Sequence[Layer]
    frame: tuple[float, float, float, float] = field(default=(-1.2, -0.1, 1.2, 1.4))


def paint_figure(
    scene: Scene, figure: Figure, x: float, foot: float, scale: float, facing: int = 1
) -> Patch:
    """Paint a figure with its (0, 0) at a place; one of its units is `scale`; give its cover."""
    surface = scene.surface
    left, low, right, high = figure.frame
    wide = int((right - left) * scale * surface.unit)
    tall = int((high - low) * scale * surface.unit)
    if wide < 2 or tall < 2:
        return Patch(np.zeros((0, 0), np.float32))
    shrink = min(1.0, _FINEST / max(wide, tall))
    width, height = max(2, int(wide * shrink)), max(2, int(tall * shrink))
    at_x = np.linspace(left, right, width, dtype=np.float32)[None, :] * _F(facing)
    at_y = np.linspace(high, low, height, dtype=np.float32)[:, None]
    skin, colour = _model(scene, figure, at_x, at_y, x, foot)
    first_row = round((foot - high * scale) * surface.unit)
    first_column = round((x + left * scale) * surface.unit)
    pixel = (right - left) / wide
    skin = resize(skin, wide, tall)
    cover = clip01(_F(0.5) - skin * _F(1 / pixel))
    picture = np.stack([resize(colour[..., channel], wide, tall) for channel in range(3)], axis=-1)
    return _place(scene, cover, picture, first_row, first_column)


def _place(scene: Scene, cover: Field, picture: Field, row: int, column: int) -> Patch:
    surface = scene.surface
    top, left = max(0, -row), max(0, -column)
    bottom = min(cover.shape[0], surface.height - row)
    right = min(cover.shape[1], surface.width - column)
    if bottom <= top or right <= left:
        return Patch(np.zeros((0, 0), np.float32))
    patch = Patch(cover[top:bottom, left:right], row + top, column + left)
    surface.over(patch, picture[top:bottom, left:right])
    return patch


def _model(
    scene: Scene, figure: Figure, at_x: Field, at_y: Field, x: float, foot: float
) -> tuple[Field, Field]:
    shape = (at_y.shape[0], at_x.shape[1])
    skin = np.full(shape, 9, np.float32)
    colour = np.zeros((*shape, 3), np.float32)
    sun = _sun_direction(scene, x, foot)
    if at_x[0, 0] > at_x[0, -1]:
        sun = (-sun[0], sun[1])
    fuzz = fbm(shape[1], shape[0], (shape[1] / 9, shape[0] / 14), 3, branch(scene.rng)) - _F(0.5)
    for layer in figure.layers:
        near, paint = _melt(layer, at_x, at_y)
        near = near + fuzz * _F(layer.fur)
        pixel = _F(abs(float(at_x[0, 1] - at_x[0, 0])))
        inside = clip01(_F(0.5) - near / (pixel * _F(1.5)))
        shadow = smooth(near, 0.09, -0.01) * _F(0.34)
        colour *= (1 - shadow)[..., None]
        lit = _lit(scene, layer, near, paint, sun, pixel, fuzz)
        colour += (lit - colour) * inside[..., None]
        _spot(colour, layer, at_x, at_y, inside, pixel)
        skin = np.minimum(skin, near)
    return skin, clip01(colour)


def _sun_direction(scene: Scene, x: float, foot: float) -> tuple[float, float]:
    across, up = scene.sun[0] - x, foot - 0.25 - scene.sun[1]
    length = max(1e-3, (across * across + up * up) ** 0.5)
    return across / length, max(0.25, up / length)


def _melt(layer: Layer, at_x: Field, at_y: Field) -> tuple[Field, Field]:
    shape = (at_y.shape[0], at_x.shape[1])
    near = np.full(shape, 9, np.float32)
    paint = np.zeros((*shape, 3), np.float32)
    for limb in layer.limbs:
        away = _distance(limb, at_x, at_y)
        share = clip01((near - away) * _F(0.5 / layer.melt) + _F(0.5))
        near = near + (away - near) * share - _F(layer.melt) * share * (1 - share)
        paint += (np.asarray(limb.colour, np.float32) - paint) * share[..., None]
    return near, paint


def _distance(limb: Limb, at_x: Field, at_y: Field) -> Field:
    along_x, along_y = limb.bx - limb.ax, limb.by - limb.ay
    squared = max(1e-6, along_x * along_x + along_y * along_y)
    from_x, from_y = at_x - _F(limb.ax), at_y - _F(limb.ay)
    t = clip01((from_x * _F(along_x) + from_y * _F(along_y)) * _F(1 / squared))
    off_x, off_y = from_x - t * _F(along_x), from_y - t * _F(along_y)
    return np.sqrt(off_x * off_x + off_y * off_y) - (_F(limb.a) + t * _F(limb.b - limb.a))


def _lit(
    scene: Scene, layer: Layer, near: Field, paint: Field, sun: tuple[float, float],
    pixel: Field | np.float32, fuzz: Field,
) -> Field:  # fmt: skip
    rise_y, rise_x = np.gradient(near)
    rise_x, rise_y = rise_x / pixel, -rise_y / pixel
    edge = clip01(1 + near * _F(1 / 0.13))  # 1 at the skin, 0 well inside
    facing = rise_x * _F(sun[0]) + rise_y * _F(sun[1])
    light = scene.light
    tone = _F(0.82) + facing * edge * _F(0.3) + fuzz * _F(0.5 if layer.fur else 0.06)
    shade = mix(light.near, light.far, 0.45)
    share = clip01(_F(1.02) - tone)[..., None] * _F(0.85)
    out = paint + (np.asarray(shade, np.float32) - paint) * share
    rim = smooth(edge, 0.72, 1.0) * clip01(facing) * _F(0.75)
    out += (1 - out) * np.asarray(light.glow, np.float32) * rim[..., None]
    if layer.gloss:
        shine = smooth(edge, 0.35, 0.6) * smooth(edge, 0.9, 0.65) * smooth(facing, 0.55, 0.95)
        out += (1 - out) * (shine * _F(layer.gloss))[..., None]
    ambient = mix((1.0, 1.0, 1.0), light.sky, 0.6 if light.dark else 0.18)
    return out * np.asarray(ambient, np.float32)


def _spot(
    colour: Field, layer: Layer, at_x: Field, at_y: Field, inside: Field, pixel: np.float32
) -> None:
    for spot in layer.spots:
        across, down = (at_x - _F(spot.x)) / _F(spot.rx), (at_y - _F(spot.y)) / _F(spot.ry)
        away = np.sqrt(across * across + down * down)
        soft = max(spot.soft, float(pixel) * 1.5 / min(spot.rx, spot.ry))
        mask = smooth(away, 1 + soft / 2, 1 - soft / 2) * inside
        colour += (np.asarray(spot.colour, np.float32) - colour) * mask[..., None]
