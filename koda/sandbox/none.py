"""The provider where no boxes are wanted or to be had: it says why."""

from __future__ import annotations

from collections.abc import Sequence

from koda.core.errors import SandboxGone, SandboxUnavailable
from koda.sandbox.port import (
    BoxEntry,
    Missing,
    ProviderName,
    Sandbox,
    SandboxId,
    SandboxSpec,
)


class NoSandboxes:
    """Refuses every box with its reason."""

    def __init__(self, missing: Missing) -> None:
        self._missing = missing

    @property
    def name(self) -> ProviderName:
        """`none`."""
        return "none"

    async def probe(self) -> Missing | None:
        """Say why there are none."""
        return self._missing

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """Refuse."""
        raise SandboxUnavailable(
            self._missing.reason, remedy=self._missing.remedy, purpose=spec.purpose
        )

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """Refuse: there is no such box."""
        raise SandboxGone(f"There is no box {sandbox}.")

    async def list(self) -> Sequence[BoxEntry]:
        """List nothing."""
        return ()

    async def sweep(self) -> int:
        """Find nothing to end."""
        return 0

    async def close(self) -> None:
        """Have nothing to end."""
