"""Under water: light from above, reefs of cut paper, and who swims there."""

from __future__ import annotations

import math

import numpy as np

from koda.providers.offline_art.families.foliage import draw_fan, draw_sprig
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import branch, chance, clip01, fbm, line, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, cast
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import Shape, outline, oval, smooth_line
from koda.providers.offline_art.shapes import line as stroke
from koda.providers.offline_art.surface import Patch

_F = np.float32

# surface, middle, deep, coral, second, third
_SETS = (
    "a8e6df 2f9fb0 0b2f52 ff7f6a ffb35c f2d0a0", "c2ecd6 3fa79a 0c3b4a f2668b f7c06a a58fd8",
    "9fd3f0 2a78b8 0a1f4a ff8f70 ffd36b 7fd0c4", "d6e8c8 4f9f8f 123a45 e8604c f0a94e e6d8a0",
)  # fmt: skip

_FISH = """
    one fin -.44,.06! -.80,.34! -.72,.02 -.80,-.30! -.44,-.04!
    one fin -.10,.26! .0,.44 -.26,.42! -.30,.20!
    one fin .0,-.24! .02,-.42 -.22,-.38! -.22,-.18!
    one body -.52,.0 -.26,.22 .06,.28 .36,.18 .52,.0! .36,-.16 .06,-.26 -.26,-.20
    one belly .50,-.01! .36,-.16 .06,-.26 -.26,-.20 -.10,-.10 .20,-.06
    one stripe -.06,.27! .04,.29! .10,.0 .04,-.26! -.06,-.25! -.01,.0
    one stripe -.30,.20! -.22,.24! -.18,.0 -.22,-.20! -.30,-.17! -.27,.0
    one fin .14,-.02! .0,-.12 -.06,-.02 .0,.08!
    one -ffffff .30,.09 .355,.135 .40,.09 .355,.05
    one -1d1a20 .32,.085 .355,.115 .385,.085 .355,.06
"""
_WHALE = """
    one far .05,-.16! .02,-.40 -.20,-.50! -.18,-.24!
    one body -.98,.02! -.74,.06 -.50,.20 .0,.32 .48,.28 .78,.10 .82,-.08 .62,-.22 .10,-.26 \
      -.40,-.10 -.80,-.06!
    one body -.90,.03! -1.06,.24 -1.30,.28! -1.16,.06 -1.30,-.14! -1.04,-.10 -.90,-.04!
    one belly .82,-.06! .62,-.22 .10,-.26 -.40,-.10 -.10,-.10 .30,-.04 .60,-.02
    line.010 body .76,-.10! .40,-.12 .08,-.19
    line.010 body .66,-.15! .36,-.17 .06,-.22
    line.014 far .81,-.02! .62,.02 .46,-.02
    one far .22,-.14! .18,-.44 -.06,-.56! .02,-.24!
    one -1d1a20 .44,.05 .465,.075 .49,.05 .465,.03
"""
_TURTLE = """
    one skin .42,.12! .62,.36 .92,.42! .80,.12 .56,-.02!
    one skin -.30,.16! -.46,.34 -.62,.30! -.54,.12!
    one skin .36,-.10! .50,-.40 .80,-.56! .74,-.22 .50,.02!
    one skin -.34,-.06! -.54,-.24 -.70,-.16! -.54,.04!
    one skin .46,.02 .62,.14 .82,.10 .84,-.02 .68,-.10 .50,-.08
    one shell -.58,.02 -.34,.24 .06,.30 .40,.20 .54,.02 .38,-.14 .0,-.20 -.36,-.14
    one plate -.10,.22 .10,.24 .18,.08 .06,-.04 -.12,-.02 -.20,.10
    one plate .22,.20 .38,.14 .42,.04 .28,-.02 .22,.08
    one plate -.42,.14 -.26,.18 -.24,.06 -.32,-.04 -.46,.0
    one plate -.20,-.08 .08,-.10 .20,-.12 .0,-.16 -.20,-.14
    one -1d1a20 .70,.055 .72,.075 .74,.055 .72,.035
"""
_OCTOPUS = """
    tapers.16 far .10,.10! .30,-.10 .56,-.08 .60,.14
    tapers.16 body .14,.06! .36,-.24 .66,-.36 .84,-.18
    tapers.17 body .08,.04! .22,-.40 .46,-.62 .66,-.58
    tapers.16 far .04,.04! .06,-.42 .22,-.76 .16,-.98
    mid body 0,.94 .30,.86 .44,.58 .34,.24 .24,.04 0,.0
    pair belly .24,.72 .28,.75 .30,.71 .27,.68
    pair belly .14,.82 .19,.85 .21,.80 .17,.77
"""


