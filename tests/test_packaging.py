"""The wheel: what is in it, how heavy its page is, and that it runs where there is no Node."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
UV = [sys.executable, "-m", "uv"]
FIRST_LOAD = 150_000
"""Bytes of gzipped JavaScript that any page may need before it shows something."""
CANVAS = 250_000
"""The same for the heaviest page, the canvas."""
SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b"
    rb"|\bgh[pousr]_[A-Za-z0-9]{36}|\bsk-ant-[\w-]{20}"
)
FORBIDDEN = re.compile(
    r"\.map$|(^|/)\.env$|node_modules|(^|/)(tests|web|benches|tools)/|\.(db|pem|key)$"
)

pytestmark = [pytest.mark.xdist_group("packaging"), pytest.mark.timeout(600)]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the page that is built already (`make page`)."""
    folder = tmp_path_factory.mktemp("wheel")
    run([*UV, "build", "--wheel", "--out-dir", str(folder)], cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def content(wheel: Path) -> dict[str, bytes]:
    """The wheel's files."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def manifest(content: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Vite's list of chunks and what each needs."""
    return json.loads(content["koda/_static/.vite/manifest.json"])


def run(command: list[str], **options: Any) -> None:
    answer = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert answer.returncode == 0, f"{command}\n{answer.stdout}{answer.stderr}"


def test_the_wheel_has_the_page(content: dict[str, bytes]) -> None:
    assert b"<script" in content["koda/_static/index.html"]


def test_the_wheel_has_what_the_package_reads(content: dict[str, bytes]) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "koda").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted - content.keys() == set()


def test_the_wheel_has_nothing_else(content: dict[str, bytes]) -> None:
    assert [name for name in content if FORBIDDEN.search(name)] == []
    assert [name for name, text in content.items() if SECRET.search(text)] == []


def test_the_wheel_names_no_folder_of_this_machine(content: dict[str, bytes]) -> None:
    place = str(ROOT).encode() + b"/"
    assert [name for name, text in content.items() if place in text] == []


def needed(manifest: dict[str, dict[str, Any]], *starts: str) -> set[str]:
    """The files of some chunks and of everything that they import at once."""
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += manifest[name].get("imports", [])
    return {manifest[name]["file"] for name in seen}


def weight(content: dict[str, bytes], files: set[str]) -> int:
    return sum(len(gzip.compress(content[f"koda/_static/{name}"])) for name in files)


def entries(manifest: dict[str, dict[str, Any]]) -> list[str]:
    return [name for name, chunk in manifest.items() if chunk.get("isEntry")]


def test_the_first_load_is_light(
    content: dict[str, bytes], manifest: dict[str, dict[str, Any]]
) -> None:
    assert weight(content, needed(manifest, *entries(manifest))) <= FIRST_LOAD


def test_every_page_is_light(
    content: dict[str, bytes], manifest: dict[str, dict[str, Any]]
) -> None:
    start = entries(manifest)
    # What a page loads later, when it is idle or asked for, is no part of its weight.
    pages = {page for name in start for page in manifest[name].get("dynamicImports", [])}
    assert pages, "pages are loaded when they are opened"
    heavy = {page: weight(content, needed(manifest, *start, page)) for page in pages}
    assert {page: bytes_ for page, bytes_ in heavy.items() if bytes_ > CANVAS} == {}


@pytest.fixture(scope="session")
def clean_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel and its locked dependencies, and no tool of ours."""
    folder = tmp_path_factory.mktemp("clean")
    python = folder / "venv" / "bin" / "python"
    run([*UV, "venv", "--quiet", "--python", sys.executable, str(folder / "venv")])
    pins = folder / "pins.txt"
    export = ["export", "--frozen", "--no-dev", "--no-emit-project", "--quiet", "-o", str(pins)]
    run([*UV, *export], cwd=ROOT)
    install = [*UV, "pip", "install", "--quiet", "--python", str(python)]
    run([*install, "-r", str(pins)])
    run([*install, "--no-deps", str(wheel)])
    return folder / "venv"


@pytest.fixture
def koda(clean_environment: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a Koda that runs from the wheel, in an empty folder, without Node."""
    bare = {"PATH": str(clean_environment / "bin"), "HOME": str(tmp_path), "KODA_TOKEN": "sesame"}
    assert shutil.which("node", path=bare["PATH"]) is None
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(clean_environment / "bin" / "koda"), "serve", "--no-open", "--port", "0"],
            cwd=tmp_path,
            env=bare | {"LANG": os.environ.get("LANG", "C.UTF-8")},
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
        try:
            yield address_in(log, server)
        finally:
            server.terminate()
            server.wait(30)


def address_in(log: Path, server: subprocess.Popen[bytes]) -> str:
    """Wait for the address that the server prints."""
    while server.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.05)
    pytest.fail(f"koda serve ended by itself:\n{log.read_text(encoding='utf-8')}")


def fetch(address: str, **headers: str) -> tuple[int, bytes]:
    with urlopen(Request(address, headers=headers), timeout=60) as answer:
        return answer.status, answer.read()


def test_the_wheel_runs_without_node(koda: str) -> None:
    status, health = fetch(f"{koda}/api/health")
    assert (status, json.loads(health)["version"]) == (200, "0.1.0")
    status, page = fetch(f"{koda}/", Authorization="Bearer sesame")
    assert status == 200
    script = re.search(rb'src="(/assets/[^"]+\.js)"', page)
    assert script
    assert fetch(koda + script[1].decode(), Authorization="Bearer sesame")[0] == 200
