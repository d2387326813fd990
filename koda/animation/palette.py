"""All colours that a picture needs, made from the three of a design."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from koda.animation.contrast import LARGE, READABLE, contrast, ink_on, mixed, readable
from koda.animation.plan import Color, Colors


class Palette(BaseModel):
    """The colours of a picture, made from the three of a design; words on them can be read.

    Attributes:
        surface: Of cards and bands on the background.
        muted: For words of less weight, on the background and on the surface.
        line: For hairlines and grids; not for words.
        accent: For shapes; has 3:1 on the background.
        accent_text: The accent where it is words on the background; has 4.5:1.
        on_accent: For words on the accent; has 4.5:1.
    """

    model_config = ConfigDict(frozen=True)

    background: Color
    surface: Color
    foreground: Color
    muted: Color
    line: Color
    accent: Color
    accent_text: Color
    on_accent: Color


def palette_of(colors: Colors) -> Palette:
    """Derive all colours that a picture needs from three, so that words can be read on each."""
    ground = colors.background.upper()
    foreground = readable(colors.foreground, ground)
    surface = _surface(ground, foreground)
    accent = readable(colors.accent, ground, LARGE)
    return Palette(
        background=ground,
        surface=surface,
        foreground=foreground,
        muted=_muted(ground, surface, foreground),
        line=mixed(ground, foreground, 0.16),
        accent=accent,
        accent_text=readable(colors.accent, ground),
        on_accent=ground if contrast(ground, accent) >= READABLE else ink_on(accent),
    )


def _surface(ground: str, foreground: str) -> str:
    """Lift the ground towards the words, or away from them where that would cost reading."""
    lifted = mixed(ground, foreground, 0.07)
    if contrast(lifted, foreground) >= READABLE:
        return lifted
    lightest, darkest = mixed(ground, "#FFFFFF", 0.07), mixed(ground, "#000000", 0.07)
    return max((lightest, darkest), key=lambda color: contrast(color, foreground))


def _muted(ground: str, surface: str, foreground: str) -> str:
    hardest = min((ground, surface), key=lambda color: contrast(color, foreground))
    muted = readable(mixed(foreground, ground, 0.38), hardest)
    can_be_read = min(contrast(muted, color) for color in (ground, surface)) >= READABLE
    return muted if can_be_read else foreground
