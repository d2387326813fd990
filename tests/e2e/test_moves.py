"""The moves of the canvas: each works as a person expects."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import (
    add_at,
    card,
    cards,
    choose,
    drag,
    middle,
    new_canvas,
    port,
    press_on_canvas,
    rest,
    saved,
    sees_picture,
    stage,
)


@pytest.fixture
def canvas(page: Page, koda: KodaProcess) -> Page:
    new_canvas(page, koda)
    return page


def test_a_wire_into_empty_space_offers_only_what_fits(canvas: Page) -> None:
    text = add_at(canvas, 380, 320, "text")
    drag(canvas, port(text, "Text", "Output"), (760, 330))
    options = canvas.get_by_role("option")
    expect(options.filter(has_text="Image generator")).to_have_count(1)
    expect(options.filter(has_text="Upscale")).to_have_count(0)
    choose(canvas, "image gen")
    expect(cards(canvas)).to_have_count(2)
    expect(canvas.locator(".react-flow__edge")).to_have_count(1)


def test_a_wire_that_does_not_fit_says_why_at_the_pointer(canvas: Page) -> None:
    text = add_at(canvas, 380, 320, "text")
    image = add_at(canvas, 860, 320, "image gen")
    drag(canvas, port(text, "Text", "Output"), port(image, "Reference", "Input"))
    expect(canvas.get_by_text(re.compile("does not fit"))).to_be_visible()
    expect(canvas.locator(".react-flow__edge")).to_have_count(0)


def test_a_circle_is_refused(canvas: Page) -> None:
    one = add_at(canvas, 380, 300, "image gen")
    two = add_at(canvas, 900, 300, "image gen")
    drag(canvas, port(one, "Images", "Output"), port(two, "Reference", "Input"))
    expect(canvas.locator(".react-flow__edge")).to_have_count(1)
    drag(canvas, port(two, "Images", "Output"), port(one, "Reference", "Input"))
    expect(canvas.get_by_text(re.compile("circle"))).to_be_visible()
    expect(canvas.locator(".react-flow__edge")).to_have_count(1)


def test_undo_and_redo_are_exact(canvas: Page) -> None:
    add_at(canvas, 380, 320, "text")
    add_at(canvas, 860, 320, "sticky")
    press_on_canvas(canvas, "ControlOrMeta+a")
    canvas.keyboard.press("Delete")
    expect(cards(canvas)).to_have_count(0)
    press_on_canvas(canvas, "ControlOrMeta+z")
    expect(cards(canvas)).to_have_count(2)
    press_on_canvas(canvas, "ControlOrMeta+z")
    expect(cards(canvas)).to_have_count(1)
    press_on_canvas(canvas, "ControlOrMeta+Shift+z")
    expect(cards(canvas)).to_have_count(2)
    saved(canvas)
    canvas.reload()
    expect(cards(canvas)).to_have_count(2)


def test_copies_also_between_canvases(
    canvas: Page, context: BrowserContext, koda: KodaProcess
) -> None:
    text = add_at(canvas, 380, 320, "text")
    text.get_by_role("textbox").fill("carried over")
    press_on_canvas(canvas, "ControlOrMeta+a")
    canvas.keyboard.press("ControlOrMeta+c")
    canvas.mouse.move(900, 600)
    press_on_canvas(canvas, "ControlOrMeta+v")
    expect(cards(canvas)).to_have_count(2)
    other = context.new_page()
    new_canvas(other, koda)
    other.mouse.move(700, 640)
    press_on_canvas(other, "ControlOrMeta+v")
    expect(card(other, "Text")).to_contain_text("carried over")


def test_pasted_words_become_a_text(canvas: Page) -> None:
    canvas.evaluate("() => navigator.clipboard.writeText('words from elsewhere')")
    canvas.mouse.move(700, 640)
    press_on_canvas(canvas, "ControlOrMeta+v")
    expect(card(canvas, "Text")).to_contain_text("words from elsewhere")


def test_a_dropped_picture_becomes_a_media_node(canvas: Page) -> None:
    canvas.evaluate(
        """async () => {
          const surface = new OffscreenCanvas(64, 48);
          surface.getContext('2d').fillRect(0, 0, 32, 48);
          const file = new File([await surface.convertToBlob()], 'drop.png', {type: 'image/png'});
          const data = new DataTransfer();
          data.items.add(file);
          const stage = document.querySelector('[data-canvas-stage]');
          stage.dispatchEvent(new DragEvent('drop', {
            dataTransfer: data, clientX: 700, clientY: 400, bubbles: true, cancelable: true,
          }));
        }"""
    )
    sees_picture(card(canvas, "Media"))


def test_the_wheel_pans_and_with_control_zooms(canvas: Page) -> None:
    add_at(canvas, 700, 450, "sticky")
    before = middle(cards(canvas).first)
    canvas.mouse.move(700, 700)
    canvas.mouse.wheel(0, 100)
    canvas.wait_for_timeout(400)
    panned = middle(cards(canvas).first)
    assert panned[1] < before[1] - 50
    assert abs(panned[0] - before[0]) < 2
    canvas.keyboard.down("Control")
    canvas.mouse.wheel(0, -200)
    canvas.keyboard.up("Control")
    expect(
        canvas.get_by_role("button", name=re.compile(r"Zoom: 1[1-9]\d %|Zoom: [2-9]\d\d %"))
    ).to_be_visible()
    press_on_canvas(canvas, "0")
    expect(canvas.get_by_role("button", name="Zoom: 100 %")).to_be_visible()


def test_quick_steps_of_zoom_add_up_also_while_it_moves(canvas: Page) -> None:
    canvas.emulate_media(reduced_motion="no-preference")
    for _ in range(3):
        press_on_canvas(canvas, "+")
    expect(canvas.get_by_role("button", name="Zoom: 195 %")).to_be_visible()
    for _ in range(3):
        press_on_canvas(canvas, "-")
    expect(canvas.get_by_role("button", name="Zoom: 100 %")).to_be_visible()
    add_at(canvas, 700, 350, "sticky")
    press_on_canvas(canvas, "-")
    expect(canvas.get_by_role("button", name="Zoom: 80 %")).to_be_visible()
    canvas.keyboard.press("1")
    canvas.keyboard.press("+")
    # of one note the whole is shown at 125 %
    expect(canvas.get_by_role("button", name="Zoom: 156 %")).to_be_visible()


def test_keys_walk_nudge_group_and_show_themselves(canvas: Page) -> None:
    add_at(canvas, 380, 320, "sticky")
    add_at(canvas, 760, 320, "sticky")
    press_on_canvas(canvas, "ControlOrMeta+a")
    canvas.keyboard.press("ControlOrMeta+g")
    expect(canvas.get_by_role("region", name="Group")).to_be_visible()
    press_on_canvas(canvas, "Escape")
    press_on_canvas(canvas, "Shift+?")
    expect(canvas.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    canvas.keyboard.press("Escape")
    expect(canvas.get_by_role("dialog")).to_have_count(0)
    press_on_canvas(canvas, "ControlOrMeta+k")
    choose(canvas, "select all")
    expect(canvas.locator("article[data-selected]")).to_have_count(2)


def test_a_panel_that_closes_takes_no_focus_from_what_opened_meanwhile(canvas: Page) -> None:
    stage(canvas).focus()
    canvas.keyboard.press("Shift+?")
    expect(canvas.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    canvas.keyboard.press("Escape")
    expect(canvas.get_by_role("dialog")).to_have_count(0)
    expect(stage(canvas)).to_be_focused()
    canvas.keyboard.press("Shift+?")
    expect(canvas.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    # What a busy machine does: what is to be done at once is done late.
    canvas.evaluate(
        """() => {
          const { setTimeout } = window;
          window.late = 0;
          window.setTimeout = (act, ms, ...rest) =>
            setTimeout(() => { act(...rest); if (!ms) window.late += 1; }, ms || 500);
        }"""
    )
    canvas.keyboard.press("Escape")
    expect(canvas.get_by_role("dialog")).to_have_count(0)
    canvas.keyboard.press("ControlOrMeta+k")
    canvas.wait_for_function("() => window.late > 0")
    canvas.wait_for_timeout(600)
    expect(canvas.get_by_role("combobox", name="Commands")).to_be_focused()


def test_a_failure_says_what_to_do_and_can_be_retried(canvas: Page) -> None:
    image = add_at(canvas, 700, 350, "image gen")
    press_on_canvas(canvas, "ControlOrMeta+Enter")
    expect(canvas.get_by_text("There is nothing to draw yet.").first).to_be_visible()
    field = image.get_by_role("textbox").first
    field.fill("a cup of tea")
    press_on_canvas(canvas, "ControlOrMeta+Enter")
    sees_picture(image)


def test_an_edit_elsewhere_redraws_one_card(canvas: Page, context: BrowserContext) -> None:
    add_at(canvas, 380, 320, "text").get_by_role("textbox").fill("one")
    add_at(canvas, 860, 320, "sticky")
    saved(canvas)
    rest(canvas)
    canvas.evaluate(
        """() => {
          window.touched = new Set();
          new MutationObserver((changes) => {
            for (const change of changes) {
              const node = change.target.parentElement?.closest('article');
              if (node) window.touched.add(node.getAttribute('aria-label'));
            }
          }).observe(document.querySelector('[data-canvas-stage]'), {
            subtree: true, childList: true, characterData: true,
          });
        }"""
    )
    other = context.new_page()
    other.goto(canvas.url)
    expect(card(other, "Text")).to_contain_text("one")
    card(other, "Text").locator("p").dblclick()
    other.keyboard.type(" two")
    expect(card(canvas, "Text")).to_contain_text("one two")
    assert canvas.evaluate("() => [...window.touched]") == ["Text, Text"]
    assert stage(canvas).is_visible()
