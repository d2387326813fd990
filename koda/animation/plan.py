"""What an animation will be: scenes with times, approved before any code is written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FEWEST_SCENES, MOST_SCENES = 3, 7
SHORTEST_SCENE = 0.4
"""Seconds."""
_ROUNDING = 0.0006
"""Seconds by which a time that is rounded to thousandths may be off."""

EngineName = Literal["remotion", "theatre", "python"]
StyleName = Literal["minimal", "corporate", "fashion", "marketing"]
ThemeName = Literal["minimal", "corporate", "bold", "neon", "retro", "organic"]
FontName = Literal[
    "Inter",
    "Roboto",
    "Montserrat",
    "Poppins",
    "Space Grotesk",
    "Playfair Display",
    "DM Sans",
    "Plus Jakarta Sans",
    "Outfit",
    "JetBrains Mono",
]
TechniqueName = Literal[
    "kinetic-typography",
    "particle-systems",
    "3d-scenes",
    "data-visualization",
    "parallax-scrolling",
    "morph-transitions",
    "glitch-distortion",
    "camera-movements",
    "logo-reveals",
    "compositing",
]
Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Colors(_Frozen):
    """The palette: `#RRGGBB` each."""

    background: Color
    foreground: Color
    accent: Color


class Design(_Frozen):
    """How it looks."""

    style: StyleName
    theme: ThemeName
    colors: Colors
    display_font: FontName
    body_font: FontName


class Scene(_Frozen):
    """A part of the film.

    Attributes:
        number: From 1, in order.
        title: What it is called; may be shown in the picture.
        seconds: How long it lasts; a scene has at least 0.4.
        description: What is seen and what moves.
        notes: Wishes of the person, or reasons of the planner.
        text: The words that are to be read in the picture, one line each; may be none.
        technique: The recipe that it is made by.
        media: Names of the project's media that are seen in it.
    """

    number: Annotated[int, Field(ge=1, le=MOST_SCENES)]
    title: Annotated[str, Field(max_length=120)]
    seconds: Annotated[float, Field(ge=SHORTEST_SCENE, le=30)]
    description: Annotated[str, Field(max_length=2_000)] = ""
    notes: Annotated[str, Field(max_length=2_000)] = ""
    text: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=8)] = ()
    technique: TechniqueName = "kinetic-typography"
    media: Annotated[tuple[Annotated[str, Field(max_length=80)], ...], Field(max_length=12)] = ()


class AnimationPlan(_Frozen):
    """The whole film, as it is approved.

    Attributes:
        scenes: 3 to 7, their seconds adding up to `seconds`.
        fps: Frames per second.
    """

    title: Annotated[str, Field(max_length=120)]
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1, max_length=MOST_SCENES)]
    seconds: Annotated[float, Field(ge=3, le=30)]
    fps: Literal[24, 30, 60] = 30
    design: Design

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return round(self.seconds * self.fps)

    def spans(self) -> list[tuple[int, int]]:
        """Give each scene's first frame and the frame after its last; they fill the film."""
        spans: list[tuple[int, int]] = []
        at, begin = 0.0, 0
        for scene in self.scenes:
            at += scene.seconds
            end = min(round(at * self.fps), self.frames)
            spans.append((begin, end))
            begin = end
        spans[-1] = (spans[-1][0], self.frames)
        return spans


def rescaled(scenes: tuple[Scene, ...], seconds: float) -> tuple[Scene, ...]:
    """Number scenes from 1 and stretch them to fill `seconds`, each with its least time.

    What one scene would fall short of its least is taken from the others in proportion. Scenes
    that fill it already keep their times: to do this twice is to do it once.
    """
    whole = sum(scene.seconds for scene in scenes)
    if abs(whole - seconds) <= _ROUNDING * len(scenes):
        return tuple(
            scene.model_copy(update={"number": number}) for number, scene in enumerate(scenes, 1)
        )
    least = min(SHORTEST_SCENE, seconds / len(scenes))
    spare = seconds - least * len(scenes)
    over = [max(scene.seconds - least, 0.0) for scene in scenes]
    whole = sum(over)
    shares = [one / whole if whole else 1 / len(scenes) for one in over]
    return tuple(
        scene.model_copy(update={"number": number, "seconds": round(least + spare * share, 3)})
        for number, (scene, share) in enumerate(zip(scenes, shares, strict=True), 1)
    )
