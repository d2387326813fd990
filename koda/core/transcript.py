"""What a step with a language model has thought and said, piece by piece."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

PartKind = Literal["reasoning", "text", "tool_call", "tool_result", "note", "event"]


class TranscriptPart(BaseModel):
    """A piece of a transcript.

    Attributes:
        number: Its place in the step, from 1, without gaps.
        name: The writing that it is of: `main`, `main/repair`, ….
        kind: `reasoning` and `text` are pieces of one text each, to be put together in order; the
            others are whole, and JSON, but for `note`, which is a sentence. An `event` is what the
            node itself tells, once under each name: an object whose `type` says what it is.
        at: Unix milliseconds.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    name: str
    kind: PartKind
    text: str
    at: int
