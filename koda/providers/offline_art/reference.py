"""Reference pictures as the ground of a new one: fitted, relit by the words, laid out together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from PIL import Image, ImageOps

from koda.providers.offline_art.families.sky import paint_weather
from koda.providers.offline_art.noise import Field, Stream, branch, clip01, pick
from koda.providers.offline_art.palette import Colour, mix, to_oklch
from koda.providers.offline_art.scene import Scene, named_hour
from koda.providers.offline_art.styles.finish import GRADES, MEDIA, finish, medium_of
from koda.providers.offline_art.styles.picture import from_image, luminance
from koda.providers.offline_art.words import Brief

_F = np.float32
_PAPER = (0.96, 0.945, 0.91)
_USUAL = ("oil", "watercolor", "impressionist", "woodblock")

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture that came in, small enough to work with, and its five main colours."""

    image: Image.Image
    colours: tuple[Colour, ...]


class NotAPicture(ValueError):
    """Bytes that cannot be read as a picture."""


def read_reference(content: bytes, longest: int) -> Reference:
    """Read a picture of any size or mode; raises `NotAPicture`."""
    try:
        with Image.open(BytesIO(content)) as opened:
            opened.draft("RGB", (longest * 2, longest * 2))
            opened.thumbnail((longest * 2, longest * 2), Image.Resampling.BICUBIC)
            image = ImageOps.exif_transpose(opened)
            with_alpha = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPicture("the bytes are not a picture that can be read") from error
    ground = Image.new("RGBA", with_alpha.size, (*(round(c * 255) for c in _PAPER), 255))
    image = Image.alpha_composite(ground, with_alpha).convert("RGB")
    return Reference(image, _colours(image))


def _colours(image: Image.Image) -> tuple[Colour, ...]:
    few = image.resize((64, 64), Image.Resampling.BOX).quantize(5, Image.Quantize.MEDIANCUT)
    table = np.asarray((few.getpalette() or [0, 0, 0])[:15], np.float64).reshape(-1, 3) / 255
    tones = [(float(r), float(g), float(b)) for r, g, b in table]
    # A flat picture has fewer; each then stands for several.
    tones += tones[-1:] * (5 - len(tones))
    return tuple(sorted(tones, key=lambda tone: to_oklch(tone)[0]))


def paint_from(scene: Scene, references: Sequence[Reference]) -> None:
    """Make a new picture out of others: all of them show, treated as the words ask."""
    surface, rng = scene.surface, scene.rng
    boxes = _boxes(surface.width, surface.height, len(references))
    for reference, (left, top, right, bottom) in zip(references, boxes, strict=True):
        part = _fitted(reference.image, right - left, bottom - top, rng)
        surface.pixels[top:bottom, left:right] = part
    _relight(scene, references[0].colours)
    paint_weather(scene)
    surface.pixels = finish(surface.pixels, _with_medium(scene.brief, rng), branch(rng))
    if len(boxes) > 1:
        _part(surface.pixels, boxes, references[0].colours)


def _boxes(width: int, height: int, count: int) -> list[Box]:
    """Where pictures lie: one fills all, more share the sheet."""
    x, y = width // 2, height // 2
    wide = width >= height
    if count <= 1:
        return [(0, 0, width, height)]
    if count == 2:
        return (
            [(0, 0, x, height), (x, 0, width, height)]
            if wide
            else [(0, 0, width, y), (0, y, width, height)]
        )
    if count == 3:
        if wide:
            x = round(width * 0.6)
            return [(0, 0, x, height), (x, 0, width, y), (x, y, width, height)]
        y = round(height * 0.6)
        return [(0, 0, width, y), (0, y, x, height), (x, y, width, height)]
    return [(0, 0, x, y), (x, 0, width, y), (0, y, x, height), (x, y, width, height)]


def _fitted(image: Image.Image, width: int, height: int, rng: Stream) -> Field:
    """Cover a box; the seed chooses how near and where."""
    zoom = pick(rng, 1.0, 1.1)
    scale = max(width / image.width, height / image.height) * zoom
    across, down = width / scale, height / scale
    left = (image.width - across) * pick(rng, 0.35, 0.65)
    top = (image.height - down) * pick(rng, 0.35, 0.65)
    frame = (left, top, left + across, top + down)
    return from_image(image.resize((width, height), Image.Resampling.BICUBIC, frame))


def _relight(scene: Scene, own: tuple[Colour, ...]) -> None:
    """Bring the hour and the colours that the words name; the picture's own stay the base."""
    hour = named_hour(scene.brief)
    if hour is None and not scene.brief.colours:
        return
    light, pixels = scene.light, scene.surface.pixels
    tones = [light.near, mix(light.far, light.sky, 0.4), light.horizon, light.glow]
    if hour is None:
        tones = [own[0], *(mix(own[index], scene.brief.colours[0], 0.55) for index in (1, 3, 4))]
    stops = np.array([0.0, 0.36, 0.72, 1.0])
    low = {"sunset": 0.8, "golden": 0.85, "dusk": 0.72}.get(hour or "", 1.0)
    bright = luminance(pixels) * _F(min(low, 0.75) if light.dark else low)
    table = np.asarray(tones, np.float32)
    lit = np.stack([np.interp(bright, stops, table[:, c]) for c in range(3)], -1)
    share = _F(0.5)
    ground = pixels * _F(0.78) if light.dark else pixels
    scene.surface.pixels = clip01(ground + (lit.astype(np.float32) - ground) * share)


def _with_medium(brief: Brief, rng: Stream) -> Brief:
    if medium_of(brief) or brief.has(*GRADES):
        return replace(brief, family="reference") if brief.family == "abstract" else brief
    usual = _USUAL[int(rng.randint(len(_USUAL)))]
    assert usual in MEDIA
    return replace(brief, tags=brief.tags | {usual}, family="reference")


def _part(pixels: Field, boxes: list[Box], own: tuple[Colour, ...]) -> None:
    """Keep the pictures apart by a seam in the lightest colour of the first."""
    seam = max(2, min(pixels.shape[:2]) // 110)
    paper = np.asarray(mix(own[-1], (1, 1, 1), 0.6), np.float32)
    height, width = pixels.shape[:2]
    for left, top, right, bottom in boxes:
        if right < width:
            pixels[top:bottom, right - seam // 2 : right + seam - seam // 2] = paper
        if bottom < height:
            pixels[bottom - seam // 2 : bottom + seam - seam // 2, left:right] = paper
