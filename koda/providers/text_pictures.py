"""Pictures as language models see them: no larger than they look at, in a type that all take."""

from __future__ import annotations

import io

from PIL import Image

from koda.media.pictures import DAMAGED
from koda.media.saving import opened
from koda.media.shaping import fitted
from koda.providers.base import MediaInput

LONGEST_SIDE = 1568
"""More is scaled down by the services themselves, and paid for by some."""

MOST_BYTES = 3 * 2**20
"""Anthropic refuses 5 MB; on the way they grow by a third."""

_BARE = frozenset(
    [
        "dpi",
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
        "gamma",
        "icc_profile",
        "srgb",
        "interlace",
        "transparency",
        "aspect",
        "chromaticity",
    ]
)
"""What is beside a picture and only says how to show it; anything else is not sent to anybody."""

_TAKEN = frozenset({"image/jpeg", "image/png"})
_QUALITY = 88


def seen(file: MediaInput) -> tuple[bytes, str]:
    """Give a picture's bytes with their type: as they are where that will do, else a JPEG.

    Raises:
        Invalid: It is damaged.
        TooLarge: It has too many pixels to be opened.
    """
    if file.mime in _TAKEN and file.path.stat().st_size <= MOST_BYTES and _will_do(file):
        return file.path.read_bytes(), file.mime
    image = opened(file.path, near=LONGEST_SIDE)
    if max(image.size) > LONGEST_SIDE:
        image = fitted(image, (LONGEST_SIDE, LONGEST_SIDE), "fit")
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        image = ground.convert("RGB")
    image.info.clear()  # some of it would be written again
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), "image/jpeg"


def _will_do(file: MediaInput) -> bool:
    """Whether it is small, and has no notes: of a camera, with the place, or of anybody else."""
    try:
        with Image.open(file.path) as image:
            if max(image.size) > LONGEST_SIDE:
                return False
            image.load()  # what is written behind the picture is known only now
            return image.info.keys() <= _BARE and not image.getexif()
    except DAMAGED:
        return False  # what cannot be read is found out when it is opened
