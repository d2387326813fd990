"""What a model answers with for a film: strict in its schema, patient with what comes."""

from __future__ import annotations

import math
import re
from typing import Annotated, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from koda.nodes.agents.storyboard_answer import (
    Answer,
    Line,
    Paragraph,
    Prompt,
    Short,
    Whole,
    clean,
)

MOST_SCENES = 40
_MOST_WORDS = 12
_MOST_PROMPTS = 6
_CATEGORIES = (
    "camera",
    "transition",
    "animation",
    "typography",
    "compositing",
    "timing",
    "color",
    "3d",
)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,5}(?:\.\d{1,6})?)")
_HEX = re.compile(r"#[0-9a-f]{6}")


def seconds(value: object) -> float:
    """Give what came as seconds: `3`, `"3.2 s"`, `"0:03.2"`; 0 for anything else."""
    if isinstance(value, str):
        match = _CLOCK.search(value)
        value = 60 * int(match[1] or 0) + float(match[2]) if match else 0
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return round(min(max(float(value), 0.0), 36_000.0), 3)


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        value = value.split(",")
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [text for text in (clean(one, 160) for one in found[:_MOST_WORDS]) if text]


def _colors(value: object) -> list[str]:
    return [one for one in (word.lower() for word in _words(value)) if _HEX.fullmatch(one)]


def _category(value: object) -> str:
    word = clean(value, 40).lower()
    return word if word in _CATEGORIES else "animation"


Seconds = Annotated[float, BeforeValidator(seconds), WithJsonSchema({"type": "number"})]
Words = Annotated[
    list[str],
    BeforeValidator(_words),
    WithJsonSchema({"type": "array", "items": {"type": "string"}}),
]
Colors = Annotated[
    list[str],
    BeforeValidator(_colors),
    WithJsonSchema({"type": "array", "items": {"type": "string"}}),
]
Category = Annotated[
    str,
    BeforeValidator(_category),
    WithJsonSchema({"type": "string", "enum": list(_CATEGORIES)}),
]


class Scene(Answer):
    """One shot, as it was described; times in seconds of the film."""

    number: Whole = 0
    start: Seconds = 0.0
    end: Seconds = 0.0
    description: Paragraph = ""
    camera: Line = ""
    effects: Words = Field(default=[])
    mood: Line = ""
    colors: Colors = Field(default=[])


class Effect(Answer):
    """Something that was done to the picture, at a moment."""

    name: Short = ""
    category: Category = "animation"
    start: Seconds = 0.0
    duration: Seconds = 0.0
    description: Paragraph = ""


class WrittenPrompt(Answer):
    """A prompt that makes something like the film."""

    title: Short = ""
    prompt: Prompt = ""
    negative_prompt: Line = ""


class MotionAnswer(Answer):
    """An analysis as a model writes it, in the order in which it is shown."""

    scenes: list[Scene] = Field(default=[], max_length=4 * MOST_SCENES)
    effects: list[Effect] = Field(default=[], max_length=200)
    camera_movements: Words = Field(default=[])
    transitions: Words = Field(default=[])
    pacing: Paragraph = ""
    style: Paragraph = ""
    summary: Paragraph = ""
    prompts: list[WrittenPrompt] = Field(default=[], max_length=4 * _MOST_PROMPTS)


class Usable(MotionAnswer):
    """An answer that can be used: it has a scene, and a prompt."""

    scenes: list[Scene] = Field(min_length=1, max_length=4 * MOST_SCENES)
    prompts: list[WrittenPrompt] = Field(min_length=1, max_length=4 * _MOST_PROMPTS)


class Draft(BaseModel):
    """An earlier analysis, as a chat turn holds it; what was measured is measured again."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    scenes: list[Scene] = Field(default=[], max_length=4 * MOST_SCENES)
    effects: list[Effect] = Field(default=[], max_length=200)
    camera_movements: Words = Field(default=[])
    transitions: Words = Field(default=[])
    pacing: Paragraph = ""
    style: Paragraph = ""
    summary: Paragraph = ""
    prompts: list[WrittenPrompt] = Field(default=[], max_length=4 * _MOST_PROMPTS)
