"""A real `koda serve` over the built page, and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.chromium import run_chromium

ROOT = Path(__file__).resolve().parent.parent.parent
ADDRESS = re.compile(r"http://\S+\?token=\S+")
SLOW_MS = 120_000
"""Enough on a machine that is shared; what is there sooner is taken at once."""

expect.set_options(timeout=SLOW_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in Path(str(item.fspath)).parts:
            item.add_marker(pytest.mark.browser)


OTHERS = (
    "KODA",
    "FAL",
    "ASSET",
    "R2",
    "S3",
    "ANTHROPIC",
    "GEMINI",
    "GOOGLE",
    "OPENAI",
    "OPENROUTER",
    "OLLAMA",
)
"""What a person has set for themselves is none of a test's business."""


@dataclass
class KodaProcess:
    """A server process over a data folder; may be killed and started again on the same port."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def start(self) -> None:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(OTHERS)
        }
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "koda", "serve", "--no-open",
                "--port", str(self.port), "--data", str(self.data),
            ],
            cwd=ROOT,
            env={**environment, **self.environment, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        seen = ""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            line = self.process.stdout.readline()
            seen += line
            found = ADDRESS.search(line)
            if found:
                self.address = found[0]
                self.port = int(re.findall(r":(\d+)/", self.address)[0])
                return
            assert line, f"koda ended: {seen}"
        raise AssertionError(f"koda said no address: {seen}")

    def kill(self) -> None:
        """`kill -9`."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)
        self._let_go()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise
            self._let_go()

    def _let_go(self) -> None:
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()


@pytest.fixture
def start_koda() -> Iterator[Callable[..., KodaProcess]]:
    started: list[KodaProcess] = []
    folders: list[str] = []

    def start(**environment: str) -> KodaProcess:
        folders.append(tempfile.mkdtemp(prefix="koda-e2e-"))
        koda = KodaProcess(Path(folders[-1], "data"), environment)
        koda.start()
        started.append(koda)
        return koda

    yield start
    for koda in started:
        koda.stop()
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def koda(start_koda: Callable[..., KodaProcess]) -> KodaProcess:
    return start_koda()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with run_chromium(playwright) as browser:
        yield browser


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme="dark", reduced_motion="reduce"
    )
    context.set_default_timeout(SLOW_MS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab; a script that throws or complains fails the test."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if _is_complaint(said) else None)
    yield page
    assert wrong == []


def _is_complaint(said: object) -> bool:
    kind, text = said.type, said.text  # type: ignore[attr-defined]
    # A server that is away is what some tests are about.
    return kind == "error" and "Failed to load resource" not in text
