"""Finds how loud a sound is along its time, for drawing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import av.error
import numpy as np
from av.audio.resampler import AudioResampler

from koda.core.errors import Unsupported
from koda.media.opening import open_container

# Samples that become one height while reading: fine enough for a very short sound.
_BLOCK = 64
_MOST_SECONDS = 6 * 60 * 60


def peaks(path: Path, count: int) -> list[float]:
    """Give the loudest sample, 0 to 1, of each of `count` equal stretches of a sound.

    Blocking; memory grows by a quarter of a megabyte a minute. After six hours it stops reading,
    and at damage: what came before stands for the whole.

    Raises:
        Unsupported: There is no sound in the file.
    """
    heights: list[np.ndarray[Any, np.dtype[np.float32]]] = []
    with open_container(path) as container:
        if not container.streams.audio:
            raise Unsupported("There is no sound in this file.")
        stream = container.streams.audio[0]
        left = _MOST_SECONDS * (stream.codec_context.sample_rate or 48_000)
        resampler = AudioResampler("flt", "mono")
        try:
            for frame in container.decode(stream):
                for piece in resampler.resample(frame):
                    heights.append(_heights(cast("Any", piece.to_ndarray()).reshape(-1)))
                    left -= piece.samples
                if left < 0:
                    break
        except av.error.FFmpegError:
            pass
    if not heights:
        return [0.0] * count
    return _gathered(np.concatenate(heights), count)


def _heights(
    samples: np.ndarray[Any, np.dtype[np.float32]],
) -> np.ndarray[Any, np.dtype[np.float32]]:
    loud = np.abs(np.nan_to_num(samples))
    rest = -len(loud) % _BLOCK
    return np.pad(loud, (0, rest)).reshape(-1, _BLOCK).max(axis=1)


def _gathered(heights: np.ndarray[Any, np.dtype[np.float32]], count: int) -> list[float]:
    """The loudest of each stretch; where there are fewer heights than stretches they repeat."""
    starts = np.linspace(0, len(heights), count, endpoint=False).astype(np.int64)
    loudest = np.maximum.reduceat(heights, starts)
    return [round(float(one), 3) for one in np.clip(loudest, 0.0, 1.0)]
