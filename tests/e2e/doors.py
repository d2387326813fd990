"""Coming in, as functions: signing in, sharing a canvas, opening a link as somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import SLOW_MS, KodaProcess

PASSWORD = "correct horse battery staple"
TITLES = {"view": "View", "edit": "Edit", "run": "Edit and run"}


def at(koda: KodaProcess, path: str) -> str:
    return urljoin(koda.address, path)


def sign_in(page: Page, koda: KodaProcess, path: str = "/") -> None:
    page.goto(at(koda, path))
    page.get_by_label("Password or token").fill(PASSWORD)
    page.keyboard.press("Enter")
    # A password is slow to judge, by design.
    expect(page.get_by_label("Password or token")).to_have_count(0)


def canvas_with(page: Page, koda: KodaProcess, *texts: str) -> str:
    """Make a canvas with text nodes over the interface, open it, and give its id."""
    body = {"name": "Lighthouse", "nodes": [_text(at, text) for at, text in enumerate(texts)]}
    answer = page.request.post(at(koda, "/api/canvases"), data=body)
    assert answer.ok, answer.text()
    canvas = str(answer.json()["canvas"]["id"])
    page.goto(at(koda, f"/canvas/{canvas}"))
    expect(page.locator("article")).to_have_count(len(texts))
    return canvas


def _text(place: int, text: str) -> dict[str, Any]:
    return {
        "id": f"text-{place}",
        "type": "text",
        "position": {"x": 320 * place, "y": 0},
        "data": {"content": text},
    }


def make_link(page: Page, access: Literal["view", "edit", "run"], name: str = "") -> str:
    """Make a link in the open canvas's dialog; gives its address."""
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=TITLES[access], exact=True).check()
    dialog.get_by_label("For whom").fill(name)
    dialog.get_by_role("button", name="Make a link").click()
    address = dialog.get_by_label("The new link").input_value()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    return address


@contextmanager
def somebody_else(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that shares nothing with the test's."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="dark", reduced_motion="reduce"
    )
    context.set_default_timeout(SLOW_MS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


def open_link(context: BrowserContext, address: str, cards: int) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_url("**/canvas/*")
    expect(page.locator("article")).to_have_count(cards)
    return page


def stored(page: Page, koda: KodaProcess, canvas: str) -> str:
    """The canvas as the server has it, as text; asked for as the owner."""
    return page.request.get(at(koda, f"/api/canvases/{canvas}")).text()
