"""Who comes in sees what they may do: signing in, links to a canvas, devices, keys of programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.doors import (
    PASSWORD,
    at,
    canvas_with,
    make_link,
    open_link,
    sign_in,
    somebody_else,
    stored,
)
from tests.e2e.moves import card, cards, press_on_canvas, saved, sees_picture, stage, write_in
from tests.e2e.test_screens import serious


@pytest.fixture
def koda(start_koda: Callable[..., KodaProcess]) -> KodaProcess:
    """A Koda that is entered with a password."""
    return start_koda(KODA_PASSWORD=PASSWORD)


def test_a_wrong_password_is_said_and_the_right_one_opens(page: Page, koda: KodaProcess) -> None:
    page.goto(at(koda, "/"))
    field = page.get_by_label("Password or token")
    expect(field).to_be_focused()
    page.keyboard.type("incorrect horse")
    page.keyboard.press("Enter")
    wrong = page.get_by_text("This is not the token or password").first
    expect(wrong).to_be_visible()
    assert serious(page) == []
    field.fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="New canvas")).to_be_visible()


def test_too_many_wrong_tries_are_told_how_long_to_wait(page: Page, koda: KodaProcess) -> None:
    page.goto(at(koda, "/"))
    for _ in range(30):
        answer = page.request.post(at(koda, "/api/session"), data={"secret": "wrong"})
        if answer.status == 429:
            break
    page.get_by_label("Password or token").fill(PASSWORD)
    page.keyboard.press("Enter")
    wait = page.get_by_text("Too many wrong tries. Try again in")
    expect(wait).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()


def test_an_ended_session_loses_no_edit(page: Page, koda: KodaProcess, chromium: Browser) -> None:
    sign_in(page, koda)
    canvas = canvas_with(page, koda, "A lighthouse")
    saved(page)
    with somebody_else(chromium) as other:
        sign_in(elsewhere := other.new_page(), koda, "/settings")
        elsewhere.get_by_role("button", name="Sign out everywhere else").click()
        expect(elsewhere.get_by_text("No other browser is signed in.")).to_be_visible()
        field = write_in(cards(page).first)
        page.keyboard.type(" in a storm")
        panel = page.get_by_role("region", name="You are signed out")
        expect(panel.get_by_text("kept on this device")).to_be_visible()
        assert serious(page) == []
        page.keyboard.type(" at night")
        expect(field).to_have_value("A lighthouse in a storm at night")
        assert "storm" not in stored(elsewhere, koda, canvas)
        panel.get_by_label("Password or token").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(panel).to_have_count(0)
        saved(page)
        assert "A lighthouse in a storm at night" in stored(elsewhere, koda, canvas)


def test_signing_out_everywhere_ends_the_other_browser(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda, "/settings")
    with somebody_else(chromium) as other:
        elsewhere = other.new_page()
        sign_in(elsewhere, koda, "/settings")
        devices = elsewhere.get_by_role("list", name="Browsers that are signed in")
        expect(devices.get_by_role("listitem")).to_have_count(2)
        expect(devices.get_by_text("This device")).to_have_count(1)
        elsewhere.get_by_role("button", name="Sign out everywhere else").click()
        expect(devices.get_by_role("listitem")).to_have_count(1)
        page.reload()
        expect(page.get_by_label("Password or token")).to_be_visible()
        elsewhere.reload()
        expect(devices).to_be_visible()


def test_a_link_to_view_shows_everything_and_changes_nothing(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda)
    canvas = canvas_with(page, koda, "A lighthouse", "A harbour")
    address = make_link(page, "view", "Press")
    before = stored(page, koda, canvas)
    with somebody_else(chromium) as other:
        guest = open_link(other, address, cards=2)
        expect(guest.get_by_text("View only")).to_be_visible()
        for name in ("Add a node", "Undo", "Cut wires", "Share", "Run all", "Assets"):
            expect(guest.get_by_role("button", name=name, exact=True)).to_have_count(0)
        expect(guest.get_by_label("Name of this canvas")).not_to_be_editable()
        box = cards(guest).first.bounding_box()
        assert box is not None
        guest.mouse.move(box["x"] + 40, box["y"] + 40)
        guest.mouse.down()
        guest.mouse.move(box["x"] + 200, box["y"] + 200, steps=4)
        guest.mouse.up()
        cards(guest).first.locator("p").dblclick()
        expect(guest.locator("article textarea")).to_have_count(0)
        for keys in ("Delete", "t", "ControlOrMeta+D", "ControlOrMeta+V", "l", "ArrowRight"):
            press_on_canvas(guest, keys)
        expect(cards(guest)).to_have_count(2)
        assert cards(guest).first.bounding_box() == box
        expect(guest.get_by_role("complementary", name="Inspector")).to_be_visible()
        assert serious(guest) == []
        expect(page.get_by_label("(guest)")).to_be_visible()
        guest.goto(at(koda, "/settings"))
        expect(guest.get_by_role("heading", name="Your link opens one canvas")).to_be_visible()
        guest.get_by_role("button", name="Go to the canvas").click()
        expect(cards(guest)).to_have_count(2)
    assert stored(page, koda, canvas) == before


def test_one_browser_holds_links_to_two_canvases(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda)
    canvas_with(page, koda, "A lighthouse", "A harbour")
    to_view = make_link(page, "view")
    canvas_with(page, koda, "A storm")
    to_edit = make_link(page, "edit")
    with somebody_else(chromium) as other:
        first = open_link(other, to_view, cards=2)
        second = open_link(other, to_edit, cards=1)
        write_in(cards(second).first)
        second.keyboard.type(" at sea")
        saved(second)
        first.reload()
        expect(cards(first)).to_have_count(2)
        expect(first.get_by_text("View only")).to_be_visible()


def test_a_link_to_edit_changes_and_does_not_run(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda)
    canvas_with(page, koda, "A lighthouse")
    address = make_link(page, "edit")
    with somebody_else(chromium) as other:
        guest = open_link(other, address, cards=1)
        write_in(cards(guest).first)
        guest.keyboard.type(" in a storm")
        saved(guest)
        expect(page.get_by_text("A lighthouse in a storm")).to_be_visible()
        guest.keyboard.press("Escape")
        guest.mouse.move(900, 600)
        press_on_canvas(guest, "p")
        expect(cards(guest)).to_have_count(2)
        for name in ("Run all", "Run", "Share"):
            expect(guest.get_by_role("button", name=name, exact=True)).to_have_count(0)
        guest.get_by_role("button", name="No running").hover()
        expect(guest.get_by_role("tooltip")).to_contain_text("Runs cost the owner’s money")
        press_on_canvas(guest, "ControlOrMeta+Shift+Enter")
        expect(guest.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
        assert serious(guest) == []


def test_a_link_to_run_runs(page: Page, koda: KodaProcess, chromium: Browser) -> None:
    sign_in(page, koda)
    canvas_with(page, koda, "A lighthouse")
    address = make_link(page, "run")
    with somebody_else(chromium) as other:
        guest = open_link(other, address, cards=1)
        guest.mouse.move(900, 600)
        press_on_canvas(guest, "p")
        expect(cards(guest)).to_have_count(2)
        guest.keyboard.press("Enter")
        guest.keyboard.type("A harbour in fog")
        guest.get_by_role("button", name="Run all").click()
        sees_picture(card(guest, "Image generator"))
        expect(guest.get_by_role("button", name="Share", exact=True)).to_have_count(0)


def test_a_withdrawn_link_says_so_and_keeps_what_was_not_sent(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda)
    canvas = canvas_with(page, koda, "A lighthouse")
    address = make_link(page, "edit", "A friend")
    with somebody_else(chromium) as other:
        guest = open_link(other, address, cards=1)
        saved(guest)
        other.set_offline(offline=True)  # or the end is known before the words are written
        page.get_by_role("button", name="Share", exact=True).click()
        links = page.get_by_role("list", name="Links to this canvas")
        links.get_by_role("button", name="Withdraw").click()
        links.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_text("No link opens this canvas yet.")).to_be_visible()
        write_in(cards(guest).first)
        guest.keyboard.type(" in a storm")
        other.set_offline(offline=False)
        panel = guest.get_by_role("region", name="This link has ended")
        expect(panel).to_be_visible()
        unsent = panel.get_by_role("list", name="Nodes with edits that were not saved")
        expect(unsent).to_contain_text("A lighthouse in a storm")
        expect(guest.get_by_role("button", name="Add a node")).to_have_count(0)
        assert serious(guest) == []
        panel.get_by_role("button", name="Copy these nodes").click()
        expect(guest.get_by_text("Paste it on any canvas")).to_be_visible()
        assert "A lighthouse in a storm" in guest.evaluate("navigator.clipboard.readText()")
        guest.reload()
        expect(guest.get_by_role("heading", name="This link has ended")).to_be_visible()
        guest.goto(address)
        expect(guest.get_by_role("heading", name="This link has ended")).to_be_visible()
    assert "storm" not in stored(page, koda, canvas)


def ask(koda: KodaProcess, path: str, key: str, body: dict[str, str] | None = None) -> int:
    """The status of a program's call."""
    sent = None if body is None else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    try:
        with urlopen(Request(at(koda, path), sent, headers)) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_key_from_the_settings_opens_what_it_may_until_it_is_revoked(
    page: Page, koda: KodaProcess
) -> None:
    sign_in(page, koda, "/settings")
    page.get_by_role("button", name="New key").click()
    form = page.get_by_role("form", name="New key")
    form.get_by_label("What it is for").fill("Nightly report")
    assert serious(page) == []
    form.get_by_role("button", name="Make the key").click()
    key = page.get_by_label("The new key").input_value()
    assert ask(koda, "/api/canvases", key) == 200
    assert ask(koda, "/api/canvases", key, {"name": "No"}) == 403
    page.reload()
    keys = page.get_by_role("list", name="API keys")
    expect(keys).to_contain_text("Used just now")
    expect(page.get_by_label("The new key")).to_have_count(0)
    expect(page.get_by_role("list", name="Log")).to_contain_text("Made an API key")
    keys.get_by_role("button", name="Revoke").click()
    keys.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("No program has a key yet.")).to_be_visible()
    assert ask(koda, "/api/canvases", key) == 401


