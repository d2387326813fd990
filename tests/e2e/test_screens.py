"""Every screen: nothing that keeps people out, nothing cut off, in both themes and three sizes."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import card, cards, new_canvas, open_home, press_on_canvas, sees_picture

SIZES = [(1440, 900), (1024, 768), (390, 844)]


def serious(page: Page) -> list[str]:
    """What axe finds serious or worse, with the element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def overflows(page: Page) -> bool:
    return page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_every_screen_is_open_to_everybody(
    chromium: Browser, koda: KodaProcess, scheme: str
) -> None:
    page = chromium.new_page(
        viewport={"width": 1440, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    open_home(page, koda)
    assert serious(page) == []
    page.get_by_role("link", name="Settings").click()
    expect(page.get_by_role("heading").first).to_be_visible()
    assert serious(page) == []
    page.go_back()
    page.get_by_text("One idea, four looks").last.click()
    page.wait_for_url("**/canvas/*")
    page.get_by_role("button", name="Run all").click()
    sees_picture(card(page, "Watercolor"))
    card(page, "Watercolor").locator("header").click()
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()
    assert serious(page) == []
    press_on_canvas(page, "Shift+?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert serious(page) == []
    page.close()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_runs_off_the_screen(
    chromium: Browser, koda: KodaProcess, width: int, height: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    open_home(page, koda)
    assert not overflows(page)
    page.goto(re.sub(r"/\?.*", "/settings", koda.address))
    expect(page.get_by_role("heading").first).to_be_visible()
    assert not overflows(page)
    open_home(page, koda)
    page.get_by_text("First light").last.click()
    page.wait_for_url("**/canvas/*")
    expect(cards(page).first).to_be_visible()
    assert not overflows(page)
    for name in ("Run all", "Add a node"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.close()


def test_a_stranger_is_asked_for_the_token(chromium: Browser, koda: KodaProcess) -> None:
    page = chromium.new_page()
    page.goto(re.sub(r"\?.*", "", koda.address))
    field = page.get_by_label(re.compile("token|password", re.IGNORECASE)).first
    expect(field).to_be_visible()
    assert serious(page) == []
    token = koda.address.partition("token=")[2]
    field.fill(token)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What do you want to make?")).to_be_visible()
    page.close()


def test_with_less_motion_things_are_where_they_belong_at_once(
    page: Page, koda: KodaProcess
) -> None:
    new_canvas(page, koda)
    place = page.evaluate(
        """() => {
          const one = document.createElement("div");
          one.style.cssText = "position: fixed; left: 0";
          document.body.append(one);
          one.getBoundingClientRect();
          one.style.left = "100px";
          return one.getBoundingClientRect().x;
        }"""
    )
    assert place == 100
