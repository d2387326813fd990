"""Signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from koda.core.errors import Invalid
from koda.server.auth import caller_of, set_session
from koda.server.inputs import SignIn

router = APIRouter(tags=["session"])


class Credentials(BaseModel):
    """A token or a password."""

    token: str | None = Field(None, max_length=1000)
    password: str | None = Field(None, max_length=1000)


class Success(BaseModel):
    """It worked."""

    success: bool = True


@router.post("/session")
async def sign_in(body: Credentials, gate: SignIn, request: Request, response: Response) -> Success:
    """Exchange the token or password for the session cookie."""
    secret = body.token or body.password
    if not secret:
        raise Invalid("Give a token or a password.")
    set_session(response, request, gate, gate.sign_in(secret, caller_of(request)))
    return Success()


@router.delete("/session")
async def sign_out(gate: SignIn, request: Request, response: Response) -> Success:
    """Forget the session in this browser."""
    response.delete_cookie(gate.cookie_name(request.url.port))
    return Success()
