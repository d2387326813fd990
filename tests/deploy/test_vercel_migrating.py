"""The part of Vercel's build command that brings the database's schema up."""

from __future__ import annotations

import os
import secrets
import subprocess
from pathlib import Path

import pytest

from tests.deploy.vercel_machine import ROOT, vercel_python
from tests.servers.sqld import run_sqld


def migrate(**variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{vercel_python().parent}:{ROOT / '.venv/bin'}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "deploy/vercel/migrate.sh"],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "VERCEL": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_runs_with_the_packages_of_the_function_and_may_run_again(tmp_path: Path) -> None:
    with run_sqld(tmp_path) as sqld:
        address = sqld.database(f"d{secrets.token_hex(6)}")
        token = sqld.token()
        first = migrate(TURSO_DATABASE_URL=address, TURSO_AUTH_TOKEN=token)
        assert first.returncode == 0, first.stderr
        again = migrate(TURSO_DATABASE_URL=address, TURSO_AUTH_TOKEN=token)
        assert again.returncode == 0, again.stderr
        assert "0001" in first.stdout
        assert "up to date" in again.stdout


def test_a_wrong_database_ends_the_build_with_the_guides_sentence() -> None:
    answer = migrate(TURSO_DATABASE_URL="koda.turso.io", TURSO_AUTH_TOKEN="t")
    assert answer.returncode != 0
    assert "libsql://" in answer.stderr + answer.stdout


@pytest.mark.parametrize("empty", ["", "TURSO_DATABASE_URL"])
def test_without_a_database_there_is_nothing_to_do(empty: str) -> None:
    answer = migrate(**({empty: ""} if empty else {}))
    assert answer.returncode == 0
    assert "TURSO_DATABASE_URL" in answer.stdout
