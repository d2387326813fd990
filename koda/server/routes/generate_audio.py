"""The original's `POST /api/generate-music` and `/api/generate-speech`, by runs."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from koda.core.errors import PromptMissing
from koda.server.inputs import Koda
from koda.server.one_node import Call, run_one
from koda.server.routes.generate import MAX_ADDRESS, IdempotencyKey
from koda.services import Services

router = APIRouter(tags=["generate"])


class MusicBody(BaseModel):
    """What to play, in the original's names."""

    prompt: str = Field("", max_length=100_000)
    model: str = Field("auto", max_length=80)
    duration: float | None = None
    instrumental: bool | None = None
    guidanceScale: float | None = None  # noqa: N815
    seed: int | None = None
    canvasId: str | None = None  # noqa: N815
    nodeId: str | None = None  # noqa: N815


class SpokenLine(BaseModel):
    """What one voice says."""

    voice: str = Field("rachel", max_length=200)
    text: str = Field("", max_length=10_000)


class SpeechBody(BaseModel):
    """What to say, in the original's names; `audioUrl` is a voice to speak with."""

    text: str = Field("", max_length=100_000)
    model: str = Field("auto", max_length=80)
    voice: str | None = Field(None, max_length=200)
    speed: float | None = None
    stability: float | None = None
    language: str | None = Field(None, max_length=20)
    dialogueLines: list[SpokenLine] = Field([], max_length=100)  # noqa: N815
    audioUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    seed: int | None = None
    canvasId: str | None = None  # noqa: N815
    nodeId: str | None = None  # noqa: N815


class AudioMade(BaseModel):
    """What was made. `originalUrl` is the same: Koda keeps no address that will expire."""

    success: bool = True
    audioUrl: str  # noqa: N815
    originalUrl: str  # noqa: N815
    model: str
    run: str


@router.post("/generate-music")
async def generate_music(koda: Koda, body: MusicBody, key: IdempotencyKey = "") -> AudioMade:
    """Make music and answer when it is stored; a caller who leaves loses nothing."""
    if not body.prompt.strip():
        raise PromptMissing("The prompt is missing.", field="prompt")
    return await _sound(
        koda,
        Call(
            kind="music-generator",
            parameters={
                "prompt": body.prompt,
                "model": body.model,
                "duration": body.duration,
                "instrumental": body.instrumental,
                "cfg_scale": body.guidanceScale,
                "seed": body.seed,
            },
            canvas=body.canvasId,
            node=body.nodeId,
            key=key,
        ),
    )


@router.post("/generate-speech")
async def generate_speech(koda: Koda, body: SpeechBody, key: IdempotencyKey = "") -> AudioMade:
    """Speak a text and answer when it is stored; a caller who leaves loses nothing."""
    if not body.text.strip() and not body.dialogueLines:
        raise PromptMissing("The text is missing.", remedy="Send a `text`.", field="text")
    return await _sound(
        koda,
        Call(
            kind="speech",
            parameters={
                "prompt": body.text,
                "model": body.model,
                "voice": body.voice,
                "speed": body.speed,
                "stability": body.stability,
                "language": body.language,
                "dialogue": [line.model_dump() for line in body.dialogueLines] or None,
                "seed": body.seed,
            },
            media=[("audio", body.audioUrl)] if body.audioUrl else [],
            canvas=body.canvasId,
            node=body.nodeId,
            key=key,
        ),
    )


async def _sound(koda: Services, call: Call) -> AudioMade:
    made = await run_one(koda, call)
    return AudioMade(
        audioUrl=made.urls[0], originalUrl=made.urls[0], model=made.model, run=made.run
    )
