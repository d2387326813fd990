"""What boxes at E2B promise beyond the port: how they end while the service is slow."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from koda.core.errors import SandboxFailed
from koda.sandbox import e2b_wire
from koda.sandbox.e2b import E2bSandboxes
from koda.sandbox.port import Command, Sandbox, SandboxSpec
from tests.emulators.e2b_server import E2bServer, running_e2b
from tests.sandbox.conftest import SMALL

START = "/process.Process/Start"
COMMAND = Command(("echo", "done"), "/work", {"PATH": "/usr/bin:/bin"})


@pytest.fixture
async def far(tmp_path: Path) -> AsyncIterator[tuple[E2bServer, Sandbox]]:
    with running_e2b(tmp_path / "e2b") as server:
        boxes = E2bSandboxes(
            instance="one",
            key="emulator",
            template="base",
            api_url=server.base,
            sandbox_url=server.base,
        )
        yield server, await boxes.create(SandboxSpec("test", SMALL))
        await boxes.close()


async def test_what_is_cancelled_while_a_hand_starts_says_so_and_nothing_else(
    far: tuple[E2bServer, Sandbox],
) -> None:
    server, box = far
    loop, said = asyncio.get_running_loop(), list[dict[str, Any]]()
    heard_before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: said.append(context))
    try:
        for started in (0.0, 0.05, 0.3):
            server.fault("slow", match=START, seconds=2)
            task = asyncio.create_task(box.run(COMMAND))
            await asyncio.sleep(started)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            del task
            gc.collect()
            await asyncio.sleep(0)
    finally:
        loop.set_exception_handler(heard_before)
    assert said == [], "an error that nobody retrieves is one that a log blames on Koda"


async def test_a_hand_that_does_not_start_in_time_fails(
    far: tuple[E2bServer, Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, box = far
    monkeypatch.setattr(e2b_wire, "SECONDS_TO_START", 0.3)
    server.fault("slow", match=START, seconds=2)
    with pytest.raises(SandboxFailed, match="cannot be reached"):
        await box.run(COMMAND)
    monkeypatch.undo()
    assert (await box.run(COMMAND)).stdout == b"done\n"
