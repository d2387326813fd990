"""Three cold instances, one database, kills at any moment: nothing lost, repeated or paid twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.sqld import sqld_program

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 8


@pytest.mark.rule("R34")
@pytest.mark.rule("R35")
@pytest.mark.rule("R36")
@pytest.mark.rule("R37")
@pytest.mark.timeout(1800)
def test_runs_survive_the_kills_of_instances_that_share_a_database(tmp_path: Path) -> None:
    sqld_program()  # skips where there is none
    command = [sys.executable, "-m", "tests.chaos.instances", str(tmp_path), str(KILLS), "7"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-3000:]
    told = json.loads(answer.stdout)
    assert told["kills"] == KILLS
    for what in ("done", "bought", "distinct", "booked"):
        assert told[what] == told["runs"], told
    assert told["behind"] == 0, told
