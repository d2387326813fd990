"""`koda assets gc`: says what it did, or would do."""

from __future__ import annotations

from pathlib import Path

import pytest

from koda.cli.assets import size
from tests.cli.shell import koda


def test_a_dry_run_and_a_run_say_how_many_and_how_much(tmp_path: Path) -> None:
    nothing = koda(tmp_path, "assets", "gc")
    assert nothing.returncode == 0
    assert "no database" in nothing.stdout
    assert koda(tmp_path, "db", "migrate").returncode == 0
    dry = koda(tmp_path, "assets", "gc", "--dry-run")
    assert (dry.returncode, dry.stderr) == (0, "")
    assert "would be put into the trash" in dry.stdout
    done = koda(tmp_path, "assets", "gc")
    assert done.returncode == 0
    assert "0 bytes freed" in done.stdout


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (1_234_567, "1.2 MB"),
        (10**16, "10000.0 TB"),
    ],
)
def test_bytes_are_written_as_people_read_them(count: int, text: str) -> None:
    assert size(count) == text
