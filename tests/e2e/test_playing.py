"""Playing what was brought or made, on its card and over the window."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.assets.playable import RATE, grey_film, sound_of
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import (
    add_at,
    card,
    cards,
    middle,
    new_canvas,
    press_on_canvas,
    saved,
    sees_picture,
    stage,
)


def bring(page: Page, x: int, y: int, file: Path) -> Locator:
    """Place a media node with a file."""
    node = add_at(page, x, y, "media")
    node.locator("input[type=file]").first.set_input_files(file)
    expect(node.get_by_text("Choose a file")).to_have_count(0)
    saved(page)
    return node


def film(folder: Path) -> Path:
    """Three seconds from dark to light, ten pictures a second, with a tone."""
    return grey_film(folder / "dawn.mp4", range(5, 245, 8), size=(320, 180), tone=True)


def move_over(page: Page, node: Locator, part: float) -> None:
    box = node.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * 0.8)


def films_in(page: Page) -> Locator:
    return page.locator("video")


def until(page: Page, script: str) -> None:
    """Wait for the films of the page to be as the script wants them."""
    for _ in range(200):
        if films_in(page).evaluate_all(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {script}")


def see_large(page: Page, node: Locator) -> Locator:
    node.hover()
    node.get_by_role("button", name="See it large").click()
    window = page.get_by_role("dialog")
    expect(window).to_be_visible()
    return window


def frame_of(window: Locator) -> int:
    words = window.get_by_text(re.compile(r"^frame \d+$")).inner_text()
    return int(words.removeprefix("frame "))


def test_a_film_is_looked_through_played_and_stepped(
    page: Page, koda: KodaProcess, tmp_path: Path
) -> None:
    new_canvas(page, koda)
    node = bring(page, 600, 400, film(tmp_path))
    sees_picture(node)
    expect(films_in(page)).to_have_count(0)
    move_over(page, node, 0.1)
    strip = node.locator('[style*="/sprite"]')
    expect(strip).to_be_visible()
    first = strip.get_attribute("style")
    move_over(page, node, 0.9)
    expect(strip).not_to_have_attribute("style", str(first))
    expect(films_in(page)).to_have_count(0)

    node.get_by_role("button", name=re.compile("^Play")).click()
    expect(films_in(page)).to_have_count(1)
    until(page, "films => films[0].currentTime > 0.1")
    node.get_by_role("button", name="Pause").click()
    stage(page).click(position={"x": 300, "y": 750})
    expect(films_in(page)).to_have_count(0)

    window = see_large(page, node)
    until(page, "films => films[0].currentTime > 0.1")
    page.keyboard.press("Space")
    expect(window.get_by_role("button", name="Play")).to_be_visible()
    before = frame_of(window)
    page.keyboard.press(".")
    page.keyboard.press(".")
    expect(window.get_by_text(f"frame {before + 2}", exact=True)).to_be_visible()
    # The very frame is on the screen: the film stands in its middle.
    until(page, f"films => Math.abs(films[0].currentTime - {before + 1.5} / 10) < 0.001")
    page.keyboard.press(",")
    expect(window.get_by_text(f"frame {before + 1}", exact=True)).to_be_visible()

    rail = window.get_by_role("slider", name="Time")
    rail.press("End")
    expect(rail).to_have_attribute("aria-valuetext", "0:03 of 0:03")
    rail.press("Home")
    expect(rail).to_have_attribute("aria-valuenow", "0")
    rail.click()
    expect(rail).to_have_attribute("aria-valuetext", "0:01 of 0:03")
    page.keyboard.press("Escape")
    expect(films_in(page)).to_have_count(0)


def test_a_sound_is_seen_and_moved_through_and_only_one_thing_plays(
    page: Page, koda: KodaProcess, tmp_path: Path
) -> None:
    new_canvas(page, koda)
    wave = np.concatenate([np.zeros(RATE * 5), np.sin(np.arange(RATE * 5) / 10)])
    sound = bring(page, 500, 250, sound_of(tmp_path / "tone.wav", wave))
    moving = bring(page, 500, 550, film(tmp_path))
    rail = sound.get_by_role("slider", name="Time")
    expect(sound.locator("svg[data-waiting]")).to_have_count(0)
    bars = rail.locator("path").first.get_attribute("d")
    heights = [float(one) for one in re.findall(r"v([\d.]+)", str(bars))]
    assert max(heights[: len(heights) // 2 - 1]) < 0.1
    assert min(heights[len(heights) // 2 + 1 :]) > 0.8

    moving.hover()
    moving.get_by_role("button", name=re.compile("^Play")).click()
    expect(films_in(page)).to_have_count(1)
    sound.get_by_role("button", name="Play").click()
    expect(films_in(page)).to_have_count(0)
    expect(rail).not_to_have_attribute("aria-valuenow", "0")
    moving.hover()
    moving.get_by_role("button", name=re.compile("^Play")).click()
    expect(sound.get_by_role("button", name="Play")).to_be_visible()

    rail.click()
    expect(rail).to_have_attribute("aria-valuetext", re.compile("^0:0[45] of 0:10$"))
    rail.press("Home")
    rail.press("ArrowRight")
    rail.press("ArrowRight")
    expect(rail).to_have_attribute("aria-valuetext", "0:02 of 0:10")
    expect(cards(page)).to_have_count(2)  # the keys moved the sound, not the card
    window = see_large(page, sound)
    page.keyboard.press("Space")
    expect(window.get_by_role("button", name="Pause")).to_be_visible()


def size_asked(node: Locator) -> int:
    address = node.locator("img").first.get_attribute("src") or ""
    return int(address.rpartition("size=")[2])


def test_a_large_picture_is_as_sharp_as_it_is_shown_and_goes_on_from_there(
    page: Page, koda: KodaProcess, tmp_path: Path
) -> None:
    ramp = np.linspace(0, 255, 3840, dtype=np.uint8)
    large = tmp_path / "Wide sky.png"
    Image.fromarray(np.repeat(ramp[None, :], 2160, axis=0)).save(large)
    new_canvas(page, koda)
    node = bring(page, 600, 400, large)
    sees_picture(node)
    assert size_asked(node) == 512
    page.mouse.move(*middle(node))
    for _ in range(3):
        press_on_canvas(page, "+")
    picture = node.locator("img").first
    expect(picture).to_have_attribute("src", re.compile("size=(1024|2048)$"))
    press_on_canvas(page, "0")

    window = see_large(page, node)
    expect(window.locator("img")).to_have_js_property("naturalWidth", 3840)
    page.keyboard.press("+")
    expect(window.get_by_text("150 %")).to_be_visible()
    page.keyboard.press("0")
    with page.expect_download() as download:
        window.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "Wide sky.png"
    page.keyboard.press("i")
    expect(window.get_by_role("complementary", name="Recipe")).to_contain_text("3840 × 2160")
    window.get_by_role("button", name="Use as input").click()
    page.get_by_role("menuitem", name="Image generator").click()
    expect(window).to_have_count(0)
    expect(card(page, "Image generator")).to_be_visible()
    expect(page.locator(".react-flow__edge")).to_have_count(1)


def test_two_takes_are_compared_under_one_line(page: Page, koda: KodaProcess) -> None:
    new_canvas(page, koda)
    node = add_at(page, 600, 400, "image generator")
    node.get_by_role("textbox").fill("a lighthouse at dusk")
    press_on_canvas(page, "ControlOrMeta+Enter")
    sees_picture(node)
    node.get_by_role("button", name=re.compile("^Again")).click()
    expect(node.locator("[data-take]")).to_have_count(2)
    window = see_large(page, node)
    expect(window.get_by_text("1 / 2")).to_be_visible()
    for width, height in ((1024, 600), (390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        box = window.get_by_role("img").bounding_box()
        place = window.get_by_text("1 / 2").bounding_box()
        assert box is not None
        assert place is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= place["y"]
    page.keyboard.press("ArrowRight")
    expect(window.get_by_text("2 / 2")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("c")
    line = window.get_by_role("slider", name="Line between both")
    expect(line).to_have_attribute("aria-valuenow", "50")
    expect(window.get_by_role("img", name="Take 2")).to_be_visible()
    expect(window.get_by_role("img", name="This one")).to_be_visible()
    line.press("ArrowRight")
    line.press("Shift+ArrowRight")
    expect(line).to_have_attribute("aria-valuenow", "61")
    page.mouse.move(*middle(line))
    page.mouse.down()
    page.mouse.move(300, 400)
    page.mouse.up()
    expect(line).to_have_attribute("aria-valuenow", re.compile(r"^[12]?\d(\.\d+)?$"))
    expect(window.get_by_text("1 / 2")).to_be_visible()  # its arrows are its own
    expect(window.get_by_role("group", name="Compare with").get_by_role("button")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(node.get_by_role("button", name="See it large")).to_be_focused()


def test_two_films_are_compared_and_play_as_one(
    page: Page, koda: KodaProcess, tmp_path: Path
) -> None:
    new_canvas(page, koda)
    node = add_at(page, 600, 400, "video generator")
    node.get_by_role("textbox").fill("waves on a beach")
    press_on_canvas(page, "ControlOrMeta+Enter")
    sees_picture(node)
    node.get_by_role("button", name=re.compile("^Again")).click()
    expect(node.locator("[data-take]")).to_have_count(2)
    window = see_large(page, node)
    page.keyboard.press("c")
    expect(films_in(page)).to_have_count(2)
    until(page, "films => films.every(film => film.currentTime > 0.2)")
    window.get_by_role("button", name="Pause").click()
    for _ in range(3):
        window.get_by_role("button", name="One frame on").click()
    until(page, "films => films.every(film => !film.seeking)")
    places = films_in(page).evaluate_all("films => films.map(film => film.currentTime)")
    assert places[0] == pytest.approx(places[1], abs=0.05)
