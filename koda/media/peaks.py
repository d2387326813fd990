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
    waiting: list[AudioFrame] = []
    held = 0
    try:
        for frame in container.decode(stream):
            if waiting and not _is_alike(frame, waiting[0]):
                yield _loudest(waiting)
                waiting, held = [], 0
            waiting.append(frame)
            held += frame.samples
            left -= frame.samples
            if held >= _TOGETHER or left < 0:
                yield _loudest(waiting)
                waiting, held = [], 0
            if left < 0:
                return
    except av.error.FFmpegError:
        pass
    if waiting:
        yield _loudest(waiting)


def _is_alike(one: AudioFrame, other: AudioFrame) -> bool:
    is_same_format = one.format.name == other.format.name
    return is_same_format and one.layout.nb_channels == other.layout.nb_channels


def _loudest(frames: list[AudioFrame]) -> Heights:
    """The loudest of every `_BLOCK` samples of frames that are alike, in the louder channel."""
    parts = [cast("npt.NDArray[Any]", frame.to_ndarray()) for frame in frames]
    samples = np.concatenate(parts, axis=1)  # a row per channel, or one with all in turn
    is_planar = frames[0].format.is_planar
    wide = _BLOCK if is_planar else _BLOCK * max(1, frames[0].layout.nb_channels)
    whole = np.pad(samples, ((0, 0), (0, -samples.shape[1] % wide)), mode="edge")
    blocks = whole.reshape(samples.shape[0], -1, wide)
    highest = blocks.max(axis=2).max(axis=0).astype(np.float32)
    lowest = blocks.min(axis=2).min(axis=0).astype(np.float32)
    middle, full = _scale(samples.dtype)
    return np.nan_to_num(np.maximum(highest - middle, middle - lowest) / full)


def _scale(kind: np.dtype[Any]) -> tuple[float, float]:
    """What silence is, and how far the loudest sample is from it."""
    if kind == np.uint8:
        return 128.0, 128.0
    return 0.0, 1.0 if kind.kind == "f" else float(np.iinfo(kind).max)


def _gathered(heights: Heights, count: int) -> list[float]:
    """The loudest of each stretch; where there are fewer heights than stretches they repeat."""
    starts = np.linspace(0, len(heights), count, endpoint=False).astype(np.int64)
    loudest = np.maximum.reduceat(heights, starts)
    return [round(float(one), 3) for one in np.clip(loudest, 0.0, 1.0)]
