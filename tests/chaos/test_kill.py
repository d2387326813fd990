"""`kill -9` before and after every durable write of a run: it ends the same, and pays once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.emulators.fal_server import running_fal

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = 6
LANES = 2


@pytest.mark.rule("R5")
@pytest.mark.rule("R20")
@pytest.mark.rule("R22")
@pytest.mark.rule("R25")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("lane", range(LANES))
def test_a_run_survives_kill_9_at_every_durable_write(tmp_path: Path, lane: int) -> None:
    with running_fal() as fal:
        command = [sys.executable, "-m", "tests.chaos.pictures", str(tmp_path), fal.base]
        answer = subprocess.run(
            [*command, str(STEPS), str(lane + 1), str(LANES)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    points = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0, f"{answer.stderr[-3000:]}\nafter {len(points)} points"
    for point in points:
        state, done, total, price, cost = point["run"]
        assert (state, done, total) == ("done", STEPS, STEPS), point
        assert (point["accepted"], point["distinct"], point["assets"]) == (STEPS,) * 3, point
        assert cost == price, point
    killed = [point for point in points if point["killed"]]
    assert len(killed) == len(points) - 1 >= STEPS
