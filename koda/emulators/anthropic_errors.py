"""Refusals in the shape of Anthropic's interface, each with the id of its request."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.responses import JSONResponse, Response

KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}
"""What a status is called in the body."""

_AGAIN = {429, 500, 529}


class Refused(Exception):
    """A call that is not served."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        """Say why.

        Args:
            status: One of `KINDS`.
            message: What the caller reads.
            headers: More of them, e.g. when to come again.
        """
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or {}


def invalid(message: str) -> Refused:
    """Make a refusal of something in the body."""
    return Refused(400, message)


def new_id(kind: str) -> str:
    """Make an id like the service's: `req`, `msg` or `toolu`, with something unique."""
    return f"{kind}_01{secrets.token_hex(11)}"


def error_body(status: int, message: str, request_id: str) -> dict[str, Any]:
    """Give the body of a refusal, which is also what breaks a stream off."""
    error = {"type": KINDS[status], "message": message, "details": None}
    return {"type": "error", "error": error, "request_id": request_id}


def refusal(refused: Refused, request_id: str) -> Response:
    """Answer with a refusal."""
    headers = {
        "request-id": request_id,
        "x-should-retry": "true" if refused.status in _AGAIN else "false",
        **refused.headers,
    }
    return JSONResponse(
        error_body(refused.status, refused.message, request_id), refused.status, headers
    )
