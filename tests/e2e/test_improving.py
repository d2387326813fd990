"""A prompt is improved, as a person has it done: by rules that say so, or by a model."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from koda.emulators.anthropic_world import Pace
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, card, new_canvas, press_on_canvas, saved
from tests.e2e.test_screens import serious
from tests.emulators.anthropic_server import running_anthropic

PROMPT = "A fox in snow"


@pytest.fixture
def canvas(page: Page, koda: KodaProcess) -> Page:
    new_canvas(page, koda)
    return page


def write_prompt(page: Page, kind: str = "image generator") -> Locator:
    """Add a generator with a prompt; gives its field."""
    field = prompt_of(add_at(page, 640, 360, kind))
    field.click()
    page.keyboard.type(PROMPT)
    saved(page)
    return field


def prompt_of(node: Locator) -> Locator:
    return node.get_by_role("textbox").first


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Improve prompt")


def proposed(page: Page) -> Locator:
    """The panel, once the proposal is there."""
    opened = panel(page)
    expect(opened.get_by_role("button", name="Accept")).to_be_visible()
    return opened


def test_a_proposal_is_shown_as_a_change_and_accepted_in_one_step(canvas: Page) -> None:
    field = write_prompt(canvas)
    card(canvas, "Image generator").get_by_role("button", name="Improve prompt").click()
    opened = proposed(canvas)
    added = opened.locator("ins")
    expect(added.first).to_contain_text(re.compile(r"\w+ light"))
    expect(opened.locator("del")).to_have_count(0)
    expect(opened).to_contain_text("Written by rules, not by an AI model")
    assert serious(canvas) == []
    opened.get_by_role("button", name="Accept").click()
    expect(opened).to_have_count(0)
    expect(field).to_have_value(re.compile(rf"^{PROMPT}, .+"))
    press_on_canvas(canvas, "Control+z")
    expect(field).to_have_value(PROMPT)
    press_on_canvas(canvas, "Control+Shift+z")
    expect(field).to_have_value(re.compile(rf"^{PROMPT}, .+"))


def test_it_is_done_with_the_keys_alone_and_dropped_by_escape(canvas: Page) -> None:
    field = write_prompt(canvas)
    press_on_canvas(canvas, "e")
    opened = proposed(canvas)
    expect(opened.get_by_role("button", name="Accept")).to_be_focused()
    canvas.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(field).to_have_value(PROMPT)
    press_on_canvas(canvas, "e")
    wishes = proposed(canvas).get_by_role("textbox", name="What should be different")
    wishes.focus()
    canvas.keyboard.type("make it moodier")
    canvas.keyboard.press("Enter")
    expect(proposed(canvas).locator("ins").first).to_contain_text(re.compile("mood|dark|dim"))
    canvas.keyboard.press("Control+Enter")
    expect(opened).to_have_count(0)
    expect(field).to_have_value(re.compile(rf"^{PROMPT}, .+"))


def test_a_reload_loses_no_proposal(canvas: Page) -> None:
    write_prompt(canvas)
    card(canvas, "Image generator").get_by_role("button", name="Improve prompt").click()
    with canvas.expect_response(re.compile(r"/acts$")):
        pass
    canvas.reload()
    again = card(canvas, "Image generator")
    again.get_by_role("button", name="Look at the improved prompt").first.click()
    proposed(canvas).get_by_role("button", name="Accept").click()
    expect(prompt_of(again)).to_have_value(re.compile(rf"^{PROMPT}, .+"))
    again.get_by_role("button", name="Improve prompt").wait_for()


def test_words_written_meanwhile_are_not_replaced_unseen(canvas: Page) -> None:
    field = write_prompt(canvas)
    node = card(canvas, "Image generator")
    node.get_by_role("button", name="Improve prompt").click()
    proposed(canvas)
    # Pressing beside it closes it, and keeps what it has to say.
    field.click()
    expect(panel(canvas)).to_have_count(0)
    canvas.keyboard.press("End")
    canvas.keyboard.type(" at night")
    node.get_by_role("button", name="Look at the improved prompt").click()
    opened = proposed(canvas)
    expect(opened).to_contain_text("The prompt was changed while this was written")
    expect(opened.locator("del")).to_contain_text("at night")
    expect(opened.get_by_role("button", name="Accept anyway")).to_be_visible()
    opened.get_by_role("button", name="Try again").click()
    expect(opened.locator("del")).to_have_count(0)
    expect(proposed(canvas)).to_contain_text("at night")


@pytest.mark.parametrize("kind", ["video generator", "music", "speech"])
def test_every_generator_with_a_prompt_has_it(canvas: Page, kind: str) -> None:
    node = add_at(canvas, 640, 360, kind)
    expect(node.get_by_role("button", name="Improve prompt")).to_be_visible()
    inspector = canvas.get_by_role("complementary")
    expect(inspector.get_by_role("button", name="Improve prompt")).to_be_visible()


def test_a_model_is_paid_once_whatever_becomes_of_the_tab(
    page: Page, start_koda: Callable[..., KodaProcess]
) -> None:
    with running_anthropic(Pace(first_ms=0, token_ms=1, hold_after=40)) as model:
        koda = start_koda(ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=model.base)
        new_canvas(page, koda)
        write_prompt(page)
        press_on_canvas(page, "e")
        # Money is shown before it is spent.
        panel(page).get_by_role("button", name=re.compile(r"^Improve \$0\.\d+$")).click()
        # The first one waits for the library of the models, too.
        expect(panel(page)).to_contain_text(f"{PROMPT}, in soft")
        page.reload()
        press_on_canvas(page, "Control+a")
        # The key presses this button: there is nothing to press before it is shown.
        going_on = card(page, "Image generator").get_by_role("button", name="Look at the improved")
        expect(going_on).to_be_visible()
        press_on_canvas(page, "e")
        expect(panel(page)).to_contain_text(f"{PROMPT}, in soft")
        model.pace(first_ms=0, token_ms=1, hold_after=-1)
        expect(proposed(page)).to_contain_text("Written by claude")
        assert len(model.ledger()) == 1
        model.fault("no_credit")
        panel(page).get_by_role("button", name=re.compile(r"^Try again \$0")).click()
        expect(panel(page).get_by_role("alert")).to_contain_text("Top up the balance")
        panel(page).get_by_role("button", name="Retry").click()
        proposed(page).get_by_role("button", name="Accept").click()
        field = prompt_of(card(page, "Image generator"))
        expect(field).to_have_value(re.compile(rf"^{PROMPT}, in soft .+"))
