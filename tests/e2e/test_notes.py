"""Notes, stickers, presets and mentions, as a person uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, card, drag, new_canvas, port, press_on_canvas, saved


@pytest.fixture
def canvas(page: Page, koda: KodaProcess) -> Page:
    new_canvas(page, koda)
    return page


def test_a_note_shows_its_marks_and_changes_its_look(canvas: Page) -> None:
    note = add_at(canvas, 500, 320, "sticky")
    canvas.keyboard.press("Enter")
    field = note.get_by_role("textbox", name="Note")
    expect(field).to_be_focused()
    canvas.keyboard.type("**Bold**\n- one\n- [two](https://example.com/)")
    canvas.keyboard.press("Escape")
    expect(note.locator("strong")).to_have_text("Bold")
    expect(note.locator("li")).to_have_count(2)
    link = note.get_by_role("link", name="two")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    bar = note.get_by_role("toolbar", name="Look of the note")
    bar.get_by_role("radio", name="Pink").check(force=True)
    bar.get_by_role("button", name="Italic").click()
    bar.get_by_role("button", name="Turned by: more").click()
    expect(bar.get_by_role("group", name="Turned by")).to_contain_text("5°")
    bar.get_by_role("button", name="L", exact=True).click()
    press_on_canvas(canvas, "Control+z")
    press_on_canvas(canvas, "Control+z")
    expect(bar.get_by_role("group", name="Turned by")).to_contain_text("0°")
    expect(bar.get_by_role("button", name="Italic")).to_have_attribute("aria-pressed", "true")
    saved(canvas)
    canvas.reload()
    again = card(canvas, "Sticky note")
    expect(again.locator("strong")).to_have_text("Bold")


def test_a_sticker_is_chosen_by_name_and_turned(canvas: Page) -> None:
    sticker = add_at(canvas, 500, 320, "sticker")
    expect(sticker.get_by_role("img", name="👍")).to_be_visible()
    bar = sticker.get_by_role("toolbar", name="Look of the sticker")
    bar.get_by_role("button", name="Choose an emoji").click()
    canvas.get_by_role("searchbox", name="Search emoji").fill("rocket")
    canvas.keyboard.press("Enter")
    expect(sticker.get_by_role("img", name="🚀")).to_be_visible()
    bar.get_by_role("button", name="XL").click()
    bar.get_by_role("button", name="Turn to the right").click()
    bar.get_by_role("button", name="Mirror").click()
    style = sticker.get_by_role("img", name="🚀").get_attribute("style") or ""
    assert "15deg" in style
    assert "-1 1" in style
    box = sticker.bounding_box()
    assert box is not None
    assert round(box["width"]) == 96


def test_a_group_takes_another_colour_and_frees_its_members(canvas: Page) -> None:
    add_at(canvas, 420, 320, "sticky")
    add_at(canvas, 760, 320, "sticky")
    press_on_canvas(canvas, "Control+a")
    press_on_canvas(canvas, "Control+g")
    bar = canvas.get_by_role("toolbar", name="Look of the group")
    bar.get_by_role("radio", name="Teal").check(force=True)
    press_on_canvas(canvas, "Delete")
    expect(bar).to_have_count(0)
    expect(canvas.locator("article")).to_have_count(2)


def test_a_preset_is_chosen_by_its_picture_and_kept_with_the_node(canvas: Page) -> None:
    maker = add_at(canvas, 500, 300, "image gen")
    maker.get_by_role("button", name="Presets: none").click()
    picker = canvas.get_by_role("dialog", name="Presets")
    picker.get_by_role("button", name="Eleanor").click()
    picker.get_by_role("radio", name="Look").check()
    picker.get_by_role("button", name="Watercolor").click()
    expect(picker.get_by_role("button", name="Watercolor")).to_have_attribute(
        "aria-pressed", "true"
    )
    canvas.keyboard.press("Escape")
    expect(maker.get_by_role("button", name="Presets: Eleanor, Watercolor")).to_be_visible()


def test_words_are_kept_as_a_preset_and_deleted_with_a_way_back(canvas: Page) -> None:
    maker = add_at(canvas, 500, 300, "image gen")
    maker.get_by_role("textbox", name="Prompt").fill("heavy rain, wet streets")
    maker.get_by_role("button", name="Presets: none").click()
    picker = canvas.get_by_role("dialog", name="Presets")
    picker.get_by_role("radio", name="Words").check()
    picker.get_by_role("textbox", name="Name of a new preset").fill("Rain")
    picker.get_by_role("button", name="Keep the prompt").click()
    own = picker.get_by_role("button", name="Rain", exact=True)
    expect(own).to_be_visible()
    own.hover()
    picker.get_by_role("button", name="Delete Rain").click()
    expect(own).to_have_count(0)
    canvas.get_by_role("button", name="Undo").last.click()
    if not picker.is_visible():
        maker.get_by_role("button", name="Presets: none").click()
        picker.get_by_role("radio", name="Words").check()
    expect(own).to_be_visible()


def test_what_is_wired_in_is_mentioned_by_its_name(canvas: Page) -> None:
    text = add_at(canvas, 300, 320, "text")
    canvas.keyboard.press("Enter")
    canvas.keyboard.type("a red fox")
    canvas.keyboard.press("Escape")
    text.locator("[data-rename]").dblclick()
    canvas.get_by_role("textbox", name="Name of this node").fill("Red Fox")
    canvas.keyboard.press("Enter")
    maker = add_at(canvas, 860, 300, "image gen")
    drag(canvas, port(card(canvas, "Red Fox"), "Text", "Output"), port(maker, "Text", "Input"))
    prompt = maker.get_by_role("textbox", name="Prompt")
    prompt.click()
    canvas.keyboard.type("portrait of @re")
    option = canvas.get_by_role("option", name=re.compile("@red-fox"))
    expect(option).to_have_attribute("aria-selected", "true")
    canvas.keyboard.press("Enter")
    expect(prompt).to_have_value("portrait of @red-fox ")
    saved(canvas)
