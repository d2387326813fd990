"""What tones are made of: single waves read at any speed, strings that are plucked, envelopes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from koda.media.frames import RATE

Wave = npt.NDArray[np.floating]  # float32 wherever more than one wave is meant

_SIZE = 2048
_HIGHEST = 15_000.0  # hertz: above it a harmonic would only fold back


def hertz(midi: float) -> float:
    """Give the frequency of a note."""
    return 440.0 * 2 ** ((midi - 69) / 12)


def table(strengths: Sequence[float], frequency: float) -> Wave:
    """Draw one wave from the strengths of its harmonics, none above what can be heard."""
    turn = np.arange(_SIZE, dtype=np.float64) * (2 * np.pi / _SIZE)
    wave = np.zeros(_SIZE)
    for number, strength in enumerate(strengths, 1):
        if number * frequency > _HIGHEST:
            break
        # Harmonics start apart from each other: together they would only make a spike.
        wave += strength * np.sin(number * turn + 0.7 * number * number)
    return (wave / max(1e-9, float(np.abs(wave).max()))).astype(np.float32)


def ramp(dullness: float, count: int = 40) -> list[float]:
    """Give strengths that fall evenly: 1 is a saw, 2 is nearly a flute."""
    return [number**-dullness for number in range(1, count + 1)]


def odd(dullness: float, count: int = 40) -> list[float]:
    """Give strengths of the odd harmonics only: hollow, like a clarinet or a square."""
    return [number**-dullness if number % 2 else 0.0 for number in range(1, count + 1)]


def played(wave: Wave, turns: npt.NDArray[np.float64]) -> Wave:
    """Read a wave at these turns, between its points along a line."""
    place = (turns - np.floor(turns)) * _SIZE
    below = place.astype(np.intp)
    part = (place - below).astype(np.float32)
    first = wave.take(below, mode="wrap")
    return first + (wave.take(below + 1, mode="wrap") - first) * part


def turns(
    frequency: float, samples: int, *, vibrato: float = 0.0, speed: float = 5.2, start: float = 0.0
) -> npt.NDArray[np.float64]:
    """Give how often a wave has turned at each sample; `vibrato` in cents, after a while."""
    time = np.arange(samples, dtype=np.float64) / RATE
    place = start + frequency * time
    if vibrato:
        depth = frequency * (2 ** (vibrato / 1200) - 1) / (2 * np.pi * speed)
        place += depth * np.clip(time * 2.5 - 0.4, 0, 1) * np.sin(2 * np.pi * speed * time)
    return place


def decay(samples: int, half: float) -> Wave:
    """Fall to a half every `half` seconds."""
    return np.exp2(np.arange(samples, dtype=np.float32) * np.float32(-1 / (half * RATE)))


def held(samples: int, rise: float, release: float) -> Wave:
    """Rise, stay, and fall within the last `release` seconds, without corners."""
    shape = np.ones(samples, np.float32)
    up = min(samples, max(1, round(rise * RATE)))
    down = min(samples, max(1, round(release * RATE)))
    shape[:up] *= _curve(up)
    shape[samples - down :] *= _curve(down)[::-1]
    return shape


def plucked(frequency: float, samples: int, half: float, bright: float, noise: Wave) -> Wave:
    """Let a string ring: noise that goes round and is smoothed each time."""
    period = max(8, round(RATE / frequency))
    ring = noise[:period].astype(np.float64)
    ring -= ring.mean()
    for _ in range(round(6 * (1 - bright))):
        ring = (ring + np.roll(ring, 1)) / 2
    ring /= max(1e-9, float(np.abs(ring).max()))
    exact = RATE / frequency
    rounds = int(samples / exact * (1 + 1 / period)) + 3
    keep = 2 ** (-exact / (half * RATE))
    smooth = 0.5 - 0.42 * bright
    rows = np.empty((rounds, period))
    for number in range(rounds):
        rows[number] = ring
        ring = keep * ((1 - smooth) * ring + smooth * np.roll(ring, 1))
    # The period is a whole number only here, and smoothing delays it: it is read at another speed.
    place = np.arange(samples) * ((period + smooth) / exact)
    below = place.astype(np.intp)
    part = place - below
    flat = rows.ravel()
    return (flat[below] * (1 - part) + flat[below + 1] * part).astype(np.float32)


def softened(sound: Wave, hertz_: float) -> Wave:
    """Take away what is far above a frequency; along the last axis."""
    spectrum = np.fft.rfft(sound)
    at = np.fft.rfftfreq(sound.shape[-1], 1 / RATE) / hertz_
    return np.fft.irfft(spectrum / (1 + at**4), sound.shape[-1]).astype(np.float32)


def sharpened(sound: Wave, hertz_: float) -> Wave:
    """Take away what is far below a frequency; along the last axis."""
    spectrum = np.fft.rfft(sound)
    at = np.fft.rfftfreq(sound.shape[-1], 1 / RATE) / hertz_
    return np.fft.irfft(spectrum * (at**4 / (1 + at**4)), sound.shape[-1]).astype(np.float32)


def _curve(samples: int) -> Wave:
    turn = (np.arange(samples, dtype=np.float32) + np.float32(0.5)) / np.float32(samples)
    return np.float32(0.5) - np.float32(0.5) * np.cos(np.float32(np.pi) * turn)
