"""An app over real services, called without a socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI

from koda.server.app import create_app
from koda.settings import Settings
from koda.wiring import open_services

TOKEN = "secret-token"
BASE = "http://127.0.0.1:3000"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[FastAPI]:
    settings = Settings.model_validate({"KODA_DATA": tmp_path, "KODA_TOKEN": TOKEN})
    async with open_services(settings) as services:
        yield create_app(services)


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody without a token."""
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=BASE) as client:
        yield client


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A program with the token."""
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app),
        base_url=BASE,
        headers={"authorization": f"Bearer {TOKEN}"},
        timeout=60,
    ) as client:
        yield client


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """The address of a real server with the app, for what only a socket shows."""
    server = quiet_server(uvicorn.Config(app, port=0, lifespan="off", log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server.serve([listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        app.state.ending.set()
        server.should_exit = True
        await task


def quiet_server(config: uvicorn.Config) -> uvicorn.Server:
    """Give a server that leaves the signals of this process alone."""
    return _Server(config)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
