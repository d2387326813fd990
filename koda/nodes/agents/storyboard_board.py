"""The board: what an answer, the draft before it and the references come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from koda.nodes.agents.storyboard_answer import (
    MOST_SCENES,
    BoardAnswer,
    Line,
    Paragraph,
    Prompt,
    RefinedAnswer,
    RefinedScene,
    SceneAnswer,
    Short,
    Whole,
)

Labels = Annotated[list[Short], Field(max_length=50)]

_VEO = (4, 6, 8)
_SHORTEST, _LONGEST = 3, 15
_USUAL = {"transition": 4, "single-shot": 8}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Scene(_Part):
    """One scene of a board; `references` are labels, `duration` is in seconds."""

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
    references: Labels = []


class Identity(_Part):
    """What a reference shows. `reference` is its asset."""

    reference: Short = ""
    label: Short = ""
    role: Short = ""
    identity: Paragraph = ""


class Board(_Part):
    """A storyboard, as the node gives it and as the page shows it.

    Attributes:
        reply_to: The chat turn that it answers; empty for the first draft.
        written_by: The model's id; `offline/rules` when none wrote it.
    """

    mode: Short = ""
    style: Short = ""
    aspect_ratio: Short = ""
    video_family: Short = ""
    product: Prompt = ""
    character: Prompt = ""
    summary: Paragraph = ""
    reply_to: Short = ""
    scenes: Annotated[list[Scene], Field(max_length=MOST_SCENES)] = []
    identities: Annotated[list[Identity], Field(max_length=50)] = []
    written_by: Short = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture that the scenes may show.

    Attributes:
        key: What the model calls it: `r1`, `r2`, ….
        label: What the person calls it; no two are called the same.
        role: What it is for.
        asset: The picture.
    """

    key: str
    label: str
    role: str
    asset: str

    @property
    def said(self) -> dict[str, JsonValue]:
        """What the model is told of it."""
        return {"key": self.key, "label": self.label, "role": self.role}


def scenes_of(
    answer: BoardAnswer | RefinedAnswer,
    draft: Board | None,
    references: Sequence[Reference],
    mode: str,
    family: str,
) -> list[Scene]:
    """Give the scenes of an answer: numbered, kept ones from the draft, each fit for its video."""
    labels = {one.key: one.label for one in references}
    scenes = [_scene(one, draft, labels, mode, family) for one in answer.scenes]
    numbered = [one.model_copy(update={"number": place}) for place, one in enumerate(scenes, 1)]
    if numbered:  # nothing comes after the last one
        numbered[-1] = numbered[-1].model_copy(update={"transition": ""})
    return numbered


def _scene(
    answer: SceneAnswer, draft: Board | None, labels: Mapping[str, str], mode: str, family: str
) -> Scene:
    if isinstance(answer, RefinedScene) and draft is not None and not answer.prompt:
        return draft.scenes[answer.keep - 1]
    shown = (labels.get(one, one) for one in answer.references)
    known = set(labels.values())
    return Scene.model_validate(
        {
            **answer.model_dump(exclude={"keep"}),
            "references": list(dict.fromkeys(one for one in shown if one in known)),
            "transition": answer.transition if mode == "transition" else "",
            "motion": answer.motion if mode == "single-shot" else "",
            "duration": lasting(answer.duration, mode, family),
        }
    )


def lasting(seconds: int, mode: str, family: str) -> int:
    """Give a duration that the video family can make, the nearest to what was written."""
    wanted = seconds or _USUAL.get(mode, _USUAL["transition"])
    if family == "veo":
        return min(_VEO, key=lambda one: (abs(one - wanted), one))
    return min(max(wanted, _SHORTEST), _LONGEST)


def identities_of(
    answer: BoardAnswer | RefinedAnswer, draft: Board | None, references: Sequence[Reference]
) -> list[Identity]:
    """Give what each reference shows, in their order; what the answer leaves out is the draft's."""
    written = {one.reference: one.identity for one in answer.identities}
    before = {one.label: one.identity for one in draft.identities} if draft else {}
    return [
        Identity(
            reference=one.asset,
            label=one.label,
            role=one.role,
            identity=written.get(one.key) or written.get(one.label) or before.get(one.label, ""),
        )
        for one in references
    ]
