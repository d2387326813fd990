"""Finds for each letter a typeface that has it: the design's, then emoji, then the system's."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from koda.animation.engines.python.renderer.skia_library import Native, load
from koda.animation.plan import FontName

_FILES: dict[FontName, str] = {
    "Inter": "inter",
    "Roboto": "roboto",
    "Montserrat": "montserrat",
    "Poppins": "poppins",
    "Space Grotesk": "space-grotesk",
    "Playfair Display": "playfair-display",
    "DM Sans": "dm-sans",
    "Plus Jakarta Sans": "plus-jakarta-sans",
    "Outfit": "outfit",
    "JetBrains Mono": "jetbrains-mono",
}
_POPPINS = (400, 600, 800)
_EMOJI = "noto-emoji.ttf"
_MEASURED_AT = 1000.0
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"})
"""Kinds of letters that no font needs to have."""
_missing: set[str] = set()


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at a weight, known by its name; `native` is Skia's."""

    name: str
    native: Native = field(compare=False)


@lru_cache(maxsize=128)
def chain(family: FontName, weight: int) -> tuple[Face, ...]:
    """Give the typefaces that are tried for a letter, in order."""
    faces: list[Face] = []
    for part in ("latin", "latin-ext"):
        if family == "Poppins":
            nearest = min(_POPPINS, key=lambda one: (abs(one - weight), -one))
            faces.append(_file(f"poppins-{part}-{nearest}.ttf"))
        else:
            faces.append(_weighted(_file(f"{_FILES[family]}-{part}.ttf"), weight))
    return (*faces, _file(_EMOJI))


@lru_cache(maxsize=4096)
def face_for(family: FontName, weight: int, cluster: str) -> Face | None:
    """Give the typeface that has a letter (with its marks); none if no font here has it."""
    first = ord(cluster[0])
    for face in chain(family, weight):
        if face.native.unicharToGlyph(first):
            return face
    skia = load()
    style = skia.FontStyle(weight, 5, skia.FontStyle.Slant.kUpright_Slant)
    found = system_fonts().matchFamilyStyleCharacter("", style, ["en"], first)
    if found is None and unicodedata.category(cluster[0]) not in _UNSEEN:
        _missing.add(cluster[0])
    return None if found is None else Face(f"system {found.uniqueID()}", found)


def missing_letters() -> str:
    """Give the letters that were looked for in this process, and no font here has: 200 at most."""
    return "".join(sorted(_missing)[:200])


@lru_cache(maxsize=512)
def font(face: Face, size: float) -> Native:
    """Give a typeface at a size, in pixels of the em, that scales without steps."""
    skia = load()
    made = skia.Font(face.native, size)
    made.setSubpixel(True)
    made.setLinearMetrics(True)
    made.setHinting(skia.FontHinting.kNone)
    made.setEdging(skia.Font.Edging.kAntiAlias)
    made.setBaselineSnap(False)
    return made


@lru_cache(maxsize=16_384)
def advance(face: Face, cluster: str) -> float:
    """Give how wide a letter is, in em."""
    if len(cluster) == 1:
        return font(face, _MEASURED_AT).measureText(cluster) / _MEASURED_AT
    return _shaped_width(face, cluster)


@lru_cache(maxsize=16_384)
def kerning(face: Face, first: str, second: str) -> float:
    """Give by how much two letters stand closer (negative) than their widths say, in em."""
    pair = _shaped_width(face, first + second)
    return pair - _shaped_width(face, first) - _shaped_width(face, second)


@cache
def system_fonts() -> Native:
    """Give the fonts that the machine has, perhaps none."""
    return load().FontMgr()


@cache
def unicode_rules() -> Native:
    """Give Skia's tables of scripts and directions."""
    return load().Unicodes.ICU.Make()


@lru_cache(maxsize=16_384)
def _shaped_width(face: Face, text: str) -> float:
    skia = load()
    style = skia.textlayout_TextStyle()
    style.setFontFamilies(["face"])
    style.setFontSize(_MEASURED_AT)
    whole = skia.textlayout_ParagraphStyle()
    whole.setTextStyle(style)
    builder = skia.textlayout_ParagraphBuilder.make(whole, _collection(face), unicode_rules())
    builder.pushStyle(style)
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(1e7)
    return paragraph.LongestLine / _MEASURED_AT


@lru_cache(maxsize=128)
def _collection(face: Face) -> Native:
    skia = load()
    provider = skia.textlayout_TypefaceFontProvider()
    provider.registerTypeface(face.native, "face")
    fonts = skia.textlayout_FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts


@cache
def _file(name: str) -> Face:
    skia = load()
    content = resources.files("koda.animation.fonts").joinpath(name).read_bytes()
    return Face(name, skia.Typeface.MakeFromData(skia.Data.MakeWithCopy(content)))


@lru_cache(maxsize=128)
def _weighted(face: Face, weight: int) -> Face:
    skia = load()
    axes = {axis.tag: axis for axis in face.native.getVariationDesignParameters()}
    axis = axes.get(int.from_bytes(b"wght", "big"))
    if axis is None:
        return face
    position = skia.FontArguments.VariationPosition
    value = min(max(float(weight), axis.min), axis.max)
    # Skia only points at these: they must live until the clone is made.
    coordinates = position.Coordinates([position.Coordinate(axis.tag, value)])
    where = position(coordinates)
    wanted = skia.FontArguments()
    wanted.setVariationDesignPosition(where)
    return Face(f"{face.name} {value:g}", face.native.makeClone(wanted))
