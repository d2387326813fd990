"""Glitch: words torn into slices, with split colours, on a screen of lines."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData, named


def draw(kit: Kit) -> Drawn:
    """Let the words arrive torn, stand clean, tear once more in the middle."""
    text, shown = (kit.halves()) if kit.scene.media else (kit.inner, kit.inner)
    words = kit.words(
        text, size=188 if not kit.scene.media else 118, align="left",
    )  # fmt: skip
    heading = named(words, "heading")
    if heading:
        heading["enter"] = {
            "kind": "type", "by": "letter", "at": heading["enter"]["at"],
            "stagger": kit.at(0.03), "seconds": 0.04, "order": "random",
        }  # fmt: skip
        heading["weight"] = max(kit.pace.weight, 700)
    pictures = kit.cards(kit.scene.media, shown, kit.begin) if kit.scene.media else []
    torn: LayerData = {
        "type": "group",
        "layers": [*pictures, *words],
        "glitch": {
            "amount": _bursts(kit, 0.85, 0.6), "split": _bursts(kit, 26, 18, rest=2.2),
            "lines": 0, "rate": 14, "seed": kit.scene.number,
        },
    }  # fmt: skip
    return Drawn(
        [*_screen(kit), torn, *_marks(kit), {
            "type": "grain", "amount": 0.05, "lines": 0.16, "vignette": 0.35,
        }],
    )  # fmt: skip


def _bursts(kit: Kit, first: float, second: float, rest: float = 0.0) -> list[object]:
    """Strong at the begin, a short shock after the middle, calm while one reads."""
    begin, middle = kit.begin, max(kit.seconds * 0.62, kit.begin + kit.at(1.3))
    return [
        [0, first],
        [round(begin + kit.at(0.5), 3), first, "hold"],
        [round(begin + kit.at(0.75), 3), rest, "out"],
        [round(middle, 3), rest, "hold"],
        [round(middle + 0.04, 3), second, "hold"],
        [round(middle + kit.at(0.22) + 0.04, 3), rest, "hold"],
    ]


def _screen(kit: Kit) -> list[LayerData]:
    """A field of small crosses, and a bar of light that passes down."""
    step = 150
    columns, rows = int(kit.wide // step), int(kit.tall // step)
    crosses: list[LayerData] = [
        {
            "type": "shape", "shape": "cross", "width": 13, "height": 13, "fill": "line",
            "x": round((column - (columns - 1) / 2) * step),
            "y": round((row - (rows - 1) / 2) * step),
        }
        for column in range(min(columns, 17))
        for row in range(min(rows, 13))
    ][:110]  # fmt: skip
    bar: LayerData = {
        "type": "shape", "width": round(kit.wide), "height": 190, "blend": "screen",
        "y": [[0, round(-kit.tall * 0.7)], [kit.stays, round(kit.tall * 0.7), "linear"]],
        "fill": {"colors": ["accent/0", "accent/14", "accent/0"], "angle": 90},
    }  # fmt: skip
    return [{"type": "group", "layers": crosses}, bar]


def _marks(kit: Kit) -> list[LayerData]:
    """Corner marks of a viewfinder, and a counter of the seconds."""
    across, down = kit.wide / 2 - kit.margin * 0.55, kit.tall / 2 - kit.margin * 0.55
    corners: list[LayerData] = [
        {
            "type": "shape", "path": "M0 1L0 0L1 0", "x": round(side * across),
            "y": round(edge * down), "width": 34, "height": 34, "fill": None,
            "scale_x": -side, "scale_y": -edge, "stroke": {"color": "accent", "width": 4},
            "enter": kit.enter("fade", kit.at(0.1)),
        }
        for side in (-1, 1)
        for edge in (-1, 1)
    ]  # fmt: skip
    box = Area(across - 130, down - 8, 240, 40)
    counter: LayerData = {
        "type": "text", "text": "{}", "font": "JetBrains Mono", "size": 26, "weight": 500,
        "x": round(box.x), "y": round(box.y), "width": 240, "height": 40, "align": "right",
        "color": "accent_text",
        "count": {"value": [[0, 0], [kit.stays, round(kit.stays, 2), "linear"]], "decimals": 2},
    }  # fmt: skip
    return [*corners, counter]
