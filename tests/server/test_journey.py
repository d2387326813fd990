"""The main journey on a real process with each database: draw, run, be killed, and go on."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.cli.shell import Server, call, started
from tests.databases import DatabaseKind, chosen_kinds, database_variables

PORT = ("serve", "--no-open", "--port", "0")
TOKEN = {"Authorization": "Bearer t"}


def ask(server: Server, path: str, body: object = None) -> Any:
    return call(server.address, f"api/{path}", body, **TOKEN)


def ended(server: Server, run: str) -> Any:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = ask(server, f"runs/{run}")
        if found["state"] != "running":
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def canvas_of(server: Server, canvas: str) -> Any:
    found = ask(server, f"canvases/{canvas}")["canvas"]
    return {key: found[key] for key in ("name", "nodes", "edges")}


@pytest.mark.parametrize("kind", chosen_kinds())
def test_canvases_and_runs_outlive_kill_9(kind: DatabaseKind, tmp_path: Path) -> None:
    settings = dict(database_variables(kind, tmp_path / "data", migrated=True))
    settings |= {"KODA_TOKEN": "t"}
    with started(tmp_path, *PORT, **settings) as server:
        canvas = ask(server, "canvases", {"template": "first-light"})["canvas"]["id"]
        ask(server, "canvases", {"id": "notes", "name": "Notes – 画布", "nodes": [], "edges": []})
        drawn = canvas_of(server, canvas)
        body = {"mode": "all", "targets": [], "key": "first"}
        first = ended(server, ask(server, f"canvases/{canvas}/runs", body)["id"])
        body = {**body, "key": "second", "fresh": [first["steps"][0]["node"]]}
        second = ask(server, f"canvases/{canvas}/runs", body)["id"]
        server.process.kill()
    assert first["state"] == "done"
    with started(tmp_path, *PORT, **settings) as server:
        assert canvas_of(server, canvas) == drawn
        assert canvas_of(server, "notes")["name"] == "Notes – 画布"
        assert ask(server, f"canvases/{canvas}/runs", body)["id"] == second
        assert ended(server, second)["state"] == "done"
        found = ask(server, f"canvases?query={quote('画布')}")["canvases"]
        assert [one["id"] for one in found] == ["notes"]
        flags = ask(server, "config")["flags"]
        assert flags["hasCloudDb"] == (kind != "sqlite")
        assert flags["hasLocalDb"] == (kind == "sqlite")
