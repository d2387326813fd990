"""Attempts to get out of a box: each is made in a whole box, and in one with a wall left out.

The second is the control: there the attempt has to get through, or it shows nothing. It is always
in a box too, as an unprivileged user, and aimed at a listener, file or folder made for it.
A provider takes part by an `Arena`, which makes boxes without the walls that are named.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from koda.sandbox.port import Command, Limits, Sandbox

PROBES = Path(__file__).parent / "probes"
MIB = 1024**2
LIMITS = Limits(
    memory=256 * MIB, processes=48, cpus=1.0, disk=64 * MIB, seconds=170, output=64 * 1024
)
WIDE = Limits(
    memory=900 * MIB, processes=160, cpus=1.0, disk=192 * MIB, seconds=170, output=2 * MIB
)
"""What a control has where the wall is a limit: enough to go beyond the others."""


class Arena(Protocol):
    """A provider on trial."""

    async def box(
        self,
        *,
        without: frozenset[str] = frozenset(),
        limits: Limits = LIMITS,
        shown: Sequence[tuple[str, str, str]] = (),
        environment: Mapping[str, str] | None = None,
    ) -> Sandbox:
        """Make a box without these walls.

        Args:
            without: Names of walls, of the provider's own.
            limits: Its limits.
            shown: What it sees of the machine besides: `ro` or `rw`, from where, to where.
            environment: What its first process is started with.
        """
        ...


@dataclass(frozen=True, slots=True)
class Attack:
    """An attempt.

    Attributes:
        name: In words, for the table.
        probe: File and function of `probes/`, and its arguments.
        without: The walls that the control leaves out.
        aim: The arguments in the control, if it aims at something made for it.
        shown: What the control sees of the machine besides.
        note: What stands in for what cannot be had, if anything does.
    """

    name: str
    probe: str
    arguments: Sequence[str] = ()
    without: frozenset[str] = frozenset()
    aim: Sequence[str] | None = None
    shown: Sequence[tuple[str, str, str]] = ()
    shown_read_only: Sequence[tuple[str, str, str]] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt; `got` is empty if it was stopped."""

    got: str
    said: str


@dataclass(frozen=True, slots=True)
class Trial:
    """An attempt in a box, and its control."""

    attack: Attack
    boxed: Outcome
    control: Outcome


async def attempt(box: Sandbox, probe: str, arguments: Sequence[str]) -> Outcome:
    """Make an attempt in a box; the probe has been put there."""
    module, _, function = probe.partition(".")
    ended = await box.run(
        Command(
            (box.tools.python, f"/work/{module}.py", function, *arguments),
            environment={"KODA_OWN": "1"},
            seconds=20,
        )
    )
    if ended.code != 0:
        last = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return Outcome("", last or f"code {ended.code}")
    got = json.loads(ended.stdout or b"null")
    return Outcome(str(got or ""), str(got or "nothing"))


async def put_probes(box: Sandbox) -> None:
    """Put all probes into a box."""
    for path in sorted(PROBES.glob("*.py")):
        await box.write(f"/work/{path.name}", path)


async def trials(arena: Arena, attacks: Sequence[Attack]) -> list[Trial]:
    """Make every attempt twice: in one whole box, and in boxes that lack the same walls."""
    seen = tuple(bind for attack in attacks for bind in attack.shown_read_only)
    whole = await arena.box(shown=seen)
    await put_probes(whole)
    boxed = [await attempt(whole, one.probe, one.arguments) for one in attacks]
    await whole.kill()
    lacking: dict[object, Sandbox] = {}
    controls: list[Outcome] = []
    for one in attacks:
        key = (one.without, tuple(one.shown))
        if key not in lacking:
            lacking[key] = await arena.box(
                without=one.without, shown=one.shown, environment={"KODA_TEST_SECRET": "s3cret"}
            )
            await put_probes(lacking[key])
        aim = one.arguments if one.aim is None else one.aim
        controls.append(await attempt(lacking[key], one.probe, aim))
    for box in lacking.values():
        await box.kill()
    return [Trial(*three) for three in zip(attacks, boxed, controls, strict=True)]


def walls(*names: str) -> frozenset[str]:
    """Name walls."""
    return frozenset(names)


def renamed(attack: Attack, name: str) -> Attack:
    """Give the same attempt another name."""
    return replace(attack, name=name)
