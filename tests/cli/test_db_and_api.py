"""`koda db` and `koda api`."""

from __future__ import annotations

import json
from pathlib import Path

from koda.db.migrate import shipped_migrations
from tests.cli.shell import koda


def test_status_makes_nothing_and_migrate_makes_all(tmp_path: Path) -> None:
    none = koda(tmp_path, "db", "status")
    assert (none.returncode, "no database yet" in none.stdout) == (1, True)
    assert list(tmp_path.iterdir()) == []

    names = [f"{one.number:04d} {one.name}: applied" for one in shipped_migrations()]
    made = koda(tmp_path, "db", "migrate")
    assert (made.returncode, made.stdout.splitlines()) == (0, names)
    again = koda(tmp_path, "db", "migrate")
    assert again.stdout == "The database is up to date.\n"
    status = koda(tmp_path, "db", "status")
    assert (status.returncode, status.stdout.splitlines()) == (0, names)


def test_a_damaged_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "koda.db").write_text("this is no database" * 100)
    answer = koda(tmp_path, "db", "status", "--data", ".")
    assert answer.returncode == 1
    assert answer.stderr.startswith("koda: The database failed")
    assert answer.stderr.count("\n") == 1


def test_the_document_is_the_same_for_every_set_up(tmp_path: Path) -> None:
    plain = koda(tmp_path, "api")
    assert plain.returncode == 0, plain.stderr
    assert plain.stderr == ""
    document = json.loads(plain.stdout)
    assert document["openapi"].startswith("3.1")
    assert {"/api/health", "/api/canvases", "/api/runs/{run}"} <= document["paths"].keys()
    other = koda(tmp_path, "api", KODA_PORT="99", FAL_KEY="key", PYTHONHASHSEED="7")
    assert other.stdout == plain.stdout
    assert list(tmp_path.iterdir()) == []
