"""The soft sound under a film that has none of its own."""

from __future__ import annotations

import numpy as np

from koda.media.frames import RATE
from koda.media.sound import Sound, faded, lasting
from koda.providers.offline_music.compose import SHORTEST, piece
from koda.providers.offline_sound.scene import scene

_SOFT = 0.45
_BEHIND = 0.5  # the music, where there is something to hear in the picture


def bed(prompt: str, seconds: float, seed: int) -> Sound:
    """Make something quiet that fits the words: what is heard there, and music behind it."""
    music = music_bed(prompt, seconds, seed)
    heard = scene(prompt, seconds, seed)
    if heard is None:
        return music
    music *= np.float32(_BEHIND)
    music += heard * np.float32(1 - _BEHIND / 2)
    return music


def music_bed(prompt: str, seconds: float, seed: int) -> Sound:
    """Compose something quiet that fits the words, exactly as long."""
    music = piece(f"{prompt[:2000]} soft ambient", max(SHORTEST, seconds), seed, instrumental=True)
    cut = lasting(music, round(seconds * RATE))
    return faded(cut * np.float32(_SOFT), 0.2, min(1.0, seconds / 4))
