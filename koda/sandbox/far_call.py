"""One call of the hand in a box: what is asked goes in, lines come out, it can be stopped."""

from __future__ import annotations

import asyncio
import binascii
import json
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Protocol, cast

from koda.core.errors import KodaError, SandboxFailed

LONGEST_LINE = 256 * 1024
_PATIENCE = 10.0

Heard = Callable[[str, bytes], object]


class Wire(Protocol):
    """A program that was started in a box, as the engine lets us reach it."""

    async def send(self, content: bytes) -> None:
        """Write to its stdin."""
        ...

    def heard(self) -> AsyncIterator[bytes]:
        """Give its stdout as it comes, in pieces of any size."""
        ...

    async def stop(self) -> None:
        """End its stdin: the hand kills its command, says so, and ends."""
        ...

    async def close(self) -> None:
        """Let go of it, whatever it does."""
        ...


class HandLost(Exception):
    """The hand ended without a word on how it went."""


async def call(
    wire: Wire, asked: Mapping[str, object], content: AsyncIterator[bytes] | None, on_line: Heard
) -> dict[str, Any]:
    """Ask the hand for something, and give its last word.

    When this is cancelled, the hand is told to stop, and waited for.

    Args:
        wire: The hand, just started.
        asked: What is asked for.
        content: What follows the request, exactly as long as it says.
        on_line: Hears the kind and the bytes of each line before the last.

    Raises:
        HandLost: It ended before its last word.
        SandboxFailed: What it says makes no sense.
    """
    lines = _Lines(wire)
    try:
        return await _talk(wire, lines, asked, content, on_line)
    except asyncio.CancelledError:
        await asyncio.shield(_stop(wire, lines))
        raise
    finally:
        await asyncio.shield(lines.close())


async def _talk(
    wire: Wire,
    lines: _Lines,
    asked: Mapping[str, object],
    content: AsyncIterator[bytes] | None,
    on_line: Heard,
) -> dict[str, Any]:
    try:
        await wire.send(json.dumps(asked).encode() + b"\n")
        if content is not None:
            async for piece in content:
                await wire.send(piece)
    except OSError as error:
        raise HandLost from error
    while True:
        kind, said = await lines.next()
        if kind == "x":
            return _last_word(said)
        on_line(kind, _bytes(said))


async def _stop(wire: Wire, lines: _Lines) -> None:
    """Stop the hand; raises `HandLost` if it does not say that it has."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await wire.stop()
            while (await lines.next())[0] != "x":
                pass
    except (TimeoutError, OSError) as error:
        raise HandLost from error


class _Lines:
    """What the hand says, read on even while nobody waits for it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._read: asyncio.Queue[tuple[str, bytes] | Exception] = asyncio.Queue(64)
        self._reading = asyncio.create_task(self._pump())

    async def next(self) -> tuple[str, bytes]:
        """Give the next line's kind and content; raises `HandLost` after the last."""
        line = await self._read.get()
        if isinstance(line, Exception):
            raise line
        return line

    async def close(self) -> None:
        """Let go of the hand."""
        self._reading.cancel()
        await self._wire.close()
        await asyncio.gather(self._reading, return_exceptions=True)

    async def _pump(self) -> None:
        try:
            await self._split()
        except KodaError as error:
            await self._read.put(error)
        except OSError as error:
            await self._read.put(HandLost(str(error)))
        else:
            await self._read.put(HandLost())

    async def _split(self) -> None:
        rest = b""
        async for piece in self._wire.heard():
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                raise SandboxFailed("A box answers with a line that has no end.")
            for line in lines:
                await self._read.put((line[:1].decode("ascii", "replace"), line[2:]))


def _bytes(said: bytes) -> bytes:
    try:
        return b64decode(said, validate=True)
    except binascii.Error as error:
        raise SandboxFailed("A box answers with what is no answer.") from error


def _last_word(said: bytes) -> dict[str, Any]:
    try:
        word: object = json.loads(said)
    except ValueError as error:
        raise SandboxFailed("A box answers with what is no answer.") from error
    if not isinstance(word, dict):
        raise SandboxFailed("A box answers with what is no answer.")
    return cast(dict[str, Any], word)
