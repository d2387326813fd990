"""Paints over the part of a picture that a mask shows."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from koda.core.errors import Invalid
from koda.media.saving import encoded, is_photo, opened
from koda.providers.offline_art.noise import stream
from koda.providers.offline_art.paint import paint

NOTE = "Painted over on this machine from the words of the prompt, not by an AI model."
_LARGEST = 1600
_AROUND = 0.06  # of the painted part: what lies beyond the mask on each side
_GRAIN = 3.0

Pixels = npt.NDArray[np.float64]


def painted_over(path: Path, mask_path: Path, prompt: str, strength: float, seed: int) -> bytes:
    """Paint what the words say where the mask is white; blocking.

    Without words the part is filled from what is around it. `strength` 0 to 1 is how much of the
    painting shows over that filling. The size stays; a JPEG stays one.

    Raises:
        Invalid: The mask shows nothing.
    """
    picture = opened(path)
    mask = _mask(mask_path, picture.size)
    box = mask.point([0] * 16 + [255] * 240).getbbox()
    if box is None:
        raise Invalid("The mask is black: nothing is to be painted.", remedy="Paint the mask.")
    pixels = np.asarray(picture.convert("RGB"), np.float64)
    share = np.asarray(mask, np.float64)[..., None] / 255
    fill = _filled(pixels, share)
    if prompt.strip():
        fill += (_painted(prompt, box, fill, seed) - fill) * strength
    else:
        grain = stream("inpaint", seed).normal(0, _GRAIN, pixels.shape[:2])
        fill += grain[..., None]
    soft = _soft(mask, box)
    result = pixels + (np.clip(fill, 0, 255) - pixels) * soft
    image = Image.fromarray(np.rint(result).astype(np.uint8))
    if picture.mode == "RGBA":
        alpha = np.asarray(picture.getchannel("A"), np.float64)
        alpha = np.maximum(alpha, soft[..., 0] * 255)
        image.putalpha(Image.fromarray(np.rint(alpha).astype(np.uint8)))
    return encoded(image, photo=is_photo(path))


def _mask(path: Path, size: tuple[int, int]) -> Image.Image:
    """White where it is to change; of a mask that has transparency, what is drawn counts."""
    mask = opened(path)
    if mask.mode == "RGBA":
        ground = Image.new("RGBA", mask.size, "black")
        mask = Image.alpha_composite(ground, mask)
    return mask.convert("L").resize(size, Image.Resampling.BILINEAR)


def _soft(mask: Image.Image, box: tuple[int, int, int, int]) -> Pixels:
    radius = max(0.8, 0.02 * min(box[2] - box[0], box[3] - box[1]))
    blurred = np.asarray(mask.filter(ImageFilter.GaussianBlur(radius)), np.float64)[..., None] / 255
    return np.clip(blurred * 1.25 - 0.125, 0, 1)


def _painted(prompt: str, box: tuple[int, int, int, int], fill: Pixels, seed: int) -> Pixels:
    """A painting over the box, its light drawn towards the light of what was there."""
    left, top, right, bottom = box
    around = round(_AROUND * max(right - left, bottom - top)) + 2
    left, top = max(0, left - around), max(0, top - around)
    right, bottom = min(fill.shape[1], right + around), min(fill.shape[0], bottom + around)
    width, height = right - left, bottom - top
    scale = min(1.0, _LARGEST / max(width, height))
    size = [max(64, 2 * round(side * scale / 2)) for side in (width, height)]
    painting = Image.open(io.BytesIO(paint(prompt, size[0], size[1], seed))).convert("RGB")
    pixels = np.asarray(painting.resize((width, height), Image.Resampling.LANCZOS), np.float64)
    there = fill[top:bottom, left:right]
    pixels = pixels + 0.25 * (there.mean(axis=(0, 1)) - pixels.mean(axis=(0, 1)))
    result = fill.copy()
    result[top:bottom, left:right] = pixels
    return result


def _filled(pixels: Pixels, share: Pixels) -> Pixels:
    """Spread what is around the mask into it: from ever coarser pictures back to the finest."""
    known = np.clip(1 - share * 1.02, 0, 1)
    levels = [(pixels * known, known)]
    while max(levels[-1][0].shape[:2]) > 1:
        levels.append((_halved(levels[-1][0]), _halved(levels[-1][1])))
    value, weight = levels[-1]
    result = value / np.maximum(weight, 1e-6)
    if float(weight.max()) < 1e-6:
        result = np.full_like(value, 128.0)  # all of the picture is masked
    for value, weight in reversed(levels[:-1]):
        coarse = _doubled(result, value.shape[1], value.shape[0])
        trust = np.clip(weight * 4, 0, 1)
        result = coarse + (value / np.maximum(weight, 1e-6) - coarse) * trust
    return result


def _halved(plane: Pixels) -> Pixels:
    tall, wide = plane.shape[0] % 2, plane.shape[1] % 2
    even = np.pad(plane, ((0, tall), (0, wide), (0, 0)), mode="edge")
    return (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / 4


def _doubled(plane: Pixels, width: int, height: int) -> Pixels:
    bands = [
        np.asarray(
            Image.fromarray(plane[..., band].astype(np.float32)).resize(
                (width, height), Image.Resampling.BICUBIC
            ),
            np.float64,
        )
        for band in range(plane.shape[2])
    ]
    return np.clip(np.stack(bands, axis=-1), 0, 255)
