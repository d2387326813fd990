"""Real pictures, films and sounds to measure with, the same each time."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from koda.media.film import write_film
from koda.media.frames import RATE, Frame, Samples


def noise(width: int, height: int, seed: int) -> Frame:
    """Give a picture with soft large shapes and some grain, as photos have."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.integers(0, 255, (9, 16, 3), np.uint8))
    smooth = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), np.int16)
    grain = random.integers(-8, 8, (height, width, 1), np.int16)
    return np.clip(smooth + grain, 0, 255).astype(np.uint8)


def picture(path: Path, size: tuple[int, int], seed: int = 0) -> Path:
    """Write a picture; its ending says as what."""
    Image.fromarray(noise(*size, seed)).save(path)
    return path


def tone(seconds: float, seed: int = 0) -> Samples:
    """Give a tone that swells and fades, in stereo."""
    times = np.arange(int(RATE * seconds), dtype=np.float32) / RATE
    swell = np.sin(times * (1200 + 100 * seed)) * (0.2 + 0.6 * np.abs(np.sin(times * 1.5)))
    return np.stack([swell, swell], axis=1).astype(np.float32)


def film(path: Path, size: tuple[int, int], seconds: float, seed: int = 0) -> Path:
    """Write a film with sound whose picture moves to the side, 24 frames a second."""
    still = noise(*size, seed)
    frames = (np.roll(still, place * 4, axis=1) for place in range(int(seconds * 24)))
    write_film(path, frames, Fraction(24), tone(seconds, seed))
    return path


def sound(path: Path, seconds: float, seed: int = 0) -> Path:
    """Write a sound as WAV."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((tone(seconds, seed) * 32_767).astype("<i2").tobytes())
    return path
