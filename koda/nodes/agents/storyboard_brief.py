"""The brief of a storyboard: what goes to the model, as data, and to the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema

from koda.core.values import MediaValue
from koda.nodes.agents.prompts import data_block, prompt_of
from koda.nodes.agents.storyboard_answer import MOST_REFERENCES, Short, clean
from koda.nodes.agents.storyboard_board import Board, Reference
from koda.nodes.declare import Parameters, parameter
from koda.nodes.tooling import Ratio
from koda.runs.kind import NodeInputs

REFERENCE = "reference"
_MOST_TURNS = 50
_HISTORY = 6
_FAMILIES = {"veo": "storyboard-veo", "kling": "storyboard-kling"}
_ROLES = {"": "subject", "face": "character", "object": "prop", "background": "environment"}

Style = Literal[
    "cinematic",
    "photorealistic",
    "commercial",
    "documentary",
    "vintage",
    "noir",
    "minimal",
    "anime",
    "illustrated",
    "animated-3d",
]


class Turn(BaseModel):
    """Something that was said in the chat; only the newest turn has the board it is about."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Short = ""
    text: str = Field("", max_length=4_000)
    draft: Board | None = None


Talk = Annotated[
    tuple[Turn, ...],
    WithJsonSchema({"type": "array", "items": {"type": "object"}}),  # nobody edits it by a form
]


class StoryboardParameters(Parameters):
    """What the film is about, and how it is told."""

    product: str = parameter(
        "",
        "text",
        "Product",
        shared_text=True,
        max_length=2_000,
        description="What the film is about; carried word for word into every scene.",
    )
    character: str = parameter(
        "",
        "text",
        "Character",
        shared_text=True,
        max_length=2_000,
        description="Who appears; carried word for word into every scene.",
    )
    concept: str = parameter(
        "", "text", "Concept", shared_text=True, max_length=8_000, description="What happens."
    )
    scene_count: Literal[4, 5, 6, 8] = parameter(4, "choice", "Scenes", group="Story")
    style: Style = parameter(
        "cinematic", "choice", "Style", group="Story", labels={"animated-3d": "3D animation"}
    )
    mode: Literal["transition", "single-shot"] = parameter(
        "transition",
        "choice",
        "Films",
        group="Story",
        labels={"transition": "From scene to scene", "single-shot": "One for each scene"},
        description="Films that lead from each picture to the next, or that begin with a picture.",
    )
    video_family: Literal["auto", "veo", "kling"] = parameter(
        "auto",
        "choice",
        "Video model",
        group="Story",
        labels={"auto": "Auto", "veo": "Veo", "kling": "Kling"},
        description="The scenes are written for the strengths and lengths of this family.",
    )
    aspect_ratio: Ratio = parameter("16:9", "ratio", "Ratio", group="Story")
    reference: tuple[Annotated[str, Field(max_length=80)], ...] = parameter(
        (), "hidden", "References", max_length=MOST_REFERENCES
    )
    making: Literal["board", "concept"] = parameter("board", "hidden", "Making")
    surroundings: str = parameter(
        "", "hidden", "Surroundings", max_length=4_000, description="What lies around the node."
    )
    talk: Talk = parameter((), "hidden", "Chat", max_length=_MOST_TURNS)

    @property
    def turn(self) -> Turn | None:
        """The chat turn that is to be answered; none for a first draft."""
        return self.talk[-1] if self.talk and self.talk[-1].text.strip() else None

    @property
    def draft(self) -> Board | None:
        """The board that the turn changes; none when a new one is to be written."""
        draft = self.turn.draft if self.turn else None
        return draft if draft is not None and draft.scenes else None


@dataclass(frozen=True, slots=True)
class Brief:
    """One thing to write: what was asked for, and the pictures that have arrived."""

    parameters: StoryboardParameters
    references: Sequence[Reference]

    @property
    def facts(self) -> dict[str, JsonValue]:
        """Everything that was wished for, as data."""
        asked = self.parameters
        facts: dict[str, JsonValue] = {
            "product": asked.product,
            "character": asked.character,
            "concept": asked.concept,
            "style": asked.style,
            "mode": asked.mode,
            "video_family": asked.video_family,
            "aspect_ratio": asked.aspect_ratio,
            "references": [one.said for one in self.references],
        }
        if asked.making == "concept":
            return {**facts, "surroundings": asked.surroundings}
        if asked.turn is None:
            return {**facts, "scene_count": asked.scene_count}
        earlier: list[JsonValue] = [one.text for one in asked.talk[:-1] if one.text.strip()]
        said = {**facts, "wish": asked.turn.text, "earlier_wishes": earlier[-_HISTORY:]}
        if asked.draft is None:
            return {**said, "scene_count": asked.scene_count}
        return {**said, "draft": self._drafted(asked.draft)}

    def _drafted(self, draft: Board) -> JsonValue:
        """Give the draft in the model's own words: references by their keys."""
        keys = {one.label: one.key for one in self.references}
        scenes: list[JsonValue] = [
            {
                **scene.model_dump(mode="json"),
                "number": place,
                "references": [keys[label] for label in scene.references if label in keys],
            }
            for place, scene in enumerate(draft.scenes, 1)
        ]
        identities: list[JsonValue] = [
            {"reference": keys[one.label], "role": one.role, "identity": one.identity}
            for one in draft.identities
            if one.label in keys
        ]
        return {"identities": identities, "scenes": scenes, "summary": draft.summary}

    @property
    def words(self) -> str:
        """The user's message: the wishes as data, and what is to be done."""
        ask = (
            "Write the concept."
            if self.parameters.making == "concept"
            else "Write the storyboard."
            if self.parameters.draft is None
            else "Write the next draft of the storyboard."
        )
        return f"{data_block('wishes', self.facts)}\n\n{ask}"


def brief_of(inputs: NodeInputs) -> Brief:
    """Read the brief of a step."""
    return Brief(inputs.parameters, references_of(inputs))


def references_of(inputs: NodeInputs) -> list[Reference]:
    """Name the pictures that have arrived, so that no two are called the same."""
    found: list[Reference] = []
    taken: set[str] = set()
    for place, picture in enumerate(inputs.media(REFERENCE), 1):
        said = inputs.label(REFERENCE, picture)
        label = _free(clean(said.name, 80) or f"Reference {place}", taken)
        taken.add(label)
        role = _ROLES.get(said.use, clean(said.use, 40))
        found.append(Reference(f"r{place}", label, role, picture.asset))
    return found


def pictures_of(inputs: NodeInputs) -> list[MediaValue]:
    """Give the pictures, in the order of the references."""
    return inputs.media(REFERENCE)


def caption_of(reference: Reference) -> str:
    """Say what a picture is, as data."""
    return f"Reference picture {reference.key}:\n{data_block('reference', reference.said)}"


def prompt_names(parameters: StoryboardParameters) -> list[str]:
    """Name the prompt files that a brief is written by."""
    if parameters.making == "concept":
        return ["concept"]
    family = _FAMILIES.get(parameters.video_family)
    return [
        "storyboard",
        *(["storyboard-refine"] if parameters.draft else []),
        *([family] if family else []),
    ]


def system_of(parameters: StoryboardParameters) -> str:
    """Give the whole system prompt; nothing in it was typed by anybody."""
    return "\n\n".join(prompt_of(name).system for name in prompt_names(parameters))


def _free(label: str, taken: set[str]) -> str:
    free, number = label, 1
    while free in taken:
        number += 1
        free = f"{label} {number}"
    return free
