"""Has requests attend to runs, on hosts where nothing is done between requests (R35).

A stream attends for as long as it lasts. A short request is answered first and attends afterwards:
its last bytes are out, with their length and `Connection: close`, so that the caller is done, while
the end of the answer is held back, so that the host does not stop the process. This needs no hook
of any host.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from koda.runs.attendance import Attendance
from koda.server.addressing import route_path

_ATTENDS = re.compile(
    r"/api/(?:events|tick|generate[a-z-]*|agents/.+|plugins/.+|runs/.+|webhooks/.+|canvases/[^/]+/runs)"
)


class Attends:
    """Wraps the routes that start, follow or advance runs."""

    def __init__(self, app: ASGIApp, attendance: Attendance) -> None:
        """Wrap an app."""
        self._app = app
        self._attendance = attendance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or not _ATTENDS.fullmatch(route_path(scope)):
            await self._app(scope, receive, send)
            return
        async with self._attendance.attend():
            answer = _HeldAnswer(send)
            await self._app(scope, receive, answer.send)
            if answer.is_held:
                await self._attendance.until_idle()
                await answer.end()


class _HeldAnswer:
    """Passes a good answer of known length on at once, but for its end."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._holds = False
        self.is_held = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            self._holds = message["status"] < 300 and "content-length" in headers
            if self._holds:
                headers["connection"] = "close"
                message = {**message, "headers": headers.raw}
        elif self._holds and not message.get("more_body", False):
            self.is_held = True
            message = {**message, "more_body": True}
        await self._send(message)

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})
