"""Finds a request of ours in fal.ai's list of past requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

import httpx2

from koda.providers.fal_http import FalCalls, object_of

_PAGES = 20
_MARGIN = 600.0
_ROUNDING = 2.0
_UNTOLD = frozenset({403, 404})


@dataclass(frozen=True, slots=True)
class PastRequest:
    """A request in the list: its id, and when fal.ai got it (Unix seconds)."""

    request_id: str
    sent_at: float


async def find_requests(
    calls: FalCalls, api_url: str, endpoint: str, body: Mapping[str, Any], since: float, now: float
) -> list[PastRequest] | None:
    """List the requests with this endpoint and body, oldest first.

    fal.ai sorts its list by the end of the requests and does not say whether those still running
    are in it, so an empty list is no proof before the longest run time has passed. Times are
    compared by fal.ai's clock, read from its answer. Source:
    fal.ai/docs/platform-apis/v1/models/requests/by-endpoint.

    Args:
        calls: How to call.
        api_url: The platform interface.
        endpoint: The endpoint that was called.
        body: What was sent; a listed input may have more fields (defaults filled in).
        since: Unix seconds by this machine's clock.
        now: The same clock's time now.

    Returns:
        None when the key may not read the list, or there is none.
    """
    query = {
        "endpoint_id": endpoint,
        "expand": "payloads",
        "limit": "100",
        "start": _iso(since - _MARGIN),
    }
    found: dict[str, PastRequest] = {}
    difference: float | None = None
    for _ in range(_PAGES):
        answer = await calls.read(
            "GET",
            f"{api_url}/v1/models/requests/by-endpoint",
            params=query,
            accept=lambda response: response.status_code in _UNTOLD,
        )
        if not answer.is_success:
            return None
        page = object_of(answer)
        if difference is None:
            difference = _clock_difference(answer, now)
            if abs(difference) > _MARGIN / 2:  # this machine's clock is wrong: ask again
                query["start"] = _iso(since + difference - _MARGIN)
                continue
        earliest = since + difference - _ROUNDING
        for item in cast("list[dict[str, Any]]", page.get("items") or []):
            one = _read_item(item, endpoint, body)
            if one is not None and one.sent_at >= earliest:
                found[one.request_id] = one
        if not page.get("has_more") or not page.get("next_cursor"):
            break
        query["cursor"] = str(page["next_cursor"])
    return sorted(found.values(), key=lambda one: one.sent_at)


def contains(whole: object, part: object) -> bool:
    """Say whether a JSON value is there within another: equal, or with more members in objects."""
    if isinstance(part, Mapping):
        if not isinstance(whole, Mapping):
            return False
        members = cast("Mapping[str, Any]", whole)
        wanted = cast("Mapping[str, Any]", part)
        return all(key in members and contains(members[key], wanted[key]) for key in wanted)
    if isinstance(part, list | tuple):
        ours = list(cast("list[Any]", part))
        theirs = list(cast("list[Any]", whole)) if isinstance(whole, list | tuple) else None
        if theirs is None or len(theirs) != len(ours):
            return False
        return all(contains(*pair) for pair in zip(theirs, ours, strict=True))
    if isinstance(part, bool) or isinstance(whole, bool):
        return part is whole
    return bool(part == whole)


def _read_item(
    item: Mapping[str, Any], endpoint: str, body: Mapping[str, Any]
) -> PastRequest | None:
    same_endpoint = item.get("endpoint_id", endpoint) == endpoint
    if not same_endpoint or not contains(item.get("json_input"), body):
        return None
    moment = item.get("sent_at") or item.get("started_at") or item.get("ended_at")
    if not item.get("request_id") or not moment:
        return None
    return PastRequest(str(item["request_id"]), datetime.fromisoformat(str(moment)).timestamp())


def _iso(moment: float) -> str:
    text = datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
    return text.replace("+00:00", "Z")


def _clock_difference(answer: httpx2.Response, now: float) -> float:
    try:
        theirs = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return 0.0
    return theirs.replace(tzinfo=theirs.tzinfo or UTC).timestamp() - now
