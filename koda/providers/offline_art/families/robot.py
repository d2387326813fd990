"""Robots as friendly machines, built from parts that the seed chooses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from koda.providers.offline_art.families.adorn import draw_hat
from koda.providers.offline_art.families.foliage import draw_cluster
from koda.providers.offline_art.families.landscape import paint_backdrop
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, chance, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import arc, box, line, mirrored, oval
from koda.providers.offline_art.surface import Patch

_F = np.float32

# backdrop, disc, shell, trim, light
_SETS = (
    "f0d9b8 e07a4c 4f8f97 f2e6d0 ffd34d", "2b3b52 f2a65a e8dcc8 d9583f 7fe0e8",
    "c8d8cf f0c27a d96a4f f6ecd9 8ff0d0", "e9c4b4 8fb0b8 3f4f78 f2d9b0 ff9f6b",
    "d5cfe6 f2b8a0 f2efe8 5a5f9a ff7fa8", "3a3148 d9657a c9d2dc e8a04c 9fe8ff",
)  # fmt: skip

_TORSOS = (
    "0,.92 .26,.92 .34,.84 .30,.42 .22,.34! 0,.34!",
    "0,.92 .20,.92 .30,.84 .32,.44 .26,.34 0,.32",
    "0,.94! .30,.94! .34,.90! .34,.40! .28,.34! 0,.34!",
)
_SKULLS = (
    "0,1.62 .28,1.60 .38,1.46 .38,1.22 .30,1.10 0,1.08",
    "0,1.66 .24,1.62 .36,1.42 .36,1.12! 0,1.10!",
    "0,1.58! .36,1.58! .42,1.50! .42,1.18! .36,1.10! 0,1.10!",
)

_GRIP = """
    mid trim 0,.12 .08,.12 .11,.04 .08,-.06 0,-.07
    pair joint .02,.09! .03,.20 .09,.20 .10,.08!
