"""`koda doctor`: what is well, what is not, what to do; never a secret, never a trace."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from koda.cli.checks import (
    check_access,
    check_database,
    check_folder,
    check_libraries,
    check_port,
    check_token,
    check_variables,
)
from koda.connections.fal_check import check_fal
from koda.emulators.fal import main_lines
from koda.settings import Settings, read_settings
from tests.cli.shell import koda
from tests.emulators.fal_server import FalServer, running_fal


def test_a_fresh_folder_is_well_and_stays_empty(tmp_path: Path) -> None:
    answer = koda(tmp_path, "doctor", "--json")
    document = json.loads(answer.stdout)
    failed = [check for check in document["checks"] if check["state"] == "failed"]
    assert (answer.returncode, document["ok"], failed) == (0, True, [])
    names = {check["name"] for check in document["checks"]}
    assert {"Python", "settings", "media", "page", "access", "port", "database", "disk"} <= names
    assert {"data folder", "asset folder", "token", "fal.ai", "boxes"} <= names
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_told_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KODA_PORT=many\nFAL_KEY=sesame-of-fal\nKODA_PASWORD=x\n")
    answer = koda(tmp_path, "doctor")
    assert answer.returncode == 1
    assert "✗ settings: KODA_PORT is “many”" in answer.stdout
    assert "Did you mean KODA_PASSWORD?" in answer.stdout
    assert "sesame-of-fal" not in answer.stdout + answer.stderr
    assert answer.stderr == ""


def test_a_terminal_that_knows_only_ascii_is_spoken_to(tmp_path: Path) -> None:
    answer = koda(tmp_path, "doctor", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.returncode == 0
    assert "Python: Python" in answer.stdout
    assert answer.stderr == ""


def settings(folder: Path, **given: Any) -> Settings:
    return read_settings(data=folder, **given)


def test_variables_that_nobody_reads_are_told(tmp_path: Path) -> None:
    given = {
        "KODA_DATA": "x",
        "PATH": "y",
        "R2_BUCKET": "x",
        "KODA_SKIP_WEB": "1",
        "NEXT_PUBLIC_STORAGE_BACKEND": "localStorage",
    }
    found = [check.message for check in check_variables(given, tmp_path / ".env")]
    assert len(found) == 2
    assert found[0].startswith("R2_BUCKET is no setting")
    assert found[1].startswith("NEXT_PUBLIC_STORAGE_BACKEND=localStorage")


def test_an_open_server_fails_and_one_behind_a_proxy_is_a_warning(tmp_path: Path) -> None:
    assert check_access(settings(tmp_path)).state == "ok"
    assert check_access(settings(tmp_path, host="0.0.0.0")).state == "failed"
    assert check_access(settings(tmp_path, host="0.0.0.0", password="x")).state == "ok"
    assert check_access(settings(tmp_path, auth="none")).state == "warning"
    provider = {"oidc_issuer": "https://id.example"}
    assert check_access(settings(tmp_path, **provider)).state == "failed"
    named = {**provider, "oidc_client_id": "koda"}
    assert "KODA_OIDC_ALLOWED" in check_access(settings(tmp_path, **named)).message
    assert check_access(settings(tmp_path, **named, oidc_allowed="@example.org")).state == "ok"
    assert check_access(settings(tmp_path, trusted_proxies="nginx")).state == "failed"


def test_a_taken_port_matters_only_if_it_was_asked_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert check_port(settings(tmp_path, port=port)).state == "warning"
        default = Settings.model_construct(port=port)
        default.model_fields_set.discard("port")
        assert check_port(default).state == "ok"
    assert check_port(settings(tmp_path, port=port)).state == "ok"


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_token_that_others_can_read_is_told(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("sesame")
    token.chmod(0o644)
    found = check_token(settings(tmp_path))
    assert found.state == "warning"
    assert "chmod 600" in found.remedy
    token.chmod(0o600)
    assert check_token(settings(tmp_path)).state == "ok"


def test_a_folder_that_is_a_file_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = check_folder("data folder", tmp_path / "file" / "data", "KODA_DATA")
    assert found.state == "failed"
    assert "KODA_DATA" in found.remedy


def test_a_database_that_is_none_fails_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "koda.db").write_text("this is no database, but long enough to be read" * 50)
    found = check_database(settings(tmp_path))
    assert found.state == "failed"
    assert found.remedy


def test_a_library_that_cannot_be_loaded_fails() -> None:
    found = check_libraries(["numpy", "no_such_library"])
    assert found.state == "failed"
    assert "no_such_library" in found.message


@pytest.fixture(scope="module")
def emulator() -> Iterator[FalServer]:
    """An emulated fal.ai that takes one key."""
    with running_fal(keys=("sesame-of-fal",)) as server:
        yield server


def fal_settings(folder: Path, address: str, **given: Any) -> Settings:
    named = dict(line.split("=", 1) for line in main_lines(address))
    del named["FAL_KEY"]
    lower = {name.lower(): value for name, value in named.items()}
    return settings(folder, **{"fal_key": "sesame-of-fal", **lower, **given})


def test_the_key_is_tested_without_buying_anything(tmp_path: Path, emulator: FalServer) -> None:
    found = check_fal(fal_settings(tmp_path, emulator.base))
    assert {check.name: check.state for check in found} == {
        "fal.ai": "ok",
        "fal.ai queue": "ok",
        "clock": "ok",
    }
    assert emulator.ledger() == []


def test_a_key_that_is_not_taken_fails_and_is_not_shown(
    tmp_path: Path, emulator: FalServer
) -> None:
    found = check_fal(fal_settings(tmp_path, emulator.base, fal_key="another-sesame"))[0]
    assert (found.state, found.message) == ("failed", "does not take the key")
    assert "FAL_KEY" in found.remedy


def test_a_service_that_cannot_be_reached_fails_and_shows_no_key(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    (found,) = check_fal(fal_settings(tmp_path, address))
    assert found.state == "failed"
    assert "sesame" not in found.message
    (found,) = check_fal(fal_settings(tmp_path, address, fal_key="schlüssel\n"))
    assert found.state == "failed"
    assert "schlüssel" not in found.message
