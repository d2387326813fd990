"""Videos and sounds: what kind, how large, how long, and a first frame; only safe containers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PIL import Image

from koda.assets.plain_streams import read_plain
from koda.core.errors import Invalid, Unsupported

if TYPE_CHECKING:
    from av.container import InputContainer

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
# Some containers give the fineness of their clock where the rate is not known.
_MOST_FPS = 480


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a container holds. Pixels as stored, before any rotation; `fps` is the mean."""

    is_video: bool
    mime: str
    seconds: float | None
    width: int = 0
    height: int = 0
    has_audio: bool = False
    fps: float | None = None
    frames: int | None = None


def read(path: Path) -> StreamFacts | None:
    """Read a container's facts; none for what is no video or sound that Koda keeps.

    Where the codecs are left out, what its head tells.
    """
    try:
        from koda.media.opening import open_container  # noqa: PLC0415  (30 MB of codecs)
    except ModuleNotFoundError:
        plain = read_plain(path)
        return StreamFacts(*plain) if plain else None
    try:
        with open_container(path) as container:
            return _facts(container)
    except Unsupported:
        return None


def poster(path: Path) -> Image.Image | None:
    """Decode the first frame of a video, turned as it is shown; none if it cannot be had."""
    try:
        from koda.media.opening import film_streams, open_container  # noqa: PLC0415
    except ModuleNotFoundError:
        return None
    try:
        with open_container(path) as container:
            for frame in container.decode(film_streams(container)[0]):
                image = cast("Image.Image", cast("Any", frame).to_image())
                return image.rotate(frame.rotation, expand=True) if frame.rotation else image
    except (Invalid, IndexError, ValueError):
        return None
    return None


def _facts(container: InputContainer) -> StreamFacts | None:
    from koda.media.opening import film_streams, length_of  # noqa: PLC0415

    names = str(container.format.name).split(",")
    videos = film_streams(container)
    types = _MOVIE_TYPES if videos else _SOUND_TYPES
    mime = next((types[name] for name in names if name in types), None)
    if mime is None or not (videos or container.streams.audio):
        return None
    seconds = length_of(container)
    if not videos:
        return StreamFacts(False, mime, seconds, has_audio=True)
    video = videos[0]
    size, rate = video.codec_context, video.average_rate or video.guessed_rate
    fps = float(rate) if rate and 0 < rate <= _MOST_FPS else None
    return StreamFacts(
        *(True, mime, seconds, size.width, size.height),
        has_audio=len(container.streams.audio) > 0,
        fps=fps,
        frames=video.frames or (round(seconds * fps) if seconds and fps else None),
    )
