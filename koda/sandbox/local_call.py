"""Talks to the keeper of a local box; whatever it answers is taken as hostile."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, cast

from koda.core.errors import SandboxFailed, SandboxGone
from koda.sandbox.local_start import DOOR, short

_MOST_PIECE = 16 * 1024**2
_PIECE = 1024**2
_STOP_SECONDS = 5.0

OnPiece = Callable[[bytes, bytes], None]


class Cut(Exception):
    """The answer ended before it was whole."""


async def call(
    place: Path, asked: Mapping[str, object], content: bytes | Path, on_piece: OnPiece
) -> dict[str, Any]:
    """Ask for one thing, and give the answer.

    Raises:
        SandboxGone: Nobody is at the door.
        SandboxFailed: The answer makes no sense.
        Cut: It has no end.
    """
    async with _opened(place) as (reader, writer):
        size = await asyncio.to_thread(_size, content)
        order = json.dumps({**asked, "size": size}).encode()
        try:
            writer.write(struct.pack(">I", len(order)) + order)
            async for piece in _pieces(content):
                writer.write(piece)
                await writer.drain()
        except ConnectionError as error:
            raise Cut from error
        try:
            return await _answer(reader, on_piece)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Cut from error
        except asyncio.CancelledError:
            await _stopped(reader, writer)
            raise


async def _stopped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Let go, and wait until what was begun is dead: the hand hangs up after that."""
    with suppress(OSError, TimeoutError):
        writer.write_eof()
        async with asyncio.timeout(_STOP_SECONDS):
            while await reader.read(_PIECE):
                pass


@asynccontextmanager
async def _opened(
    place: Path,
) -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    try:
        with short(place) as folder:
            reader, writer = await asyncio.open_unix_connection(f"{folder}/{DOOR}")
    except OSError as error:
        raise SandboxGone("The box has ended.") from error
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader, on_piece: OnPiece) -> dict[str, Any]:
    while True:
        kind, size = struct.unpack(">cI", await reader.readexactly(5))
        if kind not in (b"o", b"e", b"d", b"x") or size > _MOST_PIECE:
            raise SandboxFailed("The box answered what cannot be read.")
        content = await reader.readexactly(size)
        if kind != b"x":
            on_piece(kind, content)
            continue
        try:
            told = json.loads(content)
        except ValueError as error:
            raise SandboxFailed("The box answered what cannot be read.") from error
        if not isinstance(told, dict):
            raise SandboxFailed("The box answered what cannot be read.")
        return cast("dict[str, Any]", told)


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


async def _pieces(content: bytes | Path) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        if content:
            yield content
        return
    with content.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
