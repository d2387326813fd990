"""Stands before a bucket: has a CORS policy, fails and takes its time as it is told to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.emulators.fal_server import serving
from tests.servers.s3 import S3Server

_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]
_OWN = ("access-control-", "connection", "transfer-encoding", "content-length", "content-encoding")


@dataclass
class Front:
    """The address to give to Koda, the policy as the bucket's page takes it, and what was asked.

    `failures`: so many of the next requests that send something are answered with 503; `pause`:
    seconds before each of them is passed on; `parts`: how many were stored; `refuses_completion`:
    uploads in parts never come to their end.
    """

    address: str = ""
    policy: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    failures: int = 0
    pause: float = 0.0
    parts: int = 0
    refuses_completion: bool = False

    def set_policy(self, text: str) -> None:
        """Set it as `koda assets cors` prints it."""
        self.policy = json.loads(text)

    def headers(self, origin: str, method: str) -> dict[str, str]:
        """Give what a browser of that page is told."""
        for rule in self.policy:
            if origin in rule["AllowedOrigins"] and method in rule["AllowedMethods"]:
                return {
                    "Access-Control-Allow-Origin": origin,
                    "Access-Control-Allow-Methods": ", ".join(rule["AllowedMethods"]),
                    "Access-Control-Allow-Headers": ", ".join(rule.get("AllowedHeaders", [])),
                }
        return {}


@contextmanager
def run_front(behind: S3Server) -> Iterator[Front]:
    """Serve a server's buckets; it sees the name that the caller used, which is in signatures."""
    front = Front()

    async def answer(request: Request) -> Response:
        front.asked.append((request.method, request.url.path))
        origin = request.headers.get("origin", "")
        if request.method == "OPTIONS":
            method = request.headers.get("access-control-request-method", "")
            allowed = front.headers(origin, method)
            return Response(None, 204 if allowed else 403, allowed)
        if front.failures and request.method == "PUT":
            front.failures -= 1
            return Response(None, 503)
        if (
            front.refuses_completion
            and request.method == "POST"
            and "uploadId" in request.url.query
        ):
            return Response("<Code>Refused</Code>", 400)
        if request.method == "PUT":
            await asyncio.sleep(front.pause)
        sent = {k: v for k, v in request.headers.items() if k != "connection"}
        path = f"{behind.address}{request.url.path}?{request.url.query}"
        async with httpx2.AsyncClient(timeout=60) as client:
            there = await client.request(
                request.method, path, headers=sent, content=await request.body()
            )
        front.parts += request.method == "PUT" and there.is_success
        kept = {k: v for k, v in there.headers.items() if not k.startswith(_OWN)}
        if request.method == "HEAD":
            kept["content-length"] = there.headers.get("content-length", "0")
        return Response(
            there.content, there.status_code, kept | front.headers(origin, request.method)
        )

    app = Starlette(routes=[Route("/{path:path}", answer, methods=_METHODS)])
    with serving(app) as front.address:
        yield front
