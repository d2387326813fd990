"""What voices sound like."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from koda.server.inputs import Koda

router = APIRouter(tags=["catalog"])

_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
_A_DAY = "private, max-age=86400"


@router.get("/voices/{model}/{voice}/sample", response_class=Response)
async def get_voice_sample(
    koda: Koda,
    model: Annotated[str, Path(pattern=_NAME)],
    voice: Annotated[str, Path(pattern=_NAME)],
) -> Response:
    """Give a sentence in a voice, for models that cost nothing."""
    made = await koda.samples.sample(model, voice)
    headers = {"Cache-Control": _A_DAY, "X-Content-Type-Options": "nosniff"}
    return Response(made.content, media_type=made.mime or "audio/wav", headers=headers)
