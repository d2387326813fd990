"""Puts many pictures on one: a grid, or a contact sheet with a line under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from koda.core.errors import Invalid
from koda.media.pictures import open_image
from koda.media.saving import Color, check_made, encoded, is_photo, opened
from koda.media.shaping import Fit, fitted

MAX_CELLS = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the pictures lie.

    Attributes:
        columns: 0 for as many as make the sheet about square.
        cell: Pixels of a cell's longer side.
        ratio: Width by height of a cell; none for the shape of the first picture.
        gap: Pixels between cells, and around them.
        fit: `fit` shows the whole picture, `fill` the whole cell.
    """

    columns: int = 0
    cell: int = 512
    ratio: float | None = None
    gap: int = 16
    fit: Fit = "fill"
    ground: Color = (255, 255, 255, 255)


def grid(paths: Sequence[Path], sheet: Sheet, labels: Sequence[str] = ()) -> bytes:
    """Make one picture of many; one of them is open at a time.

    Args:
        paths: The pictures, in reading order.
        sheet: How they lie.
        labels: A line under each, as far as there are any; one that is too long is shortened.

    Raises:
        Invalid: No pictures, or more than `MAX_CELLS`.
        TooLarge: The sheet would be too large.
    """
    if not 1 <= len(paths) <= MAX_CELLS:
        raise Invalid(
            f"A sheet holds 1 to {MAX_CELLS} pictures; there are {len(paths)}.",
            remedy="Connect fewer pictures." if paths else "Connect pictures.",
        )
    columns = min(sheet.columns or ceil(sqrt(len(paths))), len(paths))
    rows = ceil(len(paths) / columns)
    width, height = _cell_size(paths[0], sheet)
    line = max(14, width // 14) if any(labels) else 0
    step_x, step_y = width + sheet.gap, height + sheet.gap + (line + line // 2 if line else 0)
    size = (columns * step_x + sheet.gap, rows * step_y + sheet.gap)
    check_made(*size)
    made = Image.new("RGBA" if sheet.ground[3] < 255 else "RGB", size, sheet.ground)
    for place, path in enumerate(paths):
        left = sheet.gap + place % columns * step_x
        top = sheet.gap + place // columns * step_y
        image = fitted(opened(path, near=sheet.cell), (width, height), sheet.fit)
        corner = (left + (width - image.width) // 2, top + (height - image.height) // 2)
        made.paste(image, corner, image if image.mode == "RGBA" else None)
        if line and place < len(labels):
            where = (left, top + height + line // 4)
            _write(made, labels[place], where, width, line, _readable(sheet.ground))
    return encoded(made, photo=all(is_photo(path) for path in paths))


def _cell_size(first: Path, sheet: Sheet) -> tuple[int, int]:
    ratio = sheet.ratio
    if ratio is None:
        image = open_image(first, near=64)
        ratio = image.width / image.height
    if ratio >= 1:
        return sheet.cell, max(1, round(sheet.cell / ratio))
    return max(1, round(sheet.cell * ratio)), sheet.cell


def _write(
    made: Image.Image, words: str, corner: tuple[int, int], width: int, line: int, ink: Color
) -> None:
    font = ImageFont.load_default(line)
    text = " ".join(words.split())[:200]
    pen = ImageDraw.Draw(made)
    if pen.textlength(text, font) > width:
        while text and pen.textlength(f"{text}…", font) > width:
            text = text[:-1]
        text = f"{text}…"
    pen.text(corner, text, fill=ink, font=font)


def _readable(ground: Color) -> Color:
    red, green, blue, opaque = ground
    light = 0.299 * red + 0.587 * green + 0.114 * blue > 140
    return (24, 24, 27, 255) if light or opaque < 128 else (242, 242, 240, 255)