def paint_deep(scene: Scene) -> None:
    """Paint the sea from within."""
    rng = scene.rng
    tones = [parse(word) for word in _SETS[int(rng.randint(len(_SETS)))].split()]
    top, middle, deep, *corals = (shift(tone, hue=pick(rng, -8, 8)) for tone in tones)
    if scene.brief.has("night", "dark"):
        top, middle = mix(top, deep, 0.6), mix(middle, deep, 0.55)
    corals[0] = scene.brief.dye("fish", "octopus", "jellyfish", "reef") or corals[0]
    surface = scene.surface
    scene.sun = (scene.right * pick(rng, 0.35, 0.65), -0.05)
    surface.gradient([(0, top), (scene.bottom * 0.42, middle), (scene.bottom, deep)])
    surface.screen(surface.glow(scene.sun[0], -0.1, 0.3), (1, 1, 0.94), 0.5)
    _paint_rays(scene, top)
    _paint_far_reef(scene, middle, deep)
    _paint_swimmers(scene, corals, middle)
    _paint_reef(scene, deep, corals)
    _paint_bubbles(scene)


def _paint_rays(scene: Scene, tone: Colour) -> None:
    rng, surface = branch(scene.rng), scene.surface
    for _ in range(7):
        x = scene.sun[0] + pick(rng, -0.3, 0.3) * scene.right
        lean = (x - scene.sun[0]) * pick(rng, 1.2, 2.2) + pick(rng, -0.1, 0.1)
        wide, low = pick(rng, 0.02, 0.05), scene.bottom * pick(rng, 0.6, 1.05)
        ray = [
            (x - wide, -0.02),
            (x + wide, -0.02),
            (x + lean + wide * 4, low),
            (x + lean - wide * 2, low),
        ]
        patch = surface.polygons([ray], soft=0.016)
        high, _ = patch.mask.shape
        fade = clip01(1 - surface.y[patch.row : patch.row + high] * _F(1 / low))
        surface.screen(
            Patch(patch.mask * fade, patch.row, patch.column), mix(tone, (1, 1, 1), 0.4), 0.34
        )


def _floor(scene: Scene, top: float, swell: float, tone: Colour) -> None:
    surface = scene.surface
    edge = _F(top) + line(surface.width, 2.4 * scene.right, 4, scene.rng, 0.5) * _F(swell)
    patch = surface.below(edge.astype(np.float32))
    high, wide = patch.mask.shape
    grain = fbm(wide, high, (scene.right * 9, 6), 4, scene.rng) - _F(0.5)
    down = surface.y[patch.row :] - edge[None, :]
    dark = clip01(down * _F(1.6) + grain * _F(0.5) + scene.grain[patch.row :] * _F(0.12))
    paint = np.asarray(tone, np.float32) * (1 - dark[..., None] * _F(0.45))
    surface.over(patch, paint)


def _paint_far_reef(scene: Scene, middle: Colour, deep: Colour) -> None:
    rng = branch(scene.rng)
    for index in range(2):
        tone = mix(middle, deep, 0.32 + 0.3 * index)
        foot = scene.bottom * (0.84 + 0.05 * index)
        for _ in range(7):
            x = pick(rng, 0, scene.right)
            pen = Pen(scene, x, foot + 0.02, pick(rng, 0.5, 0.9))
            _draw_coral(pen, int(rng.randint(4)), tone, flat=True)
        _floor(scene, foot, 0.03, tone)


def _draw_coral(pen: Pen, kind: int, colour: Colour, flat: bool = False) -> None:
    rng = branch(pen.scene.rng)
    shade = 0.15 if flat else 0.7
    if kind == 0:
        shapes: list[Shape] = []
        _branch_out(shapes, (0, 0), 90, 0.13, 0.05, 4, rng)
        pen.fill(colour, *shapes, shade=shade)
    elif kind == 1:
        for index in range(5):
            sway = pick(rng, -0.06, 0.06)
            x, tall = index * 0.05 - 0.1, pick(rng, 0.36, 0.56)
            bends = [(x, 0.0), (x + sway, 0.16), (x - sway, 0.3), (x + sway, tall)]
            tone = shift(colour, light=0.02 * (index - 2))
            pen.fill(tone, stroke(smooth_line(bends), 0.042, True), shade=shade)
    elif kind == 2:
        draw_fan(pen, 0.26, colour, 13)
    else:
        for index in range(6):
            at = (index - 2.5) * 0.07, 0.03 + 0.05 * math.sin(index * 1.9)
            pen.fill(
                shift(colour, light=0.02 * (index % 3 - 1)),
                oval(*at, pick(rng, 0.06, 0.1)),
                shade=shade,
            )


