"""The audit log."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from koda.access.audit import PAGE
from koda.access.audit_file import MEDIA_TYPES, AuditFormat, write_audit
from koda.server.inputs import ID_OR_NONE, SignIn

router = APIRouter(tags=["audit"])


class AuditNote(BaseModel):
    """One thing that happened: who did what to which target, when and from where.

    Attributes:
        name: What the target was called then, or is now; may be empty.
        agent: What the browser or program called itself.
    """

    id: str
    at: int
    who: str
    what: str
    target: str
    address: str
    name: str
    agent: str


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
        notes=[AuditNote(**asdict(one)) for one in notes],
        next=notes[-1].id if len(notes) == PAGE else None,
    )


@router.get("/audit/export", response_class=StreamingResponse)
async def export_audit(
    gate: SignIn, form: Annotated[AuditFormat, Query(alias="format")] = "csv"
) -> StreamingResponse:
    """Give the whole log as a file, the newest first: `csv`, or `jsonl`, one object a line."""
    return StreamingResponse(
        write_audit(gate.access.audit.everything(), form),
        media_type=MEDIA_TYPES[form],
        headers={"content-disposition": f'attachment; filename="koda-audit.{form}"'},
    )
