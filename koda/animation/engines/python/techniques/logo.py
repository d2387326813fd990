"""Logo reveals: a mark that comes out of a drawn ring and a burst, then the name below it."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData

_RAYS = 14


def draw(kit: Kit) -> Drawn:
    """Reveal the logo, or where there is none the name itself as a mark."""
    has_words = bool(kit.scene.heading.strip())
    low = kit.tall * 0.11 if has_words else 0
    mark_y = -low if not kit.is_upright else -kit.tall * 0.08
    hits = kit.begin + kit.at(0.75)
    side = min(kit.wide, kit.tall) * (0.34 if has_words else 0.5)
    behind = kit.scene.media if kit.scene.logo is not None else kit.scene.media[1:]
    layers: list[LayerData] = [
        *kit.backdrop(behind),
        _glow(kit, mark_y, side, hits),
        *_rings(kit, mark_y, side, hits),
        *_rays(kit, mark_y, side, hits),
        _mark(kit, mark_y, side, hits),
    ]
    below = mark_y + side * 0.72
    if has_words:
        room = Area(0, below + 66, kit.inner.width * 0.9, 132)
        layers.append(kit.heading(room, size=104, at=hits + kit.at(0.35), height=132))
        line: LayerData = {
            "type": "shape", "y": round(below + 154), "height": 5, "radius": 2, "fill": "accent",
            "width": [[round(hits + kit.at(0.7), 3), 0],
                      [round(hits + kit.at(1.3), 3), 150, "expo-out"]],
        }  # fmt: skip
        layers.append(line)
        under = Area(0, below + 250, kit.inner.width * 0.8, 140)
        layers += kit.lines(under, size=40, at=hits + kit.at(0.9), valign="top", height=140)
    return Drawn(layers, camera={"zoom": [[0, 1.06], [kit.stays, 1.0, "out"]]})


def _mark(kit: Kit, y: float, side: float, hits: float) -> LayerData:
    logo = kit.scene.logo or (kit.scene.media[0] if kit.scene.media else None)
    pop = {
        "kind": "pop", "at": round(hits - kit.at(0.1), 3), "seconds": max(kit.at(0.7), 0.1),
        "ease": "spring" if kit.pace.overshoot > 0 else "expo-out",
    }  # fmt: skip
    if logo is not None:
        ratio = min(max(logo.width / max(logo.height, 1), 0.5), 2.6)
        wide = side * min(ratio, 1.6)
        box = Area(0, round(y), wide, wide / ratio)
        return kit.media(logo, box, fit="contain", zoom=1, enter=pop)
    first = (kit.scene.heading or kit.plan.title or "K").strip()[:1].upper()
    return {
        "type": "group", "y": round(y), "enter": pop,
        "layers": [
            {"type": "shape", "shape": "rect", "width": round(side * 0.78),
             "height": round(side * 0.78), "radius": round(side * 0.22),
             "fill": {"colors": ["accent", "accent/80"], "angle": 60}},
            {"type": "text", "text": first, "width": round(side * 0.7),
             "height": round(side * 0.7), "size": round(side * 0.5), "weight": 800,
             "color": "on_accent"},
        ],
    }  # fmt: skip


def _glow(kit: Kit, y: float, side: float, hits: float) -> LayerData:
    return {
        "type": "shape", "shape": "ellipse", "y": round(y), "width": round(side * 4.4),
        "height": round(side * 4.4),
        "fill": {"kind": "radial", "colors": ["accent/42", "accent/12", "accent/0"],
                 "stops": [0, 0.32, 0.7]},
        "opacity": [[round(hits - 0.1, 3), 0], [round(hits + kit.at(0.2), 3), 1, "out"],
                    [round(hits + kit.at(1.4), 3), 0.5]],
        "scale": [[round(hits - 0.1, 3), 0.4], [round(hits + kit.at(0.9), 3), 1, "expo-out"]],
    }  # fmt: skip


def _rings(kit: Kit, y: float, side: float, hits: float) -> list[LayerData]:
    """A ring that is drawn until the mark is there, then two that run outward."""
    drawn: LayerData = {
        "type": "shape", "shape": "ellipse", "y": round(y), "width": round(side * 1.25),
        "height": round(side * 1.25), "fill": None, "stroke": {"color": "accent", "width": 5},
        "rotation": [[0, -90], [round(hits + kit.at(0.6), 3), 120, "in-out"]],
        "trim_to": [[round(kit.begin * 0.5, 3), 0], [round(hits, 3), 1, "in-out"]],
        "opacity": [[round(hits + kit.at(0.3), 3), 1], [round(hits + kit.at(0.9), 3), 0.28]],
    }  # fmt: skip
    waves: list[LayerData] = [
        {
            "type": "shape", "shape": "ellipse", "y": round(y), "fill": None,
            "from": round(hits, 3),
            **{
                one: [[round(hits, 3), round(side * 0.9)],
                      [round(hits + kit.at(1.3), 3), round(side * grown), "expo-out"]]
                for one in ("width", "height")
            },
            "stroke": {"color": "accent", "width": 3},
            "opacity": [[round(hits, 3), 0.8], [round(hits + kit.at(1.1), 3), 0, "linear"]],
        }
        for grown in (2.2, 3.0)
    ]  # fmt: skip
    return [drawn, *waves]


def _rays(kit: Kit, y: float, side: float, hits: float) -> list[LayerData]:
    """Short lines that shoot out as the mark lands."""
    rays: list[LayerData] = [
        {
            "type": "group", "rotation": round(360 / _RAYS * place), "layers": [{
                "type": "shape", "height": 5, "radius": 2,
                "fill": "accent" if place % 2 else "foreground",
                "x": [[round(hits, 3), round(side * 0.6)],
                      [round(hits + kit.at(0.7), 3),
                       round(side * (1.15 if place % 2 else 1.0)), "expo-out"]],
                "width": [[round(hits, 3), 0], [round(hits + kit.at(0.12), 3), 64, "out"],
                          [round(hits + kit.at(0.65), 3), 0, "out"]],
            }],
        }
        for place in range(_RAYS)
    ]  # fmt: skip
    return [{
        "type": "group", "y": round(y), "from": round(hits, 3),
        "until": round(hits + kit.at(0.9), 3), "layers": rays,
    }]  # fmt: skip
