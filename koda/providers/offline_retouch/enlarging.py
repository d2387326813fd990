"""Enlarges a picture by resampling."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageFilter

from koda.media.saving import encoded, is_photo, opened

NOTE = "Enlarged on this machine by resampling, not by an AI model."
LONGEST = 4096
_SHARPER = ImageFilter.UnsharpMask(radius=1.6, percent=55, threshold=2)


def enlarged(path: Path, factor: float) -> bytes:
    """Make a picture larger by a factor, its longer side at most `LONGEST`; blocking.

    One that is as large already stays as it is. A JPEG stays one, all else becomes a PNG.
    """
    picture = opened(path)
    times = max(1.0, min(factor, LONGEST / max(picture.size)))
    size = (round(picture.width * times), round(picture.height * times))
    larger = picture if times == 1.0 else picture.resize(size, Image.Resampling.LANCZOS)
    if times > 1.0:
        larger = _sharpened(larger)
    return encoded(larger, photo=is_photo(path))


def _sharpened(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.filter(_SHARPER)
    sharp = picture.convert("RGB").filter(_SHARPER)
    sharp.putalpha(picture.getchannel("A"))
    return sharp
