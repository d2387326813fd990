"""Finds dissolves and fades: stretches in which one picture becomes another by being mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from koda.media.cuts import grey
from koda.media.frames import Frame
from koda.media.motion_facts import Gradual
from koda.media.motion_follow import follow, likeness

_LENGTHS = (0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0)
_APART = 1 / 16
_LEAST_CHANGE = 0.07
_FLAT = 0.018
_MOST_LEFT = 0.24
_LARGEST_STEP = 0.45
_UNLIKE = 0.6
# What a camera's movement explains is no mix, nor is what goes on before and after it alike.
_LEAST_UNEXPLAINED = 0.22
_TIMES_AROUND = 1.5
_AROUND_SECONDS = 0.5

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Transition:
    """A gradual change; times in seconds of the film."""

    kind: Gradual
    start: float
    end: float


def find_gradual(
    colors: Sequence[Frame], times: Sequence[float], cuts: Sequence[int]
) -> list[Transition]:
    """Give dissolves and fades, in order.

    In a mix each frame lies on the straight line from the first to the last one; a picture that
    moves does not.
    """
    places = _sparse(times)
    small = np.stack([_tiny(colors[place]) for place in places])
    cut_times = [times[cut] for cut in cuts]
    found: list[tuple[float, Transition]] = []
    for first in range(len(places) - 3):
        for length in _LENGTHS:
            last = _after(times, places, first, length)
            if last is None:
                break
            start, end = times[places[first]], times[places[last]]
            if any(start < one <= end for one in cut_times):
                break
            rated = _rated(small[first : last + 1])
            if rated is not None:
                score, kind, begin, finish = rated
                found.append(
                    (
                        score,
                        Transition(
                            kind, times[places[first + begin]], times[places[first + finish]]
                        ),
                    )
                )

    def holds(one: Transition) -> bool:
        return one.kind != "dissolve" or (
            _stands_out(small, [times[place] for place in places], one)
            and _unexplained(colors, times, one) > _LEAST_UNEXPLAINED
        )

    return [one for one in _apart(found) if holds(one)]


def _sparse(times: Sequence[float]) -> list[int]:
    """The places of frames that are far enough apart to see a slow change."""
    kept: list[int] = []
    for place, time in enumerate(times):
        if not kept or time - times[kept[-1]] >= _APART - 0.005:
            kept.append(place)
    return kept


def _tiny(colors: Frame) -> Floats:
    rows, columns = colors.shape[0] // 4 * 4, colors.shape[1] // 4 * 4
    kept = colors[:rows, :columns].astype(np.float32) / 255
    return kept.reshape(rows // 4, 4, columns // 4, 4, 3).mean(axis=(1, 3)).reshape(-1)


def _after(times: Sequence[float], places: Sequence[int], first: int, length: float) -> int | None:
    """The sample that comes `length` seconds after another; none beyond the end."""
    wanted = times[places[first]] + length - 0.01
    for later in range(first + 3, len(places)):
        if times[places[later]] >= wanted:
            return later
    return None


def _rated(window: Floats) -> tuple[float, Gradual, int, int] | None:
    """How much a stretch is a mix: score, kind, and where in it the mix begins and ends."""
    first, last = window[0], window[-1]
    line = last - first
    size = float(line @ line)
    if size / line.size < _LEAST_CHANGE**2:
        return None
    shares = (window - first) @ line / size
    left = window - first - shares[:, None] * line
    residue = float(np.sqrt((left * left).sum(axis=1).max() / size))
    steps = np.diff(shares)
    if residue > _MOST_LEFT or steps.max() > _LARGEST_STEP or steps.min() < -0.04:
        return None
    kind = _kind(first, last)
    if kind is None:
        return None
    begin = int(np.flatnonzero(shares < 0.04)[-1])
    finish = int(np.flatnonzero(shares > 0.96)[0])
    if finish - begin < 3:
        return None
    even = np.linspace(0, 1, finish - begin + 1)
    bend = float(np.abs(shares[begin : finish + 1] - even).max())
    score = float(np.sqrt(size / line.size)) * (1 - residue) * (1 - bend)
    return score, kind, begin, finish


def _kind(first: Floats, last: Floats) -> Gradual | None:
    flat_first, flat_last = _is_flat(first), _is_flat(last)
    if flat_first and flat_last:
        return None
    if flat_first:
        return "fade-in"
    if flat_last:
        return "fade-out"
    colours = [one.reshape(-1, 3).mean(axis=1) for one in (first, last)]
    return "dissolve" if likeness(*colours) < _UNLIKE else None


def _is_flat(picture: Floats) -> bool:
    return float(picture.reshape(-1, 3).std(axis=0).max()) < _FLAT


def _stands_out(small: Floats, times: Sequence[float], one: Transition) -> bool:
    """Whether more changes in a stretch than before and after it."""
    steps = np.sqrt(np.square(np.diff(small, axis=0)).mean(axis=1))
    at = np.array(times[1:])
    inside = steps[(at > one.start) & (at <= one.end)]
    around = steps[
        ((at > one.start - _AROUND_SECONDS) & (at <= one.start))
        | ((at > one.end) & (at <= one.end + _AROUND_SECONDS))
    ]
    return not len(around) or float(inside.mean()) > _TIMES_AROUND * float(np.median(around))


def _unexplained(colors: Sequence[Frame], times: Sequence[float], one: Transition) -> float:
    """The share of a stretch's change that no movement of the whole picture explains."""
    places = [at for at, time in enumerate(times) if one.start <= time <= one.end]
    count = max(2, min(8, round((one.end - one.start) / 0.12)))
    shares = [place / count * (len(places) - 1) for place in range(count + 1)]
    chosen = [places[round(at)] for at in shares]
    steps = [
        follow(grey(colors[before]), grey(colors[after]))
        for before, after in pairwise(dict.fromkeys(chosen))
    ]
    change = sum(step.change for step in steps)
    return sum(step.rest for step in steps) / change if change else 0.0


def _apart(found: list[tuple[float, Transition]]) -> list[Transition]:
    """Keep the best of those that overlap."""
    kept: list[Transition] = []
    for _, one in sorted(found, key=lambda entry: -entry[0]):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
