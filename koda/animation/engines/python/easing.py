"""How a value goes from one key to the next: names and curves."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

Curve = Callable[[float], float]

_BEZIER = re.compile(r"bezier\(([-\d.]+),([-\d.]+),([-\d.]+),([-\d.]+)\)")


def _bounce(x: float) -> float:
    for edge, middle, floor in (
        (1 / 2.75, 0.0, 0.0),
        (2 / 2.75, 1.5 / 2.75, 0.75),
        (2.5 / 2.75, 2.25 / 2.75, 0.9375),
    ):
        if x < edge:
            return 7.5625 * (x - middle) ** 2 + floor
    return 7.5625 * (x - 2.625 / 2.75) ** 2 + 0.984375


def _spring(x: float) -> float:
    """A spring with a damping of 0.5 that has settled to a thousandth at 1."""
    decay, turn = 7.0, 12.124
    return 1 - math.exp(-decay * x) * (math.cos(turn * x) + decay / turn * math.sin(turn * x))


def _in_out(x: float) -> float:
    return 4 * x**3 if x < 0.5 else 1 - (2 - 2 * x) ** 3 / 2


CURVES: dict[str, Curve] = {
    "linear": lambda x: x,
    "in": lambda x: x**3,
    "out": lambda x: 1 - (1 - x) ** 3,
    "in-out": _in_out,
    "expo-in": lambda x: (2 ** (10 * x) - 1) / 1023,
    "expo-out": lambda x: (1 - 2 ** (-10 * x)) / (1 - 2**-10),
    "back": lambda x: 1 + 2.70158 * (x - 1) ** 3 + 1.70158 * (x - 1) ** 2,
    "spring": _spring,
    "bounce": _bounce,
    "hold": lambda x: 1.0 if x >= 1 else 0.0,
}


def is_ease(name: str) -> bool:
    """Tell whether this names a curve: one of `CURVES`, or `bezier(x1,y1,x2,y2)`."""
    if name in CURVES:
        return True
    found = _BEZIER.fullmatch(name.replace(" ", ""))
    if found is None:
        return False
    try:
        x1, y1, x2, y2 = (float(part) for part in found.groups())
    except ValueError:
        return False
    return 0 <= x1 <= 1 and 0 <= x2 <= 1 and max(abs(y1), abs(y2)) <= 4


@lru_cache(maxsize=256)
def curve(name: str) -> Curve:
    """Give the curve of a name that `is_ease`; it leads from 0 at 0 to 1 at 1."""
    if name in CURVES:
        plain = CURVES[name]
        return lambda x: plain(min(max(x, 0.0), 1.0))
    found = _BEZIER.fullmatch(name.replace(" ", ""))
    assert found is not None
    x1, y1, x2, y2 = (float(part) for part in found.groups())
    return lambda x: _bezier(min(max(x, 0.0), 1.0), x1, y1, x2, y2)


def _bezier(x: float, x1: float, y1: float, x2: float, y2: float) -> float:
    """Solve the curve of CSS `cubic-bezier` by halving: 30 steps are exact to a billionth."""
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        if _cubic(middle, x1, x2) < x:
            low = middle
        else:
            high = middle
    return _cubic((low + high) / 2, y1, y2)


def _cubic(t: float, one: float, other: float) -> float:
    return 3 * (1 - t) ** 2 * t * one + 3 * (1 - t) * t**2 * other + t**3
