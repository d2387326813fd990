"""Calls of providers: a job has ended (docs/spec/runs.md, R36)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from koda.core.errors import Invalid, NotFound
from koda.server.inputs import Koda
from koda.server.routes.session import Success

router = APIRouter(tags=["runs"])

_FAL = "fal"


class _FalCall(BaseModel):
    """What is read of fal.ai's call; what was made is asked for, not believed."""

    model_config = ConfigDict(extra="ignore")

    request_id: str = Field(min_length=1, max_length=200)


@router.post("/webhooks/fal/{token}")
async def hear_fal(
    koda: Koda, request: Request, token: Annotated[str, Path(max_length=200)]
) -> Success:
    """Take fal.ai's word that a job has ended; 401 unless it is signed by fal.ai and new."""
    body = await request.body()
    await koda.fal_seal.check(request.headers, body)
    try:
        call = _FalCall.model_validate_json(body)
    except ValidationError as error:
        raise Invalid("This is not a call of fal.ai.") from error
    try:
        await koda.runs.hear(_FAL, token, call.request_id)
    except NotFound:
        raise NotFound("There is no such address.") from None
    return Success()