def _branch_out(
    shapes: list[Shape], at: tuple[float, float], turn: float, long: float, wide: float, left: int,
    rng: np.random.RandomState,
) -> None:  # fmt: skip
    angle = math.radians(turn)
    end = at[0] + math.cos(angle) * long, at[1] + math.sin(angle) * long
    shapes.append(stroke([at, end], wide))
    shapes.append(oval(*end, wide * 0.5))
    if left:
        for side in (-1, 1):
            _branch_out(
                shapes,
                end,
                turn + side * pick(rng, 18, 38),
                long * pick(rng, 0.66, 0.84),
                wide * 0.76,
                left - 1,
                rng,
            )


def _paint_reef(scene: Scene, deep: Colour, corals: list[Colour]) -> None:
    rng = branch(scene.rng)
    foot = scene.bottom * 0.93
    _floor(scene, foot, 0.02, mix(deep, (0, 0, 0), 0.25))
    count = int(9 * max(1.0, scene.right))
    for index in range(count):
        share = (index + pick(rng, -0.3, 0.3)) / (count - 1)
        # Tall at the sides, low in the middle, where the swimmers are.
        size = 0.5 + 1.0 * abs(share - 0.5) * 2 * pick(rng, 0.7, 1.1)
        pen = Pen(scene, scene.right * share, foot + pick(rng, 0.0, 0.05), size)
        tone = mix(corals[index % len(corals)], deep, pick(rng, 0.05, 0.35))
        _draw_coral(pen, int(rng.randint(4)), tone)
    for side in (0.02, 0.98):
        for _ in range(3):
            pen = Pen(
                scene,
                scene.right * side + pick(rng, -0.06, 0.06),
                scene.bottom + 0.02,
                1,
                turn=(0.5 - side) * -18,
            )
            draw_sprig(
                pen, "grass", pick(rng, 0.3, 0.5), 0.2, mix(parse("3f8f6a"), deep, 0.45), rng
            )
    _floor(scene, scene.bottom * 0.985, 0.012, mix(deep, (0, 0, 0), 0.5))


def _paint_swimmers(scene: Scene, corals: list[Colour], water: Colour) -> None:
    rng, brief = scene.rng, scene.brief
    x, y = scene.right * 0.5, scene.bottom * 0.46
    size = min(scene.right * 0.4, scene.bottom * 0.46)
    flip = 1 if chance(rng, 0.5) else -1
    if brief.has("jellyfish") and not brief.has("octopus"):
        _draw_jellyfish(Pen(scene, x, y, size * 1.1, turn=flip * 12), corals[0])
        _draw_jellyfish(
            Pen(scene, x - flip * size * 0.9, y + size * 0.1, size * 0.4, turn=-8), corals[1]
        )
        _draw_jellyfish(
            Pen(scene, x + flip * size * 0.8, y - size * 0.5, size * 0.28, turn=6), corals[2]
        )
        return
    if brief.has("whale", "turtle", "octopus"):
        kind = "octopus" if brief.has("octopus") else "turtle" if brief.has("turtle") else "whale"
        pen = Pen(scene, x, y, size * (0.86 if kind == "whale" else 0.9), flip, flip * 8)
        _paint_school(scene, corals[1], 9, 0.05, water)
        _draw_giant(pen, kind, corals, water)
        return
    if chance(rng, 0.5) or not brief.has("fish"):
        _paint_school(scene, corals[1], 16, 0.07, water)
    pen = Pen(scene, x, y, size * 0.8, flip, pick(rng, -6, 6))
    cast(scene, pen.cover(oval(0, 0, 0.4, 0.2)), 0.02, 0.2)
    _draw_fish(pen, corals[0], corals[2])


