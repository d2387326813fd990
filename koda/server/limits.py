"""How large a request's body may be: refused by its announced length, or when it goes beyond."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from koda.core.errors import TooLarge
from koda.server.addressing import route_path
from koda.server.errors import problem_response

_MB = 1024 * 1024
_UPLOAD = "/api/assets/upload"
_UPLOADS = "/api/assets/uploads/"
_AROUND_FILE = 64 * 1024
# Old canvases, requests for pictures, and what plugins look at carry media in themselves.
_LARGE = ("/api/canvases", "/api/generate", "/api/plugins/")
_LARGE_BYTES = 64 * _MB
_BYTES = 4 * _MB


class BodyLimit:
    """Refuses bodies that are too large before they fill memory or disk."""

    def __init__(self, app: ASGIApp, upload_limit_mb: int) -> None:
        """Wrap an app."""
        self._app = app
        self._upload_bytes = upload_limit_mb * _MB

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = route_path(scope)
        limit = self._limit(path)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isascii() or not announced.isdigit() or int(announced[:15]) > limit:
            await problem_response(self._refusal(path, limit))(scope, receive, send)
            return
        body = _Body(receive, send, limit)
        await self._app(scope, body.receive, body.send)
        if body.is_over:
            await problem_response(self._refusal(path, limit))(scope, receive, send)

    def _limit(self, path: str) -> int:
        if path == _UPLOAD or (path.startswith(_UPLOADS) and path.endswith("/content")):
            return self._upload_bytes + _AROUND_FILE
        return _LARGE_BYTES if path.startswith(_LARGE) else _BYTES

    def _refusal(self, path: str, limit: int) -> TooLarge:
        if path.startswith(_UPLOAD):
            return file_too_large(self._upload_bytes)
        return TooLarge(
            f"The request is larger than {limit // _MB} MB.",
            remedy="Upload media as files.",
            limit=limit,
        )


def file_too_large(limit: int) -> TooLarge:
    """Say that an uploaded file is above its limit."""
    return TooLarge(
        f"The file is larger than {limit // _MB} MB.",
        remedy="Make it smaller, or raise KODA_UPLOAD_LIMIT_MB.",
        limit=limit,
    )


class _Body:
    """Counts a body; once it is over, the app hears that it ended and is not heard itself."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive = receive
        self._send = send
        self._left = limit
        self._started = False
        self.is_over = False

    async def receive(self) -> Message:
        if self.is_over:
            return {"type": "http.disconnect"}
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0 and not self._started:
            self.is_over = True
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if not self.is_over:
            self._started = True
            await self._send(message)
