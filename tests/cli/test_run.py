"""`koda run` as a process: results on disk, one cache, exit codes, money, Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from koda.emulators.fal import main_lines
from tests.cli.shell import KODA, call, environment, koda, started


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: what was made once is known to the next test."""
    return tmp_path_factory.mktemp("run")


def results(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


def test_a_template_runs_without_a_key_and_only_once(home: Path) -> None:
    command = ["run", "first-light", "--set", "idea.content=A red barn", "--out", "made"]
    first = koda(home, *command, "--set", "Picture.resolution=1K")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == ["made/Picture-1.png", "made/results.json"]
    assert "1 of 1 steps will run; free" in first.stderr
    with Image.open(home / "made" / "Picture-1.png") as picture:
        assert picture.size == (1024, 768)
    (node,) = results(home / "made")["nodes"]
    (output,) = node["outputs"]["output"]
    assert output["record"]["recipe"]["prompt"] == "A red barn"
    assert output["file"] == "Picture-1.png"

    before = (home / "made" / "Picture-1.png").read_bytes()
    second = koda(home, *command)
    assert second.returncode == 0
    assert "Picture: known already" in second.stderr
    assert (home / "made" / "Picture-1.png").read_bytes() == before


def test_the_server_has_the_canvas_only_if_it_was_to_be_kept(home: Path) -> None:
    assert koda(home, "run", "four-looks", "--target", "Ink").returncode == 0
    assert koda(home, "run", "first-light", "--keep").returncode == 0
    with started(home, "serve", "--no-open", "--port", "0", KODA_TOKEN="t") as server:
        _, body = server.fetch("/api/canvases", Authorization="Bearer t")
        names = [canvas["name"] for canvas in json.loads(body)["canvases"]]
        assert names == ["First light"]
        _, body = server.fetch("/api/canvases?trashed=true", Authorization="Bearer t")
        assert "One idea, four looks" in [one["name"] for one in json.loads(body)["canvases"]]


def photo_canvas() -> dict[str, Any]:
    """As the original exports it."""
    return {
        "version": "1.0",
        "spaceName": "Photo study",
        "nodes": [
            {"id": "p", "type": "media", "position": {"x": 0, "y": 0}, "data": {"name": "Photo"}},
            {
                "id": "a",
                "type": "imageGenerator",
                "position": {"x": 400, "y": 0},
                "data": {"name": "A / B", "prompt": "the same in winter", "imageCount": 2},
            },
            {
                "id": "b",
                "type": "imageGenerator",
                "position": {"x": 400, "y": 400},
                "data": {"name": "Other", "prompt": "a lamp"},
            },
        ],
        "edges": [
            {"id": "e", "source": "p", "target": "a", "sourceHandle": "output",
             "targetHandle": "reference"}
        ],
    }  # fmt: skip


def test_an_export_runs_with_a_file_of_this_machine_and_only_its_target(home: Path) -> None:
    Image.new("RGB", (64, 48), "teal").save(home / "photo.png")
    (home / "study.json").write_text(json.dumps(photo_canvas()))
    answer = koda(
        home, "run", "study.json", "--set", "Photo.asset=@photo.png", "--target", "a",
        "--out", "study",
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert sorted(path.name for path in (home / "study").iterdir()) == [
        "A-B-1.png", "A-B-2.png", "results.json",
    ]  # fmt: skip
    (node,) = results(home / "study")["nodes"]
    assert len(node["outputs"]["output"][0]["record"]["recipe"]["inputs"]) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing"], ["no template “nothing”", "first-light"]),
        (["study.json", "--set", "Lamp.prompt=x"], ["no node “Lamp”", "b (Other)"]),
        (["study.json", "--set", "Other.size=x"], ["no parameter “size”", "aspect_ratio"]),
        (["study.json", "--set", "Other.image_count=two"], ["“two” is no value", "integer"]),
        (["study.json", "--set", "Photo.asset=@gone.png"], ["no file gone.png"]),
        (["study.json", "--set", "Other"], ["sets nothing"]),
        (["study.json", "--set", "Other.image_count=9"], ["Other (b), image_count", "Images:"]),
        (["broken.json"], ["is not JSON"]),
        (["list.json"], ["is not a canvas"]),
    ],
)
def test_what_cannot_run_is_said_with_its_place_and_nothing_runs(
    home: Path, arguments: list[str], told: list[str]
) -> None:
    (home / "study.json").write_text(json.dumps(photo_canvas()))
    (home / "broken.json").write_text("{")
    (home / "list.json").write_text("[1]")
    answer = koda(home, "run", *arguments, "--out", "never")
    assert answer.returncode == 2
    assert [part for part in told if part not in answer.stderr] == []
    assert "Traceback" not in answer.stderr
    assert not (home / "never" / "results.json").exists()


