"""Animals as soft figures: one rig sits and looks at you, others stand, perch or carry a rider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from koda.providers.offline_art.body import Figure, Layer, Limb, Spot
from koda.providers.offline_art.palette import Colour, mix, parse, shift

_INK = parse("1b1512")
_WHITE = parse("fbf4ea")


@dataclass(frozen=True, slots=True)
class Coat:
    """What makes a sitting animal its kind.

    Attributes:
        ears: `point`, `tall`, `flop`, `round`, `long`, `tuft`.
        snout: How far the muzzle shows, 0 to 1. `wide`: of the head.
        tail: `brush`, `curl`, `none`. `mane`: a ring of hair.
    """

    fur: str
    belly: str
    dark: str
    ears: str = "point"
    snout: float = 0.5
    wide: float = 1.0
    tail: str = "curl"
    mane: str = ""
    eye: str = "d9a441"
    mask: str = ""


COATS: dict[str, Coat] = {
    "fox": Coat("d9652b", "fbf0e2", "3a2019", "tall", 0.75, 1.0, "brush", eye="c98a2b", mask="fbf0e2"),
    "wolf": Coat("7d838c", "e9e6e0", "34383f", "point", 0.85, 1.0, "brush", eye="e3b23c", mask="e9e6e0"),
    "dog": Coat("c9935a", "f6e7cf", "5c3a24", "flop", 1.0, 1.0, "curl", eye="3b2417", mask="f6e7cf"),
    "cat": Coat("6d6a70", "efe9e2", "2d2b31", "point", 0.3, 1.0, "curl", eye="b9c94a"),
    "lion": Coat("d9a45b", "f3dfb8", "6b3f22", "round", 0.95, 1.05, "curl", mane="8a4f24", eye="b5762a"),
    "rabbit": Coat("b79b82", "f7efe6", "6d5646", "long", 0.3, 0.86, "none", eye="2a1d18"),
    "bear": Coat("6b4a35", "b48a66", "33231a", "round", 0.9, 1.1, "none", eye="1e1410"),
    "owl": Coat("8a6a4a", "e8d4b0", "4a3423", "tuft", 0.0, 1.16, "none", eye="f0b429"),
}  # fmt: skip


def sitting(kind: str, wanted: Colour | None, turn: float) -> Figure:
    """An animal that sits and looks at the viewer; `wanted` colours its coat."""
    coat = COATS[kind]
    fur = shift(parse(coat.fur), hue=turn, light=turn / 400)
    if wanted is not None:
        fur = mix(fur, wanted, 0.78)
    dark = mix(parse(coat.dark), fur, 0.2)
    belly = parse(coat.belly)
    if kind == "owl":
        return _owl(fur, belly, dark, parse(coat.eye))
    layers = [
        *_tail(coat, fur, belly, dark),
        _trunk(fur, belly),
        _forelegs(fur, belly, dark if coat.tail == "brush" else fur),
        *_mane(coat),
        _head(coat, fur, belly, dark),
    ]
    return Figure(layers, (-0.95, -0.06, 0.95, 1.62 if coat.ears == "long" else 1.38))


def _tail(coat: Coat, fur: Colour, belly: Colour, dark: Colour) -> list[Layer]:
    if coat.tail == "brush":
        limbs = [
            Limb(0.12, 0.12, 0.06, 0.42, 0.1, 0.12, fur),
            Limb(0.42, 0.1, 0.12, 0.66, 0.24, 0.13, fur),
            Limb(0.66, 0.24, 0.13, 0.74, 0.44, 0.08, fur),
            Limb(0.74, 0.44, 0.08, 0.74, 0.6, 0.01, belly),
        ]
        return [Layer(limbs, melt=0.06, fur=0.03)]
    if coat.tail == "curl":
        limbs = [
            Limb(0.15, 0.08, 0.055, 0.48, 0.06, 0.055, fur),
            Limb(0.48, 0.06, 0.055, 0.62, 0.16, 0.05, fur),
            Limb(0.62, 0.16, 0.05, 0.6, 0.34, 0.05, fur),
            Limb(0.6, 0.34, 0.05, 0.68, 0.46, 0.035, dark),
        ]
        return [Layer(limbs, melt=0.03, fur=0.014)]
    return []


def _trunk(fur: Colour, belly: Colour) -> Layer:
    limbs = [
        Limb(0, 0.32, 0.24, 0, 0.66, 0.15, fur),
        Limb(-0.2, 0.2, 0.17, -0.24, 0.09, 0.09, fur),
        Limb(0.2, 0.2, 0.17, 0.24, 0.09, 0.09, fur),
        Limb(-0.24, 0.045, 0.05, -0.3, 0.04, 0.045, fur),
        Limb(0.24, 0.045, 0.05, 0.3, 0.04, 0.045, fur),
    ]
    chest = [Spot(0, 0.58, 0.12, 0.26, belly, 0.6)]
    return Layer(limbs, chest, melt=0.06, fur=0.024)


def _forelegs(fur: Colour, belly: Colour, sock: Colour) -> Layer:
    limbs: list[Limb] = []
    for side in (-1, 1):
        limbs += [
            Limb(side * 0.085, 0.42, 0.075, side * 0.08, 0.14, 0.056, fur),
            Limb(side * 0.08, 0.14, 0.056, side * 0.085, 0.05, 0.058, sock),
        ]
    return Layer(limbs, [Spot(0, 0.46, 0.09, 0.1, belly, 1.0)], melt=0.018, fur=0.014)


def _mane(coat: Coat) -> list[Layer]:
    if not coat.mane:
        return []
    hair = parse(coat.mane)
    limbs = [Limb(0, 0.82, 0.33, 0, 0.62, 0.25, hair)]
    return [Layer(limbs, [Spot(0, 0.86, 0.24, 0.24, shift(hair, light=0.1), 0.7)], 0.06, 0.07)]


def _head(coat: Coat, fur: Colour, belly: Colour, dark: Colour) -> Layer:
    wide, nose = coat.wide, coat.snout
    limbs = [
        *_ears(coat, fur, dark),
        Limb(-0.07 * wide, 0.91, 0.15, 0.07 * wide, 0.91, 0.15, fur),
        Limb(-0.12 * wide, 0.84, 0.085, 0.12 * wide, 0.84, 0.085, fur),
        Limb(0, 0.84, 0.09, 0, 0.8 - 0.03 * nose, 0.07 + 0.012 * nose, fur),
    ]
    light = parse(coat.mask) if coat.mask else mix(fur, belly, 0.75)
    low = 0.805 - 0.03 * nose
    spots = [*_ear_spots(coat, dark)]
    if coat.mask:
        for side in (-1, 1):
            spots.append(Spot(side * 0.11 * wide, 0.825, 0.085, 0.06, light, 0.5))
    spots += [
        Spot(0, low, 0.066 + 0.01 * nose, 0.055, light, 0.35),
        Spot(0, low + 0.024, 0.03 + 0.01 * nose, 0.019 + 0.005 * nose, _INK, 0.2),
        Spot(0, low - 0.008, 0.0045, 0.02, _INK, 0.4),
        Spot(-0.022, low - 0.028, 0.024, 0.0055, _INK, 0.4),
        Spot(0.022, low - 0.028, 0.024, 0.0055, _INK, 0.4),
        *_eyes(parse(coat.eye), 0.085 * wide, 0.905, 0.033, 0.014 if coat.snout < 0.5 else 0.017),
    ]
    return Layer(limbs, spots, melt=0.045, fur=0.02)


def _eyes(colour: Colour, apart: float, y: float, size: float, pupil: float) -> list[Spot]:
    spots: list[Spot] = []
    for side in (-1, 1):
        x = side * apart
        spots += [
            Spot(x, y, size * 1.18, size * 1.02, _INK, 0.15),
            Spot(x, y, size * 0.92, size * 0.82, colour, 0.2),
            Spot(x, y, pupil, size * 0.76, _INK, 0.3),
            Spot(x + size * 0.3, y + size * 0.34, size * 0.24, size * 0.24, _WHITE, 0.4),
        ]
    return spots


def _ears(coat: Coat, fur: Colour, dark: Colour) -> list[Limb]:
    limbs: list[Limb] = []
    for side in (-1, 1):
        limbs += {
            "point": [Limb(side * 0.13, 0.98, 0.075, side * 0.185, 1.17, 0.012, fur)],
            "tall": [Limb(side * 0.13, 1.0, 0.085, side * 0.19, 1.2, 0.05, fur),
                     Limb(side * 0.19, 1.2, 0.05, side * 0.2, 1.28, 0.008, dark)],
            "flop": [Limb(side * 0.15, 1.0, 0.06, side * 0.235, 0.95, 0.06, dark),
                     Limb(side * 0.235, 0.95, 0.06, side * 0.26, 0.76, 0.055, dark)],
            "round": [Limb(side * 0.165, 1.03, 0.07, side * 0.17, 1.04, 0.068, fur)],
            "long": [Limb(side * 0.07, 1.0, 0.055, side * 0.1, 1.28, 0.06, fur),
                     Limb(side * 0.1, 1.28, 0.06, side * 0.12, 1.48, 0.02, fur)],
        }.get(coat.ears, [])  # fmt: skip
    return limbs


def _ear_spots(coat: Coat, dark: Colour) -> list[Spot]:
    pink = mix(parse("e7a9a0"), dark, 0.25)
    spots: list[Spot] = []
    for side in (-1, 1):
        spots += {
            "point": [Spot(side * 0.155, 1.06, 0.035, 0.075, pink, 0.5)],
            "tall": [Spot(side * 0.17, 1.1, 0.042, 0.1, mix(pink, dark, 0.35), 0.5)],
            "round": [Spot(side * 0.168, 1.035, 0.038, 0.038, pink, 0.4)],
            "long": [Spot(side * 0.1, 1.26, 0.028, 0.15, pink, 0.5)],
        }.get(coat.ears, [])
    return spots


def _owl(fur: Colour, belly: Colour, dark: Colour, eye: Colour) -> Figure:
    body = [Limb(0, 0.34, 0.27, 0, 0.72, 0.25, fur), Limb(0, 0.1, 0.12, 0, 0.02, 0.05, fur)]
    rows = [
        Spot(x * 0.085 + (0.042 if row % 2 else 0), 0.24 + 0.085 * row, 0.03, 0.022, mix(dark, fur, 0.3), 0.5)
        for row in range(5) for x in (-2, -1, 0, 1) if abs(x * 0.085 + 0.02) < 0.17
    ]  # fmt: skip
    wings = [Limb(side * 0.25, 0.62, 0.09, side * 0.25, 0.3, 0.1, dark) for side in (-1, 1)] + [
        Limb(side * 0.25, 0.3, 0.1, side * 0.15, 0.04, 0.02, dark) for side in (-1, 1)
    ]
    tufts = [Limb(side * 0.13, 0.95, 0.08, side * 0.24, 1.14, 0.01, dark) for side in (-1, 1)]
    head = [*tufts, Limb(-0.1, 0.87, 0.17, 0.1, 0.87, 0.17, fur)]
    face: list[Spot] = []
    for side in (-1, 1):
        face += [Spot(side * 0.105, 0.88, 0.125, 0.125, belly, 0.25), Spot(side * 0.105, 0.88, 0.08, 0.08, dark, 0.2),
                 Spot(side * 0.105, 0.88, 0.068, 0.068, eye, 0.1), Spot(side * 0.105, 0.88, 0.038, 0.038, _INK, 0.1),
                 Spot(side * 0.105 + 0.02, 0.905, 0.014, 0.014, _WHITE, 0.3)]  # fmt: skip
    beak = Layer([Limb(0, 0.84, 0.03, 0, 0.77, 0.006, parse("e0a23a"))], melt=0.01)
    chest = [Spot(0, 0.42, 0.19, 0.32, belly, 0.4), *rows]
    return Figure(
        [
            Layer(body, chest, 0.06, 0.02),
            Layer(wings, (), 0.05, 0.02),
            Layer(head, face, 0.05, 0.02),
            beak,
        ],
        (-0.6, -0.08, 0.6, 1.24),
    )


def _leg(points: list[tuple[float, float, float]], colour: Colour, hoof: Colour) -> list[Limb]:
    limbs = [Limb(*start, *end, colour) for start, end in zip(points, points[1:], strict=False)]
    x, y, radius = points[-1]
    return [*limbs, Limb(x, y, radius, x + 0.035, max(0.025, y - 0.05), radius * 1.15, hoof)]


def horse(coat: Colour, hair: Colour, rider: str = "") -> Figure:
    """A horse that walks to the right; `rider` is `astronaut`, `knight` or nobody."""
    far, hoof = mix(coat, hair, 0.5), mix(hair, _INK, 0.5)
    back = [
        *_leg(
            [(0.4, 0.62, 0.1), (0.58, 0.44, 0.052), (0.52, 0.22, 0.036), (0.44, 0.12, 0.034)],
            far,
            hoof,
        ),
        *_leg(
            [(-0.46, 0.66, 0.14), (-0.36, 0.44, 0.07), (-0.5, 0.28, 0.045), (-0.42, 0.08, 0.034)],
            far,
            hoof,
        ),
    ]
    tail = [Limb(-0.66, 0.92, 0.045, -0.8, 0.78, 0.07, hair), Limb(-0.8, 0.78, 0.07, -0.86, 0.42, 0.05, hair),
            Limb(-0.86, 0.42, 0.05, -0.92, 0.22, 0.01, hair)]  # fmt: skip
    front = [
        *_leg(
            [(0.34, 0.64, 0.11), (0.38, 0.4, 0.055), (0.37, 0.2, 0.038), (0.36, 0.07, 0.036)],
            coat,
            hoof,
        ),
        *_leg(
            [(-0.5, 0.72, 0.17), (-0.52, 0.48, 0.08), (-0.68, 0.3, 0.048), (-0.66, 0.07, 0.036)],
            coat,
            hoof,
        ),
    ]
    body = [
        *front,
        Limb(-0.46, 0.8, 0.2, 0.3, 0.78, 0.2, coat),
        Limb(0.32, 0.8, 0.19, 0.5, 1.0, 0.13, coat),
        Limb(0.46, 0.95, 0.15, 0.72, 1.28, 0.085, coat),
    ]
    head = [
        Limb(0.7, 1.36, 0.04, 0.69, 1.47, 0.008, coat), Limb(0.75, 1.36, 0.04, 0.77, 1.46, 0.008, coat),
        Limb(0.74, 1.3, 0.09, 0.84, 1.2, 0.075, coat), Limb(0.84, 1.2, 0.075, 0.98, 1.04, 0.05, coat),
    ]  # fmt: skip
    mane = [
        Limb(0.4 + 0.06 * index, 1.06 + 0.063 * index, 0.05, 0.33 + 0.06 * index, 0.96 + 0.055 * index, 0.02, hair)
        for index in range(6)
    ]  # fmt: skip
    face = [Spot(0.8, 1.27, 0.02, 0.018, _INK, 0.2), Spot(0.985, 1.05, 0.014, 0.01, _INK, 0.5)]
    layers = [Layer(back, melt=0.05), Layer(tail, melt=0.05, fur=0.03), Layer(body, melt=0.07),
              Layer(head, face, melt=0.05), Layer(mane, melt=0.05, fur=0.03)]  # fmt: skip
    if rider:
        layers += _rider(rider)
    return Figure(layers, (-1.1, -0.06, 1.2, 2.0 if rider else 1.56))


def _rider(kind: str) -> list[Layer]:
    suit = parse("eef0f2") if kind == "astronaut" else parse("6f7a88")
    trim = parse("e2703a") if kind == "astronaut" else parse("8a2f2f")
    grey = mix(suit, _INK, 0.3)
    pack = [Limb(-0.2, 1.16, 0.1, -0.2, 1.4, 0.1, grey)]
    trunk = [
        Limb(0, 1.02, 0.13, 0.0, 1.36, 0.14, suit),
        Limb(0.0, 1.0, 0.115, 0.2, 0.86, 0.09, suit), Limb(0.2, 0.86, 0.09, 0.14, 0.58, 0.075, suit),
        Limb(0.14, 0.55, 0.075, 0.24, 0.5, 0.06, grey),
    ]  # fmt: skip
    arm = [Limb(0.0, 1.38, 0.085, 0.14, 1.18, 0.07, suit), Limb(0.14, 1.18, 0.07, 0.36, 1.16, 0.055, suit),
           Limb(0.36, 1.16, 0.06, 0.4, 1.16, 0.055, trim)]  # fmt: skip
    helmet = [Limb(0.03, 1.64, 0.18, 0.05, 1.64, 0.18, suit)]
    visor = [
        Spot(0.11, 1.65, 0.11, 0.115, parse("1b2333"), 0.12),
        Spot(0.15, 1.7, 0.03, 0.045, parse("f2b66b"), 0.8),
    ]
    if kind != "astronaut":
        visor = [Spot(0.12, 1.66, 0.1, 0.018, _INK, 0.2)]
    patch = [Spot(0.06, 1.3, 0.05, 0.035, trim, 0.2)]
    gloss = 0.5
    return [Layer(pack, melt=0.04), Layer(trunk, patch, 0.06, gloss=0.2), Layer(arm, melt=0.05),
            Layer(helmet, visor, 0.03, gloss=gloss)]  # fmt: skip


def deer(coat: Colour, hair: Colour) -> Figure:
    """A stag that stands to the right, head high."""
    base = horse(coat, mix(coat, _INK, 0.45))
    slim: list[Layer] = []
    for layer in (base.layers[0], base.layers[2]):
        limbs = [
            Limb(limb.ax * 0.86, limb.ay, limb.a * 0.76, limb.bx * 0.86, limb.by, limb.b * 0.76, limb.colour)
            for limb in layer.limbs
            if limb.by <= 1.0
        ]  # fmt: skip
        slim.append(Layer(limbs, layer.spots, 0.06))
    belly = mix(coat, _WHITE, 0.6)
    neck = [
        Limb(0.3, 0.84, 0.13, 0.47, 1.2, 0.075, coat), Limb(0.34, 0.86, 0.08, 0.5, 1.06, 0.07, belly),
        Limb(-0.54, 0.9, 0.05, -0.6, 0.8, 0.02, belly),
    ]  # fmt: skip
    head = [Limb(0.4, 1.31, 0.035, 0.28, 1.37, 0.015, coat), Limb(0.48, 1.28, 0.085, 0.56, 1.24, 0.068, coat),
            Limb(0.56, 1.24, 0.068, 0.7, 1.17, 0.035, coat)]  # fmt: skip
    face = [Spot(0.71, 1.175, 0.02, 0.018, _INK, 0.2), Spot(0.53, 1.285, 0.016, 0.014, _INK, 0.2)]
    horn = mix(hair, parse("c9a77c"), 0.6)
    antlers: list[Limb] = []
    for lean, tone in ((0.1, mix(horn, _INK, 0.25)), (-0.06, horn)):
        beam = [
            (0.47, 1.35),
            (0.38 + lean, 1.55),
            (0.44 + lean * 2.2, 1.78),
            (0.56 + lean * 2.6, 1.9),
        ]
        antlers += [Limb(*a, 0.022, *b, 0.018, tone) for a, b in zip(beam, beam[1:], strict=False)]
        for x, y in beam[1:3]:
            antlers += [
                Limb(x, y, 0.017, x + 0.14, y + 0.13, 0.005, tone),
                Limb(x, y, 0.016, x - 0.08, y + 0.15, 0.005, tone),
            ]
    return Figure(
        [
            slim[0],
            slim[1],
            Layer(neck, melt=0.07),
            Layer(antlers, melt=0.012),
            Layer(head, face, 0.05),
        ],
        (-0.85, -0.06, 1.0, 2.1),
    )


def elephant(coat: Colour, _: Colour) -> Figure:
    """An elephant that stands to the right."""
    far, pale = mix(coat, _INK, 0.35), mix(coat, _WHITE, 0.3)
    back = [
        Limb(0.34, 0.55, 0.15, 0.36, 0.06, 0.11, far),
        Limb(-0.36, 0.55, 0.15, -0.36, 0.06, 0.11, far),
    ]
    body = [
        Limb(-0.42, 0.86, 0.3, 0.24, 0.9, 0.3, coat), Limb(0.2, 0.6, 0.17, 0.2, 0.07, 0.12, coat),
        Limb(-0.56, 0.6, 0.19, -0.56, 0.07, 0.12, coat), Limb(-0.74, 0.9, 0.03, -0.84, 0.52, 0.015, far),
    ]  # fmt: skip
    nails = [
        Spot(x + 0.07 * i, 0.0, 0.025, 0.03, pale, 0.4) for x in (0.14, -0.62) for i in range(3)
    ]
    head = [
        Limb(0.48, 1.12, 0.22, 0.56, 1.06, 0.2, coat), Limb(0.66, 0.98, 0.13, 0.78, 0.66, 0.085, coat),
        Limb(0.78, 0.66, 0.085, 0.76, 0.34, 0.055, coat), Limb(0.76, 0.34, 0.055, 0.88, 0.2, 0.04, coat),
    ]  # fmt: skip
    tusk = [
        Limb(0.68, 0.86, 0.035, 0.8, 0.7, 0.028, _WHITE),
        Limb(0.8, 0.7, 0.028, 0.96, 0.68, 0.008, _WHITE),
    ]
    ear = [
        Limb(0.34, 1.16, 0.15, 0.3, 0.92, 0.17, far),
        Limb(0.3, 0.92, 0.17, 0.34, 0.76, 0.06, far),
    ]
    eye = [Spot(0.63, 1.08, 0.022, 0.02, _INK, 0.2)]
    return Figure(
        [
            Layer(back, melt=0.05),
            Layer(body, nails, 0.1),
            Layer(tusk, melt=0.02),
            Layer(head, eye, 0.08),
            Layer(ear, (Spot(0.33, 0.98, 0.1, 0.14, mix(far, parse("c98a80"), 0.3), 0.8),), 0.07),
        ],
        (-1.0, -0.06, 1.1, 1.46),
    )


def bird(coat: Colour, hair: Colour) -> Figure:
    """A small round bird that perches, looking to the right; its feet are at (0, 0)."""
    belly = mix(coat, _WHITE, 0.75)
    tail = [Limb(-0.3, 0.24, 0.07, -0.78, -0.12, 0.045, hair)]
    body = [
        Limb(-0.12, 0.3, 0.2, 0.1, 0.4, 0.25, coat),
        Limb(0.16, 0.62, 0.19, 0.2, 0.66, 0.185, coat),
    ]
    chest = [Spot(0.2, 0.34, 0.2, 0.26, belly, 0.6), Spot(0.28, 0.62, 0.1, 0.07, belly, 0.7)]
    wing = [
        Limb(0.0, 0.46, 0.14, -0.3, 0.26, 0.11, hair),
        Limb(-0.3, 0.26, 0.11, -0.6, 0.04, 0.015, mix(hair, _INK, 0.4)),
    ]
    beak = [Limb(0.36, 0.66, 0.045, 0.5, 0.63, 0.006, parse("3a2f28"))]
    eye = [Spot(0.26, 0.71, 0.036, 0.036, _INK, 0.1), Spot(0.275, 0.725, 0.011, 0.011, _WHITE, 0.3)]
    feet = [
        Limb(0.02, 0.14, 0.016, 0.03, 0.0, 0.014, _INK),
        Limb(0.12, 0.14, 0.016, 0.13, 0.0, 0.014, _INK),
    ]
    bars = [Spot(-0.16, 0.38, 0.16, 0.012, mix(hair, _WHITE, 0.5), 0.5)]
    return Figure(
        [
            Layer(tail, melt=0.04),
            Layer(feet, melt=0.01),
            Layer(beak, melt=0.02),
            Layer(body, [*chest, *eye], 0.1, 0.016),
            Layer(wing, bars, 0.06, 0.01),
        ],
        (-0.95, -0.3, 0.7, 1.0),
    )


def heron(coat: Colour, hair: Colour) -> Figure:
    """A wading bird on long legs, its neck an S."""
    leg = mix(coat, parse("d97b5c"), 0.6)
    legs = [
        Limb(-0.02, 0.62, 0.022, 0.0, 0.0, 0.014, leg),
        Limb(0.06, 0.62, 0.022, 0.16, 0.36, 0.016, leg),
        Limb(0.16, 0.36, 0.016, 0.1, 0.16, 0.013, leg),
    ]
    body = [
        Limb(-0.22, 0.68, 0.1, 0.1, 0.8, 0.15, coat),
        Limb(-0.22, 0.68, 0.1, -0.46, 0.58, 0.02, hair),
    ]
    neck = [Limb(0.14, 0.84, 0.1, 0.3, 1.02, 0.055, coat), Limb(0.3, 1.02, 0.055, 0.2, 1.24, 0.042, coat),
            Limb(0.2, 1.24, 0.042, 0.3, 1.42, 0.042, coat), Limb(0.3, 1.42, 0.05, 0.36, 1.42, 0.05, coat)]  # fmt: skip
    beak = [Limb(0.4, 1.41, 0.03, 0.6, 1.34, 0.005, mix(leg, _INK, 0.4))]
    wing = [
        Limb(0.04, 0.8, 0.1, -0.2, 0.68, 0.08, mix(coat, hair, 0.4)),
        Limb(-0.2, 0.68, 0.08, -0.44, 0.56, 0.01, hair),
    ]
    return Figure(
        [
            Layer(legs, melt=0.01),
            Layer(body, melt=0.06, fur=0.01),
            Layer(beak, melt=0.01),
            Layer(neck, [Spot(0.36, 1.435, 0.011, 0.011, _INK, 0.2)], 0.03),
            Layer(wing, melt=0.05, fur=0.012),
        ],
        (-0.7, -0.06, 0.8, 1.56),
    )


def dragon(coat: Colour, hair: Colour) -> Figure:
    """A dragon in flight to the right, wings raised."""
    membrane, bone = mix(hair, coat, 0.35), mix(coat, _INK, 0.35)

    def wing(lean: float, tone: Colour, spar: Colour) -> list[Layer]:
        root, wrist = (0.1, 0.62), (-0.02 + lean, 1.2)
        tips = [
            (0.34 + lean, 1.5),
            (-0.34 + lean, 1.46),
            (-0.78 + lean, 1.16),
            (-0.86 + lean, 0.82),
        ]
        web: list[Limb] = []
        for (ax, ay), (bx, by) in zip(tips[1:], [*tips[2:], (-0.3, 0.56)], strict=False):
            for share in (0.2, 0.4, 0.6, 0.8):
                sag = 0.8 - 0.22 * (1 - abs(share - 0.5) * 2)
                x, y = ax + (bx - ax) * share, ay + (by - ay) * share
                web.append(
                    Limb(
                        *wrist,
                        0.05,
                        wrist[0] + (x - wrist[0]) * sag,
                        wrist[1] + (y - wrist[1]) * sag,
                        0.035,
                        tone,
                    )
                )
        web.append(Limb(*wrist, 0.05, -0.1, 0.58, 0.16, tone))
        fingers = [Limb(*wrist, 0.026, *tip, 0.006, spar) for tip in tips]
        return [
            Layer(web, melt=0.05),
            Layer([Limb(*root, 0.06, *wrist, 0.034, spar), *fingers], melt=0.015),
        ]

    body = [
        Limb(-0.34, 0.52, 0.12, 0.14, 0.54, 0.16, coat), Limb(0.14, 0.54, 0.15, 0.46, 0.78, 0.085, coat),
        Limb(0.46, 0.78, 0.085, 0.66, 1.0, 0.065, coat), Limb(-0.34, 0.52, 0.12, -0.8, 0.36, 0.065, coat),
        Limb(-0.8, 0.36, 0.065, -1.2, 0.46, 0.032, coat), Limb(-1.2, 0.46, 0.032, -1.5, 0.66, 0.006, bone),
        Limb(-0.26, 0.44, 0.09, -0.4, 0.26, 0.04, coat), Limb(-0.4, 0.26, 0.04, -0.56, 0.24, 0.02, bone),
        Limb(0.16, 0.44, 0.07, 0.12, 0.26, 0.03, coat),
    ]  # fmt: skip
    head = [Limb(0.7, 1.04, 0.085, 0.8, 1.03, 0.07, coat), Limb(0.8, 1.03, 0.06, 0.98, 0.97, 0.035, coat),
            Limb(0.68, 1.1, 0.03, 0.5, 1.24, 0.005, bone), Limb(0.73, 1.1, 0.028, 0.58, 1.27, 0.005, bone)]  # fmt: skip
    eye = [Spot(0.79, 1.065, 0.02, 0.012, parse("ffd34d"), 0.2)]
    belly = [Spot(0.14, 0.44, 0.22, 0.07, mix(coat, _WHITE, 0.4), 0.7)]
    return Figure(
        [
            *wing(0.28, mix(membrane, _INK, 0.3), bone),
            Layer(body, belly, 0.07),
            Layer(head, eye, 0.04),
            *wing(0.0, membrane, bone),
        ],
        (-1.6, 0.1, 1.2, 1.65),
    )


STANDING: dict[str, tuple[Callable[[Colour, Colour], Figure], str, str]] = {
    "horse": (horse, "8a5433", "2c1c16"),
    "deer": (deer, "a8703f", "5a3a24"),
    "elephant": (elephant, "8b8b92", "55555c"),
    "bird": (bird, "d9643a", "4b5a6b"),
    "heron": (heron, "f4a6a0", "d9645f"),
    "dragon": (dragon, "3f7a5c", "b5482f"),
}
