"""A film taken apart on its card, without a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.assets.playable import grey_film
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, card, cards, drag, new_canvas, port, press_on_canvas, saved

pytestmark = pytest.mark.timeout(180)

DARK, LIGHT = [40] * 15, [220] * 15


@pytest.fixture
def node(page: Page, koda: KodaProcess) -> Locator:
    new_canvas(page, koda)
    return add_at(page, 420, 440, "motion analyzer")


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Three seconds, ten pictures a second, with a cut in the middle."""
    return grey_film(tmp_path / "cut.mp4", DARK + LIGHT, size=(320, 180))


def bring(node: Locator, film: Path) -> None:
    node.locator("input[type=file]").first.set_input_files(film)
    expect(end_of(node)).to_be_visible()


def end_of(node: Locator) -> Locator:
    return node.get_by_role("slider", name="End of the part")


def analyse(node: Locator) -> None:
    node.get_by_role("button", name=re.compile("^Analyse")).click()
    expect(node.get_by_role("heading", name="Palette")).to_be_visible(timeout=60_000)


def test_without_a_film_it_says_what_is_missing(node: Locator) -> None:
    node.get_by_role("button", name=re.compile("^Analyse")).click()
    expect(node.get_by_role("alert")).to_have_text("There is no film to look at yet.")


def test_what_is_no_film_is_refused_before_it_is_sent(page: Page, node: Locator) -> None:
    text = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"words"}
    node.locator("input[type=file]").first.set_input_files(text)  # type: ignore[arg-type]
    expect(page.get_by_text("notes.txt is not a film.")).to_be_visible()


def test_the_part_is_chosen_by_keys_and_can_be_undone(
    page: Page, node: Locator, film: Path
) -> None:
    bring(node, film)
    expect(node.get_by_text("The whole film is looked at.")).to_be_visible()
    end_of(node).press("Shift+ArrowLeft")
    expect(node.get_by_text("0:00.00 – 0:02.00")).to_be_visible()
    expect(node.get_by_text("Only this part is cut out and looked at")).to_be_visible()
    press_on_canvas(page, "Control+z")
    expect(node.get_by_text("The whole film is looked at.")).to_be_visible()


def test_what_is_measured_and_written_can_be_used(page: Page, node: Locator, film: Path) -> None:
    bring(node, film)
    analyse(node)
    expect(node.get_by_text("1 cut")).to_be_visible()
    expect(node.get_by_text("measured here").first).to_be_visible()
    expect(node.get_by_text("Written by rules, not by an AI model.")).to_be_attached()
    frame = node.get_by_role("button", name=re.compile("^Go to ")).last
    frame.click()
    expect(frame).to_have_attribute("aria-current", "true")
    node.get_by_role("button", name=re.compile("^Copy #")).first.click()
    expect(page.get_by_text(re.compile("#[0-9a-f]{6} copied"))).to_be_visible()
    node.get_by_role("button", name="Add to canvas").first.click()
    page.get_by_role("menuitem", name="As text", exact=True).click()
    expect(cards(page)).to_have_count(2)
    saved(page)


def test_its_prompt_flows_into_a_generator(page: Page, node: Locator, film: Path) -> None:
    bring(node, film)
    analyse(node)
    maker = add_at(page, 900, 300, "image generator")
    drag(page, port(node, "Prompt", "Output"), port(maker, "Text", "Input"))
    expect(
        card(page, "Image generator").get_by_placeholder("Adds to the connected text")
    ).to_be_visible()
