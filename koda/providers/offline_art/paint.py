"""The entry: a picture from a prompt, a size, a seed and perhaps reference pictures."""

from __future__ import annotations

import hashlib
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
from koda.providers.offline_art.families.portrait import paint_portrait
from koda.providers.offline_art.families.road import paint_road
from koda.providers.offline_art.families.robot import paint_robot
from koda.providers.offline_art.families.space import paint_space
from koda.providers.offline_art.families.still import paint_still
from koda.providers.offline_art.families.wildlife import paint_wildlife
from koda.providers.offline_art.noise import branch
from koda.providers.offline_art.reference import paint_from, read_reference
from koda.providers.offline_art.scene import Scene, compose
from koda.providers.offline_art.styles.finish import finish
from koda.providers.offline_art.surface import Surface
from koda.providers.offline_art.words import read

NOTE = "Offline preview: drawn on this machine from the words of the prompt. Not an AI model."

PAINTERS: dict[str, Callable[[Scene], None]] = {
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
    """Paint a PNG of this size; the same arguments give the same pixels.

    With references the picture is made of them, treated as the words ask; raises `NotAPicture`.
    """
    brief = read(prompt)
    surface = Surface(width, height)
    if references:
        pictures = [read_reference(content, max(width, height)) for content in references[:4]]
        marks = [hashlib.sha256(content).hexdigest() for content in references[:4]]
        scene = compose(surface, brief, seed, *marks)
        paint_from(scene, pictures)
    else:
        scene = compose(surface, brief, seed)
        PAINTERS[brief.family](scene)
        surface.pixels = finish(surface.pixels, brief, branch(scene.rng))
    return _png(scene)


def _png(scene: Scene) -> bytes:
    # Grain below one step of 8 bits keeps skies from banding.
    pixels = scene.surface.pixels * np.float32(255) + np.float32(0.5)
    pixels += (scene.grain * np.float32(0.6))[..., None]
    image = Image.fromarray(np.clip(pixels, 0, 255, out=pixels).astype(np.uint8))
    text = PngInfo()
    text.add_text("Software", "Koda")
    text.add_text("Comment", NOTE)
    out = BytesIO()
    image.save(out, "PNG", pnginfo=text, compress_level=1)
    return out.getvalue()
