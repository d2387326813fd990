"""A service that says what a test tells it to, event by event, and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.emulators.fal_server import serving


@dataclass
class Scripted:
    """Its next answer, and the request it got last."""

    base: str = ""
    events: list[Any] = field(default_factory=list)
    status: int = 200
    refusal: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    path: str = ""
    asked: dict[str, Any] = field(default_factory=dict)
    calls: int = 0

    def says(self, *events: Any) -> None:
        """Answer with these events."""
        self.events, self.status = list(events), 200

    def refuses(self, status: int, body: Any, **headers: str) -> None:
        """Refuse with this body."""
        self.status, self.refusal, self.headers = status, body, headers

    async def answer(self, request: Request) -> Response:
        self.calls += 1
        self.path = request.url.path
        self.asked = await request.json()
        if self.status != 200:
            return JSONResponse(self.refusal, self.status, self.headers)
        return StreamingResponse(self._lines(), media_type="text/event-stream")

    async def _lines(self) -> AsyncIterator[str]:
        for event in self.events:
            text = event if isinstance(event, str) else json.dumps(event)
            kind = event.get("type") if isinstance(event, dict) else None
            yield (f"event: {kind}\n" if kind else "") + f"data: {text}\n\n"


@contextmanager
def scripted() -> Iterator[Scripted]:
    """Serve one on loopback."""
    one = Scripted()
    app = Starlette(routes=[Route("/{path:path}", one.answer, methods=["POST"])])
    with serving(app) as base:
        one.base = base
        yield one
