"""A studio with files of one's own on the canvas, and what came out of its nodes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from koda.assets.library import Source
from koda.core.asset import Asset
from koda.core.canvas import Node
from koda.core.ids import NodeId
from koda.core.run import Run, RunState
from koda.core.values import ListValue, MediaValue, NumberValue, TextValue
from koda.media.reading import FilmFacts, facts_of
from tests.runs.studio import Studio, step_of


async def media(studio: Studio, name: str, path: Path) -> Node:
    """A media node that holds a file."""
    asset = await studio.library.take_file(path, Source(name=path.name))
    return tool(name, "media", asset=asset.id, type=asset.kind.value)


def tool(name: str, kind: str, **parameters: Any) -> Node:
    """A node of any kind."""
    return Node(id=NodeId(name), kind=kind, parameters=parameters)


def picture(path: Path, color: str = "red", size: tuple[int, int] = (80, 40)) -> Path:
    """A picture of one colour."""
    Image.new("RGB", size, color).save(path)
    return path


def values(run: Run, node: str) -> Sequence[Any]:
    """What a node gave, lists made flat."""
    step = step_of(run, node)
    assert step.state == "done", step.failure
    value = step.outputs["output"]
    return value.items if isinstance(value, ListValue) else (value,)


def words(run: Run, node: str) -> list[object]:
    """The texts and numbers that a node gave."""
    found = values(run, node)
    return [one.text if isinstance(one, TextValue) else one.number for one in found if written(one)]


def written(value: object) -> bool:
    return isinstance(value, TextValue | NumberValue)


async def assets(studio: Studio, run: Run, node: str) -> list[Asset]:
    """The assets that a node gave."""
    found = [value for value in values(run, node) if isinstance(value, MediaValue)]
    return [await studio.library.get(value.asset) for value in found]


async def files(studio: Studio, run: Run, node: str) -> list[Path]:
    """The files that a node gave."""
    return [await studio.library.local_file(asset) for asset in await assets(studio, run, node)]


async def film_facts(studio: Studio, run: Run, node: str) -> FilmFacts:
    """What the one film or sound is that a node gave."""
    (path,) = await files(studio, run, node)
    return facts_of(path)


async def run_twice(studio: Studio) -> Run:
    """Run everything, and see that the second time nothing is done again."""
    first = await studio.run("first")
    assert first.state == RunState.DONE, [step.failure for step in first.steps]
    again = await studio.run("again")
    assert again.cached == again.total
    return first
