"""The page about the stand-ins names everything that they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from koda.emulators.anthropic_faults import KINDS
from koda.emulators.anthropic_rules import SAY, WHEN
from koda.emulators.e2b_faults import KINDS as E2B_KINDS

PAGE = Path(__file__).parents[2] / "docs" / "extend" / "emulators.md"


@pytest.mark.parametrize(
    "names", [KINDS, SAY, WHEN, E2B_KINDS], ids=["faults", "say", "when", "faults of e2b"]
)
def test_every_name_is_on_the_page(names: set[str]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []
