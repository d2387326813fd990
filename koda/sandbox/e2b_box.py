"""One box at E2B: a machine of its own, reached by the vendor's SDK."""

# The SDK's own types are not complete.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koda.core.errors import SandboxFailed, SandboxGone
from koda.sandbox.e2b_errors import said_plainly
from koda.sandbox.e2b_wire import E2bWire
from koda.sandbox.far import FarSandbox, cores
from koda.sandbox.far_call import Wire
from koda.sandbox.port import Limits, SandboxId, Tools

if TYPE_CHECKING:
    from e2b import AsyncSandbox

_BY_FILE = 1024**2
_SPARE_PROCESSES = 16
_MAKE_ROOT = "mkdir -p /work && chmod 1777 /work"


class E2bSandbox(FarSandbox):
    """A box of which only the hand, the files route and its end are used."""

    def __init__(
        self, box: AsyncSandbox, limits: Limits, forget: Callable[[SandboxId], None]
    ) -> None:
        super().__init__(SandboxId(box.sandbox_id), Tools("", "", has_begin_frame=False), limits)
        self._box = box
        self._forget = forget

    async def settle(self) -> None:
        """Ask where its programs are; make `/work` if its template has none."""
        if await self.look_around():
            return
        with said_plainly():
            await self._box.commands.run(_MAKE_ROOT, user="root", request_timeout=0)
        if not await self.look_around():
            raise SandboxFailed("The template's user cannot write in /work.")

    async def extend(self, seconds: float) -> None:
        """Let the box live for this long from now."""
        with said_plainly():
            await self._box.set_timeout(math.ceil(seconds))

    async def kill(self) -> None:
        """End the box and everything in it."""
        self._forget(self._id)
        with said_plainly():
            await self._box.kill()

    async def _send(self, path: str, content: bytes | Path, size: int) -> dict[str, Any]:
        if size <= _BY_FILE:
            return await super()._send(path, content, size)
        passing = f"/tmp/koda-{secrets.token_hex(8)}"  # noqa: S108 — the box's own
        with said_plainly():
            if isinstance(content, bytes):
                await self._box.files.write(passing, content, use_octet_stream=True)
            else:
                with content.open("rb") as file:
                    await self._box.files.write(passing, file)
        return await self._do({"do": "take", "path": path, "size": size, "source": passing})

    def _watched(self) -> dict[str, int]:
        """Say what the hand must watch: a box has the limits of its template, not ours."""
        return {
            "memory": self._limits.memory,
            "processes": self._limits.processes + _SPARE_PROCESSES,
            "cores": cores(self._limits),
            "disk": self._limits.disk,
        }

    async def _reach(self) -> Wire:
        return await E2bWire.open(self._box)

    async def _is_gone(self) -> bool:
        try:
            with said_plainly():
                return not await self._box.is_running()
        except SandboxGone:
            return True
