"""`kill -9` while language models write: nothing is lost, nothing is asked twice."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from koda.emulators.anthropic_world import Pace
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic

ROOT = Path(__file__).resolve().parent.parent.parent
NODES = 2
LANES = 2


@pytest.mark.rule("R27")
@pytest.mark.rule("R28")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("lane", range(LANES))
def test_answers_survive_kill_9_at_every_durable_write(tmp_path: Path, lane: int) -> None:
    with running_anthropic() as anthropic:
        command = [sys.executable, "-m", "tests.chaos.words", str(tmp_path), anthropic.base]
        answer = subprocess.run(
            [*command, str(lane + 1), str(LANES)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    points = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 0, f"{answer.stderr[-3000:]}\nafter {len(points)} points"
    unharmed = points[-1]
    assert unharmed["killed"] == 0
    assert unharmed["sent"] == NODES
    for point in points:
        state, done, total, cost = point["run"]
        assert (state, done, total) == ("done", NODES, NODES), point
        assert point["outputs"] == unharmed["outputs"]
        assert cost == sum(row[4] for row in point["asked"])
        assert point["sent"] <= len(point["asked"]), "nothing is sent without a row"
        _nothing_is_asked_twice(point["asked"])
    assert len(points) > NODES


def _nothing_is_asked_twice(asked: list[list[Any]]) -> None:
    for before, after in pairwise(asked):
        if before[:2] == after[:2]:
            assert before[3] == "broken", "what has an answer is not asked again"
    assert sum(row[3] == "done" for row in asked) == NODES


@pytest.fixture
def slow() -> Iterator[AnthropicServer]:
    with running_anthropic(Pace(first_ms=0, token_ms=2)) as anthropic:
        yield anthropic


@pytest.mark.rule("R28")
def test_a_storyboard_that_is_killed_half_way_is_gone_on_with(
    tmp_path: Path, slow: AnthropicServer
) -> None:
    life = [sys.executable, "-m", "tests.chaos.one_life", str(tmp_path), slow.base]
    first = subprocess.Popen(life, cwd=ROOT)
    kept = _kill_when_said(first, tmp_path / "koda.db", 1_500)
    second = subprocess.run(life, cwd=ROOT, check=False)
    assert second.returncode == 0
    whole, rest = slow.ledger()
    assert rest["rest"]
    assert whole["state"] == "left"
    assert len(kept) > 1_500
    (answer,) = _read(tmp_path / "koda.db", "SELECT answer FROM writings WHERE state = 'done'")
    text = json.loads(answer)["text"]
    assert text == kept + rest["sent"], "only what was missing is bought"
    assert len(json.loads(text)["scenes"]) == 4


def _kill_when_said(process: subprocess.Popen[bytes], database: Path, letters: int) -> str:
    """Kill it once so much has been said; give what was kept by then."""
    deadline = time.monotonic() + 60
    said = "SELECT text FROM transcripts WHERE kind = 'text' ORDER BY number"
    while time.monotonic() < deadline:
        if process.poll() is None and database.exists():
            try:
                if len("".join(_read(database, said))) > letters:
                    break
            except sqlite3.OperationalError:
                pass  # it is being made
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return "".join(_read(database, said))


def _read(database: Path, sql: str) -> list[str]:
    with sqlite3.connect(database) as connection:
        return [row[0] for row in connection.execute(sql)]
