"""Attempts to have Koda copy out, or write, something else than a file of the box's own.

The controls have a hand that opens whatever a path leads to.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from koda.core.errors import KodaError, NotFound
from koda.sandbox.port import Command, Sandbox
from tests.sandbox.attacks import Arena, Outcome, walls

CARELESS = walls("careful")
Attempt = Callable[[Sandbox], Awaitable[str]]
_LINKS = {
    "a link to a file of the system": ("ln -s /etc/passwd /work/out", "/work/out"),
    "a folder that is a link": ("ln -s /etc /work/folder", "/work/folder/passwd"),
    "a link that goes up": ("ln -s ../etc/passwd /work/out2", "/work/out2"),
    "a chain of links": ("ln -s /etc/passwd /work/b; ln -s /work/b /work/a", "/work/a"),
    "a link of the kernel": ("ln -s /proc/self/root/etc/passwd /work/magic", "/work/magic"),
    "a link to an open folder": ("ln -s /proc/self/cwd/../etc /work/open", "/work/open/passwd"),
    "another name of a file": (
        "echo secret > /tmp/x; cp /tmp/x /work/x; ln /work/x /work/y",
        "/work/y",
    ),
    "a device by a link": ("ln -s /dev/urandom /work/random", "/work/random"),
}
_SWAP = """
import os, time
os.makedirs('/work/swap', exist_ok=True)
open('/work/swap/plain', 'w').write('plain')
until = time.monotonic() + 60
while time.monotonic() < until and not os.path.exists('/work/enough'):
    os.symlink('/etc/passwd', '/work/swap/new'); os.replace('/work/swap/new', '/work/swap/file')
    open('/work/swap/new', 'w').write('plain'); os.replace('/work/swap/new', '/work/swap/file')
"""


def copy_attacks() -> dict[str, Callable[[Arena, bool], Awaitable[Outcome]]]:
    """Give them by name."""
    found = {f"read: {name}": _apart(_read(line, path)) for name, (line, path) in _LINKS.items()}
    return found | {
        "read: a file swapped for a link meanwhile": _apart(_swapped),
        "write: through a folder that is a link": _apart(_write_through),
        "list: a folder that is a link": _apart(_list_through),
    }


def _apart(attempt: Attempt) -> Callable[[Arena, bool], Awaitable[Outcome]]:
    async def made(arena: Arena, is_whole: bool) -> Outcome:
        box = await arena.box(without=frozenset() if is_whole else CARELESS)
        try:
            got = await attempt(box)
        except KodaError as error:
            return Outcome("", f"{error.code}: {error.message}")
        return Outcome(got, got or "the file itself, each time")

    return made


def _read(line: str, path: str) -> Attempt:
    async def attempt(box: Sandbox) -> str:
        await box.run(Command(("sh", "-c", line)))
        return (await box.read(path, limit=100_000)).decode(errors="replace")[:40].strip()

    return attempt if "random" not in path else _read_device(line, path)


def _read_device(line: str, path: str) -> Attempt:
    async def attempt(box: Sandbox) -> str:
        await box.run(Command(("sh", "-c", line)))
        try:
            await box.read(path, limit=1000)
        except NotFound:
            raise
        except KodaError as error:
            return f"read until the limit: {error.code}"
        return "read"

    return attempt


async def _swapped(box: Sandbox) -> str:
    """Read again and again what another program swaps; a leak in any of them counts."""
    swapping = asyncio.create_task(box.run(Command((box.tools.python, "-c", _SWAP), seconds=90)))
    began, leaked, tries = time.monotonic(), 0, 0
    while not swapping.done() and (tries < 40 or time.monotonic() < began + 6):
        try:
            content = await box.read("/work/swap/file", limit=100_000)
        except NotFound:
            continue
        finally:
            tries += 1
            await asyncio.sleep(0)
        leaked += b"root:" in content or b"box:" in content
    await box.write("/work/enough", b"")
    await swapping
    if tries < 40:
        return f"only {tries} tries"
    return f"{leaked} leaks" if leaked else ""


async def _write_through(box: Sandbox) -> str:
    await box.run(Command(("ln", "-s", "/tmp", "/work/away")))
    await box.write("/work/away/written", b"x")
    ended = await box.run(Command(("cat", "/tmp/written")))
    return "written outside of /work" if ended.stdout == b"x" else ""


async def _list_through(box: Sandbox) -> str:
    await box.run(Command(("ln", "-s", "/etc", "/work/away")))
    return ", ".join(file.path for file in await box.list("/work/away"))[:80]
