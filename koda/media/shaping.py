"""Changes the shape of one picture: cut, make larger or smaller, add a border."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageFilter

from koda.core.errors import Invalid
from koda.media.saving import Color, check_made, encoded, is_photo, opened

Fit = Literal["fit", "fill", "stretch"]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in shares of its width and height (0 to 1)."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0


def crop(
    path: Path,
    box: Box,
    ratio: float | None = None,
    focus: tuple[float, float] = (0.5, 0.5),
) -> bytes:
    """Cut a part out of a picture.

    Args:
        path: The picture.
        box: What is kept; what reaches beyond the picture is left out.
        ratio: Width by height of the result: the largest such part of `box` is kept.
        focus: Where in `box` that part lies; 0 is left or top, 1 is right or bottom.

    Raises:
        Invalid: Nothing is left.
    """
    image = opened(path)
    left, top = _within(box.left) * image.width, _within(box.top) * image.height
    right = _within(box.left + box.width) * image.width
    bottom = _within(box.top + box.height) * image.height
    wide, tall = right - left, bottom - top
    if wide < 1 or tall < 1:
        raise Invalid("Nothing of the picture would be left.", remedy="Choose a larger part.")
    if ratio is not None:
        kept_wide, kept_tall = min(wide, tall * ratio), min(tall, wide / ratio)
        left += (wide - kept_wide) * _within(focus[0])
        top += (tall - kept_tall) * _within(focus[1])
        wide, tall = kept_wide, kept_tall
    width, height = max(1, round(wide)), max(1, round(tall))
    x = min(round(left), image.width - width)
    y = min(round(top), image.height - height)
    return encoded(image.crop((x, y, x + width, y + height)), photo=is_photo(path))


def resize_long_side(path: Path, side: int) -> bytes:
    """Scale a picture so that its longer side has this many pixels."""
    image = opened(path, near=side)
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return encoded(_scaled(image, size), photo=is_photo(path))


def resize(path: Path, width: int, height: int, fit: Fit) -> bytes:
    """Scale a picture into a size: within it, over all of it, or pulled to it."""
    check_made(width, height)
    return encoded(
        fitted(opened(path, near=max(width, height)), (width, height), fit), photo=is_photo(path)
    )


def fitted(image: Image.Image, size: tuple[int, int], fit: Fit) -> Image.Image:
    """Scale a picture that is open; `fill` cuts what is beyond the size on both sides alike."""
    if fit == "stretch":
        return _scaled(image, size)
    scales = size[0] / image.width, size[1] / image.height
    scale = min(scales) if fit == "fit" else max(scales)
    if fit == "fit":
        return _scaled(
            image, (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        )
    wide, tall = size[0] / scale, size[1] / scale
    left, top = (image.width - wide) / 2, (image.height - tall) / 2
    part = (max(0.0, left), max(0.0, top), left + wide, top + tall)
    box = (*part[:2], min(part[2], image.width), min(part[3], image.height))
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def pad(
    path: Path,
    sides: tuple[int, int, int, int] = (0, 0, 0, 0),
    ratio: float | None = None,
    ground: Color | None = (255, 255, 255, 255),
) -> bytes:
    """Put a border around a picture.

    Args:
        path: The picture.
        sides: Pixels added left, above, right and below.
        ratio: Width by height of the result; the shorter direction grows alike on both sides.
        ground: The border's colour; none for the picture itself, large and blurred.
    """
    image = opened(path)
    left, above, right, below = (max(0, side) for side in sides)
    width, height = image.width + left + right, image.height + above + below
    if ratio is not None:
        full = max(width, round(height * ratio)), max(height, round(width / ratio))
        left, above = left + (full[0] - width) // 2, above + (full[1] - height) // 2
        width, height = full
    check_made(width, height)
    clear = image.mode == "RGBA" or (ground is not None and ground[3] < 255)
    base = _blurred(image, (width, height)) if ground is None else None
    if base is None:
        base = Image.new("RGBA" if clear else "RGB", (width, height), ground or 0)
    if image.mode == "RGBA" and base.mode == "RGBA":
        base.alpha_composite(image, (left, above))
    else:
        base.paste(image, (left, above), image if image.mode == "RGBA" else None)
    return encoded(base, photo=is_photo(path))


def _blurred(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture over the whole size, out of focus; worked on small, since it has no detail."""
    small = (max(1, size[0] * 128 // max(size)), max(1, size[1] * 128 // max(size)))
    ground = fitted(image, small, "fill").convert("RGB").filter(ImageFilter.GaussianBlur(4))
    return ground.resize(size, Image.Resampling.BICUBIC)


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    check_made(*size)
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)
