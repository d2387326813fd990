"""Edits of a canvas's document, and who is on it."""

from __future__ import annotations

import base64
import binascii

from fastapi import APIRouter
from pydantic import BaseModel, Field, JsonValue

from koda.core.errors import UpdateRefused
from koda.server.inputs import Asking, CanvasPath, Koda
from koda.server.routes.session import Success

router = APIRouter(tags=["documents"])


class UpdateMessage(BaseModel):
    """One message of a tab: a base64 Yjs update v1 under the tab's own key."""

    key: str = Field(min_length=1, max_length=80)
    update: str = Field(max_length=2_000_000)
    author: str = Field("", max_length=80)


class UpdateAccepted(BaseModel):
    """The update is durable, at this place of the log."""

    seq: int


class PresenceMessage(BaseModel):
    """What a tab shows of itself; none when it leaves."""

    tab: str = Field(min_length=1, max_length=80)
    state: dict[str, JsonValue] | None = None


@router.post("/canvases/{canvas}/updates")
async def push_update(
    koda: Koda, caller: Asking, canvas: CanvasPath, message: UpdateMessage
) -> UpdateAccepted:
    """Accept an edit; the same key again gives the same answer and stores nothing."""
    try:
        update = base64.b64decode(message.update, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UpdateRefused("The edit is not base64.", rule="D12") from error
    await koda.access.reach.edit(caller, update)
    return UpdateAccepted(seq=await koda.canvases.push(canvas, message.key, update, message.author))


@router.post("/canvases/{canvas}/presence")
async def show_presence(koda: Koda, canvas: CanvasPath, message: PresenceMessage) -> Success:
    """Pass on to the other tabs of the canvas what this one shows."""
    koda.presence.show(canvas, message.tab, message.state)
    return Success()
