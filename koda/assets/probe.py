"""What a file is, found in its content: kind, type, pixels, seconds, colour, placeholder."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from koda.assets import streams
from koda.core.asset import AssetKind
from koda.core.errors import Invalid, Unsupported
from koda.media.pictures import (
    DAMAGED,
    IMAGE_TYPES,
    READERS,
    check_pixels,
    damaged_picture,
    open_image,
    orientation,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What `probe` found. Pixels as displayed; `duration` in seconds; `fps` is the mean."""

    kind: AssetKind
    mime: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    color: str | None = None
    placeholder: str | None = None
    has_audio: bool | None = None
    fps: float | None = None
    frames: int | None = None


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


def open_picture(path: Path, kind: AssetKind, near: int | None = None) -> Image.Image:
    """Open what stands for a file as a picture: the image itself, or a video's poster frame.

    Raises:
        Unsupported: The file has no picture (a sound).
    """
    if kind == AssetKind.IMAGE:
        return open_image(path, near)
    if kind == AssetKind.VIDEO:
        poster = streams.poster(path)
        if poster is not None:
            return poster
    raise Unsupported("There is no picture of this file.")


def shrink(image: Image.Image, size: int) -> bytes:
    """Make a WebP no larger than `size` pixels on its long side; the image itself is shrunk."""
    image.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()


def _probe_image(path: Path) -> Facts | None:
    try:
        with Image.open(path, formats=READERS) as image:
            mime = IMAGE_TYPES[str(image.format)]
            width, height = image.size
            check_pixels(width, height)  # first: what comes now decodes it
            shown = open_image(path, near=256)
            if _is_turned(image, shown):
                width, height = height, width
    except UnidentifiedImageError:
        return None
    except DAMAGED as error:
        raise damaged_picture() from error
    color, placeholder = _impression(shown)
    return Facts(AssetKind.IMAGE, mime, width, height, None, color, placeholder)


def _is_turned(stored: Image.Image, shown: Image.Image) -> bool:
    """Whether a picture is shown on its side. Asking a PNG's notes would decode it once more."""
    if shown.width == shown.height:
        return stored.width != stored.height and 5 <= orientation(stored) <= 8
    return (shown.width > shown.height) != (stored.width > stored.height)


def _probe_stream(path: Path) -> Facts | None:
    found = streams.read(path)
    if found is None:
        return None
    if not found.is_video:
        return Facts(AssetKind.AUDIO, found.mime, duration=found.seconds, has_audio=True)
    check_pixels(found.width, found.height)
    poster = streams.poster(path)
    width, height = poster.size if poster else (found.width, found.height)
    color, placeholder = _impression(poster) if poster else (None, None)
    return Facts(
        *(AssetKind.VIDEO, found.mime, width, height, found.seconds, color, placeholder),
        has_audio=found.has_audio,
        fps=found.fps,
        frames=found.frames,
    )


def _impression(image: Image.Image) -> tuple[str, str]:
    """Give the mean colour and a tiny picture; the image itself is shrunk."""
    image.thumbnail((16, 16), Image.Resampling.BOX, reducing_gap=2.0)
    red, green, blue = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=40, method=0)
    encoded = base64.b64encode(out.getvalue()).decode()
    return f"#{red:02x}{green:02x}{blue:02x}", f"data:image/webp;base64,{encoded}"
