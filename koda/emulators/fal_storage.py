"""The emulated storage: tokens, uploads whole and in parts, and the files themselves."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.emulators.fal_world import World, base_of
from koda.emulators.faults import Truncated

_PAGE = b"<!doctype html><title>Sign in</title><script>alert(1)</script>"
_RANGE = re.compile(r"bytes=(\d+)-$")


class Storage:
    """The calls to `rest.fal.ai`'s storage and to `v3.fal.media`."""

    def __init__(self, world: World) -> None:
        """Answer from this world."""
        self._world = world

    def rest_routes(self) -> list[Route]:
        """Give the routes of the storage interface."""
        return [
            Route("/storage/auth/token", self.token, methods=["POST"]),
            Route("/storage/upload/initiate", self.initiate, methods=["POST"]),
        ]

    def cdn_routes(self) -> list[Route]:
        """Give the routes of uploads and files."""
        part = "/files/{name}/{file}/multipart/{upload}"
        return [
            Route("/files/upload", self.upload, methods=["POST"]),
            Route("/files/upload/multipart", self.start_parts, methods=["POST"]),
            Route(f"{part}/complete", self.end_parts, methods=["POST"]),
            Route(f"{part}/{{number:int}}", self.take_part, methods=["PUT"]),
            Route("/files/{name}/{file}", self.put_file, methods=["PUT"]),
            Route("/files/{name}/{file}", self.give_file, methods=["GET"]),
        ]

    async def token(self, request: Request) -> Response:
        """Give a token to upload with."""
        refused = self._world.refuse_access(request)
        if refused is not None:
            return refused
        token = secrets.token_urlsafe(24)
        self._world.tokens.add(token)
        expires = datetime.now(UTC) + timedelta(hours=1)
        return JSONResponse(
            {
                "token": token,
                "token_type": "Bearer",
                "base_url": f"{base_of(request)}/cdn",
                "expires_at": expires.isoformat(),
            }
        )

    async def initiate(self, request: Request) -> Response:
        """Give the addresses for an upload by the older way."""
        refused = self._world.refuse_access(request)
        if refused is not None:
            return refused
        facts: dict[str, Any] = await request.json()
        name = self._world.store(b"", str(facts["content_type"]))
        url = f"{base_of(request)}/cdn/files/{name}/{facts['file_name']}"
        return JSONResponse({"upload_url": url, "file_url": url})

    async def upload(self, request: Request) -> Response:
        """Keep a whole file."""
        content = await request.body()
        refused = self._refuse(request)
        if refused is not None:
            return refused
        mime = request.headers.get("content-type", "application/octet-stream")
        name = self._world.store(content, mime)
        file = request.headers.get("x-fal-file-name", "file")
        return JSONResponse({"access_url": f"{base_of(request)}/cdn/files/{name}/{file}"})

    async def start_parts(self, request: Request) -> Response:
        """Begin a file that comes in parts."""
        refused = self._refuse(request)
        if refused is not None:
            return refused
        name = self._world.store(b"", request.headers.get("content-type", ""))
        file = request.headers.get("x-fal-file-name", "file")
        upload = secrets.token_hex(8)
        self._world.parts[upload] = {}
        url = f"{base_of(request)}/cdn/files/{name}/{file}"
        return JSONResponse({"access_url": url, "uploadId": upload})

    async def take_part(self, request: Request) -> Response:
        """Keep one part."""
        content = await request.body()
        refused = self._refuse(request)
        if refused is not None:
            return refused
        parts = self._world.parts.get(request.path_params["upload"])
        if parts is None:
            return JSONResponse({"detail": "No such upload"}, 404)
        parts[request.path_params["number"]] = content
        return Response(headers={"ETag": hashlib.sha256(content).hexdigest()})

    async def end_parts(self, request: Request) -> Response:
        """Join the parts that the caller lists, if each is as it says."""
        refused = self._refuse(request)
        if refused is not None:
            return refused
        parts = self._world.parts.pop(request.path_params["upload"], {})
        listed: list[dict[str, Any]] = (await request.json())["parts"]
        whole = b""
        for one in sorted(listed, key=lambda part: int(part["partNumber"])):
            content = parts.get(int(one["partNumber"]), b"")
            if hashlib.sha256(content).hexdigest() != one["etag"]:
                return JSONResponse({"detail": "A part does not match its etag"}, 400)
            whole += content
        self._world.uploads[request.path_params["name"]].content = whole
        return JSONResponse({})

    async def put_file(self, request: Request) -> Response:
        """Keep a file at the address that was given for it."""
        upload = self._world.uploads.get(request.path_params["name"])
        if upload is None:
            return JSONResponse({"detail": "Not found"}, 404)
        upload.content = await request.body()
        return Response()

    async def give_file(self, request: Request) -> Response:
        """Give an upload, or a file that a job made."""
        name, file = request.path_params["name"], request.path_params["file"]
        fault = self._world.take(request, "", "wrong_type", "truncated_file", "expired_url")
        found = await self._content_of(name, file)
        if found is None or (fault and fault.kind == "expired_url"):
            return JSONResponse({"detail": "Not found"}, 404)
        content, mime = found
        if fault and fault.kind == "wrong_type":
            return Response(_PAGE, media_type="text/html")
        if fault:
            return Truncated(content, media_type=mime)
        return _ranged(request, content, mime)

    async def _content_of(self, name: str, file: str) -> tuple[bytes, str] | None:
        upload = self._world.uploads.get(name)
        if upload is not None:
            return upload.content, upload.mime
        place = file.partition(".")[0]
        if not place.isdecimal():
            return None
        made = await asyncio.to_thread(self._world.made, name, int(place))
        return (made.content, made.mime) if made else None

    def _refuse(self, request: Request) -> Response | None:
        if self._world.take(request, "", "upload_error"):
            return JSONResponse({"detail": "Service unavailable"}, 503)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self._world.tokens:
            return JSONResponse({"detail": "Unauthorized"}, 401)
        return None


def _ranged(request: Request, content: bytes, mime: str) -> Response:
    asked = _RANGE.match(request.headers.get("range", ""))
    start = int(asked[1]) if asked else 0
    if not asked or start >= len(content):
        return Response(content, media_type=mime)
    place = f"bytes {start}-{len(content) - 1}/{len(content)}"
    return Response(content[start:], 206, {"Content-Range": place}, media_type=mime)
