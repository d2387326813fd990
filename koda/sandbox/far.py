"""A box that is reached over a wire: the port's promises, kept by a hand inside the box."""

from __future__ import annotations

import asyncio
import json
import math
import os
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from koda.core.errors import NotFound, SandboxFailed, SandboxGone, TooLarge
from koda.sandbox.far_call import HandLost, Wire, call
from koda.sandbox.far_hands import filters
from koda.sandbox.port import WORK, BoxFile, Command, Ended, Limits, OnOutput, SandboxId, Tools

_GRACE = 15.0
_PIECE = 256 * 1024

_Hear = Callable[[bytes], object]


class Output:
    """The first bytes of what a command says."""

    def __init__(self, most: int, on_output: OnOutput | None) -> None:
        self._most = most
        self._on_output = on_output
        self._kept = {"o": bytearray(), "e": bytearray()}
        self.cut = False

    def hear(self, kind: str, said: bytes) -> None:
        """Keep what still fits, and pass on everything."""
        kept = self._kept.get(kind)
        if kept is None:
            raise SandboxFailed("A box answers with what is no answer.")
        room = self._most - len(kept)
        kept += said[:room]
        self.cut = self.cut or len(said) > room
        if self._on_output is not None:
            self._on_output("stdout" if kind == "o" else "stderr", said)

    def ended(self, word: dict[str, Any]) -> Ended:
        """Give what was kept, with how it ended."""
        code, killed_for = word.get("code"), word.get("killed_for")
        if not isinstance(code, int) or killed_for not in (None, "time", "memory", "box"):
            raise SandboxFailed("A box does not say how a command ended.")
        return Ended(
            code=code,
            stdout=bytes(self._kept["o"]),
            stderr=bytes(self._kept["e"]),
            cut=self.cut,
            killed_for=killed_for,
        )


class FarSandbox(ABC):
    """One box; each provider says how its hand is started and how the box ends."""

    def __init__(self, sandbox: SandboxId, tools: Tools, limits: Limits) -> None:
        self._id = sandbox
        self._tools = tools
        self._limits = limits
        self._is_filtered = True

    @property
    def id(self) -> SandboxId:
        """Made by the provider's side of Koda."""
        return self._id

    @property
    def tools(self) -> Tools:
        """Where its programs are."""
        return self._tools

    @abstractmethod
    async def _reach(self) -> Wire:
        """Start the hand; raises `SandboxGone` or `SandboxFailed`."""

    @abstractmethod
    async def _is_gone(self) -> bool:
        """Say whether the box has ended."""

    @abstractmethod
    async def kill(self) -> None:
        """End the box and everything in it."""

    async def look_around(self) -> bool:
        """Ask the hand where the box's programs are; false if `/work` cannot be used."""
        word = await self._do({"do": "tools"})
        python, chromium = word.get("python"), word.get("chromium")
        if not isinstance(python, str) or not isinstance(chromium, str):
            raise SandboxFailed("A box does not say where its programs are.")
        self._tools = Tools(python, chromium, has_begin_frame=word.get("begin_frame") is True)
        return word.get("root") is True

    def _watched(self) -> dict[str, int]:
        """Say what the hand must watch over, because the engine does not: bytes, counts, cores."""
        return {"memory": 0, "processes": 0, "cores": 0, "disk": 0}

    async def run(self, command: Command, on_output: OnOutput | None = None) -> Ended:
        """Run a command to its end; cancelling kills it."""
        _check(command)
        output = Output(self._limits.output, on_output)
        asked = {
            "do": "run",
            "argv": list(command.argv),
            "cwd": command.cwd,
            "environment": dict(command.environment),
            "seconds": command.seconds,
            "size": len(command.stdin),
            "filters": filters() if self._is_filtered else None,
            **self._watched(),
        }
        try:
            async with asyncio.timeout(command.seconds + _GRACE):
                word = await self._ask(asked, output, _pieces(command.stdin))
        except TimeoutError as error:  # the hand was told to end it, and did not
            await self.kill()
            raise SandboxFailed("A command would not end; its box is ended.") from error
        except HandLost as error:
            if await self._is_gone():
                return output.ended({"code": -9, "killed_for": "box"})
            await self.kill()
            raise SandboxFailed("The hand in a box was killed; its box is ended.") from error
        if "error" in word:
            raise SandboxFailed(f"A command could not be started: {word['error']}.")
        return output.ended(word)

    async def write(self, path: str, content: bytes | Path) -> None:
        """Write a file below `/work`, folders made as needed."""
        _inside(path, SandboxFailed)
        word = await self._send(path, content, await asyncio.to_thread(_size, content))
        if "error" in word:
            raise SandboxFailed(f"A file cannot be written in a box: {word['error']}.", path=path)

    async def _send(self, path: str, content: bytes | Path, size: int) -> dict[str, Any]:
        """Bring a file in, and give the hand's word on it."""
        return await self._do({"do": "write", "path": path, "size": size}, content=_pieces(content))

    async def read(self, path: str, *, limit: int) -> bytes:
        """Read a regular file below `/work`."""
        pieces: list[bytes] = []
        await self._copy(path, limit, pieces.append)
        return b"".join(pieces)

    async def fetch(self, path: str, target: Path, *, limit: int) -> None:
        """Copy a regular file below `/work` out, into a new file."""
        file = await asyncio.to_thread(_new, target)
        try:
            await self._copy(path, limit, file.write)
        except BaseException:
            await asyncio.to_thread(target.unlink, missing_ok=True)
            raise
        finally:
            await asyncio.to_thread(file.close)

    async def list(self, path: str = WORK) -> Sequence[BoxFile]:
        """List what is below a folder, at every depth."""
        _inside(path, NotFound, root=True)
        found: list[BoxFile] = []

        def hear(said: bytes) -> None:
            found.append(_file(said))

        word = await self._do({"do": "list", "path": path}, hear)
        if "error" in word:
            raise NotFound("There is no such folder in the box.", path=path)
        return found

    async def _copy(self, path: str, limit: int, take: _Hear) -> None:
        _inside(path, NotFound)
        left = limit

        def hear(said: bytes) -> None:
            nonlocal left
            left -= len(said)
            if left < 0:
                raise _too_large(path, limit)
            take(said)

        word = await self._do({"do": "read", "path": path, "limit": limit}, hear)
        match word.get("error"):
            case None:
                return
            case "large":
                raise _too_large(path, limit)
            case "missing":
                raise NotFound("There is no such file in the box.", path=path)
            case other:
                raise SandboxFailed(f"A file cannot be read in a box: {other}.", path=path)

    async def _do(
        self,
        asked: Mapping[str, object],
        hear: _Hear = len,
        content: AsyncIterator[bytes] | None = None,
    ) -> dict[str, Any]:
        """Let the hand do something that is no command."""
        try:
            wire = await self._reach()
            return await call(wire, asked, content, lambda _, said: hear(said))
        except HandLost as error:
            if await self._is_gone():
                raise SandboxGone("The box has ended.", sandbox=self._id) from error
            raise SandboxFailed("The hand in a box was killed.", sandbox=self._id) from error

    async def _ask(
        self, asked: dict[str, Any], output: Output, content: AsyncIterator[bytes]
    ) -> dict[str, Any]:
        wire = await self._reach()
        try:
            return await call(wire, asked, content, output.hear)
        except HandLost:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                await asyncio.shield(self.kill())  # it would not stop: the box ends with it
                raise asyncio.CancelledError from None
            raise


