"""Starts a local box and waits until its first process says that it stands."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from koda.core.errors import SandboxFailed, SandboxUnavailable
from koda.sandbox.local_filter import filters
from koda.sandbox.local_groups import Groups
from koda.sandbox.local_line import Descriptors, Guards, launch_order
from koda.sandbox.local_sight import Sight
from koda.sandbox.port import Limits

DOOR = "door"
_LAUNCH = Path(__file__).with_name("local_launch.py")
_SECONDS = 30.0
_MOST_ERROR = 2_000


@dataclass(frozen=True, slots=True)
class Started:
    """A box that stands.

    Attributes:
        process: Bubblewrap, which waits for the box; the box lives while its stdin is open.
        first: Process 1 of the box, as this machine numbers it.
    """

    process: Process
    first: int


async def start(place: Path, sight: Sight, limits: Limits, held: Groups, guards: Guards) -> Started:
    """Start a box whose door is a socket in `place`.

    Raises:
        SandboxFailed: Bubblewrap or the first process ended, with what it said.
        SandboxUnavailable: What makes boxes is not installed.
    """
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise SandboxUnavailable("bubblewrap is not installed.")
    with _descriptors(place) as (open_files, told):
        order = launch_order(bwrap, sight, limits, held, open_files, guards)
        process = await asyncio.create_subprocess_exec(
            *held.before,
            *(sys.executable, "-I", "-S", "-B", str(_LAUNCH), order),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=dict(held.environment or {}),
            pass_fds=(open_files.door, open_files.said, *open_files.filters),
        )
        try:
            async with asyncio.timeout(_SECONDS):
                return Started(process, await _first(process, told))
        except BaseException:
            await give_up(process)
            raise


async def give_up(process: Process) -> None:
    """Let go of a box: its first process sees it, and ends all."""
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(5):
            await process.wait()
            return
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def _first(process: Process, told: int) -> int:
    assert process.stdout is not None
    assert process.stderr is not None
    line = await process.stdout.readline()
    if line != b"ready\n":
        said = (await process.stderr.read(_MOST_ERROR)).decode(errors="replace").strip()
        raise SandboxFailed(f"The box did not start: {said or 'it said nothing'}.")
    return int(json.loads(os.read(told, 4096))["child-pid"])


@contextlib.contextmanager
def _descriptors(place: Path) -> Generator[tuple[Descriptors, int]]:
    """Open the door, the filters, and a pipe for what bubblewrap tells; close our ends after."""
    with contextlib.ExitStack() as stack:
        door = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
        with short(place) as folder:
            door.bind(f"{folder}/{DOOR}")
        door.listen(64)
        told, said = os.pipe2(os.O_CLOEXEC)
        stack.callback(os.close, told)
        stack.callback(os.close, said)
        kept: list[int] = []
        for program in _programs():
            kept.append(os.memfd_create("koda", os.MFD_CLOEXEC))
            stack.callback(os.close, kept[-1])
            os.write(kept[-1], program)
            os.lseek(kept[-1], 0, os.SEEK_SET)
        yield Descriptors(door.fileno(), said, tuple(kept)), told


def _programs() -> tuple[bytes, bytes]:
    try:
        return filters()
    except (ImportError, RuntimeError) as error:
        raise SandboxUnavailable(
            "The library that filters system calls is not installed.",
            remedy="Install it: `pip install 'koda-studio[animation]'`, and libseccomp2.",
        ) from error


@contextlib.contextmanager
def short(place: Path) -> Generator[str]:
    """Give a folder a short name: the address of a socket has room for a hundred letters."""
    folder = os.open(place, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}"
    finally:
        os.close(folder)
