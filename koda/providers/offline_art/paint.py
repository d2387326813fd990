"""The entry: a picture from a prompt, a size, a seed and perhaps reference pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from koda.providers.offline_art.families.abstract import paint_abstract
from koda.providers.offline_art.families.building import paint_building
from koda.providers.offline_art.families.city import paint_city
from koda.providers.offline_art.families.deep import paint_deep
from koda.providers.offline_art.families.emblem import paint_emblem
from koda.providers.offline_art.families.flora import paint_flora
from koda.providers.offline_art.families.landscape import paint_landscape
from koda.providers.offline_art.noise import branch, tile
from koda.providers.offline_art.scene import Scene, compose
from koda.providers.offline_art.families.portrait import paint_portrait
from koda.providers.offline_art.families.road import paint_road
from koda.providers.offline_art.families.robot import paint_robot
from koda.providers.offline_art.families.space import paint_space
from koda.providers.offline_art.surface import Surface
from koda.providers.offline_art.styles.finish import finish
from koda.providers.offline_art.families.still import paint_still
from koda.providers.offline_art.families.wildlife import paint_wildlife
from koda.providers.offline_art.words import read

NOTE = "Offline preview: drawn on this machine from the words of the prompt. Not an AI model."

_PAINTERS: dict[str, Callable[[Scene], None]] = {
    "land": paint_landscape,
    "creature": paint_wildlife,
    "space": paint_space,
    "still": paint_still,
    "city": paint_city,
    "road": paint_road,
    "portrait": paint_portrait,
    "deep": paint_deep,
    "robot": paint_robot,
    "abstract": paint_abstract,
    "flora": paint_flora,
    "emblem": paint_emblem,
    "building": paint_building,
}


def paint(
    prompt: str, width: int, height: int, seed: int, references: Sequence[bytes] = ()
) -> bytes:
    """Paint a PNG of this size; the same arguments give the same pixels on every machine."""
    brief = read(prompt)
    surface = Surface(width, height)
    scene = compose(surface, brief, seed)
    _PAINTERS.get(brief.family, paint_landscape)(scene)
    surface.pixels = finish(surface.pixels, brief, branch(scene.rng))
    grain = tile(width, height, branch(scene.rng))[..., None] * np.float32(0.6)
    pixels = (np.clip(surface.pixels, 0, 1) * np.float32(255) + np.float32(0.5) + grain).clip(
        0, 255
    )
    image = Image.fromarray(pixels.astype(np.uint8))
    text = PngInfo()
    text.add_text("Software", "Koda")
    text.add_text("Comment", NOTE)
    out = BytesIO()
    image.save(out, "PNG", pnginfo=text, compress_level=1)
    return out.getvalue()
