"""What a model answers with for an animation's plan and its verdict: patient with what comes."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Annotated, Self, cast, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from koda.animation.answers import BriefQuestion
from koda.animation.brief import Brief
from koda.animation.design import THEMES, DesignWishes, design_of
from koda.animation.plan import (
    FEWEST_SCENES,
    MOST_SCENES,
    SHORTEST_SCENE,
    AnimationPlan,
    Design,
    FontName,
    Scene,
    StyleName,
    TechniqueName,
    ThemeName,
    rescaled,
)
from koda.nodes.agents.storyboard_answer import Answer, Line, Paragraph, Short, Whole, clean

_SHORTEST_FILM, _LONGEST_FILM = 3.0, 30.0
_MOST_QUESTIONS = 5


def _seconds(value: object) -> float:
    """Give what came as seconds; 0 for anything that is none."""
    if isinstance(value, str):
        try:
            value = float(value.strip().rstrip("s").strip())
        except ValueError:
            return 0.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return min(max(float(value), 0.0), 60.0)


def _texts(most: int, letters: int) -> Callable[[object], list[str]]:
    def read(value: object) -> list[str]:
        found = cast("list[object]", value) if isinstance(value, list) else [value]
        return [text for text in (clean(one, letters) for one in found[:most]) if text]

    return read


Long = Annotated[str, BeforeValidator(lambda value: clean(value, 2_000))]
_LISTED = WithJsonSchema({"type": "array", "items": {"type": "string"}})
Seconds = Annotated[float, BeforeValidator(_seconds)]
Lines = Annotated[list[str], BeforeValidator(_texts(8, 200)), _LISTED]
Names = Annotated[list[str], BeforeValidator(_texts(12, 80)), _LISTED]
Technique = Annotated[
    str,
    BeforeValidator(lambda value: clean(value, 40)),
    WithJsonSchema({"type": "string", "enum": list(get_args(TechniqueName))}),
]


class SceneAnswer(Answer):
    """A scene, as it was planned."""

    title: Short = ""
    seconds: Seconds = 0.0
    description: Long = ""
    notes: Long = ""
    text: Lines = Field(default_factory=list[str])
    technique: Technique = ""
    media: Names = Field(default_factory=list[str])


class DesignAnswer(Answer):
    """What is to look different; empty where it stays."""

    style: Short = ""
    theme: Short = ""
    background: Short = ""
    foreground: Short = ""
    accent: Short = ""
    display_font: Short = ""
    body_font: Short = ""


class PlanAnswer(Answer):
    """A plan; with `changed` false it is the one that was there."""

    changed: bool = True
    reply: Paragraph = ""
    title: Short = ""
    seconds: Annotated[float | None, BeforeValidator(lambda value: _seconds(value) or None)] = None
    design: DesignAnswer | None = None
    scenes: list[SceneAnswer] = Field(default_factory=list[SceneAnswer], max_length=MOST_SCENES)

    @model_validator(mode="after")
    def _has_scenes(self) -> Self:
        if self.changed and not FEWEST_SCENES <= len(self.scenes) <= MOST_SCENES:
            message = (
                f"A plan has {FEWEST_SCENES} to {MOST_SCENES} scenes; these are {len(self.scenes)}."
            )
            raise ValueError(message)
        return self


@cache
def plan_with(media: tuple[str, ...]) -> type[PlanAnswer]:
    """Give the answer whose scenes show only these files, and are made by what there is."""

    class Known(PlanAnswer):
        @model_validator(mode="after")
        def _knows(self) -> Self:
            for place, scene in enumerate(self.scenes):
                strange = [one for one in scene.media if one not in media]
                if strange:
                    message = f"scenes.{place}.media: there is no file “{strange[0]}”"
                    raise ValueError(message)
                if scene.technique not in get_args(TechniqueName):
                    message = f"scenes.{place}.technique: “{scene.technique}” is none of them"
                    raise ValueError(message)
            return self

    return Known


class FormAnswer(Answer):
    """What is to be asked back; mostly nothing."""

    questions: list[BriefQuestion] = Field(
        default_factory=list[BriefQuestion], max_length=_MOST_QUESTIONS
    )


class CheckAnswer(Answer):
    """One thing that was looked at."""

    name: Short = ""
    ok: bool = True
    message: Line = ""


class VerdictAnswer(Answer):
    """What somebody who has seen the pictures says."""

    score: Whole = 0
    checks: list[CheckAnswer] = Field(default_factory=list[CheckAnswer], max_length=12)
    summary: Paragraph = ""
    instructions: Paragraph = ""


def plan_of(answer: PlanAnswer, brief: Brief, before: AnimationPlan | None) -> AnimationPlan:
    """Give the plan that was answered, stretched to the length that is asked for (A3)."""
    seconds = brief.seconds if before is None else before.seconds
    if before is not None and answer.seconds:
        seconds = min(max(answer.seconds, _SHORTEST_FILM), _LONGEST_FILM)
    design = brief.design if before is None else changed_design(before.design, answer.design)
    title = answer.title or (before.title if before else "") or answer.scenes[0].title or "Untitled"
    return AnimationPlan(
        title=title,
        scenes=rescaled(tuple(map(_scene, answer.scenes)), seconds),
        seconds=seconds,
        fps=brief.fps if before is None else before.fps,
        design=design,
    )


def kept_but(before: AnimationPlan, after: AnimationPlan, only: Collection[int]) -> AnimationPlan:
    """Give a plan in which only these scenes are different (by number); all, if none is named."""
    if not only or len(after.scenes) != len(before.scenes):
        return after
    scenes = tuple(
        new if old.number in only else old
        for old, new in zip(before.scenes, after.scenes, strict=True)
    )
    return before.model_copy(update={"scenes": rescaled(scenes, before.seconds)})


def changed_design(design: Design, answer: DesignAnswer | None) -> Design:
    """Give a design with what was answered; what is no colour, font or style is left out."""
    if answer is None:
        return design
    style = _one_of(answer.style, get_args(StyleName)) or design.style
    theme = _one_of(answer.theme, THEMES) or ""
    colors = design.colors.model_dump()
    fonts: dict[str, str] = {"display_font": design.display_font, "body_font": design.body_font}
    if style != design.style or theme:
        colors, fonts = {}, {}
    for name in ("background", "foreground", "accent"):
        value = getattr(answer, name)
        if _is_color(value):
            colors[name] = value
    for name in ("display_font", "body_font"):
        value = _one_of(getattr(answer, name), get_args(FontName))
        if value:
            fonts[name] = value
    wishes = DesignWishes.model_validate({**colors, **fonts})
    made = design_of(cast("StyleName", style), cast("ThemeName", theme) if theme else None, wishes)
    kept = theme or (design.theme if style == design.style else made.theme)
    return made.model_copy(update={"theme": kept})


def _scene(answer: SceneAnswer) -> Scene:
    return Scene.model_validate(
        {
            "number": 1,
            "title": answer.title,
            "seconds": min(max(answer.seconds or 0.5, SHORTEST_SCENE), 30),
            "description": answer.description,
            "notes": answer.notes,
            "text": answer.text,
            "technique": answer.technique,
            "media": answer.media,
        }
    )


def _one_of(value: str, known: Collection[str]) -> str:
    return next((one for one in known if one.lower() == value.strip().lower()), "")


def _is_color(value: str) -> bool:
    return len(value) == 7 and value[0] == "#" and all(one in _HEX for one in value[1:])


_HEX: Sequence[str] = "0123456789abcdefABCDEF"
