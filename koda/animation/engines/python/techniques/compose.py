"""Compositing: pictures, soft lights, a scrim and words in planes that belong together."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData


def draw(kit: Kit) -> Drawn:
    """Fill the frame with the first picture under one tint; others as cards; words on a scrim."""
    grain: LayerData = {"type": "grain", "amount": 0.05, "vignette": 0.32}
    if not kit.scene.media:
        return Drawn([*_lights(kit), *_card(kit), grain, *kit.corner()])
    first, *others = kit.scene.media
    behind = kit.media(
        first, Area(0, 0, kit.wide, kit.tall), tint_amount=0.24, saturation=0.92,
        pan_x=[[0, -0.25], [kit.stays, 0.25, "linear"]],
        zoom=[[0, 1.14], [kit.stays, 1.04, "out"]],
    )  # fmt: skip
    text, shown = kit.halves()
    if kit.is_broad:
        scrim_fill = {
            "colors": ["background/94", "background/72", "background/0"],
            "stops": [0, 0.42, 0.86],
            "angle": 0,
        }
    else:
        text = Area(0, kit.tall / 2 - kit.margin - kit.inner.height * 0.22, kit.inner.width,
                    kit.inner.height * 0.44)  # fmt: skip
        scrim_fill = {
            "colors": ["background/0", "background/72", "background/96"],
            "stops": [0.25, 0.6, 1],
            "angle": 90,
        }
    scrim: LayerData = {
        "type": "shape",
        "width": round(kit.wide + 4),
        "height": round(kit.tall + 4),
        "fill": scrim_fill,
        "enter": kit.enter("fade", 0, seconds=0.8),
    }
    if others and not kit.is_broad:
        shown = Area(0, -kit.tall / 2 + kit.margin + kit.inner.height * 0.2,
                     kit.inner.width * 0.8, kit.inner.height * 0.36)  # fmt: skip
    elif others:
        shown = Area(shown.x + shown.width * 0.1, shown.y, shown.width * 0.8, shown.height * 0.74)
    cards = kit.cards(others, shown, kit.begin + kit.at(0.15)) if others else []
    for card in cards:
        card["shadow"] = {"color": "#00000080", "blur": 30, "y": 18}
    bar: LayerData = {
        "type": "shape", "x": round(text.left - 34), "y": round(text.y), "width": 6,
        "height": round(min(text.height * 0.5, 320)), "radius": 3, "fill": "accent",
        "enter": kit.enter("wipe-up", kit.begin),
    }  # fmt: skip
    return Drawn(
        [behind, scrim, *cards, *([bar] if kit.is_broad else []), *kit.words(text, size=118),
         grain, *kit.corner()]
    )  # fmt: skip


def _lights(kit: Kit) -> list[LayerData]:
    """Large soft lights in the design's colours that wander through each other."""
    wide, tall = kit.wide, kit.tall
    lights = (
        (-0.34, -0.3, 0.2, 0.12, 1.25, "accent/70", "screen"),
        (0.42, 0.34, -0.16, -0.2, 1.05, "accent_text/50", "screen"),
        (0.3, -0.42, -0.2, 0.16, 0.9, "surface", "normal"),
        (-0.4, 0.45, 0.26, -0.1, 1.0, "foreground/22", "soft-light"),
    )
    return [
        {
            "type": "shape", "shape": "ellipse", "blend": blend,
            "width": round(tall * size), "height": round(tall * size),
            "x": [[0, round(wide * x)], [kit.stays, round(wide * (x + across)), "in-out"]],
            "y": [[0, round(tall * y)], [kit.stays, round(tall * (y + down)), "in-out"]],
            "fill": {"kind": "radial", "colors": [color, f"{color.split('/')[0]}/0"],
                     "stops": [0, 0.72]},
        }
        for x, y, across, down, size, color, blend in lights
    ]  # fmt: skip


def _card(kit: Kit) -> list[LayerData]:
    """A pane of the surface with a hairline, the words on it."""
    wide = min(kit.inner.width, 1250 if kit.is_broad else kit.inner.width)
    tall = min(kit.inner.height * (0.74 if kit.is_broad else 0.56), 700)
    pane: LayerData = {
        "type": "shape", "width": round(wide), "height": round(tall), "radius": 36,
        "fill": "background/78", "stroke": {"color": "foreground/18", "width": 2},
        "shadow": {"color": "#00000070", "blur": 46, "y": 26},
        "enter": kit.enter("rise", kit.at(0.1), distance=80),
        "rotation": [[0, -1.4], [kit.begin + kit.at(1.2), 0, "expo-out"]],
    }  # fmt: skip
    inner = Area(0, 0, wide - 150, tall - 110)
    chip: LayerData = {
        "type": "shape", "shape": "ring", "width": 120, "height": 120, "fill": "accent",
        "x": round(wide / 2 - 30), "y": round(-tall / 2 + 30),
        "enter": kit.enter("pop", kit.begin + kit.at(0.4), ease="back"),
        "rotation": [[0, 0], [kit.stays, 90, "linear"]],
    }  # fmt: skip
    return [pane, *kit.words(inner, size=122), chip]
