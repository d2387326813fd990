"""What films and sounds are made of while they are worked on: arrays, and their limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from koda.core.errors import Invalid, TooLarge

Frame = npt.NDArray[np.uint8]
"""A picture: rows, columns, then red, green and blue."""

Samples = npt.NDArray[np.float32]
"""A stretch of sound: a row per sample at `RATE`, left and right, from -1 to 1."""

Tell = Callable[[float], None]
"""Called now and then with the share of the work that is done; what it raises ends the work."""

RATE = 48_000
MAX_FRAME_PIXELS = 4096 * 2304
MAX_FILM_SECONDS = 30 * 60
MAX_SOUND_SECONDS = 3 * 60 * 60
MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_FPS = 60


def untold(_: float) -> None:
    """Tell nobody how far the work is."""


def check_frame_size(width: int, height: int) -> None:
    """Refuse a film whose frames are empty or larger than can be worked on."""
    if width < 1 or height < 1:
        raise Invalid("The film has no picture.", remedy="Choose another film.")
    if width * height > MAX_FRAME_PIXELS:
        raise TooLarge(
            f"The film is {width} × {height} pixels; Koda works on up to 4096 × 2304.",
            remedy="Make it smaller first.",
            limit=MAX_FRAME_PIXELS,
            pixels=width * height,
        )


def check_seconds(seconds: float, limit: float = MAX_FILM_SECONDS) -> None:
    """Refuse to make something longer than `limit`."""
    if seconds > limit:
        raise TooLarge(
            f"It would be {seconds / 60:.1f} minutes long; the limit is {limit / 60:.0f} minutes.",
            remedy="Trim it first, or take fewer parts.",
            limit=limit,
            seconds=round(seconds, 2),
        )


def check_bytes(size: int) -> None:
    """Refuse a result that Koda would not keep."""
    if size > MAX_FILE_BYTES:
        raise TooLarge(
            "The result is larger than 512 MB.",
            remedy="Make it shorter or smaller.",
            limit=MAX_FILE_BYTES,
            size=size,
        )


def sane_rate(rate: Fraction | None) -> Fraction:
    """Give frames per second that can be written: what a file says, where that makes sense."""
    if not rate or rate < 1:
        return Fraction(24)
    return min(rate, Fraction(MAX_FPS)).limit_denominator(1001)


def stereo(samples: npt.NDArray[np.floating]) -> Samples:
    """Give sound as `Samples`: one channel becomes two, what is beyond full scale is cut."""
    rows = samples.reshape(-1, 1) if samples.ndim == 1 else samples
    both = np.repeat(rows, 2, axis=1) if rows.shape[1] == 1 else rows[:, :2]
    finite = np.nan_to_num(both.astype(np.float32, copy=False))
    return np.clip(finite, -1.0, 1.0)


def in_blocks(samples: Samples, size: int = RATE) -> Iterator[Samples]:
    """Cut sound that is in memory into blocks."""
    for start in range(0, len(samples), size):
        yield samples[start : start + size]
