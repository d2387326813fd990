"""Landmarks of high country: a volcano that burns, a waterfall between walls, plain ridges."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.families import terrain, trees
from koda.providers.offline_art.families.foliage import draw_cluster, draw_sprig
from koda.providers.offline_art.families.shore import draw_crag
from koda.providers.offline_art.families.sky import paint_mist
from koda.providers.offline_art.noise import (
    Stream,
    branch,
    chance,
    clip01,
    fbm,
    line,
    pick,
    smooth,
)
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import outline, oval, path
from koda.providers.offline_art.surface import Patch, lerp

_F = np.float32


def paint_volcano(scene: Scene) -> None:
    """Paint a cone that smokes and runs with lava."""
    rng, light = branch(scene.rng), scene.light
    size = min(scene.right, scene.bottom) * 0.74
    pen = Pen(scene, scene.right * pick(rng, 0.44, 0.56), scene.horizon + 0.13, size)
    _draw_plume(pen)
    stone = mix(light.far, light.near, 0.62)
    cone = outline(
        "-.72,.0! -.44,.14 -.2,.40 -.11,.555! -.05,.53! .02,.55! .10,.545! .2,.40 .46,.13 .74,.0!"
    )
    draw_crag(pen, cone, stone)
    pen.glow(parse("ff7a2e"), oval(0, 0.56, 0.24, 0.16), soft=0.1, alpha=0.75)
    fire, bright = parse("ff6a2b"), parse("ffd36b")
    runs = (
        ".0,.54! -.04,.40 .03,.27 -.03,.12 .0,.0",
        "-.06,.53! -.15,.37 -.13,.24 -.26,.08",
        ".07,.54! .14,.38 .22,.24 .24,.10",
    )
    for run in runs:
        pen.glow(fire, path(run, 0.06), soft=0.02, alpha=0.5)
        pen.fill(fire, path(run, 0.034, True), shade=0)
        pen.fill(bright, path(run, 0.014, True), shade=0)
    for _ in range(26):
        at = pick(rng, -0.16, 0.16), 0.56 + pick(rng, 0.0, 0.3) ** 1.4
        pen.glow(bright, oval(*at, pick(rng, 0.003, 0.008)), alpha=0.9)
    for index in range(2):
        tone = terrain.depth_colour(scene, 0.72 + 0.2 * index)
        edge = terrain.paint_hill(scene, scene.horizon + 0.1 + 0.13 * index, 0.05, tone, 1.4, 0.25)
        trees.paint_forest(scene, edge, 0.07 + 0.06 * index, shift(tone, light=-0.03))


def _draw_plume(pen: Pen) -> None:
    rng, light = branch(pen.scene.rng), pen.scene.light
    lean = pick(rng, -0.35, 0.35)
    ash = mix(mix(light.far, light.near, 0.4), parse("6a5a5a"), 0.4)
    for index in range(34):
        rise = index / 33
        at = lean * rise**1.5 + pick(rng, -0.5, 0.5) * (0.05 + 0.2 * rise), 0.55 + 0.5 * rise
        tone = mix(mix(ash, parse("ff8a4a"), 0.5 * (1 - rise) ** 3), light.horizon, 0.2 * rise)
        pen.fill(
            shift(tone, light=pick(rng, -0.03, 0.04)), oval(*at, 0.05 + 0.11 * rise), shade=0.8
        )


def paint_waterfall(scene: Scene) -> None:
    """Paint water that falls between terraces of rock into a pool, leaves in front."""
    light, rng = scene.light, branch(scene.rng)
    terrain.paint_range(scene, scene.horizon * 0.9, 0.26, 0.15, 0.3)
    paint_mist(scene, scene.horizon * 0.85, 0.16, 0.6)
    size = min(scene.right, scene.bottom)
    x, pool = scene.right * pick(rng, 0.44, 0.56), scene.bottom * 0.76
    wide, top = 0.11 * size, scene.bottom * 0.24
    green = mix(parse("3f7350"), light.near, 0.3)
    for row in range(3):
        share = row / 2
        stone = mix(mix(parse("7a7672"), light.far, 0.5), light.near, 0.1 + 0.4 * share)
        for side in (-1, 1):
            inner = x + side * wide * (0.75 + 0.75 * share)
            pen = Pen(scene, inner, pool + 0.04 + 0.02 * row, size, side)
            tall = (pool - top) / size * (1 - 0.3 * row)
            _draw_terrace(pen, tall, stone, green, rng)
        if row == 0:
            _paint_fall(scene, x, wide, top, pool)
    terrain.paint_water(scene, pool, 1.0)
    for radius in (0.24, 0.14):
        spray = scene.surface.disc(x, pool, radius * size, radius * size * 1.6)
        scene.surface.over(spray, mix(light.glow, (1, 1, 1), 0.6), 0.45)
    for side, lean in ((0.0, -18), (scene.right, 18)):
        corner = Pen(scene, side, scene.bottom + 0.04, size, turn=lean)
        draw_cluster(corner, 0.5, [green, shift(green, light=0.08), light.accent], rng)


def _draw_terrace(pen: Pen, tall: float, stone: Colour, green: Colour, rng: Stream) -> None:
    reach = pen.scene.right / pen.scale
    steps = [(0.0, 0.0), (0.0, tall)]
    across = 0.0
    while across < reach:
        across += pick(rng, 0.1, 0.22)
        lift = pick(rng, -0.03, 0.05)
        steps += [(across, steps[-1][1] + pick(rng, -0.01, 0.02)), (across + 0.012, tall + lift)]
    steps.append((across, 0.0))
    patch = pen.fill(stone, steps, shade=0.8)
    for index in range(2, len(steps) - 2, 2):
        (ax, ay), (bx, _) = steps[index], steps[index + 1]
        crack = [(ax, ay), (bx, ay), (bx - 0.02, ay * 0.35), (ax - 0.05, ay * pick(rng, 0.1, 0.5))]
        pen.fill(shift(stone, light=-0.07), crack, shade=0.6, inside=patch)
    for index in range(1, len(steps) - 2, 2):
        left, right = steps[index][0], steps[index + 1][0]
        for _ in range(2):
            at = pick(rng, left, right), steps[index][1] - 0.005
            kind = ("fern", "grass")[int(rng.randint(2))]
            tone = shift(green, light=pick(rng, -0.05, 0.07))
            draw_sprig(
                pen.within(*at, turn=pick(rng, -40, 40)),
                kind,
                pick(rng, 0.06, 0.13),
                0.1,
                tone,
                rng,
            )


def _paint_fall(scene: Scene, x: float, wide: float, top: float, pool: float) -> None:
    surface = scene.surface
    first, last = int(top * surface.unit), int(pool * surface.unit)
    rows = slice(max(0, first), min(surface.height, last))
    high = rows.stop - rows.start
    share = np.linspace(0, 1, high, dtype=np.float32)[:, None]
    away = np.abs(surface.x - _F(x)) / (_F(wide) * (_F(0.8) + share * _F(0.4)))
    strands = fbm(surface.width, high, (surface.right * 40, 2.2), 3, scene.rng, 0.5)
    mask = smooth(away + (strands - _F(0.5)) * _F(0.25), 1.0, 0.86)
    white = mix(scene.light.glow, (1, 1, 1), 0.6)
    shade = mix(scene.light.sky, scene.light.far, 0.45)
    surface.over(
        Patch(mask, rows.start),
        lerp(shade, white, smooth(strands, 0.26, 0.6) * _F(0.75) + _F(0.25)),
        0.95,
    )


def paint_ridges(scene: Scene) -> None:
    """A poster of mountains: a few plain ridges, one great disc, much air."""
    surface, light, rng = scene.surface, scene.light, branch(scene.rng)
    paper = mix(light.horizon, (1, 1, 1), 0.35 if not light.dark else 0.0)
    top = mix(light.sky, paper, 0.55 if not light.dark else 0.2)
    surface.gradient([(0, top), (scene.bottom * 0.7, paper)])
    x = scene.right * pick(rng, 0.34, 0.66)
    size = min(scene.right, scene.bottom)
    disc = surface.disc(x, scene.bottom * 0.42, size * pick(rng, 0.15, 0.2))
    tone = light.accent if not light.dark else light.glow
    grain = scene.grain[
        disc.row : disc.row + disc.mask.shape[0], disc.column : disc.column + disc.mask.shape[1]
    ]
    down = np.linspace(-1, 1, disc.mask.shape[0], dtype=np.float32)[:, None]
    fade = clip01(down * _F(0.4) + grain * _F(0.35) + _F(0.35))
    surface.over(disc, lerp(tone, mix(tone, paper, 0.6), fade))
    jagged = scene.brief.has("mountain") or not scene.brief.has("sea", "dune", "meadow", "lake")
    count = 4
    for index in range(count):
        share = index / (count - 1)
        foot = scene.bottom * (0.58 + 0.13 * index)
        wave = line(surface.width, (1.7 + 0.5 * index) * scene.right, 5 if jagged else 2, rng, 0.42)
        edge = _F(foot) - (np.abs(wave) if jagged else wave) * _F(0.2 - 0.035 * index)
        patch = surface.below(edge.astype(np.float32))
        deep = surface.y[patch.row :] - edge[None, :]
        haze = clip01(deep * _F(3.2) + scene.grain[patch.row :] * _F(0.3))
        own = mix(mix(light.far, paper, 0.35), light.near, share)
        surface.over(patch, lerp(own, mix(own, paper, 0.55 - 0.3 * share), haze))
    if chance(rng, 0.5):
        rim = size * 0.05
        hollow = np.ones((surface.height, surface.width), np.float32)
        inner = round(rim * surface.unit)
        hollow[inner:-inner, inner:-inner] = 0
        surface.over(Patch(hollow), mix(paper, (1, 1, 1), 0.4))
