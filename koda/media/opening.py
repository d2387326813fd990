"""Opens films and sounds: only containers that name no other file or address."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from koda.core.errors import Invalid, Unsupported

# Playlists and the like may name other files or addresses: only these containers are opened.
_SAFE = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,matroska,webm,mp3,wav,ogg,flac,aac",
}


@contextmanager
def open_container(path: Path) -> Generator[InputContainer]:
    """Open a film or sound for reading.

    Raises:
        Unsupported: It is of no type that Koda opens, or too damaged to tell.
        Invalid: What is in it cannot be decoded (raised while the block reads).
    """
    try:
        container = av.open(str(path), options=_SAFE, metadata_errors="replace")
    except (av.error.FFmpegError, ValueError) as error:
        raise Unsupported(
            "This is no film or sound that Koda can open.",
            remedy="Use MP4, WebM, MP3, WAV, OGG, FLAC or M4A.",
        ) from error
    with container:
        try:
            yield container
        except av.error.FFmpegError as error:
            raise damaged() from error


def film_streams(container: InputContainer) -> list[VideoStream]:
    """Give the video streams that have a decoder; a record's cover is no film."""
    covers = Disposition.attached_pic | Disposition.timed_thumbnails
    found = [one for one in container.streams.video if not one.disposition & covers]
    # Typed as always there, and none where the codec is unknown here.
    return [one for one in found if one.codec_context is not None]  # pyright: ignore[reportUnnecessaryComparison]


def length_of(container: InputContainer) -> float | None:
    """Give the seconds that a film or sound lasts; none for one without any.

    A file that does not tell, as browsers record them, is read to its end.
    """
    if container.duration:
        return container.duration / 1_000_000
    starts: list[float] = []
    end = 0.0
    try:
        for packet in container.demux():
            if packet.pts is not None:
                at = float(packet.pts * packet.time_base)
                starts = starts or [at]
                end = max(end, at + float((packet.duration or 0) * packet.time_base))
    except av.error.FFmpegError:
        pass  # what was read until the damage counts
    return end - starts[0] if starts and end > starts[0] else None


def damaged() -> Invalid:
    """Say that a file cannot be decoded."""
    return Invalid("The file is damaged.", remedy="Save it again in another program.")
