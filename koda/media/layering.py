"""Lays pictures over a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops

from koda.media.saving import check_made, encoded, is_photo, opened
from koda.media.shaping import fitted

Blend = Literal["normal", "multiply", "screen"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One picture that is laid over the base.

    Attributes:
        x, y: Where it lies in the room that is left beside it: 0 is left or top, 1 right or bottom.
        scale: Its width as a share of the base's; 0 for its own size in pixels.
        opacity: 0 to 1.
        margin: The least distance from the base's edges, as a share of its shorter side.
    """

    path: Path
    x: float = 0.5
    y: float = 0.5
    scale: float = 0.0
    opacity: float = 1.0
    blend: Blend = "normal"
    margin: float = 0.0


def composite(base: Path, layers: Sequence[Layer], mask: Path | None = None) -> bytes:
    """Lay pictures over a base, the last on top; the result is as large as the base.

    One layer is open at a time. What reaches beyond the base is cut. A mask lies over the whole
    base: where it is white the layers are shown, where it is black they are not.
    """
    made = opened(base)
    check_made(*made.size)
    clear = made.mode == "RGBA"
    ground = made if clear else made.convert("RGBA")
    shown = None if mask is None else _mask(mask, ground.size)
    for layer in layers:
        _lay(ground, layer, shown)
    return encoded(ground if clear else ground.convert("RGB"), photo=is_photo(base))


def _lay(ground: Image.Image, layer: Layer, mask: Image.Image | None) -> None:
    top = _sized(opened(layer.path).convert("RGBA"), ground, layer)
    alpha = top.getchannel("A")
    if layer.opacity < 1:
        share = max(layer.opacity, 0.0)
        alpha = alpha.point([round(level * share) for level in range(256)])
    margin = round(layer.margin * min(ground.size))
    left = round(margin + (ground.width - 2 * margin - top.width) * layer.x)
    above = round(margin + (ground.height - 2 * margin - top.height) * layer.y)
    # What lies within the base, in the base's pixels and in the layer's.
    box = (
        max(left, 0),
        max(above, 0),
        min(left + top.width, ground.width),
        min(above + top.height, ground.height),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    part = (box[0] - left, box[1] - above, box[2] - left, box[3] - above)
    below, shown = ground.crop(box), top.crop(part)
    mixed = _blended(below, shown, layer.blend)
    seen = alpha.crop(part)
    mixed.putalpha(seen if mask is None else ImageChops.multiply(seen, mask.crop(box)))
    below.alpha_composite(mixed)
    ground.paste(below, box[:2])


def _sized(top: Image.Image, ground: Image.Image, layer: Layer) -> Image.Image:
    if layer.scale <= 0:
        return top
    width = max(1, round(ground.width * layer.scale))
    height = max(1, round(top.height * width / top.width))
    check_made(width, height)
    return fitted(top, (width, height), "stretch")


def _mask(path: Path, size: tuple[int, int]) -> Image.Image:
    """How much of each pixel is shown: how light the mask is, and not at all where it is clear."""
    found = fitted(opened(path).convert("RGBA"), size, "stretch")
    return ImageChops.multiply(found.convert("L"), found.getchannel("A"))


def _blended(below: Image.Image, top: Image.Image, blend: Blend) -> Image.Image:
    if blend == "normal":
        return top.copy()
    under, over = below.convert("RGB"), top.convert("RGB")
    mix = ImageChops.multiply if blend == "multiply" else ImageChops.screen
    mixed = mix(under, over).convert("RGBA")
    # Where nothing lies below, there is nothing to mix with: the layer's own colour is shown.
    return Image.composite(mixed, top, below.getchannel("A"))
