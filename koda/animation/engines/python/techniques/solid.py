"""3D scenes: one solid thing in light, with smaller ones behind, and the words in front."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData, pinned

_HEROES = ("torus", "knot", "gem", "cube", "cylinder", "sphere")


def draw(kit: Kit) -> Drawn:
    """Turn a hero slowly beside the words; the camera comes nearer."""
    text, shown = kit.halves()
    if kit.scene.media:
        text, shown = kit.halves()
        return Drawn(
            [
                *kit.backdrop(kit.scene.media[3:]),
                *_small(kit, shown, behind=True),
                *_tilted_cards(kit, shown),
                *pinned(kit.words(text, size=112)),
                *kit.corner(),
            ],
            camera=_nearer(kit),
        )
    size = min(shown.width, shown.height, 640) * 1.02
    hero = _HEROES[(kit.scene.number - 1) % len(_HEROES)]
    glow: LayerData = {
        "type": "shape", "shape": "ellipse", "x": round(shown.x), "y": round(shown.y),
        "width": round(size * 2.1), "height": round(size * 2.1), "depth": 0.6,
        "fill": {"kind": "radial", "colors": ["accent/34", "accent/10", "accent/0"],
                 "stops": [0, 0.4, 0.72]},
        "enter": kit.enter("fade", 0, seconds=1.2, ease="out"),
    }  # fmt: skip
    floor: LayerData = {
        "type": "shape", "shape": "ellipse", "x": round(shown.x),
        "y": round(shown.y + size * 0.62), "width": round(size * 0.9),
        "height": round(size * 0.1),
        "fill": {"kind": "radial", "colors": ["#00000088", "#00000000"], "stops": [0, 0.7]},
        "scale": [[0, 0.5], [kit.begin + kit.at(0.9), 1, "out"]],
    }  # fmt: skip
    thing: LayerData = {
        "type": "solid", "solid": hero, "size": round(size), "x": round(shown.x),
        "y": [[0, round(shown.y + 70)], [kit.begin + kit.at(1.1), round(shown.y), "expo-out"],
              [kit.stays, round(shown.y - 14), "in-out"]],
        "turn_x": [[0, 34], [kit.stays, 18, "in-out"]],
        "turn_y": [[0, -58], [kit.begin + kit.at(1.2), -22, "expo-out"],
                   [kit.stays, 24, "in-out"]],
        "turn_z": [[0, -8], [kit.stays, 6, "in-out"]],
        "enter": kit.enter("grow", 0, seconds=kit.at(1.0), ease="expo-out"),
    }  # fmt: skip
    return Drawn(
        [
            glow, *_small(kit, shown, behind=True), floor, thing,
            *_small(kit, shown, behind=False),
            *pinned(kit.words(text, size=124)), *kit.corner(),
        ],
        camera=_nearer(kit),
    )  # fmt: skip


def _small(kit: Kit, shown: Area, *, behind: bool) -> list[LayerData]:
    """Small things behind, out of focus, or one before, larger and soft."""
    places = (
        [(-0.55, -0.42, 90, 1.6, 0.4, "sphere"), (0.5, 0.46, 70, 1.2, 0.3, "cube")]
        if behind
        else [(0.56, -0.4, 110, -0.25, 0.0, "sphere")]
    )
    half = min(shown.width, shown.height, 760)
    return [
        {
            "type": "solid", "solid": name, "size": size,
            "x": round(shown.x + across * half), "y": [
                [0, round(shown.y + down * half + 40)],
                [kit.stays, round(shown.y + down * half - 40), "in-out"],
            ],
            "turn_x": [[0, 20], [kit.stays, 60, "linear"]],
            "turn_y": [[0, 10], [kit.stays, -50, "linear"]],
            "color": "foreground" if behind else "accent", "rim": "accent",
            "depth": depth, "opacity": [[0, 0], [0.8, 1 - fade]],
        }
        for across, down, size, depth, fade, name in places
    ]  # fmt: skip


def _tilted_cards(kit: Kit, shown: Area) -> list[LayerData]:
    """Pictures as cards in space, one behind the other, the first one in front."""
    layers: list[LayerData] = []
    shown_media = kit.scene.media[:3]
    for place in reversed(range(len(shown_media))):
        one = shown_media[place]
        ratio = one.width / max(one.height, 1) if one.width else 1.0
        wide = min(shown.width * 0.82, shown.height * 0.82 * ratio)
        tall = min(wide / ratio, shown.height * 0.82)
        card: LayerData = kit.media(
            one, Area(round(shown.x + place * 46), round(shown.y - place * 52), wide, tall),
            radius=22, depth=round(place * 0.35, 2),
            shadow={"color": "#00000080", "blur": 34, "y": 22},
        )  # fmt: skip
        card["width"], card["height"] = round(wide), round(tall)
        card["rotation"] = [[0, -7 + place * 4], [kit.stays, -1 + place * 3, "in-out"]]
        card["scale_x"] = [[0, 0.62], [kit.begin + kit.at(1.1), 0.97, "expo-out"], [kit.stays, 1.0]]
        card["enter"] = kit.enter("rise", kit.at(0.12 * place), distance=160)
        card["scale"] = round(1 - place * 0.1, 2)
        layers.append(card)
    return layers


def _nearer(kit: Kit) -> LayerData:
    return {"zoom": [[0, 0.96], [kit.stays, 1.05, "in-out"]]}
