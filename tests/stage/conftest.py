"""The built stages in a real Chromium, opened as the box opens them: by `file://`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

from koda.server.static import app_folder
from tests.chromium import run_chromium


@dataclass(frozen=True)
class StagePage:
    """One stage with no film yet; `page` is its tab."""

    page: Page

    def open(self, film: dict[str, Any]) -> dict[str, Any]:
        return self.page.evaluate("film => window.koda.open(film)", film)

    def seek(self, frame: int) -> dict[str, Any]:
        return self.page.evaluate("frame => window.koda.seek(frame)", frame)

    def look(self) -> dict[str, Any]:
        return self.page.evaluate("window.koda.look()")

    def picture(self, frame: int) -> bytes:
        """The pixels of a frame that must be drawn without a fault."""
        assert self.seek(frame) == {"ok": True, "faults": []}
        return self.page.screenshot()


def stage_page(engine: str) -> Path:
    place = app_folder() / "stage" / f"{engine}.html"
    assert place.is_file(), "`make page` builds it"
    return place


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    flags = ("--allow-file-access-from-files", "--disable-checker-imaging")
    with run_chromium(playwright, *flags) as browser:
        yield browser


@pytest.fixture
def stage(chromium: Browser) -> Iterator[Callable[[str], StagePage]]:
    """Open a stage; whatever it asks the network for fails the test."""
    context = chromium.new_context(viewport={"width": 640, "height": 360})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    def open_page(engine: str = "remotion") -> StagePage:
        page = context.new_page()
        page.goto(stage_page(engine).as_uri())
        return StagePage(page)

    yield open_page
    context.close()
    assert [url for url in asked if url.split(":")[0] not in {"file", "data", "blob"}] == []
