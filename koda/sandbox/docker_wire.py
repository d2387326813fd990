"""A program in a container, over the connection that the engine gives for it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from docker.api.client import APIClient

_Result = TypeVar("_Result")
_Given = ParamSpec("_Given")
_STDOUT = 1
_HEADER = 8
_PIECE = 65536


class Threads:
    """Threads of our own: a read may block for as long as a command is silent."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=128, thread_name_prefix="containers")

    async def do(
        self, function: Callable[_Given, _Result], *args: _Given.args, **kwargs: _Given.kwargs
    ) -> _Result:
        """Call a function that blocks."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(function, *args, **kwargs))

    def close(self) -> None:
        """Let the threads end when they are done."""
        self._pool.shutdown(wait=False, cancel_futures=True)


class Connection(Protocol):
    """What the library gives for a program's stdin and output: a socket, or what wraps one."""

    def close(self) -> None:
        """Close it."""
        ...


class DockerWire:
    """Stdin and stdout of a program; stderr and stdout come in one stream of frames."""

    def __init__(self, threads: Threads, connection: Connection) -> None:
        self._threads = threads
        self._connection = connection
        self._socket = cast(socket.socket, getattr(connection, "_sock", connection))
        self._socket.settimeout(None)
        self.said_on_stderr = b""

    async def send(self, content: bytes) -> None:
        """Write to its stdin."""
        await self._threads.do(self._socket.sendall, content)

    async def heard(self) -> AsyncIterator[bytes]:
        """Give its stdout."""
        while header := await self._threads.do(self._read, _HEADER):
            left = int.from_bytes(header[4:], "big")
            while left > 0:
                piece = await self._threads.do(self._socket.recv, min(left, _PIECE))
                if not piece:
                    return
                left -= len(piece)
                if header[0] == _STDOUT:
                    yield piece
                elif len(self.said_on_stderr) < _PIECE:
                    self.said_on_stderr += piece

    async def stop(self) -> None:
        """End its stdin."""
        await self._threads.do(self._socket.shutdown, socket.SHUT_WR)

    async def close(self) -> None:
        """Let go: a thread that reads wakes up."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        for one in (self._connection, self._socket):
            with contextlib.suppress(OSError):
                one.close()

    def _read(self, count: int) -> bytes:
        """Read exactly so many bytes; fewer at the end."""
        read = b""
        try:
            while len(read) < count and (piece := self._socket.recv(count - len(read))):
                read += piece
        except ConnectionError:
            return b""
        return read if len(read) == count else b""


def start(api: APIClient, container: str, argv: Sequence[str], user: str) -> Connection:
    """Start a program in a container (blocking), and give the connection to it."""
    create = cast("Callable[..., dict[str, Any]]", api.exec_create)  # pyright: ignore[reportUnknownMemberType]
    made = create(
        container, list(argv), stdin=True, stdout=True, stderr=True, user=user, workdir="/"
    )
    return cast(Connection, api.exec_start(made["Id"], socket=True))
