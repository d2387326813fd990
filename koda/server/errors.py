"""Errors as `application/problem+json` (RFC 9457), with Koda's code, remedy and fields."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, JsonValue
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from koda.core.absent import absence_of
from koda.core.errors import KodaError

log = logging.getLogger("koda.server")


class ProblemDocument(BaseModel):
    """The body of every error. `error` and `success` repeat it for clients of older routes."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    remedy: str = ""
    retryable: bool = False
    fields: dict[str, JsonValue] = {}
    error: str
    success: bool = False


def problem_response(error: KodaError) -> JSONResponse:
    """Answer with a Koda error."""
    answer = _respond(
        error.status, error.code, error.message, error.remedy, error.retryable, error.fields
    )
    seconds = error.fields.get("retry_after")
    if isinstance(seconds, int):
        answer.headers["Retry-After"] = str(seconds)  # RFC 9110, section 10.2.3
    return answer


def install_error_pages(app: FastAPI) -> None:
    """Make every failure of the app a problem document."""
    app.add_exception_handler(KodaError, _koda_error)
    app.add_exception_handler(ModuleNotFoundError, _absent)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)


class LastResort:
    """Turns an unforeseen exception into a problem document and logs it whole."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        started = False

        async def watch(message: object) -> None:
            nonlocal started
            started = True
            await send(message)  # pyright: ignore[reportArgumentType]

        try:
            await self._app(scope, receive, watch)
        except Exception:
            log.exception("unforeseen error at %s", scope.get("path"))
            if started or scope["type"] != "http":
                raise
            answer = _respond(
                500,
                "internal",
                "Koda failed in a way that it did not foresee.",
                "Try again; if it stays, look into the log and report it.",
                True,
                {},
            )
            await answer(scope, receive, send)


async def _koda_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KodaError)
    return problem_response(error)


async def _absent(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ModuleNotFoundError)
    absence = absence_of(error)
    if absence is None:
        raise error
    return problem_response(absence)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    found = [
        {"place": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"])}
        for one in error.errors()[:20]
    ]
    first = f"{found[0]['place']}: {found[0]['message']}" if found else "The request is not valid."
    # The original's clients know 400 for a malformed body.
    status = 400 if any(one["type"] == "json_invalid" for one in error.errors()) else 422
    return _respond(status, "invalid", first, "", False, {"errors": found})


async def _plain(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "invalid")
    answer = _respond(error.status_code, code, str(error.detail), "", False, {})
    answer.headers.update(error.headers or {})  # `Allow` of 405
    return answer


def _respond(
    status: int,
    code: str,
    detail: str,
    remedy: str,
    retryable: bool,
    fields: Mapping[str, object],
) -> JSONResponse:
    body = ProblemDocument(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail=detail,
        remedy=remedy,
        retryable=retryable,
        fields=jsonable_encoder(dict(fields)),
        error=detail,
    )
    return JSONResponse(body.model_dump(mode="json"), status, media_type="application/problem+json")
