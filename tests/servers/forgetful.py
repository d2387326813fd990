"""A proxy before a server that loses answers, after the server has done what was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Forgetful:
    """A running proxy.

    Attributes:
        port: Where it answers.
        loses: Says, by what was asked, whether its answer is lost.
        lost: What was asked and not answered.
    """

    port: int
    loses: Callable[[bytes], bool] = field(default=lambda _: False)
    lost: list[bytes] = field(default_factory=list)

    def lose_next(self, holding: bytes) -> None:
        """Lose one answer: that of the next request that holds these bytes."""
        already = len(self.lost)
        self.loses = lambda asked: len(self.lost) == already and holding in asked


@asynccontextmanager
async def run_forgetful(behind: int) -> AsyncGenerator[Forgetful]:
    """Start a proxy before a port of this machine."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _request(reader)
            answer = await _forward(behind, asked)
            if proxy.loses(asked):
                proxy.lost.append(asked)
            else:
                writer.write(answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**26)
    proxy = Forgetful(server.sockets[0].getsockname()[1])
    yield proxy
    server.close()


async def _forward(port: int, asked: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head, _, body = asked.partition(b"\r\n")
    writer.write(b"%s\r\nConnection: close\r\n%s" % (head, body))
    answer = await reader.read()
    writer.close()
    return answer


async def _request(reader: asyncio.StreamReader) -> bytes:
    """Read one request whole."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            head += await reader.readexactly(int(value))
    return head.replace(b"Connection: keep-alive\r\n", b"")
