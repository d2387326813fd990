"""What a person does to make an animation, as functions."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from koda.adapters import open_sandboxes
from koda.settings import read_settings
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, drag, new_canvas, port, sees_picture

SENTENCE = 'A short film for a copper kettle: "Slow mornings"'
OWN, FLAT, DEEP = "Koda motion", "Remotion (2D)", "Theatre.js (3D)"
MADE_MS = 200_000
"""A film takes its time, on a busy machine above all."""


@contextmanager
def running_koda(**environment: str) -> Generator[KodaProcess]:
    """Run a server for all tests of a file: each of them makes a canvas of its own."""
    folder = tempfile.mkdtemp(prefix="koda-e2e-")
    koda = KodaProcess(Path(folder, "data"), environment)
    try:
        koda.start()
        yield koda
    finally:
        koda.stop()
        shutil.rmtree(folder, ignore_errors=True)


def needs_boxes() -> None:
    """Skip where no boxes for foreign code can be had, and say why."""
    probe = open_sandboxes(read_settings()).probe
    with ThreadPoolExecutor(1) as thread:  # the browser's loop is in this one
        missing = thread.submit(lambda: asyncio.run(probe())).result()
    if missing:
        pytest.skip(f"no boxes here: {missing.reason}")


def two_pictures(folder: Path) -> Sequence[Path]:
    """Make the pictures of a kettle and of its handle."""
    made = [folder / "kettle.png", folder / "handle.png"]
    for path, color in zip(made, [(180, 90, 40), (60, 90, 140)], strict=True):
        Image.new("RGB", (320, 240), color).save(path)
    return made


def begin(
    page: Page, koda: KodaProcess, engine: str = OWN, words: str = SENTENCE, ratio: str = "1:1"
) -> Locator:
    """Make the node, write its sentence, make its film as small as it may be."""
    new_canvas(page, koda)
    node = add_at(page, 760, 440, "animation")
    node.get_by_role("textbox", name="What should be seen?").fill(words)
    pick(page, node, "Engine", engine)
    pick(page, node, "Length", "3 s")
    inspector = page.get_by_role("complementary", name="Inspector")
    for value in ("720p", "24", ratio):
        inspector.get_by_role("radio", name=value, exact=True).check(force=True)
    return node


def pick(page: Page, node: Locator, name: str, title: str) -> None:
    chip = node.get_by_role("button", name=re.compile(f"^{name}: "))
    if chip.get_attribute("aria-label") == f"{name}: {title}":
        return
    chip.click()
    page.get_by_role("menuitemcheckbox", name=title, exact=True).click()
    expect(chip).to_have_attribute("aria-label", f"{name}: {title}")


def connect(page: Page, node: Locator, pictures: Sequence[Path]) -> None:
    """Put pictures on the canvas, wired to the animation."""
    for at, picture in enumerate(pictures):
        media = add_at(page, 300, 250 + at * 340, "media")
        media.locator("input[type=file]").first.set_input_files(picture)
        expect(media.locator("img").first).to_be_visible()
        drag(page, port(media, "Media", "Output"), port(node, "Pictures", "Input"))
    strip = node.get_by_role("list", name="Connected media")
    expect(strip.get_by_role("listitem")).to_have_count(len(pictures))


def plan(node: Locator) -> Locator:
    """Ask for a plan, and give it; questions are skipped."""
    node.get_by_role("button", name="Plan the film").click()
    card = node.get_by_role("region", name="Plan", exact=True)
    skip = node.get_by_role("button", name="Skip the questions")
    expect(card.or_(skip).first).to_be_visible()
    if skip.is_visible():
        skip.click()
    expect(card).to_be_visible()
    return card


def accept(node: Locator) -> None:
    """Have the code written, and wait for the preview."""
    node.get_by_role("button", name=re.compile("^Accept")).click()
    expect(render_button(node)).to_be_visible(timeout=MADE_MS)


def say(node: Locator, field: str, words: str) -> None:
    node.get_by_role("textbox", name=field).fill(words)
    node.get_by_role("button", name="Send").click()


def wish(node: Locator, field: str, words: str) -> None:
    """Say what is to be different in the plan, and accept the plan that this makes."""
    say(node, field, words)
    expect(node.get_by_role("button", name="Accept the plan")).to_be_visible(timeout=MADE_MS)
    accept(node)


def render_button(node: Locator) -> Locator:
    return node.get_by_role("button", name="Render the film")


def render(node: Locator) -> None:
    render_button(node).click()
    expect(node.get_by_role("button", name=re.compile("^Play "))).to_be_visible(timeout=MADE_MS)


def restore_first(node: Locator) -> None:
    """Make version 1 the newest again: it is rendered from what was kept of it."""
    node.get_by_role("button", name="Version 1").click()
    node.get_by_role("button", name="Restore version 1").click()
    expect(render_button(node)).to_be_visible(timeout=MADE_MS)
    render(node)
    expect(node.get_by_role("button", name="Version 1")).to_have_attribute("aria-pressed", "true")


def flows_on(page: Page, node: Locator) -> None:
    """Wire the film to a node that takes a frame out of it."""
    frames = add_at(page, 1180, 560, "frame grab")
    drag(page, port(node, "Film", "Output"), port(frames, "Film", "Input"))
    frames.get_by_role("button", name=re.compile("^Run")).click()
    sees_picture(frames)
