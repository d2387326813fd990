"""The original's `POST /api/generate-video` and `/api/generate-video-audio`, by runs."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from koda.core.errors import PromptMissing
from koda.server.inputs import Koda
from koda.server.one_node import Call, run_one
from koda.server.routes.generate import MAX_ADDRESS, IdempotencyKey
from koda.services import Services

router = APIRouter(tags=["generate"])

_MOST_REFERENCES = 9


class VideoBody(BaseModel):
    """What to film, in the original's names."""

    prompt: str = Field("", max_length=100_000)
    model: str = Field("auto", max_length=80)
    aspectRatio: str | None = None  # noqa: N815
    duration: float | None = None
    resolution: str | None = None
    generateAudio: bool | None = None  # noqa: N815
    referenceUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    firstFrameUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    lastFrameUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    referenceUrls: list[str] = Field([], max_length=_MOST_REFERENCES)  # noqa: N815
    videoUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    audioUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    seed: int | None = None
    canvasId: str | None = None  # noqa: N815
    nodeId: str | None = None  # noqa: N815


class VideoAudioBody(BaseModel):
    """A film, and what is to be heard in it; `audioUrl` for models that move lips to a sound."""

    videoUrl: str = Field("", max_length=MAX_ADDRESS)  # noqa: N815
    prompt: str = Field("", max_length=100_000)
    model: str = Field("auto", max_length=80)
    audioUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    duration: float | None = None
    cfgStrength: float | None = None  # noqa: N815
    negativePrompt: str | None = None  # noqa: N815
    syncMode: str | None = None  # noqa: N815
    seed: int | None = None
    canvasId: str | None = None  # noqa: N815
    nodeId: str | None = None  # noqa: N815


class VideoMade(BaseModel):
    """What was made. `originalUrl` is the same: Koda keeps no address that will expire."""

    success: bool = True
    videoUrl: str  # noqa: N815
    originalUrl: str  # noqa: N815
    model: str
    run: str


@router.post("/generate-video")
async def generate_video(koda: Koda, body: VideoBody, key: IdempotencyKey = "") -> VideoMade:
    """Make a film and answer when it is stored; a caller who leaves loses nothing."""
    media = _media(koda, body)
    if not body.prompt.strip() and not media:
        raise PromptMissing("The prompt is missing, and so is a picture.", field="prompt")
    return await _film(
        koda,
        Call(
            kind="video-generator",
            parameters={
                "prompt": body.prompt,
                "model": body.model,
                "aspect_ratio": body.aspectRatio,
                "duration": body.duration,
                "resolution": body.resolution,
                "generate_audio": body.generateAudio,
                "seed": body.seed,
            },
            media=media,
            canvas=body.canvasId,
            node=body.nodeId,
            key=key,
        ),
    )


@router.post("/generate-video-audio")
async def generate_video_audio(
    koda: Koda, body: VideoAudioBody, key: IdempotencyKey = ""
) -> VideoMade:
    """Give a film sound and answer when it is stored; a caller who leaves loses nothing."""
    if not body.videoUrl:
        raise PromptMissing("The film is missing.", remedy="Send a `videoUrl`.", field="videoUrl")
    media = [("video", body.videoUrl)]
    if body.audioUrl:
        media.append(("audio", body.audioUrl))
    return await _film(
        koda,
        Call(
            kind="video-audio",
            parameters={
                "prompt": body.prompt,
                "model": body.model,
                "duration": body.duration,
                "cfg_scale": body.cfgStrength,
                "negative_prompt": body.negativePrompt,
                "sync_mode": body.syncMode,
                "seed": body.seed,
            },
            media=media,
            canvas=body.canvasId,
            node=body.nodeId,
            key=key,
        ),
    )


async def _film(koda: Services, call: Call) -> VideoMade:
    made = await run_one(koda, call)
    return VideoMade(
        videoUrl=made.urls[0], originalUrl=made.urls[0], model=made.model, run=made.run
    )


def _media(koda: Services, body: VideoBody) -> list[tuple[str, str]]:
    """Give what goes in by input. The original's single picture is the first frame of most models.

    A frame that is missing is the single picture, too, where the model needs it.
    """
    offer = koda.models.offers.get(body.model)
    slots = offer.card.inputs if offer else {}
    single = body.referenceUrl
    is_frame = single and not body.firstFrameUrl and ("first_frame" in slots or not slots)
    needs_last = "last_frame" in slots and slots["last_frame"].least > 0
    first = body.firstFrameUrl or (single if is_frame else None)
    found = [
        ("first_frame", first),
        ("last_frame", body.lastFrameUrl or (single if needs_last else None)),
        ("reference", None if is_frame or needs_last else single),
        *(("reference", one) for one in body.referenceUrls),
        ("video", body.videoUrl),
        ("audio", body.audioUrl),
    ]
    return [(name, address) for name, address in found if address]
