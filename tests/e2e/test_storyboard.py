"""A storyboard, from the brief to pictures and films on the canvas; without any key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, new_canvas, press_on_canvas
from tests.e2e.test_screens import overflows, serious


@pytest.fixture
def board(page: Page, koda: KodaProcess) -> Locator:
    """A storyboard node with its brief open."""
    new_canvas(page, koda)
    return add_at(page, 520, 420, "storyboard")


def write(board: Locator) -> None:
    board.get_by_label("Product").fill("A copper kettle with a walnut handle")
    board.get_by_role("button", name=re.compile("Write the storyboard")).click()
    expect(board.get_by_role("button", name="Create on canvas")).to_be_visible()


def names(page: Page) -> list[str]:
    listed = page.get_by_role("navigation", name=re.compile("nodes on this canvas"))
    return listed.locator("button").all_text_contents()


def test_a_brief_becomes_scenes_and_a_message_the_next_draft(page: Page, board: Locator) -> None:
    board.get_by_role("button", name=re.compile("Write the storyboard")).click()
    expect(board.get_by_role("alert")).to_contain_text("Write a product or a concept")
    expect(board.get_by_label("Product")).to_be_focused()
    write(board)
    scenes = board.get_by_role("list", name="Scenes").get_by_role("listitem")
    expect(scenes).to_have_count(4)
    expect(board.get_by_text("Written by rules, not by an AI model").first).to_be_visible()
    message = board.get_by_role("textbox", name="Message")
    message.fill("Make scene 2 darker")
    message.press("Enter")
    expect(board.get_by_text("Draft 2 of 2")).to_be_visible()
    expect(board.get_by_text("Make scene 2 darker", exact=True)).to_be_visible()
    board.get_by_role("button", name="Earlier draft").click()
    expect(board.get_by_text("Draft 1 of 2")).to_be_visible()
    board.get_by_role("button", name="Expand").click()
    large = page.get_by_role("dialog", name="Storyboard")
    drafts = large.get_by_role("button", name=re.compile(r"^Draft \d"))
    expect(drafts).to_have_count(2)
    expect(drafts.first).to_have_attribute("aria-pressed", "true")


def test_a_draft_becomes_pictures_and_films_as_one_change(page: Page, board: Locator) -> None:
    write(board)
    board.get_by_role("button", name="Create on canvas").click()
    notice = page.get_by_role("region", name="Notices")
    expect(notice).to_contain_text("8 nodes added")
    expect(notice).to_contain_text("in their order: free")
    added = [name for name in names(page) if re.match("Product|Scene|Film", name)]
    assert len(added) == 8
    expect(page.get_by_role("region", name="Group Storyboard: A copper")).to_be_visible()
    press_on_canvas(page, "Control+z")
    expect(page.get_by_role("navigation", name="1 nodes on this canvas")).to_be_attached()
    press_on_canvas(page, "Control+Shift+z")
    notice.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("region", name="Runs")).to_contain_text(re.compile("of 8"))


def test_a_concept_is_proposed_and_taken(board: Locator) -> None:
    board.get_by_label("Product").fill("A copper kettle")
    board.get_by_role("button", name=re.compile("Propose a concept")).click()
    proposal = board.get_by_role("region", name="Proposed concept")
    expect(proposal).to_contain_text("kettle")
    proposal.get_by_role("button", name="Use it").click()
    expect(board.get_by_role("textbox", name="Concept")).to_have_value(re.compile("kettle"))


def test_a_picture_is_added_with_what_it_is_for(page: Page, board: Locator, tmp_path: Path) -> None:
    picture = tmp_path / "sailor.png"
    Image.new("RGB", (300, 400), "#e0b040").save(picture)
    with page.expect_file_chooser() as chooser:
        board.get_by_role("button", name="Add a picture").click()
    chooser.value.set_files(picture)
    tile = board.get_by_role("list", name="References").get_by_role("listitem")
    expect(tile.get_by_role("img")).to_be_visible()
    role = tile.get_by_role("combobox")
    role.click()
    page.get_by_role("option", name="Character").click()
    expect(role).to_have_text("Character")
    board.get_by_label("Character").fill("An old sailor")
    write(board)
    board.get_by_role("button", name="Create on canvas").click()
    expect(page.get_by_role("region", name="Notices")).to_contain_text("8 nodes added")
    assert "Character" not in names(page)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_it_keeps_nobody_out(
    page: Page, koda: KodaProcess, scheme: Literal["dark", "light"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    new_canvas(page, koda)
    board = add_at(page, 520, 420, "storyboard")
    assert serious(page) == []
    write(board)
    board.get_by_text("Prompts").first.click()
    assert serious(page) == []
    board.get_by_role("button", name="Expand").click()
    large = page.get_by_role("dialog", name="Storyboard")
    expect(large.get_by_role("button", name="Create on canvas")).to_be_visible()
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not overflows(page)
