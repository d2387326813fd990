"""Brings pictures to one colour space when they come, and to a file type when they go."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageCms, ImageColor

from koda.core.errors import Invalid, TooLarge
from koda.media.pictures import DAMAGED, open_image

MAX_MADE_PIXELS = 64_000_000
_LOSSLESS_WITHIN = 25_000_000
_SRGB = ImageCms.ImageCmsProfile(
    cast("Any", ImageCms.createProfile("sRGB"))  # pyright: ignore[reportUnknownMemberType]
)

Color = tuple[int, int, int, int]
"""Red, green, blue and how opaque, each 0 to 255."""


def opened(path: Path, near: int | None = None) -> Image.Image:
    """Open a picture upright, in RGB or RGBA, its colours as a browser shows them (sRGB).

    With `near`, a JPEG may come smaller, though each of its sides has that many pixels.
    """
    image = open_image(path, near)
    profile = image.info.pop("icc_profile", None)
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(cast("bytes", profile)))
        ImageCms.profileToProfile(image, source, _SRGB, inPlace=True)
    except (ImageCms.PyCMSError, *DAMAGED):
        return image  # the profile is damaged or of another kind of colour; the picture is fine
    return image


def is_photo(path: Path) -> bool:
    """Tell whether a picture is kept with loss already, so that a JPEG of it loses little."""
    with path.open("rb") as file:
        return file.read(3) == b"\xff\xd8\xff"


def encoded(image: Image.Image, *, photo: bool) -> bytes:
    """Write a picture: a JPEG for what came as one and is opaque, otherwise a PNG."""
    out = io.BytesIO()
    if photo and image.mode == "RGB":
        image.save(out, "JPEG", quality=95, subsampling=0, optimize=True)
    else:
        # Above this size the better compression takes many seconds.
        level = 6 if image.width * image.height < _LOSSLESS_WITHIN else 2
        image.save(out, "PNG", compress_level=level)
    return out.getvalue()


def check_made(width: int, height: int) -> None:
    """Refuse to make a picture that is empty or too large."""
    if width < 1 or height < 1:
        raise Invalid("The picture would have no pixels.", remedy="Choose a larger size.")
    if width * height > MAX_MADE_PIXELS:
        raise TooLarge(
            f"The picture would be {width} × {height} pixels; the limit is 64 million.",
            remedy="Choose a smaller size.",
            limit=MAX_MADE_PIXELS,
            pixels=width * height,
        )


def color_of(words: str) -> Color:
    """Read a colour: `#rgb`, `#rrggbb`, `#rrggbbaa`, a name, or `transparent`.

    Raises:
        Invalid: It is none of these.
    """
    wanted = words.strip()[:40]
    if wanted.lower() == "transparent":
        return (0, 0, 0, 0)
    try:
        found = ImageColor.getcolor(wanted, "RGBA")
    except ValueError as error:
        raise Invalid(
            f"“{wanted}” is no colour.", remedy="Write it as #rrggbb, such as #ff8800."
        ) from error
    return cast("Color", found)
