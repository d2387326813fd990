"""Makes animations in tests: a canvas, a run, a person who answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from koda.animation.versions import Versions
from koda.core.run import Run
from koda.providers.offline_text import OfflineText
from koda.providers.text import TextProvider
from koda.providers.text_models import TextModels
from tests.animation.small import SmallDrawing, SmallEngine, small_studio
from tests.nodes.workbench import media, picture, tool
from tests.runs.studio import Studio, open_studio, step_of

KETTLE: dict[str, Any] = {
    "prompt": "A film about Brass Kettle: water sings. Steam rises like particles. Tea is ready.",
    "duration": 6,
}
YES: dict[str, Any] = {"accept": True}


@asynccontextmanager
async def making(
    folder: Path,
    writers: Mapping[str, TextProvider] | None = None,
    text_models: TextModels | None = None,
    **more: Any,
) -> AsyncIterator[Studio]:
    """A studio with the small engine; without other writers, rules write."""
    offline = {"offline": OfflineText()}
    async with open_studio(
        folder,
        writers={**offline, **(writers or {})},
        text_models=text_models,
        animations=small_studio,
        **more,
    ) as studio:
        yield studio


def engine(studio: Studio) -> SmallEngine:
    assert studio.animations is not None
    found = studio.animations.tools("python").engine
    assert isinstance(found, SmallEngine)
    return found


def versions(studio: Studio) -> Versions:
    assert studio.animations is not None
    return studio.animations.versions


def drawing(studio: Studio) -> SmallDrawing:
    assert studio.animations is not None
    found = studio.animations.tools("python").drawing
    assert isinstance(found, SmallDrawing)
    return found


async def put(studio: Studio, folder: Path | None = None, **parameters: Any) -> None:
    """The node alone, or with two pictures that are called Kettle and Cup."""
    node = tool("film", "animation", **{**KETTLE, **parameters})
    if folder is None:
        await studio.put(node)
        return
    one = await media(studio, "one", picture(folder / "kettle.png", "orange"))
    two = await media(studio, "two", picture(folder / "cup.png", "teal"))
    named = [a.model_copy(update={"name": b}) for a, b in ((one, "Kettle"), (two, "Cup"))]
    await studio.put(*named, node, wires="one>film.image, two>film.image")


async def asked(studio: Studio, run: Run) -> Any:
    """The question that the step asks, as soon as it asks one; none if it ends before."""
    async with asyncio.timeout(120):
        while True:
            step = step_of(await studio.runs.get(run.id), "film")
            if step.state == "asking":
                return step.question
            if step.state in {"done", "failed", "cancelled"}:
                return None
            await asyncio.sleep(0.02)


async def answered(studio: Studio, run: Run, name: str, value: Any) -> Any:
    """Answer a question, which has to be this one; give the next."""
    question = await asked(studio, run)
    assert question is not None, step_of(await studio.runs.get(run.id), "film").failure
    assert question.name == name
    await studio.runs.answer(run.id, step_of(run, "film").id, name, value)
    async with asyncio.timeout(120):
        while True:
            step = step_of(await studio.runs.get(run.id), "film")
            if step.state != "asking" or step.question.name != name:
                return await asked(studio, run)
            await asyncio.sleep(0.02)


async def ended(studio: Studio, run: Run) -> Any:
    """The step once it is done."""
    step = step_of(await asyncio.wait_for(studio.runs.wait(run.id), 120), "film")
    assert step.state == "done", step.failure
    return step


async def made(
    studio: Studio, key: str = "k", folder: Path | None = None, **parameters: Any
) -> Any:
    """The step of an animation that is made without asking."""
    await put(studio, folder, **{"approve": "auto", "preview": "auto", **parameters})
    return await ended(studio, await studio.start(key))


def project_of(step: Any) -> dict[str, Any]:
    return step.outputs["project"].json_


async def events(studio: Studio, step: Any) -> list[dict[str, Any]]:
    """What the step has told."""
    parts, _ = await studio.transcripts.read(step.run, step.id, 0)
    return [json.loads(one.text) for one in parts if one.kind == "event"]


async def kept(studio: Studio) -> int:
    """How many versions of code are stored."""
    rows = await studio.database.read("SELECT count(*) AS count FROM projects")
    return int(rows[0]["count"])
