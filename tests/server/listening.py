"""A tab that listens to a server's one stream, over a socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2

from tests.server.conftest import TOKEN


@dataclass
class Heard:
    """One message of the stream."""

    id: str | None
    tag: str
    data: dict[str, Any]


@dataclass
class Tab:
    """What a tab has heard so far, and the place it would go on from."""

    messages: list[Heard] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    place: str = ""
    ended: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def tagged(self, tag: str) -> list[Heard]:
        return [one for one in self.messages if one.tag == tag]

    async def until(self, tag: str, count: int = 1) -> list[Heard]:
        async with asyncio.timeout(60):
            while len(self.tagged(tag)) < count:
                await self._wait()
        return self.tagged(tag)

    async def until_end(self) -> None:
        async with asyncio.timeout(60):
            while not self.ended:
                await self._wait()

    async def _wait(self) -> None:
        self._news.clear()
        await self._news.wait()

    async def read(self, response: httpx2.Response) -> None:
        fields: dict[str, str] = {}
        async for line in response.aiter_lines():
            if line.startswith(":"):
                self.comments.append(line)
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                self.place = fields.get("id", self.place)
                data = json.loads(fields["data"])
                self.messages.append(Heard(fields.get("id"), fields.get("event", ""), data))
                fields = {}
            self._news.set()
        self.ended = True
        self._news.set()


@asynccontextmanager
async def listen(
    address: str, canvas: str, tab: str = "", place: str | None = None, **query: str
) -> AsyncIterator[Tab]:
    """Open the stream; it is cut when the block ends."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    if place is not None:
        headers["last-event-id"] = place
    heard = Tab()
    async with (
        httpx2.AsyncClient(base_url=address, timeout=60) as http,
        http.stream(
            "GET", "/api/events", params={"canvas": canvas, "tab": tab, **query}, headers=headers
        ) as response,
    ):
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        reading = asyncio.create_task(heard.read(response))
        try:
            yield heard
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
