"""Reads paths as SVG's attribute `d` has them (SVG 2, chapter 9)."""

from __future__ import annotations

import math
import re
from typing import Protocol

MOST_NUMBERS = 4_000

_TOKEN = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_FARTHEST = 1e6


class BadPath(Exception):
    """A path cannot be read; says why."""


class Outline(Protocol):
    """What is drawn along a path."""

    def move(self, x: float, y: float) -> None:
        """Begin anew at a point."""

    def line(self, x: float, y: float) -> None:
        """Go straight to a point."""

    def quad(self, at: list[float]) -> None:
        """Go to a point along a curve with one control point."""

    def cubic(self, at: list[float]) -> None:
        """Go to a point along a curve with two control points."""

    def arc(self, at: list[float]) -> None:
        """Go along an ellipse: radii, turn, whether far around, whether clockwise, the point."""

    def close(self) -> None:
        """Go back to where it began."""


def check_path(text: str) -> None:
    """Raise `BadPath` unless a path can be read and leads somewhere."""
    seen = _Extent()
    follow(text, seen)
    if not seen.is_wide:
        raise BadPath("nothing is drawn by it")


def follow(text: str, outline: Outline) -> None:
    """Draw along a path; raises `BadPath`."""
    if re.sub(_TOKEN, "", text).strip(" \t\r\n,"):
        raise BadPath("there are signs in it that no path has")
    tokens = _TOKEN.findall(text)
    if len(tokens) > MOST_NUMBERS:
        raise BadPath(f"it has more than {MOST_NUMBERS} numbers")
    _Pen(outline).draw(tokens)


class _Extent:
    """Notes only whether a path leads away from where it begins."""

    def __init__(self) -> None:
        self._first: tuple[float, float] | None = None
        self.is_wide = False

    def move(self, x: float, y: float) -> None:
        self._first = self._first or (x, y)

    def line(self, x: float, y: float) -> None:
        self.is_wide = self.is_wide or (x, y) != self._first

    def quad(self, at: list[float]) -> None:
        self._all(at)

    def cubic(self, at: list[float]) -> None:
        self._all(at)

    def arc(self, at: list[float]) -> None:
        self.line(at[5], at[6])

    def close(self) -> None:
        pass

    def _all(self, at: list[float]) -> None:
        for x, y in zip(at[::2], at[1::2], strict=True):
            self.line(x, y)


class _Pen:
    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._x: float = 0.0
        self._y: float = 0.0
        self._begin_x: float = 0.0
        self._begin_y: float = 0.0
        self._control: tuple[float, float] | None = None
        self._last = ""

    def draw(self, tokens: list[str]) -> None:
        place, command = 0, ""
        while place < len(tokens):
            if tokens[place].isalpha():
                command = tokens[place]
                place += 1
            elif command in ("", "Z", "z"):
                raise BadPath("it must begin with M")
            takes = _TAKES[command.lower()]
            parts = tokens[place : place + takes]
            if len(parts) < takes or any(part.isalpha() for part in parts):
                raise BadPath(f"{command} needs {takes} numbers")
            place += takes
            if self._last == "" and command not in ("M", "m"):
                raise BadPath("it must begin with M")
            self._do(command, [_near(part) for part in parts])
            if command in ("M", "m"):
                command = "L" if command == "M" else "l"

    def _do(self, command: str, at: list[float]) -> None:
        kind, is_relative = command.lower(), command.islower()
        if is_relative and kind not in ("h", "v", "a", "z"):
            here = (self._x, self._y)
            at = [value + here[place % 2] for place, value in enumerate(at)]
        control: tuple[float, float] | None = None
        if kind == "m":
            self._outline.move(*at)
            self._begin_x, self._begin_y = at
        elif kind in ("l", "h", "v"):
            at = self._straight(kind, at, is_relative=is_relative)
        elif kind in ("c", "s"):
            at = [*self._mirrored("cs"), *at] if kind == "s" else at
            self._outline.cubic(at)
            control = (at[2], at[3])
        elif kind in ("q", "t"):
            at = [*self._mirrored("qt"), *at] if kind == "t" else at
            self._outline.quad(at)
            control = (at[0], at[1])
        elif kind == "a":
            if is_relative:
                at = [*at[:5], at[5] + self._x, at[6] + self._y]
            self._outline.arc(at)
        else:
            self._outline.close()
            at = [self._begin_x, self._begin_y]
        self._x, self._y = at[-2], at[-1]
        self._control, self._last = control, kind

    def _straight(self, kind: str, at: list[float], *, is_relative: bool) -> list[float]:
        if kind == "h":
            at = [at[0] + (self._x if is_relative else 0), self._y]
        elif kind == "v":
            at = [self._x, at[0] + (self._y if is_relative else 0)]
        self._outline.line(*at)
        return at

    def _mirrored(self, kinds: str) -> tuple[float, float]:
        if self._control is None or self._last not in kinds:
            return self._x, self._y
        return 2 * self._x - self._control[0], 2 * self._y - self._control[1]


def _near(part: str) -> float:
    number = float(part)
    if not math.isfinite(number) or abs(number) > _FARTHEST:
        raise BadPath(f"{part[:20]} is too far away")
    return number
