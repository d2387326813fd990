"""A proxy before a server that cuts a connection once the server has done what was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Cutting:
    """A running proxy.

    Attributes:
        port: Where it answers.
        cuts: Cut the connection instead of answering to bytes that hold these; once.
        cut: How many connections were cut.
    """

    port: int
    cuts: bytes = b""
    cut: int = 0
    _links: set[asyncio.StreamWriter] = field(default_factory=set)

    def close_all(self) -> None:
        """Close every connection, as a pooler does with idle ones."""
        for link in list(self._links):
            link.close()


@asynccontextmanager
async def run_cutting(behind: int) -> AsyncGenerator[Cutting]:
    """Start a proxy before a port of this machine."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection("127.0.0.1", behind)
        proxy._links |= {writer, forth}
        silent = asyncio.Event()

        async def ask() -> None:
            while asked := await reader.read(2**16):
                if proxy.cuts and proxy.cuts in asked:
                    proxy.cuts = b""
                    silent.set()
                forth.write(asked)
                await forth.drain()

        async def answer() -> None:
            while told := await back.read(2**16):
                if silent.is_set():
                    proxy.cut += 1
                    return
                writer.write(told)
                await writer.drain()

        tasks = [asyncio.create_task(one()) for one in (ask, answer)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        writer.close()
        forth.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    proxy = Cutting(server.sockets[0].getsockname()[1])
    yield proxy
    proxy.close_all()
    server.close()
