"""The original's `POST /api/generate`: pictures from a prompt, by a run like any other."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field

from koda.core.errors import PromptMissing
from koda.server.inputs import Koda
from koda.server.one_node import Call, run_one

router = APIRouter(tags=["generate"])

IdempotencyKey = Annotated[str, Header(alias="idempotency-key", max_length=80)]
"""The same key again gives the same results, and nothing is made twice."""

MAX_ADDRESS = 30_000_000
"""Characters of an address: a `data:` address holds the file itself."""

_MOST_REFERENCES = 14


class GenerateBody(BaseModel):
    """What to make, in the original's names."""

    prompt: str = Field("", max_length=100_000)
    model: str = Field("auto", max_length=80)
    aspectRatio: str | None = None  # noqa: N815
    imageSize: str | None = None  # noqa: N815
    resolution: str | None = None
    imageCount: int = 1  # noqa: N815
    referenceUrl: str | None = Field(None, max_length=MAX_ADDRESS)  # noqa: N815
    referenceUrls: list[str] = Field([], max_length=_MOST_REFERENCES)  # noqa: N815
    style: str | None = None
    magicPrompt: bool | None = None  # noqa: N815
    cfgScale: float | None = None  # noqa: N815
    steps: int | None = None
    strength: float | None = None
    seed: int | None = None
    canvasId: str | None = None  # noqa: N815
    nodeId: str | None = None  # noqa: N815


class Generated(BaseModel):
    """What was made. `originalUrls` are the same: Koda keeps no address that will expire."""

    success: bool = True
    imageUrl: str  # noqa: N815
    imageUrls: list[str]  # noqa: N815
    originalUrls: list[str]  # noqa: N815
    model: str
    run: str


@router.post("/generate")
async def generate(koda: Koda, body: GenerateBody, key: IdempotencyKey = "") -> Generated:
    """Make pictures and answer when they are stored; a caller who leaves loses nothing.

    The same `Idempotency-Key` again gives the same pictures.
    """
    if not body.prompt.strip():
        raise PromptMissing("The prompt is missing.", field="prompt")
    addresses = [one for one in (body.referenceUrl, *body.referenceUrls) if one]
    made = await run_one(
        koda,
        Call(
            kind="image-generator",
            parameters={
                "prompt": body.prompt,
                "model": body.model,
                "aspect_ratio": body.aspectRatio,
                "image_size": body.imageSize,
                "resolution": body.resolution,
                "image_count": min(max(body.imageCount, 1), 4),
                "style": body.style,
                "magic_prompt": body.magicPrompt,
                "cfg_scale": body.cfgScale,
                "steps": body.steps,
                "strength": body.strength,
                "seed": body.seed,
            },
            media=[("reference", one) for one in addresses],
            canvas=body.canvasId,
            node=body.nodeId,
            key=key,
        ),
    )
    urls = list(made.urls)
    return Generated(
        imageUrl=urls[0], imageUrls=urls, originalUrls=urls, model=made.model, run=made.run
    )
