"""What an animation may look like: styles, themes, fonts, techniques."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from koda.animation.contrast import READABLE, readable
from koda.animation.plan import (
    Color,
    Colors,
    Design,
    FontName,
    StyleName,
    TechniqueName,
    ThemeName,
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a style moves and breathes.

    Attributes:
        enter: Seconds in which one thing comes in and settles.
        stagger: Seconds between things that come in one after another.
        transition: Seconds in which one scene gives way to the next.
        bezier: The curve of coming in, as of CSS `cubic-bezier`.
        overshoot: How far a thing goes beyond its place before it settles, 0 to 1.
        weight: Of titles, as of CSS `font-weight`.
        tracking: Space between the letters of titles, in em.
        margin: Empty border, as a share of the picture's shorter side.
        scale: Size of titles against the usual.
        is_upper: Whether titles are in capitals.
    """

    enter: float
    stagger: float
    transition: float
    bezier: tuple[float, float, float, float]
    overshoot: float
    weight: int
    tracking: float
    margin: float
    scale: float
    is_upper: bool


@dataclass(frozen=True, slots=True)
class Style:
    """A direction: how things move, how much room they have, how loud they are."""

    title: str
    description: str
    colors: Colors
    display_font: FontName
    body_font: FontName
    theme: ThemeName
    pace: Pace
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours that go together, with the fonts that suit them."""

    title: str
    colors: Colors
    display_font: FontName
    body_font: FontName


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface that every engine has.

    Attributes:
        kind: What to take where it cannot be had.
        package: Its npm package, for projects that run outside Koda.
    """

    kind: Literal["sans-serif", "serif", "monospace"]
    package: str


@dataclass(frozen=True, slots=True)
class Technique:
    """A way of making a scene.

    Attributes:
        description: One sentence for people who choose.
        recipe: For a model's prompt: what to do, what to avoid, numbers.
    """

    title: str
    description: str
    recipe: str


class DesignWishes(BaseModel):
    """What a person chose in place of what the style and the theme have."""

    model_config = ConfigDict(frozen=True)

    background: Color | None = None
    foreground: Color | None = None
    accent: Color | None = None
    display_font: FontName | None = None
    body_font: FontName | None = None


def _colors(background: str, foreground: str, accent: str) -> Colors:
    return Colors(background=background, foreground=foreground, accent=accent)


STYLES: Mapping[StyleName, Style] = {
    "minimal": Style(
        title="Minimal",
        description="Much room, few things, calm moves.",
        colors=_colors("#09090B", "#FAFAFA", "#3B82F6"),
        display_font="Inter",
        body_font="Inter",
        theme="minimal",
        pace=Pace(0.7, 0.05, 0.6, (0.16, 1, 0.3, 1), 0, 600, -0.03, 0.11, 1.0, is_upper=False),
        rules=(
            "One idea in each scene; leave at least half of the picture empty.",
            "Coming in takes 600 to 800 ms with a long soft end; nothing bounces.",
            "Move by no more than 4 % of the height; let opacity and masks do the rest.",
            "Scenes change within 600 ms by a fade or a clean wipe.",
            "Two sizes of type, three times apart; titles at weight 600, spaced at -0.03 em.",
            "The accent is one thing in the picture: a line, a dot, a word.",
            "No shadows, no gradients that are seen as such.",
            "Align everything to one edge and stay with it for the whole film.",
            "Hold what is to be read at least 0.3 s for each word.",
        ),
    ),
    "corporate": Style(
        title="Corporate",
        description="Clear order on a grid, sure and even moves.",
        colors=_colors("#0F172A", "#F8FAFC", "#2563EB"),
        display_font="Plus Jakarta Sans",
        body_font="DM Sans",
        theme="corporate",
        pace=Pace(0.55, 0.06, 0.5, (0.22, 0.8, 0.24, 1), 0, 700, -0.02, 0.09, 0.95, is_upper=False),
        rules=(
            "Set everything on a grid of 12 columns; show the grid by alignment, not by lines.",
            "Coming in takes 500 to 600 ms; one after another at 60 ms, in reading order.",
            "Slide along one axis in a scene; up for words, sideways for pictures.",
            "Scenes change within 500 ms by a push in the direction of reading.",
            "A small label stands above the title, then one line of support below it.",
            "Numbers count up and end on the exact figure at least 1 s before the scene ends.",
            "Cards have one hairline and one radius; the radius is the same everywhere.",
            "The accent marks what is to be done or what has grown; never decoration.",
            "No overshoot, no spin, no blur of motion.",
        ),
    ),
    "fashion": Style(
        title="Fashion",
        description="Slow, large and sparse, like a magazine.",
        colors=_colors("#0C0A09", "#FAF9F6", "#C2410C"),
        display_font="Playfair Display",
        body_font="DM Sans",
        theme="retro",
        pace=Pace(1.1, 0.08, 1.0, (0.65, 0, 0.1, 1), 0, 500, -0.015, 0.12, 1.15, is_upper=False),
        rules=(
            "Pictures fill the frame from edge to edge; words stand on them with room around.",
            "Coming in takes 1000 to 1200 ms; slow at both ends, fast in the middle.",
            "Reveal by masks: a picture opens from a line, a word rises from behind an edge.",
            "Pictures drift by 3 to 6 % for as long as they are seen; they never stand still.",
            "Scenes change within 1000 to 1200 ms by a curtain or a slow dissolve.",
            "Serif titles at weight 400 to 500, very large; small words in wide capitals.",
            "Words may be cut by no edge, but may stand off the centre.",
            "One accent in the whole film, once.",
            "No bounce, no particles, no glow.",
        ),
    ),
    "marketing": Style(
        title="Marketing",
        description="Big, quick and warm, with a point at the end.",
        colors=_colors("#1E1B4B", "#FFFFFF", "#F97316"),
        display_font="Montserrat",
        body_font="Poppins",
        theme="bold",
        pace=Pace(
            0.45, 0.035, 0.4, (0.2, 0.9, 0.25, 1), 0.35, 800, -0.03, 0.075, 1.1, is_upper=False
        ),
        rules=(
            "The first second shows the strongest word or picture; no slow opening.",
            "Coming in takes 400 to 500 ms with a small overshoot that settles at once.",
            "One after another at 30 to 40 ms; a new thing at least every 1.2 s.",
            "Scenes change within 400 ms by a wipe in the accent or a fast push.",
            "Titles at weight 800, as large as the line allows, at most four words a line.",
            "Accent as large areas: bands, buttons, highlighted words.",
            "Figures are shown larger than the words about them.",
            "The last scene says one thing to do and holds for at least 1.2 s.",
            "No more than three things move at the same time.",
        ),
    ),
}

