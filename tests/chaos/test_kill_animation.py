"""`kill -9` while an animation is made: it ends the same, and nothing is asked or made twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.chaos.animation import ANSWERS

ROOT = Path(__file__).resolve().parent.parent.parent
LANES = 2
STEP = 12
"""Each lane kills at every twelfth moment, so every sixth of both; all of them take minutes:
`python -m tests.chaos.animation FOLDER 1 1`."""


@pytest.mark.rule("A1")
@pytest.mark.rule("A2")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("lane", range(LANES))
def test_an_animation_survives_kill_9_at_durable_writes(tmp_path: Path, lane: int) -> None:
    command = [sys.executable, "-m", "tests.chaos.animation", str(tmp_path)]
    answer = subprocess.run(
        [*command, str(1 + STEP // LANES * lane), str(STEP)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    points = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0, f"{answer.stderr[-3000:]}\nafter {len(points)} points"
    unharmed = points[-1]
    assert unharmed["killed"] == 0
    assert unharmed["state"] == "done"
    assert unharmed["films"] == 1
    assert unharmed["answers"] == sorted(f"answer:{name}" for name in ANSWERS)
    assert len(unharmed["projects"]) == 2
    assert all(count == 1 for _, count in unharmed["written"])
    assert len(set(unharmed["told"])) == len(unharmed["told"])
    same = (
        "state",
        "project",
        "plan",
        "projects",
        "films",
        "pictures",
        "answers",
        "told",
        "written",
    )
    for point in points:
        where = (point["moment"], point["at"])
        assert {name: point[name] for name in same} == {name: unharmed[name] for name in same}, (
            where
        )
    assert len(points) > 8
