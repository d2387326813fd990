"""`koda endpoints`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.shell import koda, started
from tests.emulators.fal_server import FalServer, running_fal

WORDS = "fal-ai/moondream2"


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


def test_an_endpoint_is_found_added_listed_and_removed(tmp_path: Path, fal: FalServer) -> None:
    at = {"FAL_API_URL": fal.addresses.api, "FAL_KEY": "secret"}
    found = koda(tmp_path, "endpoints", "search", "moondream2", **at)
    assert f"{WORDS} " in found.stdout
    assert "$0.01 per request" in found.stdout
    assert koda(tmp_path, "endpoints", "list", **at).stdout == "There is none.\n"
    added = koda(tmp_path, "endpoints", "add", f"https://fal.ai/models/{WORDS}", **at)
    assert added.stdout == f"Moondream2 is the node “fal:{WORDS}”: takes Image; gives Output.\n"
    assert koda(tmp_path, "endpoints", "list").stdout.startswith(WORDS)
    assert "version 1" in koda(tmp_path, "endpoints", "refresh", WORDS, **at).stdout
    assert koda(tmp_path, "endpoints", "remove", WORDS).returncode == 0
    gone = koda(tmp_path, "endpoints", "remove", WORDS)
    assert (gone.returncode, "was not added" in gone.stderr) == (2, True)


def test_a_server_over_the_same_folder_offers_what_was_added(
    tmp_path: Path, fal: FalServer
) -> None:
    at = {"FAL_API_URL": fal.addresses.api}
    with started(tmp_path, "serve", "--no-open", "--port", "0", KODA_TOKEN="t", **at) as server:
        assert koda(tmp_path, "endpoints", "add", WORDS, **at).returncode == 0
        _, body = server.fetch("/api/catalog", authorization="Bearer t")
    assert f"fal:{WORDS}" in {kind["kind"] for kind in json.loads(body)["kinds"]}


def test_without_fal_it_says_so_in_one_line(tmp_path: Path) -> None:
    away = koda(tmp_path, "endpoints", "add", WORDS, FAL_API_URL="http://127.0.0.1:9")
    assert away.returncode == 1
    assert away.stderr.count("\n") == 1
    assert "could not be reached" in away.stderr
