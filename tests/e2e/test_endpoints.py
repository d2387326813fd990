"""Any endpoint of fal.ai: searched in the picker, added, wired, run; missing ones are offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import cards, drag, new_canvas, port, saved, stage
from tests.emulators.fal_server import FalServer, running_fal

FILM = "Kling Video V2.1 Standard Image To Video"
WORDS = "Moondream2"


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@pytest.fixture
def koda(start_koda: Callable[..., KodaProcess], fal: FalServer) -> KodaProcess:
    at = fal.addresses
    return start_koda(
        FAL_KEY="secret",
        FAL_QUEUE_URL=at.queue,
        FAL_REST_URL=at.rest,
        FAL_CDN_URL=at.cdn,
        FAL_API_URL=at.api,
    )


def picture() -> dict[str, object]:
    out = BytesIO()
    Image.effect_mandelbrot((320, 200), (-2, -1, 1, 1), 60).convert("RGB").save(out, "PNG")
    return {"name": "hill.png", "mimeType": "image/png", "buffer": out.getvalue()}


def put_picture(page: Page) -> Locator:
    """A media node with a picture, left of the middle."""
    page.mouse.move(360, 420)
    stage(page).focus()
    page.keyboard.press("a")
    page.keyboard.type("media")
    page.keyboard.press("Enter")
    card = cards(page).first
    card.locator("input[type=file]").set_input_files([picture()])  # type: ignore[list-item]
    expect(card.locator("img").first).to_be_visible()
    return card


def search(page: Page, words: str, title: str) -> Locator:
    """Type into the open picker; gives the row of fal.ai that it finds."""
    expect(page.locator("input[role=combobox]")).to_be_focused()
    page.keyboard.type(words)
    row = page.get_by_role("option").filter(has_text=title)
    expect(row.first).to_be_visible()
    return row.first


def test_an_endpoint_is_found_added_wired_and_run(page: Page, koda: KodaProcess) -> None:
    new_canvas(page, koda)
    media = put_picture(page)
    page.keyboard.press("Escape")
    drag(page, port(media, "", "Output"), (900, 380))
    row = search(page, "kling 2.1 standard", FILM)
    expect(page.get_by_text("On fal.ai")).to_be_visible()
    expect(row).to_contain_text("image to video")
    expect(row).to_contain_text("$0.1 per second")
    page.keyboard.press("Enter")
    made = page.get_by_role("article", name=re.compile(f"^{FILM},"))
    expect(made).to_be_visible()
    expect(page.locator(".react-flow__edge")).to_have_count(1)
    made.get_by_role("textbox").first.fill("the hill grows")
    saved(page)
    made.get_by_role("button", name=re.compile("^Run")).click()
    expect(made.locator("video, [data-film], img").first).to_be_visible()


def test_an_endpoint_that_answers_in_words_shows_them(page: Page, koda: KodaProcess) -> None:
    new_canvas(page, koda)
    media = put_picture(page)
    page.keyboard.press("Escape")
    drag(page, port(media, "", "Output"), (900, 380))
    search(page, "moondream2", WORDS)
    page.keyboard.press("Enter")
    made = page.get_by_role("article", name=re.compile(rf"^{WORDS},"))
    expect(made).to_be_visible()
    saved(page)
    made.get_by_role("button", name=re.compile("^Run")).click()
    expect(made.get_by_text("What fal-ai/moondream2 says")).to_be_visible()


def test_another_tab_learns_of_an_added_endpoint(
    page: Page, context: BrowserContext, koda: KodaProcess
) -> None:
    new_canvas(page, koda)
    other = context.new_page()
    other.goto(page.url)
    expect(stage(other)).to_be_visible()
    page.mouse.move(600, 400)
    stage(page).focus()
    page.keyboard.press("a")
    search(page, "moondream2", WORDS)
    page.keyboard.press("Enter")
    for tab in (page, other):
        expect(tab.get_by_role("article", name=re.compile(rf"^{WORDS},"))).to_be_visible()


def test_a_catalogue_that_is_away_says_so(page: Page, koda: KodaProcess, fal: FalServer) -> None:
    new_canvas(page, koda)
    fal.fault("server_error", 40)
    page.mouse.move(600, 400)
    stage(page).focus()
    page.keyboard.press("a")
    page.keyboard.type("zzz flux")
    said = page.get_by_text("Only what was added here is shown.")
    expect(said).to_be_visible()


def test_a_node_whose_endpoint_is_not_here_offers_to_add_it(page: Page, koda: KodaProcess) -> None:
    new_canvas(page, koda)
    token = koda.address.partition("?token=")[2]
    answer = page.request.put(
        page.url.replace("/canvas/", "/api/canvases/"),
        headers={"authorization": f"Bearer {token}"},
        data={
            "name": "Missing",
            "nodes": [
                {
                    "id": "a",
                    "type": "fal:fal-ai/moondream2",
                    "position": {"x": 0, "y": 0},
                    "width": 320,
                    "height": 220,
                    "data": {},
                }
            ],
            "edges": [],
        },
    )
    assert answer.ok, answer.text()
    card = page.get_by_role("article", name=re.compile("unknown kind"))
    expect(card.get_by_text("is an endpoint of fal.ai that is not added here")).to_be_visible()
    card.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("article", name=re.compile(rf"^{WORDS},"))).to_be_visible()
