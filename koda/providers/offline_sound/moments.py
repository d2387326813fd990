"""Sounds that happen now and then: birds, footsteps, thunder, a bell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from koda.media.frames import RATE
from koda.providers.offline_art.noise import Stream, pick
from koda.providers.offline_music.waves import Wave, decay, held, softened
from koda.providers.offline_sound.grains import band, samples, strewn, sway, tone


def _birds(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.8, _chirp)


def _chirp(rng: Stream) -> Wave:
    calls: list[Wave] = []
    base = pick(rng, 2300, 4600)
    for _ in range(int(rng.randint(2, 6))):
        count = samples(pick(rng, 0.05, 0.13))
        bend = np.sin(np.linspace(0, np.pi * pick(rng, 0.6, 2.2), count))
        call = tone(base * (1 + pick(rng, -0.22, 0.28) * bend), count)
        calls += [call * held(count, 0.015, 0.03) * np.float32(0.16)]
        calls += [np.zeros(samples(pick(rng, 0.03, 0.09)), np.float32)]
    return np.concatenate(calls)


def _crickets(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.36, _cricket)


def _cricket(rng: Stream) -> Wave:
    count = samples(0.24)
    rasp = 0.5 + 0.5 * np.sin(np.arange(count) * (2 * np.pi * 42 / RATE))
    rub = tone(pick(rng, 4100, 4700), count) * rasp.astype(np.float32) ** 2
    return rub * held(count, 0.03, 0.05) * np.float32(0.11)


def _steps(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.56, _step, even=True)


def _step(rng: Stream) -> Wave:
    count = samples(0.2)
    thump = tone(62 + 70 * decay(count, 0.012).astype(np.float64), count) * decay(count, 0.028)
    scrape = band(rng.standard_normal(count).astype(np.float32), 700, 4200) * decay(count, 0.018)
    loud = pick(rng, 0.75, 1.0)
    return (thump * np.float32(0.5) + scrape * np.float32(0.32)) * np.float32(loud)


def _hooves(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.19, _hoof, even=True)


def _hoof(rng: Stream) -> Wave:
    count = samples(0.09)
    knock = tone(pick(rng, 620, 900), count) * decay(count, 0.009)
    return knock * np.float32(pick(rng, 0.18, 0.4))


def _thunder(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 5.0, _rumble)


def _rumble(rng: Stream) -> Wave:
    count = samples(3.6)
    low = band(rng.standard_normal(count).astype(np.float32), 28, 190)
    roll = sway(3.6, rng, 0.3, 1.3, 0.3) * decay(count, 0.8)
    crack = band(rng.standard_normal(count).astype(np.float32), 300, 2800) * decay(count, 0.05)
    both = low * roll[:count] * np.float32(2.6) + crack * np.float32(0.3)
    return np.tanh(both) * held(count, 0.02, 0.8) * np.float32(0.8)


def _whoosh(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 1.7, _rush)


def _rush(rng: Stream) -> Wave:
    count = samples(pick(rng, 0.5, 0.9))
    air = rng.standard_normal(count).astype(np.float32)
    rise = np.hanning(count).astype(np.float32) ** 2
    low, high = band(air, 200, 900), band(air, 1200, 5200)
    return (low + high * rise) * rise * np.float32(0.5)


def _impacts(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 1.9, _impact)


def _impact(rng: Stream) -> Wave:
    count = samples(1.1)
    boom = tone(38 + 90 * decay(count, 0.03).astype(np.float64), count) * decay(count, 0.16)
    debris = softened(rng.standard_normal(count).astype(np.float32), 2600) * decay(count, 0.06)
    return np.tanh(boom + debris * np.float32(0.7)) * held(count, 0.002, 0.3) * np.float32(0.8)


def _clock(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.5, _tick, even=True)


def _tick(rng: Stream) -> Wave:
    count = samples(0.05)
    return tone(pick(rng, 2500, 3300), count) * decay(count, 0.004) * np.float32(0.35)


def _heart(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.95, _beat, even=True)


def _beat(_rng: Stream) -> Wave:
    sound = np.zeros(samples(0.5), np.float32)
    for start, loud in ((0.0, 0.9), (0.26, 0.6)):
        count = samples(0.2)
        thud = tone(44 + 26 * decay(count, 0.03).astype(np.float64), count)
        place = samples(start) - 1
        sound[place : place + count] += thud * decay(count, 0.05) * np.float32(loud)
    return sound


def _bells(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 1.6, _bell, even=True)


def _bell(_rng: Stream) -> Wave:
    count = samples(2.4)
    parts = (
        (1.0, 0.5, 0.7),
        (2.0, 0.3, 0.45),
        (2.4, 0.2, 0.35),
        (3.0, 0.16, 0.25),
        (5.4, 0.1, 0.1),
    )
    ring = np.zeros(count, np.float32)
    for times, loud, half in parts:
        ring += tone(262 * times, count) * decay(count, half) * np.float32(loud)
    return ring * held(count, 0.002, 0.6) * np.float32(0.4)


def _knocks(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 1.3, _knock)


def _knock(rng: Stream) -> Wave:
    sound = np.zeros(samples(0.75), np.float32)
    for number in range(3):
        count = samples(0.12)
        wood = tone(pick(rng, 170, 200), count) * decay(count, 0.014)
        start = number * samples(0.2)
        sound[start : start + count] += wood * np.float32(0.5)
    return sound


def _glass(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 2.4, _shatter)


def _shatter(rng: Stream) -> Wave:
    sound = np.zeros(samples(1.2), np.float32)
    for _ in range(26):
        count = samples(pick(rng, 0.05, 0.25))
        shard = tone(pick(rng, 2200, 8200), count) * decay(count, 0.02)
        start = round(RATE * 0.9 * pick(rng, 0, 1) ** 2.2)
        sound[start : start + count] += (shard * np.float32(0.16))[: len(sound) - start]
    return sound


def _beeps(seconds: float, rng: Stream) -> Wave:
    return strewn(seconds, rng, 0.9, _beep)


def _beep(rng: Stream) -> Wave:
    count = samples(0.11)
    pitch = (880.0, 1175.0, 1320.0)[int(rng.randint(0, 3))]
    return tone(pitch, count) * held(count, 0.005, 0.02) * np.float32(0.22)


MOMENTS: dict[str, Callable[[float, Stream], Wave]] = {
    "birds": _birds,
    "crickets": _crickets,
    "steps": _steps,
    "hooves": _hooves,
    "thunder": _thunder,
    "whoosh": _whoosh,
    "impact": _impacts,
    "clock": _clock,
    "heart": _heart,
    "bell": _bells,
    "knock": _knocks,
    "glass": _glass,
    "beep": _beeps,
}
