"""A provider whose boxes may use no more than the settings allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from koda.sandbox.port import (
    BoxEntry,
    Limits,
    Missing,
    ProviderName,
    Sandbox,
    Sandboxes,
    SandboxId,
    SandboxSpec,
)


class CappedSandboxes:
    """Asks another provider for boxes, each with the smaller of what is wanted and allowed."""

    def __init__(self, inner: Sandboxes, most: Limits) -> None:
        self._inner, self._most = inner, most

    @property
    def name(self) -> ProviderName:
        """See the port."""
        return self._inner.name

    async def probe(self) -> Missing | None:
        """See the port."""
        return await self._inner.probe()

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """See the port."""
        return await self._inner.create(replace(spec, limits=smaller(spec.limits, self._most)))

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """See the port."""
        return await self._inner.connect(sandbox)

    async def list(self) -> Sequence[BoxEntry]:
        """See the port."""
        return await self._inner.list()

    async def sweep(self) -> int:
        """See the port."""
        return await self._inner.sweep()

    async def close(self) -> None:
        """See the port."""
        await self._inner.close()


def smaller(wanted: Limits, most: Limits) -> Limits:
    """Give the smaller of each limit."""
    return Limits(
        memory=min(wanted.memory, most.memory),
        processes=min(wanted.processes, most.processes),
        cpus=min(wanted.cpus, most.cpus),
        disk=min(wanted.disk, most.disk),
        seconds=min(wanted.seconds, most.seconds),
        output=min(wanted.output, most.output),
    )
