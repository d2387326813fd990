"""Local boxes on trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from koda.sandbox.local import LocalSandboxes
from koda.sandbox.local_line import Guards
from koda.sandbox.port import Limits, Sandbox, SandboxSpec
from tests.sandbox.attacks import LIMITS

_HOW = {"ro": "--ro-bind", "rw": "--bind"}


class LocalArena:
    """Makes boxes that lack walls, by the `Guards` of the launcher."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[LocalSandboxes] = []

    async def box(
        self,
        *,
        without: frozenset[str] = frozenset(),
        limits: Limits = LIMITS,
        shown: Sequence[tuple[str, str, str]] = (),
        environment: Mapping[str, str] | None = None,
    ) -> Sandbox:
        """See `Arena`."""
        guards = Guards(
            **dict.fromkeys(without - {"files"}, False),  # type: ignore[arg-type]
            **({"files": 10**9} if "files" in without else {}),
            binds=tuple((_HOW[how], source, target) for how, source, target in shown),
            environment=tuple((environment or {}).items()),
        )
        boxes = LocalSandboxes(folder=self._folder, guards=guards)
        self._made.append(boxes)
        return await boxes.create(SandboxSpec("attack", limits))

    async def close(self) -> None:
        """End all boxes."""
        for boxes in self._made:
            await boxes.close()
