"""Kinetic typography: phrases as beats, then the whole line, with the accent on its last word."""

from __future__ import annotations

from itertools import pairwise

from koda.animation.engines.python.techniques.areas import Area
from koda.animation.engines.python.techniques.kit import Drawn, Kit, LayerData, named

_BEAT = 0.62
_WORDS_A_BEAT = 3


def draw(kit: Kit) -> Drawn:
    """Show the heading phrase by phrase, large, then as a whole with what supports it."""
    words = kit.scene.heading.split()
    phrases = _phrases(words, kit)
    at = kit.begin
    layers: list[LayerData] = []
    beat = kit.at(_BEAT)
    for place, phrase in enumerate(phrases):
        layers.append(_beat(kit, phrase, at, at + beat, is_accent=place % 2 == 1))
        at += beat
    if kit.scene.media:
        text, shown = kit.halves()
        layers += kit.cards(kit.scene.media, shown, at)
    else:
        text = kit.inner
        layers += _ground(kit, at)
    final = kit.words(text, size=170 if not kit.scene.media else 112, at=at)
    if len(words) > 1:
        named(final, "heading")["accent_words"] = [len(words) - 1]
    return Drawn([*layers, *final, *kit.corner()])


def _phrases(words: list[str], kit: Kit) -> list[str]:
    """Give the beats; none for few words, and where there is no time for them."""
    if len(words) < 4 or kit.seconds < 2.4:
        return []
    fits = int((kit.seconds * 0.55) / kit.at(_BEAT))
    count = min(fits, -(-len(words) // _WORDS_A_BEAT), 4)
    if count < 2:
        return []
    edges = [round(len(words) * place / count) for place in range(count + 1)]
    pairs = pairwise(edges)
    return [" ".join(words[one:other]) for one, other in pairs]


def _beat(kit: Kit, phrase: str, at: float, until: float, *, is_accent: bool) -> LayerData:
    return {
        "type": "text",
        "text": phrase,
        "width": round(kit.inner.width),
        "height": round(kit.inner.height * 0.8),
        "size": 330 if kit.is_broad else 230,
        "weight": kit.pace.weight,
        "tracking": kit.pace.tracking,
        "line_height": 1.02,
        "from": round(at, 3),
        "until": round(until, 3),
        "scale": [[round(at, 3), 1.0], [round(until, 3), 1.05, "linear"]],
        "color": "accent_text" if is_accent else "foreground",
        "enter": {
            "kind": "mask", "by": "word", "at": 0, "seconds": kit.at(0.34),
            "stagger": kit.at(0.05), "ease": "expo-out",
        },
        "leave": {
            "kind": "mask", "by": "word", "seconds": kit.at(0.16), "stagger": 0, "ease": "in",
        },
    }  # fmt: skip


def _ground(kit: Kit, at: float) -> list[LayerData]:
    """A large disc of the surface that drifts, and a line in the accent at the edge."""
    across = min(kit.wide, kit.tall) * 1.15
    right, low = kit.wide * 0.36, kit.tall * 0.22
    disc: LayerData = {
        "type": "shape", "shape": "ellipse", "width": round(across), "height": round(across),
        "x": [[0, round(right + 40)], [kit.stays, round(right - 40), "linear"]], "y": round(low),
        "fill": "surface", "enter": kit.enter("grow", 0, seconds=1.4, ease="expo-out"),
    }  # fmt: skip
    ring: LayerData = {
        "type": "shape", "shape": "ellipse", "width": round(across * 0.72),
        "height": round(across * 0.72), "x": round(right), "y": round(low), "fill": None,
        "stroke": {"color": "accent", "width": 3},
        "rotation": [[0, -90], [kit.stays, 20, "linear"]],
        "trim_to": [[kit.begin, 0], [kit.begin + kit.at(1.6), 0.72, "in-out"]],
    }  # fmt: skip
    bar = Area(-kit.wide / 2 + kit.margin * 0.45, 0, 6, kit.inner.height * 0.42)
    line: LayerData = {
        "type": "shape", "x": round(bar.x, 1), "y": 0, "width": 6, "height": round(bar.height),
        "radius": 3, "fill": "accent", "enter": kit.enter("wipe-up", at),
    }  # fmt: skip
    return [disc, ring, line]
