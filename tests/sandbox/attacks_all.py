"""All attempts by group and name; run as a program it prints the table of the docs."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tests.sandbox.attacks import Arena, Attack, Outcome, trials
from tests.sandbox.attacks_copies import copy_attacks
from tests.sandbox.attacks_files import file_attacks
from tests.sandbox.attacks_kernel import kernel_attacks
from tests.sandbox.attacks_limits import limit_attacks
from tests.sandbox.attacks_network import network_attacks
from tests.sandbox.local_arena import LocalArena
from tests.sandbox.scratch import Scratch, scratch_things

GROUPS = ("network", "files", "kernel")
_NOTHING = Scratch(0, 0, 0, "", Path("/"), Path("/"), Path("/"), "", 0)


def attacks_of(group: str, scratch: Scratch) -> Sequence[Attack]:
    """Give the attempts of a group, aimed at these things."""
    if group == "network":
        return network_attacks(scratch)
    return file_attacks(scratch) if group == "files" else kernel_attacks()


LIGHT = [(group, one.name) for group in GROUPS for one in attacks_of(group, _NOTHING)]
"""Group and name of the attempts that are one program."""

SCENARIOS: dict[str, Callable[[Arena, bool, int], Awaitable[Outcome]]] = {
    name: lambda arena, whole, pid, name=name: (limit_attacks(pid) | copy_attacks())[name](
        arena, whole
    )
    for name in limit_attacks(0) | copy_attacks()
}
"""Attempts that need more than a program; the number is of a process of the machine."""


async def table(arena: Arena, folder: Path) -> list[str]:
    """Make every attempt, and give the rows of a table."""
    rows = ["| attempt | in a box | control: without | there |", "|---|---|---|---|"]
    async with scratch_things(folder) as scratch:
        for group in GROUPS:
            for one in await trials(arena, attacks_of(group, scratch)):
                without = ", ".join(sorted(one.attack.without)) or "the folder hidden"
                note = f" ({one.attack.note})" if one.attack.note else ""
                rows.append(_row(one.attack.name, one.boxed, without + note, one.control))
    for name, scenario in SCENARIOS.items():
        boxed = await scenario(arena, True, os.getpid())
        control = await scenario(arena, False, os.getpid())
        rows.append(_row(name, boxed, "its limit or its care", control))
    return rows


def _row(name: str, boxed: Outcome, without: str, control: Outcome) -> str:
    words = (name, _word(boxed), without, _word(control))
    return "| " + " | ".join(words) + " |"


def _word(outcome: Outcome) -> str:
    said = " ".join(outcome.said.split()).replace("|", "/")[:70]
    return f"{'**through**' if outcome.got else 'stopped'}: {said}"


async def main() -> None:
    """Print the table for local boxes."""
    with tempfile.TemporaryDirectory() as folder:
        arena = LocalArena(Path(folder, "boxes"))
        print("\n".join(await table(arena, Path(folder))))
        await arena.close()


if __name__ == "__main__":
    asyncio.run(main())
