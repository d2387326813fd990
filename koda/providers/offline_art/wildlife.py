"""Pictures of an animal in its land: backdrop, ground, the animal, and something in front."""

from __future__ import annotations

import numpy as np

from koda.providers.offline_art import props, terrain, trees
from koda.providers.offline_art.body import Figure, paint_figure
from koda.providers.offline_art.creatures import COATS, STANDING, horse, sitting
from koda.providers.offline_art.landscape import paint_backdrop
from koda.providers.offline_art.noise import Field, branch, chance, pick
from koda.providers.offline_art.palette import mix, parse, shift
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.sky import paint_mist, paint_sky, paint_weather
from koda.providers.offline_art.space import paint_heavens
from koda.providers.offline_art.surface import Patch, curve, ribbon


def paint_wildlife(scene: Scene) -> None:
    """Paint the animal that was asked for where it lives."""
    kind = scene.brief.first(*COATS, *STANDING, "knight") or "fox"
    if scene.brief.has("astronaut", "space", "planet", "galaxy"):
        _paint_on_moon(scene, kind)
    elif kind in {"bird", "owl"}:
        _paint_perched(scene, kind)
    elif kind == "heron":
        _paint_wading(scene)
    elif kind == "dragon":
        _paint_flying(scene)
    else:
        edge = paint_backdrop(scene)
        _stand(scene, kind, edge)
        _paint_foreground(scene, edge)
    paint_weather(scene)


def _figure(scene: Scene, kind: str) -> Figure:
    wanted = scene.subject_colour
    if kind in COATS:
        return sitting(kind, wanted, pick(scene.rng, -8, 8))
    rider = (
        "astronaut"
        if scene.brief.has("astronaut")
        else "knight"
        if scene.brief.has("knight")
        else ""
    )
    build, coat, hair = STANDING.get(kind, STANDING["horse"])
    colour = wanted or shift(
        parse(coat), hue=pick(scene.rng, -14, 14), light=pick(scene.rng, -0.05, 0.06)
    )
    if build is horse:
        return horse(colour, parse(hair), rider)
    return build(colour, parse(hair))


def _stand(scene: Scene, kind: str, edge: Field) -> Patch:
    rng, surface = scene.rng, scene.surface
    figure = _figure(scene, kind)
    tall = figure.frame[3]
    room = min(surface.bottom * 0.62, surface.right * 0.7)
    if scene.brief.has("macro", "portrait"):
        room *= 1.25
    if scene.brief.has("wide"):
        room *= 0.6
    scale = room / max(tall, (figure.frame[2] - figure.frame[0]) * 0.72)
    facing = 1 if scene.sun[0] > surface.right / 2 else -1
    x = surface.right * (0.5 - facing * pick(rng, 0.02, 0.12))
    line = float(edge[min(surface.width - 1, int(x * surface.unit))])
    foot = line + (surface.bottom - line) * pick(rng, 0.5, 0.62)
    _paint_shadow(scene, x, foot, scale * 0.42)
    return paint_figure(scene, figure, x, foot, scale, facing)


def _paint_shadow(scene: Scene, x: float, foot: float, reach: float) -> None:
    surface = scene.surface
    away = surface.distance(x, foot, 4.5) / np.float32(reach)
    mask = np.clip(1.25 - away, 0, 1)
    lean = -0.8 if scene.sun[0] > x else 0.8
    long = [(x - reach, foot - 0.01), (x + reach, foot - 0.01), (x + reach * 0.7 + lean * reach * 1.6, foot + reach * 0.45),
            (x - reach * 0.3 + lean * reach * 1.6, foot + reach * 0.5)]  # fmt: skip
    dark = mix(scene.light.far, scene.light.near, 0.75)
    surface.over(surface.polygons([curve(long, 6)], soft=0.016), dark, 0.26)
    surface.over(Patch(mask * mask), dark, 0.5)


def _paint_foreground(scene: Scene, edge: Field) -> None:
    snowy = scene.brief.has("snow", "winter")
    if snowy or scene.brief.has("dune", "minimal", "sea"):
        return
    low = np.full_like(edge, scene.bottom - 0.06)
    tone = mix(scene.light.near, scene.light.ground, 0.35)
    trees.paint_grass(scene, low, 0.09, tone, 700)
    if scene.brief.has("autumn"):
        trees.paint_flowers(scene, low - np.float32(0.2), [parse("c8642a"), parse("e09a3a")], 90)
    elif chance(scene.rng, 0.6):
        trees.paint_flowers(
            scene, low, [scene.light.accent, mix(scene.light.glow, scene.light.accent, 0.3)], 40
        )


