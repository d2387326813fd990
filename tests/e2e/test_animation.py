"""An animation on its card, without a key: planned, approved, looked at, changed, rendered."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from koda.adapters import open_sandboxes
from koda.settings import read_settings
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, drag, new_canvas, port, sees_picture
from tests.e2e.test_screens import overflows, serious

pytestmark = pytest.mark.timeout(420)

SENTENCE = 'A short film for a copper kettle: "Slow mornings"'
MADE_MS = 200_000
"""A film takes its time, on a busy machine above all."""


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "kettle.png", tmp_path / "handle.png"]
    for path, color in zip(made, [(180, 90, 40), (60, 90, 140)], strict=True):
        Image.new("RGB", (320, 240), color).save(path)
    return made


@pytest.fixture
def boxes() -> None:
    """Boxes for foreign code; a machine that has none says why."""
    probe = open_sandboxes(read_settings()).probe
    with ThreadPoolExecutor(1) as thread:  # the browser's loop is in this one
        missing = thread.submit(lambda: asyncio.run(probe())).result()
    if missing:
        pytest.skip(f"no boxes here: {missing.reason}")


def begin(page: Page, koda: KodaProcess, engine: str = "Koda motion") -> Locator:
    """Make the node, write its sentence, make its film short."""
    new_canvas(page, koda)
    node = add_at(page, 760, 440, "animation")
    field = node.get_by_role("textbox", name="What should be seen?")
    field.fill(SENTENCE)
    pick(page, node, "Engine", engine)
    pick(page, node, "Length", "3 s")
    return node


def pick(page: Page, node: Locator, name: str, title: str) -> None:
    chip = node.get_by_role("button", name=re.compile(f"^{name}: "))
    if chip.get_attribute("aria-label") == f"{name}: {title}":
        return
    chip.click()
    page.get_by_role("menuitemcheckbox", name=title, exact=True).click()
    expect(chip).to_have_attribute("aria-label", f"{name}: {title}")


def connect(page: Page, node: Locator, pictures: list[Path]) -> None:
    """Put two pictures on the canvas, wired to the animation."""
    for at, picture in enumerate(pictures):
        media = add_at(page, 300, 250 + at * 340, "media")
        media.locator("input[type=file]").first.set_input_files(picture)
        expect(media.locator("img").first).to_be_visible()
        drag(page, port(media, "Media", "Output"), port(node, "Pictures", "Input"))
    strip = node.get_by_role("list", name="Connected media")
    expect(strip.get_by_role("listitem")).to_have_count(len(pictures))


def plan(node: Locator) -> Locator:
    """Ask for a plan, and give it."""
    node.get_by_role("button", name="Plan the film").click()
    card = node.get_by_role("region", name="Plan", exact=True)
    skip = node.get_by_role("button", name="Skip the questions")
    expect(card.or_(skip).first).to_be_visible(timeout=60_000)
    if skip.is_visible():
        skip.click()
    expect(card).to_be_visible(timeout=60_000)
    return card


def accept(node: Locator) -> None:
    """Have the code written, and wait for the preview."""
    node.get_by_role("button", name=re.compile("^Accept")).click()
    expect(render_button(node)).to_be_visible(timeout=MADE_MS)


def render_button(node: Locator) -> Locator:
    return node.get_by_role("button", name="Render the film")


def render(node: Locator) -> None:
    render_button(node).click()
    expect(play_button(node)).to_be_visible(timeout=MADE_MS)


def play_button(node: Locator) -> Locator:
    return node.get_by_role("button", name=re.compile("^Play "))


def wish(node: Locator, field: str, words: str) -> None:
    """Say what is to be different in the plan, and accept the plan that this makes."""
    node.get_by_role("textbox", name=field).fill(words)
    node.get_by_role("button", name="Send").click()
    expect(node.get_by_role("button", name="Accept the plan")).to_be_visible(timeout=MADE_MS)
    accept(node)


@pytest.mark.parametrize("engine", ["Koda motion", "Remotion (2D)"])
def test_a_sentence_and_two_pictures_become_a_film(
    page: Page, koda: KodaProcess, pictures: list[Path], engine: str, request: pytest.FixtureRequest
) -> None:
    if engine != "Koda motion":
        request.getfixturevalue("boxes")
    node = begin(page, koda, engine)
    connect(page, node, pictures)
    proposed = plan(node)
    proposed.get_by_role("button", expanded=False).first.click()
    proposed.get_by_role("textbox", name="Title").fill("The first light")
    expect(node.get_by_text("You changed this plan.")).to_be_visible()
    accept(node)
    stills = node.get_by_role("list", name="Stills")
    expect(stills.get_by_role("listitem").first).to_be_visible()
    wish(node, "What should be different?", 'Say "Warm evenings" in scene 1')
    render(node)
    expect(node.get_by_text("Made by rules: no language model is connected.")).to_be_visible()
    wish(node, "Change the film", 'Say "Quiet nights" in scene 1')
    render(node)
    node.get_by_role("button", name="Version 1").click()
    node.get_by_role("button", name="Restore version 1").click()
    expect(render_button(node)).to_be_visible(timeout=MADE_MS)
    render(node)
    expect(node.get_by_role("button", name="Version 1")).to_have_attribute("aria-pressed", "true")
    frames = add_at(page, 1180, 560, "frame grab")
    drag(page, port(node, "Film", "Output"), port(frames, "Film", "Input"))
    frames.get_by_role("button", name=re.compile("^Run")).click()
    sees_picture(frames)


def test_without_a_sentence_it_says_what_is_missing(page: Page, koda: KodaProcess) -> None:
    new_canvas(page, koda)
    node = add_at(page, 700, 440, "animation")
    node.get_by_role("button", name="Plan the film").click()
    expect(node.get_by_role("alert")).to_have_text("Write what should be seen.")
    expect(node.get_by_role("textbox", name="What should be seen?")).to_be_focused()


def test_a_plan_is_edited_with_the_keys_and_kept_over_a_reload(
    page: Page, koda: KodaProcess
) -> None:
    node = begin(page, koda)
    proposed = plan(node)
    titles = proposed.locator("li[aria-label^=Scene] button[aria-expanded]")
    first = titles.first.inner_text().split("\n")[0]
    grip = proposed.get_by_role("button", name=re.compile("^Move scene 1"))
    grip.press("ArrowDown")
    expect(titles.nth(1)).to_contain_text(first)
    expect(proposed.get_by_role("button", name=re.compile("^Move scene 2"))).to_be_focused()
    titles.first.press("Enter")
    seconds = proposed.get_by_role("spinbutton", name="Seconds of scene 1")
    before = float(seconds.input_value())
    seconds.press("ArrowUp")
    expect(seconds).to_have_value(f"{before + 0.1:.1f}".removesuffix(".0"))
    expect(proposed.get_by_text("3 s · 3 scenes")).to_be_visible()
    expect(proposed.get_by_role("button", name="Delete")).to_have_count(0)
    proposed.get_by_role("button", name="Add after").click()
    expect(proposed.get_by_text("3 s · 4 scenes")).to_be_visible()
    page.reload()
    expect(node.get_by_text("3 s · 4 scenes")).to_be_visible()
    node.get_by_role("button", name="As it was").click()
    expect(node.get_by_text("3 s · 3 scenes")).to_be_visible()


def test_only_the_chosen_scene_is_planned_anew(page: Page, koda: KodaProcess) -> None:
    node = begin(page, koda)
    plan(node)
    node.get_by_role("button", name="Plan scene 2 anew").click()
    node.get_by_role("textbox", name="Plan scene 2 anew").fill('Say "Steam"')
    node.get_by_role("button", name="Send").click()
    expect(node.get_by_text("scene 2 says “Steam”")).to_be_visible(timeout=60_000)
    row = node.get_by_role("listitem", name="Scene 2")
    row.get_by_role("button", expanded=False).click()
    words = row.get_by_role("textbox", name="Words in the picture")
    expect(words).to_have_value("Steam")
    expect(node.get_by_role("button", name="Accept the plan")).to_be_visible()


def test_code_is_read_and_written_beside_its_picture(page: Page, koda: KodaProcess) -> None:
    node = begin(page, koda)
    plan(node)
    accept(node)
    node.get_by_role("button", name="Expand").click()
    large = page.get_by_role("dialog")
    for name in ("Plan and conversation", "Code", "Preview", "Timeline"):
        expect(large.get_by_role("region", name=name)).to_be_visible()
    code = large.get_by_role("textbox", name="scene.json")
    text = code.input_value()
    code.fill(text + "}")
    large.get_by_role("button", name="Save as next version").click()
    expect(large.get_by_role("alert")).to_contain_text("This code cannot be used")
    code.fill(text + "\n")
    large.get_by_role("button", name="Save as next version").click()
    expect(large.get_by_role("button", name="Save as next version")).to_have_count(0)
    expect(large.get_by_role("button", name="Render the film")).to_be_visible(timeout=MADE_MS)
    with page.expect_download() as loading:
        large.get_by_role("link", name="Project").click()
    assert loading.value.suggested_filename.endswith(".zip")
    large.get_by_role("slider", name="Frame").press("End")
    timeline = large.get_by_role("region", name="Timeline")
    expect(timeline.get_by_text("frame 90")).to_be_visible()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_it_keeps_nobody_out(
    page: Page, koda: KodaProcess, scheme: Literal["dark", "light"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    node = begin(page, koda)
    assert serious(page) == []
    proposed = plan(node)
    proposed.get_by_role("button", expanded=False).first.click()
    assert serious(page) == []
    accept(node)
    assert serious(page) == []
    node.get_by_role("button", name="Expand").click()
    large = page.get_by_role("dialog")
    expect(large.get_by_role("textbox", name="scene.json")).to_be_visible()
    assert serious(page) == []
    for width, height in [(1024, 768), (390, 844)]:
        page.set_viewport_size({"width": width, "height": height})
        assert not overflows(page)
        for view in ("Code", "Preview", "Plan"):
            large.get_by_role("radio", name=view).check(force=True)
            assert serious(page) == []
