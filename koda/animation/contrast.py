"""Whether words can be read on a colour, by the formula of WCAG 2.2."""

from __future__ import annotations

import colorsys

READABLE = 4.5
"""The least ratio for words (WCAG 1.4.3, AA)."""

LARGE = 3.0
"""The least ratio for large words and for shapes that mean something (WCAG 1.4.3, 1.4.11)."""

_STEPS = 64


def contrast(one: str, other: str) -> float:
    """Give the ratio of two `#RRGGBB` colours, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(color: str, ground: str, ratio: float = READABLE) -> str:
    """Give the colour nearest to `color`, of its hue, that can be read on `ground`.

    It is made lighter or darker, whichever needs less, until `ratio` is reached. Black or white
    has at least 4.58 on every ground, so a ratio up to that is always kept.
    """
    if contrast(color, ground) >= ratio:
        return color.upper()
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(color))
    for step in range(1, _STEPS + 1):
        for wanted in (lightness + step / _STEPS, lightness - step / _STEPS):
            if not -1 / _STEPS <= wanted <= 1 + 1 / _STEPS:
                continue
            tried = _hex(colorsys.hls_to_rgb(hue, min(max(wanted, 0.0), 1.0), saturation))
            if contrast(tried, ground) >= ratio:
                return tried
    return ink_on(ground)


def ink_on(ground: str) -> str:
    """Give black or white, whichever is read better on `ground`."""
    return max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, ground))


def mixed(one: str, other: str, share: float) -> str:
    """Give `one` with a share of `other` in it, 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pairs)
    return _hex((red, green, blue))


def _luminance(color: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _channels(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return red / 255, green / 255, blue / 255


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in channels)
