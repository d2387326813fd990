"""Finds where one shot of a film is cut to the next: what changes at once, and stays changed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from koda.media.frames import Frame
from koda.media.motion_follow import likeness, shift

_AROUND_SECONDS = 0.5
_FLASH_SECONDS = 0.18
_LEAST_CHANGE = 0.012
# How many times as much must change as in the frames around, by how unlike the pictures are.
_TIMES_UNLIKE, _TIMES_ALIKE = 2.5, 7.0
_UNLIKE, _ALIKE = 0.72, 0.9

Floats = npt.NDArray[np.float32]


def find_cuts(colors: Sequence[Frame], times: Sequence[float]) -> list[int]:
    """Give the place of the first frame of each new shot, the first shot left out.

    A change counts when it is much larger than those around it (so neither a fast pan nor a shaken
    camera is a cut), when moving the picture does not explain it, and when the picture from before
    does not come back at once (a flash).
    """
    changes = [0.0, *(_change(one, two) for one, two in pairwise(colors))]
    values = np.array(changes, np.float32)
    found: list[int] = []
    for place in range(1, len(colors)):
        if values[place] < _LEAST_CHANGE:
            continue
        usual = _usual(values, times, place)
        if values[place] < _TIMES_UNLIKE * usual:
            continue
        alike = _alike(colors[place - 1], colors[place])
        much = values[place] >= _TIMES_ALIKE * usual
        if alike > (_ALIKE if much else _UNLIKE) or _is_flash(colors, times, place):
            continue
        found.append(place)
    return found


def _change(before: Frame, after: Frame) -> float:
    return float(np.abs(before.astype(np.int16) - after).mean()) / 255


def _usual(changes: Floats, times: Sequence[float], place: int) -> float:
    """What changes between frames around a place, those with the largest changes left out."""
    first = last = place
    while first > 1 and times[place] - times[first - 1] < _AROUND_SECONDS:
        first -= 1
    while last + 1 < len(times) and times[last + 1] - times[place] < _AROUND_SECONDS:
        last += 1
    around = np.concatenate([changes[first:place], changes[place + 1 : last + 1]])
    # Not the middle: films hold repeated frames, between which nothing changes.
    return float(np.quantile(around, 0.75)) if len(around) else 0.0


def _alike(before: Frame, after: Frame) -> float:
    """How alike two frames are when the camera's movement is taken back; 1 is the same."""
    first, second = grey(before), grey(after)
    right, down = shift(first, second)
    columns = first.shape[1]
    as_they_are = likeness(first, second)
    moved = _overlap(first, second, round(right * columns), round(down * columns))
    return max(as_they_are, likeness(*moved)) if moved else as_they_are


def _overlap(first: Floats, second: Floats, right: int, down: int) -> tuple[Floats, Floats] | None:
    """The parts of two pictures that show the same when one has moved; none if it is too little."""
    rows, columns = first.shape
    if abs(right) > columns // 3 or abs(down) > rows // 3:
        return None

    def part(picture: Floats, x: int, y: int) -> Floats:
        return picture[max(0, y) : rows + min(0, y), max(0, x) : columns + min(0, x)]

    return part(first, -right, -down), part(second, right, down)


def _is_flash(colors: Sequence[Frame], times: Sequence[float], place: int) -> bool:
    """Whether what was before comes back at once, or has just come back."""
    before, after = colors[place - 1], colors[place]
    changed = _change(before, after)
    later = place + 1
    while later < len(times) and times[later] - times[place] <= _FLASH_SECONDS:
        if _is_same(before, colors[later], changed):
            return True
        later += 1
    earlier = place - 2
    while earlier >= 0 and times[place] - times[earlier + 1] <= _FLASH_SECONDS:
        if _is_same(colors[earlier], after, changed):
            return True
        earlier -= 1
    return False


def _is_same(one: Frame, other: Frame, changed: float) -> bool:
    return _change(one, other) < changed / 3 and _alike(one, other) > _ALIKE


def grey(colors: Frame) -> Floats:
    """Give a small picture without its colours, 0 to 1."""
    return colors @ np.array((0.299, 0.587, 0.114), np.float32) / np.float32(255)
