"""Land: ranges with snow and shadow, hills, dunes, water that mirrors, and ground to stand on."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.noise import (
    Field,
    branch,
    clip01,
    fbm,
    line,
    places,
    ridged,
    smooth,
)
from koda.providers.offline_art.palette import Colour, mix, shift
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.surface import Patch, lerp

_F = np.float32


def depth_colour(scene: Scene, depth: float) -> Colour:
    """The colour of land at a depth: 0 farthest, 1 at the viewer's feet."""
    hazy = mix(scene.light.horizon, scene.light.far, 0.75)
    return mix(hazy, scene.light.near, depth)


def paint_range(scene: Scene, foot: float, height: float, depth: float, snow: float) -> Field:
    """Paint a mountain range and give its ridge; `snow` is the share of the height under snow."""
    surface = scene.surface
    cells = max(1.2, surface.right * (2.1 + 1.2 * depth))
    crest = ridged(surface.width, cells, 7, scene.rng)
    crest = (crest - crest.min()) * _F(1 / max(1e-3, float(crest.max() - crest.min())))
    edge = (_F(foot) - _F(height) * (_F(0.25) + _F(0.75) * crest)).astype(np.float32)
    patch = surface.below(edge)
    rows = surface.y[patch.row :]
    down = rows - edge[None, :]
    lit = _facets(scene, edge, down)
    base = depth_colour(scene, depth)
    bright = mix(base, scene.light.glow, 0.34)
    paint = lerp(shift(base, light=-0.035), bright, lit)
    if snow > 0:
        paint = _snowed(scene, paint, lit, down, height * snow)
    haze = smooth(rows, foot - height * 0.55, foot + 0.02) * _F(0.75 - 0.45 * depth)
    surface.over(patch, lerp(paint, mix(scene.light.horizon, scene.light.glow, 0.2), haze))
    return edge