THEMES: Mapping[ThemeName, Theme] = {
    "minimal": Theme("Minimal", _colors("#09090B", "#FAFAFA", "#3B82F6"), "Inter", "Inter"),
    "corporate": Theme(
        "Corporate", _colors("#0F172A", "#F8FAFC", "#2563EB"), "Plus Jakarta Sans", "DM Sans"
    ),
    "bold": Theme("Bold", _colors("#000000", "#FFFFFF", "#EF4444"), "Montserrat", "Roboto"),
    "neon": Theme("Neon", _colors("#0A0A0B", "#E9FFF4", "#00FF88"), "Space Grotesk", "Inter"),
    "retro": Theme(
        "Retro", _colors("#1C1917", "#FEF3C7", "#F59E0B"), "Playfair Display", "DM Sans"
    ),
    "organic": Theme("Organic", _colors("#064E3B", "#ECFDF5", "#10B981"), "Outfit", "Poppins"),
}

FONTS: Mapping[FontName, Font] = {
    "Inter": Font("sans-serif", "@fontsource-variable/inter"),
    "Roboto": Font("sans-serif", "@fontsource-variable/roboto"),
    "Montserrat": Font("sans-serif", "@fontsource-variable/montserrat"),
    "Poppins": Font("sans-serif", "@fontsource/poppins"),
    "Space Grotesk": Font("sans-serif", "@fontsource-variable/space-grotesk"),
    "Playfair Display": Font("serif", "@fontsource-variable/playfair-display"),
    "DM Sans": Font("sans-serif", "@fontsource-variable/dm-sans"),
    "Plus Jakarta Sans": Font("sans-serif", "@fontsource-variable/plus-jakarta-sans"),
    "Outfit": Font("sans-serif", "@fontsource-variable/outfit"),
    "JetBrains Mono": Font("monospace", "@fontsource-variable/jetbrains-mono"),
}


@cache
def techniques() -> Mapping[TechniqueName, Technique]:
    """Give all ten, in the order in which they are offered."""
    return {name: _technique(name) for name in get_args(TechniqueName)}


def design_of(
    style: StyleName = "minimal",
    theme: ThemeName | None = None,
    wishes: DesignWishes | None = None,
) -> Design:
    """Give the whole design: the style's own colours and fonts, or the theme's, then the wishes.

    The foreground is moved until it can be read on the background.
    """
    wishes = wishes or DesignWishes()
    base = THEMES[theme] if theme else STYLES[style]
    background = wishes.background or base.colors.background
    foreground = wishes.foreground or base.colors.foreground
    return Design(
        style=style,
        theme=theme or STYLES[style].theme,
        colors=Colors(
            background=background.upper(),
            foreground=readable(foreground, background, READABLE),
            accent=(wishes.accent or base.colors.accent).upper(),
        ),
        display_font=wishes.display_font or base.display_font,
        body_font=wishes.body_font or base.body_font,
    )


def _technique(name: TechniqueName) -> Technique:
    source = resources.files("koda.animation").joinpath("recipes", f"{name}.md")
    title, description, *recipe = source.read_text(encoding="utf-8").split("\n\n")
    return Technique(
        title=title.removeprefix("# ").strip(),
        description=description.strip(),
        recipe="\n\n".join(recipe).strip(),
    )
