"""Draws the emulator's pictures: real files, the same for the same body."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageDraw, ImageOps

from koda.emulators.fal_works import Work


def draw(work: Work, place: int) -> bytes:
    """Draw the picture at a place among the results."""
    picture = paint(work, place)
    out = io.BytesIO()
    if work.format == "png":
        picture.save(out, "png", compress_level=1)
    else:
        picture.save(out, work.format)
    return out.getvalue()


def paint(work: Work, place: int) -> Image.Image:
    """Paint a picture; one that is cut out has nothing around its middle."""
    seed = hashlib.sha256(f"{work.digest}{place}".encode()).digest()
    colours = [f"#{seed[start : start + 3].hex()}" for start in range(0, 15, 3)]
    ramp = Image.linear_gradient("L")
    if seed[15] % 2:
        ramp = ramp.transpose(Image.Transpose.ROTATE_90)
    size = (work.width, work.height)
    ground = ImageOps.colorize(ramp.resize(size), colours[0], colours[1], mid=colours[2])
    pen = ImageDraw.Draw(ground)
    for number, colour in enumerate(colours[3:]):
        x, y = (seed[16 + number * 3 + axis] * size[axis] // 256 for axis in (0, 1))
        radius = max(8, seed[18 + number * 3] * min(size) // 700)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    return _cut_out(ground) if work.cut_out else ground


def _cut_out(picture: Image.Image) -> Image.Image:
    shape = Image.new("L", picture.size)
    width, height = picture.size
    box = (width // 6, height // 6, width * 5 // 6, height * 5 // 6)
    ImageDraw.Draw(shape).ellipse(box, fill=255)
    picture.putalpha(shape)
    return picture
