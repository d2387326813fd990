"""Boxes for the tests of boxes; where this machine makes none, the reason is printed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.sandbox.local import LocalSandboxes
from koda.sandbox.port import Limits, Missing, Sandbox, SandboxSpec
from tests.sandbox.local_arena import LocalArena

SMALL = Limits(memory=512 * 1024**2, processes=64, cpus=1.0, disk=64 * 1024**2, seconds=120)

_found: list[Missing | None] = []


async def skip_without_boxes(boxes: LocalSandboxes) -> None:
    """Skip, with the reason, where there are none; found out once."""
    if not _found:
        _found.append(await boxes.probe())
    if _found[0] is not None:
        pytest.skip(f"no local boxes here: {_found[0].reason}")


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[LocalSandboxes]:
    boxes = LocalSandboxes(folder=tmp_path / "boxes", chromium=os.environ.get("KODA_CHROMIUM", ""))
    await skip_without_boxes(boxes)
    yield boxes
    await boxes.close()


@pytest.fixture
async def box(local: LocalSandboxes) -> Sandbox:
    return await local.create(SandboxSpec("test", SMALL))


@pytest.fixture
async def arena(tmp_path: Path) -> AsyncIterator[LocalArena]:
    made = LocalArena(tmp_path / "boxes")
    await skip_without_boxes(LocalSandboxes(folder=tmp_path / "boxes"))
    yield made
    await made.close()
