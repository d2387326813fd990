"""What an animation is to be: the wishes of a person, and the media that came with them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from koda.animation.plan import Design, EngineName, TechniqueName
from koda.animation.project import ProjectMedia

MOST_IMAGES, MOST_VIDEOS, MOST_TRACKS = 8, 4, 4
LONGEST_VIDEO = 10.0
"""Seconds of a film that is shown in an animation."""

Approval = Literal["ask", "auto"]
Frames = Literal[24, 30, 60]


class Said(BaseModel):
    """What a person answered to a question of the brief."""

    model_config = ConfigDict(frozen=True)

    question: str
    answer: str


class Brief(BaseModel):
    """Everything that planner and coder work from.

    Attributes:
        prompt: The person's words, with those of connected texts.
        techniques: The recipes that are wished for; none: the planner chooses.
        said: What was asked back, and answered.
    """

    model_config = ConfigDict(frozen=True)

    prompt: Annotated[str, Field(max_length=20_000)]
    engine: EngineName
    design: Design
    seconds: Annotated[float, Field(ge=3, le=30)]
    fps: Frames
    width: int
    height: int
    techniques: tuple[TechniqueName, ...] = ()
    media: tuple[ProjectMedia, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def shown(self) -> tuple[ProjectMedia, ...]:
        """The media that are seen: pictures, films and the logo."""
        return tuple(one for one in self.media if one.role != "track")

    @property
    def tracks(self) -> tuple[str, ...]:
        """The names of the sounds that are mixed in."""
        return tuple(one.name for one in self.media if one.role == "track")
