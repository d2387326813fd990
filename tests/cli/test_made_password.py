"""The password that is made where none is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from koda.cli.made_password import with_password
from koda.core.errors import NotConfigured
from koda.server.auth import refuse_open_server
from koda.settings import Settings


def _settings(folder: Path, **given: object) -> Settings:
    return Settings.model_validate({"KODA_DATA": folder, "KODA_HOST": "0.0.0.0", **given})


def test_a_password_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = with_password(_settings(tmp_path)), with_password(_settings(tmp_path))
    assert first.password == second.password
    assert first.password is not None
    made = first.password.get_secret_value()
    assert len(made) >= 20
    assert capsys.readouterr().out.count(made) == 1
    assert (tmp_path / "password").stat().st_mode & 0o077 == 0
    refuse_open_server(first)


@pytest.mark.parametrize("given", [{"KODA_PASSWORD": "my own"}, {"KODA_AUTH": "none"}])
def test_nothing_is_made_where_the_way_in_is_set(tmp_path: Path, given: dict[str, str]) -> None:
    settings = _settings(tmp_path, **given)
    assert with_password(settings) == settings
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured) as caught:
        with_password(_settings(tmp_path / "missing"))
    assert caught.value.remedy
