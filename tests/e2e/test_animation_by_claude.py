"""An animation on its card with a model that plans, writes, mends and judges: the stand-in's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from koda.emulators.anthropic_world import Pace
from tests.e2e.animating import (
    DEEP,
    FLAT,
    MADE_MS,
    OWN,
    accept,
    begin,
    connect,
    flows_on,
    needs_boxes,
    plan,
    render,
    render_button,
    restore_first,
    running_koda,
    say,
    two_pictures,
)
from tests.e2e.conftest import KodaProcess
from tests.e2e.test_screens import serious
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic

pytestmark = pytest.mark.timeout(900)

CALM = "A calm film about one line that is handed on from scene to scene"
HALF_A_PLAN = 480
"""Characters: of its four scenes two have begun."""


@pytest.fixture(scope="module")
def at_anthropic() -> Iterator[AnthropicServer]:
    with running_anthropic(Pace(first_ms=0, token_ms=0)) as one:
        yield one


@pytest.fixture
def anthropic(at_anthropic: AnthropicServer) -> Iterator[AnthropicServer]:
    yield at_anthropic
    at_anthropic.forget_faults()
    go_on(at_anthropic)


@pytest.fixture(scope="module")
def koda(at_anthropic: AnthropicServer) -> Iterator[KodaProcess]:
    with running_koda(ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=at_anthropic.base) as one:
        yield one


def hold(anthropic: AnthropicServer, characters: int) -> None:
    """Let each answer stand still after its beginning."""
    anthropic.pace(first_ms=0, token_ms=0, hold_after=characters)


def go_on(anthropic: AnthropicServer) -> None:
    anthropic.pace(first_ms=0, token_ms=0, hold_after=-1)


def planned(node: Locator) -> None:
    expect(node.get_by_role("button", name="Accept the plan")).to_be_visible(timeout=MADE_MS)


def shown(node: Locator) -> None:
    expect(render_button(node)).to_be_visible(timeout=MADE_MS)


def test_a_vague_wish_becomes_a_film_that_is_changed_and_restored(
    page: Page, koda: KodaProcess, anthropic: AnthropicServer, tmp_path: Path
) -> None:
    needs_boxes()
    node = begin(page, koda, FLAT, "Something nice")
    connect(page, node, two_pictures(tmp_path))
    node.get_by_role("button", name="Plan the film").click()
    form = node.get_by_role("form", name="Questions")
    form.get_by_role("textbox", name="Which words must be read").fill("One line")
    form.get_by_role("button", name="Lively").click()
    form.get_by_role("button", name="Plan the film").click()
    planned(node)
    expect(node.get_by_text("Four scenes that hand one line on")).to_be_visible()
    say(node, "Plan it anew", "another accent")
    expect(node.get_by_text("The plan follows your wish: another accent")).to_be_visible()
    accept(node)
    expect(node.get_by_role("list", name="Stills").get_by_role("listitem")).to_have_count(4)
    render(node)
    say(node, "Change the film", "larger words, please")
    shown(node)  # the plan is as it was: nobody is asked for it again
    render(node)
    node.get_by_role("button", name=re.compile("steps$")).click()
    node.get_by_role("button", name="Edited src/Main.tsx").click()
    expect(node.get_by_text("+const TITLE_SIZE = 11;")).to_be_visible()
    assert serious(page) == []
    restore_first(node)
    flows_on(page, node)


@pytest.mark.parametrize("engine", [OWN, DEEP])
def test_each_engine_is_written_for_changed_and_restored(
    page: Page, koda: KodaProcess, engine: str
) -> None:
    if engine != OWN:
        needs_boxes()
    node = begin(page, koda, engine, f"{CALM}, drawn by {engine}")
    plan(node)
    accept(node)
    written = "The scenes are drawn from the plan, one after another."
    expect(node.get_by_text(written)).to_be_visible()
    render(node)
    say(node, "Change the film", "larger words, please")
    shown(node)
    render(node)
    restore_first(node)


def test_a_plan_and_its_code_are_seen_as_they_are_written(
    page: Page, koda: KodaProcess, anthropic: AnthropicServer
) -> None:
    node = begin(page, koda, words=CALM)
    hold(anthropic, HALF_A_PLAN)
    node.get_by_role("button", name="Plan the film").click()
    outline = node.get_by_role("region", name="Plan so far")
    expect(outline.get_by_text("Opening")).to_be_visible(timeout=MADE_MS)
    expect(outline.get_by_text("Close", exact=True)).to_have_count(0)
    node.get_by_role("button", name=re.compile("^Writing")).click()
    expect(node.get_by_text("One idea: a line that is handed from scene to scene.")).to_be_visible()
    assert serious(page) == []
    go_on(anthropic)
    planned(node)
    hold(anthropic, 1_400)
    node.get_by_role("button", name="Accept the plan").click()
    files = node.get_by_role("list", name="Written now")
    expect(files).to_contain_text("scene.json", timeout=MADE_MS)
    expect(node.get_by_role("list", name="To do").get_by_label("Now")).to_have_count(4)
    go_on(anthropic)
    shown(node)
    expect(files).to_have_count(0)


def test_a_mistake_is_mended_before_anybody_sees_it(
    page: Page, koda: KodaProcess, anthropic: AnthropicServer
) -> None:
    # As wide as the words that the stand-in writes: narrower, they would be rightly called cut off.
    node = begin(page, koda, words=f"{CALM}, with a planted mistake", ratio="16:9")
    plan(node)
    accept(node)
    expect(node.get_by_role("list", name="What is wrong")).to_have_count(0)
    render(node)
    node.get_by_role("button", name=re.compile("steps$")).click()
    expect(node.get_by_text("Mending it, try 1 of 3")).to_be_visible()
    node.get_by_role("button", name="Edited scene.json").first.click()
    expect(node.get_by_text('"type": "shap",').first).to_be_visible()


def test_what_is_declined_is_said_and_what_is_stopped_goes_on(
    page: Page, koda: KodaProcess, anthropic: AnthropicServer
) -> None:
    node = begin(page, koda, words=CALM)
    anthropic.fault("refusal", characters=40)
    node.get_by_role("button", name="Plan the film").click()
    expect(node.get_by_role("alert")).to_contain_text("The model declined", timeout=MADE_MS)
    expect(node.get_by_text("No plan was made")).to_be_visible()
    hold(anthropic, HALF_A_PLAN)
    node.get_by_role("button", name="Retry").click()
    outline = node.get_by_role("region", name="Plan so far")
    expect(outline.get_by_text("Opening")).to_be_visible(timeout=MADE_MS)
    node.get_by_role("button", name="Stop").click()
    go_on(anthropic)
    node.get_by_role("button", name="Go on").click()
    planned(node)


def test_no_more_tokens_are_used_than_the_node_says(
    page: Page, koda: KodaProcess, anthropic: AnthropicServer
) -> None:
    node = begin(page, koda, words=CALM)
    inspector = page.get_by_role("complementary", name="Inspector")
    inspector.locator("summary", has_text="Questions").click()
    most = inspector.get_by_label("Most tokens")
    most.fill("10000")
    most.press("Enter")
    plan(node)
    spent = node.get_by_role("alert").filter(has_text="10000 tokens")
    for number in range(12):
        say(node, "Plan it anew", f"accent {number}")
        reply = node.get_by_text(f"The plan follows your wish: accent {number}")
        expect(reply.or_(spent).first).to_be_visible(timeout=MADE_MS)
        if spent.is_visible():
            break
    expect(spent).to_be_visible()
