"""Boxes for the tests of boxes; where this machine makes none, the reason is printed."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.sandbox.local import LocalSandboxes
from koda.sandbox.port import Limits, Sandbox, SandboxSpec

SMALL = Limits(memory=512 * 1024**2, processes=64, cpus=1.0, disk=64 * 1024**2, seconds=120)


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[LocalSandboxes]:
    boxes = LocalSandboxes(folder=tmp_path / "boxes", chromium=os.environ.get("KODA_CHROMIUM", ""))
    missing = await boxes.probe()
    if missing is not None:
        pytest.skip(f"no local boxes here: {missing.reason}")
    yield boxes
    await boxes.close()


@pytest.fixture
async def box(local: LocalSandboxes) -> Sandbox:
    return await local.create(SandboxSpec("test", SMALL))
