"""Colour: OKLCH, the curated light of each hour, and sets for abstract work."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

from koda.providers.offline_art.noise import Stream, chance, pick

Colour = tuple[float, float, float]


def parse(text: str) -> Colour:
    """Read `#rrggbb` or `rrggbb`."""
    text = text.lstrip("#")
    return (int(text[0:2], 16) / 255, int(text[2:4], 16) / 255, int(text[4:6], 16) / 255)


def to_oklch(colour: Colour) -> Colour:
    """Lightness 0 to 1, chroma, hue in degrees. Source: Björn Ottosson, "OKLab", 2020."""
    red, green, blue = (_linear(channel) for channel in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def from_oklch(light: float, chroma: float, hue: float) -> Colour:
    """The sRGB colour, its chroma lowered until the screen can show it."""
    colour = _convert(light, chroma, hue)
    for _ in range(24):
        if all(-1e-4 <= channel <= 1.0001 for channel in colour):
            break
        chroma *= 0.92
        colour = _convert(light, chroma, hue)
    red, green, blue = (round(min(1.0, max(0.0, channel)), 5) for channel in colour)
    return red, green, blue


def _convert(light: float, chroma: float, hue: float) -> Colour:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    if channel <= 0.0031308:
        return channel * 12.92
    return 1.055 * channel ** (1 / 2.4) - 0.055


def shift(colour: Colour, *, light: float = 0, chroma: float = 1, hue: float = 0) -> Colour:
    """Move a colour: add lightness, scale chroma, turn the hue by degrees."""
    at = to_oklch(colour)
    return from_oklch(min(1, max(0, at[0] + light)), at[1] * chroma, at[2] + hue)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour at this share of the way to the second, as light."""
    return (
        first[0] + (second[0] - first[0]) * share,
        first[1] + (second[1] - first[1]) * share,
        first[2] + (second[2] - first[2]) * share,
    )


def tinted(colour: Colour, target: Colour, share: float) -> Colour:
    """Keep the lightness, go some of the way to the target's hue and chroma."""
    at, to = to_oklch(colour), to_oklch(target)
    a, b = (_polar(at), _polar(to))
    x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
    light = at[0] + (to[0] - at[0]) * share * 0.25
    return from_oklch(light, math.hypot(x, y), math.degrees(math.atan2(y, x)))


def _polar(colour: Colour) -> tuple[float, float]:
    angle = math.radians(colour[2])
    return colour[1] * math.cos(angle), colour[1] * math.sin(angle)


@dataclass(frozen=True, slots=True)
class Light:
    """The colours of one hour: what a painter would mix before beginning.

    Attributes:
        zenith, sky, horizon: The sky from top to bottom.
        glow: The sun or moon, and what it touches.
        far, near: Land at the greatest and the least distance.
        ground: What one stands on. `water`: its own colour, before it reflects.
        accent: The one colour that calls.
        dark: The sky is darker than lamps.
    """

    zenith: Colour
    sky: Colour
    horizon: Colour
    glow: Colour
    far: Colour
    near: Colour
    ground: Colour
    water: Colour
    accent: Colour
    dark: bool = False


def _light(text: str, dark: bool = False) -> Light:
    return Light(*(parse(word) for word in text.split()), dark=dark)