def now_ms() -> int:
    """Give the time as Unix milliseconds."""
    return time.time_ns() // 1_000_000


def cores(limits: Limits) -> int:
    """Give the whole cores that a box may use at least."""
    return max(1, math.ceil(limits.cpus))


def _too_large(path: str, limit: int) -> TooLarge:
    return TooLarge("A file in the box is too large to take out.", path=path, limit=limit)


def _check(command: Command) -> None:
    words = [*command.argv, command.cwd, *command.environment, *command.environment.values()]
    if not command.argv or not command.argv[0] or any("\0" in word for word in words):
        raise SandboxFailed("That is no command.")
    _inside(command.cwd, SandboxFailed, root=True)


def _inside(path: str, error: type[NotFound | SandboxFailed], *, root: bool = False) -> None:
    """Refuse a path that is not below `/work`, or not written plainly."""
    parts = path.split("/")
    plain = not {"", ".", ".."} & set(parts[1:]) and "\0" not in path
    below = path.startswith(f"{WORK}/") or (root and path == WORK)
    if not plain or not below:
        raise error("That path is not below the box's folder.", path=path[:200])


def _file(said: bytes) -> BoxFile:
    try:
        path, kind, size = json.loads(said)
        if kind not in ("file", "folder", "other") or not path.startswith(f"{WORK}/"):
            raise ValueError(kind)
        return BoxFile(path=path, kind=kind, size=int(size))
    except (ValueError, TypeError, AttributeError) as error:
        raise SandboxFailed("A box answers with what is no list.") from error


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _new(target: Path) -> BinaryIO:
    """Open a file that was not there before."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(target, flags, 0o600), "wb")


async def _pieces(content: bytes | Path) -> AsyncIterator[bytes]:
    if isinstance(content, bytes):
        for start in range(0, len(content), _PIECE):
            yield content[start : start + _PIECE]
        return
    with content.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
