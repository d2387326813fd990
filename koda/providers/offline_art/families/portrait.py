"""Portraits as cut paper: a calm bust before leaves and a disc, or a profile filled with land."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from koda.providers.offline_art.families.adorn import draw_glasses, draw_hat
from koda.providers.offline_art.families.foliage import draw_cluster
from koda.providers.offline_art.families.landscape import vista
from koda.providers.offline_art.figure import draw
from koda.providers.offline_art.noise import Stream, branch, chance, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, parse, shift
from koda.providers.offline_art.pen import Pen, cast, overlap
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.shapes import arc, box, line, mirrored, outline, oval
from koda.providers.offline_art.surface import Patch

_F = np.float32

# backdrop, disc, clothes, accent, leaf
_SETS = (
    "e8c9a2 d9653f 2f4a5c f2b84b 4f7a5a", "b8cfc4 f0d9a8 8c3b44 e8a04c 3d6650",
    "f0d3c6 e89a7c 3b3f6b f2c46a 5f8468", "33475c e3a35f b8473f f4dfb8 5a8f86",
    "d9cbe0 f2b6a0 46406f e8785a 5c7f6a", "f3e2c0 7fb0a8 c8553d 2f4a52 48705a",
    "27343f c8553d d9b26a 7fa7a0 3f6b62",
)  # fmt: skip
_SKINS = ("f6d7bd", "eec19c", "d9a277", "b97a52", "8d5a3c", "6b432e")
_HAIR = ("2a1d1a", "4a2c1f", "1c1a22", "7a4527", "b5763a", "d9ae62", "8c3a24")

_BUST = """
    mid cloth 0,.02 .16,.0 .44,-.14 .62,-.40 .68,-.9! 0,-.9!
    mid skin 0,.34! .15,.34! .14,.06 .19,-.02 .10,-.16 0,-.20
"""
_COLLARS = {
    "crew": "mid fold 0,-.10 .12,-.06 .20,.0 .23,-.05 .12,-.16 0,-.20",
    "turtle": """
        mid cloth 0,.13 .165,.13! .17,.02 .30,-.10 .2,-.3 0,-.3
        mid fold 0,.045 .17,.05! .175,.03! 0,.02!
    """,
    "shirt": """
        pair pale .0,-.24! .16,.05! .25,-.02! .16,-.30!
        mid fold 0,-.26 .02,-.28! .02,-.9! 0,-.9!
    """,
    "robe": """
        one fold -.22,.02! -.12,-.02! .10,-.4! .0,-.9! -.12,-.9! -.06,-.5
        one accent .22,.02! .12,-.02! -.16,-.5! -.20,-.9! -.06,-.9! .0,-.5!
    """,
}
_HEAD = """
    pair skin .30,.62 .37,.68 .37,.56 .31,.50
    mid skin 0,1.06 .22,1.0 .315,.78 .30,.56 .20,.36 .09,.27 0,.255
"""
_FACE = """
    lines.014 ink .085,.63! .14,.612 .20,.635
    lines.02 brow .07,.735! .14,.765 .215,.735
    line.013 line .0,.68! -.025,.56 -.035,.525 .015,.515
    mid lip 0,.418 .03,.43 .08,.405 .04,.378 0,.37
    lines.008 line .0,.405! .04,.409 .08,.405
    pair -blush .12,.535 .17,.568 .22,.535 .17,.50
"""
_HAIRS: dict[str, tuple[str, str]] = {
    "long": (
        "mid hair 0,1.16 .28,1.10 .42,.84 .44,.44 .50,.10 .40,-.14 .22,-.10 .26,.3 0,.5",
        """
        one hair -.06,1.02! .12,1.02 .27,.90 .315,.66! .37,.80 .33,1.02 .12,1.17 -.16,1.16 \
          -.34,1.0 -.37,.76 -.315,.64! -.25,.86
        """,
    ),
    "bob": (
        "mid hair 0,1.16 .28,1.10 .42,.86 .43,.56 .38,.32! .20,.36 0,.5",
        "mid hair 0,1.17 .26,1.12 .40,.90 .40,.56 .36,.36! .30,.50 .29,.80! .16,.85 0,.86!",
    ),
    "bun": (
        "mid hair 0,1.44 .15,1.38 .16,1.2 .10,1.1 0,1.06",
        "mid hair 0,1.15 .24,1.10 .36,.88 .335,.62! .28,.84 .14,.96 0,1.0!",
    ),
    "short": (
        "mid hair 0,1.14 .26,1.08 .36,.86 .345,.60! .28,.6 0,.9",
        """
        one hair .30,.84! .22,.93 .02,.90 -.16,.95! -.28,.84 -.325,.64! -.39,.86 -.32,1.08 \
          -.06,1.20 .24,1.16 .37,.98 .36,.74 .325,.64!
        """,
    ),
    "curly": (
        """
        mid hair 0,1.30 .18,1.28 .28,1.16 .42,1.10 .46,.94 .54,.82 .48,.66 .50,.50 .38,.42 \
          .26,.5 0,.6
        """,
        """
        mid hair 0,1.28 .14,1.26 .26,1.16 .38,1.08 .42,.92 .40,.74 .315,.68! .28,.84 \
          .20,.92 .12,.88 .05,.94 0,.9!
        """,
    ),
    "crop": (
        "mid hair 0,1.11 .22,1.06 .335,.86 .33,.66! 0,.8",
        "mid hair 0,1.11 .22,1.06 .34,.84 .325,.66! .27,.86 .14,.93 0,.94!",
    ),
    "bald": ("", "pair hair .31,.74 .36,.70 .34,.56 .305,.58"),
}
_BEARD = """
    mid hair 0,.50 .09,.475 .17,.45 .26,.56 .315,.66! .31,.44 .24,.22 .12,.04 0,-.02
    mid lip 0,.418 .03,.428 .075,.408 .04,.385 0,.378
    pair hair .0,.47! .06,.475 .13,.45 .18,.40! .10,.425 .04,.435 .0,.425!
