"""Masks painted and pictures cropped by hand, as a person does it."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, drag, new_canvas, port, press_on_canvas, saved, stage

SIZE = (400, 300)
PICTURE_INPUT = re.compile("^Input (Image|Picture):")


@pytest.fixture
def canvas(page: Page, koda: KodaProcess) -> Page:
    new_canvas(page, koda)
    return page


def picture_node(canvas: Page, folder: Path, size: tuple[int, int] = SIZE) -> Locator:
    """A media node that holds a picture."""
    file = folder / f"{size[0]}.png"
    Image.new("RGB", size, "#3a6ea5").save(file)
    media = add_at(canvas, 340, 320, "media")
    with canvas.expect_file_chooser() as chooser:
        media.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(file)
    expect(media.get_by_role("img").first).to_be_visible()
    return media


def wired(canvas: Page, media: Locator, kind: str) -> Locator:
    """A node of a kind that gets the picture, selected."""
    node = add_at(canvas, 860, 320, kind)
    drag(canvas, port(media, "Media", "Output"), node.get_by_label(PICTURE_INPUT))
    stage(canvas).click(position={"x": 600, "y": 700})
    node.click(position={"x": 150, "y": 60})
    return node


def stroke(
    canvas: Page, place: Locator, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """Drag over a part of the picture, in shares of its box."""
    expect(place).to_be_visible()
    box = place.bounding_box()
    assert box is not None
    canvas.mouse.move(box["x"] + start[0] * box["width"], box["y"] + start[1] * box["height"])
    canvas.mouse.down()
    canvas.mouse.move(box["x"] + end[0] * box["width"], box["y"] + end[1] * box["height"], steps=6)
    canvas.mouse.up()


def newest(canvas: Page) -> dict[str, Any]:
    """The file that came last into the library."""
    home = canvas.url.split("/canvas/")[0]
    return canvas.request.get(f"{home}/api/assets?limit=1").json()["assets"][0]


def newest_mask(canvas: Page) -> Image.Image:
    home = canvas.url.split("/canvas/")[0]
    file = canvas.request.get(f"{home}/api/assets/{newest(canvas)['id']}")
    return Image.open(BytesIO(file.body())).convert("L")


def test_a_mask_is_painted_undone_inverted_and_kept(canvas: Page, tmp_path: Path) -> None:
    inpaint = wired(canvas, picture_node(canvas, tmp_path), "inpaint")
    inpaint.get_by_role("button", name="Paint a mask").click()
    editor = canvas.get_by_role("dialog")
    mask = editor.get_by_label("Mask", exact=True)
    keep = editor.get_by_role("button", name="Use this mask")
    expect(keep).to_be_disabled()
    canvas.keyboard.press("r")
    stroke(canvas, mask, (0.25, 0.25), (0.75, 0.75))
    expect(keep).to_be_enabled()
    stroke(canvas, mask, (0.0, 0.0), (0.2, 0.2))
    canvas.keyboard.press("Control+z")
    canvas.keyboard.press("]")
    keep.click()
    expect(editor).to_have_count(0)
    saved(canvas)
    painted = newest_mask(canvas)
    assert painted.size == SIZE
    assert painted.getpixel((200, 150)) == 255
    assert painted.getpixel((20, 20)) == 0
    inpaint.get_by_role("button", name="Paint a mask").click()
    expect(mask).to_be_visible()
    canvas.keyboard.press("i")
    canvas.get_by_role("button", name="Use this mask").click()
    expect(canvas.get_by_role("dialog")).to_have_count(0)
    expect(inpaint.get_by_role("button", name="Paint a mask")).to_be_focused()
    inverted = newest_mask(canvas)
    assert inverted.getpixel((200, 150)) == 0
    assert inverted.getpixel((20, 20)) == 255


def test_a_mask_for_another_size_says_so(canvas: Page, tmp_path: Path) -> None:
    media = picture_node(canvas, tmp_path)
    inpaint = wired(canvas, media, "inpaint")
    inpaint.get_by_role("button", name="Paint a mask").click()
    mask = canvas.get_by_role("dialog").get_by_label("Mask", exact=True)
    stroke(canvas, mask, (0.2, 0.5), (0.8, 0.5))
    canvas.get_by_role("button", name="Use this mask").click()
    expect(canvas.get_by_role("dialog")).to_have_count(0)
    larger = tmp_path / "larger.png"
    Image.new("RGB", (800, 200), "#a53a6e").save(larger)
    media.click(position={"x": 100, "y": 80})
    with canvas.expect_file_chooser() as chooser:
        media.get_by_role("button", name="Replace the file").click()
    chooser.value.set_files(larger)
    inpaint.click(position={"x": 150, "y": 60})
    inpaint.get_by_role("button", name="Paint a mask").click()
    expect(canvas.get_by_text("painted for a picture of 400 × 300")).to_be_visible()


def test_a_picture_is_cropped_to_a_shape(canvas: Page, tmp_path: Path) -> None:
    crop = wired(canvas, picture_node(canvas, tmp_path), "crop")
    crop.get_by_role("button", name="Crop by hand").click()
    editor = canvas.get_by_role("dialog")
    size = editor.get_by_label("Size of what is kept")
    expect(size).to_have_text("400 × 300 px")
    editor.get_by_role("combobox").click()
    canvas.get_by_role("option", name="1:1").click()
    expect(size).to_have_text("300 × 300 px")
    editor.focus()
    canvas.keyboard.press("Alt+Shift+ArrowLeft")
    expect(size).to_have_text("290 × 290 px")
    canvas.keyboard.press("ArrowRight")
    editor.get_by_role("button", name="Crop", exact=True).click()
    expect(editor).to_have_count(0)
    press_on_canvas(canvas, "Control+Enter")
    expect(crop.get_by_role("img").first).to_be_visible()
    made = newest(canvas)
    assert (made["width"], made["height"]) == (290, 290)
