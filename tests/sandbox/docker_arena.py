"""Boxes in containers on trial."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Mapping, Sequence
from typing import cast

from docker import DockerClient

from koda.core.errors import NotFound, TooLarge
from koda.sandbox.docker import LABEL, DockerSandboxes
from koda.sandbox.docker_walls import Walls
from koda.sandbox.port import BoxFile, Command, Ended, Limits, Sandbox, SandboxSpec
from tests.contracts.boxes import CONTAINERS, IMAGE
from tests.sandbox.attacks import LIMITS

_ELSEWHERE = {"hidden_keeper", "files", "careful", "endings"}
"""Walls that are no part of the container: no keeper, memory for the number of files, the hand."""


class DockerArena:
    """Makes boxes that lack walls."""

    def __init__(self) -> None:
        self._made: list[DockerSandboxes] = []

    async def box(
        self,
        *,
        without: frozenset[str] = frozenset(),
        limits: Limits = LIMITS,
        shown: Sequence[tuple[str, str, str]] = (),
        environment: Mapping[str, str] | None = None,
    ) -> Sandbox:
        """See `Arena`."""
        walls = Walls(
            **dict.fromkeys(without - _ELSEWHERE, False),  # type: ignore[arg-type]
            binds=tuple(shown),
            environment=tuple((environment or {}).items()),
        )
        boxes = DockerSandboxes(
            instance=secrets.token_hex(8),
            image=os.environ.get(IMAGE, "koda-sandbox"),
            address=os.environ[CONTAINERS],
            walls=walls,
        )
        self._made.append(boxes)
        box = await boxes.create(SandboxSpec("attack", limits))
        if "careful" in without:
            return cast(Sandbox, CarelessBox(box))
        return cast(Sandbox, LeavingBox(box)) if "endings" in without else box

    async def close(self) -> None:
        """End all boxes."""
        for boxes in self._made:
            await boxes.close()


class CarelessBox:
    """A box whose files are read, written and listed by programs that follow every link."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        self.run = box.run
        self.tools = box.tools

    async def read(self, path: str, *, limit: int) -> bytes:
        ended = await self.run(Command(("head", "-c", str(limit + 1), path)))
        if ended.code != 0:
            raise NotFound(ended.stderr.decode())
        if len(ended.stdout) > limit:
            raise TooLarge("too large", path=path, limit=limit)
        return ended.stdout

    async def write(self, path: str, content: bytes) -> None:
        await self.run(Command(("tee", path), stdin=content))

    async def list(self, path: str) -> Sequence[BoxFile]:
        ended = await self.run(Command(("find", "-L", path)))
        return [BoxFile(line, "other", 0) for line in ended.stdout.decode().splitlines()]


class LeavingBox:
    """A box whose commands are started by the engine, so that nobody ends what they leave."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        self.tools = box.tools
        self.write = box.write

    async def run(self, command: Command) -> Ended:
        return await asyncio.to_thread(self._by_the_engine, command)

    def _by_the_engine(self, command: Command) -> Ended:
        client = DockerClient(base_url=os.environ[CONTAINERS])
        (container,) = client.containers.list(filters={"label": f"{LABEL}={self._box.id}"})
        try:
            if command.argv[1] == "-c":  # who counts what was left: there may be no room to do it
                left = container.stats(stream=False)["pids_stats"]["current"] - 1
                return Ended(0, str(left).encode(), b"")
            container.exec_run(["timeout", "-s", "KILL", "5", *command.argv])
            return Ended(0, b"", b"")
        finally:
            client.close()
