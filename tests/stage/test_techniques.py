"""What the engines of TypeScript write compiles on the stage and is drawn whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright

from koda.animation.engine import Engine
from koda.animation.engines.remotion.engine import RemotionEngine
from koda.animation.engines.theatre.engine import TheatreEngine
from koda.animation.plan import TechniqueName
from koda.animation.project import Project, ProjectMedia
from tests.animation.engines.films import TECHNIQUES, TEXTS, pictures, plan_of
from tests.chromium import run_chromium

STAGES = Path(__file__).parents[2] / "koda" / "_static" / "stage"
ARGS = (
    "--allow-file-access-from-files",
    "--disable-checker-imaging",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with run_chromium(playwright, *ARGS) as browser:
        yield browser


@pytest.mark.parametrize("engine", [RemotionEngine(), TheatreEngine()], ids=lambda one: one.name)
@pytest.mark.parametrize(
    ("techniques", "size"),
    [(TECHNIQUES[:5], (360, 640)), (TECHNIQUES[5:], (840, 360))],
    ids=["first five", "last five"],
)
def test_all_techniques_are_drawn_without_faults_and_no_word_is_cut(
    chromium: Browser,
    tmp_path: Path,
    engine: Engine,
    techniques: Sequence[TechniqueName],
    size: tuple[int, int],
) -> None:
    media = pictures(1, logo=True)
    plan = plan_of(techniques, TEXTS["mixed"], media[:1], seconds=10)
    project = engine.write(plan, media, size)
    page = opened(chromium, project, engine.entry, tmp_path)

    for scene, (begin, end) in zip(plan.scenes, plan.spans(), strict=True):
        frame = begin + (end - begin) * 9 // 10
        answer = page.evaluate("frame => window.koda.seek(frame)", frame)
        assert answer == {"ok": True, "faults": []}, scene.technique
        seen: dict[str, Any] = page.evaluate("() => window.koda.look()")
        assert [text["text"] for text in seen["texts"] if text["clipped"]] == [], scene.technique
        assert "photo-1.png" in seen["media"], scene.technique
        assert colors_of(page.screenshot()) > 8, f"{scene.technique} is blank"
    page.close()


def colors_of(content: bytes) -> int:
    small = Image.open(BytesIO(content)).convert("RGB").resize((48, 48))
    return len(small.getcolors(48 * 48) or ())


def opened(browser: Browser, project: Project, entry: str, folder: Path) -> Page:
    stage = STAGES / f"{project.engine}.html"
    if not stage.is_file():
        pytest.skip("The stage is not built: run `make page`.")
    page = browser.new_page(viewport={"width": project.width, "height": project.height})
    page.goto(stage.as_uri())
    film = {
        "engine": project.engine,
        "files": project.files,
        "entry": entry,
        "media": [medium_of(one, folder) for one in project.media],
        "plan": project.plan.model_dump(mode="json"),
        "width": project.width,
        "height": project.height,
        "fps": project.plan.fps,
        "frames": project.frames,
        "mode": "render",
    }
    assert page.evaluate("film => window.koda.open(film)", film) == {"ok": True, "faults": []}
    return page


def medium_of(one: ProjectMedia, folder: Path) -> dict[str, object]:
    file = folder / one.name
    ramp = Image.linear_gradient("L").resize((one.width // 4, one.height // 4))
    Image.merge("RGB", (ramp, ramp.rotate(180), ramp)).save(file)
    fields = one.model_dump(include={"name", "type", "width", "height", "seconds"})
    return {**fields, "url": file.as_uri()}
