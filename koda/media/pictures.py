"""Opens pictures: known formats only, as they are meant to be seen, within a limit."""

from __future__ import annotations

import struct
from pathlib import Path

from PIL import Image, ImageOps

from koda.core.errors import Invalid, TooLarge

MAX_PIXELS = 120_000_000
IMAGE_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}
# MPO (a JPEG with several pictures) is found by the JPEG reader, it has none of its own.
READERS = [name for name in IMAGE_TYPES if name != "MPO"]
# What the readers raise for damaged files, beside errors of their own.
DAMAGED = (
    *(OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError),
    *(OverflowError, ZeroDivisionError, AttributeError, RuntimeError, MemoryError, struct.error),
)
_ORIENTATION = 0x0112
# The limit here is our own, checked before anything is decoded; theirs would only warn.
Image.MAX_IMAGE_PIXELS = None


def open_image(path: Path, near: int | None = None) -> Image.Image:
    """Open an image turned as its EXIF orientation says, in RGB or RGBA.

    Args:
        path: The file.
        near: A size in pixels that is enough; a JPEG is decoded no larger than needed for it.

    Raises:
        TooLarge: More pixels than `MAX_PIXELS`.
        Invalid: It is damaged.
    """
    try:
        with Image.open(path, formats=READERS) as image:
            check_pixels(*image.size)
            if near is not None:
                image.draft("RGB", (near, near))
            image.load()
            _turn(image)
            if image.mode.startswith("I"):  # 16 bits of grey: the upper 8 are shown
                return image.point(lambda grey: grey / 256).convert("L").convert("RGB")
            wanted = "RGBA" if image.has_transparency_data else "RGB"
            return image if image.mode == wanted else image.convert(wanted)
    except DAMAGED as error:
        raise damaged_picture() from error


def check_pixels(width: int, height: int) -> None:
    """Refuse a picture that would take too much memory; raises `TooLarge`."""
    pixels = width * height
    if pixels > MAX_PIXELS:
        raise TooLarge(
            f"The picture has {pixels:,} pixels; the limit is {MAX_PIXELS:,}.",
            remedy="Make it smaller first.",
            limit=MAX_PIXELS,
            pixels=pixels,
        )


def orientation(image: Image.Image) -> int:
    """Give the number in the notes of a camera that says how it was held; 1 is upright."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except DAMAGED:
        return 1  # the picture may be fine although its notes are not
    return found if isinstance(found, int) else 1


def _turn(image: Image.Image) -> None:
    if 2 <= orientation(image) <= 8:
        ImageOps.exif_transpose(image, in_place=True)


def damaged_picture() -> Invalid:
    """Say that a picture cannot be decoded."""
    return Invalid("The picture is damaged.", remedy="Save it again in another program.")
