"""Draws lines as a whole, as scripts need that run from right to left or join their letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from koda.animation.engines.python.renderer.fonts import chain, system_fonts, unicode_rules
from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.plan import FontName

_AT = 1000.0


@lru_cache(maxsize=1024)
def running_width(text: str, family: FontName, weight: int) -> float:
    """Give how wide a line is, in em."""
    return _paragraph(text, family, weight, _AT, None).LongestLine / _AT


def draw_running(
    canvas: Native,
    text: str,
    family: FontName,
    weight: int,
    *,
    size: float,
    x: float,
    y: float,
    paint: Native,
) -> None:
    """Draw a line with its base line at `y`, from `x`."""
    paragraph = _paragraph(text, family, weight, size, paint)
    paragraph.paint(canvas, x, y - paragraph.AlphabeticBaseline)


def _paragraph(text: str, family: FontName, weight: int, size: float, paint: Native) -> Native:
    skia = load()
    style = skia.textlayout_TextStyle()
    style.setFontFamilies(["design", *_system_families()])
    style.setFontSize(size)
    style.setFontStyle(skia.FontStyle(weight, 5, skia.FontStyle.Slant.kUpright_Slant))
    if paint is not None:
        style.setForegroundPaint(paint)
    whole = skia.textlayout_ParagraphStyle()
    whole.setTextStyle(style)
    builder = skia.textlayout_ParagraphBuilder.make(
        whole, _collection(family, weight), unicode_rules()
    )
    builder.pushStyle(style)
    builder.addText(f"\u2067{text}\u2069" if _begins_right(text) else text)
    paragraph = builder.Build()
    paragraph.layout(1e7)
    return paragraph


def _begins_right(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one != "L" for one in directions if one in ("L", "R", "AL")), False)


@lru_cache(maxsize=1)
def _system_families() -> tuple[str, ...]:
    manager = system_fonts()
    return tuple(manager.getFamilyName(place) for place in range(min(manager.countFamilies(), 64)))


@lru_cache(maxsize=64)
def _collection(family: FontName, weight: int) -> Native:
    """The design's faces first, then all families of the machine, each tried for what it has."""
    skia = load()
    provider = skia.textlayout_TypefaceFontProvider()
    for face in chain(family, weight):
        provider.registerTypeface(face.native, "design")
    manager = system_fonts()
    style = skia.FontStyle(weight, 5, skia.FontStyle.Slant.kUpright_Slant)
    for name in _system_families():
        found = manager.matchFamilyStyle(name, style)
        if found is not None:
            provider.registerTypeface(found, name)
    fonts = skia.textlayout_FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts
