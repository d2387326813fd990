"""A canvas that is made, edited, read back by somebody new, and removed."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from koda.verify.deployment import Deployment, Session
from koda.verify.finding import CheckFailedError
from koda.verify.json_parts import member, members

NAME = "A check of this deployment"
_EVENTS = 2


async def make_canvas(session: Session) -> str:
    """Make a canvas with two nodes; gives its id."""
    draft = {"name": NAME, "nodes": [_note("one", "First"), _note("two", "Second")], "edges": []}
    made = await session.call("POST", "/api/canvases", draft)
    return str(member(made, "canvas").get("id") or "")


async def edit_canvas(session: Session, canvas: str) -> None:
    """Rename it, and connect a text with a node that takes one."""
    nodes = [
        _note("one", "First, edited"),
        {
            "id": "words",
            "type": "text",
            "position": {"x": 0, "y": 200},
            "data": {"content": "Words"},
        },
        {
            "id": "picture",
            "type": "imageGenerator",
            "position": {"x": 400, "y": 200},
            "data": {"prompt": ""},
        },
    ]
    edge = {
        "id": "wire",
        "source": "words",
        "sourceHandle": "output",
        "target": "picture",
        "targetHandle": "text",
    }
    await session.call(
        "PUT",
        f"/api/canvases/{canvas}",
        {"name": f"{NAME}, edited", "nodes": nodes, "edges": [edge]},
    )


async def restored(session: Session, canvas: str) -> str:
    """Read it as somebody new; gives a sentence."""
    found = member(await session.get(f"/api/canvases/{canvas}"), "canvas")
    nodes = {one.get("id") for one in members(found, "nodes")}
    edges = members(found, "edges")
    if found.get("name") != f"{NAME}, edited" or nodes != {"one", "words", "picture"}:
        raise CheckFailedError(
            "The canvas that came back is not the one that was stored.",
            "Look into the deployment's log; `koda db status` says whether the tables are there.",
        )
    if len(edges) != 1:
        raise CheckFailedError("The connection between two nodes did not come back.")
    return "3 nodes and a connection, edited once, came back to a new session."


async def remove_canvas(session: Session, canvas: str) -> None:
    """Remove it for good."""
    await session.call("DELETE", f"/api/canvases/{canvas}?forever=true")


async def events_arrive(there: Deployment, canvas: str) -> str:
    """Hold a stream open, edit beside it, and see whether the edits come while it is open."""
    patience = there.patience.event
    async with there.session() as listening, there.session() as editing:
        try:
            stream = await _opened(listening, canvas)
            try:
                delays = await _delays(stream, editing, canvas, patience)
            finally:
                await stream.aclose()
        except httpx2.HTTPError as error:
            raise listening.unreached(error, "/api/events", patience) from error
    told = " and ".join(f"{one:.2f} s" for one in delays)
    return f"{_EVENTS} edits arrived one by one, after {told}, while the stream was open."


async def _opened(session: Session, canvas: str) -> httpx2.Response:
    there = session.there
    headers = {**there.headers, "Accept": "text/event-stream"}
    request = session.client.build_request(
        "GET", f"{there.base}/api/events?canvas={canvas}", headers=headers
    )
    try:
        async with asyncio.timeout(there.patience.event):
            stream = await session.client.send(request, stream=True)
    except TimeoutError as error:
        raise _held_back(there.patience.event) from error
    kind = stream.headers.get("content-type", "")
    if not stream.is_success or not kind.startswith("text/event-stream"):
        await stream.aclose()
        raise CheckFailedError(
            f"The event stream answers {stream.status_code} with {kind or 'nothing'}."
        )
    return stream


async def _delays(
    stream: httpx2.Response, editing: Session, canvas: str, patience: float
) -> list[float]:
    lines = stream.aiter_lines()
    delays: list[float] = []
    await _wait_for("caught_up", lines, patience)
    for turn in range(_EVENTS):
        begun = time.monotonic()
        body = {"nodes": [_note("one", f"Edit {turn} of the stream")]}
        await editing.call("PUT", f"/api/canvases/{canvas}", body)
        await _wait_for("update", lines, patience)
        delays.append(time.monotonic() - begun)
    return delays


async def _wait_for(kind: str, lines: AsyncIterator[str], patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            async for line in lines:
                if line.startswith("data:") and _type_of(line.removeprefix("data:")) == kind:
                    return
    except TimeoutError as error:
        raise _held_back(patience) from error
    raise CheckFailedError(
        "The event stream ended while it was read.",
        "On Vercel, raise the maxDuration of /api/events; Koda's page connects again by itself.",
    )


def _held_back(patience: float) -> CheckFailedError:
    return CheckFailedError(
        f"Nothing arrived within {patience:.0f} s on a stream that was open.",
        "Something between here and Koda holds answers back until they end: turn off the buffering "
        "of the proxy for /api/events (nginx: `proxy_buffering off`), and its compression of "
        "text/event-stream.",
    )


def _type_of(text: str) -> str:
    try:
        return str(json.loads(text)["type"])
    except (ValueError, KeyError, TypeError):
        return ""


def _note(name: str, content: str) -> dict[str, Any]:
    return {
        "id": name,
        "type": "stickyNote",
        "position": {"x": 0, "y": 0},
        "data": {"content": content},
    }
