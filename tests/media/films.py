"""Small films and tones for tests, and what is seen and heard in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from koda.media.film import write_film
from koda.media.frames import RATE, Frame
from koda.media.reading import read_frames, read_sound

COLORS = ((200, 20, 20), (20, 160, 30), (20, 20, 200), (250, 250, 250))


def plain(color: tuple[int, int, int], size: tuple[int, int] = (64, 48)) -> Frame:
    return np.full((size[1], size[0], 3), color, np.uint8)


def four_seconds(size: tuple[int, int] = (64, 48)) -> Iterator[Frame]:
    """A colour a second, ten frames each."""
    for color in COLORS:
        for _ in range(10):
            yield plain(color, size)


def tone(seconds: float, hertz: float = 440, loud: float = 0.4) -> np.ndarray:
    wave = loud * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


def colour_of(frame: Frame) -> tuple[int, ...]:
    return tuple(int(part) for part in frame.reshape(-1, 3).mean(axis=0))


def near(found: tuple[int, ...], wanted: tuple[int, ...], slack: int = 6) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))


def film(
    path: Path,
    size: tuple[int, int] = (64, 48),
    *,
    fps: int = 10,
    colors: tuple[tuple[int, int, int], ...] = COLORS,
    hertz: float | None = None,
) -> Path:
    """A film with a second of each colour, and a tone if one is wanted."""
    frames = (plain(color, size) for color in colors for _ in range(fps))
    write_film(path, frames, fps, None if hertz is None else tone(len(colors), hertz))
    return path


def colors_of(path: Path) -> list[tuple[int, ...]]:
    """The mean colour of every frame."""
    return [colour_of(frame) for _, frame in read_frames(path)]


def heard(path: Path) -> np.ndarray:
    """The left channel of a file's sound."""
    blocks = list(read_sound(path))
    return np.concatenate(blocks)[:, 0] if blocks else np.zeros(0, np.float32)


def loudness(samples: np.ndarray, start: float, end: float) -> float:
    """How loud a stretch in seconds is."""
    part = samples[round(start * RATE) : round(end * RATE)]
    return float(np.sqrt(np.mean(np.square(part))))


def pitch(samples: np.ndarray, start: float, end: float) -> int:
    """The strongest frequency of a stretch in seconds."""
    part = samples[round(start * RATE) : round(end * RATE)]
    return round(int(np.argmax(np.abs(np.fft.rfft(part)))) / (end - start))
