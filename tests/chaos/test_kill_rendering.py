"""`kill -9` in the middle of drawing a film with the engine Python: what is drawn is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.rule("A1")
def test_a_render_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    """The others, which need boxes: `python -m tests.chaos.rendering FOLDER remotion`."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.chaos.rendering", str(tmp_path), "python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    told = json.loads(answer.stdout)
    assert (told["killed"], told["ended"], told["state"]) == (True, 0, "done"), answer.stderr
    assert told["left"] == 0, "what draws ends with who asked for it"
    assert 0 < told["kept"] < told["chunks"]
    assert told["drawn_again"] == []
    assert (told["films"], len(told["projects"])) == (1, 1)
