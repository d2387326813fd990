"""Particle systems: dust that forms the words, then a burst as they stand."""

from __future__ import annotations

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData

_SHORT = 16


def draw(kit: Kit) -> Drawn:
    """Let dust gather into a short heading; behind a long one it floats and joins by lines."""
    words = kit.scene.heading
    if kit.scene.media or len(words) > _SHORT or not words.strip():
        return _network(kit)
    return _gathered(kit, words)


def _gathered(kit: Kit, words: str) -> Drawn:
    width, height = (
        kit.inner.width * 0.9,
        min(kit.inner.height * 0.42, 460 if kit.is_upright else 330),
    )
    formed = kit.begin + kit.at(1.5)
    y = -40 if kit.scene.lines else 0
    dust: LayerData = {
        "type": "particles", "kind": "gather", "text": words, "count": 1700, "size": 6.5,
        "width": round(width), "height": round(height), "y": y, "speed": 0.8,
        "colors": ["accent", "accent_text", "foreground"],
        "form": [[kit.begin, 0], [round(formed + 0.2, 3), 1, "linear"]],
        "opacity": [[0, 0], [0.5, 1], [round(formed + 0.15, 3), 1], [round(formed + 0.7, 3), 0.0]],
        "seed": kit.scene.number,
    }  # fmt: skip
    heading = {
        "type": "text", "name": "heading", "text": words, "width": round(width),
        "height": round(height), "y": y, "size": round(height), "weight": 800,
        "line_height": 1.05,
        "opacity": [[round(formed, 3), 0], [round(formed + 0.4, 3), 1, "out"]],
        "scale": [[round(formed, 3), 1], [kit.stays, 1.04, "out"]],
    }  # fmt: skip
    burst: LayerData = {
        "type": "particles", "kind": "burst", "count": 130, "size": 15, "y": y,
        "width": round(kit.wide * 0.62), "height": round(kit.tall * 0.55),
        "colors": ["accent", "foreground", "accent_text"], "from": round(formed, 3),
        "seed": kit.scene.number + 7,
    }  # fmt: skip
    below = Area(0, y + height / 2 + 110, kit.inner.width * 0.8, 170)
    return Drawn(
        [
            *_air(kit, 220),
            burst,
            dust,
            heading,
            *kit.lines(below, size=40, at=formed + kit.at(0.3), valign="top"),
            *kit.corner(),
        ],
        camera={"zoom": [[0, 1.0], [kit.stays, 1.05, "linear"]]},
    )


def _network(kit: Kit) -> Drawn:
    net: LayerData = {
        "type": "particles", "kind": "network", "count": 90 if kit.is_broad else 70, "size": 9,
        "width": round(kit.wide * 1.1), "height": round(kit.tall * 1.1), "speed": 1,
        "colors": ["accent", "accent/70", "muted/60"], "seed": kit.scene.number,
        "depth": 0.8, "opacity": [[0, 0], [0.9, 0.75]],
    }  # fmt: skip
    shade = {
        "type": "shape", "width": round(kit.wide * 1.3), "height": round(kit.tall * 1.3),
        "fill": {
            "kind": "radial", "colors": ["background", "background/85", "background/0"],
            "stops": [0, 0.45, 1],
        },
    }  # fmt: skip
    if kit.scene.media:
        text, shown = kit.halves()
        return Drawn(
            [
                net, shade, *kit.cards(kit.scene.media, shown, kit.begin),
                *kit.words(text, size=108), *_air(kit, 70), *kit.corner(),
            ],
            camera=_drift(kit),
        )  # fmt: skip
    area = Area(0, 0, kit.inner.width * 0.86, kit.inner.height)
    words = kit.words(area, size=132, align="center")
    return Drawn([net, shade, *words, *_air(kit, 90), *kit.corner()], camera=_drift(kit))


def _air(kit: Kit, count: int) -> list[LayerData]:
    return [
        {
            "type": "particles", "kind": "drift", "count": count, "size": 7,
            "width": round(kit.wide * 1.1), "height": round(kit.tall * 1.1),
            "colors": ["accent/70", "foreground/40"], "depth": 0.3, "seed": 11,
            "opacity": [[0, 0], [0.8, 1]],
        }
    ]  # fmt: skip


def _drift(kit: Kit) -> LayerData:
    return {"zoom": [[0, 1.0], [kit.stays, 1.06, "linear"]]}
