"""Draws a film as one strip of small pictures, for looking through it without playing it."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, cast

import av.error
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream
from PIL import Image

from koda.core.errors import Unsupported
from koda.media.opening import film_streams, open_container

SPRITE_CELLS = 24
"""Pictures in the strip, side by side; each stands for the middle of its share of the time."""

SPRITE_SIDE = 160
"""Pixels of a picture's long side."""

# Films up to here are read from end to end; in longer ones each place is sought.
_MOST_READ = 1500
# How far after a key frame a place is looked for, so that work is bounded in any file.
_MOST_AFTER_KEY = 60


def sprite(path: Path, seconds: float | None) -> bytes:
    """Make the strip as a WebP of `SPRITE_CELLS` pictures; short films repeat theirs.

    Blocking: call it in a thread.

    Raises:
        Unsupported: There is no film in the file, or none of it can be decoded.
    """
    with open_container(path) as container:
        films = film_streams(container)
        if not films:
            raise _no_film()
        stream = films[0]
        stream.thread_type = "AUTO"
        span = seconds or (container.duration or 0) / 1_000_000
        frames = float(span * (stream.average_rate or 30))
        times = [span * (cell + 0.5) / SPRITE_CELLS for cell in range(SPRITE_CELLS)]
        if frames <= _MOST_READ:
            cells = list(_read(_decoded(container, stream), times))
        else:
            cells = list(_sought(container, stream, times))
    if not cells:
        raise _no_film()
    return _strip(cells)


def _read(frames: Iterator[VideoFrame], times: list[float]) -> Iterator[Image.Image]:
    """The frame that is on the screen at each time, all frames read in a row."""
    held = next(frames, None)
    if held is None:
        return
    origin = held.time or 0.0
    left = list(times)
    drawn = None
    for frame in frames:
        while left and (frame.time or 0.0) - origin > left[0]:
            drawn = drawn or _cell(held)
            yield drawn
            left.pop(0)
        if not left:
            return
        held, drawn = frame, None
    for _ in left:
        drawn = drawn or _cell(held)
        yield drawn


def _sought(
    container: InputContainer, stream: VideoStream, times: list[float]
) -> Iterator[Image.Image]:
    """A frame at or shortly before each time, found by the file's index."""
    origin = max(container.start_time or 0, 0) / 1_000_000
    last = None
    for time in times:
        try:
            container.seek(round((time + origin) * 1_000_000))
        except av.error.FFmpegError:
            container.seek(0)
        frame = None
        for tried, frame in enumerate(_decoded(container, stream)):
            if (frame.time or 0.0) - origin >= time or tried >= _MOST_AFTER_KEY:
                break
        last = _cell(frame) if frame is not None else last
        if last is not None:
            yield last


def _decoded(container: InputContainer, stream: VideoStream) -> Generator[VideoFrame]:
    """Frames until the end or the first damage; what came before it is shown."""
    try:
        yield from container.decode(stream)
    except av.error.FFmpegError:
        return


def _cell(frame: VideoFrame) -> Image.Image:
    scale = min(1.0, SPRITE_SIDE / max(frame.width, frame.height))
    width, height = (max(1, round(side * scale)) for side in (frame.width, frame.height))
    small = frame.reformat(width, height, "rgb24", interpolation=Interpolation.AREA)
    image = cast("Image.Image", cast("Any", small).to_image())
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image


def _strip(cells: list[Image.Image]) -> bytes:
    width, height = cells[0].size
    strip = Image.new("RGB", (width * SPRITE_CELLS, height))
    for place in range(SPRITE_CELLS):
        cell = cells[min(place, len(cells) - 1)]
        alike = cell if cell.size == (width, height) else cell.resize((width, height))
        strip.paste(alike, (width * place, 0))
    out = io.BytesIO()
    strip.save(out, "WEBP", quality=70, method=2)
    return out.getvalue()


def _no_film() -> Unsupported:
    return Unsupported("There is no film in this file.")
