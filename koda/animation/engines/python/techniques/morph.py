"""Morphing: one shape that turns into others, its outline following, the words beside it."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData

_CHAINS = (
    (("blob", 6), ("star", 5), ("ellipse", 6), ("heart", 6)),
    (("polygon", 3), ("polygon", 6), ("ellipse", 6), ("star", 8)),
    (("ellipse", 6), ("drop", 6), ("blob", 7), ("bolt", 6)),
    (("polygon", 4), ("cross", 6), ("star", 6), ("ellipse", 6)),
)


def draw(kit: Kit) -> Drawn:
    """Turn a large shape into others, once a beat; pictures are seen through it."""
    text, shown = kit.halves()
    side = min(shown.width, shown.height, 720)
    chain = _CHAINS[(kit.scene.number - 1) % len(_CHAINS)]
    echoes = [
        _shape(
            kit, shown, side * grown, chain, late, fill=None, stroke={"color": color, "width": 3}
        )
        for grown, late, color in ((1.3, 0.22, "accent/25"), (1.16, 0.13, "accent/50"))
    ]
    hero = _shape(
        kit, shown, side, chain, 0.0, fill={"colors": ["accent", "accent/70"], "angle": 60}
    )
    dots = _orbit(kit, shown, side)
    layers: list[LayerData] = [*echoes, hero, *dots]
    if kit.scene.media:
        layers = [*echoes, *_through(kit, shown, side), *dots]
    return Drawn([*layers, *kit.words(text, size=118), *kit.corner()])


def _shape(
    kit: Kit, shown: Area, side: float, chain: tuple[tuple[str, int], ...], late: float,
    **more: object,
) -> LayerData:  # fmt: skip
    beat = max(kit.stays / len(chain), 0.3)
    keys = [
        {
            "at": round(beat * place - beat * 0.35 + kit.at(late), 3), "shape": name,
            "points": points, "seconds": round(beat * 0.62, 3), "ease": "in-out",
        }
        for place, (name, points) in enumerate(chain)
        if place > 0
    ]  # fmt: skip
    return {
        "type": "shape", "shape": chain[0][0], "points": chain[0][1], "x": round(shown.x),
        "y": round(shown.y), "width": round(side * 0.86), "height": round(side * 0.86),
        "morph": keys, "seed": 4,
        "rotation": [[0, round(-24 - late * 40)], [kit.stays, round(28 - late * 40), "in-out"]],
        "enter": kit.enter("pop", kit.at(late), ease="back"),
    } | more  # fmt: skip


def _orbit(kit: Kit, shown: Area, side: float) -> list[LayerData]:
    """Two small shapes that go around the large one."""
    small: LayerData = {
        "type": "group",
        "x": round(shown.x),
        "y": round(shown.y),
        "rotation": [[0, -40], [kit.stays, 70, "in-out"]],
        "layers": [
            {"type": "shape", "shape": "ellipse", "x": round(side * 0.62), "width": 44,
             "height": 44,
             "fill": "foreground", "enter": kit.enter("pop", kit.at(0.5), ease="back")},
            {"type": "shape", "shape": "ring", "x": round(-side * 0.6), "y": round(side * 0.1),
             "width": 64, "height": 64, "fill": "accent",
             "enter": kit.enter("pop", kit.at(0.62), ease="back")},
        ],
    }  # fmt: skip
    return [small]


def _through(kit: Kit, shown: Area, side: float) -> list[LayerData]:
    """Pictures in a frame whose corners turn from round to square, one after the other."""
    layers: list[LayerData] = []
    each = kit.stays / len(kit.scene.media)
    wide = min(shown.width, side * 1.25)
    tall = min(shown.height, side)
    for place, one in enumerate(kit.scene.media):
        begin = round(each * place, 3)
        round_, square = min(wide, tall) / 2, 30
        card = kit.media(one, Area(shown.x, shown.y, wide, tall))
        card["radius"] = [[begin, round(round_)], [round(begin + each * 0.6, 3), square, "in-out"]]
        card["width"] = [
            [begin, round(min(wide, tall))],
            [round(begin + each * 0.6, 3), round(wide)],
        ]
        card["height"] = round(tall)
        card["from"] = begin
        card["enter"] = kit.enter("pop", 0, ease="back" if place == 0 else "expo-out")
        layers.append(card)
    return layers
