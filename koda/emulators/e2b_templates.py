"""The E2B emulator's templates: what is asked for is written down, and ready at once."""

from __future__ import annotations

import json
import secrets
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.emulators.e2b_world import Template, World


class Templates:
    """Build routes. No image is made: each box has the programs of this machine."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Give all routes."""
        build = "/{id}/builds/{build}"
        return [
            Route("/v3/templates", self._request, methods=["POST"]),
            Route(f"/v2/templates{build}", self._start, methods=["POST"]),
            Route(f"/templates{build}/status", self._status, methods=["GET"]),
            Route("/templates/{id}/files/{hash}", self._file, methods=["GET"]),
            Route("/upload/{hash}", self._upload, methods=["PUT"]),
            Route("/templates/aliases/{alias}", self._alias, methods=["GET"]),
            Route("/templates/{id}", self._remove, methods=["DELETE"]),
        ]

    def find(self, name: str) -> Template | None:
        """Find a template by its id or one of its names."""
        plain = name.partition(":")[0]
        for template in self._world.templates.values():
            if template.ready and (template.id == plain or plain in template.names):
                return template
        return None

    async def _request(self, request: Request) -> Response:
        asked: dict[str, Any] = await request.json()
        name = str(asked.get("name") or asked.get("alias") or "").partition(":")[0]
        if not name:
            return _refusal(400, "name is required")
        template = self.find(name)
        if template is None:
            identity = secrets.token_hex(10)
            template = Template(identity, [name], "", 2, 1024)
            self._world.templates[identity] = template
        template.build = str(uuid.uuid4())
        template.cpus = int(asked.get("cpuCount") or template.cpus)
        template.memory_mb = int(asked.get("memoryMB") or template.memory_mb)
        return JSONResponse(
            {
                "templateID": template.id,
                "buildID": template.build,
                "public": False,
                "names": template.names,
                "tags": asked.get("tags") or ["default"],
                "aliases": template.names,
            },
            202,
        )

    async def _start(self, request: Request) -> Response:
        template = self._world.templates.get(request.path_params["id"])
        if template is None or template.build != request.path_params["build"]:
            return _refusal(404, "build not found")
        asked: dict[str, Any] = json.loads(await request.body())
        template.steps = list(asked.get("steps") or [])
        missing = [
            step["filesHash"]
            for step in template.steps
            if step.get("filesHash") and step["filesHash"] not in self._world.uploads
        ]
        if missing:
            return _refusal(400, f"files {missing[0]} were not uploaded")
        template.ready = True
        return Response(status_code=202)

    async def _status(self, request: Request) -> Response:
        template = self._world.templates.get(request.path_params["id"])
        if template is None or template.build != request.path_params["build"]:
            return _refusal(404, "build not found")
        entries = [
            {
                "timestamp": datetime.now(UTC).isoformat(),
                "message": f"{step.get('type')} {' '.join(step.get('args') or [])}"[:500],
                "level": "info",
            }
            for step in template.steps
        ][int(request.query_params.get("logsOffset") or 0) :]
        return JSONResponse(
            {
                "logs": [],
                "logEntries": entries,
                "templateID": template.id,
                "buildID": template.build,
                "status": "ready" if template.ready else "waiting",
            }
        )

    async def _file(self, request: Request) -> Response:
        wanted = request.path_params["hash"]
        url = f"{str(request.base_url).rstrip('/')}/upload/{wanted}"
        return JSONResponse({"present": wanted in self._world.uploads, "url": url}, 201)

    async def _upload(self, request: Request) -> Response:
        async for _ in request.stream():
            pass
        self._world.uploads.add(request.path_params["hash"])
        return Response(status_code=200)

    async def _alias(self, request: Request) -> Response:
        template = self.find(unquote(request.path_params["alias"]))
        if template is None:
            return _refusal(404, "template not found")
        return JSONResponse({"templateID": template.id, "public": False})

    async def _remove(self, request: Request) -> Response:
        template = self.find(unquote(request.path_params["id"]))
        if template is None:
            return _refusal(404, "template not found")
        del self._world.templates[template.id]
        return Response(status_code=204)


def _refusal(status: int, message: str) -> Response:
    return JSONResponse({"code": status, "message": message}, status)
