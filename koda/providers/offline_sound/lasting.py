"""Sounds that go on: wind, rain, the sea, a city."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from koda.media.frames import RATE
from koda.providers.offline_art.noise import Stream, pick
from koda.providers.offline_music.waves import Wave, decay, held, sharpened, softened
from koda.providers.offline_sound.grains import band, noise, samples, strewn, sway, tone


def _wind(seconds: float, rng: Stream) -> Wave:
    low = band(noise(seconds, rng), 90, 420) * sway(seconds, rng, 0.35, 1.4, 1.3)
    howl = band(noise(seconds, rng), 500, 900) * sway(seconds, rng, 0.0, 0.9, 0.9)
    return low * np.float32(1.6) + howl * np.float32(0.6)


def _rain(seconds: float, rng: Stream) -> Wave:
    hiss = band(noise(seconds, rng), 1200, 8500) * sway(seconds, rng, 0.7, 1.0, 1.5)
    return hiss * np.float32(0.45) + strewn(seconds, rng, 0.03, _drop) * np.float32(0.4)


def _drop(rng: Stream) -> Wave:
    count = samples(0.03)
    return tone(pick(rng, 1500, 5200), count) * decay(count, 0.004) * np.float32(0.12)


def _sea(seconds: float, rng: Stream) -> Wave:
    swell = sway(seconds, rng, 0.12, 1.2, 3.2)
    body = band(noise(seconds, rng), 60, 900) * swell
    spray = band(noise(seconds, rng), 1500, 7000) * swell * swell
    return body * np.float32(1.1) + spray * np.float32(0.3)


def _river(seconds: float, rng: Stream) -> Wave:
    flow = band(noise(seconds, rng), 350, 2600) * sway(seconds, rng, 0.75, 1.0, 0.35)
    return flow * np.float32(0.55) + strewn(seconds, rng, 0.05, _bubble) * np.float32(0.7)


def _bubble(rng: Stream) -> Wave:
    count = samples(0.06)
    start = pick(rng, 400, 1100)
    rise = start * (1 + np.linspace(0, 0.6, count))
    return tone(rise, count) * held(count, 0.008, 0.04) * np.float32(0.16)


def _fire(seconds: float, rng: Stream) -> Wave:
    roar = band(noise(seconds, rng), 60, 480) * sway(seconds, rng, 0.5, 1.1, 0.4)
    return roar * np.float32(0.8) + strewn(seconds, rng, 0.09, _crackle) * np.float32(0.9)


def _crackle(rng: Stream) -> Wave:
    count = samples(0.02)
    snap = sharpened(rng.standard_normal(count).astype(np.float32), 1600)
    return snap * decay(count, pick(rng, 0.0008, 0.003)) * np.float32(pick(rng, 0.08, 0.4))


def _city(seconds: float, rng: Stream) -> Wave:
    hum = band(noise(seconds, rng), 40, 320) * sway(seconds, rng, 0.6, 1.0, 2.0)
    cars = strewn(seconds, rng, 2.6, _passing)
    return hum * np.float32(0.9) + cars + strewn(seconds, rng, 7.0, _horn) * np.float32(0.5)


def _passing(rng: Stream) -> Wave:
    count = samples(pick(rng, 2.0, 3.2))
    tyres = band(rng.standard_normal(count).astype(np.float32), 120, 1400)
    shape = np.hanning(count).astype(np.float32) ** 2
    return tyres * shape * np.float32(0.22)


def _horn(rng: Stream) -> Wave:
    count = samples(pick(rng, 0.2, 0.5))
    base = pick(rng, 330, 440)
    both = tone(base, count) + tone(base * 1.26, count)
    return np.tanh(both * np.float32(1.5)) * held(count, 0.01, 0.05) * np.float32(0.1)


def _crowd(seconds: float, rng: Stream) -> Wave:
    murmur = np.zeros((2, samples(seconds)), np.float32)
    for low, high in ((180, 420), (480, 1100), (1500, 2600)):
        part = band(noise(seconds, rng), low, high)
        murmur += part * sway(seconds, rng, 0.2, 1.0, 0.16)
    return murmur * np.float32(0.6)


def _engine(seconds: float, rng: Stream) -> Wave:
    count = samples(seconds)
    speed = 62 * sway(seconds, rng, 0.85, 1.25, 1.4).astype(np.float64)
    turn = np.cumsum(speed) / RATE
    pulse = ((turn % 1) ** 3).astype(np.float32) + ((2 * turn % 1) ** 5).astype(np.float32) * 0.5
    mono = softened(pulse - pulse.mean(), 900)
    return np.stack([mono, np.roll(mono, 210)])[:, :count] * np.float32(0.55)


def _machine(seconds: float, rng: Stream) -> Wave:
    hum = np.stack([tone(99.5, samples(seconds)), tone(100.5, samples(seconds))])
    return hum * np.float32(0.12) + strewn(seconds, rng, 0.42, _clank, even=True)


def _clank(rng: Stream) -> Wave:
    count = samples(0.25)
    metal = sum(
        (tone(times, count) for times in (612.0, 1345.0, 2210.0)), np.zeros(count, np.float32)
    )
    return metal * decay(count, 0.03) * np.float32(0.09)


def _space(seconds: float, rng: Stream) -> Wave:
    count = samples(seconds)
    drone = sum(
        (
            tone(frequency, count) * sway(seconds, rng, 0.2, 1.0, 2.2)
            for frequency in (55.0, 82.6, 110.4, 164.7)
        ),
        np.zeros(count, np.float32),
    )
    air = band(noise(seconds, rng), 300, 1600) * sway(seconds, rng, 0.0, 0.5, 2.0)
    return np.stack([drone, np.roll(drone, 900)]) * np.float32(0.16) + air * np.float32(0.4)


def _room(seconds: float, rng: Stream) -> Wave:
    """The quiet of a place: what is heard where nothing is."""
    air = band(noise(seconds, rng), 60, 700) * sway(seconds, rng, 0.7, 1.0, 2.5)
    return air * np.float32(0.5)


LASTING: dict[str, Callable[[float, Stream], Wave]] = {
    "wind": _wind,
    "rain": _rain,
    "sea": _sea,
    "river": _river,
    "fire": _fire,
    "city": _city,
    "crowd": _crowd,
    "engine": _engine,
    "machine": _machine,
    "space": _space,
    "room": _room,
}
