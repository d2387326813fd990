"""No attempt gets out of a box in a container; each does where its wall is left out."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.contracts.boxes import CONTAINERS
from tests.sandbox.attacks import LIMITS, MIB, trials
from tests.sandbox.attacks_all import GROUPS, attacks_of
from tests.sandbox.attacks_copies import copy_attacks
from tests.sandbox.attacks_limits import limit_attacks, reaches
from tests.sandbox.docker_arena import DockerArena
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

NO_CONTROL = {
    "values of the kernel: network": "the engine keeps them closed, whoever asks",
    "kill process 1": "the kernel keeps it; without a space of processes it would be the machine's",
}
"""What is stopped, and cannot be let through by what the engine's interface offers."""

ROOT_ALONE = {"write the root"}
"""What even root may not do here without rights: the control leaves out both walls."""


SCENARIOS = limit_attacks(os.getpid(), spare_processes=16) | copy_attacks()
# files have no number of their own to stay below (Podman has no word for it): they take memory
SCENARIOS["files without end"] = reaches(
    "inodes", "260000", most=250_000, within=replace(LIMITS, memory=96 * MIB)
)


@pytest.fixture
async def arena() -> AsyncIterator[DockerArena]:
    if not os.environ.get(CONTAINERS):
        pytest.skip("no engine of containers: `make test-deploy` starts one and tries this")
    made = DockerArena()
    yield made
    await made.close()


@pytest.mark.timeout(900)  # each attempt starts a program by the engine
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


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_bomb_or_a_copy_is_stopped_by_its_wall(arena: DockerArena, name: str) -> None:
    boxed = await SCENARIOS[name](arena, True)
    print(f"{name}: {boxed.said}")
    assert boxed.got == "", boxed
    if name not in NO_CONTROL:
        control = await SCENARIOS[name](arena, False)
        assert control.got != "", f"the control shows nothing: {control}"
