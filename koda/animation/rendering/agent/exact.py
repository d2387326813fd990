"""Gives a picture the pixels that were asked for: half of an odd side is not a whole number."""

from __future__ import annotations

import io
import struct

from PIL import Image


def exact_png(content: bytes, width: int, height: int) -> bytes:
    """Give a PNG of exactly this size; nearly always it is the one that came."""
    if content[16:24] == struct.pack(">II", width, height):
        return content
    out = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        image.resize((width, height), Image.Resampling.LANCZOS).save(out, "PNG", compress_level=1)
    return out.getvalue()
