"""No attempt gets out of a box in a container; each does where its wall is left out."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from koda.sandbox.docker import DockerSandboxes
from koda.sandbox.docker_walls import Walls
from koda.sandbox.port import Limits, Sandbox, SandboxSpec
from tests.contracts.boxes import CONTAINERS, IMAGE
from tests.sandbox.attacks import LIMITS, trials
from tests.sandbox.attacks_all import GROUPS, attacks_of
from tests.sandbox.scratch import scratch_things

OWN = "is the box's own, and tells nothing of the machine"
NO_WALL = {
    "root of process 1": OWN,
    "memory of process 1": OWN,
    "open files of process 1": OWN,
    "oom score of the own process": "the kernel ends what is in the box, whichever it is",
    "names of the kernel: kallsyms": "the same on every machine; its addresses are zeros",
    "/sys": "the same in every container, and cannot be written",
}
"""What a container may do, unlike a local box, with the reason."""

NO_CONTROL = {"values of the kernel: network": "the engine keeps them closed, whoever asks"}
"""What is stopped, and cannot be let through by what the engine's interface offers."""

ROOT_ALONE = {"write the root"}
"""What even root may not do here without rights: the control leaves out both walls."""


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
        standing = dict.fromkeys(without - {"hidden_keeper"}, False)
        walls = Walls(
            **standing,  # type: ignore[arg-type]
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
        return await boxes.create(SandboxSpec("attack", limits))

    async def close(self) -> None:
        for boxes in self._made:
            await boxes.close()


@pytest.fixture
async def arena() -> AsyncIterator[DockerArena]:
    if not os.environ.get(CONTAINERS):
        pytest.skip("no engine of containers: `make test-deploy` starts one and tries this")
    made = DockerArena()
    yield made
    await made.close()


@pytest.mark.parametrize("group", GROUPS)
async def test_no_attempt_gets_out_of_a_container(
    arena: DockerArena, group: str, tmp_path: Path
) -> None:
    async with scratch_things(tmp_path) as scratch:
        attacks = [
            replace(one, without=one.without | {"no_rights"}) if one.name in ROOT_ALONE else one
            for one in attacks_of(group, scratch)
            if one.name not in NO_WALL
        ]
        made = await trials(arena, attacks)
    for one in made:
        print(f"{one.attack.name}: {one.boxed.said} / {one.control.said}")
    assert {one.attack.name: one.boxed.said for one in made if one.boxed.got} == {}
    stopped = {one.attack.name for one in made if not one.control.got}
    assert stopped - NO_CONTROL.keys() == set()
