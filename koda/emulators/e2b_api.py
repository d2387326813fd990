"""The E2B emulator's control plane: boxes are made, listed, paused, extended and ended."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import parse_qsl, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from koda.emulators.e2b_templates import Templates
from koda.emulators.e2b_world import ENVD_VERSION, Box, World

_LONGEST = 24 * 3600
_OFFERED = ("base", "code-interpreter-v1")


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Refuse as the service does."""
    return JSONResponse({"code": status, "message": message}, status, headers)


class Api:
    """The routes that the vendor's SDK asks with an `X-API-Key`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._templates = Templates(world)

    def routes(self) -> list[Route]:
        """Give all routes."""
        one = "/sandboxes/{id}"
        return [
            Route("/v2/sandboxes", self._create, methods=["POST"]),
            Route("/v2/sandboxes", self._list, methods=["GET"]),
            Route(one, self._get, methods=["GET"]),
            Route(one, self._kill, methods=["DELETE"]),
            Route(f"{one}/timeout", self._timeout, methods=["POST"]),
            Route(f"{one}/refreshes", self._refresh, methods=["POST"]),
            Route(f"{one}/pause", self._pause, methods=["POST"]),
            Route(f"/v2{one}/connect", self._connect, methods=["POST"]),
            Route(f"{one}/network", self._network, methods=["PUT"]),
            Route(f"{one}/metrics", self._metrics, methods=["GET"]),
            *self._templates.routes(),
        ]

    async def _create(self, request: Request) -> Response:
        asked = await _body(request)
        name = asked.get("templateID")
        if not isinstance(name, str) or not name:
            return refusal(400, "templateID is required")
        template = self._templates.find(name)
        if template is None and name not in _OFFERED:
            return refusal(404, f"template '{name}' not found")
        if (late := _seconds(asked)) is not None:
            return late
        key = request.headers.get("Idempotency-Key", "")
        box = self._world.boxes.get(self._world.created.get(key, ""))
        if box is None:
            box = self._world.make(asked, template)
            self._world.created[key or box.id] = box.id
        request.state.sandbox = box.id
        return JSONResponse(_short(box), 201)

    async def _list(self, request: Request) -> Response:
        query = request.query_params
        wanted = {unquote(k): unquote(v) for k, v in parse_qsl(query.get("metadata", ""))}
        states = query.get("state", "running,paused").split(",")
        boxes = [
            box
            for box in self._world.boxes.values()
            if _state(box) in states
            and wanted.items() <= box.metadata.items()
            and query.get("template", box.template) == box.template
        ]
        boxes.sort(key=lambda box: box.started_at, reverse=query.get("order") != "asc")
        start, limit = int(query.get("nextToken") or 0), int(query.get("limit") or 100)
        more = start + limit < len(boxes)
        headers = {"x-next-token": str(start + limit)} if more else {}
        page = boxes[start : start + limit]
        return JSONResponse([_long(box) for box in page], headers=headers)

    async def _get(self, request: Request) -> Response:
        box = self._find(request)
        return _gone(request) if box is None else JSONResponse(_long(box))

    async def _kill(self, request: Request) -> Response:
        box = self._find(request)
        if box is None:
            return _gone(request)
        await self._world.end(box)
        return Response(status_code=204)

    async def _timeout(self, request: Request) -> Response:
        box, asked = self._find(request), await _body(request)
        if box is None:
            return _gone(request)
        if (late := _seconds(asked)) is not None:
            return late
        self._world.let_live(box, float(asked.get("timeout") or 0))
        return Response(status_code=204)

    async def _refresh(self, request: Request) -> Response:
        box, asked = self._find(request), await _body(request)
        if box is None:
            return _gone(request)
        seconds = float(asked.get("duration") or 60)
        self._world.let_live(box, max(seconds, box.ends_at - time.time()))
        return Response(status_code=204)

    async def _pause(self, request: Request) -> Response:
        box = self._find(request)
        if box is None:
            return _gone(request)
        if box.paused:
            return refusal(409, f"sandbox {box.id} is already paused")
        self._world.pause(box)
        return Response(status_code=204)

    async def _connect(self, request: Request) -> Response:
        box, asked = self._find(request), await _body(request)
        if box is None:
            return _gone(request)
        resumed = box.paused
        if resumed:
            self._world.resume(box)
        seconds = float(asked.get("timeout") or 15)
        if resumed or seconds > box.ends_at - time.time():
            self._world.let_live(box, seconds)  # connecting never makes a life shorter
        return JSONResponse(_short(box), 201 if resumed else 200)

    async def _network(self, request: Request) -> Response:
        box, asked = self._find(request), await _body(request)
        if box is None:
            return _gone(request)
        if asked.get("allow_internet_access") is not None:
            box.internet = bool(asked["allow_internet_access"])
        return Response(status_code=204)

    async def _metrics(self, request: Request) -> Response:
        box = self._find(request)
        if box is None:
            return _gone(request)
        now = time.time()
        facts = {
            "timestamp": _time(now),
            "timestampUnix": int(now),
            "cpuCount": box.cpus,
            "cpuUsedPct": 0.0,
            "memUsed": 0,
            "memTotal": box.memory_mb * 1024**2,
            "memCache": 0,
            "diskUsed": sum(
                path.lstat().st_size for path in box.folder.rglob("*") if not path.is_dir()
            ),
            "diskTotal": 1024**3,
        }
        return JSONResponse([facts])

    def _find(self, request: Request) -> Box | None:
        request.state.sandbox = request.path_params["id"]
        return self._world.boxes.get(request.path_params["id"])


async def _body(request: Request) -> dict[str, Any]:
    try:
        body: object = json.loads(await request.body() or b"{}")
    except ValueError:
        return {}
    return cast(dict[str, Any], body) if isinstance(body, dict) else {}


def _seconds(asked: Mapping[str, Any]) -> Response | None:
    seconds = asked.get("timeout", 15)
    if not isinstance(seconds, int) or seconds < 0:
        return refusal(400, "timeout must be a number of seconds")
    if seconds > _LONGEST:
        return refusal(400, f"Timeout cannot be greater than {_LONGEST // 3600} hours")
    return None


def _gone(request: Request) -> Response:
    return refusal(404, f'sandbox "{request.path_params["id"]}" was not found')


def _state(box: Box) -> str:
    return "paused" if box.paused else "running"


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _short(box: Box) -> dict[str, Any]:
    return {
        "templateID": box.template,
        "sandboxID": box.id,
        "clientID": "emulator",
        "envdVersion": ENVD_VERSION,
        "envdAccessToken": box.token,
        "domain": None,
    }


def _long(box: Box) -> dict[str, Any]:
    return {
        **_short(box),
        "startedAt": _time(box.started_at),
        "endAt": _time(box.ends_at),
        "cpuCount": box.cpus,
        "memoryMB": box.memory_mb,
        "diskSizeMB": 1024,
        "state": _state(box),
        "metadata": dict(box.metadata),
        "allowInternetAccess": box.internet,
    }
