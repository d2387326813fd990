"""The settings: keys stored and tested, storage, costs, the check-up; open to everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.test_first_light import fal_settings
from tests.e2e.test_screens import overflows, serious
from tests.emulators.fal_server import FalServer, running_fal

KEY = "sesame-0123456789-abcdef-wxyz"


@pytest.fixture(scope="module")
def fal() -> Iterator[FalServer]:
    with running_fal(keys=(KEY,)) as server:
        yield server


@pytest.fixture
def keyless(start_koda: Callable[..., KodaProcess], fal: FalServer) -> KodaProcess:
    """Set up with fal.ai's addresses, and without its key."""
    return start_koda(**{**fal_settings(fal), "FAL_KEY": ""})


def open_settings(page: Page, koda: KodaProcess) -> None:
    page.goto(koda.address.replace("/?", "/settings?"))
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    expect(page.get_by_role("article", name="fal.ai")).to_be_visible()
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_visible()
    expect(page.get_by_role("list", name="By what it is for")).to_be_visible()
    expect(page.get_by_role("region", name="A month")).to_be_visible()


def service(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name)


def said(card: Locator) -> Locator:
    return card.get_by_role("status", name="Result of the test")


def test_a_key_is_entered_with_the_keyboard_tested_and_used_at_once(
    context: BrowserContext, page: Page, keyless: KodaProcess
) -> None:
    open_settings(page, keyless)
    card = service(page, "fal.ai")
    expect(card).to_contain_text("Not connected")
    card.get_by_role("button", name="Enter a key").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(KEY)
    page.keyboard.press("Enter")
    expect(said(card)).to_contain_text("fal.ai takes the key.")
    expect(card).to_contain_text("Connected, key stored")
    expect(card).to_contain_text("wxyz")
    assert KEY not in page.content()
    made = context.request.post(
        re.sub(r"/\?.*", "/api/generate", keyless.address),
        data={"prompt": "a fox", "model": "flux-schnell"},
    )
    assert made.ok, made.text()
    card.get_by_role("button", name="Remove stored key").click()
    expect(card).to_contain_text("Not connected")


def test_a_wrong_key_is_refused_with_what_to_do(page: Page, keyless: KodaProcess) -> None:
    open_settings(page, keyless)
    card = service(page, "fal.ai")
    card.get_by_role("button", name="Enter a key").click()
    card.get_by_label("Key of fal.ai").fill("wrong-0123456789-abcdef-0000")
    card.get_by_role("button", name="Save and test").click()
    expect(said(card)).to_contain_text("does not take the key")
    expect(said(card)).to_contain_text("Copy the key again")


def test_a_canvas_in_another_tab_takes_the_key_in(
    context: BrowserContext, page: Page, keyless: KodaProcess
) -> None:
    open_settings(page, keyless)
    node = {
        "id": "n1",
        "type": "imageGenerator",
        "position": {"x": 0, "y": 0},
        "data": {"prompt": "a fox", "model": "flux-schnell"},
    }
    at = re.sub(r"/\?.*", "", keyless.address)
    made = context.request.post(f"{at}/api/canvases", data={"name": "Fox", "nodes": [node]})
    canvas = context.new_page()
    canvas.goto(f"{at}/canvas/{made.json()['canvas']['id']}")
    expect(canvas.get_by_text("All up to date")).to_be_visible()  # nothing of it can run
    card = service(page, "fal.ai")
    card.get_by_role("button", name="Enter a key").click()
    card.get_by_label("Key of fal.ai").fill(KEY)
    card.get_by_role("button", name="Save and test").click()
    expect(said(card)).to_contain_text("takes the key")
    expect(canvas.get_by_text("1 of 1 · $0.003")).to_be_visible()


def test_places_in_use_are_tested(page: Page, koda: KodaProcess) -> None:
    open_settings(page, koda)
    for name in ("SQLite", "Folder"):
        service(page, name).get_by_role("button", name="Test").click()
        expect(said(service(page, name))).to_contain_text(f"{name} works.")
    page.get_by_text("Other places: Turso, PostgreSQL").click()
    expect(service(page, "Turso")).to_contain_text("Not in use")


def test_a_month_is_reckoned_anew_with_every_number(page: Page, koda: KodaProcess) -> None:
    open_settings(page, koda)
    month = page.get_by_role("region", name="A month")
    expect(month).to_contain_text("100 a day × $0.003")
    page.get_by_label("Pictures a day").fill("1000")
    page.get_by_label("Pictures a day").press("Enter")
    expect(month).to_contain_text("1000 a day × $0.003")
    expect(month).to_contain_text("$92")
    page.get_by_label("Where Koda runs").click()
    page.get_by_role("option", name="Your own computer").click()
    expect(month).to_contain_text("Its power is not counted")


def test_the_check_up_shows_each_finding_and_leaves_nothing(
    context: BrowserContext, page: Page, koda: KodaProcess
) -> None:
    open_settings(page, koda)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("All is well, 2 skipped.")).to_be_visible()
    findings = page.get_by_role("list", name="Findings").get_by_role("listitem")
    expect(findings).to_have_count(8)
    expect(findings.last).to_contain_text("was planned, written and drawn")
    left = context.request.get(re.sub(r"/\?.*", "/api/canvases", koda.address))
    assert left.json()["canvases"] == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_settings_are_open_to_everybody(
    chromium: Browser, koda: KodaProcess, scheme: str, width: int
) -> None:
    page = chromium.new_page(
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    open_settings(page, koda)
    service(page, "fal.ai").get_by_role("button", name="Enter a key").click()
    service(page, "Google").get_by_text("How to add it").click()
    service(page, "SQLite").get_by_role("button", name="Test").click()
    expect(said(service(page, "SQLite"))).to_contain_text("SQLite works.")
    assert serious(page) == []
    assert not overflows(page)
    page.close()
