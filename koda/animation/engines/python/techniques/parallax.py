"""Parallax: planes at different distances that slide past each other as the camera travels."""

from __future__ import annotations

import math

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData, pinned


def draw(kit: Kit) -> Drawn:
    """Move sideways past hills and a sun, or past the scene's pictures at several depths."""
    travel = kit.wide * 0.16
    camera = {
        "x": [[0, round(-travel)], [kit.stays, round(travel), "in-out"]],
        "zoom": [[0, 1.0], [kit.stays, 1.05, "linear"]],
    }
    if kit.scene.media:
        return Drawn([*_pictures(kit), *_front(kit), *kit.corner()], camera=camera)
    area = Area(0, -kit.tall * 0.12, kit.inner.width * 0.82, kit.inner.height * 0.62)
    words = [one | {"depth": 2.2} for one in kit.words(area, size=138, align="center")]
    return Drawn([*_land(kit, words), *_front(kit), *kit.corner()], camera=camera)


def _land(kit: Kit, words: list[LayerData]) -> list[LayerData]:
    sun: LayerData = {
        "type": "shape", "shape": "ellipse",
        "x": round(kit.wide * (0.34 if kit.is_broad else 0.22)),
        "y": [[0, round(kit.tall * 0.1)], [kit.stays, round(-kit.tall * 0.16), "out"]],
        "width": round(kit.tall * 0.36), "height": round(kit.tall * 0.36), "depth": 7,
        "fill": {"colors": ["accent", "accent/25"], "angle": 90},
        "enter": kit.enter("grow", 0, seconds=1.4, ease="expo-out"),
    }  # fmt: skip
    hills = [
        _hill(kit, 4.0, 0.30, "surface", 3),
        _hill(kit, 1.8, 0.37, "accent/30", 8),
        _hill(kit, 0.7, 0.43, "accent/60", 14),
    ]
    near = _hill(kit, 0.0, 0.5, "accent", 21)
    return [sun, hills[0], *words, hills[1], hills[2], near]


def _hill(kit: Kit, depth: float, low: float, color: str, seed: int) -> LayerData:
    """A range of soft hills as a path; the nearer, the rougher."""
    wide, tall = kit.wide * 1.7, kit.tall * 0.36
    steps = 5 + round(4 / (1 + depth))
    tops = [
        0.34 + 0.3 * math.sin(seed + place * 1.9) + 0.14 * math.sin(seed * 2.3 + place * 4.1)
        for place in range(steps + 1)
    ]
    parts = [f"M0 {tops[0]:.3f}"]
    for place in range(steps):
        x0, x1 = place / steps, (place + 1) / steps
        middle = (x0 + x1) / 2
        parts.append(
            f"C{middle:.3f} {tops[place]:.3f} {middle:.3f} {tops[place + 1]:.3f} "
            f"{x1:.3f} {tops[place + 1]:.3f}"
        )
    parts.append("L1 2L0 2Z")
    # A path is scaled into its box: the box is as tall as from the highest top to the foot.
    high = min(tops)
    height = tall * (2 - high)
    top = kit.tall * low - tall * 0.5 + tall * high
    rest = round(top + height / 2)
    return {
        "type": "shape", "path": " ".join(parts), "width": round(wide), "height": round(height),
        "y": [[0, rest + 130], [kit.at(1.1), rest, "expo-out"]], "fill": color, "depth": depth,
    }  # fmt: skip


def _pictures(kit: Kit) -> list[LayerData]:
    """The first picture far behind, dimmed; all as cards at their own depth; words in front."""
    shown = kit.scene.media
    rest = kit.backdrop(shown[4:])
    behind = kit.media(
        shown[0],
        Area(0, 0, kit.wide * 1.25, kit.tall * 1.2),
        depth=5,
        tint_amount=0.72,
        enter=kit.enter("fade", 0),
    )
    text, room = kit.halves()
    depths = (0.4, 1.3, 0.0, 2.2)
    side = min(room.width, room.height)
    places = ((0.0, 0.02, 0.74), (0.36, -0.36, 0.36), (-0.38, 0.36, 0.4), (0.42, 0.4, 0.3))
    cards: list[LayerData] = []
    for place, one in enumerate(shown[:4]):
        across, down, share = places[place]
        ratio = min(max(one.width / max(one.height, 1), 0.62), 1.7) if one.width else 1.0
        wide = side * share * math.sqrt(ratio)
        box = Area(room.x + across * room.width * 0.8, room.y + down * room.height * 0.72,
                   wide, wide / ratio)  # fmt: skip
        cards.append(
            kit.media(
                one, box, radius=16, depth=depths[place],
                shadow={"color": "#00000070", "blur": 26, "y": 16},
                enter=kit.enter("rise", kit.at(0.12 + 0.12 * place), distance=120),
            )
        )  # fmt: skip
    cards.sort(key=lambda card: -card["depth"])
    words = pinned(kit.words(text, size=112))
    return [behind, *rest, *cards, *words]


def _front(kit: Kit) -> list[LayerData]:
    """Dust before everything, which passes fastest."""
    return [
        {
            "type": "particles", "kind": "drift", "count": 46, "size": 11, "speed": 0.6,
            "width": round(kit.wide * 1.6), "height": round(kit.tall * 1.1), "depth": -0.35,
            "colors": ["foreground/40", "accent/50"], "seed": 5, "opacity": [[0, 0], [0.8, 1]],
        }
    ]  # fmt: skip