def _paint_perched(scene: Scene, kind: str) -> None:
    """A bird on a branch, before a wide sky."""
    surface, rng = scene.surface, scene.rng
    if kind == "owl" and scene.hour not in {"night", "dusk", "winter"}:
        scene.sun = (scene.right * 0.5, scene.horizon * 0.45)
    paint_sky(scene)
    terrain.paint_range(scene, scene.bottom * 0.98, 0.26, 0.1, 0)
    paint_mist(scene, scene.bottom * 0.9, 0.3, 0.7)
    side = 1 if scene.sun[0] > scene.right / 2 else -1
    y = scene.bottom * 0.74
    start = -0.05 if side > 0 else scene.right + 0.05
    points = [
        (start, y + 0.1),
        (start + side * scene.right * 0.35, y + 0.03),
        (start + side * scene.right * 0.68, y),
        (start + side * scene.right * 1.0, y - 0.07),
    ]
    spine = curve(points, 16, closed=False)
    bark = mix(scene.light.near, parse("3b2a22"), 0.45)
    twigs = [ribbon(spine, 0.05, True)]
    buds: list[tuple[float, float]] = []
    own = branch(rng)
    for index in range(9):
        at = spine[int(own.randint(6, len(spine) - 2))]
        up = -1 if chance(own, 0.7) else 1
        tip = at[0] + side * pick(own, 0.06, 0.2), at[1] + up * pick(own, 0.05, 0.16)
        if up < 0 and abs(at[0] - scene.right * 0.5) < 0.2:
            continue
        twigs.append(
            ribbon(
                curve([at, (tip[0] - side * 0.04, (at[1] + tip[1]) / 2), tip], 8, False),
                0.012,
                True,
            )
        )
        buds += [tip, ((at[0] + tip[0]) / 2, (at[1] + tip[1]) / 2)]
        _ = index
    surface.over(surface.polygons(twigs), bark)
    _paint_sprays(scene, buds)
    scale = min(surface.bottom * 0.5, surface.right * 0.55) / (1.0 if kind == "bird" else 1.1)
    x = surface.right * 0.5
    here = min(spine, key=lambda place: abs(place[0] - x))[1] - 0.012
    paint_figure(scene, _figure(scene, kind), x, here, scale, side)


def _paint_sprays(scene: Scene, buds: list[tuple[float, float]]) -> None:
    surface, rng = scene.surface, branch(scene.rng)
    if scene.brief.has("winter", "snow"):
        colours = [parse("c23a34")]
    elif scene.brief.has("autumn"):
        colours = [parse("c8642a"), parse("e0a03a")]
    elif scene.light.dark:
        colours = [mix(scene.light.near, scene.light.far, 0.5)]
    else:
        colours = [parse("f3b9c6"), parse("fbe3e6")]
    for colour in colours:
        shapes = []
        for x, y in buds:
            for _ in range(5):
                shapes.append(
                    trees.blob(
                        x + pick(rng, -0.03, 0.03),
                        y + pick(rng, -0.03, 0.03),
                        pick(rng, 0.008, 0.02),
                        rng,
                        7,
                    )
                )
        surface.over(surface.polygons(shapes), colour, 0.95)


def _paint_wading(scene: Scene) -> None:
    """A heron in shallow water, mirrored."""
    surface = scene.surface
    paint_sky(scene)
    terrain.paint_range(scene, scene.horizon, 0.16, 0.15, 0)
    edge = terrain.paint_hill(
        scene, scene.horizon - 0.03, 0.02, terrain.depth_colour(scene, 0.4), 1.8, 0.2
    )
    trees.paint_grass(scene, edge, 0.05, terrain.depth_colour(scene, 0.55), 500)
    terrain.paint_water(scene, scene.horizon + 0.015, 1.0)
    facing = 1 if scene.sun[0] > scene.right / 2 else -1
    x, foot = scene.right * (0.5 - 0.1 * facing), scene.bottom * 0.8
    scale = min(surface.bottom, surface.right) * 0.4
    before = surface.pixels.copy()
    cover = paint_figure(scene, _figure(scene, "heron"), x, foot, scale, facing)
    _mirror(scene, before, cover, foot)
    reeds = np.full(surface.width, scene.bottom - 0.05, np.float32)
    trees.paint_grass(scene, reeds, 0.14, mix(scene.light.near, scene.light.ground, 0.2), 260)


def _mirror(scene: Scene, before: Field, cover: Patch, foot: float) -> None:
    surface = scene.surface
    line = int(foot * surface.unit)
    depth = min(surface.height - line, line)
    if depth <= 1 or not cover.mask.size:
        return
    wave = np.cumsum(branch(scene.rng).random_sample(depth) - 0.5).astype(np.float32)
    changed = surface.pixels[line - depth : line][::-1] - before[line - depth : line][::-1]
    offset = np.clip(
        np.arange(surface.width)[None, :] + (wave * 0.5).astype(np.int32)[:, None],
        0,
        surface.width - 1,
    )
    changed = changed[np.arange(depth)[:, None], offset]
    surface.pixels[line : line + depth] += (
        changed * np.linspace(0.6, 0.1, depth, dtype=np.float32)[:, None, None]
    )


def _paint_flying(scene: Scene) -> None:
    """A dragon over mountains, perhaps over a castle."""
    paint_sky(scene)
    for index in range(3):
        terrain.paint_range(
            scene, scene.bottom * (0.86 + 0.06 * index), 0.36 - 0.08 * index, 0.1 + 0.2 * index, 0.3
        )
        paint_mist(scene, scene.bottom * (0.86 + 0.06 * index), 0.12, 0.6)
    if scene.brief.has("castle") or chance(scene.rng, 0.5):
        props.paint_castle(scene, scene.right * 0.24, scene.bottom * 0.86, 0.22)
    scale = min(scene.right * 0.3, scene.bottom * 0.44)
    paint_figure(scene, _figure(scene, "dragon"), scene.right * 0.53, scene.bottom * 0.68, scale, 1)
    trees.paint_frame(scene)


def _paint_on_moon(scene: Scene, kind: str) -> None:
    """The animal on a pale moon, planets behind it."""
    paint_heavens(scene)
    scene.sun = (scene.right * 0.8, 0.1)
    tone = mix((0.72, 0.7, 0.74), scene.light.horizon, 0.35)
    edge = terrain.paint_hill(
        scene, scene.bottom * 0.8, 0.03, mix(tone, scene.light.zenith, 0.4), 1.2, 0.5
    )
    edge = terrain.paint_hill(scene, scene.bottom * 0.86, 0.02, tone, 0.9, 0.6)
    _ = edge
    line = np.full(scene.surface.width, scene.bottom * 0.86, np.float32)
    _stand(scene, kind, line)
