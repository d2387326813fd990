"""What a file is, found in its content: kind, type, pixels, seconds, colour, placeholder."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageOps, UnidentifiedImageError

from koda.core.asset import AssetKind
from koda.core.errors import Invalid, TooLarge, Unsupported

MAX_PIXELS = 120_000_000
_IMAGE_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}
# MPO (a JPEG with several pictures) is found by the JPEG reader, it has none of its own.
_READERS = [name for name in _IMAGE_TYPES if name != "MPO"]
_MOVIE_TYPES = {"mp4": "video/mp4", "mov": "video/mp4", "matroska": "video/webm"}
# Playlists and the like may name other files or addresses: only these containers are opened.
_SAFE = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,matroska,webm,mp3,wav,ogg,flac,aac",
}
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
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/avif": "avif",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/flac": "flac",
    "audio/aac": "aac",
    "audio/mp4": "m4a",
    "audio/webm": "weba",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What `probe` found. Pixels as displayed; `duration` in seconds."""

    kind: AssetKind
    mime: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    color: str | None = None
    placeholder: str | None = None


def probe(path: Path) -> Facts:
    """Read a file's facts from its content; its name and claimed type do not count.

    Blocking: call it in a thread.

    Raises:
        Unsupported: Not an image, video or sound that Koda keeps (SVG and HTML are active content).
        TooLarge: More pixels than `MAX_PIXELS`.
        Invalid: The file is damaged or empty.
    """
    if path.stat().st_size == 0:
        raise Invalid("The file is empty.", remedy="Choose another file.")
    facts = _probe_image(path) or _probe_stream(path)
    if facts is None:
        raise Unsupported(
            "Koda does not keep this type of file.",
            remedy="Use PNG, JPEG, WebP, GIF, AVIF, MP4, WebM, MP3, WAV, OGG, FLAC or M4A.",
        )
    return facts


def open_image(path: Path) -> Image.Image:
    """Open an image turned as its EXIF orientation says, in RGB or RGBA; refuses damaged files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=_READERS) as image:
                upright = ImageOps.exif_transpose(image)
                return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise Invalid(
                "The picture is damaged.", remedy="Save it again in another program."
            ) from error


def open_picture(path: Path, kind: AssetKind) -> Image.Image:
    """Open what stands for a file as a picture: the image itself, or a video's poster frame.

    Raises:
        Unsupported: The file has no picture (a sound).
    """
    if kind == AssetKind.IMAGE:
        return open_image(path)
    if kind == AssetKind.VIDEO:
        poster = _poster(path)
        if poster is not None:
            return poster
    raise Unsupported("There is no picture of this file.")


def shrink(image: Image.Image, size: int) -> bytes:
    """Make a WebP no larger than `size` pixels on its long side."""
    small = image.copy()
    small.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()


def _probe_image(path: Path) -> Facts | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=_READERS) as image:
                mime = _IMAGE_TYPES[str(image.format)]
                pixels = image.width * image.height
        except UnidentifiedImageError:
            return None
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise Invalid("The picture is damaged.", remedy="Save it again.") from error
    if pixels > MAX_PIXELS:
        raise TooLarge(
            f"The picture has {pixels:,} pixels; the limit is {MAX_PIXELS:,}.",
            remedy="Make it smaller first.",
            limit=MAX_PIXELS,
            pixels=pixels,
        )
    upright = open_image(path)
    color, placeholder = _impression(upright)
    return Facts(AssetKind.IMAGE, mime, upright.width, upright.height, None, color, placeholder)


def _impression(image: Image.Image) -> tuple[str, str]:
    tiny = image.convert("RGB").resize((1, 1), Image.Resampling.BOX)
    red, green, blue = tiny.tobytes()
    stand_in = image.copy()
    stand_in.thumbnail((16, 16), Image.Resampling.BOX)
    out = io.BytesIO()
    stand_in.save(out, "WEBP", quality=40, method=0)
    encoded = base64.b64encode(out.getvalue()).decode()
    return f"#{red:02x}{green:02x}{blue:02x}", f"data:image/webp;base64,{encoded}"


def _probe_stream(path: Path) -> Facts | None:
    import av  # noqa: PLC0415  (30 MB of codecs: only loaded for videos and sounds)
    import av.error  # noqa: PLC0415

    try:
        with av.open(str(path), options=_SAFE) as container:
            return _stream_facts(path, container)
    except (av.error.FFmpegError, ValueError):
        return None


def _stream_facts(path: Path, container: Any) -> Facts | None:  # noqa: ANN401
    names = str(container.format.name).split(",")
    seconds = float(Fraction(container.duration, 1_000_000)) if container.duration else None
    videos = [one for one in container.streams.video if one.codec_context.name != "mjpeg"]
    if videos:
        mime = next((_MOVIE_TYPES[name] for name in names if name in _MOVIE_TYPES), None)
        if mime is None:
            return None
        size = videos[0].codec_context
        poster = _poster(path)
        color, placeholder = _impression(poster) if poster else (None, None)
        return Facts(AssetKind.VIDEO, mime, size.width, size.height, seconds, color, placeholder)
    if container.streams.audio:
        sound = next((_SOUND_TYPES[name] for name in names if name in _SOUND_TYPES), None)
        return None if sound is None else Facts(AssetKind.AUDIO, sound, duration=seconds)
    return None


def _poster(path: Path) -> Image.Image | None:
    import av  # noqa: PLC0415
    import av.error  # noqa: PLC0415

    try:
        with av.open(str(path), options=_SAFE) as container:
            for frame in container.decode(video=0):
                return cast("Any", frame).to_image()  # PyAV leaves its type open
    except (av.error.FFmpegError, IndexError):
        return None
    return None
