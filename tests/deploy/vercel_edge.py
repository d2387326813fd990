"""Vercel's edge in front of instances: its routes, its limit of bodies, its end of long answers."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import httpx2
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from tests.deploy.vercel_function import Instance
from tests.deploy.vercel_machine import Built
from tests.deploy.vercel_routes import route

BODY_LIMIT = 4_500_000
_HOP = {"connection", "keep-alive", "transfer-encoding", "host", "x-vercel-internal-timing"}


class Edge:
    """An app for a server: files from the build, everything else from one of the instances.

    Attributes:
        instances: Who answers, one after the other; may change while requests are answered.
        seconds: After how many seconds an answer is cut off, as at `maxDuration`.
        seen: Method, path and status of each request that was answered.
    """

    def __init__(self, built: Built, start: Callable[[], Instance], seconds: float) -> None:
        """Stand in front of instances that are started when there is none."""
        self._built = built
        self._config = built.config
        self._start = start
        self._turn = itertools.count()
        self._starting = asyncio.Lock()
        self.instances: list[Instance] = []
        self.seconds = seconds
        self.seen: list[tuple[str, str, int]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        answer = await self._answer(request)
        self.seen.append((request.method, request.url.path, answer.status_code))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        routed = route(self._config, self._built.output / "static", request.url.path)
        if routed.file is not None:
            return FileResponse(routed.file, headers=routed.headers)
        if not routed.function:
            return PlainTextResponse("NOT_FOUND", routed.status)
        body = await request.body()
        if len(body) > BODY_LIMIT:
            headers = {"x-vercel-error": "FUNCTION_PAYLOAD_TOO_LARGE"}
            text = "Request Entity Too Large\n\nFUNCTION_PAYLOAD_TOO_LARGE\n"
            return PlainTextResponse(text, 413, headers=headers)
        return await self._invoke(request, body)

    async def _invoke(self, request: Request, body: bytes) -> Response:
        instance = await self._instance()
        ends = datetime.now(UTC) + timedelta(seconds=self.seconds)
        headers = {key: value for key, value in request.headers.items() if key not in _HOP}
        headers |= {
            "host": request.headers["host"],
            "x-forwarded-host": request.headers["host"],
            "x-forwarded-proto": "https",
            "x-forwarded-for": "203.0.113.7",
            "x-real-ip": "203.0.113.7",
            "x-vercel-id": "iad1::test",
            "x-vercel-internal-invocation-id": "1",
            "x-vercel-internal-request-id": "1",
            "x-vercel-internal-deadline": ends.isoformat().replace("+00:00", "Z"),
        }
        client = httpx2.AsyncClient(timeout=self.seconds + 5)
        address = f"{instance.address}{request.url.path}?{request.url.query}".rstrip("?")
        asked = client.build_request(request.method, address, headers=headers, content=body)
        until = time.monotonic() + self.seconds
        try:
            answer = await asyncio.wait_for(client.send(asked, stream=True), self.seconds)
        except (TimeoutError, httpx2.TransportError):
            await client.aclose()
            return PlainTextResponse("FUNCTION_INVOCATION_TIMEOUT", 504)
        kept = [(k, v) for k, v in answer.headers.raw if k.lower().decode() not in _HOP]
        streamed = StreamingResponse(_until(client, answer, until), answer.status_code)
        streamed.raw_headers = [(k.lower(), v) for k, v in kept]
        return streamed

    async def _instance(self) -> Instance:
        async with self._starting:
            self.instances = [one for one in self.instances if one.process.poll() is None]
            if not self.instances:
                self.instances.append(await asyncio.to_thread(self._start))
        return self.instances[next(self._turn) % len(self.instances)]


async def _until(
    client: httpx2.AsyncClient, answer: httpx2.Response, until: float
) -> AsyncIterator[bytes]:
    """Pass an answer on until the invocation's time is over, then cut it off."""
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + until - time.monotonic()):
            async for piece in answer.aiter_raw():
                yield piece
    except (TimeoutError, httpx2.TransportError):
        pass
    finally:
        await client.aclose()


def host_of(address: str) -> str:
    """Give the host and port of an address."""
    return re.sub(r"^https?://", "", address)
