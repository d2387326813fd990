"""The soft sound under a film that has none of its own."""

from __future__ import annotations

import numpy as np

from koda.media.frames import RATE
from koda.media.sound import Sound, faded, lasting
from koda.providers.offline_music.compose import SHORTEST, piece

_SOFT = 0.45


def bed(prompt: str, seconds: float, seed: int) -> Sound:
    """Compose something quiet that fits the words, exactly as long."""
    music = piece(f"{prompt[:2000]} soft ambient", max(SHORTEST, seconds), seed, instrumental=True)
    cut = lasting(music, round(seconds * RATE))
    return faded(cut * np.float32(_SOFT), 0.2, min(1.0, seconds / 4))