def _facets(scene: Scene, edge: Field, down: Field) -> Field:
    surface = scene.surface
    height, width = down.shape
    noise = fbm(width, height, (surface.right * 7, surface.bottom * 4), 6, scene.rng, 0.62)
    sway = (noise - _F(0.5)) * _F(1.1) * np.minimum(down, _F(0.5)) * _F(surface.unit)
    columns = (np.arange(width, dtype=np.float32)[None, :] + sway).astype(np.int32)
    np.clip(columns, 0, width - 1, out=columns)
    span = max(1, surface.unit // 90)
    slope = (np.roll(edge, -span) - np.roll(edge, span)) * _F(surface.unit / (2 * span))
    if scene.sun[0] < surface.right / 2:
        slope = -slope
    lit = smooth(slope, -0.35, 0.45)[columns]
    return clip01(lit * _F(0.82) + (noise - _F(0.5)) * _F(0.9))


def _snowed(scene: Scene, paint: Field, lit: Field, down: Field, reach: float) -> Field:
    height, width = down.shape
    ragged = fbm(width, height, (scene.right * 12, scene.bottom * 9), 4, scene.rng, 0.6)
    mask = smooth(down - (ragged - _F(0.5)) * _F(reach * 1.6), reach * 0.9, reach * 0.55)
    shade = mix(scene.light.far, scene.light.zenith, 0.3)
    white = mix(scene.light.glow, (1.0, 1.0, 1.0), 0.3)
    if scene.light.dark:
        shade, white = mix(shade, scene.light.sky, 0.5), mix(scene.light.horizon, (1, 1, 1), 0.25)
    return lerp(paint, lerp(shift(shade, light=0.06), white, lit), mask * _F(0.92))


def paint_hill(
    scene: Scene, top: float, swell: float, colour: Colour, cells: float = 1.6, grain: float = 0.5
) -> Field:
    """Paint a soft hill whose line rolls about `top` by `swell`; give the line."""
    surface = scene.surface
    edge = _F(top) + line(surface.width, cells * surface.right, 3, scene.rng, 0.35) * _F(swell)
    edge = edge.astype(np.float32)
    patch = surface.below(edge)
    height, width = patch.mask.shape
    down = surface.y[patch.row :] - edge[None, :]
    noise = fbm(width, height, (surface.right * 9, max(3.0, surface.bottom * 22)), 5, scene.rng)
    lit = clip01(_F(1) - down * _F(2.6)) * _F(0.5) + (noise - _F(0.5)) * _F(grain)
    bright = mix(colour, scene.light.glow, 0.28)
    surface.over(patch, lerp(shift(colour, light=-0.05), bright, clip01(lit)))
    return edge


def paint_dunes(scene: Scene) -> Field:
    """Paint dunes from far to near; each has a lit side, a shadow side and wind ripples."""
    surface, light, rng = scene.surface, scene.light, scene.rng
    sand = scene.brief.dye("dune") or mix((0.86, 0.66, 0.42), light.horizon, 0.3)
    if light.dark:
        sand = mix(sand, light.sky, 0.62)
    left = scene.sun[0] < surface.right / 2
    edge = np.full(surface.width, scene.horizon, np.float32)
    count = 5
    for index in range(count):
        depth = index / (count - 1)
        top = scene.horizon + (surface.bottom - scene.horizon) * (0.02 + 0.66 * depth**1.3)
        swell = 0.035 + 0.11 * depth
        edge = _F(top) + _dune_line(scene, surface.right * (2.2 - depth), swell)
        tone = mix(mix(light.horizon, sand, 0.5), sand, 0.25 + 0.75 * depth)
        _paint_dune(scene, edge.astype(np.float32), tone, left, depth)
    _ = rng
    return edge.astype(np.float32)


def _dune_line(scene: Scene, cells: float, swell: float) -> Field:
    wave = line(scene.surface.width, cells, 2, scene.rng, 0.3)
    return (np.abs(wave) - _F(0.5)).astype(np.float32) * _F(swell * 2)


def _paint_dune(scene: Scene, edge: Field, tone: Colour, left: bool, depth: float) -> None:
    surface, light = scene.surface, scene.light
    patch = surface.below(edge)
    height, width = patch.mask.shape
    down = surface.y[patch.row :] - edge[None, :]
    # The crest wanders down into the dune and parts light from shadow.
    sway = line(height, 3, 3, scene.rng)[:, None] * _F(0.05) * smooth(down, 0, 0.3)
    shift_by = ((down * _F(0.9 if left else -0.9) + sway) * _F(surface.unit)).astype(np.int32)
    columns = np.clip(places(width)[None, :] + shift_by, 0, width - 1)
    span = max(1, surface.unit // 80)
    slope = (np.roll(edge, -span) - np.roll(edge, span)) * _F(surface.unit / (2 * span))
    lit = smooth(-slope if left else slope, -0.1, 0.13)[columns]
    ripple = fbm(width, height, (surface.right * 5, surface.bottom * 70), 3, scene.rng)
    lit = clip01(lit * _F(0.9) + (ripple - _F(0.5)) * _F(0.22 * depth))
    bright = mix(tone, light.glow, 0.45)
    shade = mix(shift(tone, light=-0.16), light.far, 0.35)
    haze = clip01(down * _F(1.2)) * _F(0.2 * (1 - depth))
    surface.over(patch, lerp(lerp(shade, bright, lit), light.horizon, haze))


def paint_water(scene: Scene, top: float, calm: float = 1.0, open_sea: bool = False) -> None:
    """Mirror what stands above a height, with ripples, the water's own colour and glitter."""
    surface, light = scene.surface, scene.light
    first = max(1, min(surface.height - 1, int(top * surface.unit)))
    height, width = surface.height - first, surface.width
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    cells = (surface.right * 5, max(8.0, surface.bottom * (60 if not open_sea else 46)))
    waves = fbm(width, height, cells, 5, scene.rng, 0.6) - _F(0.5)
    reach = _F(surface.unit * (0.05 if calm >= 1 else 0.16)) * (_F(0.15) + down)
    mirror = first - 1 - np.arange(height, dtype=np.float32)[:, None] + waves * reach * 2
    rows = np.clip(np.abs(mirror), 0, first - 1).astype(np.int32)
    seen = surface.pixels[rows, np.arange(width)[None, :]]
    deep = mix(light.water, light.near, 0.25)
    if open_sea:
        seen = lerp(seen, light.water, 0.35)
    tint = clip01(_F(0.16) + down * _F(0.5) + waves * _F(0.45))
    water = lerp(seen, deep, tint)
    glint = _glitter(scene, waves, down, open_sea)
    water += (1 - water) * np.asarray(light.glow, np.float32) * glint[..., None]
    surface.pixels[first:] = water
    line_mask = np.zeros((max(2, surface.unit // 260), width), np.float32) + _F(0.4)
    surface.screen(Patch(line_mask, first, 0), light.horizon, 0.7)


def _glitter(scene: Scene, waves: Field, down: Field, open_sea: bool) -> Field:
    surface = scene.surface
    spread = _F(0.035) + down * _F(0.26)
    away = (surface.x - _F(scene.sun[0])) / spread
    path = _F(1) / (_F(1) + away * away * away * away)
    sparkle = smooth(waves, 0.02, 0.16)
    strength = 0.25 if scene.hour == "grey" else 0.9 if open_sea else 0.6
    return clip01(path * sparkle * _F(strength) + smooth(waves, 0.2, 0.34) * _F(0.12))


def paint_ground(scene: Scene, top: float, swell: float = 0.03) -> Field:
    """Paint the ground that a subject stands on: snow, sand or grass; give its line."""
    snowy = scene.brief.has("snow", "winter")
    colour = scene.light.ground
    if snowy:
        colour = mix((0.9, 0.93, 0.97), scene.light.horizon, 0.35)
        if scene.light.dark:
            colour = mix(colour, scene.light.sky, 0.55)
        colour = mix(colour, scene.light.far, 0.12)
    elif scene.brief.has("dune"):
        colour = mix((0.84, 0.64, 0.4), scene.light.ground, 0.25)
    elif scene.brief.has("autumn"):
        colour = mix((0.62, 0.36, 0.16), scene.light.ground, 0.45)
    edge = paint_hill(scene, top, swell, colour, 1.2, 0.3 if snowy else 0.55)
    if snowy:
        _paint_drifts(scene, edge)
    return edge


def _paint_drifts(scene: Scene, edge: Field) -> None:
    surface = scene.surface
    patch = surface.below(edge)
    height, width = patch.mask.shape
    field = fbm(width, height, (surface.right * 2.5, surface.bottom * 12), 3, scene.rng)
    step = max(1, surface.unit // 70)
    slope = clip01((field - np.roll(field, step, axis=0)) * _F(5) + _F(0.5))
    shade = mix(scene.light.zenith, scene.light.far, 0.5)
    surface.multiply(Patch(patch.mask * (1 - slope), patch.row), mix(shade, (1, 1, 1), 0.55), 0.55)
    surface.screen(Patch(patch.mask * smooth(slope, 0.55, 0.8), patch.row), scene.light.glow, 0.3)


def mirror(scene: Scene, before: Field, foot: float) -> None:
    """Reflect what was painted since `before` in water below a height."""
    surface = scene.surface
    first = int(foot * surface.unit)
    depth = min(surface.height - first, first)
    if depth <= 1:
        return
    wave = np.cumsum(branch(scene.rng).random_sample(depth) - 0.5).astype(np.float32)
    changed = surface.pixels[first - depth : first][::-1] - before[first - depth : first][::-1]
    steps = (wave * _F(0.5)).astype(np.int32)[:, None]
    columns = np.clip(np.arange(surface.width)[None, :] + steps, 0, surface.width - 1)
    changed = changed[np.arange(depth)[:, None], columns]
    fade = np.linspace(0.6, 0.1, depth, dtype=np.float32)[:, None, None]
    surface.pixels[first : first + depth] += changed * fade
