"""One kept-open HTTP/1.1 connection, so that the client costs next to nothing beside the server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any


class Line:
    """A connection to a server on this machine."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str
    ) -> None:
        """Use an open connection; see `open_line`."""
        self._reader = reader
        self._writer = writer
        self._head = f"Host: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"

    async def post(self, path: str, body: object) -> Any:
        """Post JSON and give the JSON of the answer; raises `RuntimeError` unless it is 2xx."""
        content = json.dumps(body).encode()
        self._send(
            f"POST {path} HTTP/1.1\r\n{self._head}Content-Type: application/json\r\n"
            f"Content-Length: {len(content)}\r\n\r\n",
            content,
        )
        length = await self._read_head()
        return json.loads(await self._reader.readexactly(length))

    async def follow(self, path: str) -> AsyncIterator[Any]:
        """Give the JSON of every event of a stream; the line can do nothing else afterwards."""
        self._send(f"GET {path} HTTP/1.1\r\n{self._head}\r\n")
        await self._read_head()
        while line := await self._reader.readline():
            if line.startswith(b"data:"):
                yield json.loads(line[5:])

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    def _send(self, head: str, content: bytes = b"") -> None:
        self._writer.write(head.encode("ascii") + content)

    async def _read_head(self) -> int:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *fields = head.split("\r\n")
        names = dict(field.lower().split(": ", 1) for field in fields if field)
        length = int(names.get("content-length", 0))
        if status.split()[1][0] != "2":
            said = await self._reader.readexactly(length)
            raise RuntimeError(f"{status}: {said.decode(errors='replace')[:300]}")
        return length


async def open_line(port: int, token: str) -> Line:
    """Open a connection to a port of this machine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    return Line(reader, writer, token)
