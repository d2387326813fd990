"""Times each request, and tells it to figures and traces."""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from koda.server.addressing import is_api, route_path
from koda.telemetry.setup import Telemetry

_PAGE = "page"


class Timed:
    """Stands before the app where telemetry is on."""

    def __init__(self, app: ASGIApp, telemetry: Telemetry) -> None:
        """Wrap an app."""
        self._app = app
        self._figures = telemetry.figures
        self._traces = telemetry.traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        began, clock = time.time_ns(), time.perf_counter()
        if self._figures is None:
            await self._app(scope, receive, answer.send)
        else:
            answer.opened = self._figures.stream
            try:
                await self._app(scope, receive, answer.send)
            finally:
                if answer.is_stream:
                    self._figures.stream(-1)
        route = _route(scope)
        if self._figures is not None and not answer.is_stream:
            seconds = time.perf_counter() - clock
            self._figures.request(scope["method"], route, answer.status, seconds)
        if self._traces is not None and route != _PAGE:
            parent = Headers(scope=scope).get("traceparent", "")
            name = f"{scope['method']} {route}"
            self._traces.request(parent, name, answer.status, began, time.time_ns())


class _Answer:
    def __init__(self, send: Send) -> None:
        self._send = send
        self.opened: Callable[[int], None] = _nothing
        self.status = 499  # nobody waited for an answer
        self.is_stream = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self.is_stream = kind.startswith("text/event-stream")
            if self.is_stream:
                self.opened(1)
        await self._send(message)


def _nothing(_: int) -> None:
    return


def _route(scope: Scope) -> str:
    """Give the route's template, so that there are as many names as routes, whatever is asked."""
    route = scope.get("route")
    path = str(getattr(route, "path_format", ""))
    if not path or not is_api(route_path(scope)):
        return _PAGE
    return path if is_api(path) else f"/api{path}"
