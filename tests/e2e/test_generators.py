"""Nodes that make films, music and speech: their inputs follow the model, and no wire is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import (
    add_at,
    choose,
    drag,
    new_canvas,
    port,
    press_on_canvas,
    saved,
)

# Models of fal.ai are offered with any key; nothing here calls them.
KEY = {"FAL_KEY": "a-key-that-is-never-used"}


@pytest.fixture
def canvas(page: Page, start_koda: Callable[..., KodaProcess]) -> Page:
    new_canvas(page, start_koda(**KEY))
    return page


def choose_model(page: Page, node: Locator, words: str) -> None:
    node.get_by_role("button", name=re.compile("^Model:")).click()
    choose(page, words)
    expect(page.get_by_role("dialog", name="Model")).to_have_count(0)


def inputs(node: Locator) -> list[str]:
    names = node.get_by_role("button", name=re.compile("^Input ")).evaluate_all(
        "ports => ports.map(port => port.getAttribute('aria-label'))"
    )
    return [re.sub(r"^Input |[:,].*", "", name) for name in names]


def wires(page: Page) -> Locator:
    return page.locator(".react-flow__edge")


def wired(page: Page, model: str) -> Locator:
    """A picture wired to the first frame of a film of this model."""
    picture = add_at(page, 320, 330, "image gen")
    film = add_at(page, 900, 330, "video gen")
    drag(page, port(picture, "Images", "Output"), port(film, "First frame", "Input"))
    expect(wires(page)).to_have_count(1)
    choose_model(page, film, model)
    return film


def test_every_generator_can_be_placed(canvas: Page) -> None:
    places = [(300, 200), (760, 200), (1200, 200), (300, 560), (760, 560), (1200, 560)]
    kinds = [
        "video generator",
        "music generator",
        "speech",
        "upscale",
        "remove background",
        "inpaint",
    ]
    for (x, y), kind in zip(places, kinds, strict=True):
        node = add_at(canvas, x, y, kind)
        expect(node.get_by_role("button", name=re.compile("^Run"))).to_be_visible()


def test_the_inputs_are_what_the_model_takes(canvas: Page) -> None:
    film = add_at(canvas, 720, 330, "video gen")
    assert inputs(film) == ["Text", "First frame", "Last frame", "Reference", "Video", "Audio"]
    choose_model(canvas, film, "Veo 3.1 Text")
    expect(film.get_by_role("button", name=re.compile("^Input "))).to_have_count(1)
    choose_model(canvas, film, "Veo 3.1 First-Last")
    expect(film.get_by_role("button", name=re.compile("^Input "))).to_have_count(3)
    assert inputs(film) == ["Text", "First frame", "Last frame"]
    press_on_canvas(canvas, "ControlOrMeta+z")
    expect(film.get_by_role("button", name=re.compile("^Input "))).to_have_count(1)


def test_a_wire_that_the_model_does_not_take_stays_and_is_repaired(canvas: Page) -> None:
    film = wired(canvas, "Seedance 2.0 Text")
    ghost = film.get_by_role("button", name=re.compile("^Input First frame, not taken by Seedance"))
    expect(ghost).to_be_visible()
    expect(wires(canvas)).to_have_count(1)
    canvas.get_by_role("button", name="This wire is not taken: repair").click()
    menu = canvas.get_by_role("menu", name="Repair this wire")
    expect(menu.get_by_text("Seedance 2.0 Text takes nothing at First frame")).to_be_visible()
    menu.get_by_role("menuitem", name=re.compile("Use Seedance 2.0 Image")).click()
    expect(ghost).to_have_count(0)
    expect(
        film.get_by_role("button", name=re.compile("^Model: Seedance 2.0 Image"))
    ).to_be_visible()
    press_on_canvas(canvas, "ControlOrMeta+z")
    expect(ghost).to_be_visible()


def test_a_broken_wire_is_repaired_by_keys_alone(canvas: Page) -> None:
    film = wired(canvas, "Veo 3.1 Multi-Ref")
    film.get_by_role("button", name=re.compile("^Input First frame, not taken")).focus()
    canvas.keyboard.press("Enter")
    item = canvas.get_by_role("menuitem", name="Move to Reference")
    expect(item).to_be_visible()
    canvas.keyboard.type("Move")
    expect(item).to_be_focused()
    canvas.keyboard.press("Enter")
    expect(film.get_by_role("button", name=re.compile("not taken"))).to_have_count(0)
    assert inputs(film) == ["Text", "Reference"]
    expect(wires(canvas)).to_have_count(1)


def test_a_broken_wire_can_be_removed_and_comes_back_by_undo(canvas: Page) -> None:
    film = wired(canvas, "Seedance 2.0 Text")
    broken = film.get_by_role("button", name=re.compile("not taken"))
    broken.click()
    canvas.get_by_role("menuitem", name="Remove the wire").click()
    expect(wires(canvas)).to_have_count(0)
    expect(broken).to_have_count(0)
    press_on_canvas(canvas, "ControlOrMeta+z")
    expect(wires(canvas)).to_have_count(1)
    saved(canvas)
    canvas.reload()
    expect(canvas.get_by_role("button", name="This wire is not taken: repair")).to_be_visible()


def test_a_wire_that_nothing_takes_is_refused_with_a_model_that_would(canvas: Page) -> None:
    picture = add_at(canvas, 320, 330, "image gen")
    film = add_at(canvas, 900, 330, "video gen")
    choose_model(canvas, film, "Seedance 2.0 Text")
    drag(canvas, port(picture, "Images", "Output"), (900, 300))
    note = canvas.get_by_role("alert").filter(has_text="Seedance 2.0 Text takes no image here.")
    expect(note).to_be_visible()
    expect(wires(canvas)).to_have_count(0)
    note.get_by_role("button", name="Use Seedance 2.0 Image").click()
    expect(wires(canvas)).to_have_count(1)
    assert inputs(film) == ["Text", "First frame", "Last frame"]
    press_on_canvas(canvas, "ControlOrMeta+z")
    expect(wires(canvas)).to_have_count(0)


def test_a_dialogue_is_written_by_keys(canvas: Page) -> None:
    speech = add_at(canvas, 600, 330, "speech")
    choose_model(canvas, speech, "ElevenLabs v3 Dialogue")
    canvas.get_by_role("button", name="Add a line").click()
    canvas.keyboard.type("Who is there?")
    canvas.keyboard.press("Enter")
    canvas.keyboard.type("Nobody.")
    canvas.keyboard.press("Alt+ArrowUp")
    words = canvas.get_by_role("textbox", name=re.compile("^Words of line"))
    expect(words).to_have_count(2)
    expect(words.nth(0)).to_have_value("Nobody.")
    expect(words.nth(0)).to_be_focused()
    canvas.get_by_role("button", name=re.compile("^Voice of line 1")).click()
    choose(canvas, "Sarah")
    expect(canvas.get_by_role("button", name=re.compile("^Voice of line 1: Sarah"))).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "words"), [("music generator", "calm piano"), ("speech", "Hello."), ("video", "waves")]
)
def test_what_this_machine_makes_is_heard_or_seen(
    page: Page, koda: KodaProcess, kind: str, words: str
) -> None:
    new_canvas(page, koda)
    node = add_at(page, 600, 330, kind)
    node.get_by_role("textbox").fill(words)
    node.get_by_role("button", name=re.compile("^Run")).click()
    expect(node.get_by_role("button", name=re.compile("^Play")).first).to_be_visible()