def _draw_giant(pen: Pen, kind: str, corals: list[Colour], water: Colour) -> None:
    if kind == "octopus":
        body = corals[0]
        draw(
            pen,
            _OCTOPUS,
            {"body": body, "far": shift(body, light=-0.08), "belly": shift(body, light=0.12)},
        )
        for side in (-1, 1):
            pen.fill((1, 1, 1), oval(side * 0.15, 0.36, 0.075), shade=0)
            pen.fill(parse("1d1a20"), oval(side * 0.145, 0.355, 0.045), shade=0)
        return
    if kind == "turtle":
        shell = parse("7a5a3a")
        draw(
            pen,
            _TURTLE,
            {"skin": parse("6fa37c"), "shell": shell, "plate": shift(shell, light=0.1)},
        )
        return
    body = mix(pen.scene.brief.dye("whale") or parse("4a6a8c"), water, 0.2)
    draw(
        pen,
        _WHALE,
        {"body": body, "belly": mix(body, (1, 1, 1), 0.72), "far": shift(body, light=-0.1)},
    )


def _draw_fish(pen: Pen, body: Colour, stripe: Colour) -> None:
    colours = {
        "body": body, "belly": mix(body, (1, 1, 1), 0.35), "fin": shift(body, light=-0.1),
        "stripe": mix(stripe, (1, 1, 1), 0.4),
    }  # fmt: skip
    draw(pen, _FISH, colours)


def _paint_school(scene: Scene, colour: Colour, count: int, size: float, water: Colour) -> None:
    rng = branch(scene.rng)
    x, y = scene.right * pick(rng, 0.25, 0.75), scene.bottom * pick(rng, 0.24, 0.42)
    flip = 1 if chance(rng, 0.5) else -1
    for _ in range(count):
        at = x + pick(rng, -0.3, 0.3), y + pick(rng, -0.12, 0.12)
        pen = Pen(scene, *at, size * pick(rng, 0.6, 1.1), flip, pick(rng, -10, 10))
        tone = mix(colour, water, pick(rng, 0.15, 0.5))
        pen.fill(
            tone,
            outline("-.44,.0! -.8,.28! -.72,.0 -.8,-.26!"),
            outline("-.52,.0 -.1,.24 .52,.0! -.1,-.22"),
            shade=0.5,
        )


def _draw_jellyfish(pen: Pen, colour: Colour) -> None:
    rng, surface = branch(pen.scene.rng), pen.scene.surface
    light = mix(colour, (1, 1, 1), 0.5)
    pen.glow(colour, oval(0, 0.1, 0.6, 0.7), soft=0.3, alpha=0.4)
    for index in range(9):
        x = -0.32 + 0.08 * index
        sway = pick(rng, -0.1, 0.1)
        bends = [
            (x, 0.0),
            (x + sway, -0.3),
            (x - sway, -0.6),
            (x + sway * 0.6, -pick(rng, 0.7, 1.1)),
        ]
        pen.fill(light, stroke(smooth_line(bends), 0.03, True), shade=0, alpha=0.55)
    for index in range(4):
        x = -0.15 + 0.1 * index
        bends = [(x, 0.02), (x + 0.07, -0.16), (x - 0.06, -0.34), (x + 0.05, -0.52), (x, -0.7)]
        pen.fill(colour, stroke(smooth_line(bends), 0.09, True), shade=0.4, alpha=0.7)
    bell = outline(
        "-.46,.0! -.44,.30 -.24,.52 .0,.58 .24,.52 .44,.30 .46,.0! .34,-.05 .23,.03"
        " .11,-.05 .0,.03 -.11,-.05 -.23,.03 -.34,-.05"
    )
    patch = pen.cover(bell)
    surface.over(patch, colour, 0.62)
    pen.fill(
        light,
        outline("-.34,.06! -.30,.30 .0,.46 .30,.30 .34,.06! .0,.14"),
        shade=0.6,
        alpha=0.6,
        inside=patch,
    )
    pen.glow(
        (1, 1, 1),
        stroke(outline("-.36,.16 -.30,.36 -.12,.48", closed=False), 0.04, True),
        alpha=0.6,
    )


def _paint_bubbles(scene: Scene) -> None:
    rng, surface = branch(scene.rng), scene.surface
    for _ in range(int(26 * scene.right)):
        x, y = pick(rng, 0, scene.right), pick(rng, 0, scene.bottom)
        size = pick(rng, 0.003, 0.012)
        surface.screen(surface.disc(x, y, size), (1, 1, 1), 0.14)
        surface.screen(surface.disc(x - size * 0.35, y - size * 0.35, size * 0.28), (1, 1, 1), 0.7)
