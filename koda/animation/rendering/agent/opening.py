"""Opens films and sounds: only containers that name no other file or address."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import av
import av.error
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

_SAFE = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,matroska,webm,mp3,wav,ogg,flac,aac",
}


class Refused(Exception):
    """A file that was given cannot be used; says which, by its name."""


@contextmanager
def opened(path: str, name: str) -> Generator[InputContainer]:
    """Open a film or sound for reading.

    Raises:
        Refused: It is none, or damaged (also while the block reads).
    """
    try:
        with av.open(path, options=_SAFE, metadata_errors="replace") as container:
            yield container
    except (av.error.FFmpegError, ValueError) as error:
        raise Refused(name) from error


def film_streams(container: InputContainer) -> list[VideoStream]:
    """Give the video streams that have a decoder; a record's cover is no film."""
    covers = Disposition.attached_pic | Disposition.timed_thumbnails
    found = [one for one in container.streams.video if not one.disposition & covers]
    # Typed as always there, and none where the codec is unknown here.
    return [one for one in found if one.codec_context is not None]  # pyright: ignore[reportUnnecessaryComparison]


def origin_of(container: InputContainer) -> float:
    """Give the time at which what is in the file begins, in seconds."""
    return max(container.start_time or 0, 0) / 1_000_000
