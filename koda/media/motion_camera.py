"""Puts the movement of a shot into camera words: pan, tilt, zoom, roll, handheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from koda.media.motion_follow import Step

Way = Literal[
    "static",
    "pan-left",
    "pan-right",
    "tilt-up",
    "tilt-down",
    "zoom-in",
    "zoom-out",
    "roll-left",
    "roll-right",
    "unclear",
]
Pace = Literal["", "slow", "steady", "fast", "whip"]

Floats = npt.NDArray[np.float64]

# What counts as movement, in what the eye follows: widths of the picture a second at its edge.
_STILL = 0.014
_PACES: tuple[tuple[float, Pace], ...] = ((0.12, "slow"), (0.45, "steady"), (1.2, "fast"))
_ROLL_EDGE = 0.5 * np.pi / 180
_ZOOM_EDGE = 0.5
_SMOOTH_SECONDS = 0.6
_LEAST_SECONDS = 0.5
_SHAKE = 0.07
_CLEAR = 0.5
_SURE = 0.6
_WAYS: tuple[tuple[Way, Way], ...] = (
    # What is seen moves right when the camera turns left, and down when it looks up.
    ("pan-left", "pan-right"),
    ("tilt-up", "tilt-down"),
    ("zoom-in", "zoom-out"),
    ("roll-left", "roll-right"),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A step between two moments of the film, in seconds."""

    start: float
    end: float
    step: Step


@dataclass(frozen=True, slots=True)
class Move:
    """What the camera does for a while.

    Attributes:
        pace: Slow, steady, fast or whip; empty when it stands still.
    """

    way: Way
    pace: Pace
    start: float
    end: float


def camera_moves(moved: Sequence[Moved], slowly: Sequence[Moved] = ()) -> list[Move]:
    """Say what the camera does in a shot, one thing after the other.

    Args:
        moved: Short steps, one after the other.
        slowly: Longer steps over the same time. They see slow movement that short ones take for
            none; where they are not clear (all is too fast), the short ones count.
    """
    if not moved:
        return []
    moved = [_seen_slowly(one, slowly) for one in moved]
    speeds = _smooth(_speeds(moved), _span(moved))
    strength = np.abs(speeds)
    main = strength.argmax(axis=1)
    ways: list[Way] = []
    for place, one in enumerate(moved):
        axis = int(main[place])
        if one.step.clear < _CLEAR:
            ways.append("unclear")
        elif strength[place, axis] < _STILL:
            ways.append("static")
        else:
            ways.append(_WAYS[axis][0 if speeds[place, axis] > 0 else 1])
    if 2 * ways.count("unclear") < len(ways):
        ways = _filled(ways)  # what passes by covers the picture for a moment
    runs = _runs(ways, moved)
    return [
        Move(
            ways[first],
            _pace(ways[first], strength[first:last].max(axis=1)),
            moved[first].start,
            moved[last - 1].end,
        )
        for first, last in runs
    ]


def _seen_slowly(one: Moved, slowly: Sequence[Moved]) -> Moved:
    middle = (one.start + one.end) / 2
    for longer in slowly:
        if longer.start <= middle < longer.end and longer.step.clear >= _SURE:
            share = (one.end - one.start) / (longer.end - longer.start)
            step = longer.step
            return Moved(
                one.start,
                one.end,
                replace(
                    step,
                    right=step.right * share,
                    down=step.down * share,
                    grow=step.grow * share,
                    turn=step.turn * share,
                ),
            )
    return one


def is_shaken(moved: Sequence[Moved]) -> bool:
    """Whether the camera trembles, as one that is held by hand does."""
    clear = [one for one in moved if one.step.clear >= _CLEAR]
    if len(clear) < 5:
        return False
    speeds = _speeds(clear)[:, :2]
    rough = speeds - _smooth(speeds, _span(clear))
    return float(np.sqrt(np.square(rough).mean(axis=0)).max()) > _SHAKE


def camera_words(moves: Sequence[Move], shaken: bool) -> str:
    """Write moves as a person would: `slow pan right, then static, handheld`."""
    if shaken:  # the slow ones are the hand's
        moves = [move for move in moves if move.pace != "slow"]
    words: list[str] = []
    for move in moves:
        said = _words(move)
        if not words or words[-1] != said:
            words.append(said)
    text = ", then ".join(words) or "static"
    if shaken:
        return "handheld" if text == "static" else f"{text}, handheld"
    return text


def _words(move: Move) -> str:
    if move.way == "unclear":
        return "unclear"
    pace = "" if move.pace in {"", "steady"} else f"{move.pace} "
    return f"{pace}{move.way.replace('-', ' ')}"


def _speeds(moved: Sequence[Moved]) -> Floats:
    """Right, down, growth and turn of each step, as speed at the picture's edge."""
    return np.array(
        [
            (
                one.step.right,
                one.step.down,
                one.step.grow * _ZOOM_EDGE,
                one.step.turn * _ROLL_EDGE,
            )
            for one in moved
        ]
    ) / np.array([[max(one.end - one.start, 1e-3)] for one in moved])


def _span(moved: Sequence[Moved]) -> int:
    """How many steps are looked at together, an odd number."""
    usual = float(np.median([one.end - one.start for one in moved]))
    return max(1, round(_SMOOTH_SECONDS / max(usual, 0.01))) | 1


def _smooth(speeds: Floats, span: int) -> Floats:
    """The mean around each step; at the ends, of what there is."""
    half = span // 2
    return np.stack(
        [
            speeds[max(0, place - half) : place + half + 1].mean(axis=0)
            for place in range(len(speeds))
        ]
    )


def _filled(ways: list[Way]) -> list[Way]:
    """Take for each moment that is not clear the clear one before it, or else after it."""
    known: list[Way] = [way for way in ways if way != "unclear"]
    filled: list[Way] = []
    for way in ways:
        before: Way = filled[-1] if filled else known[0]
        filled.append(before if way == "unclear" else way)
    return filled


def _runs(ways: list[Way], moved: Sequence[Moved]) -> list[tuple[int, int]]:
    """Stretches of the same way; those that are too short belong to what is around them."""
    runs: list[tuple[int, int]] = []
    for place, way in enumerate(ways):
        if runs and ways[runs[-1][0]] == way:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    while len(runs) > 1:
        lengths = [moved[last - 1].end - moved[first].start for first, last in runs]
        shortest = int(np.argmin(lengths))
        if lengths[shortest] >= _LEAST_SECONDS:
            break
        first, last = runs.pop(shortest)
        longer = max(
            (at for at in (shortest - 1, shortest) if 0 <= at < len(runs)),
            key=lambda at: runs[at][1] - runs[at][0],
        )
        for place in range(first, last):
            ways[place] = ways[runs[longer][0]]
        runs[longer] = (min(runs[longer][0], first), max(runs[longer][1], last))
        runs = _joined(runs, ways)
    return runs


def _joined(runs: list[tuple[int, int]], ways: list[Way]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and ways[joined[-1][0]] == ways[first]:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _pace(way: Way, strength: Floats) -> Pace:
    if way in {"static", "unclear"}:
        return ""
    usual = float(np.median(strength))
    for limit, pace in _PACES:
        if usual < limit:
            return pace
    return "whip"
