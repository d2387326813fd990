"""Camera movements: one wide plane with places on it, which the camera visits."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData


def draw(kit: Kit) -> Drawn:
    """Begin near the heading, travel to what supports it, end on the whole."""
    places = _places(kit)
    layers: list[LayerData] = [*_ground(kit, len(places))]
    for place, (x, y, content) in enumerate(places):
        layers += [_moved(one, x, y) for one in content]
        if place:
            layers.append(_way(kit, places[place - 1][:2], (x, y), place))
    return Drawn([*layers, *_pinned(kit)], camera=_camera(kit, [one[:2] for one in places]))


def _places(kit: Kit) -> list[tuple[float, float, list[LayerData]]]:
    """Give up to three places with what stands there, around 0, 0 each."""
    area = Area(0, 0, kit.inner.width * 0.86, kit.inner.height * 0.8)
    heading = [
        *kit.label(Area(0, -kit.inner.height * 0.3, area.width, 40), kit.begin),
        kit.heading(area, size=150, at=kit.begin),
    ]
    far_x = kit.wide * (1.02 if kit.is_broad else 0.3)
    far_y = kit.tall * (0.34 if kit.is_broad else 0.9)
    places: list[tuple[float, float, list[LayerData]]] = [(0, 0, heading)]
    if kit.scene.media:
        room = Area(0, 0, kit.inner.width * 0.84, kit.inner.height * 0.74)
        places.append((far_x, far_y, kit.cards(kit.scene.media, room, kit.seconds * 0.24)))
    if kit.scene.lines:
        sign = len(places)
        x, y = (far_x * sign, far_y * (1 - sign % 2)) if kit.is_broad else (0, far_y * sign)
        box = Area(0, 0, kit.inner.width * 0.8, kit.inner.height * 0.6)
        lines = kit.lines(box, size=88, at=kit.seconds * (0.22 + 0.24 * (sign - 1)))
        places.append((x, y, [one | {"color": "foreground", "weight": 500} for one in lines]))
    return places


def _camera(kit: Kit, stops: list[tuple[float, float]]) -> LayerData:
    """Rest at each place, travel on from farther away, come nearer while resting."""
    count = len(stops)
    if count == 1:
        turned = [[0, -3], [kit.stays, 1.5, "in-out"]]
        return {
            "zoom": [[0, 1.5], [kit.at(1.4), 1.0, "expo-out"], [kit.stays, 1.07, "linear"]],
            "rotation": turned,
        }
    begin = kit.seconds * (0.3 if count == 2 else 0.24)
    travel = kit.at(1.0 if count == 2 else 0.85)
    rest = (kit.seconds - begin - travel * (count - 1)) / (count - 1)
    keys: dict[str, list[object]] = {"x": [[0, 0]], "y": [[0, 0]], "zoom": [[0, 1.28]]}
    keys["zoom"].append([round(min(kit.at(1.0), begin * 0.9), 3), 1.0, "expo-out"])
    at = begin
    for x, y in stops[1:]:
        before, after = round(at, 3), round(at + travel, 3)
        for name, value in (("x", x), ("y", y)):
            previous = keys[name][-1]
            assert isinstance(previous, list)
            keys[name] += [
                [before, previous[1], "hold"],
                [after, round(value), "bezier(.7,0,.2,1)"],
            ]
        keys["zoom"] += [
            [round(before + travel * 0.45, 3), 0.78, "in-out"], [after, 1.0, "out"],
            [round(after + max(rest, 0.1) * 0.98, 3), 1.06, "linear"],
        ]  # fmt: skip
        at = after + rest
    return {**keys, "rotation": [[0, -1.2], [kit.stays, 1.2, "in-out"]]}


def _moved(layer: LayerData, x: float, y: float) -> LayerData:
    return layer | {"x": round(layer.get("x", 0) + x), "y": round(layer.get("y", 0) + y)}


def _way(kit: Kit, one: tuple[float, float], other: tuple[float, float], place: int) -> LayerData:
    """A dotted way between two places, drawn as the camera follows it."""
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    wide, tall = abs(other[0] - one[0]) * 0.3, abs(other[1] - one[1]) * 0.3
    begin = kit.seconds * (0.24 + 0.26 * (place - 1))
    rises = (other[1] - one[1]) * (other[0] - one[0]) < 0
    return {
        "type": "shape", "path": "M0 1L1 0" if rises else "M0 0L1 1", "x": round(middle[0]),
        "y": round(middle[1]), "width": round(max(wide, 4)), "height": round(max(tall, 4)),
        "fill": None, "stroke": {"color": "accent", "width": 6},
        "trim_to": [[round(begin, 3), 0], [round(begin + kit.at(0.9), 3), 1, "in-out"]],
    }  # fmt: skip


def _ground(kit: Kit, count: int) -> list[LayerData]:
    """Large soft shapes far behind, and dots on the plane: they show that one travels."""
    far = [
        {
            "type": "shape", "shape": shape, "points": 6, "depth": depth, "fill": color,
            "width": round(kit.tall * size), "height": round(kit.tall * size),
            "x": round(kit.wide * x), "y": round(kit.tall * y), "seed": place + 2,
            "rotation": [[0, 0], [kit.stays, 24, "linear"]],
        }
        for place, (shape, x, y, size, depth, color) in enumerate(
            (
                ("blob", -0.3, -0.22, 0.9, 2.4, "surface"),
                ("ellipse", 0.42, 0.3, 0.7, 1.5, "surface"),
                ("ring", 0.7, -0.3, 0.36, 0.8, "accent/22"),
                ("ellipse", -0.46, 0.36, 0.1, 0.25, "accent"),
            )
        )
    ]  # fmt: skip
    dots: LayerData = {
        "type": "particles", "kind": "drift", "count": 60 * count, "speed": 0, "size": 7,
        "width": round(kit.wide * (0.6 + 1.1 * count)), "height": round(kit.tall * 2.4),
        "x": round(kit.wide * 0.5 * (count - 1)), "colors": ["muted/40", "accent/60"], "seed": 9,
    }  # fmt: skip
    return [*far, dots]


def _pinned(kit: Kit) -> list[LayerData]:
    return kit.corner()
