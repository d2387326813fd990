"""`koda doctor` on serverless hosts: time for each route, records that last, a timer, a secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koda.cli.host_checks import NEEDED, check_host
from koda.connections.check import Check
from koda.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent.parent


def found(folder: Path, **given: object) -> dict[str, Check]:
    return {one.name: one for one in check_host(read_settings(**given), folder)}


def write(folder: Path, document: object) -> Path:
    (folder / "vercel.json").write_text(
        document if isinstance(document, str) else json.dumps(document)
    )
    return folder


def durations(seconds: object) -> object:
    return {"functions": {"api/index.py": {"maxDuration": seconds}}}


def test_the_shipped_function_has_time_for_every_route():
    check = found(ROOT)["function timeout"]
    assert check.state == "ok", check


def test_a_host_of_its_own_is_asked_nothing(tmp_path: Path):
    assert found(tmp_path) == {}


@pytest.mark.parametrize("document", ["", "[]", "{}", durations(None), {"functions": []}])
def test_a_file_that_gives_no_time_fails(tmp_path: Path, document: object):
    check = found(write(tmp_path, document))["function timeout"]
    assert check.state == "failed"
    assert "Fluid Compute" in check.remedy


def test_too_short_a_time_names_the_routes(tmp_path: Path):
    check = found(write(tmp_path, durations(60)))["function timeout"]
    assert check.state == "failed"
    assert "/api/generate-video" in check.message
    assert "enhance-prompt" not in check.message
    assert found(write(tmp_path, durations(max(NEEDED.values()))))["function timeout"].state == "ok"


def test_more_time_than_the_host_gives_fails(tmp_path: Path):
    assert found(write(tmp_path, durations(900)))["function timeout"].state == "failed"


def test_streams_must_end_before_the_function_does(tmp_path: Path):
    check = found(write(tmp_path, durations(300)), request_seconds=300)["function timeout"]
    assert (check.state, "KODA_REQUEST_SECONDS" in check.remedy) == ("warning", True)


def test_records_in_a_file_would_be_lost(tmp_path: Path):
    checks = found(tmp_path, serverless=True)
    assert checks["records"].state == "failed"
    assert "TURSO_DATABASE_URL" in checks["records"].remedy
    assert checks["timer"].state == checks["stored keys"].state == "warning"


def test_a_deployment_that_is_set_up_whole_has_nothing_to_look_at(tmp_path: Path):
    checks = found(
        tmp_path,
        serverless=True,
        turso_database_url="libsql://koda.turso.io",
        turso_auth_token="a-token",
        cron_secret="a long random text of the timer",
        secret="a long random text of the instance",
    )
    assert [one.state for one in checks.values()] == ["ok"]
