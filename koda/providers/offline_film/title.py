"""A small card with the words of the prompt, at the beginning of a film."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from koda.providers.offline_film.planes import FPS, Planes, planes_of

_COMES, _STAYS, _GOES = 0.5, 2.4, 0.5  # seconds
_LONGEST = 64
_DRAWN = re.compile(r"[^\x20-\x7e\u00a0-\u024f\u2010-\u2026]")  # what the font has no letters for


class Title:
    """The card, ready to be laid over frames of one size."""

    def __init__(self, text: str, size: tuple[int, int]) -> None:
        """Draw it for frames of `size`."""
        card = _drawn(text, size)
        self._place = _even(round(size[0] * 0.045)), _even(round(size[1] * 0.94) - card.height)
        self._card = planes_of(card.convert("RGB"))
        self._mask = card.getchannel("A")

    def over(self, frame: Planes, number: int) -> Planes:
        """Lay it over a frame while it is its time; the frame is changed."""
        shown = _shown(number / FPS)
        if shown <= 0:
            return frame
        mask = self._mask.point([round(value * shown) for value in range(256)])
        half = mask.resize((mask.width // 2, mask.height // 2), Image.Resampling.BOX)
        across, down = self._place
        frame.light.paste(self._card.light, (across, down), mask)
        frame.blue.paste(self._card.blue, (across // 2, down // 2), half)
        frame.red.paste(self._card.red, (across // 2, down // 2), half)
        return frame


def title_of(prompt: str, size: tuple[int, int]) -> Title | None:
    """Make the card of a prompt; none where it says nothing that the font can write."""
    clean = unicodedata.normalize("NFC", prompt[:2000])
    first = next((line for line in clean.splitlines() if line.strip()), "")
    letters = [letter for letter in first if letter.isalpha()]
    text = " ".join(_DRAWN.sub(" ", first).split())
    readable = [letter for letter in text if letter.isalpha()]
    if not readable or len(readable) < 0.8 * len(letters):
        return None
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
    return Title(text, size)


def _drawn(text: str, size: tuple[int, int]) -> Image.Image:
    """White letters on a dark card with round corners, no wider than the frame."""
    points = max(11.0, min(size) * 0.034)
    most = size[0] * 0.9 - 2 * 0.7 * points
    font = ImageFont.load_default(points)
    while font.getlength(text) > most and points > 8:
        points *= 0.92
        font = ImageFont.load_default(points)
    while font.getlength(text) > most and len(text) > 4:
        text = text[:-2].rstrip("… ") + "…"
    width = _even(min(round(size[0] * 0.9), round(font.getlength(text) + 1.4 * points)))
    height = _even(round(points * 2.2))
    card = Image.new("RGBA", (width, height))
    pen = ImageDraw.Draw(card)
    pen.rounded_rectangle((0, 0, width - 1, height - 1), points * 0.55, (12, 13, 16, 150))
    written = Image.new("L", (width, height))
    ImageDraw.Draw(written).text((width / 2, height / 2), text, 255, font, anchor="mm")
    ink = np.asarray(written, np.float32)[..., None] / 255
    under = np.asarray(card, np.float32)
    over = under * (1 - ink) + np.array([245, 245, 242, 255], np.float32) * ink
    return Image.fromarray(np.rint(over).astype(np.uint8), "RGBA")


def _shown(seconds: float) -> float:
    if seconds < _COMES:
        return seconds / _COMES
    return min(1.0, max(0.0, (_COMES + _STAYS + _GOES - seconds) / _GOES))


def _even(pixels: int) -> int:
    return pixels - pixels % 2
