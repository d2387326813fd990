"""Space: nebulae, stars, planets with rings, and who travels there."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.body import Figure, Layer, Limb, Spot, paint_figure
from koda.providers.offline_art.noise import Field, branch, chance, clip01, fbm, pick, smooth
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.sky import paint_stars
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
    if scene.brief.has("rocket"):
        _paint_rocket(scene, scene.right * 0.5, scene.bottom * 0.56, size * 0.3)
    elif scene.brief.has("astronaut"):
        figure = _astronaut()
        scale = size * 0.52
        paint_figure(scene, figure, scene.right * 0.5, scene.bottom * 0.5 + scale * 0.72, scale, 1)


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
        radius *= pick(rng, 0.8, 1.2)
        ring = index == 0 and (scene.brief.has("planet") or chance(rng, 0.6))
        _paint_planet(scene, surface.right * across, surface.bottom * down, radius, tone, ring)


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
    limb = clip01(1 - rise) ** 3 * lit
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


def _astronaut() -> Figure:
    suit, grey, trim = parse("eef0f2"), parse("a9afb8"), parse("e2703a")
    pack = [
        Limb(-0.18, 0.62, 0.12, -0.18, 0.9, 0.12, grey),
        Limb(0.18, 0.62, 0.12, 0.18, 0.9, 0.12, grey),
    ]
    body = [
        Limb(0, 0.56, 0.2, 0, 0.86, 0.21, suit),
        Limb(-0.1, 0.5, 0.13, -0.24, 0.26, 0.1, suit), Limb(-0.24, 0.26, 0.1, -0.18, 0.02, 0.09, suit),
        Limb(0.1, 0.5, 0.13, 0.3, 0.3, 0.1, suit), Limb(0.3, 0.3, 0.1, 0.4, 0.06, 0.09, suit),
        Limb(-0.18, -0.02, 0.09, -0.24, -0.05, 0.09, grey), Limb(0.42, 0.02, 0.09, 0.5, 0.0, 0.085, grey),
        Limb(-0.2, 0.92, 0.1, -0.48, 0.8, 0.085, suit), Limb(-0.48, 0.8, 0.085, -0.6, 1.06, 0.075, suit),
        Limb(-0.61, 1.1, 0.085, -0.62, 1.14, 0.075, trim),
        Limb(0.2, 0.92, 0.1, 0.46, 0.72, 0.085, suit), Limb(0.46, 0.72, 0.085, 0.64, 0.6, 0.075, suit),
        Limb(0.67, 0.58, 0.085, 0.7, 0.56, 0.075, trim),
    ]  # fmt: skip
    panel = [
        Spot(0, 0.76, 0.11, 0.075, grey, 0.12),
        Spot(-0.05, 0.77, 0.02, 0.02, trim, 0.2),
        Spot(0.05, 0.77, 0.02, 0.02, parse("3f8fd0"), 0.2),
    ]
    helmet = [Limb(-0.02, 1.24, 0.26, 0.02, 1.24, 0.26, suit)]
    visor = [
        Spot(0.0, 1.23, 0.19, 0.165, parse("161d30"), 0.06), Spot(0.02, 1.2, 0.16, 0.12, parse("3a3f78"), 0.9),
        Spot(0.07, 1.29, 0.06, 0.035, parse("f8c58a"), 0.9), Spot(-0.09, 1.29, 0.014, 0.014, parse("ffffff"), 0.5),
    ]  # fmt: skip
    return Figure(
        [
            Layer(pack, melt=0.05, gloss=0.3),
            Layer(body, panel, 0.05, gloss=0.25),
            Layer(helmet, visor, 0.03, gloss=0.5),
        ],
        (-0.85, -0.2, 0.9, 1.56),
    )


def _paint_rocket(scene: Scene, x: float, y: float, size: float) -> None:
    hull, trim = parse("f1eee8"), scene.subject_colour or parse("d8432f")
    flame = [
        Limb(0, -0.1, 0.12, 0, -0.62, 0.02, parse("ffb347")),
        Limb(0, -0.1, 0.07, 0, -0.36, 0.02, parse("fff3c4")),
    ]
    fins = [
        Limb(-0.16, 0.3, 0.06, -0.36, -0.06, 0.03, trim),
        Limb(0.16, 0.3, 0.06, 0.36, -0.06, 0.03, trim),
    ]
    body = [Limb(0, 0.1, 0.19, 0, 0.7, 0.24, hull), Limb(0, 0.7, 0.24, 0, 1.22, 0.03, hull)]
    spots = [Spot(0, 1.22, 0.3, 0.2, trim, 0.08), Spot(0, 0.72, 0.11, 0.11, parse("39424f"), 0.1),
             Spot(0, 0.72, 0.085, 0.085, parse("7fc4e8"), 0.2), Spot(0.03, 0.76, 0.025, 0.02, (1, 1, 1), 0.5), Spot(0, 0.1, 0.3, 0.05, trim, 0.1)]  # fmt: skip
    scene.surface.screen(scene.surface.glow(x, y + size * 0.4, size * 0.4), parse("ff9d4d"), 0.6)
    figure = Figure(
        [
            Layer(flame, melt=0.06),
            Layer(fins, melt=0.03, gloss=0.3),
            Layer(body, spots, 0.05, gloss=0.5),
        ],
        (-0.6, -0.75, 0.6, 1.35),
    )
    paint_figure(scene, figure, x, y + size * 0.3, size, 1)


def sphere_light(across: Field, down: Field) -> Field:
    """How a ball is lit from the upper right, for places relative to its radius."""
    rise = np.sqrt(clip01(1 - across * across - down * down))
    return clip01(across * _F(0.5) - down * _F(0.6) + rise * _F(0.62))
