"""`koda backup` and `koda restore` as a person uses them: real processes, one of them serving."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.shell import call, koda, started


def test_a_serving_koda_is_saved_and_made_anew_elsewhere(tmp_path: Path) -> None:
    token = {"Authorization": "Bearer secret"}
    with started(tmp_path, "serve", "--no-open", "--port", "0", KODA_TOKEN="secret") as server:
        call(server.address, "api/canvases", {"name": "Kept"}, **token)
        saved = koda(tmp_path, "backup", "saved.tar")
        assert saved.returncode == 0, saved.stderr
        assert "1 canvases" in saved.stdout
    assert {one.name for one in tmp_path.iterdir()} == {"data", "saved.tar"}

    again = koda(tmp_path, "backup", "saved.tar")
    assert again.returncode == 2
    assert "is there already" in again.stderr

    checked = koda(tmp_path, "restore", "saved.tar", "--check")
    assert checked.returncode == 0
    assert "is whole" in checked.stdout

    full = koda(tmp_path, "restore", "saved.tar")
    assert full.returncode == 2
    assert "empty" in full.stderr

    made = koda(tmp_path, "restore", "saved.tar", "--data", "new")
    assert made.returncode == 0, made.stderr
    with started(
        tmp_path, "serve", "--no-open", "--port", "0", "--data", "new", KODA_TOKEN="secret"
    ) as server:
        _, body = server.fetch("/api/canvases", **token)
        assert [one["name"] for one in json.loads(body)["canvases"]] == ["Kept"]


def test_there_must_be_something_to_save(tmp_path: Path) -> None:
    done = koda(tmp_path, "backup", "saved.tar")
    assert done.returncode == 2
    assert "no database" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_backup_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no backup")
    done = koda(tmp_path, "restore", "file", "--check")
    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1
    missing = koda(tmp_path, "restore", "missing", "--data", "new")
    assert missing.returncode != 0
    assert len(missing.stderr.strip().splitlines()) == 1
