"""The E2B emulator's data plane: what `envd` serves in every box, for all boxes on one port."""

from __future__ import annotations

import gzip
import os
import re
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import PurePosixPath

from connectrpc.code import Code
from connectrpc.errors import ConnectError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from koda.emulators.e2b_filesystem import Context
from koda.emulators.e2b_place import absolute, folder_of, give
from koda.emulators.e2b_world import Box, World

_HOST = re.compile(r"^\d+-([a-z0-9]+)\.")
_PIECE = 256 * 1024


def sandbox_of(headers: Mapping[str, str]) -> str:
    """Read for which box a call is, from its header or its host's name."""
    named = _HOST.match(headers.get("host", ""))
    return headers.get("e2b-sandbox-id") or (named.group(1) if named else "")


class Envd:
    """Files over HTTP, and the way from a call to its box."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Give the routes that are no Connect-RPC."""
        return [
            Route("/health", self._health, methods=["GET"]),
            Route("/files", self._download, methods=["GET"]),
            Route("/files", self._upload, methods=["POST"]),
        ]

    def box_of(self, ctx: Context) -> Box:
        """Find the box of a Connect-RPC call; raises `ConnectError`."""
        headers = {name: ctx.request_headers.get(name, "") for name in ("e2b-sandbox-id", "host")}
        box = self._world.boxes.get(sandbox_of(headers))
        if box is None or box.paused:
            raise ConnectError(Code.UNAVAILABLE, _not_found(sandbox_of(headers)))
        if ctx.request_headers.get("x-access-token") != box.token:
            raise ConnectError(Code.UNAUTHENTICATED, "unauthorized access, please provide a token")
        return box

    async def _health(self, request: Request) -> Response:
        box = self._find(request)
        return box if isinstance(box, Response) else Response(status_code=204)

    async def _download(self, request: Request) -> Response:
        box = self._find(request, asks=True)
        if isinstance(box, Response):
            return box
        path = request.query_params.get("path", "")
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            with folder_of(box, path) as (folder, name):
                file = os.open(name, flags, dir_fd=folder)
        except OSError:
            return _refusal(404, f"file '{path}' does not exist")
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode):
            os.close(file)
            return _refusal(400, f"path '{path}' is not a file")

        def pieces():  # noqa: ANN202 — Starlette iterates over it in a thread
            with os.fdopen(file, "rb") as source:
                while piece := source.read(_PIECE):
                    yield piece

        headers = {"Content-Length": str(facts.st_size)}
        return StreamingResponse(pieces(), media_type="application/octet-stream", headers=headers)

    async def _upload(self, request: Request) -> Response:
        box = self._find(request, asks=True)
        if isinstance(box, Response):
            return box
        path = request.query_params.get("path", "")
        try:
            if request.headers.get("content-type", "").startswith("multipart/form-data"):
                return JSONResponse(await _from_form(box, request, path))
            if not path:
                return _refusal(400, "path is required")
            content = await request.body()
            if request.headers.get("content-encoding") == "gzip":
                content = gzip.decompress(content)
            return JSONResponse([_write(box, path, content)])
        except PermissionError:
            return _refusal(403, f"permission denied: {path}")
        except (OSError, EOFError) as error:
            return _refusal(400, str(error))

    def _find(self, request: Request, *, asks: bool = False) -> Box | Response:
        sandbox = sandbox_of(request.headers)
        request.state.sandbox = sandbox
        box = self._world.boxes.get(sandbox)
        if box is None or box.paused:
            return JSONResponse({"code": 502, "message": _not_found(sandbox)}, 502)
        if asks and request.headers.get("x-access-token") != box.token:
            return _refusal(401, "unauthorized access, please provide a token")
        return box


async def _from_form(box: Box, request: Request, path: str) -> list[dict[str, str]]:
    written: list[dict[str, str]] = []
    async with request.form() as form:
        for _, part in form.multi_items():
            if isinstance(part, UploadFile):
                target = path or part.filename or ""
                written.append(_write(box, target, await part.read()))
    return written


def _write(box: Box, path: str, content: bytes) -> dict[str, str]:
    """Write a file whole: into a new one, which then takes the place."""
    plain = absolute(path)
    with folder_of(box, path, make=True) as (folder, name):
        passing = f".{secrets.token_hex(8)}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with os.fdopen(os.open(passing, flags, 0o644, dir_fd=folder), "wb") as file:
                file.write(content)
            give(folder, passing)
            os.replace(passing, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            with suppress(OSError):
                os.unlink(passing, dir_fd=folder)
            raise
    return {"name": PurePosixPath(plain).name, "path": plain, "type": "file"}


def _not_found(sandbox: str) -> str:
    return f"The sandbox {sandbox} was not found"


def _refusal(status: int, message: str) -> Response:
    return JSONResponse({"code": status, "message": message}, status)
