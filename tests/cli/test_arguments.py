"""The commands are data: the parser, the help and the docs follow from them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from koda import __version__
from koda.cli import main
from koda.cli.arguments import read_arguments
from koda.cli.commands import COMMANDS, Command
from tests.cli.shell import ROOT, koda

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")


def test_no_command_serves() -> None:
    assert read_arguments([]).start == "koda.cli.serve:run"
    assert read_arguments(["--port", "4000", "--no-open"]).port == 4000


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: "-".join(one.words))
def test_every_command_has_its_function_and_its_docs(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    module, _, function = command.start.partition(":")
    assert callable(getattr(import_module(module), function))
    with pytest.raises(SystemExit) as ended:
        read_arguments([*command.words, "--help"])
    assert ended.value.code == 0
    help_text = capsys.readouterr().out
    assert f"## `koda {' '.join(command.words)}`" in PAGE
    for option in command.options:
        assert option.name in help_text
        assert f"`{option.name}" in PAGE


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sevre"], "invalid choice: 'sevre'"),
        (["serve", "--prot", "1"], "unrecognized arguments: --prot"),
        (["serve", "--port", "70000"], "“70000” is no port"),
        (["run"], "FILE"),
        (["run", "x", "--ceiling", "much"], "“much” is no amount of dollars"),
        (["db"], "COMMAND"),
    ],
)
def test_wrong_use_is_one_line(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    line = capsys.readouterr().err
    assert told in line
    assert line.count("\n") == 1
    assert "--help" in line


def test_a_ceiling_is_exact_money() -> None:
    assert read_arguments(["run", "x", "--ceiling", "0.07"]).ceiling == 70_000
    assert read_arguments(["run", "x", "--ceiling", "$12"]).ceiling == 12_000_000


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"KODA_PORT": "abc"}, "KODA_PORT is “abc”"),
        ({"KODA_AUTH": "maybe"}, "KODA_AUTH is “maybe”"),
        ({"FAL_QUEUE_URL": "queue.fal.run"}, "FAL_QUEUE_URL is “queue.fal.run”"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(
    settings: dict[str, str],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(["db", "status"]) == 2
    line = capsys.readouterr().err
    assert told in line
    assert line.count("\n") == 1


def test_a_process_starts_by_module_and_knows_its_version(tmp_path: Path) -> None:
    answer = koda(tmp_path, "--version")
    assert (answer.returncode, answer.stdout) == (0, f"koda {__version__}\n")


def test_help_loads_no_library(tmp_path: Path) -> None:
    answer = koda(tmp_path, "--help", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rsplit("|", 1)[-1].strip() for line in answer.stderr.splitlines()}
    assert "koda.cli.arguments" in loaded
    assert (
        loaded & {"pydantic", "fastapi", "rich", "asyncio", "uvicorn", "numpy", "httpx2"} == set()
    )
