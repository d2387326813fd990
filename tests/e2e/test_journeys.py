"""From words to a film with sound, and from a picture to a composed one: keyless, and bought."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import KodaProcess
from tests.e2e.moves import card, open_home, press_on_canvas, sees_picture
from tests.e2e.test_first_light import fal_settings
from tests.emulators.fal_server import FalServer, running_fal

PATIENT_MS = 150_000


@pytest.fixture(params=["keyless", "bought"])
def made_by(
    request: pytest.FixtureRequest, start_koda: Callable[..., KodaProcess]
) -> Iterator[tuple[KodaProcess, FalServer | None]]:
    """A Koda without a key, and one that buys from the emulator."""
    with running_fal() if request.param == "bought" else nullcontext() as fal:
        yield start_koda(**(fal_settings(fal) if fal else {})), fal


def at(page: Page, path: str) -> str:
    return urljoin(page.url, path)


def open_canvas(page: Page, koda: KodaProcess, body: dict[str, Any]) -> str:
    """Make a canvas over the interface, and open it."""
    open_home(page, koda)
    answer = page.request.post(at(page, "/api/canvases"), data=body)
    assert answer.ok, answer.text()
    key = str(answer.json()["canvas"]["id"])
    page.goto(at(page, f"/canvas/{key}"))
    return key


def run_all(page: Page) -> None:
    press_on_canvas(page, "1")
    press_on_canvas(page, "ControlOrMeta+Shift+Enter")


def ended(page: Page, canvas: str) -> dict[str, Any]:
    """Wait until the newest run has ended; gives its steps by node name."""
    for _ in range(PATIENT_MS // 500):
        runs = page.request.get(at(page, f"/api/canvases/{canvas}/runs")).json()["runs"]
        if runs and runs[0]["state"] != "running":
            run = page.request.get(at(page, f"/api/runs/{runs[0]['id']}")).json()
            assert run["state"] == "done", [step["failure"] for step in run["steps"]]
            return {step["title"]: step for step in run["steps"]}
        page.wait_for_timeout(500)
    raise AssertionError("the run did not end")


def asset_of(page: Page, step: dict[str, Any]) -> dict[str, Any]:
    value = step["outputs"]["output"]
    first = value["items"][0] if value["type"] == "list" else value
    found: dict[str, Any] = page.request.get(
        at(page, f"/api/assets/{first['asset']}/record")
    ).json()
    return found


def test_from_words_to_a_film_with_sound(
    page: Page, made_by: tuple[KodaProcess, FalServer | None]
) -> None:
    koda, fal = made_by
    canvas = open_canvas(page, koda, {"template": "short-film"})
    expect(card(page, "Film with sound")).to_be_visible()
    run_all(page)
    steps = ended(page, canvas)
    sees_picture(card(page, "Picture"))
    expect(card(page, "Film with sound").get_by_role("img").first).to_be_visible()
    film, sounding = (asset_of(page, steps[name]) for name in ("Film", "Film with sound"))
    assert (film["kind"], film["recipe"]["roles"]) == ("video", ["first_frame"])
    assert (sounding["kind"], sounding["recipe"]["roles"]) == ("video", ["video"])
    assert sounding["duration"] == pytest.approx(5, abs=0.6)
    if fal is None:
        assert "not" in film["recipe"]["note"]
    else:
        assert len(fal.ledger()) == 3
    page.reload()
    sees_picture(card(page, "Picture"))
    run_all(page)
    expect(page.get_by_text(re.compile("up to date", re.IGNORECASE)).first).to_be_visible()


def node(key: str, kind: str, left: int, /, **parameters: Any) -> dict[str, Any]:
    return {
        "id": key,
        "type": kind,
        "position": {"x": left, "y": 0},
        "data": {"name": key, **parameters},
    }


def wire(source: str, target: str, end: str) -> dict[str, Any]:
    return {
        "id": f"{source}-{target}-{end}",
        "source": source,
        "sourceHandle": "output",
        "target": target,
        "targetHandle": end,
    }


def test_from_a_picture_to_a_composed_one(
    page: Page, made_by: tuple[KodaProcess, FalServer | None]
) -> None:
    koda, fal = made_by
    body = {
        "name": "Composed",
        "nodes": [
            node("Picture", "imageGenerator", 0, prompt="a fox", aspectRatio="16:9"),
            node("Large", "upscale", 420, factor=2),
            node("Part", "crop", 820, x=25, y=25, width=50, height=50),
            node("Whole", "composite", 1220),
        ],
        "edges": [
            wire("Picture", "Large", "image"),
            wire("Large", "Part", "image"),
            wire("Large", "Whole", "base"),
            wire("Part", "Whole", "layer"),
        ],
    }
    canvas = open_canvas(page, koda, body)
    expect(card(page, "Whole")).to_be_visible()
    run_all(page)
    steps = ended(page, canvas)
    for name in ("Picture", "Large", "Part", "Whole"):
        sees_picture(card(page, name))
    picture, large, part, whole = (
        asset_of(page, steps[name]) for name in ("Picture", "Large", "Part", "Whole")
    )
    assert large["width"] == 2 * picture["width"]
    assert part["width"] == pytest.approx(large["width"] / 2, abs=1)
    assert (whole["width"], whole["height"]) == (large["width"], large["height"])
    assert whole["recipe"]["inputs"] == [large["id"], part["id"]]
    if fal is not None:
        assert len(fal.ledger()) == 2
