"""The library of assets: found, marked, thrown away and back, and used on a canvas."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import cards, new_canvas, press_on_canvas, saved, stage
from tests.e2e.test_screens import overflows, serious
from tests.runs.studio import png

MANY = 10_000


def upload(page: Page, koda: KodaProcess, name: str, color: str) -> None:
    address = koda.address.partition("/?")[0]
    file = FilePayload(name=name, mimeType="image/png", buffer=png(color, (60, 40)))
    answer = page.request.post(f"{address}/api/assets/upload", multipart={"file": file})
    assert answer.ok, answer.text()


def pictures(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def picture(page: Page, name: str) -> Locator:
    return page.get_by_role("option", name=re.compile(re.escape(name)))


@pytest.fixture
def library(page: Page, koda: KodaProcess) -> Page:
    page.goto(koda.address)
    for name, color in (("fox.png", "red"), ("sea.png", "blue"), ("wood.png", "green")):
        upload(page, koda, name, color)
    page.get_by_role("link", name="Assets").click()
    expect(pictures(page)).to_have_count(3)
    return page


def test_words_and_filters_find_and_the_address_keeps_them(library: Page) -> None:
    library.keyboard.press("/")
    library.keyboard.type("fo")
    expect(pictures(library)).to_have_count(1)
    expect(library).to_have_url(re.compile(r"q=fo"))
    library.reload()
    expect(pictures(library)).to_have_count(1)
    library.get_by_role("searchbox").fill("nothing like it")
    library.get_by_role("button", name="Clear the filters").click()
    expect(pictures(library)).to_have_count(3)
    picture(library, "sea.png").focus()
    library.keyboard.press("f")
    expect(picture(library, "sea.png, favourite")).to_be_visible()
    library.get_by_role("button", name="Favourites only").click()
    expect(pictures(library)).to_have_count(1)


def test_the_keyboard_is_enough_to_choose_throw_away_and_undo(library: Page) -> None:
    library.get_by_role("searchbox").focus()
    library.keyboard.press("ArrowDown")
    expect(pictures(library).nth(0)).to_be_focused()
    library.keyboard.press("ArrowRight")
    library.keyboard.press("Shift+ArrowRight")
    expect(library.get_by_role("toolbar", name="Chosen assets")).to_contain_text("2 files")
    library.keyboard.press("Delete")
    expect(pictures(library)).to_have_count(1)
    expect(pictures(library).nth(0)).to_be_focused()
    library.get_by_role("button", name="Undo").click()
    expect(pictures(library)).to_have_count(3)


def test_what_is_thrown_away_is_restored_or_deleted_for_good(library: Page) -> None:
    picture(library, "fox.png").click()
    details = library.get_by_role("complementary", name="Details")
    expect(details).to_contain_text("60 × 40")
    expect(details).to_contain_text("No canvas uses it.")
    details.get_by_role("textbox", name="Name").fill("Hero")
    library.keyboard.press("Enter")
    expect(picture(library, "Hero")).to_be_visible()
    details.get_by_role("button", name="Throw away").click()
    expect(pictures(library)).to_have_count(2)
    library.get_by_role("button", name="Trash (1)").click()
    picture(library, "Hero").click()
    details.get_by_role("button", name="Delete forever").click()
    details.get_by_role("button", name="Delete", exact=True).click()
    expect(library.get_by_role("heading", name="The trash is empty")).to_be_visible()
    library.get_by_role("button", name="All assets").click()
    expect(pictures(library)).to_have_count(2)


def test_an_asset_is_dragged_onto_a_canvas_or_placed_by_a_key(
    page: Page, koda: KodaProcess
) -> None:
    new_canvas(page, koda)
    upload(page, koda, "fox.png", "red")
    press_on_canvas(page, "b")
    panel = page.get_by_role("complementary", name="Assets")
    fox = panel.get_by_role("option", name=re.compile("fox"))
    fox.drag_to(stage(page), target_position={"x": 1200, "y": 300})
    expect(cards(page)).to_have_count(1)
    box = cards(page).first.bounding_box()
    assert box is not None
    assert abs(box["x"] + box["width"] / 2 - 1200) < 40
    assert abs(box["y"] + box["height"] / 2 - 300) < 60
    expect(cards(page).first.locator("img")).to_have_js_property("complete", value=True)
    fox.focus()
    page.keyboard.press("Enter")
    expect(cards(page)).to_have_count(2)
    saved(page)
    fox.focus()
    page.keyboard.press("i")
    expect(panel.get_by_role("link", name="Untitled")).to_be_visible()
    page.keyboard.press("Escape")
    fox.click()
    page.keyboard.press("Delete")
    expect(page.get_by_text("Used on 1 canvas")).to_be_visible()
    expect(cards(page)).to_have_count(2)
    press_on_canvas(page, "b")
    expect(panel).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("dark", 1440), ("light", 1440), ("dark", 390)])
def test_the_library_is_open_to_everybody_and_nothing_runs_off(
    chromium: Browser, koda: KodaProcess, scheme: str, width: int
) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page.goto(koda.address)
    page.get_by_role("link", name="Assets").click()
    expect(page.get_by_role("heading", name="Everything you make will be here")).to_be_visible()
    assert serious(page) == []
    upload(page, koda, "fox.png", "red")
    upload(page, koda, "sea.png", "blue")
    page.reload()
    picture(page, "fox").click()
    expect(page.get_by_role("complementary", name="Details")).to_contain_text("No canvas uses it.")
    assert serious(page) == []
    assert not overflows(page)
    page.get_by_role("button", name="Close details").click()
    page.get_by_role("button", name="Storage used").click()
    expect(page.get_by_role("dialog", name="Storage used")).to_contain_text("in 2 files")
    assert serious(page) == []
    page.close()


def test_a_server_that_is_away_is_said_and_asked_again(page: Page, koda: KodaProcess) -> None:
    page.goto(koda.address)
    upload(page, koda, "fox.png", "red")
    page.get_by_role("link", name="Assets").click()
    expect(pictures(page)).to_have_count(1)
    koda.kill()
    page.get_by_role("searchbox").fill("fox")
    expect(page.get_by_role("alert")).to_be_visible()
    koda.start()
    expect(pictures(page)).to_have_count(1)


def test_many_assets_are_scrolled_with_few_of_them_there(page: Page, koda: KodaProcess) -> None:
    page.goto(koda.address)
    upload(page, koda, "one.png", "red")
    multiply(koda)
    page.goto(f"{koda.address.partition('?')[0]}assets")
    expect(pictures(page).first).to_be_visible()
    assert pictures(page).count() < 120
    picture_count = "document.querySelectorAll('[role=option]').length"
    far = page.locator("[role=option][aria-posinset='600']")
    for _ in range(60):
        page.mouse.move(700, 500)
        page.mouse.wheel(0, 4_000)
        page.wait_for_timeout(150)
        assert page.evaluate(picture_count) < 200
        if far.count():
            break
    page.locator("[role=option][tabindex='0']").press("End")
    last = page.locator("[role=option]:focus")
    expect(last).to_have_attribute("aria-posinset", re.compile(r"^([6-9]\d\d|\d{4,})$"))
    expect(last).to_be_in_viewport()


def multiply(koda: KodaProcess) -> None:
    """Give the one asset many records."""
    with sqlite3.connect(koda.data / "koda.db") as database:
        database.execute(
            "INSERT INTO assets (id, hash, kind, mime, size, name, width, height, origin, "
            "created_at) SELECT 'ast_copy' || n.value, a.hash, a.kind, a.mime, a.size, "
            "'copy ' || n.value, 200 + n.value % 7 * 40, 300, a.origin, a.created_at "
            "FROM assets a, (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL "
            "SELECT value + 1 FROM n WHERE value < ?) SELECT value FROM n) n",
            (MANY,),
        )
    database.close()