def test_the_stage_stays_one_stop_of_the_keyboard_for_a_guest(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda)
    canvas_with(page, koda, "A lighthouse", "A harbour")
    address = make_link(page, "view")
    with somebody_else(chromium) as other:
        guest = open_link(other, address, cards=2)
        stage(guest).focus()
        guest.keyboard.press("Tab")
        expect(guest.get_by_label("Name of this node")).to_have_attribute("placeholder", "Text")
        guest.keyboard.press("?")
        expect(guest.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


def test_signing_in_again_in_one_tab_lets_the_others_go_on(
    page: Page, koda: KodaProcess, chromium: Browser
) -> None:
    sign_in(page, koda)
    canvas = canvas_with(page, koda, "A lighthouse")
    saved(page)
    with somebody_else(chromium) as other:
        sign_in(elsewhere := other.new_page(), koda, "/settings")
        elsewhere.get_by_role("button", name="Sign out everywhere else").click()
        expect(elsewhere.get_by_text("No other browser is signed in.")).to_be_visible()
    write_in(cards(page).first)
    page.keyboard.type(" in a storm")
    panel = page.get_by_role("region", name="You are signed out")
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Later").click()
    expect(panel.get_by_label("Password or token")).to_have_count(0)
    tab = page.context.new_page()
    sign_in(tab, koda)
    expect(panel).to_have_count(0)
    saved(page)
    assert "A lighthouse in a storm" in stored(page, koda, canvas)


def test_signing_out_closes_the_page_and_the_session(page: Page, koda: KodaProcess) -> None:
    sign_in(page, koda, "/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_label("Password or token")).to_be_visible()
    assert page.request.get(at(koda, "/api/canvases")).status == 401
    page.emulate_media(color_scheme="light")
    assert serious(page) == []
