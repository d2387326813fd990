"""Takes the frames that stand for a film: one for each shot, others evenly between them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from koda.media.reading import stored_frames, upright

MOST_KEYS = 12
KEY_SIDE = 768
"""Pixels of a key frame's longer side, at most."""

_LEAST_APART = 0.4


def key_moments(shots: Sequence[float], start: float, end: float) -> list[float]:
    """Choose the moments, in order: of the shots (evenly, if they are too many), then evenly."""
    if len(shots) > MOST_KEYS:
        step = len(shots) / MOST_KEYS
        return [shots[int((place + 0.5) * step)] for place in range(MOST_KEYS)]
    chosen = sorted(shots)
    while len(chosen) < MOST_KEYS:
        edges = [2 * start - chosen[0], *chosen, 2 * end - chosen[-1]]
        gaps = [later - earlier for earlier, later in pairwise(edges)]
        widest = max(range(len(gaps)), key=gaps.__getitem__)
        # In the first and last gap half of the room lies outside.
        if gaps[widest] < 2 * _LEAST_APART:
            break
        middle = (edges[widest] + edges[widest + 1]) / 2
        if widest == 0:
            middle = start + (chosen[0] - start) / 3
        elif widest == len(gaps) - 1:
            middle = end - (end - chosen[-1]) / 3
        chosen = sorted([*chosen, middle])
    return chosen


def key_frames(path: Path, moments: Sequence[float]) -> Iterator[bytes]:
    """Give the frame that is shown at each moment, in order, as a JPEG; blocking.

    The film is read once, from the first moment to the last; raises as `stored_frames`.
    """
    left = sorted(moments)
    if not left:
        return
    held: tuple[VideoFrame, VideoStream] | None = None
    for time, frame, stream in stored_frames(path, left[0]):
        while held is not None and left and left[0] < time - 0.001:
            yield _jpeg(*held)
            left.pop(0)
        if not left:
            return
        held = (frame, stream)
    for _ in left:
        if held is not None:
            yield _jpeg(*held)


def _jpeg(frame: VideoFrame, stream: VideoStream) -> bytes:
    scale = min(1.0, KEY_SIDE / max(frame.width, frame.height))
    size = (max(1, round(frame.width * scale)), max(1, round(frame.height * scale)))
    image = Image.fromarray(upright(frame, stream, size))
    if max(image.size) > KEY_SIDE:  # its pixels are not square
        image.thumbnail((KEY_SIDE, KEY_SIDE))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
