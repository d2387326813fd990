"""Measures a stretch of film: shots, camera, motion, colours. No model, one reading of the file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from koda.core.errors import Invalid, TooLarge
from koda.media.color_words import color_words
from koda.media.contact import key_moments
from koda.media.cuts import find_cuts
from koda.media.cuts_gradual import Transition, find_gradual
from koda.media.frames import Frame, Tell, untold
from koda.media.motion_camera import Moved, camera_moves, camera_words, is_shaken
from koda.media.motion_facts import Color, Energy, Gradually, Look, Measured, Shot
from koda.media.motion_reading import small_frames
from koda.media.motion_track import STEP_SECONDS, Track, within, without
from koda.media.palette import oklab, palette
from koda.media.reading import facts_of
from koda.media.trimming import stretch

MAX_SECONDS = 20.0
"""The longest stretch that is measured at once."""

_SLACK = 0.05  # a film of “20 seconds” may last a frame longer
_PICTURES_PER_SECOND = 4
_LOUD = 0.05  # mean change of an eighth of a second at which energy is two thirds
_MOST_CHROMA = 0.25
_PALETTE, _SHOT_PALETTE = 6, 4
_LEAST_SHOT = 0.12
_MOSTLY = 0.85


def measure(
    path: Path, start: float = 0.0, end: float | None = None, tell: Tell = untold
) -> Measured:
    """Measure what lies between two moments, at most `MAX_SECONDS`; blocking.

    About 25 MB are held however large the film is.

    Args:
        path: A film.
        start: Seconds from its beginning; negative ones count from its end.
        end: Seconds; none is the end.
        tell: Is told how far the work is.

    Raises:
        Unsupported: It is no film.
        Invalid: Nothing lies between the moments, or the file is damaged.
        TooLarge: It is a longer stretch, or its frames are too large.
    """
    facts = facts_of(path)
    first, last = clip_of(facts.seconds, start, end)
    seen = _seen(path, first, last, tell)
    cuts = find_cuts(seen.colors, seen.times)
    hard = [seen.times[cut] for cut in cuts]
    gradual = find_gradual(seen.colors, seen.times, cuts)
    edges = _edges(first, last, hard, gradual)
    shots = tuple(_shot(number, span, seen) for number, span in enumerate(pairwise(edges), 1))
    keys = key_moments([one.key for one in shots], first, last)
    return Measured(
        width=facts.width,
        height=facts.height,
        fps=round(float(facts.fps), 3),
        seconds=round(facts.seconds, 3),
        start=_rounded(first),
        end=_rounded(last),
        cuts=tuple(map(_rounded, hard)),
        gradual=tuple(
            Gradually(kind=one.kind, start=_rounded(one.start), end=_rounded(one.end))
            for one in gradual
        ),
        shots=shots,
        motion=_energies(without(seen.track.steps, hard)),
        look=_look(_some(seen, first, last), _PALETTE),
        keys=tuple(map(_rounded, keys)),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a film: the times of its frames, each in small, and what moved."""

    times: list[float]
    colors: list[Frame]
    track: Track


def _seen(path: Path, first: float, last: float, tell: Tell) -> _Seen:
    seen = _Seen([], [], Track())
    for frame in small_frames(path, first, last):
        seen.times.append(frame.time)
        seen.colors.append(frame.colors)
        if seen.track.see(frame):
            tell(min(1.0, (frame.time - first) / (last - first)))
    if not seen.times:
        raise Invalid("Nothing is shown there.", remedy="Choose another stretch of the film.")
    return seen


def clip_of(seconds: float, start: float = 0.0, end: float | None = None) -> tuple[float, float]:
    """Give the stretch that is measured; raises `Invalid` for none, `TooLarge` for a long one."""
    first, last = stretch(seconds, start, end)
    if last - first > MAX_SECONDS + _SLACK:
        raise TooLarge(
            f"This is {last - first:.1f} seconds of film; {MAX_SECONDS:.0f} are looked at at once.",
            remedy=f"Choose a start and an end at most {MAX_SECONDS:.0f} seconds apart.",
            limit=MAX_SECONDS,
            seconds=round(last - first, 2),
        )
    return first, last