"""


def paint_robot(scene: Scene) -> None:
    """Paint a robot where the words put it."""
    rng = scene.rng
    tones = [parse(word) for word in _SETS[int(rng.randint(len(_SETS)))].split()]
    back, disc, shell, trim, lamp = tones
    shell = scene.brief.dye("robot") or shift(shell, hue=pick(rng, -8, 8))
    size = min(scene.bottom * 0.46, scene.right * 0.56)
    foot = scene.bottom * 0.92
    x = scene.right * 0.5
    outdoors = bool(set(scene.brief.things) - {"robot", "person"}) or scene.brief.has(
        "sunset", "night", "snow", "autumn", "dawn"
    )
    if outdoors:
        scene.horizon = scene.bottom * 0.66
        scene.sun = (x + pick(rng, -0.06, 0.06), foot - size * 1.15)
        paint_backdrop(scene, disc=min(0.36, size * 0.66))
    else:
        scene.sun = (scene.right * (0.15 if chance(rng, 0.5) else 0.85), 0.05)
        scene.light = replace(scene.light, dark=False, sky=parse("fff3e0"), horizon=back)
        _paint_studio(scene, back, disc, foot)
    pen = Pen(scene, x, foot, size)
    pen.dim(oval(0.05, 0.0, 0.5, 0.06), soft=0.05, alpha=0.65)
    _draw_robot(pen, shell, trim, lamp)
    if outdoors:
        green = mix(parse("2f6b4f"), scene.light.near, 0.35)
        for side, lean in ((0.0, 20), (scene.right, -20)):
            cluster = Pen(scene, side, scene.bottom + 0.03, 1, turn=-lean)
            draw_cluster(
                cluster, 0.26, [green, shift(green, light=0.06), scene.light.accent], branch(rng)
            )


def _paint_studio(scene: Scene, back: Colour, disc: Colour, foot: float) -> None:
    surface = scene.surface
    surface.pixels[:] = np.asarray(back, np.float32)
    fall = clip01(surface.distance(*scene.sun) * _F(0.7) + scene.grain * _F(0.14) - _F(0.3))
    surface.over(Patch(fall), shift(back, light=-0.13), 0.8)
    pen = Pen(scene, scene.right * 0.5, foot, min(scene.right, scene.bottom))
    shape = oval(0, 0.46, 0.35)
    cast(scene, pen.cover(shape), 0.012, 0.3)
    pen.fill(disc, shape, shade=0.7)
    ground = surface.below(np.full(surface.width, foot - 0.08, np.float32))
    surface.over(ground, shift(back, light=-0.07))


def _draw_robot(pen: Pen, shell: Colour, trim: Colour, lamp: Colour) -> None:
    rng = branch(pen.scene.rng)
    dark = mix(shell, parse("20222c"), 0.72)
    joint = mix(dark, parse("8a8f9a"), 0.35)
    _draw_limbs(pen, shell, trim, joint, rng)
    torso = mirrored(_TORSOS[int(rng.randint(3))])
    body = pen.fill(shell, torso, shade=0.9)
    pen.fill(shift(shell, light=-0.1), box(-0.5, 0.30, 1, 0.12), inside=body, shade=0.4)
    pen.fill(trim, box(-0.17, 0.54, 0.34, 0.26, 0.04), shade=0.4)
    if chance(rng, 0.5):
        pen.fill(dark, oval(0, 0.67, 0.085), shade=0.3)
        pen.fill(lamp, oval(0, 0.67, 0.055), shade=0)
        pen.glow(lamp, oval(0, 0.67, 0.12), soft=0.06, alpha=0.5)
    else:
        for index in range(3):
            pen.fill(dark, box(-0.12, 0.60 + 0.06 * index, 0.13, 0.026), shade=0)
            pen.fill(
                (lamp, parse("e2574c"), shell)[index],
                oval(0.09, 0.613 + 0.06 * index, 0.022),
                shade=0,
            )
    pen.fill(joint, box(-0.09, 0.9, 0.18, 0.22), shade=0.5)
    for index in range(3):
        pen.fill(dark, box(-0.1, 0.94 + 0.05 * index, 0.2, 0.018), shade=0)
    _draw_head(pen, shell, trim, lamp, dark, joint, rng)


def _draw_limbs(
    pen: Pen, shell: Colour, trim: Colour, joint: Colour, rng: np.random.RandomState
) -> None:
    wave = chance(rng, 0.6)
    for side in (-1, 1):
        raised = wave and side > 0
        elbow, hand = ((0.56, 0.72), (0.64, 1.06)) if raised else ((0.48, 0.56), (0.44, 0.28))
        shoulder = (side * 0.34, 0.82)
        elbow, hand = (side * elbow[0], elbow[1]), (side * hand[0], hand[1])
        pen.fill(joint, line([shoulder, elbow], 0.085), line([elbow, hand], 0.085), shade=0.5)
        pen.fill(shell, oval(*shoulder, 0.1), oval(*elbow, 0.07), shade=0.7)
        grip = pen.within(*hand, turn=side * (-8 if raised else 190) if raised else 180)
        draw(
            grip,
            _GRIP,
            {"trim": trim, "joint": joint},
        )
        pen.fill(joint, box(side * 0.16 - 0.06, 0.06, 0.12, 0.3), shade=0.5)
        foot = mirrored("0,.14 .10,.13 .16,.04 .16,.0! 0,.0!")
        pen.fill(trim, [(a + side * 0.17, b) for a, b in foot], shade=0.7)
        pen.fill(shell, oval(side * 0.16, 0.2, 0.075), shade=0.6)


def _draw_head(
    pen: Pen, shell: Colour, trim: Colour, lamp: Colour, dark: Colour, joint: Colour,
    rng: np.random.RandomState,
) -> None:  # fmt: skip
    hats = ("crown", "wizardhat", "tophat", "beanie", "partyhat", "cap", "hat")
    hat = next((one for one in hats if pen.scene.brief.has(one)), "")
    if not hat:
        pen.fill(joint, line([(0, 1.58), (0, 1.78)], 0.03), shade=0.3)
        pen.fill(lamp, oval(0, 1.8, 0.055), shade=0.3)
        pen.glow(lamp, oval(0, 1.8, 0.13), soft=0.08, alpha=0.6)
    pen.fill(trim, *(box(s * 0.42 - 0.06, 1.24, 0.12, 0.24, 0.05) for s in (-1, 1)), shade=0.6)
    pen.fill(shell, mirrored(_SKULLS[int(rng.randint(3))]), shade=0.9)
    style = int(rng.randint(3))
    if style == 0:
        pen.fill(dark, box(-0.3, 1.22, 0.6, 0.26, 0.12), shade=0.4)
        eyes = [oval(s * 0.14, 1.36, 0.055) for s in (-1, 1)]
    elif style == 1:
        pen.fill(trim, *(oval(s * 0.16, 1.38, 0.12) for s in (-1, 1)), shade=0.5)
        pen.fill(dark, *(oval(s * 0.16, 1.38, 0.092) for s in (-1, 1)), shade=0.3)
        eyes = [oval(s * 0.16, 1.38, 0.05) for s in (-1, 1)]
    else:
        pen.fill(dark, box(-0.29, 1.16, 0.58, 0.36, 0.06), shade=0.4)
        eyes = [box(s * 0.13 - 0.04, 1.34, 0.08, 0.1, 0.03) for s in (-1, 1)]
    pen.fill(lamp, *eyes, shade=0)
    pen.glow(lamp, *eyes, soft=0.05, alpha=0.6)
    if style != 1:
        smile = line(arc(0, 1.3, 0.07, 205, 335), 0.02)
        pen.fill(lamp, smile, shade=0)
    else:
        grille = [box(-0.1 + 0.05 * index, 1.17, 0.025, 0.07) for index in range(5)]
        pen.fill(dark, *grille, shade=0)
    pen.glow((1, 1, 1), line(arc(-0.02, 1.36, 0.29, 120, 165), 0.03, True), alpha=0.35)
    if hat:
        draw_hat(pen.within(0, 1.56, 0.95), hat)
