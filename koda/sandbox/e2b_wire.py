"""The hand in a box at E2B, by the vendor's SDK."""

# The SDK's own types are not complete.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import asyncio
import shlex
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from koda.sandbox.e2b_errors import said_plainly
from koda.sandbox.far_hands import argv

if TYPE_CHECKING:
    from e2b import AsyncSandbox

_QUEUE = 64
SECONDS_TO_START = 60.0
"""As long as the SDK itself would wait."""


class E2bWire:
    """Stdin and stdout of a hand; the service's shell only ever gets our own constant words."""

    def __init__(self) -> None:
        self._said: asyncio.Queue[bytes | None] = asyncio.Queue(_QUEUE)
        self._handle: Any = None
        self._ending: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, box: AsyncSandbox) -> E2bWire:
        """Start a hand."""
        wire = cls()
        with said_plainly():
            async with asyncio.timeout(SECONDS_TO_START):
                wire._handle = await box.commands.run(
                    "exec " + shlex.join(argv()),
                    background=True,
                    stdin=True,
                    on_stdout=wire._hear,
                    timeout=0,
                    # The SDK's own limit waits in a task of its own, whose error nobody
                    # retrieves where this one is cancelled meanwhile (Python 3.11).
                    request_timeout=0,
                    cwd="/",
                    retain_output=False,
                )
        wire._ending = asyncio.create_task(wire._wait())
        return wire

    async def _hear(self, text: str) -> None:
        await self._said.put(text.encode())

    async def _wait(self) -> None:
        # How it ends says the hand's last word, not its exit code, nor a broken connection.
        with suppress(Exception):
            await self._handle.wait()
        await self._said.put(None)

    async def send(self, content: bytes) -> None:
        """Write to its stdin."""
        with said_plainly():
            await self._handle.send_stdin(content)

    async def heard(self) -> AsyncIterator[bytes]:
        """Give its stdout."""
        while (piece := await self._said.get()) is not None:
            yield piece

    async def stop(self) -> None:
        """End its stdin."""
        with said_plainly():
            await self._handle.close_stdin()

    async def close(self) -> None:
        """Let go of it; one that still goes on is killed."""
        if self._ending is None:
            return
        if not self._ending.done():
            self._ending.cancel()
            with suppress(Exception):  # the box may be gone
                await self._handle.kill()
            with suppress(Exception):
                await self._handle.disconnect()
        await asyncio.gather(self._ending, return_exceptions=True)
