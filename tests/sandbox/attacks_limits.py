"""Attempts to use more than is given, or to outlive what is over; the controls are given more."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from koda.core.errors import SandboxFailed, SandboxGone
from koda.sandbox.port import Command, Ended, Limits, Sandbox
from tests.sandbox.attacks import LIMITS, MIB, WIDE, Arena, Outcome, put_probes, walls

Scenario = Callable[[Arena, bool], Awaitable[Outcome]]
"""An attempt in a whole box, or in a control (`False`)."""

ENDINGS = walls("endings")


async def bomb(
    box: Sandbox, name: str, *arguments: str, seconds: float = 40, program: str = "bombs"
) -> Ended:
    """Run a bomb in a box."""
    await put_probes(box)
    argv = (box.tools.python, f"/work/{program}.py", name, *arguments)
    return await box.run(Command(argv, seconds=seconds))


def reaches(
    name: str,
    *arguments: str,
    most: int,
    within: Limits = LIMITS,
    without: frozenset[str] = frozenset(),
) -> Scenario:
    """An attempt that counts what it got: it got through if that is more than the limit."""

    async def attempt(arena: Arena, is_whole: bool) -> Outcome:
        limits = within if is_whole else WIDE
        box = await arena.box(limits=limits, without=frozenset() if is_whole else without)
        ended = await bomb(box, name, *arguments)
        counts = [int(line) for line in ended.stdout.split() if line.isdigit()]
        reached = max(counts, default=0)
        said = f"{reached} of at most {most}" + (
            f", killed for {ended.killed_for}" if ended.killed_for else ""
        )
        left = await others_in(box)
        if left:
            return Outcome(f"{left} processes are left", said)
        await box.kill()
        return Outcome(str(reached) if reached > most else "", said)

    return attempt


async def others_in(box: Sandbox) -> int:
    """Count the processes of a box that are neither its own nor who counts, at the most.

    In a box so full that nobody can be started to count, there is somebody.
    """
    program = (
        "import os\n"
        "own = {'1', str(os.getpid()), str(os.getppid())}\n"
        "def count(): return sum(n.isdigit() and n not in own for n in os.listdir('/proc'))\n"
        "print(max(count() for _ in range(100)))"
    )
    for _ in range(20):
        ended = await box.run(Command((box.tools.python, "-c", program)))
        if ended.code == 0:
            return int(ended.stdout)
        if ended.killed_for == "box":
            return 0
        await asyncio.sleep(0.2)
    return 1


async def flood(arena: Arena, is_whole: bool) -> Outcome:
    """Say far more than is kept."""
    box = await arena.box(limits=LIMITS if is_whole else WIDE)
    ended = await bomb(box, "output", "64")
    size = len(ended.stdout)
    return Outcome(str(size) if size > LIMITS.output else "", f"{size} bytes kept")


def outlives(name: str) -> Scenario:
    """An attempt to go on after the time; the control has more time."""

    async def attempt(arena: Arena, is_whole: bool) -> Outcome:
        box = await arena.box()
        await put_probes(box)
        argv = (box.tools.python, "/work/bombs.py", name)
        ended = await box.run(Command(argv, seconds=1.5 if is_whole else 4))
        left = await others_in(box)
        if is_whole:
            stopped = ended.killed_for == "time" and left == 0
            return Outcome(
                "" if stopped else "it goes on", f"killed for {ended.killed_for}, {left} left"
            )
        return Outcome(str(ended.killed_for or ""), "goes on until it is killed")

    return attempt


def stays(name: str) -> Scenario:
    """An attempt to leave a process behind; the control does not end what is left."""

    async def attempt(arena: Arena, is_whole: bool) -> Outcome:
        box = await arena.box(without=frozenset() if is_whole else ENDINGS)
        left = 0
        with suppress(SandboxGone):  # a box that is over has nothing left
            with suppress(SandboxFailed):  # who watches was killed
                await bomb(box, name, secrets.token_hex(4), seconds=10)
            left = await others_in(box)
        return Outcome(f"{left} left" if left else "", f"{left} left")

    return attempt


def kills(name: str) -> Scenario:
    """An attempt to kill the first process of the box; the control has no space of processes."""

    async def attempt(arena: Arena, is_whole: bool) -> Outcome:
        box = await arena.box(without=frozenset() if is_whole else walls("processes"))
        attack = name if is_whole else "kill_parents"
        await bomb(box, attack, seconds=5)
        try:
            ended = await box.run(Command((box.tools.python, "-c", "print('here')")))
        except SandboxGone:
            return Outcome("the box has ended", "the box has ended")
        return Outcome("" if ended.stdout == b"here\n" else "it is broken", "the box goes on")

    return attempt


def names_process(pid: int) -> Scenario:
    """An attempt to send a signal to a process of the machine."""

    async def attempt(arena: Arena, is_whole: bool) -> Outcome:
        box = await arena.box(without=frozenset() if is_whole else walls("processes"))
        ended = await bomb(box, "signal_to", str(pid))
        said = ended.stderr.decode().strip().rpartition("\n")[2]
        return Outcome(ended.stdout.decode().strip(), said or "seen")

    return attempt


def roomy(limits: Limits, disk: int) -> Limits:
    """Give limits more disk."""
    return replace(limits, disk=disk)


async def sparse(arena: Arena, is_whole: bool) -> Outcome:
    """Make a file that says it has a terabyte."""
    terabyte = 1024**4
    box = await arena.box(limits=LIMITS if is_whole else roomy(LIMITS, 2 * terabyte))
    ended = await bomb(box, "sparse", str(terabyte))
    said = ended.stderr.decode().strip().rpartition("\n")[2]
    return Outcome(ended.stdout.decode().strip(), said or "made")


def limit_attacks(pid: int, spare_processes: int = 0) -> dict[str, Scenario]:
    """Give them by name; the number is of a process of the machine.

    A provider may need some processes of its own in the box, and allow as many more.
    """
    disk, processes = LIMITS.disk // MIB, LIMITS.processes + spare_processes
    return {
        "fork bomb": reaches("forks", "150", most=processes),
        "threads without end": reaches("threads", "150", most=processes),
        "memory without end, one process": reaches("memory", "800", most=256),
        "memory without end, many processes": reaches("memory_of_many", "768", most=256),
        "fill /work": reaches("disk", "/work", "128", most=disk),
        "fill /tmp": reaches("disk", "/tmp", "20", most=disk // 8),
        "fill /dev/shm": reaches("disk", "/dev/shm", "20", most=disk // 8),
        "a file that says it has a terabyte": sparse,
        "files without end": reaches("inodes", "260000", most=250_000, without=walls("files")),
        "output without end": flood,
        "hang": outlives("stubborn"),
        "spin": outlives("spin"),
        "a child in its own session": stays("daemon"),
        "a child that forks away for ever": stays("swarm"),
        "kill who watches, leave a child": stays("orphaned"),
        "kill process 1": kills("kill_first"),
        "signal to a process of the machine": names_process(pid),
    }
