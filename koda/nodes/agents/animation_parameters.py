"""What is wished for an animation: its words, its look, its length, what is asked about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from koda.animation.design import FONTS, STYLES, THEMES, DesignWishes, design_of, techniques
from koda.animation.plan import Design, FontName, StyleName, TechniqueName, ThemeName
from koda.animation.project import Ratio, Resolution
from koda.nodes.declare import Parameters, parameter

IMAGE, VIDEO, AUDIO, LOGO, TEXT = "image", "video", "audio", "logo", "text"
MOST_TOKENS = 2_000_000

_Wish = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6})?$")]
_Files = tuple[Annotated[str, Field(max_length=80)], ...]
_Techniques = Annotated[
    tuple[TechniqueName, ...],
    WithJsonSchema({"type": "array", "items": {"type": "string", "enum": list(techniques())}}),
]


class AnimationParameters(Parameters):
    """The wishes of a person."""

    prompt: str = parameter(
        "",
        "prompt",
        "Prompt",
        shared_text=True,
        max_length=8_000,
        description="What is seen and said in the film; words in quotation marks are shown.",
    )
    engine: Literal["python", "remotion", "theatre"] = parameter(
        "python",
        "choice",
        "Engine",
        group="Film",
        labels={
            "python": "Koda motion",
            "remotion": "Remotion (2D)",
            "theatre": "Theatre.js (3D)",
        },
        description="Koda motion needs nothing else; the others write code that runs in a box. "
        "Remotion asks companies of more than three people for a licence: remotion.dev/license.",
    )
    style: StyleName = parameter(
        "minimal",
        "choice",
        "Style",
        group="Look",
        labels={name: one.title for name, one in STYLES.items()},
    )
    theme: Literal["auto", "minimal", "corporate", "bold", "neon", "retro", "organic"] = parameter(
        "auto",
        "choice",
        "Theme",
        group="Look",
        labels={"auto": "Of the style", **{name: one.title for name, one in THEMES.items()}},
    )
    background: _Wish = parameter("", "color", "Background", group="Look")
    foreground: _Wish = parameter("", "color", "Text", group="Look")
    accent: _Wish = parameter("", "color", "Accent", group="Look")
    display_font: Literal["auto"] | FontName = parameter(
        "auto", "choice", "Title font", group="Look", labels={"auto": "Of the style"}
    )
    body_font: Literal["auto"] | FontName = parameter(
        "auto", "choice", "Text font", group="Look", labels={"auto": "Of the style"}
    )
    techniques: _Techniques = parameter(
        (),
        "hidden",
        "Techniques",
        max_length=10,
        description="None: the planner chooses.",
        labels={name: one.title for name, one in techniques().items()},
    )
    aspect_ratio: Ratio = parameter("16:9", "ratio", "Ratio", group="Film")
    resolution: Resolution = parameter(
        "1080p", "choice", "Resolution", group="Film", labels={"4k": "4K"}
    )
    duration: float = parameter(5, "slider", "Length", group="Film", unit="s", ge=3, le=30)
    fps: Literal[24, 30, 60] = parameter(30, "choice", "Frames per second", group="Film")
    format: Literal["mp4", "webm", "gif", "png"] = parameter(
        "mp4",
        "choice",
        "Format",
        group="Film",
        labels={"mp4": "MP4", "webm": "WebM (transparent)", "gif": "GIF", "png": "PNG pictures"},
        description="PNG pictures: a zip of every frame, beside an MP4.",
    )
    approve: Literal["ask", "auto"] = parameter(
        "ask",
        "choice",
        "Plan",
        group="Questions",
        labels={"ask": "Ask me", "auto": "Go on without asking"},
        description="No code is written before the plan is approved.",
    )
    preview: Literal["ask", "auto"] = parameter(
        "ask",
        "choice",
        "Preview",
        group="Questions",
        labels={"ask": "Ask me", "auto": "Render at once"},
    )
    most_tokens: int = parameter(
        400_000,
        "count",
        "Most tokens",
        group="Questions",
        ge=10_000,
        le=MOST_TOKENS,
        description="Of language models, for one animation; nothing more is asked of them then.",
    )
    logo: str | None = parameter(None, "hidden", "Logo", max_length=80)
    image: _Files = parameter((), "hidden", "Pictures", max_length=8)
    video: _Files = parameter((), "hidden", "Films", max_length=4)
    base: str = parameter(
        "",
        "hidden",
        "Version",
        max_length=80,
        description="The project that is changed or rendered again; none: a new animation.",
    )
    wish: str = parameter(
        "", "hidden", "Wish", max_length=4_000, description="What is to be different in `base`."
    )

    @property
    def design(self) -> Design:
        """How it looks, with everything that was chosen."""
        return design_of(self.style, _chosen(self.theme), self._wishes())

    def _wishes(self) -> DesignWishes:
        return DesignWishes.model_validate(
            {
                "background": self.background or None,
                "foreground": self.foreground or None,
                "accent": self.accent or None,
                "display_font": _named(self.display_font),
                "body_font": _named(self.body_font),
            }
        )


def _named(font: str) -> str | None:
    return font if font in FONTS else None


def _chosen(theme: str) -> ThemeName | None:
    return next((one for one in THEMES if one == theme), None)
