"""Who calls, signing in and signing out."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from koda.access.doors import Way
from koda.core.access import CallerKind
from koda.core.errors import Invalid, KodaError, NotFound
from koda.core.ids import CanvasId
from koda.server.auth import set_session, visit_of
from koda.server.inputs import SignIn

router = APIRouter(tags=["session"])


class Credentials(BaseModel):
    """A token or a password; `secret` is either."""

    secret: str | None = Field(None, max_length=1000)
    token: str | None = Field(None, max_length=1000)
    password: str | None = Field(None, max_length=1000)


class Success(BaseModel):
    """It worked."""

    success: bool = True


class Who(BaseModel):
    """The caller, by the name of what they came in with."""

    kind: CallerKind
    name: str


class OidcWay(BaseModel):
    """The identity provider, to be named on the sign-in page."""

    title: str


class SessionState(BaseModel):
    """Who calls and what they may do; to a stranger, how one signs in here.

    Attributes:
        access: The most that the caller may do; none for a stranger.
        canvas: The only canvas that a share link opens.
    """

    signed_in: bool
    caller: Who | None
    access: Literal["owner", "edit", "run", "view"] | None
    canvas: CanvasId | None
    ways: list[Way]
    oidc: OidcWay | None


@router.get("/session")
async def get_session(gate: SignIn, request: Request) -> SessionState:
    """Say who calls; a stranger is no error."""
    try:
        caller = await gate.recognise(request)
    except KodaError as error:
        if error.status != 401:
            raise
        caller = None
    oidc = gate.access.oidc
    return SessionState(
        signed_in=caller is not None,
        caller=None if caller is None else Who(kind=caller.kind, name=caller.name),
        access=None if caller is None else caller.access,
        canvas=None if caller is None else caller.canvas,
        ways=list(gate.access.ways),
        oidc=None if oidc is None else OidcWay(title=oidc.title),
    )


@router.post("/session")
async def sign_in(body: Credentials, gate: SignIn, request: Request, response: Response) -> Success:
    """Exchange the token or password for the cookie of a new session."""
    secret = body.secret or body.token or body.password
    if not secret:
        raise Invalid("Give a token or a password.")
    session = await gate.access.doors.sign_in(secret, visit_of(request))
    await _end_owner(gate, request)  # the one that this browser had
    set_session(response, request, gate.cookie_name(request.url.port), session)
    return Success()


@router.delete("/session")
async def sign_out(gate: SignIn, request: Request, response: Response) -> Success:
    """End the sessions of this browser, here and in the database."""
    await _end_owner(gate, request)
    for known in await gate.guests(request, gate.links(request)):
        with suppress(NotFound):
            await gate.access.sessions.end(known.id)
    port = request.url.port
    for name in (gate.cookie_name(port), gate.link_cookie_name(port)):
        response.delete_cookie(name, httponly=True, samesite="strict")
    return Success()


async def _end_owner(gate: SignIn, request: Request) -> None:
    known = await gate.session(request)
    if known is not None:
        await gate.access.sessions.end(known.id)
