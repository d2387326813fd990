"""Estimates what a document costs to draw, so that none can hold a machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koda.animation.engines.python.document import Document
from koda.animation.engines.python.layers import Grain, Group, Layer, Media, Particles, Solid, Text

MOST_LAYERS = 240
MOST_DEPTH = 5
MOST_PARTICLES = 6_000
MOST_COST = 100.0
"""Of a scene; a picture of 1000 by 1000 units that is drawn anew costs 1."""

_KINDS = {Media: 1.2, Solid: 4.0, Grain: 1.5, Text: 0.6}


def excess(document: Document) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give what is too much of it: where, and what it is."""
    parts = [(("scenes", place), scene.layers) for place, scene in enumerate(document.scenes)]
    for where, layers in [*parts, (("over",), document.over)]:
        count = sum(1 for _ in _all(layers))
        dust = sum(one.count for one in _all(layers) if isinstance(one, Particles))
        price = sum(_price(one) for one in _all(layers))
        if _depth(layers) > MOST_DEPTH:
            yield where, f"groups are more than {MOST_DEPTH} deep in each other"
        if count > MOST_LAYERS:
            yield where, f"there are {count} layers; {MOST_LAYERS} is the most for a scene"
        if dust > MOST_PARTICLES:
            yield where, f"there are {dust} particles; {MOST_PARTICLES} is the most for a scene"
        if price > MOST_COST:
            yield (
                where,
                f"it would cost {price:.0f} to draw, {MOST_COST:.0f} is the most: fewer effects",
            )


def _all(layers: Sequence[Layer]) -> Iterator[Layer]:
    for layer in layers:
        yield layer
        if isinstance(layer, Group):
            yield from _all(layer.layers)


def _depth(layers: Sequence[Layer]) -> int:
    inner = [_depth(one.layers) for one in layers if isinstance(one, Group)]
    return 1 + max(inner, default=0)


def _price(layer: Layer) -> float:
    price = next((cost for kind, cost in _KINDS.items() if isinstance(layer, kind)), 0.3)
    if isinstance(layer, Particles):
        price = layer.count / 600
    blurs = max(layer.blur.values) > 0 or layer.shadow is not None
    return price + 1.5 * blurs + 6.0 * (layer.glitch is not None)
