"""Reads a stretch of a film as very small pictures: what measuring looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation

from koda.media.frames import MAX_FPS, Frame
from koda.media.reading import stored_frames

GREY_SIDE = 128
"""Pixels of a small picture's long side; half of it in colour."""

_LEAST_SIDE = 16
# Recordings may stamp frames closer than any screen shows them.
_CLOSEST = 1 / (MAX_FPS + 4)

Grey = npt.NDArray[np.float32]
"""A picture without colour: rows and columns, 0 (black) to 1 (white)."""


@dataclass(frozen=True, slots=True)
class SmallFrame:
    """A frame, seen from afar.

    Attributes:
        time: Seconds from the film's beginning.
        colors: Half as large as `grey`.
    """

    time: float
    colors: Frame
    grey: Grey


def small_frames(path: Path, start: float, end: float) -> Iterator[SmallFrame]:
    """Give the frames shown from `start` until before `end`, upright; raises as `stored_frames`.

    Blocking. One frame is held at a time, at most 64 a second are looked at.
    """
    last = -1.0
    for time, frame, _ in stored_frames(path, start):
        if time >= end and last >= 0:
            return
        shown = max(time, start)
        if last < 0 or shown - last >= _CLOSEST:
            last = shown
            yield _small(shown, frame)


def _small(time: float, frame: VideoFrame) -> SmallFrame:
    scale = GREY_SIDE / max(frame.width, frame.height)
    wide, tall = (_even(side * scale) for side in (frame.width, frame.height))
    pixels = frame.reformat(wide, tall, "rgb24", interpolation=Interpolation.AREA).to_ndarray()
    found = np.rot90(cast("Frame", pixels), frame.rotation // 90 % 4).astype(np.float32)
    rows, columns = found.shape[0] // 2, found.shape[1] // 2
    half = found.reshape(rows, 2, columns, 2, 3).mean(axis=(1, 3))
    grey = found @ np.array((0.299, 0.587, 0.114), np.float32) / np.float32(255)
    return SmallFrame(time, np.rint(half).astype(np.uint8), grey)


def _even(side: float) -> int:
    return max(_LEAST_SIDE, round(side / 2) * 2)
