"""Takes pictures out of a film."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from PIL import Image

from koda.core.errors import Invalid
from koda.media.frames import Frame
from koda.media.reading import facts_of, read_frames

MAX_GRABS = 100
Moment = Literal["first", "last"] | float
"""Seconds, or one of the ends."""


def grab(path: Path, moment: Moment) -> bytes:
    """Take the frame that is shown at a moment, as a PNG; blocking.

    Raises:
        Invalid: The film ends before it.
    """
    if moment == "first":
        return _png(_first(path, 0.0))
    if moment == "last":
        return _png(_last(path))
    if moment < 0:
        raise Invalid("A moment before the film begins has no frame.", remedy="Choose 0 or more.")
    seconds = facts_of(path).seconds
    # A player shows the last frame when it stands at the end.
    if moment > seconds + 0.5:
        raise Invalid(
            f"The film ends after {seconds:.1f} seconds; there is no frame at {moment:g}.",
            remedy="Choose an earlier moment.",
            seconds=seconds,
        )
    return _png(_first(path, moment))


def grab_every(path: Path, seconds: float, most: int = MAX_GRABS) -> Iterator[bytes]:
    """Take a frame every so many seconds, the first one at the film's beginning.

    Raises:
        Invalid: The steps are too small, or it would be more than `most` pictures.
    """
    if seconds <= 0:
        raise Invalid("The time between two frames must be more than 0.", remedy="Choose 1 second.")
    length = facts_of(path).seconds
    count = int(length / seconds + 1e-6) + 1
    if count > most:
        raise Invalid(
            f"That would be {count} pictures; the limit is {most}.",
            remedy=f"Take one every {length / (most - 1):.1f} seconds or more.",
            limit=most,
            count=count,
        )
    wanted = 0.0
    held: Frame | None = None
    for time, frame in read_frames(path):
        while held is not None and time > wanted + 1e-3:
            yield _png(held)
            wanted += seconds
        held = frame
    # The last one stays on the screen until the end.
    while held is not None and wanted < length - 1e-3:
        yield _png(held)
        wanted += seconds


def _first(path: Path, start: float) -> Frame:
    for _, frame in read_frames(path, start):
        return frame
    return _last(path)


def _last(path: Path) -> Frame:
    """Decode from shortly before the end; from ever earlier where there is nothing."""
    length = facts_of(path).seconds
    for back in (2.0, 10.0, length):
        found: Frame | None = None
        for _, frame in read_frames(path, max(0.0, length - back)):
            found = frame
        if found is not None:
            return found
    raise Invalid("The film has no frames.", remedy="Choose another film.")


def _png(frame: Frame) -> bytes:
    out = io.BytesIO()
    Image.fromarray(frame).save(out, "PNG", compress_level=4)
    return out.getvalue()
