"""Draws the emulator's pictures: real files, the same for the same body."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from PIL import Image, ImageDraw, ImageOps

from koda.emulators.fal_schemas import SIZES

MIMES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
_LONG_SIDE = {"0.5K": 512, "1K": 1024, "2K": 2048, "4K": 4096, "1k": 1024, "2k": 2048}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: `width` × `height` pixels in a format, by a digest of the body."""

    width: int
    height: int
    format: str
    digest: str


def plan_drawing(
    body: Mapping[str, Any], standard: str, size: str, reference: tuple[int, int] | None
) -> Drawing:
    """Read size and format from a body.

    Args:
        body: The request's.
        standard: The endpoint's format when the body names none.
        size: The endpoint's size when the body names none.
        reference: The size of the first reference, which an edit keeps.
    """
    width, height = _size_of(body, reference or SIZES[size])
    # The addresses of references differ from upload to upload.
    words = {name: value for name, value in body.items() if "_url" not in name}
    text = json.dumps(words, sort_keys=True, ensure_ascii=False)
    return Drawing(
        width,
        height,
        str(body.get("output_format") or standard),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def draw(drawing: Drawing, place: int) -> bytes:
    """Draw the picture at a place among the results."""
    seed = hashlib.sha256(f"{drawing.digest}{place}".encode()).digest()
    colours = [f"#{seed[start : start + 3].hex()}" for start in range(0, 15, 3)]
    ramp = Image.linear_gradient("L")
    if seed[15] % 2:
        ramp = ramp.transpose(Image.Transpose.ROTATE_90)
    size = (drawing.width, drawing.height)
    ground = ImageOps.colorize(ramp.resize(size), colours[0], colours[1], mid=colours[2])
    pen = ImageDraw.Draw(ground)
    for number, colour in enumerate(colours[3:]):
        x, y = (seed[16 + number * 3 + axis] * size[axis] // 256 for axis in (0, 1))
        radius = max(8, seed[18 + number * 3] * min(size) // 700)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    out = io.BytesIO()
    if drawing.format == "png":
        ground.save(out, "png", compress_level=1)
    else:
        ground.save(out, drawing.format)
    return out.getvalue()


def measure(content: bytes) -> tuple[int, int] | None:
    """Give the size of a picture, none for anything else."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.size
    except (OSError, ValueError):
        return None


def _size_of(body: Mapping[str, Any], otherwise: tuple[int, int]) -> tuple[int, int]:
    size = body.get("image_size")
    if isinstance(size, dict):
        sides = cast("dict[str, int]", size)
        return sides["width"], sides["height"]
    if isinstance(size, str) and size in SIZES:
        return SIZES[size]
    long_side = _LONG_SIDE.get(str(body.get("resolution")), 1024)
    ratio = str(body.get("aspect_ratio") or "auto")
    width, height = otherwise if ratio == "auto" else map(float, ratio.split(":"))
    scale = long_side / max(width, height)
    return max(8, round(width * scale / 8) * 8), max(8, round(height * scale / 8) * 8)
