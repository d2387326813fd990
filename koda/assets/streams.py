"""Videos and sounds: what kind, how large, how long, and a first frame; only safe containers."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from PIL import Image

_MOVIE_TYPES = {"mp4": "video/mp4", "mov": "video/mp4", "matroska": "video/webm"}
_SOUND_TYPES = {
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "flac": "audio/flac",
    "aac": "audio/aac",
    "mp4": "audio/mp4",
    "mov": "audio/mp4",
    "matroska": "audio/webm",
}
# Playlists and the like may name other files or addresses: only these containers are opened.
_SAFE = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,matroska,webm,mp3,wav,ogg,flac,aac",
}


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a container holds. Pixels as stored, before any rotation."""

    is_video: bool
    mime: str
    seconds: float | None
    width: int = 0
    height: int = 0


def read(path: Path) -> StreamFacts | None:
    """Read a container's facts; none for what is no video or sound that Koda keeps."""
    with _open(path) as container:
        return None if container is None else _facts(container)


def poster(path: Path) -> Image.Image | None:
    """Decode the first frame of a video, turned as it is shown; none if there is none."""
    import av.error  # noqa: PLC0415

    try:
        with _open(path) as container:
            if container is None:
                return None
            for frame in container.decode(_videos(container)[0]):
                image = cast("Image.Image", frame.to_image())
                return image.rotate(frame.rotation, expand=True) if frame.rotation else image
    except (av.error.FFmpegError, IndexError, ValueError):
        return None
    return None


@contextmanager
def _open(path: Path) -> Generator[Any]:
    import av  # noqa: PLC0415  (30 MB of codecs: only loaded for videos and sounds)
    import av.error  # noqa: PLC0415

    try:
        container = av.open(str(path), options=_SAFE, metadata_errors="replace")
    except (av.error.FFmpegError, ValueError):
        yield None
        return
    with container:
        yield container


def _videos(container: Any) -> list[Any]:  # noqa: ANN401
    """The video streams that have a decoder; a record's cover is no video."""
    from av.stream import Disposition  # noqa: PLC0415

    covers = Disposition.attached_pic | Disposition.timed_thumbnails
    found = [one for one in container.streams.video if not one.disposition & covers]
    return [one for one in found if one.codec_context is not None]


def _facts(container: Any) -> StreamFacts | None:  # noqa: ANN401
    names = str(container.format.name).split(",")
    seconds = float(Fraction(container.duration, 1_000_000)) if container.duration else None
    videos = _videos(container)
    if videos:
        mime = next((_MOVIE_TYPES[name] for name in names if name in _MOVIE_TYPES), None)
        size = videos[0].codec_context
        return None if mime is None else StreamFacts(True, mime, seconds, size.width, size.height)
    if container.streams.audio:
        mime = next((_SOUND_TYPES[name] for name in names if name in _SOUND_TYPES), None)
        return None if mime is None else StreamFacts(False, mime, seconds)
    return None
