"""What a person does on the canvas, as functions."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import KodaProcess

"""A first load takes its time on a busy machine."""


def open_home(page: Page, koda: KodaProcess) -> None:
    page.goto(koda.address)
    expect(_heading(page)).to_be_visible()


def new_canvas(page: Page, koda: KodaProcess) -> None:
    open_home(page, koda)
    page.get_by_role("button", name="New canvas").click()
    page.wait_for_url("**/canvas/*")
    expect(_heading(page)).to_be_visible()
    saved(page)


def _heading(page: Page) -> Locator:
    return page.get_by_role("heading", name="What do you want to make?")


def stage(page: Page) -> Locator:
    return page.locator("[data-canvas-stage]")


def press_on_canvas(page: Page, keys: str) -> None:
    stage(page).focus()
    page.keyboard.press(keys)


def add_at(page: Page, x: int, y: int, kind: str) -> Locator:
    """Add a node where the pointer is, by its name."""
    page.mouse.move(x, y)
    before = set(ids(page))
    press_on_canvas(page, "a")
    choose(page, kind)
    expect(cards(page)).to_have_count(len(before) + 1)
    (new,) = set(ids(page)) - before
    return page.locator(f'.react-flow__node[data-id="{new}"] article')


def ids(page: Page) -> list[str]:
    script = "nodes => nodes.map(node => node.dataset.id)"
    return page.locator(".react-flow__node:has(article)").evaluate_all(script)


def choose(page: Page, words: str) -> None:
    """Type into the open picker and take the first that fits."""
    expect(page.locator("input[role=combobox]")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def cards(page: Page) -> Locator:
    return page.locator("article")


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("article", name=re.compile(rf"^{re.escape(title)},"))


def write_in(node: Locator) -> Locator:
    """Begin to write in a text card, at its end."""
    node.locator("p, textarea").first.dblclick()
    field = node.get_by_role("textbox")
    expect(field).to_be_focused()
    return field


def port(node: Locator, name: str, side: str) -> Locator:
    return node.get_by_role("button", name=re.compile(rf"^{side} {re.escape(name)}"))


def drag(page: Page, start: Locator, end: Locator | tuple[int, int]) -> None:
    x, y = middle(start)
    to = end if isinstance(end, tuple) else middle(end)
    page.mouse.move(x, y)
    page.mouse.down()
    for share in (0.2, 0.5, 0.8, 1.0):
        page.mouse.move(x + (to[0] - x) * share, y + (to[1] - y) * share)
        page.wait_for_timeout(30)
    page.mouse.up()


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def saved(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"^Saved"))).to_be_visible()


def picture_of(node: Locator) -> Locator:
    return node.locator("img").first


def sees_picture(node: Locator) -> None:
    """The picture is there and has been drawn."""
    image = picture_of(node)
    expect(image).to_be_visible()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") > 0


def rest(page: Page) -> None:
    """Wait until nothing on the canvas changes: what is fetched on first use is there."""
    script = """() => new Promise((done) => {
      let timer = setTimeout(done, 500);
      new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(done, 500);
      }).observe(document.querySelector('[data-canvas-stage]'), {
        subtree: true, childList: true, characterData: true,
      });
    })"""
    page.evaluate(script)
