"""Lays the sounds that words ask for over each other."""

from __future__ import annotations

import numpy as np

from koda.media.frames import RATE
from koda.media.sound import Sound, faded, levelled, loudness
from koda.providers.offline_art.noise import branch, stream
from koda.providers.offline_sound.lasting import LASTING
from koda.providers.offline_sound.moments import MOMENTS
from koda.providers.offline_sound.words import sounds_in

# What goes on is told from what happens in it: by its level, too.
_BED, _EVENT = 0.11, 0.075
_LOUDEST = 0.16
_PEAK = -2.0
SOUNDS = {**LASTING, **MOMENTS}


def scene(prompt: str, seconds: float, seed: int, *, without: str = "") -> Sound | None:
    """Make the sounds of a prompt, two channels of this length; none where it names no sound."""
    names = sounds_in(prompt, without)
    if not names:
        return None
    rng = stream("sound", seed, prompt[:4000])
    mixed = np.zeros((2, max(1, round(seconds * RATE))), np.float32)
    for place, name in enumerate(names):
        layer = SOUNDS[name](seconds, branch(rng))[:, : mixed.shape[1]]
        level = (_BED if name in LASTING else _EVENT) * 0.86**place
        mixed += layer * np.float32(level / max(1e-4, loudness(layer.astype(np.float32))))
    np.tanh(mixed, out=mixed)
    full = levelled(mixed, _PEAK)
    quieter = min(1.0, _LOUDEST / max(1e-6, loudness(full)))
    return faded(full * np.float32(quieter), min(0.25, seconds / 8), min(0.6, seconds / 4))
