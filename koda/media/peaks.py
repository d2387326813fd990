"""Finds how loud a sound is along its time, for drawing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import av.error
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.container import InputContainer

from koda.core.errors import Unsupported
from koda.media.opening import open_container

# Samples that become one height while reading: fine enough for a very short sound.
_BLOCK = 64
_TOGETHER = 1 << 18
_MOST_SECONDS = 6 * 60 * 60

Heights = npt.NDArray[np.float32]


def peaks(path: Path, count: int) -> list[float]:
    """Give the loudest sample, 0 to 1, of each of `count` equal stretches of a sound.

    Blocking; memory grows by a quarter of a megabyte a minute. After six hours it stops reading,
    and at damage: what came before stands for the whole.

    Raises:
        Unsupported: There is no sound in the file.
    """
    with open_container(path) as container:
        if not container.streams.audio:
            raise Unsupported("There is no sound in this file.")
        heights = list(_heights(container))
    if not heights:
        return [0.0] * count
    return _gathered(np.concatenate(heights), count)


def _heights(container: InputContainer) -> Iterator[Heights]:
    """The loudest of every `_BLOCK` samples; many frames are looked at together."""
    stream = container.streams.audio[0]
    left = _MOST_SECONDS * (stream.codec_context.sample_rate or 48_000)
    waiting: list[Heights] = []
    held = 0
    try:
        for frame in container.decode(stream):
            waiting.append(_loudness(frame))
            held += frame.samples
            left -= frame.samples
            if held >= _TOGETHER or left < 0:
                yield _blocks(waiting)
                waiting, held = [], 0
            if left < 0:
                return
    except av.error.FFmpegError:
        pass
    if waiting:
        yield _blocks(waiting)


def _loudness(frame: AudioFrame) -> Heights:
    """How far each sample is from silence, in the louder of the channels."""
    found: npt.NDArray[Any] = cast("npt.NDArray[Any]", frame.to_ndarray())
    channels = max(1, frame.layout.nb_channels)
    sides = found if frame.format.is_planar else found.reshape(-1, channels).T
    if found.dtype == np.uint8:  # silence is in the middle
        return np.abs(sides.astype(np.float32) - 128).max(axis=0) / 128
    full = 1.0 if found.dtype.kind == "f" else float(np.iinfo(found.dtype).max)
    highest, lowest = sides.max(axis=0), sides.min(axis=0)
    loudest = np.maximum(highest.astype(np.float32), -lowest.astype(np.float32))
    return np.nan_to_num(loudest / full)


def _blocks(parts: list[Heights]) -> Heights:
    loud = np.concatenate(parts)
    return np.pad(loud, (0, -len(loud) % _BLOCK)).reshape(-1, _BLOCK).max(axis=1)


def _gathered(heights: Heights, count: int) -> list[float]:
    """The loudest of each stretch; where there are fewer heights than stretches they repeat."""
    starts = np.linspace(0, len(heights), count, endpoint=False).astype(np.int64)
    loudest = np.maximum.reduceat(heights, starts)
    return [round(float(one), 3) for one in np.clip(loudest, 0.0, 1.0)]
