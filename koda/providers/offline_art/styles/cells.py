"""Cells around scattered points: for glass, mosaics and facets."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from koda.providers.offline_art.noise import Field, Stream, resize

_WORK = 420  # pixels of the longer side at which neighbours are looked for


def cells_of(
    width: int, height: int, count: int, rng: Stream
) -> tuple[npt.NDArray[np.int32], Field, npt.NDArray[np.float64]]:
    """Which cell each pixel is in, how far (pixels) it is from the cell's edge, and the points.

    Points are shares of width and height, jittered on a grid, so that cells are alike in size.
    """
    across = max(2, round((count * width / height) ** 0.5))
    down = max(2, round(count / across))
    shrink = min(1.0, _WORK / max(width, height))
    wide, high = max(8, int(width * shrink)), max(8, int(height * shrink))
    jitter = rng.random_sample((down + 2, across + 2, 2)) * 0.92 + 0.04
    row, column = np.mgrid[-1 : down + 1, -1 : across + 1]
    x = (column + jitter[..., 0]) / across
    y = (row + jitter[..., 1]) / down
    at_x = ((np.arange(wide) + 0.5) / wide)[None, :]
    at_y = ((np.arange(high) + 0.5) / high)[:, None]
    here_c, here_r = (at_x * across).astype(int), (at_y * down).astype(int)
    best = np.full((high, wide), 9e9, np.float32)
    second = best.copy()
    index = np.zeros((high, wide), np.int32)
    for step_r in (-1, 0, 1):
        for step_c in (-1, 0, 1):
            r, c = here_r + step_r + 1, here_c + step_c + 1
            r, c = np.broadcast_arrays(r, c)
            gap_x = (at_x - x[r, c]) * wide
            gap_y = (at_y - y[r, c]) * high
            away = np.sqrt(gap_x * gap_x + gap_y * gap_y).astype(np.float32)
            closer = away < best
            second = np.where(closer, best, np.minimum(second, away))
            index = np.where(closer, (r * (across + 2) + c).astype(np.int32), index)
            best = np.where(closer, away, best)
    edge = (second - best) * np.float32(0.5 / shrink)
    places = np.stack([x.ravel(), y.ravel()], -1)
    large = Image.fromarray(index).resize((width, height), Image.Resampling.NEAREST)
    return np.asarray(large, dtype=np.int32), resize(edge, width, height), places
