"""What sounds of the world are made of: noise, wandering levels, short sounds strewn in time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from koda.media.frames import RATE
from koda.providers.offline_art.noise import Stream, pick
from koda.providers.offline_music.waves import Wave, sharpened, softened

_LOOP = 12.0  # seconds of noise; what lasts longer goes round, which nobody hears in rain


def samples(seconds: float) -> int:
    """Give how many samples last so long, at least one."""
    return max(1, round(seconds * RATE))


def noise(seconds: float, rng: Stream) -> Wave:
    """White noise on both sides; long ones go round without a seam."""
    count = samples(seconds)
    once = min(count, samples(_LOOP))
    white = rng.standard_normal((2, once)).astype(np.float32)
    if once < count:
        seam = samples(0.5)
        turn = np.linspace(0, 1, seam, dtype=np.float32)
        white[:, :seam] = white[:, :seam] * np.sqrt(turn) + white[:, -seam:] * np.sqrt(1 - turn)
        white = np.tile(white[:, : once - seam], (1, -(-count // (once - seam))))[:, :count]
    return white * np.float32(0.25)


def band(sound: Wave, low: float, high: float) -> Wave:
    """What lies between two frequencies, in pieces so that memory stays small."""
    return sharpened(softened(sound, high), low)


def sway(seconds: float, rng: Stream, low: float, high: float, every: float) -> Wave:
    """A level that wanders between two, softly."""
    count = max(4, int(seconds / every) + 3)
    points = rng.uniform(low, high, count)
    place = np.linspace(0, count - 1, samples(seconds))
    below = np.minimum(count - 2, place.astype(np.intp))
    part = place - below
    part = part * part * (3 - 2 * part)
    return (points[below] + (points[below + 1] - points[below]) * part).astype(np.float32)


def strewn(
    seconds: float,
    rng: Stream,
    every: float,
    make: Callable[[Stream], Wave],
    *,
    even: bool = False,
) -> Wave:
    """Strew short sounds over time, each somewhere from left to right."""
    sound = np.zeros((2, samples(seconds)), np.float32)
    at = pick(rng, 0.05, min(0.5, 0.5 * seconds + 0.05))
    side = 0.5
    while at < seconds:
        one = make(rng)
        start = round(at * RATE)
        one = one[: max(0, sound.shape[1] - start)]
        side = side if even else pick(rng, 0.15, 0.85)
        sound[0, start : start + len(one)] += one * np.float32(np.sqrt(1 - side))
        sound[1, start : start + len(one)] += one * np.float32(np.sqrt(side))
        at += every * (pick(rng, 0.94, 1.06) if even else pick(rng, 0.3, 1.7))
    return sound


def tone(frequency: npt.NDArray[np.float64] | float, count: int) -> Wave:
    """A pure tone whose frequency may change from sample to sample."""
    steps = np.broadcast_to(np.asarray(frequency, np.float64), (count,))
    return np.sin(np.cumsum(steps) * (2 * np.pi / RATE)).astype(np.float32)
