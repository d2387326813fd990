"""The audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from koda.access.audit import PAGE
from koda.server.inputs import ID_OR_NONE, SignIn

router = APIRouter(tags=["audit"])


class AuditNote(BaseModel):
    """One thing that happened: who did what to which target, when and from where."""

    id: str
    at: int
    who: str
    what: str
    target: str
    address: str


class AuditList(BaseModel):
    """A page of notes, the newest first; `next` is the `before` of the next page."""

    notes: list[AuditNote]
    next: str | None


@router.get("/audit")
async def list_audit(
    gate: SignIn, before: Annotated[str, Query(pattern=ID_OR_NONE)] = ""
) -> AuditList:
    """List what happened: sign-ins, keys, links, connections, what went out or away."""
    notes = await gate.access.audit.list(before)
    return AuditList(
        notes=[
            AuditNote(
                id=one.id,
                at=one.at,
                who=one.who,
                what=one.what,
                target=one.target,
                address=one.address,
            )
            for one in notes
        ],
        next=notes[-1].id if len(notes) == PAGE else None,
    )
