"""Product shots: from a brief to pictures, without a key."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, card, cards, new_canvas, press_on_canvas, saved, sees_picture
from tests.emulators.anthropic_server import running_anthropic

CREATE = re.compile(r"^Create \d nodes?")


@pytest.fixture
def product(tmp_path: Path) -> Path:
    file = tmp_path / "jug.png"
    Image.new("RGB", (640, 480), "#8a5a3c").save(file)
    return file


def plan(page: Page, koda: KodaProcess, picture: Path | None = None) -> Locator:
    node = begin(page, koda, picture)
    expect(shots(node)).to_have_count(4)
    expect(node.get_by_role("button", name=CREATE)).to_be_enabled()
    return node


def begin(page: Page, koda: KodaProcess, picture: Path | None = None) -> Locator:
    new_canvas(page, koda)
    node = add_at(page, 500, 420, "product shots")
    node.get_by_label("Product", exact=True).fill("Stoneware jug")
    if picture:
        node.locator("input[type=file]").set_input_files(picture)
        expect(node.get_by_role("button", name="Take the picture out")).to_be_attached()
    node.get_by_role("button", name="Plan the shots").click()
    return node


def shots(node: Locator) -> Locator:
    return node.get_by_role("list", name="Shots").locator("> li")


def test_a_brief_without_a_product_says_what_is_missing(page: Page, koda: KodaProcess) -> None:
    new_canvas(page, koda)
    node = add_at(page, 500, 420, "product shots")
    node.get_by_role("button", name="Plan the shots").click()
    expect(node.get_by_role("alert")).to_contain_text("Write its name")
    expect(node.get_by_label("Product", exact=True)).to_be_focused()


def test_shots_become_pictures_in_a_group(page: Page, koda: KodaProcess, product: Path) -> None:
    node = plan(page, koda, product)
    node.get_by_role("switch").nth(1).click()
    expect(node.get_by_role("button", name=CREATE)).to_have_text("Create 3 nodes")
    node.get_by_role("button", name=CREATE).click()
    # The three, and the picture of the product that they are made from.
    expect(cards(page)).to_have_count(5)
    expect(page.get_by_role("region", name="Group Shots of Stoneware jug")).to_be_visible()
    expect(page.locator("article[data-selected]")).to_have_count(3)
    page.get_by_role("button", name=re.compile("^Run Free")).click()
    sees_picture(card(page, "Hero"))


def test_creating_is_one_step_to_undo(page: Page, koda: KodaProcess) -> None:
    node = plan(page, koda)
    node.get_by_role("button", name=CREATE).click()
    expect(cards(page)).to_have_count(5)
    press_on_canvas(page, "Control+z")
    press_on_canvas(page, "1")
    expect(cards(page)).to_have_count(1)


def test_switching_a_shot_off_can_be_undone_and_asks_nothing_again(
    page: Page, koda: KodaProcess
) -> None:
    node = plan(page, koda)
    node.get_by_role("switch").first.click()
    saved(page)
    expect(page.get_by_text("All up to date")).to_be_visible()
    press_on_canvas(page, "Control+z")
    expect(node.get_by_role("switch").first).to_be_checked()


def test_a_message_makes_a_draft_beside_the_first(page: Page, koda: KodaProcess) -> None:
    node = plan(page, koda)
    field = node.get_by_role("textbox", name="Message")
    field.fill("Warmer light in shot 2")
    field.press("Enter")
    expect(node.get_by_text("Draft 2 of 2")).to_be_visible()
    node.get_by_role("button", name="Prompt of shot 2").click()
    expect(node.get_by_text(re.compile(", Warmer light"))).to_be_visible()
    node.get_by_role("button", name="Earlier draft").click()
    expect(node.get_by_text("Draft 1 of 2")).to_be_visible()
    expect(node.get_by_text(re.compile(", Warmer light"))).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Draft 2 of 2")).to_be_visible()


def test_a_kill_while_shots_are_written_buys_only_the_rest(
    page: Page, start_koda: Callable[..., KodaProcess]
) -> None:
    with running_anthropic() as model:
        koda = start_koda(ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=model.base)
        model.pace(first_ms=0, token_ms=0, hold_after=1_300)
        node = begin(page, koda)
        expect(shots(node).first.get_by_role("heading")).to_have_text("Hero")
        expect(node.get_by_role("switch")).to_have_count(0)
        place = page.url
        page.goto("about:blank")
        koda.kill()
        model.pace(first_ms=0, token_ms=0, hold_after=-1)
        koda.start()
        page.goto(place)
        node = page.get_by_role("article", name="Product shots")
        expect(shots(node)).to_have_count(4)
        expect(node.get_by_role("button", name=CREATE)).to_be_visible()
        _, rest = model.ledger()
        assert rest["rest"]


def test_stopping_keeps_the_draft_before_it(
    page: Page, start_koda: Callable[..., KodaProcess]
) -> None:
    with running_anthropic() as model:
        koda = start_koda(ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=model.base)
        node = begin(page, koda)
        expect(node.get_by_role("button", name=CREATE)).to_be_visible()
        model.pace(first_ms=0, token_ms=0, hold_after=800)
        field = node.get_by_role("textbox", name="Message")
        field.fill("Only close-ups")
        field.press("Enter")
        node.get_by_role("button", name="Stop", exact=True).click()
        expect(node.get_by_text("Stopped. What is there was kept.")).to_be_visible()
        expect(shots(node)).to_have_count(4)
        expect(node.get_by_role("button", name=CREATE)).to_be_enabled()
