"""Numbers and colours that change over time, as a document writes them."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Generic, TypeVar, cast

from pydantic import BeforeValidator, PlainSerializer

from koda.animation.engines.python.easing import curve, is_ease

MOST_KEYS = 64
LATEST = 60.0
"""Seconds: no key is later."""

NAMED_COLORS = (
    *("background", "surface", "foreground", "muted", "line"),
    *("accent", "accent_text", "on_accent"),
)
"""Colours of the design; a document that names them follows it."""

Rgba = tuple[float, float, float, float]
"""Red, green, blue, opacity; 0 to 1."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}(?:[0-9A-Fa-f]{2})?")
_TOKEN = re.compile(rf"(?:{'|'.join(NAMED_COLORS)})(?:/(?:100|\d\d?))?")
T = TypeVar("T", float, str)


@dataclass(frozen=True, slots=True)
class Track(Generic[T]):
    """What a value is at each time: constant before the first key and after the last.

    Attributes:
        times: Seconds, rising.
        eases: How each value is reached from the one before it.
    """

    times: tuple[float, ...]
    values: tuple[T, ...]
    eases: tuple[str, ...]

    def between(self, seconds: float) -> tuple[T, T, float]:
        """Give the two values around a moment, with how far it is from the first to the second."""
        if len(self.times) == 1:
            return self.values[0], self.values[0], 0.0
        after = bisect_right(self.times, seconds + 1e-9)
        if after == 0:
            return self.values[0], self.values[0], 0.0
        if after == len(self.times):
            return self.values[-1], self.values[-1], 0.0
        begin, end = self.times[after - 1], self.times[after]
        share = (seconds - begin) / (end - begin)
        return self.values[after - 1], self.values[after], curve(self.eases[after])(share)


def number_at(track: Track[float], seconds: float) -> float:
    """Give the number at a moment."""
    one, other, share = track.between(seconds)
    return one + (other - one) * share


def color_at(track: Track[str], seconds: float, palette: Mapping[str, str]) -> Rgba:
    """Give the colour at a moment; `palette` has the values of `NAMED_COLORS`."""
    one, other, share = track.between(seconds)
    first = rgba(one, palette)
    if share == 0.0 or one == other:
        return first
    second = rgba(other, palette)
    mixed = [a + (b - a) * min(max(share, 0.0), 1.0) for a, b in zip(first, second, strict=True)]
    return (mixed[0], mixed[1], mixed[2], mixed[3])


def rgba(color: str, palette: Mapping[str, str]) -> Rgba:
    """Read `#RRGGBB`, `#RRGGBBAA`, or a colour of the design: `accent`, `accent/40` (percent)."""
    if not color.startswith("#"):
        name, _, percent = color.partition("/")
        red, green, blue, _ = rgba(palette[name], palette)
        return red, green, blue, int(percent) / 100 if percent else 1.0
    parts = [part / 255 for part in bytes.fromhex(color[1:])]
    return parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{str(value)[:40]!r} is no number")
    return float(value)


def _color(value: object) -> str:
    if isinstance(value, str) and (_HEX.fullmatch(value) or _TOKEN.fullmatch(value)):
        return value
    raise ValueError(
        f"{str(value)[:40]!r} is no color: write #RRGGBB, #RRGGBBAA, or one of "
        f"{', '.join(NAMED_COLORS)}, with /40 for 40 % opacity"
    )


def _reader(one: Callable[[object], Any]) -> Callable[[object], Track[Any]]:
    def read(value: object) -> Track[Any]:
        if isinstance(value, Track):
            return cast("Track[Any]", value)
        if not isinstance(value, list | tuple):
            return Track((0.0,), (one(value),), ("linear",))
        keys = cast("Sequence[object]", value)
        if not 1 <= len(keys) <= MOST_KEYS:
            raise ValueError(f"a list of keys has 1 to {MOST_KEYS} of them, this has {len(keys)}")
        read_keys = [_key(place, key, one) for place, key in enumerate(keys)]
        times = [key[0] for key in read_keys]
        if any(later <= earlier for earlier, later in pairwise(times)):
            raise ValueError("the times of keys must rise")
        return Track(
            tuple(times), tuple(key[1] for key in read_keys), tuple(key[2] for key in read_keys)
        )

    return read


def _key(place: int, key: object, one: Callable[[object], Any]) -> tuple[float, Any, str]:
    parts = list(cast("Sequence[object]", key)) if isinstance(key, list | tuple) else []
    if len(parts) not in (2, 3):
        raise ValueError(f"key {place} must be [seconds, value] or [seconds, value, ease]")
    try:
        seconds, value = _number(parts[0]), one(parts[1])
    except ValueError as error:
        raise ValueError(f"key {place}: {error}") from error
    if not -LATEST <= seconds <= LATEST:
        raise ValueError(f"key {place}: {seconds:g} seconds is beyond {LATEST:g}")
    ease = parts[2] if len(parts) == 3 else "in-out"
    if not isinstance(ease, str) or not is_ease(ease):
        raise ValueError(f"key {place}: there is no ease {str(ease)[:40]!r}")
    return seconds, value, ease


def _within(low: float, high: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        number = _number(value)
        if not low <= number <= high:
            raise ValueError(f"{number:g} is not between {low:g} and {high:g}")
        return number

    return read


def written(track: Track[Any]) -> object:
    """Write a track as a document has it."""
    if len(track.times) == 1 and track.times[0] == 0.0:
        return track.values[0]
    keys = zip(track.times, track.values, track.eases, strict=True)
    return [[*key[:2], *([] if key[2] == "in-out" else [key[2]])] for key in keys]


_WRITE = PlainSerializer(written, when_used="json-unless-none")
Length = Annotated[Track[float], BeforeValidator(_reader(_within(-8_000, 8_000))), _WRITE]
Extent = Annotated[Track[float], BeforeValidator(_reader(_within(0, 8_000))), _WRITE]
Share = Annotated[Track[float], BeforeValidator(_reader(_within(0, 1))), _WRITE]
Shift = Annotated[Track[float], BeforeValidator(_reader(_within(-4, 4))), _WRITE]
Scale = Annotated[Track[float], BeforeValidator(_reader(_within(-20, 20))), _WRITE]
Zoom = Annotated[Track[float], BeforeValidator(_reader(_within(0.05, 20))), _WRITE]
Angle = Annotated[Track[float], BeforeValidator(_reader(_within(-36_000, 36_000))), _WRITE]
Blur = Annotated[Track[float], BeforeValidator(_reader(_within(0, 120))), _WRITE]
Amount = Annotated[Track[float], BeforeValidator(_reader(_within(-1e12, 1e12))), _WRITE]
Paint = Annotated[Track[str], BeforeValidator(_reader(_color)), _WRITE]


def fixed(value: float) -> Track[float]:
    """Make a number that does not change."""
    return Track((0.0,), (value,), ("linear",))


def plain(color: str) -> Track[str]:
    """Make a colour that does not change."""
    return Track((0.0,), (color,), ("linear",))
