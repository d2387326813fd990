"""Signing in at an identity provider: the way there, and the way back."""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from koda.access.doors import network_of
from koda.access.limits import SIGN_INS_BEGUN
from koda.access.oidc import SIGN_IN_SECONDS, Oidc
from koda.core.errors import KodaError, NotConfigured
from koda.server.addressing import caller_of
from koda.server.auth import is_secure, set_session, visit_of
from koda.server.inputs import Koda, SignIn

router = APIRouter(tags=["session"])

_PATH = "/api/session/oidc"
_BACK = f"{_PATH}/callback"
_REFUSED = (
    "<!doctype html><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>Koda</title><style>body{{font:15px/1.5 system-ui;max-width:32em;margin:15vh auto;"
    "padding:0 1em;color-scheme:light dark}}</style><h1>Not signed in</h1><p>{message}"
    "<p>{remedy}<p><a href='/'>Back to Koda</a>"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@router.get("/session/oidc", status_code=303, response_class=RedirectResponse)
async def begin_oidc(
    koda: Koda,
    gate: SignIn,
    request: Request,
    page: Annotated[str, Query(alias="next", max_length=500)] = "/",
) -> Response:
    """Lead to the identity provider; `next` is the page of ours to come back to."""
    provider = _provider(gate)
    await gate.access.limits.count(SIGN_INS_BEGUN, network_of(caller_of(request)))
    back = _address(koda, request)
    address, state = await provider.begin(back, own_page(page))
    answer = RedirectResponse(address, 303)
    # Lax, unlike the session's: the provider's page leads back here, and it must come along.
    answer.set_cookie(
        _cookie(request),
        state,
        max_age=SIGN_IN_SECONDS,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return answer


@router.get("/session/oidc/callback", status_code=303, response_class=RedirectResponse)
async def end_oidc(koda: Koda, gate: SignIn, request: Request) -> Response:
    """Take what the identity provider says, and lead to the page; or say why not."""
    state = request.cookies.get(_cookie(request), "")
    try:
        identity, page = await _provider(gate).finish(
            request.query_params, state, _address(koda, request)
        )
        before = await gate.session(request)
        session = await gate.access.doors.open("oidc", identity.email, visit_of(request))
        if before is not None:
            await gate.access.sessions.end(before.id)
    except KodaError as error:
        answer = await _refuse(gate, request, error)
    else:
        answer = RedirectResponse(own_page(page), 303)
        set_session(answer, request, gate.cookie_name(request.url.port), session)
    answer.delete_cookie(_cookie(request), path=_PATH, httponly=True, samesite="lax")
    return answer


def own_page(page: str) -> str:
    """Give a path of ours, or the first page: never an address of anybody else."""
    is_path = page.startswith("/") and page[1:2] not in {"/", "\\"}
    is_plain = page.isascii() and page.isprintable() and "\\" not in page
    return page if is_path and is_plain and not page.startswith("/api") else "/"


async def _refuse(gate: SignIn, request: Request, error: KodaError) -> Response:
    await gate.note(request, "sign-in.refused", "nobody", f"oidc: {error.message}", "")
    text = _REFUSED.format(message=escape(error.message), remedy=escape(error.remedy))
    return HTMLResponse(text, error.status, {"Content-Security-Policy": _POLICY})


def _provider(gate: SignIn) -> Oidc:
    if gate.access.oidc is None:
        raise NotConfigured(
            "No identity provider is set.",
            remedy="Set KODA_OIDC_ISSUER and KODA_OIDC_CLIENT_ID.",
            setting="KODA_OIDC_ISSUER",
        )
    return gate.access.oidc


def _address(koda: Koda, request: Request) -> str:
    """Give our address as it is registered at the provider; the Host was checked before."""
    here = f"{'https' if is_secure(request) else 'http'}://{request.headers.get('host', '')}"
    return f"{koda.settings.public_url.rstrip('/') or here}{_BACK}"


def _cookie(request: Request) -> str:
    return f"koda_oidc_{request.url.port or 80}"
