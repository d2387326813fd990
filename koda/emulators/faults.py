"""Faults that an emulator was told to make, with the answers that are no answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

_TRANSPORT = "koda.transport"


@dataclass(slots=True)
class Fault:
    """A fault to come, so many times, for calls that have `match` in their path or body.

    Attributes:
        kind: One that the emulator knows.
        count: How many calls it hits.
        match: A part of the path or the body.
        seconds: For kinds that wait, or tell the caller to.
        characters: For kinds that break an answer: how much of it is sent before.
    """

    kind: str
    count: int = 1
    match: str = ""
    seconds: float = 5.0
    characters: int = 0


class Faults:
    """The faults to come, oldest first."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        """Start without any.

        Args:
            kinds: What can be planned, each with what it does.
        """
        self.kinds = kinds
        self._coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a fault; raises `ValueError` for an unknown kind."""
        if fault.kind not in self.kinds:
            message = f"no fault “{fault.kind}”; there are: {', '.join(self.kinds)}"
            raise ValueError(message)
        self._coming.append(fault)

    def take(self, text: str, *kinds: str) -> Fault | None:
        """Give the first fault of these kinds that fits, and count it."""
        for fault in self._coming:
            if fault.kind in kinds and fault.match in text:
                fault.count -= 1
                if fault.count <= 0:
                    self._coming.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Forget what was planned."""
        self._coming.clear()

    def list(self) -> list[dict[str, Any]]:
        """Give what is still to come."""
        return [asdict(fault) for fault in self._coming]


def fault_routes(faults: Faults, path: str) -> list[Route]:
    """Give the routes by which faults are planned, listed and forgotten."""

    async def add(request: Request) -> Response:
        try:
            faults.add(Fault(**await request.json()))
        except (TypeError, ValueError) as error:
            return JSONResponse({"detail": str(error)}, 422)
        return JSONResponse(faults.list(), 201)

    async def list_all(_: Request) -> Response:
        return JSONResponse({"kinds": faults.kinds, "coming": faults.list()})

    async def clear(_: Request) -> Response:
        faults.clear()
        return Response(status_code=204)

    return [
        Route(path, add, methods=["POST"]),
        Route(path, list_all, methods=["GET"]),
        Route(path, clear, methods=["DELETE"]),
    ]


class Connections:
    """Lets a response reach its connection; the outermost layer of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the connection's transport, which uvicorn's `send` is bound to."""
        scope[_TRANSPORT] = getattr(getattr(send, "__self__", None), "transport", None)
        await self._app(scope, receive, send)


def hang_up(scope: Scope, *, deliver: bool) -> None:
    """Close a call's connection; `deliver`: only after what was sent has left."""
    transport = scope[_TRANSPORT]
    (transport.close if deliver else transport.abort)()


class HangUp(Response):
    """Closes the connection without an answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Close, and wait until the server has noticed."""
        hang_up(scope, deliver=False)
        while (await receive())["type"] != "http.disconnect":
            pass


class Truncated(Response):
    """Promises the whole body, sends its first half, and closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send half; what is on its way is still delivered."""
        body = bytes(self.body)
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        await send(
            {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        )
        hang_up(scope, deliver=True)
        while (await receive())["type"] != "http.disconnect":
            pass
