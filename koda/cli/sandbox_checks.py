"""The check of boxes for foreign code: one is made, and thrown away."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from koda.adapters import open_sandboxes
from koda.connections.check import Check
from koda.core.errors import KodaError
from koda.sandbox.port import Missing
from koda.settings import Settings


def check_sandbox(settings: Settings) -> Check:
    """Make a box; without one animations are drawn by the engine that needs none."""
    if settings.sandbox_provider == "none":
        return Check("boxes", "ok", "switched off; animations are drawn by the engine Python")
    try:
        name, missing = asyncio.run(_look(settings))
    except KodaError as error:
        return Check("boxes", "warning", error.message.rstrip("."), error.remedy)
    if missing is not None:
        return Check("boxes", "warning", missing.reason.rstrip("."), missing.remedy)
    return Check("boxes", "ok", f"{name}: one was made, Python and Chromium run in it")


async def _look(settings: Settings) -> tuple[str, Missing | None]:
    with tempfile.TemporaryDirectory(prefix="koda-") as folder:  # the data folder stays as it is
        boxes = open_sandboxes(settings.model_copy(update={"data": Path(folder)}))
        try:
            missing = await boxes.probe()
            return boxes.name, missing
        finally:
            await boxes.close()
