"""A stand-in for E2B on one port: control plane, and `envd` of every box.

Commands really run, each box in a folder of its own, closed in by bubblewrap, with the programs of
this machine. The vendor's own SDK works with it unchanged; its wheel brings the servers of the
protocol that this is made of, so it must be installed (`koda-studio[e2b]`). Point Koda, or the SDK,
at it with these settings (`main_lines` gives them for an address):

    E2B_API_KEY=emulator
    E2B_API_URL=http://127.0.0.1:9403
    E2B_SANDBOX_URL=http://127.0.0.1:9403

* `GET /emulator/ledger`: every call with its box, key, answer and fault.
* `GET /emulator/boxes`: the boxes that live, with their processes.
* `POST /emulator/faults {kind, count, match, seconds}`: what goes wrong next (`GET` lists kinds
  and what is still to come, `DELETE` forgets it); `match` is a part of `METHOD path`.

There are no terminals, snapshots, forks, volumes or secrets; links are never followed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from e2b.envd.filesystem.filesystem_connect import FilesystemASGIApplication
from e2b.envd.process.process_connect import ProcessASGIApplication
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from koda.emulators.e2b_api import Api, refusal
from koda.emulators.e2b_envd import Envd, sandbox_of
from koda.emulators.e2b_faults import KINDS
from koda.emulators.e2b_filesystem import Filesystem
from koda.emulators.e2b_process import Processes
from koda.emulators.e2b_world import Entry, World
from koda.emulators.faults import Connections, Fault, HangUp, fault_routes, hang_up

PORT = 9403
_CONTROL = ("/v2/sandboxes", "/sandboxes", "/v3/templates", "/v2/templates", "/templates")


def create_app(folder: Path, keys: Iterable[str] = ()) -> ASGIApp:
    """Make the emulator.

    Args:
        folder: Where the boxes' folders are; it is made with them, and removed at the end.
        keys: The keys it takes; none: any.
    """
    world = World(folder, keys)
    envd = Envd(world)
    routes = [*Api(world).routes(), *envd.routes(), *_control_routes(world)]
    rest = Starlette(routes=routes, exception_handlers={404: _nothing})
    processes = ProcessASGIApplication(Processes(envd.box_of), read_max_bytes=64 * 1024**2)
    files = FilesystemASGIApplication(Filesystem(envd.box_of))
    return Connections(_Door(world, rest, {"/process.": processes, "/filesystem.": files}))


def main_lines(base: str) -> list[str]:
    """Give the lines of a `.env` file that point Koda at an emulator, e.g. `http://host:9403`."""
    place = base.rstrip("/")
    return ["E2B_API_KEY=emulator", f"E2B_API_URL={place}", f"E2B_SANDBOX_URL={place}"]


class _Door:
    """Lets calls in: writes them down, asks for keys, makes faults."""

    def __init__(self, world: World, rest: ASGIApp, services: dict[str, Any]) -> None:
        self._world = world
        self._rest = rest
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http" or path.startswith("/emulator/"):
            await self._rest(scope, receive, send)
            return
        headers = Headers(scope=scope)
        entry = Entry(
            at=time.time(),
            call=f"{scope['method']} {path}",
            sandbox=sandbox_of(headers),
            key=headers.get("x-api-key", ""),
        )
        self._world.ledger.append(entry)
        scope.setdefault("state", {})
        await self._answer(entry, scope, receive, send)
        entry.sandbox = scope["state"].get("sandbox", entry.sandbox)

    async def _answer(self, entry: Entry, scope: Scope, receive: Receive, send: Send) -> None:
        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
            await send(message)

        fault = self._world.faults.take(entry.call, *KINDS)
        if fault is not None:
            entry.fault = fault.kind
            answer = await self._spoil(fault, entry)
            if answer is not None:
                await answer(scope, receive, note)
                return
        if scope["path"].startswith(_CONTROL) and not self._takes(entry.key):
            await refusal(401, "Invalid API key")(scope, receive, note)
            return
        prefix = next((name for name in self._services if scope["path"].startswith(name)), "")
        app = self._services.get(prefix, self._rest)
        if fault is not None and fault.kind == "lost_answer":
            await app(scope, receive, _swallow)
            hang_up(scope, deliver=False)
            return
        await app(scope, receive, note)

    async def _spoil(self, fault: Fault, entry: Entry) -> Response | None:
        match fault.kind:
            case "unauthorized":
                return refusal(401, "Invalid API key")
            case "forbidden":
                return refusal(403, "you have reached the maximum number of concurrent sandboxes")
            case "rate_limited":
                return refusal(429, "rate limit exceeded", {"Retry-After": f"{fault.seconds:.0f}"})
            case "server_error":
                return refusal(500, "internal server error")
            case "busy":
                return refusal(503, "no capacity")
            case "port_closed":
                return refusal(502, "The sandbox is running but port is not open")
            case "refuse":
                return HangUp()
            case "slow":
                await asyncio.sleep(fault.seconds)
            case "gone":
                named = [one for one in self._world.boxes.values() if one.id in entry.call]
                for box in named or [self._world.boxes.get(entry.sandbox)]:
                    if box is not None:
                        await self._world.end(box)
            case _:
                pass
        return None

    def _takes(self, key: str) -> bool:
        return bool(key) and (not self._world.keys or key in self._world.keys)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._world.close()
                await send({"type": "lifespan.shutdown.complete"})
                return


async def _swallow(_: Message) -> None:
    """Take an answer that nobody will get."""


async def _nothing(request: Request, _: Exception) -> Response:
    return refusal(404, f"no route {request.method} {request.url.path}")


def _control_routes(world: World) -> list[Route]:
    async def ledger(_: Request) -> Response:
        return JSONResponse([asdict(entry) for entry in world.ledger])

    async def boxes(_: Request) -> Response:
        return JSONResponse(
            [
                {
                    "id": box.id,
                    "template": box.template,
                    "internet": box.internet,
                    "metadata": box.metadata,
                    "processes": [one.inner for one in box.processes.values()],
                }
                for box in world.boxes.values()
            ]
        )

    return [
        Route("/emulator/ledger", ledger, methods=["GET"]),
        Route("/emulator/boxes", boxes, methods=["GET"]),
        *fault_routes(world.faults, "/emulator/faults"),
    ]
