"""The E2B emulator's memory: boxes, templates, what was asked, faults to come."""

from __future__ import annotations

import asyncio
import itertools
import os
import secrets
import shutil
import signal
import time
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from koda.emulators.e2b_faults import KINDS
from koda.emulators.faults import Faults

Piece = tuple[Literal["stdout", "stderr"], bytes]
ENVD_VERSION = "0.6.9"
USER = 1000
FOLDERS = ("work", "tmp", "home")
_LONGEST_LEDGER = 5_000


@dataclass(slots=True)
class Entry:
    """A call in the ledger: when, what, for which box, how it was answered."""

    at: float
    call: str
    sandbox: str
    key: str
    status: int = 0
    fault: str = ""


@dataclass(slots=True)
class Template:
    """A template that was built here: its names, and the steps that were asked for."""

    id: str
    names: list[str]
    build: str
    cpus: int
    memory_mb: int
    steps: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    ready: bool = False


@dataclass(slots=True, eq=False)
class Process:
    """A command that runs in a box; `pid` counts within the box, `inner` on this machine."""

    pid: int
    config: Any
    tag: str
    handle: asyncio.subprocess.Process
    inner: int
    listeners: list[asyncio.Queue[Piece | None]] = field(
        default_factory=list[asyncio.Queue["Piece | None"]]
    )
    code: int | None = None
    signalled: bool = False
    task: asyncio.Task[None] | None = None

    def end(self) -> None:
        """Kill it, with all that it started: it is the first process of its own world."""
        self.signalled = True
        with suppress(ProcessLookupError):
            os.kill(self.inner, signal.SIGKILL)

    def signal(self, number: int) -> None:
        """Send a signal to everything that it started."""
        self.signalled = self.signalled or number == signal.SIGTERM
        for pid in _below(self.inner):
            with suppress(ProcessLookupError):
                os.kill(pid, number)


def _below(pid: int) -> list[int]:
    """Find the children of a process, and theirs."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    children = [int(word) for word in text.split()]
    return [*children, *(one for child in children for one in _below(child))]


@dataclass(slots=True)
class Box:
    """A box: a folder of its own, its processes, until when it lives."""

    id: str
    template: str
    folder: Path
    metadata: Mapping[str, str]
    environment: Mapping[str, str]
    internet: bool
    on_timeout: Literal["kill", "pause"]
    cpus: int
    memory_mb: int
    token: str
    started_at: float
    ends_at: float
    paused: bool = False
    alive: bool = True
    processes: dict[int, Process] = field(default_factory=dict[int, Process])
    pids: Iterable[int] = field(default_factory=lambda: itertools.count(2))
    watchers: dict[str, Any] = field(default_factory=dict[str, Any])


class World:
    """Everything that there is.

    Args:
        folder: Where the boxes' folders are.
        keys: The keys it takes; none: any.
    """

    def __init__(self, folder: Path, keys: Iterable[str] = ()) -> None:
        self.folder = folder
        self.keys = frozenset(keys)
        self.boxes: dict[str, Box] = {}
        self.templates: dict[str, Template] = {}
        self.uploads: set[str] = set()
        self.created: dict[str, str] = {}
        self.ledger: deque[Entry] = deque(maxlen=_LONGEST_LEDGER)
        self.faults = Faults(KINDS)
        self._ends: dict[str, asyncio.Task[None]] = {}

    def make(self, asked: Mapping[str, Any], template: Template | None) -> Box:
        """Make a box with an empty folder."""
        sandbox = "i" + secrets.token_hex(10)
        folder = self.folder / sandbox
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
            if os.geteuid() == 0:
                os.chown(folder / name, USER, USER)
        now = time.time()
        box = Box(
            id=sandbox,
            template=str(asked["templateID"]),
            folder=folder,
            metadata=dict(asked.get("metadata") or {}),
            environment=dict(asked.get("envVars") or {}),
            internet=asked.get("allow_internet_access") is not False,
            on_timeout="pause" if asked.get("autoPause") else "kill",
            cpus=template.cpus if template else 2,
            memory_mb=template.memory_mb if template else 512,
            token=secrets.token_hex(16),
            started_at=now,
            ends_at=now,
        )
        self.boxes[sandbox] = box
        self.let_live(box, float(asked.get("timeout") or 15))
        return box

    def let_live(self, box: Box, seconds: float) -> None:
        """Move a box's end."""
        box.ends_at = time.time() + seconds
        if old := self._ends.pop(box.id, None):
            old.cancel()
        self._ends[box.id] = asyncio.create_task(self._end_after(box, seconds))

    async def _end_after(self, box: Box, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if box.on_timeout == "pause":
            self.pause(box)
        else:
            await self.end(box)

    def pause(self, box: Box) -> None:
        """Stop everything in a box; it keeps its files and processes."""
        box.paused = True
        if (end := self._ends.pop(box.id, None)) and end is not asyncio.current_task():
            end.cancel()
        for process in box.processes.values():
            process.signal(signal.SIGSTOP)

    def resume(self, box: Box) -> None:
        """Let a paused box go on."""
        box.paused = False
        for process in box.processes.values():
            process.signal(signal.SIGCONT)

    async def end(self, box: Box) -> None:
        """End a box with everything in it."""
        if self.boxes.pop(box.id, None) is None:
            return
        if (end := self._ends.pop(box.id, None)) and end is not asyncio.current_task():
            end.cancel()
        box.alive = False
        for process in list(box.processes.values()):
            process.end()
        await asyncio.gather(
            *(process.task for process in box.processes.values() if process.task),
            return_exceptions=True,
        )
        await asyncio.to_thread(shutil.rmtree, box.folder, ignore_errors=True)

    async def close(self) -> None:
        """End all boxes, and remove their folder."""
        for box in list(self.boxes.values()):
            await self.end(box)
        await asyncio.to_thread(shutil.rmtree, self.folder, ignore_errors=True)
