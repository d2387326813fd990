"""Names colours in plain words, such as `dark muted blue`."""

from __future__ import annotations

import math

_HUES = (
    (15, "pink"),
    (40, "red"),
    (72, "orange"),
    (100, "gold"),
    (118, "yellow"),
    (136, "lime"),
    (168, "green"),
    (225, "teal"),
    (275, "blue"),
    (295, "indigo"),
    (325, "violet"),
    (345, "magenta"),
    (361, "pink"),
)
_GREY = 0.022
_MUTED, _VIVID = 0.075, 0.17


def color_words(color: str) -> str:
    """Name a colour that is written as `#rrggbb`."""
    light, across, along = _oklab(color)
    strength = math.hypot(across, along)
    if strength < _GREY:
        return _grey(light)
    hue = math.degrees(math.atan2(along, across)) % 360
    name = next(word for end, word in _HUES if hue < end)
    if name in {"orange", "gold", "yellow", "red"} and light < 0.55 and strength < 0.13:
        name = "brown"
    elif name in {"orange", "gold"} and strength < 0.09 and light >= 0.7:
        name = "beige"
    elif name == "red" and light > 0.72:
        name = "pink"
    elif name == "teal" and light > 0.75:
        name = "cyan"
    tone = _tone(light, strength)
    return f"{tone} {name}" if tone else name


def _grey(light: float) -> str:
    for end, word in ((0.18, "black"), (0.4, "dark grey"), (0.68, "grey"), (0.93, "light grey")):
        if light < end:
            return word
    return "white"


def _tone(light: float, strength: float) -> str:
    if light < 0.4:
        return "deep" if strength > _VIVID else "dark"
    if strength > _VIVID:
        return "vivid"
    return "pale" if light > 0.85 else "muted" if strength < _MUTED else ""


def _oklab(color: str) -> tuple[float, float, float]:
    """See `koda.media.palette.oklab`; one colour, without what works on many."""
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
