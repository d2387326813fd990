"""What a model answers with for a storyboard: strict in its schema, patient with what comes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator

MOST_SCENES = 12
MOST_REFERENCES = 8
_FIRST_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
# All but tab and line feed: nothing that a prompt needs, and some of it hides words from people.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def clean(value: object, most: int) -> str:
    """Give what came as text: lists joined, controls taken out, cut at a word if it is too long."""
    if isinstance(value, list):
        found = cast("list[object]", value)
        value = ", ".join(clean(one, most) for one in found[:50] if one)
    if value is None or isinstance(value, bool | dict):
        return ""
    text = _CONTROLS.sub("", str(value)[: most * 2]).strip()
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(None, 1)[0]}…"


def whole(value: object) -> int:
    """Give what came as a whole number from 0: `4`, `4.0`, `"4 s"`; 0 for anything else."""
    if isinstance(value, str):
        match = _FIRST_NUMBER.search(value)
        value = float(match[0].replace(",", ".")) if match else 0
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0
    return min(max(round(value), 0), 1_000_000)


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        value = value.split(",")
    found = cast("list[object]", value) if isinstance(value, list) else []
    return [text for text in (clean(one, 120) for one in found[:MOST_REFERENCES]) if text]


def _up_to(most: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        return clean(value, most)

    return read


Whole = Annotated[int, BeforeValidator(whole)]
Short = Annotated[str, BeforeValidator(_up_to(120))]
Line = Annotated[str, BeforeValidator(_up_to(400))]
Paragraph = Annotated[str, BeforeValidator(_up_to(1_500))]
Prompt = Annotated[str, BeforeValidator(_up_to(8_000))]
Keys = Annotated[
    list[str],
    BeforeValidator(_words),
    WithJsonSchema({"type": "array", "items": {"type": "string"}}),
]


def _closed(schema: dict[str, Any]) -> None:
    """Say what native structured output asks for: every field is there, and no other."""
    schema["additionalProperties"] = False
    fields = schema["properties"]
    if "keep" in fields:  # decided before anything else is written
        fields = {"keep": fields["keep"], **fields}
    schema["properties"] = fields
    schema["required"] = list(fields)
    for one in fields.values():
        one.pop("title", None)
        one.pop("default", None)


class Answer(BaseModel):
    """The base of what a model writes: fields that are missing are empty, more are left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra=_closed)


class IdentityAnswer(Answer):
    """What a reference shows, described once."""

    reference: Short = ""
    role: Short = ""
    identity: Paragraph = ""


class SceneAnswer(Answer):
    """One scene, as it was written."""

    number: Whole = 0
    title: Short = ""
    description: Paragraph = ""
    prompt: Prompt = ""
    camera: Line = ""
    mood: Short = ""
    transition: Paragraph = ""
    motion: Paragraph = ""
    negative_prompt: Line = ""
    audio: Line = ""
    duration: Whole = 0
    references: Keys = []


class RefinedScene(SceneAnswer):
    """A scene of the next draft: written anew, or kept. `keep` is its number in the draft."""

    keep: Whole = 0


class BoardAnswer(Answer):
    """A new storyboard."""

    identities: list[IdentityAnswer] = []
    scenes: list[SceneAnswer]
    summary: Paragraph = ""

    @model_validator(mode="after")
    def _whole_scenes(self) -> Self:
        for place, scene in enumerate(self.scenes, 1):
            if not scene.prompt:
                message = f"Scene {place} has no prompt."
                raise ValueError(message)
        return self


class RefinedAnswer(Answer):
    """The next draft of a storyboard."""

    identities: list[IdentityAnswer] = []
    scenes: list[RefinedScene]
    summary: Paragraph = ""


@cache
def board_of(count: int) -> type[BoardAnswer]:
    """Give the answer that has exactly so many scenes."""

    class Counted(BoardAnswer):
        @model_validator(mode="after")
        def _counted(self) -> Self:
            if len(self.scenes) != count:
                message = f"Exactly {count} scenes are asked for; these are {len(self.scenes)}."
                raise ValueError(message)
            return self

    return Counted


@cache
def refined_of(drafted: int) -> type[RefinedAnswer]:
    """Give the answer that changes a draft of so many scenes."""

    class Refined(RefinedAnswer):
        @model_validator(mode="after")
        def _whole_scenes(self) -> Self:
            if not 1 <= len(self.scenes) <= MOST_SCENES:
                message = (
                    f"A storyboard has 1 to {MOST_SCENES} scenes; these are {len(self.scenes)}."
                )
                raise ValueError(message)
            for place, scene in enumerate(self.scenes, 1):
                if not scene.prompt and not 1 <= scene.keep <= drafted:
                    message = f"Scene {place} has neither a prompt nor a scene that it keeps."
                    raise ValueError(message)
            return self

    return Refined
