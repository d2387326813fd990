"""An animation whose code runs in boxes at E2B: those of the stand-in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.animating import (
    FLAT,
    accept,
    begin,
    connect,
    flows_on,
    plan,
    render,
    restore_first,
    running_koda,
    two_pictures,
    wish,
)
from tests.emulators.e2b_server import running_e2b

pytestmark = pytest.mark.timeout(900)


def test_a_film_is_made_changed_and_restored_in_boxes_at_e2b(page: Page, tmp_path: Path) -> None:
    with (
        running_e2b(tmp_path / "e2b", keys=("emulator",)) as e2b,
        running_koda(
            SANDBOX_PROVIDER="e2b",
            E2B_API_KEY="emulator",
            E2B_API_URL=e2b.base,
            E2B_SANDBOX_URL=e2b.base,
            E2B_TEMPLATE_ID="base",
        ) as koda,
    ):
        node = begin(page, koda, FLAT)
        connect(page, node, two_pictures(tmp_path))
        plan(node)
        accept(node)
        render(node)
        wish(node, "Change the film", 'Say "Quiet nights" in scene 1')
        render(node)
        restore_first(node)
        flows_on(page, node)
        assert e2b.ledger() != [], "the boxes were those of the stand-in"
        assert e2b.boxes() == [], "no box is left behind"
