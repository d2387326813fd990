"""Runs the fal emulator on loopback, for the tests of every folder."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import uvicorn
from starlette.types import ASGIApp

from koda.emulators.fal import create_app
from koda.emulators.fal_world import Pace
from koda.providers.fal import FalAddresses

QUICK = Pace(queue_seconds=0.0, run_seconds=0.0)


@dataclass
class FalServer:
    """A running emulator: its address, and its controls."""

    base: str

    @property
    def addresses(self) -> FalAddresses:
        return FalAddresses(
            queue=f"{self.base}/queue",
            rest=f"{self.base}/rest",
            cdn=f"{self.base}/cdn",
            api=f"{self.base}/api",
        )

    def ledger(self) -> list[dict[str, Any]]:
        return self._call("GET", "/ledger").json()

    def fault(self, kind: str, count: int = 1, **more: Any) -> None:
        self._call("POST", "/faults", json={"kind": kind, "count": count, **more})

    def pace(self, **settings: Any) -> None:
        self._call("POST", "/pace", json=settings)

    def _call(self, method: str, path: str, **more: Any) -> httpx2.Response:
        answer = httpx2.request(method, f"{self.base}{path}", timeout=60, verify=False, **more)
        answer.raise_for_status()
        return answer


@contextmanager
def serving(app: ASGIApp, **uvicorn_settings: Any) -> Iterator[str]:
    """Serve an app on a free port, in a thread of its own; gives its address."""
    scheme = "https" if "ssl_certfile" in uvicorn_settings else "http"
    # Without the protocol, asyncio leaves Nagle on: 40 ms for every answer.
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        port = listening.getsockname()[1]
        settings = {"lifespan": "off", **uvicorn_settings}
        config = uvicorn.Config(app, log_level="error", **settings)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        deadline = time.monotonic() + 60
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.01)
        try:
            yield f"{scheme}://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def running_fal(
    pace: Pace | None = None, keys: tuple[str, ...] = (), **uvicorn_settings: Any
) -> Iterator[FalServer]:
    """Serve a fresh emulator."""
    with serving(create_app(pace or QUICK, keys), **uvicorn_settings) as base:
        yield FalServer(base)
