"""Boxes on this machine: bubblewrap, a filter of system calls, and limits of the kernel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from koda.core.errors import SandboxGone, SandboxUnavailable
from koda.sandbox.port import (
    BoxEntry,
    Missing,
    ProviderName,
    Sandbox,
    SandboxId,
    SandboxSpec,
)


class LocalSandboxes:
    """Makes boxes with bubblewrap.

    Args:
        folder: Where the registry of living boxes is.
        chromium: The program that draws; found on the path where it is empty.
    """

    def __init__(self, *, folder: Path, chromium: str = "") -> None:
        self._folder = folder
        self._chromium = chromium

    @property
    def name(self) -> ProviderName:
        """`local`."""
        return "local"

    async def probe(self) -> Missing | None:
        """See the port."""
        return Missing(f"No boxes in {self._folder}.", f"Install bubblewrap{self._chromium}.")

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """See the port."""
        raise SandboxUnavailable("No boxes yet.", purpose=spec.purpose)

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """See the port."""
        raise SandboxGone(f"There is no box {sandbox}.")

    async def list(self) -> Sequence[BoxEntry]:
        """See the port."""
        return ()

    async def sweep(self) -> int:
        """See the port."""
        return 0

    async def close(self) -> None:
        """See the port."""
