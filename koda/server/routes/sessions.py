"""The browsers that are signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel

from koda.server.inputs import ID, Asking, SignIn
from koda.server.routes.session import Success

router = APIRouter(tags=["session"])


class SessionCard(BaseModel):
    """A browser that is signed in; `name`: by what; `agent`: what it calls itself."""

    id: str
    name: str
    made_at: int
    seen_at: int
    agent: str
    address: str
    current: bool


class SessionList(BaseModel):
    """The owner's sessions, the last seen first."""

    sessions: list[SessionCard]


class SessionsEnded(BaseModel):
    """So many sessions were ended."""

    ended: int


@router.get("/sessions")
async def list_sessions(gate: SignIn, caller: Asking) -> SessionList:
    """List the browsers that are signed in as the owner."""
    return SessionList(
        sessions=[
            SessionCard(
                id=one.id,
                name=one.name,
                made_at=one.made_at,
                seen_at=one.seen_at,
                agent=one.agent,
                address=one.address,
                current=one.id == caller.id,
            )
            for one in await gate.access.sessions.list()
        ]
    )


@router.delete("/sessions")
async def end_other_sessions(gate: SignIn, caller: Asking, request: Request) -> SessionsEnded:
    """Sign out everywhere else."""
    ended = await gate.access.sessions.end_others(caller.id)
    await gate.note(request, "sessions.ended", caller, str(ended), "")
    return SessionsEnded(ended=ended)


@router.delete("/sessions/{session}")
async def end_session(
    gate: SignIn, caller: Asking, request: Request, session: Annotated[str, Path(pattern=ID)]
) -> Success:
    """Sign a browser out."""
    name = await gate.access.audit.called(session)
    await gate.access.sessions.end(session)
    await gate.note(request, "session.ended", caller, session, name)
    return Success()