def _edges(
    first: float, last: float, cuts: Sequence[float], gradual: Sequence[Transition]
) -> list[float]:
    """Where shots begin and end."""
    inner = list(cuts)
    for place, one in enumerate(gradual):
        if one.kind == "dissolve":
            inner.append((one.start + one.end) / 2)
        elif one.kind == "fade-in" and place and gradual[place - 1].kind == "fade-out":
            dark = (gradual[place - 1].end, one.start)
            if not any(dark[0] <= cut <= dark[1] for cut in cuts):
                inner.append(sum(dark) / 2)
    edges = [first]
    for edge in sorted(inner):
        if edge - edges[-1] >= _LEAST_SHOT and last - edge >= _LEAST_SHOT:
            edges.append(edge)
    return [*edges, last]


def _shot(number: int, span: tuple[float, float], seen: _Seen) -> Shot:
    start, end = span
    own = within(seen.track.steps, start, end)
    shaken = is_shaken(own)
    slowly = within(seen.track.slowly, start, end)
    moves = camera_moves(own, slowly)
    if _by_itself(slowly or own) > _MOSTLY and all(move.pace in {"", "slow"} for move in moves):
        moves = []  # next to what moves by itself, so little is no camera
    return Shot(
        number=number,
        start=_rounded(start),
        end=_rounded(end),
        camera=camera_words(moves, shaken),
        shaken=shaken,
        energy=round(_mean([_energy(one) for one in own]), 3),
        subject=round(_by_itself(own), 3),
        key=_rounded((start + end) / 2),
        look=_look(_some(seen, start, end), _SHOT_PALETTE),
    )


def _by_itself(moved: Sequence[Moved]) -> float:
    """The share of what changes that no movement of the camera explains."""
    changed = sum(one.step.change for one in moved)
    return sum(one.step.rest for one in moved) / changed if changed else 0.0


def _some(seen: _Seen, start: float, end: float) -> list[Frame]:
    """A few pictures of a stretch, evenly; always one."""
    times, colors = seen.times, seen.colors
    places = [at for at, time in enumerate(times) if start - 0.001 <= time < end]
    if not places:
        return [colors[int(np.argmin([abs(time - start) for time in times]))]]
    count = min(len(places), max(1, math.ceil((end - start) * _PICTURES_PER_SECOND)))
    shares = (np.arange(count) + 0.5) / count
    return [colors[places[int(share * len(places))]] for share in shares]


def _look(pictures: Sequence[Frame], most: int) -> Look:
    lab = np.concatenate([oklab(one.reshape(-1, 3).astype(np.float64)) for one in pictures])
    chroma = float(np.hypot(lab[:, 1], lab[:, 2]).mean())
    low, high = np.quantile(lab[:, 0], (0.05, 0.95))
    return Look(
        brightness=round(float(lab[:, 0].mean()), 3),
        saturation=round(min(1.0, chroma / _MOST_CHROMA), 3),
        contrast=round(min(1.0, max(0.0, float(high - low))), 3),
        palette=tuple(
            Color(color=one.color, name=color_words(one.color), share=one.share)
            for one in palette(pictures, most)
        ),
    )


def _energies(moved: Sequence[Moved]) -> tuple[Energy, ...]:
    return tuple(
        Energy(at=_rounded((one.start + one.end) / 2), energy=round(_energy(one), 3))
        for one in moved
    )


def _energy(one: Moved) -> float:
    each = one.step.change * STEP_SECONDS / max(one.end - one.start, STEP_SECONDS)
    return 1 - math.exp(-each / _LOUD)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _rounded(seconds: float) -> float:
    return round(seconds, 3)
