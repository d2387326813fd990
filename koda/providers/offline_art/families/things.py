"""Which thing a still life shows, and the colours it is drawn in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from koda.providers.offline_art.families import dishes, vessels
from koda.providers.offline_art.families.foliage import BLOSSOMS
from koda.providers.offline_art.families.goods import GOODS, draw_good
from koda.providers.offline_art.noise import branch, chance, pick
from koda.providers.offline_art.palette import Colour, mix, parse
from koda.providers.offline_art.pen import Pen
from koda.providers.offline_art.scene import Scene
from koda.providers.offline_art.words import Brief

_KINDS = (
    "bottle", "cup", "vase", "bouquet", "cake", "burger", "icecream", "bowl", "shoe", "fruit",
    "candle", "product",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Palette:
    """What a still life is painted with."""

    wall: Colour
    table: Colour
    main: Colour
    second: Colour
    third: Colour


def kind_of(scene: Scene) -> str:
    """The thing that is shown."""
    if scene.brief.has("pizza"):
        return "pizza"
    good = next((kind for kind in GOODS if scene.brief.has(kind)), None)
    named = next((kind for kind in _KINDS if kind in scene.brief.things), None)
    return good or named or ("vase", "fruit", "cup")[int(scene.rng.randint(3))]


def draw_thing(pen: Pen, kind: str, palette: Palette) -> None:
    """Draw a thing whose foot is at (0, 0)."""
    if kind in GOODS:
        draw_good(pen, kind, palette.main, palette.second)
    else:
        _DRAWERS[kind](pen, palette)


def _vase(pen: Pen, palette: Palette) -> None:
    brief, rng = pen.scene.brief, branch(pen.scene.rng)
    full = brief.has("flower", "bouquet", "meadow", "spring") or not brief.has("vase")
    full = full or chance(rng, 0.4)
    own = brief.dye("vase", loose=False)
    bloom = brief.dye("flower", *BLOSSOMS)
    blooms = [palette.second, palette.third, mix(palette.second, palette.third, 0.5)]
    blooms.append(parse("8a7fc0"))
    if bloom and full:
        blooms = [bloom, mix(bloom, (1, 1, 1), 0.3)]
        own = own or palette.third
    vase = own or palette.main
    vessels.draw_vase(pen, brief, vase, blooms, parse("4f7a52"), not full)


def _cup(pen: Pen, palette: Palette) -> None:
    brief = pen.scene.brief
    drink = parse("b9c46a" if brief.has("matcha") else "5a3420")
    vessels.draw_cup(pen, brief.dye("cup") or palette.third, drink)


def _bowl(pen: Pen, palette: Palette) -> None:
    brief = pen.scene.brief
    if brief.first("fruit"):
        dishes.draw_fruit_bowl(pen, palette.main, _named_fruits(brief))
    else:
        dishes.draw_bowl(pen, palette.main, noodles=not brief.has("salad"))


def _named_fruits(brief: Brief) -> list[str]:
    named = [kind for kind in dishes.FRUITS if brief.has(kind)]
    return named or ["apple", "pear", "orange", "lemon"]


def _cake(pen: Pen, palette: Palette) -> None:
    _ = palette
    dishes.draw_cake(pen, pen.scene.brief.dye("cake") or parse("f0a8b0"))


def _burger(pen: Pen, palette: Palette) -> None:
    _ = palette
    dishes.draw_burger(pen)


def _cone(pen: Pen, palette: Palette) -> None:
    _ = palette
    dishes.draw_cone(pen.within(0, -0.04), pen.scene.brief.dye("icecream") or parse("f2a0b4"))


def _candle(pen: Pen, palette: Palette) -> None:
    wax = mix(palette.third, (1, 1, 1), 0.3)
    vessels.draw_candle(pen, pen.scene.brief.dye("candle") or wax)


def _bottle(pen: Pen, palette: Palette) -> None:
    brief, rng = pen.scene.brief, branch(pen.scene.rng)
    kind = "perfume" if brief.has("perfume", "luxury") or chance(rng, 0.6) else "dropper"
    kind = "wine" if brief.has("wine") else kind
    glass = parse("3f2a3c") if kind == "wine" else palette.second
    cap = parse("d0a04a" if kind == "perfume" else "26242c")
    vessels.draw_bottle(pen, kind, brief.dye("bottle") or glass, palette.third, cap)


def _products(pen: Pen, palette: Palette) -> None:
    main, second, third = palette.main, palette.second, palette.third
    vessels.draw_bottle(pen.within(0.36, 0.03), "tube", main, third, third)
    vessels.draw_bottle(pen.within(-0.3, 0), "dropper", second, third, main)
    vessels.draw_bottle(pen.within(0.12, -0.1, 0.8), "jar", third, main, main)


def _fruits(pen: Pen, palette: Palette) -> None:
    brief, rng = pen.scene.brief, branch(pen.scene.rng)
    kinds = _named_fruits(brief)
    dye = brief.dye("fruit", kinds[0]) if len(kinds) == 1 else None
    places = ((-0.5, 0.1, 0.8), (0.46, 0.12, 0.8), (0.0, 0.06, 0.95), (-0.3, -0.1, 0.74))
    for x, y, size in (*places, (0.34, -0.1, 0.78)):
        kind = kinds[int(rng.randint(len(kinds)))]
        small = 0.8 if kind in {"cherry", "strawberry", "lemon"} else 1.0
        dishes.draw_fruit(pen.within(x, y, size * small, pick(rng, -7, 7)), kind, dye)
    _ = palette


_DRAWERS: dict[str, Callable[[Pen, Palette], None]] = {
    "vase": _vase, "bouquet": _vase, "cup": _cup, "bowl": _bowl, "cake": _cake, "burger": _burger,
    "icecream": _cone, "candle": _candle, "bottle": _bottle, "product": _products,
    "fruit": _fruits,
}  # fmt: skip