@pytest.fixture(scope="module")
def emulated(home: Path) -> Iterator[dict[str, str]]:
    """The settings that an emulated fal.ai prints."""
    with started(home, "emulate", "fal", "--port", "0") as emulator:
        assert "fal.ai's stand-in" in emulator.line
        lines = main_lines(emulator.address)
        assert emulator.process.stdout is not None
        assert [emulator.process.stdout.readline().strip() for _ in lines] == lines
        yield dict(line.split("=", 1) for line in lines)


@pytest.fixture
def fal(emulated: dict[str, str]) -> dict[str, str]:
    """The same, at its quickest."""
    call(base(emulated), "pace", {"queue_seconds": 0, "run_seconds": 0})
    return emulated


def base(fal: dict[str, str]) -> str:
    return fal["FAL_QUEUE_URL"].removesuffix("/queue")


def test_money_is_asked_for_first(home: Path, fal: dict[str, str]) -> None:
    command = ["run", "first-light", "--set", "Idea.content=A toll bridge", "--out", "paid"]
    before = len(call(base(fal), "ledger"))
    unasked = koda(home, *command, **fal)
    assert unasked.returncode == 2
    assert "about $0.08" in unasked.stderr
    assert "--ceiling" in unasked.stderr
    tight = koda(home, *command, "--ceiling", "0.01", **fal)
    assert tight.returncode == 2
    assert "the ceiling is $0.01" in tight.stderr
    assert len(call(base(fal), "ledger")) == before

    paid = koda(home, *command, "--ceiling", "0.50", **fal)
    assert paid.returncode == 0, paid.stderr
    assert "1 made, $0.08" in paid.stderr
    assert len(call(base(fal), "ledger")) == before + 1
    again = koda(home, *command, **fal)
    assert again.returncode == 0, "what is known costs nothing"
    assert len(call(base(fal), "ledger")) == before + 1


def test_a_failed_step_ends_with_its_code_and_remedy(home: Path, fal: dict[str, str]) -> None:
    call(base(fal), "faults", {"kind": "content_policy", "count": 1})
    answer = koda(
        home, "run", "first-light", "--set", "Idea.content=Forbidden", "--yes", "--out", "bad",
        **fal,
    )  # fmt: skip
    assert answer.returncode == 1, answer.stderr
    assert "[provider.content_policy]" in answer.stderr
    assert "Reword the prompt" in answer.stderr
    assert results(home / "bad")["nodes"][0]["failure"]["code"] == "provider.content_policy"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGINT for one process")
def test_an_interrupted_run_is_cancelled(home: Path, fal: dict[str, str]) -> None:
    call(base(fal), "pace", {"queue_seconds": 60})
    command = ["run", "first-light", "--set", "Idea.content=Never", "--yes", "--out", "cut"]
    process = subprocess.Popen(
        [*KODA, *command],
        cwd=home,
        env=environment(home, fal),
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        # A shell that started the tests in its background has told them to ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stderr is not None
    with process:
        for line in process.stderr:
            if "waiting for the provider" in line:
                break
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(20) == 130, said
    assert "the run was cancelled" in said
    assert results(home / "cut")["run"]["state"] == "cancelled"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [(b"n\n", 2, "Nothing was started."), (b"y\n", 0, "✓ Picture (")],
)
def test_a_person_at_a_terminal_is_asked_and_shown_bars(
    home: Path, fal: dict[str, str], answer: bytes, code: int, told: str
) -> None:
    call(base(fal), "pace", {"queue_seconds": 0, "run_seconds": 0.5})
    terminal, theirs = pty.openpty()
    process = subprocess.Popen(
        [*KODA, "run", "first-light", "--set", "Idea.content=A dime", "--fresh"],
        cwd=home,
        env=environment(home, fal) | {"TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    said = b""
    with contextlib.suppress(OSError):  # how Linux says that the other side has closed
        while part := os.read(terminal, 65536):
            said += part
            if b"[y/N]" in said and answer:
                os.write(terminal, answer)
                answer = b""
    os.close(terminal)
    assert process.wait(20) == code
    assert told in said.decode()
    assert ("All steps" in said.decode()) == (code == 0)


def test_a_port_of_the_emulator_that_is_taken_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        answer = koda(tmp_path, "emulate", "fal", "--port", str(other.getsockname()[1]))
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
