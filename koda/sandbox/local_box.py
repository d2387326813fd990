"""One local box, from the side of Koda."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from koda.core.errors import Invalid, KodaError, NotFound, SandboxFailed, SandboxGone, TooLarge
from koda.sandbox.local_call import Cut, OnPiece, call
from koda.sandbox.local_groups import killed_for_memory
from koda.sandbox.output import Kept
from koda.sandbox.port import (
    WORK,
    BoxFile,
    Command,
    Ended,
    OnOutput,
    SandboxId,
    Tools,
)
from koda.sandbox.registry import Record, Registry, now

_KILLED = -9
_GRACE = 30.0
"""Seconds that a box may be late with ending a command, before it is ended itself."""


class LocalSandbox:
    """A box that stands; of this process or of another one of the same Koda."""

    def __init__(
        self,
        record: Record,
        registry: Registry,
        tools: Tools,
        end: Callable[[str], Awaitable[None]],
    ) -> None:
        self._record, self._registry, self._tools, self._end = record, registry, tools, end

    @property
    def id(self) -> SandboxId:
        """See the port."""
        return SandboxId(self._record.id)

    @property
    def tools(self) -> Tools:
        """See the port."""
        return self._tools

    async def run(self, command: Command, on_output: OnOutput | None = None) -> Ended:
        """See the port."""
        if not command.argv or command.seconds <= 0:
            raise Invalid("A command needs a program, and time.")
        kept = Kept(self._record.output, on_output)
        before = killed_for_memory(self._record.first.pid)
        asked = {
            "do": "run",
            "argv": list(command.argv),
            "cwd": inside(command.cwd, SandboxFailed),
            "environment": dict(command.environment),
            "seconds": command.seconds,
        }
        try:
            async with asyncio.timeout(command.seconds + _GRACE):
                told = await self._call(asked, command.stdin, kept.take)
        except TimeoutError:
            await self.kill()
            return kept.ended(_KILLED, "box")
        except Cut:
            return kept.ended(_KILLED, None if await self._goes_on() else "box")
        code, reason = told.get("code"), told.get("killed_for")
        if not isinstance(code, int) or reason not in (None, "time", "memory"):
            raise SandboxFailed(f"The command could not be run: {told.get('error', 'no reason')}.")
        if code and reason is None and killed_for_memory(self._record.first.pid) > before:
            reason = "memory"
        return kept.ended(code, reason)

    async def write(self, path: str, content: bytes | Path) -> None:
        """See the port; `Invalid` for a path that is not below `/work`."""
        asked = {"do": "write", "path": inside(path, is_file=True)}
        told = await self._whole(asked, content, _nothing)
        if "error" in told:
            raise SandboxFailed(f"“{path}” cannot be written: {told['error']}.")

    async def read(self, path: str, *, limit: int) -> bytes:
        """See the port."""
        got = bytearray()

        def take(_: bytes, piece: bytes) -> None:
            got.extend(piece)

        await self._read(path, limit, take)
        return bytes(got)

    async def fetch(self, path: str, target: Path, *, limit: int) -> None:
        """See the port; raises FileExistsError where there is a file already."""
        with _new_file(target) as file:
            await self._read(path, limit, lambda _, piece: _write(file, piece))

    async def list(self, path: str = WORK) -> Sequence[BoxFile]:
        """See the port; `NotFound` if there is no such folder."""
        told = await self._whole({"do": "list", "path": inside(path, NotFound)}, b"", _nothing)
        if told.get("error") == "missing":
            raise NotFound(f"There is no folder “{path}” in the box.")
        try:
            return [_file(*entry) for entry in told["entries"][:10_000]]
        except (KeyError, TypeError, ValueError) as error:
            raise SandboxFailed("The box answered what cannot be read.") from error

    async def extend(self, seconds: float) -> None:
        """See the port."""
        self._lives()
        self._registry.extend(self.id, now() + int(seconds * 1000))

    async def kill(self) -> None:
        """See the port."""
        await self._end(self.id)

    def _lives(self) -> None:
        if self._registry.find(self.id) is None or not self._record.first.lives:
            raise SandboxGone(f"The box {self.id} has ended.")

    async def _goes_on(self) -> bool:
        """Tell whether only who answered was killed: the box itself takes longer to die."""
        for _ in range(100):
            if not self._record.first.lives:
                return False
            await asyncio.sleep(0.01)
        return True

    async def _read(self, path: str, limit: int, take: OnPiece) -> None:
        left = limit

        def counted(kind: bytes, piece: bytes) -> None:
            nonlocal left
            left -= len(piece)
            if left < 0:
                raise TooLarge(f"“{path}” is larger than it may be.", limit=limit)
            take(kind, piece)

        asked = {"do": "read", "path": inside(path, NotFound, is_file=True), "limit": limit}
        told = await self._whole(asked, b"", counted)
        match told.get("error"):
            case None:
                return
            case "missing":
                raise NotFound(f"There is no file “{path}” in the box.")
            case "large":
                raise TooLarge(f"“{path}” is larger than it may be.", limit=limit)
            case reason:
                raise SandboxFailed(f"“{path}” cannot be read: {reason}.")

    async def _whole(
        self, asked: Mapping[str, object], content: bytes | Path, on_piece: OnPiece
    ) -> dict[str, Any]:
        try:
            return await self._call(asked, content, on_piece)
        except Cut as error:
            self._lives()
            raise SandboxFailed("The box stopped answering.") from error

    async def _call(
        self, asked: Mapping[str, object], content: bytes | Path, on_piece: OnPiece
    ) -> dict[str, Any]:
        self._lives()
        return await call(self._registry.folder_of(self.id), asked, content, on_piece)


def inside(path: str, error: type[KodaError] = Invalid, *, is_file: bool = False) -> str:
    """Give a path relative to `/work`; raises for what is not below it, goes up, or is unclear."""
    parts = path.removeprefix(f"{WORK}/").split("/") if path != WORK else []
    if not f"{path}/".startswith(f"{WORK}/") or "\0" in path or {"", ".", ".."} & set(parts):
        raise error(f"“{path}” is not below {WORK}.")
    if is_file and not parts:
        raise error(f"“{path}” is not a file.")
    return "/".join(parts)


def _file(name: object, kind: object, size: object) -> BoxFile:
    if not isinstance(name, str) or not isinstance(size, int):
        raise TypeError
    if kind not in ("file", "folder", "other"):
        raise ValueError
    return BoxFile(f"{WORK}/{name}", kind, size)


@contextmanager
def _new_file(target: Path) -> Generator[BinaryIO]:
    """Make a file that was not there; it goes again if it cannot be filled."""
    made = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(made, "wb") as file:
            yield file
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _write(file: BinaryIO, piece: bytes) -> None:
    file.write(piece)


def _nothing(_: bytes, __: bytes) -> None:
    return
