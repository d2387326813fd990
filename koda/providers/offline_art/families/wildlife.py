"""Pictures of an animal in its land: a great sun behind it, leaves in front."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art.families import props, terrain, trees
from koda.providers.offline_art.families.adorn import adorn
from koda.providers.offline_art.families.bodies import (
    build_of,
    draw_animal,
    draw_side,
    height_of,
    is_seen_from_side,
    side_frame,
)
from koda.providers.offline_art.families.foliage import draw_cluster, draw_sprig
from koda.providers.offline_art.families.heads import HEADS
from koda.providers.offline_art.families.landscape import paint_backdrop
from koda.providers.offline_art.families.riders import draw_rider
from koda.providers.offline_art.families.sky import paint_mist, paint_sky, paint_weather
from koda.providers.offline_art.families.space import paint_heavens
from koda.providers.offline_art.noise import Field, branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import leaf, line, oval

_SIDES = ("horse", "zebra", "unicorn", "heron", "bird", "dragon")
_CLOSE = ("macro", "portrait", "adorned")


def paint_wildlife(scene: Scene) -> None:
    """Paint the animal that was asked for where it lives."""
    kind = scene.brief.first(*HEADS, *_SIDES) or "fox"
    if scene.brief.has("knight", "astronaut") and not is_seen_from_side(kind):
        kind = kind if scene.brief.first(*HEADS) else "horse"
    if scene.brief.has("astronaut", "space", "planet", "galaxy"):
        _paint_on_moon(scene, kind)
    elif kind in {"bird", "owl"}:
        _paint_perched(scene, kind)
    elif kind == "heron":
        _paint_wading(scene)
    elif kind == "dragon":
        _paint_flying(scene)
    elif is_seen_from_side(kind):
        _paint_standing(scene, kind)
    else:
        _paint_facing(scene, kind)
    paint_weather(scene)


def _paint_facing(scene: Scene, kind: str) -> None:
    close = scene.brief.has(*_CLOSE)
    build = build_of(kind, close)
    tall = height_of(build)
    room = min(scene.bottom * 0.72, scene.right * (0.98 if build == "sitting" else 0.86))
    room *= 0.72 if scene.brief.has("wide", "minimal") else 1.0
    scale = room / tall
    low = build in {"bust", "neck"}
    x = scene.right * (0.5 + pick(scene.rng, -0.04, 0.04))
    foot = scene.bottom * (1.02 if low else 0.93)
    scene.horizon = scene.bottom * (0.74 if low else 0.66)
    scene.sun = (x + pick(scene.rng, -0.08, 0.08), foot - scale * tall * 0.66)
    edge = paint_backdrop(scene, disc=min(0.36, scale * 0.52))
    pen = Pen(scene, x, foot, scale, 1 if chance(scene.rng, 0.5) else -1)
    if not low:
        pen.dim(oval(0.06, 0.0, 0.66, 0.07), soft=0.05, alpha=0.6)
    head = draw_animal(pen, kind, build, scene.brief.dye(kind), scene.brief.has("asleep"))
    adorn(head, scene.brief, kind)
    if not scene.brief.has("minimal"):
        _paint_foreground(scene, edge)


def _greens(scene: Scene) -> list[Colour]:
    light = scene.light
    if scene.brief.has("autumn"):
        return [parse(word) for word in ("9c4a22", "c9792e", "e2b04a", "b5362c")]
    if scene.brief.has("snow", "winter") or scene.hour == "winter":
        return [mix(light.far, light.near, 0.5), light.far, parse("c8403f")]
    green = mix(parse("2f6b4f"), light.near, 0.35)
    return [
        green,
        mix(green, light.ground, 0.45),
        light.accent,
        mix(light.glow, light.accent, 0.35),
    ]


def _paint_foreground(scene: Scene, edge: Field) -> None:
    if scene.brief.has("dune", "sea"):
        return
    tones, rng = _greens(scene), branch(scene.rng)
    low = np.full_like(edge, scene.bottom - 0.05)
    trees.paint_grass(scene, low, 0.07, tones[0], 500)
    for x, lean in ((0.0, -20), (scene.right, 20)):
        pen = Pen(scene, x, scene.bottom + 0.03, 1.0, turn=lean)
        draw_cluster(pen, pick(rng, 0.26, 0.34), tones, rng)


def _paint_standing(scene: Scene, kind: str) -> None:
    """A horse or its kin on a rise, perhaps ridden."""
    left, _, right, top = side_frame(kind)
    scene.horizon = scene.bottom * 0.68
    rider = scene.brief.first("astronaut", "knight")
    tall = top + (0.35 if rider else 0)
    scale = min(scene.bottom * 0.66 / tall, scene.right * 0.78 / (right - left))
    x, foot = scene.right * 0.5, scene.bottom * 0.9
    scene.sun = (x + pick(scene.rng, -0.1, 0.1), foot - scale * tall * 0.62)
    edge = paint_backdrop(scene, disc=min(0.34, scale * 0.62))
    flip = 1 if chance(scene.rng, 0.5) else -1
    pen = Pen(scene, x - flip * (left + right) / 2 * scale * 0.6, foot, scale, flip)
    pen.dim(oval(0, 0, 0.85, 0.07), soft=0.05, alpha=0.6)
    draw_side(pen, kind, scene.brief.dye(kind))
    if rider:
        draw_rider(pen, rider)
    _paint_foreground(scene, edge)


def _paint_perched(scene: Scene, kind: str) -> None:
    """A bird on a branch, before a wide sky."""
    x = scene.right * 0.5
    scale = min(scene.bottom * 0.5, scene.right * 0.62) / (0.95 if kind == "bird" else 1.5)
    perch = scene.bottom * 0.76
    scene.sun = (x + pick(scene.rng, -0.06, 0.06), perch - scale * 0.7)
    scene.horizon = scene.bottom
    paint_sky(scene, disc=min(0.36, scale * (0.5 if kind == "bird" else 0.7)))
    terrain.paint_range(scene, scene.bottom * 1.02, 0.2, 0.1, 0)
    paint_mist(scene, scene.bottom * 0.94, 0.2, 0.7)
    side = 1 if chance(scene.rng, 0.5) else -1
    _paint_branch(scene, perch, side)
    pen = Pen(scene, x, perch - 0.012, scale, side)
    if kind == "bird":
        draw_side(pen, kind, scene.brief.dye(kind))
    else:
        head = draw_animal(pen, kind, kind, scene.brief.dye(kind), scene.brief.has("asleep"))
        adorn(head, scene.brief, kind)


def _paint_branch(scene: Scene, y: float, side: int) -> None:
    rng, light = branch(scene.rng), scene.light
    start = 0 if side > 0 else scene.right
    pen = Pen(scene, start, y, 1.0, side)
    long = scene.right * 1.04
    bark = mix(light.near, parse("4a3226"), 0.5)
    spine = [
        (-0.05, -0.09),
        (long * 0.3, -0.03),
        (long * 0.55, 0.0),
        (long * 0.8, 0.03),
        (long, 0.1),
    ]
    patch = pen.cover(line(spine, 0.06, True))
    cast(scene, patch, 0.012, 0.35)
    pen.fill(bark, line(spine, 0.06, True), shade=0.6)
    tones = _greens(scene)
    for index in range(9):
        share = 0.08 + 0.9 * index / 8
        if 0.36 < share < 0.64:
            continue
        at = long * share, -0.08 + 0.16 * share
        up = 1 if index % 2 else -1
        twig = pen.within(*at, turn=pick(rng, 20, 60) * -up + (0 if up > 0 else 180))
        kind = ("olive", "eucalyptus", "berry")[int(rng.randint(3))]
        draw_sprig(twig, kind, pick(rng, 0.16, 0.26), 0.15, tones[index % len(tones)], rng)


def _paint_wading(scene: Scene) -> None:
    """A long-legged bird in shallow water, mirrored."""
    left, _, right, top = side_frame("heron")
    scale = min(scene.bottom * 0.56 / top, scene.right * 0.8 / (right - left))
    scene.horizon = scene.bottom * 0.62
    x, foot = scene.right * 0.5, scene.bottom * 0.8
    scene.sun = (x, foot - scale * 1.1)
    paint_sky(scene, disc=min(0.34, scale * 0.62))
    terrain.paint_range(scene, scene.horizon, 0.1, 0.15, 0)
    edge = terrain.paint_hill(
        scene, scene.horizon - 0.03, 0.02, terrain.depth_colour(scene, 0.4), 1.8, 0.2
    )
    trees.paint_grass(scene, edge, 0.05, terrain.depth_colour(scene, 0.55), 500)
    terrain.paint_water(scene, scene.horizon + 0.015, 1.0)
    flip = 1 if chance(scene.rng, 0.5) else -1
    before = scene.surface.pixels.copy()
    draw_side(Pen(scene, x, foot, scale, flip), "heron", scene.brief.dye("heron"))
    terrain.mirror(scene, before, foot)
    rng = branch(scene.rng)
    for side in (0.02, scene.right - 0.02):
        pen = Pen(scene, side, scene.bottom + 0.02, 1.0)
        for _ in range(7):
            blade = leaf(
                pick(rng, -0.1, 0.1), 0, pick(rng, 0.2, 0.42), 0.016, pick(rng, 72, 108), 0.1
            )
            pen.fill(mix(scene.light.near, parse("3f6b4a"), 0.35), blade, shade=0.4)


def _paint_flying(scene: Scene) -> None:
    """A dragon over mountains, perhaps over a castle."""
    left, bottom, right, top = side_frame("dragon")
    scale = min(scene.right * 0.8 / (right - left), scene.bottom * 0.56 / (top - bottom))
    scene.horizon = scene.bottom * 0.86
    place = scene.right * 0.54, scene.bottom * 0.5
    scene.sun = (place[0], place[1] - scale * 0.2)
    paint_sky(scene, disc=min(0.4, scale * 1.0))
    for index in range(3):
        foot = scene.bottom * (0.88 + 0.06 * index)
        terrain.paint_range(scene, foot, 0.26 - 0.06 * index, 0.1 + 0.2 * index, 0.3)
        paint_mist(scene, foot, 0.12, 0.6)
    flip = 1 if chance(scene.rng, 0.5) else -1
    if scene.brief.has("castle") or chance(scene.rng, 0.4):
        across = 0.5 - flip * 0.24
        props.paint_castle(scene, scene.right * across, scene.bottom * 0.93, 0.3)
    pen = Pen(
        scene, place[0] + flip * 0.2 * scale, place[1] + scale * 0.8, scale, flip, turn=flip * 8
    )
    draw_side(pen, "dragon", scene.brief.dye("dragon"))
    trees.paint_frame(scene)


def _paint_on_moon(scene: Scene, kind: str) -> None:
    """The animal on a pale moon, planets behind it."""
    paint_heavens(scene)
    scene.sun = (scene.right * 0.8, 0.1)
    tone = shift(mix((0.74, 0.72, 0.78), scene.light.horizon, 0.3), light=-0.1)
    terrain.paint_hill(
        scene, scene.bottom * 0.8, 0.03, mix(tone, scene.light.zenith, 0.4), 1.2, 0.5
    )
    terrain.paint_hill(scene, scene.bottom * 0.86, 0.02, tone, 0.9, 0.6)
    rider = scene.brief.first("astronaut", "knight")
    if is_seen_from_side(kind):
        left, _, right, top = side_frame(kind)
        scale = min(scene.bottom * 0.62 / (top + 0.35), scene.right * 0.74 / (right - left))
        pen = Pen(scene, scene.right * 0.5, scene.bottom * 0.92, scale)
        pen.dim(oval(0, 0, 0.85, 0.07), soft=0.05, alpha=0.6)
        draw_side(pen, kind, scene.brief.dye(kind))
        if rider:
            draw_rider(pen, rider)
        return
    scale = min(scene.bottom * 0.66, scene.right * 0.8) / height_of("sitting")
    build = "sitting" if build_of(kind, close=False) == "bust" else build_of(kind, close=False)
    pen = Pen(scene, scene.right * 0.5, scene.bottom * 0.93, scale)
    pen.dim(oval(0.06, 0.0, 0.66, 0.07), soft=0.05, alpha=0.6)
    head = draw_animal(pen, kind, build, scene.brief.dye(kind), scene.brief.has("asleep"))
    adorn(head, scene.brief, kind, helmet=rider == "astronaut")
