"""A film taken apart on its card, without a key."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.assets.playable import grey_film
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import (
    add_at,
    card,
    cards,
    drag,
    new_canvas,
    port,
    press_on_canvas,
    saved,
    sees_picture,
)
from tests.emulators.anthropic_server import running_anthropic

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
    expect(node.get_by_role("heading", name="Palette")).to_be_visible()


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
    made = card(page, "Image generator")
    made.click(position={"x": 120, "y": 60})
    expect(made.get_by_placeholder("Adds to the connected text")).to_be_visible()
    made.get_by_role("button", name=re.compile("^Run")).click()
    sees_picture(made)


def test_of_a_long_film_the_part_that_is_shown_is_looked_at(
    page: Page, node: Locator, tmp_path: Path
) -> None:
    bring(node, grey_film(tmp_path / "long.mp4", [40, 60] * 120, size=(64, 36)))
    expect(node.get_by_text("0:00.00 – 0:20.00")).to_be_visible()
    analyse(node)
    node.get_by_role("button", name="Brief").click()
    expect(node.get_by_text("0:00.00 – 0:20.00")).to_be_visible()


def test_a_stream_that_breaks_off_is_gone_on_with(
    page: Page, start_koda: Callable[..., KodaProcess], film: Path
) -> None:
    with running_anthropic() as model:
        koda = start_koda(ANTHROPIC_API_KEY="key", ANTHROPIC_BASE_URL=model.base)
        new_canvas(page, koda)
        node = add_at(page, 420, 440, "motion analyzer")
        bring(node, film)
        model.fault("drop_stream", characters=700)
        analyse(node)
        expect(node.get_by_role("heading", name="The rest at the end")).to_be_visible()
        first, rest = model.ledger()
        assert (first["state"], rest["state"], rest["rest"]) == ("broken", "completed", True)


def test_a_connected_film_is_looked_at(page: Page, node: Locator, film: Path) -> None:
    media = add_at(page, 1000, 300, "media")
    media.locator("input[type=file]").first.set_input_files(film)
    expect(media.get_by_text("Choose a file")).to_have_count(0)
    drag(page, port(media, "Media", "Output"), port(node, "Film", "Input"))
    expect(node.locator("video")).to_be_visible()
    expect(node.get_by_role("button", name="Take the film out")).to_have_count(0)
    analyse(node)