"""
_PROFILE = (
    "-.16,-.5! -.13,-.12 -.30,.06 -.42,.36 -.40,.72 -.20,.98 .10,1.04 .32,.94 .41,.76 .415,.62"
    " .44,.54 .535,.385! .515,.34 .455,.325! .475,.275 .445,.245! .47,.215 .46,.165 .43,.13!"
    " .44,.07 .40,-.01 .30,-.03 .20,-.05 .15,-.15 .20,-.32 .34,-.5!"
)
_TALL = ("crown", "wizardhat", "tophat", "beanie", "partyhat")
_MEN = frozenset({"man", "sailor", "wizardhat"})


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who is portrayed."""

    skin: Colour
    hair: Colour
    cut: str
    beard: bool
    collar: str
    aged: bool


def paint_portrait(scene: Scene) -> None:
    """Paint the person that was asked for."""
    if scene.brief.has("doubleexposure", "profile"):
        _paint_profile(scene)
        return
    rng = scene.rng
    tones = [parse(word) for word in _SETS[int(rng.randint(len(_SETS)))].split()]
    back, disc, cloth, accent, leaf = (shift(tone, hue=pick(rng, -7, 7)) for tone in tones)
    cloth = scene.brief.dye(*scene.brief.things) or cloth
    if scene.brief.has("night", "dark", "cyberpunk"):
        back, disc = shift(back, light=-0.45), shift(disc, light=-0.12)
    scene.sun = (scene.right * (0.15 if chance(rng, 0.5) else 0.85), 0.05)
    scene.light = replace(
        scene.light, dark=False, sky=parse("fff1dc"), horizon=back, far=parse("a8868c"),
        near=parse("3a2438"),
    )  # fmt: skip
    _paint_backdrop(scene, back, disc)
    size = min(scene.right * 0.74, scene.bottom * (0.5 if scene.brief.has(*_TALL) else 0.57))
    pen = Pen(scene, scene.right * 0.5, scene.bottom * 0.9, size)
    for side in (-1, 1):
        part = Pen(
            scene, scene.right * (0.5 + side * 0.4), scene.bottom * 0.98, size, turn=-side * 16
        )
        draw_cluster(part, size * 0.62, [leaf, shift(leaf, light=0.06), accent], branch(rng))
    _draw_sitter(pen.within(0, 0.18), _sitter(scene), cloth, accent)


def _paint_backdrop(scene: Scene, back: Colour, disc: Colour) -> None:
    surface = scene.surface
    surface.pixels[:] = np.asarray(back, np.float32)
    fall = clip01(surface.distance(*scene.sun) * _F(0.7) + scene.grain * _F(0.14) - _F(0.3))
    surface.over(Patch(fall), shift(back, light=-0.14), 0.8)
    pen = Pen(scene, scene.right * 0.5, scene.bottom * 0.44, min(scene.right, scene.bottom))
    shape = oval(0, 0, 0.36)
    cast(scene, pen.cover(shape), 0.012, 0.3)
    pen.fill(disc, shape, shade=0.7)


def _sitter(scene: Scene) -> Sitter:
    brief, rng = scene.brief, branch(scene.rng)
    man = brief.has(*_MEN) or (not brief.has("woman") and chance(rng, 0.4))
    aged = brief.has("aged")
    tone = int(rng.randint(len(_SKINS)))
    shades = len(_HAIR) if tone < 3 else 3
    hair = brief.dye("hair", loose=False)
    hair = hair or parse("d9d6d2") if aged or hair else parse(_HAIR[int(rng.randint(shades))])
    cuts = ("short", "crop", "short", "curly") if man else ("long", "bob", "bun", "curly")
    cut = cuts[int(rng.randint(4))]
    if brief.has(*_TALL, "cap", "hat"):
        cut = "crop" if man else "long"  # what does not stand above a hat
    if man and aged and chance(rng, 0.3):
        cut = "bald"
    bearded = brief.has("sailor", "wizardhat", "beard") and not brief.has("woman")
    beard = bearded or (man and chance(rng, 0.6 if aged else 0.3))
    collars = (
        ("turtle",)
        if brief.has("sailor")
        else ("robe",)
        if brief.has("wizardhat", "crown")
        else ("crew", "shirt", "turtle", "robe")
    )
    return Sitter(
        parse(_SKINS[tone]), hair, cut, beard,
        collars[int(rng.randint(len(collars)))], aged,
    )  # fmt: skip


