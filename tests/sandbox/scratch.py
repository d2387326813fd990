"""Things of this machine that are made to be attacked: listeners, files, a process."""

from __future__ import annotations

import asyncio
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

ANSWER = b"an answer of the machine"


@dataclass(frozen=True, slots=True)
class Scratch:
    """What there is: ports on loopback, an abstract name, folders, a process with a marker."""

    tcp: int
    tcp6: int
    udp: int
    abstract: str
    folder: Path
    data: Path
    home: Path
    marker: str
    process: int


class _Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._transport.sendto(ANSWER, addr)


@asynccontextmanager
async def scratch_things(tmp_path: Path) -> AsyncIterator[Scratch]:
    """Make them; they go at the end."""
    folder = tmp_path / "seen"
    data, home = tmp_path / "data", tmp_path / "home"
    for place in (folder, data, home):
        place.mkdir()
        (place / "secret").write_text("a secret of the machine\n")
        (place / "secret").chmod(0o666)
        place.chmod(0o777)
    abstract = f"koda-test-{secrets.token_hex(8)}"
    marker = f"koda-marker-{secrets.token_hex(8)}"
    async with AsyncExitStack() as stack:
        loop = asyncio.get_running_loop()
        one = await stack.enter_async_context(await asyncio.start_server(_answer, "127.0.0.1", 0))
        six = await stack.enter_async_context(await asyncio.start_server(_answer, "::1", 0))
        path = f"{folder}/listener"
        await stack.enter_async_context(await asyncio.start_unix_server(_answer, path))
        Path(path).chmod(0o777)
        hidden = socket.socket(socket.AF_UNIX)
        hidden.bind("\0" + abstract)
        await stack.enter_async_context(await asyncio.start_unix_server(_answer, sock=hidden))
        udp, _ = await loop.create_datagram_endpoint(_Echo, ("127.0.0.1", 0))
        stack.callback(udp.close)
        program = (sys.executable, "-c", "import time; time.sleep(600)", marker)
        process = await asyncio.create_subprocess_exec(*program)
        stack.push_async_callback(process.wait)
        stack.callback(process.kill)
        yield Scratch(
            tcp=one.sockets[0].getsockname()[1],
            tcp6=six.sockets[0].getsockname()[1],
            udp=udp.get_extra_info("sockname")[1],
            abstract=abstract,
            folder=folder,
            data=data,
            home=home,
            marker=marker,
            process=process.pid,
        )


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.write(ANSWER)
    await writer.drain()
    writer.close()
