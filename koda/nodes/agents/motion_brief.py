"""What is asked about a film: the parameters, and everything that goes to the model as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema

from koda.media.motion_facts import Look, Measured
from koda.nodes.agents.motion_answer import Draft
from koda.nodes.agents.prompts import prompt_of
from koda.nodes.agents.storyboard_answer import Short
from koda.nodes.declare import Parameters, parameter

MOST_SECONDS = 20
_MOST_TURNS = 50
_HISTORY = 6
_MILLISECOND = 0.001


class Turn(BaseModel):
    """Something that was said in the chat; only the newest turn has the analysis it is about."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Short = ""
    text: str = Field("", max_length=4_000)
    draft: Draft | None = None


Talk = Annotated[
    tuple[Turn, ...],
    WithJsonSchema({"type": "array", "items": {"type": "object"}}),  # nobody edits it by a form
]


class MotionParameters(Parameters):
    """The film, which part of it, and what the prompt is for."""

    video: str | None = parameter(None, "asset", "Film", max_length=80)
    start: float | None = parameter(
        None,
        "number",
        "Start",
        group="Part",
        unit="s",
        ge=0,
        le=36_000,
        multiple_of=_MILLISECOND,
    )
    end: float | None = parameter(
        None,
        "number",
        "End",
        group="Part",
        unit="s",
        ge=0,
        le=36_000,
        multiple_of=_MILLISECOND,
        description=f"At most {MOST_SECONDS} seconds after the start. Empty is the film's end.",
    )
    focus: str = parameter(
        "",
        "text",
        "Look for",
        shared_text=True,
        max_length=2_000,
        description="What matters to you in it.",
    )
    medium: Literal["image", "video"] = parameter(
        "video",
        "choice",
        "Prompt for",
        labels={"image": "A picture", "video": "A film"},
    )
    talk: Talk = parameter((), "hidden", "Chat", max_length=_MOST_TURNS)

    @property
    def turn(self) -> Turn | None:
        """The chat turn that is to be answered; none for a first analysis."""
        return self.talk[-1] if self.talk and self.talk[-1].text.strip() else None

    @property
    def draft(self) -> Draft | None:
        """The analysis that the turn changes; none when a new one is to be written."""
        draft = self.turn.draft if self.turn else None
        return draft if draft is not None and draft.scenes else None


def facts_of(asked: MotionParameters, measured: Measured) -> dict[str, JsonValue]:
    """Give everything that was asked and measured, as data."""
    facts: dict[str, JsonValue] = {
        "medium": asked.medium,
        "focus": asked.focus.strip(),
        "measured": _told(measured),
    }
    if asked.turn is None:
        return facts
    earlier: list[JsonValue] = [one.text for one in asked.talk[:-1] if one.text.strip()]
    facts |= {"wish": asked.turn.text, "earlier_wishes": earlier[-_HISTORY:]}
    if asked.draft is not None:
        facts["draft"] = asked.draft.model_dump(mode="json")
    return facts


def prompt_names(asked: MotionParameters) -> list[str]:
    """Give the prompt files that are used."""
    return ["motion", *(["motion-refine"] if asked.draft else [])]


def system_of(asked: MotionParameters) -> str:
    """Give what the model is told about its task."""
    return "\n\n".join(prompt_of(name).system for name in prompt_names(asked))


def _told(measured: Measured) -> JsonValue:
    """Give the measurements as a model reads them: fewer numbers, the same times."""
    return {
        "start": measured.start,
        "end": measured.end,
        "width": measured.width,
        "height": measured.height,
        "fps": measured.fps,
        "hard_cuts": list(measured.cuts),
        "dissolves_and_fades": [one.model_dump(mode="json") for one in measured.gradual],
        "look": _seen(measured.look),
        "shots": [
            {
                "number": shot.number,
                "start": shot.start,
                "end": shot.end,
                "camera": shot.camera,
                "energy": shot.energy,
                "moves_by_itself": shot.subject,
                "look": _seen(shot.look),
            }
            for shot in measured.shots
        ],
    }


def _seen(look: Look) -> JsonValue:
    return {
        "brightness": look.brightness,
        "saturation": look.saturation,
        "contrast": look.contrast,
        "palette": [one.model_dump(mode="json") for one in look.palette],
    }