def _draw_sitter(pen: Pen, sitter: Sitter, cloth: Colour, accent: Colour) -> None:
    skin = sitter.skin
    ink = mix(skin, parse("2a1a1c"), 0.82)
    colours: dict[str, Colour] = {
        "skin": skin, "hair": sitter.hair, "cloth": cloth, "accent": accent,
        "pale": parse("f6f0e6"), "ink": ink,
        "fold": shift(cloth, light=-0.1 if max(cloth) > 0.3 else 0.1),
        "line": mix(skin, parse("5a2a20"), 0.5), "lip": mix(skin, parse("b5403f"), 0.55),
        "blush": mix(skin, parse("e0705a"), 0.22), "brow": mix(sitter.hair, ink, 0.45),
    }  # fmt: skip
    behind, front = _HAIRS[sitter.cut]
    draw(pen, behind, colours | {"hair": shift(sitter.hair, light=-0.05)})
    draw(pen, _BUST, colours)
    neck = pen.cover(box(-0.16, -0.1, 0.32, 0.44))
    pen.dim(outline(".2,.40! -.2,.30! -.2,.20 .0,.12 .2,.22"), soft=0.02, alpha=0.4, inside=neck)
    draw(pen, _COLLARS[sitter.collar], colours)
    draw(pen, _HEAD, colours)
    face = pen.cover(mirrored("0,1.06 .22,1.0 .315,.78 .30,.56 .20,.36 .09,.27 0,.255"))
    side = -1 if pen.scene.sun[0] < pen.scene.right / 2 else 1
    half = outline("0,1.1! .01,.70! -.03,.52 .02,.50! .0,.2! .5,.2! .5,1.1!")
    pen.dim([(-x * -side, y) for x, y in half], alpha=0.2, inside=face)
    draw(pen, _FACE, colours)
    if sitter.aged:
        creases = [
            line(arc(s * 0.14, 0.62, 0.085, 225 if s < 0 else 250, 290 if s < 0 else 315), 0.007)
            for s in (-1, 1)
        ]
        pen.fill(colours["line"], *creases, line(arc(0, 0.70, 0.16, 60, 120), 0.007), shade=0)
    if sitter.beard:
        draw(pen, _BEARD, colours)
    draw(pen, front, colours)
    _dress(pen, accent)


def _dress(pen: Pen, accent: Colour) -> None:
    brief = pen.scene.brief
    if brief.has("sunglasses", "glasses"):
        draw_glasses(pen.within(0, 0.64, 0.68), 0.21, 0.0, brief.has("sunglasses"))
    for hat in ("crown", "wizardhat", "cap", "beanie", "tophat", "hat", "partyhat"):
        if brief.has(hat):
            plain = accent if hat in {"beanie", "partyhat", "hat"} else None
            dye = brief.dye(hat, loose=False) or plain
            draw_hat(pen.within(0, 0.9, 0.98), hat, dye)
            return
    if brief.has("headphones"):
        pen.fill(parse("2a2930"), line(arc(0, 0.72, 0.42, 5, 175), 0.05), shade=0.3)
        pen.fill(accent, *(box(s * 0.38 - 0.07, 0.5, 0.14, 0.27, 0.06) for s in (-1, 1)), shade=0.6)


def _paint_profile(scene: Scene) -> None:
    """A head seen from the side, full of a landscape, on quiet paper."""
    rng: Stream = scene.rng
    paper = mix(parse("f4eee2"), scene.light.horizon, 0.35)
    if scene.light.dark:
        paper = mix(parse("e6e4e6"), scene.light.horizon, 0.3)
    surface = scene.surface
    surface.pixels[:] = np.asarray(paper, np.float32)
    size = min(scene.right * 0.74, scene.bottom * 0.56)
    flip = 1 if chance(rng, 0.5) else -1
    pen = Pen(scene, scene.right * 0.5 - flip * 0.03 * size, scene.bottom * 0.66, size, flip)
    cast(scene, pen.cover(oval(0, 0.32, 0.66)), 0.004, 0.12)
    pen.fill(
        mix(scene.light.glow, scene.light.accent, 0.25), oval(0, 0.34, 0.62), shade=0.7, alpha=0.6
    )
    head = pen.cover(outline(_PROFILE))
    picture = vista(scene, surface.width, surface.height)
    cast(scene, head, 0.014, 0.4)
    high, wide = head.mask.shape
    part = picture[head.row : head.row + high, head.column : head.column + wide]
    surface.over(head, part)
    fade = clip01((surface.y - _F(scene.bottom * 0.8)) * _F(6) + scene.grain * _F(0.25))
    surface.over(overlap(Patch(fade.astype(np.float32)), head), paper, 0.95)
