"""`koda animate` draws a motion document, or says what is wrong with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from koda.animation.engines.python.engine import PythonEngine
from koda.media.reading import facts_of
from tests.animation.python_engine.small import project_of

SCENE = {"number": 1, "layers": [{"type": "text", "text": "Hi", "size": 200}]}


def animate(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "koda", "animate", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    for name, text in PythonEngine().bundle(project_of([SCENE])).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "scene.json"


def test_a_project_that_was_downloaded_becomes_a_film(document: Path) -> None:
    film = document.with_name("film.mp4")

    done = animate(str(document), str(film))

    assert (done.returncode, done.stdout.strip()) == (0, str(film)), done.stderr
    assert facts_of(film).seconds == pytest.approx(3, abs=0.05)


def test_faults_are_told_with_their_line(document: Path) -> None:
    text = document.read_text(encoding="utf-8").replace('"size": 200', '"size": "large"')
    document.write_text(text, encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if '"large"' in row)

    done = animate(str(document), str(document.with_name("film.mp4")))

    assert done.returncode == 2
    assert f"scene.json:{line}: scenes[0].layers[0].size" in done.stderr.replace("\n", " ")


def test_an_ending_that_is_no_film_is_refused(document: Path) -> None:
    done = animate(str(document), str(document.with_name("film.txt")))

    assert done.returncode == 2
    assert ".mp4" in done.stderr
