"""Draws a sound as a picture: bars as high as it is loud."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

# The colour that sounds have everywhere in Koda; the ground is left clear for either theme.
_BAR = (208, 80, 120, 255)
_BARS = 48
_LEAST = 0.03


def draw_waveform(heights: Sequence[float], size: int) -> bytes:
    """Make a WebP `size` pixels wide and half as high of heights from 0 to 1."""
    width, height = size, size // 2
    picture = Image.new("RGBA", (width, height), (*_BAR[:3], 0))
    pen = ImageDraw.Draw(picture)
    loudest = max(heights, default=0.0) or 1.0
    bars = min(_BARS, width // 4)
    step = width / bars
    for place in range(bars):
        part = heights[place * len(heights) // bars : (place + 1) * len(heights) // bars]
        tall = max(_LEAST, max(part, default=0.0) / loudest * 0.9) * height
        left, top = place * step + step * 0.2, (height - tall) / 2
        box = (round(left), round(top), round(left + step * 0.6), round(top + tall))
        pen.rounded_rectangle(box, radius=step * 0.3, fill=_BAR)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()
