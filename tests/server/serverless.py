"""Kodas on a real socket, beside the fal emulator: serverless or not, as many as wanted."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import uvicorn

from koda.core.canvas import Canvas, Node
from koda.core.ids import CanvasId, NodeId
from koda.server.app import create_app
from koda.services import Services
from koda.settings import Settings
from koda.wiring import open_services
from tests.emulators.fal_server import FalServer
from tests.server.conftest import TOKEN, quiet_server

CANVAS = CanvasId("sky")
MODEL = "nanobanana-pro"


class Instance:
    """A Koda that answers."""

    def __init__(self, address: str, services: Services, http: httpx2.AsyncClient) -> None:
        self.address = address
        self.services = services
        self.http = http

    async def start_run(self, key: str = "run") -> dict[str, Any]:
        """Start all of the canvas; the answer is checked."""
        answer = await self.http.post(
            f"/api/canvases/{CANVAS}/runs", json={"key": key, "mode": "all"}
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def run(self, run: str) -> dict[str, Any]:
        """Read a run from the database, without being there for it."""
        found = await self.services.runs.get(run)  # pyright: ignore[reportArgumentType]
        return found.model_dump(mode="json")

    async def until(self, run: str, *states: str, seconds: float = 60) -> dict[str, Any]:
        """Wait, from outside of any request, until a run is in a state."""
        async with asyncio.timeout(seconds):
            while (found := await self.run(run))["state"] not in states:
                await asyncio.sleep(0.05)
        return found


@asynccontextmanager
async def instance(
    folder: Path, fal: FalServer, *, calls: bool = True, **more: Any
) -> AsyncIterator[Instance]:
    """Serve a Koda over a folder; `calls`: fal.ai is told where to call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings.model_validate(
            {
                "KODA_DATA": folder,
                "KODA_TOKEN": TOKEN,
                "FAL_KEY": "key",
                "FAL_QUEUE_URL": fal.addresses.queue,
                "FAL_REST_URL": fal.addresses.rest,
                "FAL_CDN_URL": fal.addresses.cdn,
                "FAL_API_URL": fal.addresses.api,
                "FAL_JWKS_URL": f"{fal.base}/rest/.well-known/jwks.json",
                "KODA_PUBLIC_URL": address if calls else "",
                **more,
            }
        )
        async with open_services(settings) as services:
            app = create_app(services)
            server = quiet_server(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
            task = asyncio.create_task(server.serve([listener]))
            headers = {"authorization": f"Bearer {TOKEN}"}
            async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=60) as http:
                yield Instance(address, services, http)
            app.state.ending.set()
            server.should_exit = True
            await task


async def draw(koda: Instance, count: int = 1) -> None:
    """Put so many pictures to be made on the canvas."""
    nodes = {
        NodeId(f"i{place}"): Node(
            id=NodeId(f"i{place}"),
            kind="image-generator",
            parameters={"prompt": f"a sky {place}", "model": MODEL, "seed": place},
        )
        for place in range(count)
    }
    await koda.services.canvases.create(Canvas(id=CANVAS, name="Sky", nodes=nodes))
