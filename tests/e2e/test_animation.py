"""An animation on its card, without a key: planned, approved, looked at, changed, rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect

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
    wish,
)
from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import add_at, new_canvas
from tests.e2e.test_screens import overflows, serious

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def koda() -> Iterator[KodaProcess]:
    with running_koda() as one:
        yield one


@pytest.mark.parametrize("engine", [OWN, FLAT, DEEP])
def test_a_sentence_and_two_pictures_become_a_film(
    page: Page, koda: KodaProcess, tmp_path: Path, engine: str
) -> None:
    if engine != OWN:
        needs_boxes()
    node = begin(page, koda, engine)
    connect(page, node, two_pictures(tmp_path))
    proposed = plan(node)
    proposed.get_by_role("button", expanded=False).first.click()
    proposed.get_by_role("textbox", name="Title").fill("The first light")
    expect(node.get_by_text("You changed this plan.")).to_be_visible()
    accept(node)
    stills = node.get_by_role("list", name="Stills")
    expect(stills.get_by_role("listitem").first).to_be_visible()
    if engine == OWN:  # the others take their time
        wish(node, "What should be different?", 'Say "Warm evenings" in scene 1')
    render(node)
    expect(node.get_by_text("Made by rules: no language model is connected.")).to_be_visible()
    wish(node, "Change the film", 'Say "Quiet nights" in scene 1')
    render(node)
    restore_first(node)
    flows_on(page, node)


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
    expect(node.get_by_text("scene 2 says “Steam”")).to_be_visible()
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
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/runs", hold)
    with page.expect_request("**/runs"):
        large.get_by_role("button", name="Save as next version").click()
    expect(large.get_by_role("button", name="Save as next version")).to_have_count(0)
    # Until the next version is begun, the one before it is still asked about; nobody can answer.
    expect(render_button(large)).to_be_disabled()
    held.pop().continue_()
    page.unroute("**/runs")
    expect(render_button(large)).to_be_enabled(timeout=MADE_MS)
    with page.expect_download() as loading:
        large.get_by_role("link", name="Project").click()
    assert loading.value.suggested_filename.endswith(".zip")
    large.get_by_role("slider", name="Frame").press("End")
    timeline = large.get_by_role("region", name="Timeline")
    expect(timeline.get_by_text("frame 72")).to_be_visible()


def test_what_hands_have_changed_is_not_written_over_unasked(page: Page, koda: KodaProcess) -> None:
    node = begin(page, koda)
    plan(node)
    accept(node)
    node.get_by_role("button", name="Expand").click()
    large = page.get_by_role("dialog")
    code = large.get_by_role("textbox", name="scene.json")
    changed = code.input_value() + "\n"
    code.fill(changed)
    large.get_by_role("button", name="Save as next version").click()
    expect(large.get_by_role("button", name="Save as next version")).to_have_count(0)
    expect(code).to_have_value(changed, timeout=MADE_MS)  # it is asked about the next version
    say(large, "What should be different?", 'Say "Warm evenings" in scene 1')
    warning = large.get_by_role("alert").filter(has_text="changed by hand")
    expect(warning).to_contain_text("scene.json", timeout=MADE_MS)
    large.get_by_role("button", name="Keep the version").click()
    expect(render_button(large)).to_be_visible(timeout=MADE_MS)
    expect(large.get_by_text("It stays as it was.")).to_be_visible()


def test_files_come_and_go_with_the_keys(page: Page, koda: KodaProcess) -> None:
    needs_boxes()
    node = begin(page, koda, FLAT)
    plan(node)
    accept(node)
    node.get_by_role("button", name="Expand").click()
    large = page.get_by_role("dialog")
    large.get_by_role("button", name="New file").press("Enter")
    path = page.get_by_role("textbox", name="Path")
    expect(path).to_be_focused()
    path.fill("../up.ts")
    path.press("Enter")
    expect(path).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Letters, digits")).to_be_visible()
    path.fill("src/part.tsx")
    path.press("Enter")
    field = large.get_by_role("textbox", name="src/part.tsx")
    expect(field).to_be_focused()
    page.keyboard.type("export const part = 1;")
    files = large.get_by_role("list", name="Files")
    files.get_by_role("button", name="src/film.ts").press("Enter")
    large.get_by_role("button", name="Delete src/film.ts").press("Enter")
    page.get_by_role("button", name="Delete", exact=True).press("Enter")
    expect(large.get_by_text("The next version is without this file.")).to_be_visible()
    assert serious(page) == []
    large.get_by_role("button", name="Save as next version").click()
    expect(large.get_by_role("alert")).to_contain_text("There is no file")
    large.get_by_role("button", name="Bring it back").press("Enter")
    large.get_by_role("button", name="Save as next version").click()
    expect(large.get_by_role("button", name="Save as next version")).to_have_count(0)
    part = files.get_by_role("button", name="src/part.tsx")
    expect(part).to_have_accessible_name("src/part.tsx", timeout=MADE_MS)  # new no longer


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
