"""What the tests of the painter measure pictures with."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image

from koda.providers.offline_art.paint import paint

Pixels = npt.NDArray[np.float64]


def picture(
    prompt: str, width: int = 160, height: int = 160, seed: int = 1, *references: bytes
) -> Pixels:
    """Paint and decode; (height, width, 3), 0 to 1."""
    return decoded(paint(prompt, width, height, seed, references))


def decoded(content: bytes) -> Pixels:
    with Image.open(BytesIO(content)) as image:
        return np.asarray(image.convert("RGB"), np.float64) / 255


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def difference(first: Pixels, second: Pixels) -> float:
    """Mean distance of two pictures after their grain is averaged away, 0 to 1."""
    return float(np.abs(coarse(first) - coarse(second)).mean())


def coarse(pixels: Pixels, cells: int = 20) -> Pixels:
    image = Image.fromarray((pixels * 255).astype(np.uint8))
    small = image.resize((cells, cells), Image.Resampling.BOX)
    return np.asarray(small, np.float64) / 255


def likeness(first: Pixels, second: Pixels) -> float:
    """Correlation of light and dark, -1 to 1."""
    a, b = (coarse(one, 32).mean(axis=2).ravel() for one in (first, second))
    return float(np.corrcoef(a, b)[0, 1])
