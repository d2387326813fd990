"""The drums: their sounds, and the patterns they play."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from koda.media.frames import RATE
from koda.providers.offline_art.noise import stream
from koda.providers.offline_music.waves import Wave, decay, held, sharpened, softened

_NOISE: Wave = stream("drums").uniform(-1, 1, 2 * RATE).astype(np.float32)

# Sixteen steps of a bar: o loud, x middle, . soft, - nothing.
# fmt: off
PATTERNS: dict[str, dict[str, str]] = {
    "none": {},
    "soft": {"kick": "x-------x-x-----", "rim": "----x-------x---", "shaker": ".-x-.-x-.-x-.-x-"},
    "lofi": {"kick": "o------x--o-----", "snare": "----x-------x--.", "hat": "x-.-x-.-x-.-x-.-"},
    "boom": {"kick": "o--x----x-o-----", "snare": "----o-------o---", "hat": "x-x-x-x-x-x-x-x."},
    "jazz": {"kick": "x-------.-------", "hat": "----x-------x---", "ride": "o---x--xo---x--x"},
    "latin": {"kick": "x-----x-x-----x-", "rim": "o--x--x---x-x---", "shaker": "x.x.x.x.x.x.x.x.",
              "conga": "--x---xx--x---xx"},
    "funk": {"kick": "o--x--o---x--x--", "snare": "----o--.-.--o--.", "hat": "x.x.x.xxx.x.x.x."},
    "four": {"kick": "o---o---o---o---", "clap": "----x-------x---", "hat": ".-x-.-x-.-x-.-x-",
             "open": "--x---x---x---x-"},
    "breaks": {"kick": "o-x-------x-----", "snare": "----o--.-.--o---", "hat": "x-x-x-x-x-x-x-x-"},
    "trap": {"kick": "o-----x---x-----", "clap": "--------o-------", "hat": "x-x-x-xxx-x-xxxx"},
    "eighties": {"kick": "o---o---o---o---", "gated": "----o-------o---",
                 "hat": "x-x-x-x-x-x-x-x-"},
    "chip": {"kick": "o-------o-o-----", "chip": "----o-------o---", "hat": "x-x-x-x-x-x-x-x-"},
    "rock": {"kick": "o-----o-o-x-----", "snare": "----o-------o---", "hat": "x-x-x-x-x-x-x-x-"},
    "reggae": {"kick": "--------o-------", "rim": "--------x-------", "hat": "--x-.-x---x-.-x-"},
    "train": {"kick": "o---x---o---x---", "brush": ".-x-.xx-.-x-.xx-"},
    "epic": {"taiko": "o-----x-o--x-xx-", "kick": "o-------o-------", "shaker": "x-.-x-.-x-.-x-.-"},
    "march": {"kick": "o-------o-------", "snare": "x-xxx-x-x-xxxxx-"},
    "pulse": {"kick": "x-.-------------"},
}
# fmt: on
STRENGTH = {"o": 1.0, "x": 0.7, ".": 0.35}


def hit(drum: str) -> Wave:
    """Make one stroke: (samples,), largest near 1."""
    return _DRUMS[drum]()


def _sweep(high: float, low: float, half: float, seconds: float) -> Wave:
    """A skin: its pitch falls from one frequency to another."""
    samples = round(seconds * RATE)
    frequency = low + (high - low) * decay(samples, half).astype(np.float64)
    return np.sin(np.cumsum(frequency) * (2 * np.pi / RATE)).astype(np.float32)


def _kick() -> Wave:
    skin = _sweep(170, 46, 0.022, 0.34) * decay(round(0.34 * RATE), 0.09)
    click = sharpened(_NOISE[:300], 1500) * decay(300, 0.001) * np.float32(0.25)
    skin[:300] += click
    return skin * held(len(skin), 0.001, 0.1)


def _snare() -> Wave:
    samples = round(0.28 * RATE)
    rattle = sharpened(_NOISE[:samples], 1100) * decay(samples, 0.045) * np.float32(0.55)
    skin = _sweep(240, 178, 0.02, 0.28) * decay(samples, 0.035) * np.float32(0.6)
    return (rattle + skin) * held(samples, 0.001, 0.08)


def _gated() -> Wave:
    samples = round(0.3 * RATE)
    room = softened(_NOISE[9000 : 9000 + samples], 5200) * np.float32(0.5)
    snare = np.zeros(samples, np.float32)
    stroke = _snare()
    snare[: len(stroke)] = stroke
    return (snare * np.float32(0.8) + room * held(samples, 0.001, 0.03)) * held(
        samples, 0.001, 0.02
    )


def _hat() -> Wave:
    samples = round(0.07 * RATE)
    return sharpened(_NOISE[4000 : 4000 + samples], 7500) * decay(samples, 0.012) * np.float32(0.7)


def _open() -> Wave:
    samples = round(0.34 * RATE)
    metal = sharpened(_NOISE[6000 : 6000 + samples], 6800) * decay(samples, 0.07)
    return metal * held(samples, 0.001, 0.1) * np.float32(0.6)


def _ride() -> Wave:
    samples = round(0.7 * RATE)
    metal = sharpened(_NOISE[3000 : 3000 + samples], 5200) * decay(samples, 0.12) * np.float32(0.4)
    time = np.arange(samples, dtype=np.float64) / RATE
    for times in (3_210.0, 4_870.0, 6_130.0):
        ping = np.sin(2 * np.pi * times * time).astype(np.float32)
        metal += ping * decay(samples, 0.09) * np.float32(0.1)
    return metal * held(samples, 0.001, 0.25)


def _crash() -> Wave:
    samples = round(1.8 * RATE)
    metal = sharpened(_NOISE[1000 : 1000 + samples], 3200) * decay(samples, 0.28)
    return metal * held(samples, 0.004, 0.6) * np.float32(0.6)


def _clap() -> Wave:
    samples = round(0.26 * RATE)
    hands = softened(sharpened(_NOISE[2000 : 2000 + samples], 900), 4200)
    shape = decay(samples, 0.05) * np.float32(0.6)
    for start in (0, 480, 1000):
        shape[start : start + 400] += decay(400, 0.003)
    return hands * shape * held(samples, 0.001, 0.08) * np.float32(0.8)


def _rim() -> Wave:
    samples = round(0.09 * RATE)
    wood = np.sin(np.arange(samples) * (2 * np.pi * 1720 / RATE)).astype(np.float32)
    wood += np.sin(np.arange(samples) * (2 * np.pi * 940 / RATE)).astype(np.float32)
    return wood * decay(samples, 0.008) * np.float32(0.4)


def _shaker() -> Wave:
    samples = round(0.09 * RATE)
    return (
        sharpened(_NOISE[7000 : 7000 + samples], 5200) * held(samples, 0.03, 0.05) * np.float32(0.4)
    )


def _brush() -> Wave:
    samples = round(0.16 * RATE)
    return (
        sharpened(_NOISE[8000 : 8000 + samples], 2200)
        * held(samples, 0.015, 0.12)
        * np.float32(0.4)
    )


def _conga() -> Wave:
    samples = round(0.22 * RATE)
    return _sweep(330, 218, 0.02, 0.22) * decay(samples, 0.045) * held(samples, 0.002, 0.06)


def _tom() -> Wave:
    samples = round(0.4 * RATE)
    return _sweep(190, 96, 0.05, 0.4) * decay(samples, 0.09) * held(samples, 0.002, 0.1)


def _taiko() -> Wave:
    samples = round(0.9 * RATE)
    skin = _sweep(120, 58, 0.05, 0.9) * decay(samples, 0.16)
    slap = softened(_NOISE[500 : 500 + samples], 900) * decay(samples, 0.02) * np.float32(0.7)
    return (skin + slap) * held(samples, 0.002, 0.3) * np.float32(0.9)


def _chip() -> Wave:
    samples = round(0.12 * RATE)
    coarse = np.repeat(_NOISE[: samples // 6 + 1], 6)[:samples]
    return coarse * decay(samples, 0.03) * np.float32(0.5)


_DRUMS: dict[str, Callable[[], Wave]] = {
    "kick": _kick,
    "snare": _snare,
    "gated": _gated,
    "hat": _hat,
    "open": _open,
    "ride": _ride,
    "crash": _crash,
    "clap": _clap,
    "rim": _rim,
    "shaker": _shaker,
    "brush": _brush,
    "conga": _conga,
    "tom": _tom,
    "taiko": _taiko,
    "chip": _chip,
}
