"""The main job: from nothing to a kept picture, in two tabs, with a provider, through a kill."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import (
    add_at,
    card,
    cards,
    choose,
    drag,
    new_canvas,
    open_home,
    picture_of,
    port,
    press_on_canvas,
    saved,
    sees_picture,
    write_in,
)
from tests.emulators.fal_server import FalServer, running_fal


def fal_settings(fal: FalServer) -> dict[str, str]:
    return {
        "FAL_KEY": "key",
        "FAL_QUEUE_URL": f"{fal.base}/queue",
        "FAL_RUN_URL": f"{fal.base}/run",
        "FAL_REST_URL": f"{fal.base}/rest",
        "FAL_CDN_URL": f"{fal.base}/cdn",
        "FAL_API_URL": f"{fal.base}/api",
    }


def text_to_image(page: Page, words: str) -> None:
    """Place a text, draw a wire into empty space, take the generator that fits."""
    text = add_at(page, 380, 320, "text")
    text.get_by_role("textbox").fill(words)
    drag(page, port(text, "Text", "Output"), (760, 330))
    choose(page, "image")
    expect(cards(page)).to_have_count(2)
    saved(page)


def two_tabs(page: Page, context: BrowserContext) -> None:
    """Edit in two tabs, also the same text, and find both edits in both."""
    other = context.new_page()
    other.goto(page.url)
    expect(card(other, "Text")).to_contain_text("a red fox")
    here, there = (write_in(card(tab, "Text")) for tab in (page, other))
    here.press("Home")
    there.press("End")
    for letter in "abc ":
        page.keyboard.type(letter)
        other.keyboard.type(letter.upper())
    for field in (here, there):
        expect(field).to_have_value("abc a red fox in the snowABC ")
    add_at(other, 300, 700, "sticky")
    expect(card(page, "Sticky note")).to_be_visible()
    other.close()


def test_from_nothing_to_a_kept_picture_and_two_tabs(
    page: Page, context: BrowserContext, koda: KodaProcess
) -> None:
    new_canvas(page, koda)
    text_to_image(page, "a red fox in the snow")
    press_on_canvas(page, "ControlOrMeta+Enter")
    sees_picture(card(page, "Image generator"))
    first = picture_of(card(page, "Image generator")).get_attribute("src")
    page.reload()
    sees_picture(card(page, "Image generator"))
    assert picture_of(card(page, "Image generator")).get_attribute("src") == first
    two_tabs(page, context)


def test_a_sentence_and_one_key_make_the_first_picture(page: Page, koda: KodaProcess) -> None:
    open_home(page, koda)
    page.get_by_role("textbox", name="What do you want to make?").fill("a lighthouse at dusk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/canvas/*")
    sees_picture(card(page, "Image generator"))
    page.go_back()
    expect(page.get_by_text("a lighthouse at dusk").first).to_be_visible()


def test_with_a_provider_and_a_kill_in_the_middle(
    page: Page, context: BrowserContext, start_koda: Callable[..., KodaProcess]
) -> None:
    with running_fal() as fal:
        fal.pace(queue_seconds=0.5, run_seconds=2.5)
        koda = start_koda(**fal_settings(fal))
        new_canvas(page, koda)
        text_to_image(page, "a red fox in the snow")
        press_on_canvas(page, "ControlOrMeta+Enter")
        for _ in range(200):
            if fal.ledger():
                break
            page.wait_for_timeout(50)
        koda.kill()
        write_in(card(page, "Text"))
        page.keyboard.type(", at night")
        expect(page.get_by_text(re.compile("Offline"))).to_be_visible()
        koda.start()
        sees_picture(card(page, "Image generator"))
        saved(page)
        page.reload()
        sees_picture(card(page, "Image generator"))
        expect(card(page, "Text")).to_contain_text("a red fox in the snow, at night")
        (job,) = fal.ledger()
        assert job["body"]["prompt"] == "a red fox in the snow"
