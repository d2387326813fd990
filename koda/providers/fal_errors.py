"""Turns what fal.ai says about a failure into Koda's errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

import httpx2

from koda.core.errors import (
    ProviderAmbiguous,
    ProviderAuth,
    ProviderContent,
    ProviderError,
    ProviderRateLimited,
    ProviderRefused,
    ProviderUnavailable,
    ResultGone,
)

NAME = "fal"
_CONTENT = frozenset({"content_policy_violation"})
_CLEAR = frozenset({400, 402, 404, 405, 406, 410, 411, 413, 414, 415, 422})
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Complaint:
    """What fal.ai says went wrong.

    Attributes:
        type: Its machine-readable word, or an empty text.
        message: Its sentence.
        place: Where in the request, `image_urls.0`; empty if it does not say.
    """

    type: str
    message: str
    place: str = ""


def read_complaint(response: httpx2.Response) -> Complaint:
    """Read an error's body, in each of the shapes that fal.ai uses.

    Models answer `{"detail": [{"loc", "msg", "type", …}]}` or the list alone, the platform
    `{"detail": "…", "error_type": "…"}`. Source: fal.ai/docs/documentation/model-apis/errors and
    …/request-errors.
    """
    kind = response.headers.get("x-fal-error-type", "")
    try:
        raw: Any = response.json()
    except ValueError:
        return Complaint(kind, f"fal.ai answered {response.status_code}.")
    body = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {"detail": raw}
    detail: object = body.get("detail") or body.get("error") or body.get("message")
    kind = str(body.get("error_type") or kind)
    items = cast("list[Any]", detail) if isinstance(detail, list) else []
    if items and isinstance(items[0], dict):
        first = cast("dict[str, Any]", items[0])
        place = first.get("loc")
        parts = cast("list[Any]", place) if isinstance(place, list) else []
        named = ".".join(str(part) for part in parts if part != "body")
        return Complaint(str(first.get("type") or kind), _short(first.get("msg")), named)
    return Complaint(
        kind,
        _short(body.get("detail") or body.get("error"))
        or f"fal.ai answered {response.status_code}.",
    )


def submit_failure(response: httpx2.Response) -> ProviderError:
    """Judge an answer to a submit that is not a success: refused for certain, or not known."""
    status, said = response.status_code, read_complaint(response)
    if status == 429:
        return _rate_limited(response, said)
    if status in {401, 403}:
        return _no_access(response, said)
    if status in _CLEAR or 300 <= status < 400:
        return _refused(response, said)
    return ProviderAmbiguous(
        f"fal.ai answered {status}; the request may have been accepted.",
        **_fields(response, said),
    )


def read_failure(response: httpx2.Response) -> ProviderError:
    """Judge an answer to a look, a listing or an upload that is not a success."""
    status, said = response.status_code, read_complaint(response)
    if status == 429:
        return _rate_limited(response, said)
    if status in {401, 403}:
        return _no_access(response, said)
    if status >= 500 or status in {408, 409, 425}:
        return ProviderUnavailable(
            f"fal.ai answered {status}.", remedy="Try again later.", **_fields(response, said)
        )
    return ProviderError(f"fal.ai: {_sentence(said)}", **_fields(response, said))


def result_failure(response: httpx2.Response, request_id: str) -> ProviderError:
    """Judge the answer to a fetched result that is not a success: often the model's own error."""
    status, said = response.status_code, read_complaint(response)
    fields = {**_fields(response, said), "request_id": request_id}
    if status in {404, 410}:
        return ResultGone("fal.ai no longer has the result of this request.", **fields)
    if status == 400 and "in progress" in said.message.lower():
        return ProviderUnavailable("The request is still in progress.", **fields)
    if status == 429 or status in {401, 403}:
        return read_failure(response)
    final = status < 500 or bool(said.type) or "x-fal-request-id" in response.headers
    if not final:
        return read_failure(response)
    return job_failure(said, fields)


def job_failure(said: Complaint, fields: Mapping[str, Any]) -> ProviderError:
    """Say that an accepted request failed at the provider."""
    known: dict[str, Any] = {"provider": NAME, **fields, "type": said.type, "accepted": True}
    if said.type in _CONTENT:
        return ProviderContent(f"fal.ai: {_sentence(said)}", **known)
    remedy = "Change what the message names, then run the node again."
    if known.get("retryable") or not said.place:
        remedy = "Run the node again; if it fails again, choose another model."
    return ProviderError(f"fal.ai: {_sentence(said)}", remedy=remedy, **known)


def not_reached(error: Exception) -> ProviderUnavailable:
    """Say that fal.ai could not be reached."""
    return ProviderUnavailable(
        f"fal.ai could not be reached ({type(error).__name__}).",
        remedy="Check the network; it is tried again.",
        provider=NAME,
        type=type(error).__name__,
    )


def answer_lost(error: Exception | None = None) -> ProviderAmbiguous:
    """Say that a request was sent and its answer did not arrive, or cannot be read."""
    kind = type(error).__name__ if error else "unreadable_answer"
    return ProviderAmbiguous(
        f"fal.ai's answer was lost ({kind}); the request may have been accepted.",
        provider=NAME,
        type=kind,
    )


def _refused(response: httpx2.Response, said: Complaint) -> ProviderRefused:
    fields = _fields(response, said)
    message = f"fal.ai did not accept the request: {_sentence(said)}"
    if said.type in _CONTENT:
        return ProviderContent(message, **fields)
    remedy = "Change what the message names, then run again."
    if response.status_code == 404:
        remedy = "Choose another model: fal.ai no longer offers this one."
    elif response.status_code == 402:
        remedy = "Top up the balance at fal.ai, then run again."
    elif response.status_code < 400:
        remedy = "Check FAL_QUEUE_URL: it leads to another address."
    return ProviderRefused(message, remedy=remedy, **fields)


def _no_access(response: httpx2.Response, said: Complaint) -> ProviderError:
    fields = _fields(response, said)
    # An exhausted balance locks the account: the key is good, and a new one would not help.
    if "locked" in said.message.lower() or "balance" in said.message.lower():
        return ProviderRefused(
            f"fal.ai: {_sentence(said)}", remedy="Top up the balance at fal.ai.", **fields
        )
    return ProviderAuth(f"fal.ai does not take the key: {_sentence(said)}", **fields)


def _rate_limited(response: httpx2.Response, said: Complaint) -> ProviderRateLimited:
    fields = _fields(response, said)
    after = retry_after(response.headers.get("retry-after", ""))
    if after is not None:
        fields["retry_after"] = after
    return ProviderRateLimited(f"fal.ai asks to slow down: {_sentence(said)}", **fields)


def retry_after(text: str) -> float | None:
    """Read a `Retry-After` header: seconds, or a date."""
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _fields(response: httpx2.Response, said: Complaint) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "provider": NAME,
        "type": said.type or str(response.status_code),
        "status": response.status_code,
    }
    request_id = response.headers.get("x-fal-request-id")
    if request_id:
        fields["request_id"] = request_id
    if said.place:
        fields["place"] = said.place
    if "x-fal-retryable" in response.headers:
        fields["retryable"] = response.headers["x-fal-retryable"].lower() in {"true", "1"}
    return fields


def _sentence(said: Complaint) -> str:
    text = f"{said.place}: {said.message}" if said.place else said.message
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _short(value: object) -> str:
    text = " ".join(str(value or "").split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
