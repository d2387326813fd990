"""Space: nebulae, stars, planets with rings, and who travels there."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.families.riders import draw_astronaut
from koda.providers.offline_art.families.sky import paint_stars
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, chance, clip01, fbm, pick, smooth
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import oval
from koda.providers.offline_art.surface import Patch, Surface, lerp

_F = np.float32

_NEBULAE = (
    ("070a1c", "2b1b5e", "b0367e", "ffb27a"), ("04101c", "0d3f5e", "1f9e9a", "f7d9a0"),
    ("0b0716", "46205f", "d1495b", "ffd27a"), ("050b18", "1c2f6e", "5b7fe0", "f2b6d8"),
)  # fmt: skip


def paint_space(scene: Scene) -> None:
    """Paint deep space with what the words put there."""
    paint_heavens(scene)
    size = min(scene.right, scene.bottom)
    middle, rng = scene.right * 0.5, scene.rng
    if scene.brief.has("rocket"):
        lean = pick(rng, 14, 30) * (1 if chance(rng, 0.5) else -1)
        _paint_rocket(Pen(scene, middle, scene.bottom * 0.68, size * 0.4, turn=lean))
    elif scene.brief.has("astronaut"):
        scale = size * 0.48
        lean, flip = pick(rng, -16, 16), 1 if chance(rng, 0.5) else -1
        pen = Pen(scene, middle, scene.bottom * 0.5 + scale * 0.76, scale, flip, lean)
        draw_astronaut(pen)


def paint_heavens(scene: Scene) -> None:
    """Paint nebula, stars and planets, and set the light of space."""
    surface, rng = scene.surface, scene.rng
    palette = [parse(text) for text in _NEBULAE[int(rng.randint(len(_NEBULAE)))]]
    if scene.brief.colours:
        first = scene.brief.colours[-1]
        palette = [palette[0], shift(first, light=-0.25), first, shift(first, light=0.2, hue=40)]
    surface.pixels[:] = np.asarray(palette[0], np.float32)
    _paint_nebula(scene, palette)
    paint_stars(scene, surface.bottom, 2.2)
    places = (
        [(0.76, 0.3, 0.19), (0.16, 0.68, 0.05)]
        if chance(rng, 0.5)
        else [(0.22, 0.32, 0.2), (0.85, 0.66, 0.055)]
    )
    for index, (across, down, radius) in enumerate(places):
        tone = palette[3 - index] if index == 0 else mix(palette[1], (1, 1, 1), 0.3)
        size = radius * pick(rng, 0.8, 1.2)
        ring = index == 0 and (scene.brief.has("planet") or chance(rng, 0.6))
        _paint_planet(scene, surface.right * across, surface.bottom * down, size, tone, ring)


def _paint_nebula(scene: Scene, palette: list[Colour]) -> None:
    surface, rng = scene.surface, scene.rng
    width, height = surface.width, surface.height
    cells = (surface.right * 1.7, surface.bottom * 1.7)
    veil = fbm(width, height, cells, 7, rng, 0.55)
    dust = fbm(width, height, (cells[0] * 1.6, cells[1] * 1.6), 7, rng, 0.58)
    slope = pick(rng, -0.7, 0.7)
    line = surface.y - _F(surface.bottom * 0.5) - (surface.x - _F(surface.right / 2)) * _F(slope)
    band = _F(1) / (_F(1) + line * line * _F(9))
    glow = clip01(veil * _F(1.5) - _F(0.52)) * band
    surface.screen(Patch(clip01(glow * _F(1.6))), palette[1], 0.95)
    surface.screen(Patch(smooth(veil * band, 0.36, 0.72)), palette[2], 0.85)
    surface.screen(
        Patch(smooth(veil * band * (_F(1.25) - dust * _F(0.6)), 0.5, 0.82)), palette[3], 0.8
    )
    dark = smooth(dust, 0.5, 0.66) * smooth(band, 0.3, 0.9)
    surface.multiply(Patch(dark), palette[0], 0.62)


def _paint_planet(
    scene: Scene, x: float, y: float, radius: float, colour: Colour, ring: bool
) -> None:
    surface = scene.surface
    if ring:
        _paint_ring(surface, x, y, radius, colour, behind=True)
    disc = surface.disc(x, y, radius)
    if min(disc.mask.shape or (0,)) < 2:
        return
    height, width = disc.mask.shape
    across = (surface.x[:, disc.column : disc.column + width] - _F(x)) / _F(radius)
    down = (surface.y[disc.row : disc.row + height] - _F(y)) / _F(radius)
    rise = np.sqrt(clip01(1 - across * across - down * down))
    lit = clip01(across * _F(0.62) - down * _F(0.5) + rise * _F(0.62))
    bands = fbm(width, height, (1.6, 11), 5, branch(scene.rng), 0.55)
    paint = lerp(
        shift(colour, light=-0.16, hue=-14), shift(colour, light=0.1), smooth(bands, 0.3, 0.7)
    )
    paint = lerp(mix(colour, (0.01, 0.01, 0.05), 0.93), paint, smooth(lit, 0.02, 0.8))
    low = clip01(1 - rise)
    limb = low * low * low * lit
    paint += (1 - paint) * np.asarray(mix(colour, (1, 1, 1), 0.5), np.float32) * limb[..., None]
    surface.over(disc, paint)
    halo = clip01(1 - np.abs(surface.distance(x, y) / _F(radius) - 1) * 7)
    side = clip01(((surface.x - _F(x)) - (surface.y - _F(y))) / _F(radius) * _F(0.5) + _F(0.2))
    surface.screen(Patch(halo * halo * side), mix(colour, (1, 1, 1), 0.4), 0.4)
    if ring:
        _paint_ring(surface, x, y, radius, colour, behind=False)


def _paint_ring(
    surface: Surface, x: float, y: float, radius: float, colour: Colour, behind: bool
) -> None:
    tilt = 0.34
    across, down = surface.x - _F(x), surface.y - _F(y)
    along, off = across + down * _F(tilt), (down - across * _F(tilt)) * _F(3.6)
    away = np.sqrt(along * along + off * off) / _F(radius)
    grooves = np.abs((away * 9) % 2 - 1)
    mask = smooth(away, 1.32, 1.38) * smooth(away, 2.15, 2.0) * (_F(0.35) + _F(0.55) * grooves)
    mask = np.where((off < 0) == behind, mask, _F(0)).astype(np.float32)
    surface.over(Patch(mask), mix(colour, (1.0, 0.95, 0.88), 0.55), 0.85)


def _paint_rocket(pen: Pen) -> None:
    """A rocket that climbs, its flame below 0."""
    pen.glow(parse("ff9d4d"), oval(0, -0.3, 0.3, 0.5), soft=0.16, alpha=0.7)
    draw(pen, _ROCKET, {})


_ROCKET = """
    mid ff8a3d 0,.10! .16,.06! .14,-.22 0,-.74!
    mid ffd27a 0,.06! .10,.02! .07,-.18 0,-.46!
    mid fff3d6 0,.04! .05,.0! .03,-.12 0,-.26!
    pair c23a34 .16,.52! .44,.26 .46,-.06! .32,.10 .18,.10!
    mid 6a7280 0,.14! .17,.14! .14,.02! 0,.0!
    mid f2efe8 0,1.36 .12,1.20 .25,.86 .26,.44 .18,.12! 0,.10!
    mid d9483b 0,1.36 .12,1.20 .205,1.0! 0,.93
    mid d9483b 0,.26! .22,.28! .205,.20! 0,.18!
    mid 3a4656 0,.84 .12,.80 .12,.62 0,.58
    mid 7fc4e8 0,.80 .08,.77 .08,.65 0,.62
    one ffffff .01,.77 .05,.76 .05,.72 .02,.73
    mid c23a34 0,.40! .045,.36! .03,-.08! 0,-.08!
"""
