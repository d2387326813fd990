"""What a step with a language model has thought and said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from koda.core.transcript import TranscriptPart
from koda.server.inputs import Koda, RunPath, StepPath

router = APIRouter(tags=["runs"])


class TranscriptAnswer(BaseModel):
    """Pieces in order; `ended`: there will be no more. New ones come over the event stream."""

    parts: list[TranscriptPart]
    ended: bool


@router.get("/runs/{run}/steps/{step}/transcript")
async def get_transcript(
    koda: Koda, run: RunPath, step: StepPath, after: Annotated[int, Query(ge=0, le=10**9)] = 0
) -> TranscriptAnswer:
    """Give the pieces after a number."""
    parts, ended = await koda.transcripts.read(run, step, after)
    return TranscriptAnswer(parts=parts, ended=ended)
