"""What `koda doctor` and `koda db` say of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from koda.cli.postgres_checks import check_postgres
from koda.connections.check import Check
from koda.settings import Settings
from tests.cli.shell import koda
from tests.databases import chosen_kinds, database_settings, database_variables, postgres
from tests.servers.postgres import PASSWORD

pytestmark = pytest.mark.skipif(
    "postgres" not in chosen_kinds(), reason="another database is tested"
)


def checks(settings: Settings) -> list[Check]:
    return list(check_postgres(settings))


def found(address: str) -> list[Check]:
    return checks(Settings.model_validate({"DATABASE_URL": address}))


def test_a_database_that_is_well_is_described(tmp_path: Path) -> None:
    reached, warning, migrations, way = checks(
        database_settings("postgres", tmp_path, migrated=True)
    )
    assert reached.state == migrations.state == way.state == "ok"
    assert reached.message.startswith("PostgreSQL ")
    assert "not encrypted" in reached.message
    assert "migrations are applied" in migrations.message
    assert "ms" in way.message
    assert (warning.state, warning.message[:12]) == ("warning", "fsync is off")


def test_migrations_that_are_missing_and_the_command_that_applies_them(tmp_path: Path) -> None:
    settings = database_variables("postgres", tmp_path)
    assert checks(database_settings("postgres", tmp_path))[2].state == "warning"
    assert koda(tmp_path, "db", "status", **settings).returncode == 1
    assert "0001 canvases: applied" in koda(tmp_path, "db", "migrate", **settings).stdout
    assert koda(tmp_path, "db", "status", **settings).returncode == 0
    assert not (tmp_path / "data").exists()
    assert checks(database_settings("postgres", tmp_path))[2].state == "ok"


def test_a_user_without_rights_is_told_which(tmp_path: Path) -> None:
    address = database_variables("postgres", tmp_path)["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("DROP ROLE IF EXISTS guest")
        link.execute(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
        link.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    last = found(address.replace("koda:", "guest:"))
    assert "create tables" in " ".join(one.message for one in last if one.state == "failed")


@pytest.mark.parametrize(
    "address", ["mysql://u:secret@h/d", "postgresql://koda:secret@127.0.0.1:PORT/postgres"]
)
def test_a_door_that_stays_closed_is_one_failure_without_the_password(address: str) -> None:
    (check,) = found(address.replace("PORT", str(postgres().port)))
    assert check.state == "failed"
    assert check.remedy
    assert "secret" not in f"{check.message} {check.remedy}"
