"""Tools on the canvas: placed, set and run by a person."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, drag, new_canvas, picture_of, port, press_on_canvas, saved
from tests.e2e.test_playing import bring
from tests.nodes.workbench import picture


def test_a_number_is_changed_on_its_card_and_flows_into_a_text(
    page: Page, koda: KodaProcess
) -> None:
    new_canvas(page, koda)
    number = add_at(page, 300, 200, "number")
    template = add_at(page, 800, 200, "text template")
    drag(page, port(number, "Number", "Output"), port(template, "Text", "Input"))
    template.click(position={"x": 20, "y": 60})
    page.get_by_role("complementary", name="Inspector").get_by_label("Template").fill("{n} birds")
    number.click(position={"x": 20, "y": 12})
    field = number.get_by_role("textbox").or_(number.get_by_role("spinbutton"))
    field.fill("7")
    field.press("Enter")
    press_on_canvas(page, "Escape")
    expect(number).to_contain_text("7")
    saved(page)
    press_on_canvas(page, "ControlOrMeta+Shift+Enter")
    expect(template).to_contain_text("7 birds")


def test_a_picture_is_cropped(page: Page, koda: KodaProcess, tmp_path: Path) -> None:
    new_canvas(page, koda)
    source = bring(page, 300, 250, picture(tmp_path / "wide.png", "teal", (800, 400)))
    crop = add_at(page, 800, 250, "crop")
    drag(page, port(source, "Media", "Output"), port(crop, "Picture", "Input"))
    crop.click(position={"x": 140, "y": 60})
    inspector = page.get_by_role("complementary", name="Inspector")
    inspector.get_by_role("radio", name="1:1").check(force=True)  # its label lies over it
    saved(page)
    press_on_canvas(page, "ControlOrMeta+Shift+Enter")
    made = picture_of(crop)
    expect(made).to_be_visible()
    sides = "image => [image.naturalWidth, image.naturalHeight]"
    width, height = made.evaluate(sides)
    assert width == height > 0
