"""`koda sandbox` says what there is, what is missing, and builds the template at E2B."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koda.cli import main
from tests.emulators.e2b_server import E2bServer, running_e2b


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[E2bServer]:
    with running_e2b(tmp_path / "e2b") as running:
        monkeypatch.setenv("SANDBOX_PROVIDER", "e2b")
        monkeypatch.setenv("SANDBOX_MEMORY", "512m")
        monkeypatch.setenv("E2B_API_KEY", "emulator")
        monkeypatch.setenv("E2B_API_URL", running.base)
        monkeypatch.setenv("E2B_SANDBOX_URL", running.base)
        monkeypatch.setenv("KODA_DATA", str(tmp_path / "data"))
        yield running


def test_without_its_template_a_probe_says_how_to_build_it(
    server: E2bServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sandbox", "probe"]) == 1
    assert "no such template" in (said := capsys.readouterr().out)
    assert "koda sandbox build-template e2b" in said


def test_the_template_is_built(server: E2bServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "build-template", "e2b"]) == 0
    said = capsys.readouterr().out
    assert "chromium-headless-shell" in said
    assert "koda-sandbox is built" in said


def test_lists_and_sweeps_of_nothing(server: E2bServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sandbox", "list"]) == 0
    assert main(["sandbox", "sweep"]) == 0
    assert capsys.readouterr().out == "No box lives.\n0 boxes ended.\n"


def test_without_a_key_there_is_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SANDBOX_PROVIDER", "e2b")
    monkeypatch.setenv("KODA_DATA", str(tmp_path))
    assert main(["sandbox", "probe"]) == 1
    assert "E2B_API_KEY" in capsys.readouterr().out
    assert main(["sandbox", "build-template", "nobody"]) == 2


def test_without_an_engine_there_is_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SANDBOX_PROVIDER", "docker")
    monkeypatch.setenv("KODA_DATA", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/nobody.sock")
    assert main(["sandbox", "probe"]) == 1
    assert "DOCKER_HOST" in capsys.readouterr().out
