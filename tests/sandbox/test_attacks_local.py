"""Every attempt to get out of a local box is stopped, and would not be without its wall."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

from tests.sandbox.attacks import Trial, trials
from tests.sandbox.attacks_all import LIGHT, SCENARIOS, attacks_of
from tests.sandbox.local_arena import LocalArena
from tests.sandbox.scratch import scratch_things

pytestmark = [
    pytest.mark.xdist_group("attacks"),
    pytest.mark.skipif(platform.machine() != "x86_64", reason="the probes know x86-64's calls"),
]
_made: dict[str, dict[str, Trial]] = {}


async def trial(arena: LocalArena, group: str, name: str, folder: Path) -> Trial:
    """Give what came of an attempt; those of a group are made in the same boxes, once."""
    if group not in _made:
        async with scratch_things(folder) as scratch:
            made = await trials(arena, attacks_of(group, scratch))
        _made[group] = {one.attack.name: one for one in made}
    return _made[group][name]


@pytest.mark.parametrize(("group", "name"), LIGHT)
async def test_an_attempt_is_stopped_by_its_wall(
    arena: LocalArena, tmp_path: Path, group: str, name: str
) -> None:
    made = await trial(arena, group, name, tmp_path)
    if "there is no such call" in made.control.said:
        pytest.skip("this kernel has no such call")
    assert made.boxed.got == "", made
    assert made.control.got != "", f"the control shows nothing: {made}"


@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_bomb_or_a_copy_is_stopped_by_its_wall(arena: LocalArena, name: str) -> None:
    scenario = SCENARIOS[name]
    boxed = await scenario(arena, True, os.getpid())
    assert boxed.got == "", boxed
    control = await scenario(arena, False, os.getpid())
    assert control.got != "", f"the control shows nothing: {control}"


def test_there_are_at_least_sixty_attempts() -> None:
    assert len(LIGHT) + len(SCENARIOS) >= 60