HOURS: dict[str, tuple[Light, ...]] = {
    "dawn": (
        _light("5f74ad e3a3a6 ffdcb5 fff0d0 b391aa 2e2b4d 55456b 8f7f9f ff7d5c"),
        _light("6f9bb0 cfd3c4 ffe3c4 fff5de 9fb4b8 20404a 48626a 7fa0a6 f08a4b"),
        _light("7a6fa6 d99bb5 ffd3c2 fff1e3 a890b8 33284f 5c4a74 8c7da5 f26d7e"),
    ),
    "day": (
        _light("2c7cbf 86c0e2 dcf0f0 fffbe6 8db4cb 1d4d3b 5f8f57 2f7f9c f2a541"),
        _light("4a9cb6 a9d6d0 f5ecd4 fffaea 8bb6b3 265848 84a05e 3a8f95 e8664a"),
        _light("3f74b5 9cc3ea eaf2f6 ffffff 93a9cf 28406a 6d9a68 3d79a8 f6c445"),
    ),
    "golden": (
        _light("6c80b0 f0bb88 ffdb9a fff2c9 cc9674 3b2427 86583f a07c6a ff8a3d"),
        _light("8795a6 e9c79c ffe1a6 fff6d8 c2a07c 33301f 7d6a3c 8b8a6c d9622b"),
    ),
    "sunset": (
        _light("2b2957 b04878 ff9d57 ffe6a8 8f4272 1c1231 42264f 5a3566 ffcf5c"),
        _light("20375c d36d63 ffca75 fff0be 98586c 151f33 3a3550 5c5470 ff7b54"),
        _light("46336e e8607a ffb37a ffeccc b0527f 241540 4e2c5c 77426f ffd166"),
    ),
    "dusk": (
        _light("182247 59548f dd9ba3 ffdcc6 5d5c90 10132b 262a4c 3f446f f2a65a", True),
        _light("0f2a43 3f6585 d8b4a0 ffe8cf 4a6a86 0b1a2a 1f374c 355a75 ff9e6d", True),
    ),
    "night": (
        _light("060b1f 13244a 2f5080 f4f1df 22385f 040812 0d1a33 142a4d f4c95d", True),
        _light("05131b 0e3040 2a6670 eef5e4 1f4d58 030c11 0a232c 10404c ffb95e", True),
        _light("0d0a26 2a1f56 57418f f7ecff 3a2f6e 070516 171139 241b55 ff8fa3", True),
    ),
    "grey": (
        _light("6d7a86 a5b0b6 d3d6d2 f2f2ea 96a4ab 29333a 5d6a68 7b8a92 d9713c"),
        _light("5b6b78 93a5ab c9d2cd eef2ea 869aa2 22323a 4d625f 6b8590 c9503f"),
    ),
    "winter": (
        _light("86abcb c6d9e8 f6ece4 fffaf0 a9c0d6 2d4259 e6edf4 9bb8cf e2603f"),
        _light("9aa9cc d5d3e6 fbe6dc fff6ee b4b7d6 363a5e ebeaf4 a8b4d2 dd5a5a"),
    ),
}

SETS: tuple[tuple[str, ...], ...] = (
    ("f4ecdf", "e4572e", "17bebb", "ffc914", "2e282a"),
    ("f1e9da", "2e294e", "541388", "d90368", "ffd400"),
    ("fdf6ec", "264653", "2a9d8f", "e9c46a", "e76f51"),
    ("f7f3ee", "1d3557", "457b9d", "a8dadc", "e63946"),
    ("fbf1e6", "3d405b", "81b29a", "f2cc8f", "e07a5f"),
    ("f0ead6", "283618", "606c38", "dda15e", "bc6c25"),
    ("f3efe7", "0b132b", "1c5d99", "639fab", "ff6b4a"),
    ("fff4ec", "4a1942", "893168", "eaaaae", "f08a4b"),
    ("eef2ee", "10403b", "127475", "f2542d", "f5dfbb"),
    ("f7ede2", "33415c", "f28482", "84a59d", "f6bd60"),
    ("f2efe9", "22223b", "4a4e69", "c9ada7", "b5543c"),
    ("edf2f4", "14213d", "2b59c3", "fca311", "d1495b"),
)


def colour_set(rng: Stream, wanted: tuple[Colour, ...], dark: bool = False) -> list[Colour]:
    """Five colours that belong together: paper, ink and three that carry the picture."""
    chosen = [parse(text) for text in SETS[int(rng.randint(len(SETS)))]]
    paper, rest = chosen[0], sorted(chosen[1:], key=lambda colour: to_oklch(colour)[0])
    if wanted:
        paper, rest = _around(list(wanted), rng)
    turn = pick(rng, -9, 9)
    out = [paper, *(shift(colour, hue=turn) for colour in rest)]
    if dark:
        out[0], out[1] = shift(out[1], light=-0.06), paper
    return out


def _around(wanted: list[Colour], rng: Stream) -> tuple[Colour, list[Colour]]:
    _, chroma, hue = to_oklch(wanted[0])
    chroma = max(chroma, 0.02)
    other = to_oklch(wanted[1])[2] if len(wanted) > 1 else hue + (150 if chance(rng, 0.5) else 40)
    strength = min(chroma, 0.14)
    rest = [
        from_oklch(0.28, strength * 0.6, hue),
        wanted[0],
        wanted[1] if len(wanted) > 1 else from_oklch(0.66, strength, other),
        wanted[2] if len(wanted) > 2 else from_oklch(0.8, strength * 0.7, hue + 25),
    ]
    return from_oklch(0.95, min(0.02, chroma), hue), rest


def recoloured(light: Light, turn: float, chroma: float) -> Light:
    """The same hour, its hues turned and its strength scaled."""
    changed = {
        part.name: shift(getattr(light, part.name), hue=turn, chroma=chroma)
        for part in fields(light)
        if part.name != "dark"
    }
    return replace(light, **changed)


def washed(light: Light, wanted: Colour, share: float) -> Light:
    """The same hour under a light of this colour; the accent stays to stand against it."""
    changed = {
        part.name: tinted(getattr(light, part.name), wanted, share)
        for part in fields(light)
        if part.name not in {"dark", "accent", "glow"}
    }
    return replace(light, **changed)
