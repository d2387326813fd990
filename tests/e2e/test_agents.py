"""From a brief to four scenes, pictures and films: by rules, by a model, and through a kill."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from koda.emulators.anthropic_world import Pace
from tests.e2e.conftest import SLOW_MS, KodaProcess
from tests.e2e.moves import add_at, new_canvas, press_on_canvas
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.emulators.fal_server import FalServer, running_fal

StartKoda = Callable[..., KodaProcess]


@pytest.fixture
def anthropic() -> Iterator[AnthropicServer]:
    with running_anthropic(Pace(first_ms=20, token_ms=1)) as server:
        yield server


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


def with_keys(anthropic: AnthropicServer, fal: FalServer | None = None) -> dict[str, str]:
    keys = {"ANTHROPIC_API_KEY": "key", "ANTHROPIC_BASE_URL": anthropic.base}
    if fal is not None:
        keys |= {
            "FAL_KEY": "key",
            "FAL_QUEUE_URL": f"{fal.base}/queue",
            "FAL_RUN_URL": f"{fal.base}/run",
            "FAL_REST_URL": f"{fal.base}/rest",
            "FAL_CDN_URL": f"{fal.base}/cdn",
            "FAL_API_URL": f"{fal.base}/api",
        }
    return keys


def brief(page: Page, koda: KodaProcess) -> Locator:
    """A storyboard node with a brief."""
    new_canvas(page, koda)
    board = add_at(page, 520, 420, "storyboard")
    board.get_by_label("Product").fill("A copper kettle")
    return board


def write(board: Locator) -> None:
    board.get_by_role("button", name=re.compile("Write the storyboard")).click()


def canvas_at(page: Page, koda: KodaProcess) -> str:
    return f"http://127.0.0.1:{koda.port}/api/canvases/{page.url.split('/canvas/')[1]}"


def said_in(page: Page, koda: KodaProcess) -> str:
    """Give all that was said in the only node's newest step."""
    (found,) = page.request.get(f"{canvas_at(page, koda)}/results").json()["results"]
    step = found["steps"][0]
    address = f"http://127.0.0.1:{koda.port}/api/runs/{step['run']}/steps/{step['id']}/transcript"
    parts = page.request.get(address).json()["parts"]
    return "".join(one["text"] for one in parts if one["kind"] == "text")


def create_and_run_all(page: Page, koda: KodaProcess, board: Locator) -> list[str]:
    """Create the nodes, run all; give the types of what they have made, sorted."""
    scenes = board.get_by_role("list", name="Scenes").get_by_role("listitem")
    expect(scenes).to_have_count(4)
    board.get_by_role("button", name="Create on canvas").click()
    expect(page.get_by_role("region", name="Group Storyboard: A copper")).to_be_visible()
    press_on_canvas(page, "ControlOrMeta+Shift+Enter")
    at = canvas_at(page, koda)
    deadline = time.monotonic() + SLOW_MS / 1000
    while time.monotonic() < deadline:
        runs = page.request.get(f"{at}/runs").json()["runs"]
        if len(runs) == 2 and runs[0]["state"] != "running":
            break
        page.wait_for_timeout(300)
    steps = [one["steps"][0] for one in page.request.get(f"{at}/results").json()["results"]]
    assert [step["state"] for step in steps] == ["done"] * 9
    values = [value for step in steps for value in step["outputs"].values()]
    flat = [one for value in values for one in value.get("items", [value])]
    return sorted(one["type"] for one in flat if one["type"] in {"image", "video"})


def test_four_scenes_become_pictures_and_films_without_a_key(page: Page, koda: KodaProcess) -> None:
    board = brief(page, koda)
    write(board)
    assert create_and_run_all(page, koda, board) == ["image"] * 5 + ["video"] * 3


def test_a_large_view_gives_the_focus_back(page: Page, koda: KodaProcess) -> None:
    board = brief(page, koda)
    expand = board.get_by_role("button", name="Expand")
    expand.focus()
    expand.press("Enter")
    expect(page.get_by_role("dialog", name="Storyboard")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Storyboard")).to_be_hidden()
    expect(expand).to_be_focused()


def test_four_scenes_of_a_model_become_pictures_and_films_of_models(
    page: Page, start_koda: StartKoda, anthropic: AnthropicServer, fal: FalServer
) -> None:
    koda = start_koda(**with_keys(anthropic, fal))
    board = brief(page, koda)
    write(board)
    assert create_and_run_all(page, koda, board) == ["image"] * 5 + ["video"] * 3
    called = {job["endpoint"] for job in fal.ledger()}
    assert "fal-ai/veo3.1/first-last-frame-to-video" in called
    assert len(anthropic.ledger()) == 1


def test_a_kill_and_a_closed_tab_change_nothing(
    page: Page, start_koda: StartKoda, anthropic: AnthropicServer
) -> None:
    koda = start_koda(**with_keys(anthropic))
    anthropic.pace(first_ms=0, token_ms=0, hold_after=1_200)
    board = brief(page, koda)
    write(board)
    expect(board.get_by_text("The empty pier", exact=True)).to_be_visible()
    place = page.url
    page.wait_for_timeout(500)  # what is held in the middle has been written down
    page.goto("about:blank")
    koda.kill()
    anthropic.pace(first_ms=0, token_ms=0, hold_after=-1)
    koda.start()
    page.goto(place)
    board = page.get_by_role("article", name="Storyboard")
    scenes = board.get_by_role("list", name="Scenes").get_by_role("listitem")
    expect(scenes).to_have_count(4)
    expect(board.get_by_role("button", name="Create on canvas")).to_be_visible()
    whole, rest = anthropic.ledger()
    assert rest["rest"]
    assert said_in(page, koda) == whole["sent"] + rest["sent"], "nothing is said twice"


def test_a_dropped_stream_is_gone_on_with_in_the_open_card(
    page: Page, start_koda: StartKoda, anthropic: AnthropicServer
) -> None:
    koda = start_koda(**with_keys(anthropic))
    anthropic.fault("drop_stream", characters=900)
    board = brief(page, koda)
    write(board)
    expect(board.get_by_role("button", name="Create on canvas")).to_be_visible()
    first, rest = anthropic.ledger()
    assert (first["state"], rest["state"], rest["rest"]) == ("broken", "completed", True)
    assert len(first["sent"]) == 900
