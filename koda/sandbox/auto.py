"""Several providers as one: the first that works is used, found when it is first needed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from koda.core.errors import SandboxUnavailable
from koda.sandbox.port import (
    BoxEntry,
    Missing,
    ProviderName,
    Sandbox,
    Sandboxes,
    SandboxId,
    SandboxSpec,
)


class FirstSandboxes:
    """Tries providers in order, once; what is found to work stays for this process.

    If none works it is tried again at the next need: somebody may have mended it.
    """

    def __init__(self, candidates: Sequence[Sandboxes]) -> None:
        self._candidates = tuple(candidates)
        self._chosen: Sandboxes | None = None
        self._choosing = asyncio.Lock()

    @property
    def name(self) -> ProviderName:
        """The one in use; `none` until one is found."""
        return self._chosen.name if self._chosen else "none"

    async def probe(self) -> Missing | None:
        """Find the first that works; otherwise say of each why it does not."""
        async with self._choosing:
            if self._chosen is not None:
                return await self._chosen.probe()
            found: list[tuple[ProviderName, Missing]] = []
            for one in self._candidates:
                missing = await one.probe()
                if missing is None:
                    self._chosen = one
                    return None
                found.append((one.name, missing))
        return _all_missing(found)

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """Make a box with the one that works; `SandboxUnavailable` if none does."""
        return await (await self._working()).create(spec)

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """Take up a box of whichever provider works; raises as `create` and `SandboxGone`."""
        return await (await self._working()).connect(sandbox)

    async def list(self) -> Sequence[BoxEntry]:
        """List the boxes of the one in use; none as long as none is."""
        return await self._chosen.list() if self._chosen else ()

    async def sweep(self) -> int:
        """Sweep every one: an earlier process may have used another than this one does."""
        ended = 0
        for one in self._candidates:
            with contextlib.suppress(SandboxUnavailable):
                ended += await one.sweep()
        return ended

    async def close(self) -> None:
        """Close all."""
        for one in self._candidates:
            await one.close()

    async def _working(self) -> Sandboxes:
        missing = None if self._chosen else await self.probe()
        if self._chosen is None:
            missing = missing or _all_missing(())
            raise SandboxUnavailable(missing.reason, remedy=missing.remedy)
        return self._chosen


def _all_missing(found: Sequence[tuple[ProviderName, Missing]]) -> Missing:
    if not found:
        return Missing("No provider of boxes is set up.", "Set `SANDBOX_PROVIDER`.")
    return Missing(
        " ".join(f"{name}: {missing.reason}" for name, missing in found),
        " Or: ".join(missing.remedy for _, missing in found),
    )
