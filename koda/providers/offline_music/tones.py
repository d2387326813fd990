"""The instruments: each makes one note of one length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from koda.media.frames import RATE
from koda.providers.offline_art.noise import stream
from koda.providers.offline_music.waves import (
    Wave,
    decay,
    held,
    hertz,
    odd,
    played,
    plucked,
    ramp,
    softened,
    table,
    turns,
)

_NOISE: Wave = stream("noise").uniform(-1, 1, RATE).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Key:
    """A note to be made: `seconds` it is held, `bright` 0 to 1."""

    midi: int
    seconds: float
    bright: float

    @property
    def frequency(self) -> float:
        """Hertz."""
        return hertz(self.midi)

    def samples(self, after: float) -> int:
        """How many it takes with `after` seconds of dying away."""
        return max(64, round((self.seconds + after) * RATE))


def tone(instrument: str, midi: int, seconds: float, bright: float) -> Wave:
    """Make a note: (samples,) or, of wide instruments, (2, samples); largest near 1."""
    return _INSTRUMENTS[instrument](Key(midi, seconds, bright))


def _piano(key: Key) -> Wave:
    samples = key.samples(0.5)
    life = 0.9 * 2 ** ((60 - key.midi) / 24)
    hard = table(ramp(1.15 - 0.3 * key.bright, 24), key.frequency)
    soft = table([1, 0.35, 0.12, 0.05], key.frequency)
    sound = np.zeros(samples, np.float32)
    for cents in (-0.9, 0.9):
        place = turns(key.frequency * 2 ** (cents / 1200), samples)
        sound += played(hard, place) * decay(samples, life * 0.22) * np.float32(0.45)
        sound += played(soft, place) * decay(samples, life) * np.float32(0.55)
    knock = min(samples, 1400)
    sound[:knock] += softened(_NOISE[:knock], 1800) * decay(knock, 0.004) * np.float32(0.25)
    return sound * held(samples, 0.002, 0.35) * np.float32(0.6)


def _electric_piano(key: Key) -> Wave:
    samples = key.samples(0.45)
    place = turns(key.frequency, samples) * (2 * np.pi)
    body = decay(samples, 0.8)
    tine = np.sin(14 * place) * (0.16 + 0.3 * key.bright) * decay(samples, 0.05)
    growl = np.sin(place) * (0.35 + 0.5 * key.bright) * decay(samples, 0.5)
    sound = np.sin(place + growl) * 0.8 + np.sin(place + tine) * 0.4
    tremble = 1 + 0.12 * np.sin(np.arange(samples) * (2 * np.pi * 4.6 / RATE))
    return (sound * body * tremble * held(samples, 0.003, 0.3)).astype(np.float32) * np.float32(0.7)


def _partials(key: Key, parts: Sequence[tuple[float, float, float]], after: float) -> Wave:
    """Sum partials given as (times the frequency, strength, half-life in seconds)."""
    samples = key.samples(after)
    sound = np.zeros(samples, np.float32)
    for times, strength, half in parts:
        if key.frequency * times < 14_000:
            wave = np.sin(turns(key.frequency * times, samples) * (2 * np.pi)).astype(np.float32)
            sound += wave * decay(samples, half) * np.float32(strength)
    return sound * held(samples, 0.002, min(after, 0.6))


def _bell(key: Key) -> Wave:
    parts = [
        *((1.0, 0.6, 0.9), (2.0, 0.3, 0.6), (2.76, 0.22, 0.3)),
        *((5.4, 0.12 + 0.1 * key.bright, 0.12), (8.93, 0.08 * key.bright, 0.06)),
    ]
    return _partials(key, parts, 1.6)


def _marimba(key: Key) -> Wave:
    return _partials(key, [(1, 0.9, 0.16), (3.95, 0.22, 0.05), (9.9, 0.1 * key.bright, 0.02)], 0.4)


def _flute(key: Key) -> Wave:
    samples = key.samples(0.16)
    wave = table([1, 0.32 + 0.2 * key.bright, 0.12, 0.05], key.frequency)
    sound = played(wave, turns(key.frequency, samples, vibrato=14, speed=5.0))
    breath = softened(np.resize(_NOISE, samples), 2600) * np.float32(0.05)
    return (sound * np.float32(0.8) + breath) * held(samples, 0.06, 0.14)


def _wide(
    key: Key, wave: Wave, cents: Sequence[float], vibrato: float, rise: float, fall: float
) -> Wave:
    """Several players a little out of tune with each other, from left to right."""
    samples = key.samples(fall)
    sound = np.zeros((2, samples), np.float32)
    for number, off in enumerate(cents):
        place = turns(
            key.frequency * 2 ** (off / 1200),
            samples,
            vibrato=vibrato,
            speed=4.7 + 0.31 * number,
            start=0.37 * number,
        )
        voice = played(wave, place)
        side = number / max(1, len(cents) - 1)
        sound[0] += voice * np.float32(1 - 0.75 * side)
        sound[1] += voice * np.float32(0.25 + 0.75 * side)
    return sound * held(samples, rise, fall) * np.float32(1.1 / len(cents))


def _strings(key: Key) -> Wave:
    wave = table(ramp(1.75 - 0.5 * key.bright, 20), key.frequency)
    return _wide(key, wave, (-7, -2, 3, 8), 11, min(0.14, 0.3 * key.seconds), 0.3)


def _pad(key: Key) -> Wave:
    wave = table(ramp(2.3 - 0.7 * key.bright, 14), key.frequency)
    return _wide(key, wave, (-9, -3, 4, 10), 0, min(0.6, 0.4 * key.seconds), 0.9)


def _choir(key: Key) -> Wave:
    """Voices that sing “ah”: harmonics as strong as a throat lets them through."""
    throat = ((720, 110, 1.0), (1150, 130, 0.55), (2700, 220, 0.22), (3500, 300, 0.12))
    strengths = [
        number**-0.9
        * (0.06 + sum(g / (1 + ((number * key.frequency - at) / w) ** 2) for at, w, g in throat))
        for number in range(1, 30)
    ]
    strengths[0] += 0.25
    wave = table(strengths, key.frequency)
    return _wide(key, wave, (-10, -4, 0, 5, 11), 22, min(0.12, 0.35 * key.seconds), 0.26)


def _saw(key: Key) -> Wave:
    hard = table(ramp(1.0 + 0.5 * (1 - key.bright)), key.frequency)
    return _wide(key, hard, (-8, 0, 8), 6, 0.008, 0.12)


def _stab(key: Key) -> Wave:
    short = Key(key.midi, min(key.seconds, 0.16), key.bright)
    return _wide(short, table(ramp(1.1), key.frequency), (-10, 0, 10), 0, 0.004, 0.18)


def _square(key: Key) -> Wave:
    samples = key.samples(0.03)
    sound = played(table(odd(1.0), key.frequency), turns(key.frequency, samples, vibrato=10))
    return sound * held(samples, 0.003, 0.03) * (0.4 + 0.6 * decay(samples, 0.18)) * np.float32(0.6)


def _brass(key: Key) -> Wave:
    samples = key.samples(0.14)
    place = turns(key.frequency, samples, vibrato=8)
    bright = played(table(ramp(0.95), key.frequency), place)
    dull = played(table(ramp(1.9, 12), key.frequency), place)
    swell = held(samples, 0.11, 0.2) * np.float32(0.3 + 0.45 * key.bright)
    return (dull + (bright - dull) * swell) * held(samples, 0.045, 0.13) * np.float32(0.8)


def _organ(key: Key) -> Wave:
    wave = table([1, 0.8, 0.5, 0.35, 0, 0.22, 0, 0.25 * key.bright], key.frequency)
    return _wide(key, wave, (-2, 3), 9, 0.012, 0.09)


def _guitar(key: Key) -> Wave:
    samples = key.samples(0.5)
    ring = plucked(key.frequency, samples, 0.55, 0.35 + 0.3 * key.bright, _NOISE)
    return ring * held(samples, 0.002, 0.4) * np.float32(0.9)


def _pluck(key: Key) -> Wave:
    samples = key.samples(0.9)
    ring = plucked(key.frequency, samples, 0.9, 0.3 + 0.3 * key.bright, _NOISE[5000:])
    return ring * held(samples, 0.002, 0.7)


def _drive(key: Key) -> Wave:
    """A string and its fifth, loud enough to be bent."""
    samples = key.samples(0.1)
    chord = plucked(key.frequency, samples, 1.4, 0.75, _NOISE)
    chord += plucked(key.frequency * 1.498, samples, 1.4, 0.75, _NOISE[3000:])
    bent = softened(np.tanh(chord * np.float32(3.5)), 3400)
    return bent * held(samples, 0.004, 0.09) * np.float32(0.6)


def _round(key: Key) -> Wave:
    samples = key.samples(0.09)
    sound = played(table([1, 0.28, 0.1, 0.03], key.frequency), turns(key.frequency, samples))
    return sound * held(samples, 0.006, 0.08) * (0.5 + 0.5 * decay(samples, 0.3))


def _sub(key: Key) -> Wave:
    samples = key.samples(0.07)
    sound = played(table([1, 0.12], key.frequency), turns(key.frequency, samples))
    return np.tanh(sound * np.float32(1.5)) * held(samples, 0.006, 0.06)


def _upright(key: Key) -> Wave:
    samples = key.samples(0.15)
    ring = plucked(key.frequency, samples, 0.45, 0.12, _NOISE[9000:])
    body = played(table([1, 0.4, 0.12], key.frequency), turns(key.frequency, samples))
    return (ring * np.float32(0.5) + body * decay(samples, 0.35)) * held(samples, 0.005, 0.12)


def _pick(key: Key) -> Wave:
    samples = key.samples(0.08)
    ring = plucked(key.frequency, samples, 0.6, 0.5, _NOISE[7000:])
    body = played(table([1, 0.5, 0.25], key.frequency), turns(key.frequency, samples))
    return (ring * np.float32(0.5) + body * np.float32(0.6)) * held(samples, 0.003, 0.07)


def _pulse(key: Key) -> Wave:
    samples = key.samples(0.05)
    sound = played(table(odd(1.25, 20), key.frequency), turns(key.frequency, samples))
    return sound * held(samples, 0.004, 0.05) * (0.4 + 0.6 * decay(samples, 0.15))


def _cello(key: Key) -> Wave:
    wave = table(ramp(1.6, 24), key.frequency)
    return _wide(key, wave, (-3, 4), 9, min(0.1, 0.3 * key.seconds), 0.2)


_INSTRUMENTS: dict[str, Callable[[Key], Wave]] = {
    "piano": _piano,
    "epiano": _electric_piano,
    "bell": _bell,
    "marimba": _marimba,
    "flute": _flute,
    "strings": _strings,
    "pad": _pad,
    "choir": _choir,
    "saw": _saw,
    "stab": _stab,
    "square": _square,
    "brass": _brass,
    "organ": _organ,
    "guitar": _guitar,
    "pluck": _pluck,
    "drive": _drive,
    "round": _round,
    "sub": _sub,
    "upright": _upright,
    "pick": _pick,
    "pulse": _pulse,
    "cello": _cello,
}
NAMES = frozenset(_INSTRUMENTS)
