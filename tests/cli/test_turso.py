"""What `koda doctor` and `koda db` say of a Turso database."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from koda.cli.turso_checks import check_turso
from koda.connections.check import Check
from koda.settings import Settings
from tests.cli.shell import koda
from tests.databases import chosen_kinds, database_settings, database_variables, sqld

pytestmark = pytest.mark.skipif("sqld" not in chosen_kinds(), reason="another database is tested")


def checks(**changed: str) -> list[Check]:
    variables = {"TURSO_DATABASE_URL": sqld().database("doctor"), "TURSO_AUTH_TOKEN": "x"}
    return list(check_turso(Settings.model_validate(variables | changed)))


def wrong(found: list[Check]) -> list[str]:
    return [f"{one.message} {one.remedy}" for one in found if one.state != "ok"]


def test_a_database_that_is_well_is_described(tmp_path: Path) -> None:
    assert koda(tmp_path, "db", "migrate", **database_variables("sqld", tmp_path)).returncode == 0
    found = list(check_turso(database_settings("sqld", tmp_path)))
    assert wrong(found) == []
    assert "ms" in found[-1].message


def test_migrations_that_are_missing_and_the_command_that_applies_them(tmp_path: Path) -> None:
    settings = database_variables("sqld", tmp_path)
    (missing,) = wrong(list(check_turso(database_settings("sqld", tmp_path))))
    assert "migrations missing" in missing
    assert koda(tmp_path, "db", "status", **settings).returncode == 1
    assert "0001 canvases: applied" in koda(tmp_path, "db", "migrate", **settings).stdout
    assert "up to date" in koda(tmp_path, "db", "migrate", **settings).stdout
    assert koda(tmp_path, "db", "status", **settings).returncode == 0
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": 3}, "has expired"),
        ({"a": "ro"}, "reading only"),
        ({"exp": int(time.time()) + 3 * 24 * 3600}, "ends in"),
    ],
)
def test_what_is_wrong_with_a_token_is_said(claims: dict[str, object], words: str) -> None:
    found = wrong(checks(TURSO_AUTH_TOKEN=sqld().token(**claims)))
    assert words in found[0]
    assert "turso db tokens create" in found[0]


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "a.W10.c"])
def test_a_strange_token_is_said_and_not_shown(token: str) -> None:
    found = wrong(checks(TURSO_AUTH_TOKEN=token))
    assert "turso db tokens create" in found[0]
    assert all(token not in one for one in found if len(token) > 5)


def test_the_doctor_says_what_is_wrong_with_an_address(tmp_path: Path) -> None:
    done = koda(tmp_path, "doctor", TURSO_DATABASE_URL="postgres://me:secret@host/x")
    assert done.returncode == 1
    assert "must start with libsql://" in done.stdout
    assert "turso db list" in done.stdout.replace("\n", " ")
    assert "secret" not in done.stdout


def test_two_databases_at_once_are_refused(tmp_path: Path) -> None:
    settings = database_variables("sqld", tmp_path)
    done = koda(tmp_path, "db", "migrate", DATABASE_URL="postgresql://host/koda", **settings)
    assert done.returncode != 0
    assert "TURSO_DATABASE_URL" in done.stderr + done.stdout
