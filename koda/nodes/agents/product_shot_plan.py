"""A plan of product shots: what a model answers with, what the node gives, what a chat changes."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema, model_validator

from koda.nodes.agents.storyboard_answer import Answer, Line, Paragraph, Prompt, Short, Whole

MOST_SHOTS = 12


class ShotAnswer(Answer):
    """One shot, as it was written."""

    number: Whole = 0
    angle: Short = ""
    description: Paragraph = ""
    camera: Line = ""
    composition: Line = ""
    prompt: Prompt = ""


class ShotsAnswer(Answer):
    """A plan. `identity` is what every prompt repeats."""

    identity: Paragraph = ""
    shots: list[ShotAnswer]
    summary: Paragraph = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.identity:
            message = "The identity is missing."
            raise ValueError(message)
        for place, shot in enumerate(self.shots, 1):
            if not shot.prompt or not shot.angle:
                message = f"Shot {place} has no {'angle' if shot.prompt else 'prompt'}."
                raise ValueError(message)
        return self


@cache
def shots_of(least: int, most: int) -> type[ShotsAnswer]:
    """Give the answer that has so many shots."""

    class Counted(ShotsAnswer):
        @model_validator(mode="after")
        def _counted(self) -> Self:
            if not least <= len(self.shots) <= most:
                asked = str(least) if least == most else f"{least} to {most}"
                message = f"{asked} shots are asked for; these are {len(self.shots)}."
                raise ValueError(message)
            return self

    return Counted


class Shot(BaseModel):
    """One shot of a plan; its number is its place, from 1 on."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: Whole = 0
    angle: Short = ""
    description: Paragraph = ""
    prompt: Prompt = ""
    camera: Line = ""
    composition: Line = ""


class Shots(BaseModel):
    """A plan, as the node gives it.

    Attributes:
        reply_to: The chat turn that it answers; empty for the first.
        written_by: The model's id; `offline/rules` when none wrote it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    shots: Annotated[list[Shot], Field(max_length=MOST_SHOTS)] = []
    summary: Paragraph = ""
    reply_to: Short = ""
    written_by: Short = ""


class ShotTurn(BaseModel):
    """Something that was said in the chat; only the newest turn has the plan it is about."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Short = ""
    text: str = Field("", max_length=4_000)
    draft: Shots | None = None


ShotTalk = Annotated[
    tuple[ShotTurn, ...],
    WithJsonSchema({"type": "array", "items": {"type": "object"}}),  # nobody edits it by a form
]


def plan_of(answer: ShotsAnswer, reply_to: str, written_by: str) -> Shots:
    """Make the plan of an answer: numbered in order, the product's identity in every prompt."""
    identity = " ".join(answer.identity.split()).rstrip(".")
    shots = [
        Shot(
            number=place,
            angle=one.angle,
            description=one.description,
            prompt=_with_identity(one.prompt, identity),
            camera=one.camera,
            composition=one.composition,
        )
        for place, one in enumerate(answer.shots, 1)
    ]
    return Shots(shots=shots, summary=answer.summary, reply_to=reply_to, written_by=written_by)


def drafted(draft: Shots) -> list[JsonValue]:
    """Give a draft as data, numbered in order; what has no prompt is no shot."""
    shots = [shot for shot in draft.shots if shot.prompt]
    return [
        {**shot.model_dump(mode="json"), "number": place} for place, shot in enumerate(shots, 1)
    ]


def _with_identity(prompt: str, identity: str) -> str:
    text = " ".join(prompt.split())
    if identity.casefold() in text.casefold():
        return text
    return f"{identity}. {text}"
