"""The language model library is loaded when a request is near, and not before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.emulators.anthropic_server import running_anthropic

STARTED = """
import asyncio, sys
from pathlib import Path
import koda, koda.asgi
from koda.settings import Settings
from koda.wiring import open_services

def loaded():
    return [one for one in ("pydantic_ai", "anthropic", "openai", "google.genai", "genai_prices")
            if one in sys.modules]

async def main(data, base, ask):
    settings = Settings(_env_file=None, data=Path(data), anthropic_key="a-key", anthropic_url=base)
    async with open_services(settings) as services:
        await services.canvases.list()
        print("started", loaded())
        if ask == "ask":
            await answered(settings)
            print("asked", loaded())

async def answered(settings):
    from koda.providers.text import TextMessage, TextRequest
    from koda.providers.text_setup import text_providers
    claude = text_providers(settings)["anthropic"]
    await claude.prepare()
    print("prepared", loaded())
    asked = TextRequest("concept", "anthropic/claude-haiku-5-5", "", [TextMessage("user", "Hello")])
    print([type(one).__name__ async for one in claude.stream(asked)][-1])
    await claude.close()

asyncio.run(main(*sys.argv[1:]))
"""


def test_a_server_that_is_asked_nothing_loads_no_language_model_library(tmp_path: Path):
    assert run(tmp_path, "http://127.0.0.1:9", "") == ["started []"]


def test_a_request_that_is_near_loads_the_sdk_of_its_own_vendor_only(tmp_path: Path):
    with running_anthropic() as server:
        started, prepared, last, asked = run(tmp_path, server.base, "ask")
    assert (started, last) == ("started []", "Finished")
    assert "anthropic" in prepared
    assert prepared.removeprefix("prepared") == asked.removeprefix("asked")
    assert "openai" not in asked
    assert "google" not in asked


def run(data: Path, base: str, ask: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", STARTED, str(data), base, ask],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
