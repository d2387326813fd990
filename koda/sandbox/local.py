"""Boxes on this machine: bubblewrap, a filter of system calls, and limits of the kernel."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from koda.core.errors import KodaError, SandboxGone, SandboxUnavailable
from koda.sandbox.local_box import LocalSandbox
from koda.sandbox.local_end import end_processes
from koda.sandbox.local_groups import Groups, forget_empty, hold, release
from koda.sandbox.local_line import ALL_GUARDS, Guards
from koda.sandbox.local_missing import missing_before, missing_from
from koda.sandbox.local_sight import Sight, sight_of
from koda.sandbox.local_start import Started, give_up, start
from koda.sandbox.port import (
    BoxEntry,
    Command,
    Limits,
    Missing,
    ProviderName,
    Sandbox,
    SandboxId,
    SandboxSpec,
)
from koda.sandbox.registry import Process, Record, Registry, began_at, now, this_process

_LOOK = 2.0
"""Seconds between looks at a box's end, which another process may have brought nearer."""
_YOUNG = 60.0
"""Seconds that a box may take to come to be, before its folder is a leftover."""


class LocalSandboxes:
    """Makes boxes with bubblewrap.

    Args:
        folder: Where the registry of living boxes is.
        chromium: The program that draws; found on the path where it is empty.
        guards: Tests leave out a wall here, to see that it is the wall that holds.
    """

    def __init__(self, *, folder: Path, chromium: str = "", guards: Guards = ALL_GUARDS) -> None:
        self._registry = Registry(folder)
        self._chromium = chromium
        self._guards = guards
        self._sight: Sight | None = None
        self._own: dict[str, Started] = {}
        self._timers: dict[str, asyncio.Task[None]] = {}

    @property
    def name(self) -> ProviderName:
        """`local`."""
        return "local"

    async def probe(self) -> Missing | None:
        """See the port: makes a box, and starts Python and Chromium in it."""
        missing = missing_before(sys.platform, self._chromium)
        if missing is not None:
            return missing
        try:
            box = await self.create(SandboxSpec("probe", Limits(seconds=60)))
        except KodaError as error:
            return missing_from(error)
        try:
            for program, remedy in (
                ((box.tools.python, "-c", "import av, PIL"), "Install `koda-studio[animation]`."),
                ((box.tools.chromium, "--version"), "Set `KODA_CHROMIUM` to one that runs."),
            ):
                ended = await box.run(Command(program, seconds=30))
                if ended.code != 0:
                    said = (ended.stderr or ended.stdout)[:300].decode(errors="replace").strip()
                    return Missing(f"{program[0]} does not run in a box: {said}", remedy)
        finally:
            await box.kill()
        return None

    async def create(self, spec: SandboxSpec) -> Sandbox:
        """See the port."""
        missing = missing_before(sys.platform, self._chromium)
        if missing is not None:
            raise SandboxUnavailable(missing.reason, remedy=missing.remedy)
        sight = self._found_sight()
        box = f"box_{secrets.token_hex(12)}"
        place = self._registry.place(box)
        held = hold(box, spec.limits) if self._guards.groups else Groups()
        try:
            started = await start(place, sight, spec.limits, held, self._guards)
        except BaseException:
            release(held.folders)
            self._registry.remove(box)
            raise
        self._own[box] = started
        record = Record(
            id=box,
            purpose=spec.purpose,
            labels=dict(spec.labels),
            created_at=now(),
            ends_at=now() + int(spec.limits.seconds * 1000),
            owner=this_process(),
            first=Process(started.first, began_at(started.first) or 0),
            groups=[str(folder) for folder in held.folders],
            output=spec.limits.output,
        )
        self._registry.put(record)
        self._timers[box] = asyncio.create_task(self._end_in_time(box))
        return LocalSandbox(record, self._registry, sight.tools, self.end)

    async def connect(self, sandbox: SandboxId) -> Sandbox:
        """See the port."""
        record = self._registry.find(sandbox)
        if record is None or record.is_over:
            raise SandboxGone(f"There is no box {sandbox}.")
        return LocalSandbox(record, self._registry, self._found_sight().tools, self.end)

    async def list(self) -> Sequence[BoxEntry]:
        """See the port."""
        records = [record for _, record in self._registry.records()]
        return [record.entry for record in records if record is not None and not record.is_over]

    async def sweep(self) -> int:
        """See the port."""
        ended = 0
        await asyncio.to_thread(forget_empty)
        for box, record in list(self._registry.records()):
            is_left = record is None and self._registry.age(box) > _YOUNG
            if is_left or (record is not None and record.is_over):
                await self.end(box)
                ended += 1
        return ended

    async def close(self) -> None:
        """See the port."""
        for box in list(self._own):
            await self.end(box)

    async def end(self, box: str) -> None:
        """End a box, whoever made it; ending it twice is no error."""
        timer = self._timers.pop(box, None)
        if timer is not None and timer is not asyncio.current_task():
            timer.cancel()
        record = self._registry.find(box)
        if record is not None:
            await end_processes(record.first)
        started = self._own.pop(box, None)
        if started is not None:
            await give_up(started.process)
        if record is not None:
            await asyncio.to_thread(release, tuple(Path(group) for group in record.groups))
        self._registry.remove(box)

    def _found_sight(self) -> Sight:
        if self._sight is None:
            self._sight = sight_of(self._chromium)
        if self._sight is None:
            raise SandboxUnavailable("There is no Chromium on this machine.")
        return self._sight

    async def _end_in_time(self, box: str) -> None:
        """Wait for the end that the registry tells, which may be moved meanwhile."""
        while (record := self._registry.find(box)) is not None:
            left = record.ends_at - now()
            if left <= 0:
                with suppress(KodaError):
                    await self.end(box)
                return
            await asyncio.sleep(min(left / 1000, _LOOK))
