"""Nodes of any endpoint of fal.ai, from a canvas to what it makes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from koda.assets.library import Source
from koda.core.canvas import Canvas, Edge, Node
from koda.core.errors import HasProblems
from koda.core.ids import CanvasId, EdgeId, NodeId
from koda.core.run import Run, RunMode, StepState
from koda.runs.outputs import flatten
from koda.runs.request import RunRequest
from koda.services import Services
from koda.wiring import open_services
from tests.emulators.fal_server import FalServer, running_fal
from tests.runs.studio import png
from tests.server.test_endpoint_routes import FILM, WORDS, settings_of

PICTURES = "fal-ai/flux/schnell"
DIALOGUE = "fal-ai/elevenlabs/text-to-dialogue/eleven-v3"
SPEECH = "fal-ai/elevenlabs/tts/eleven-v3"


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@pytest.fixture
async def koda(tmp_path: Path, fal: FalServer) -> AsyncIterator[Services]:
    async with open_services(settings_of(tmp_path, fal)) as services:
        yield services


async def wired(koda: Services, endpoint: str, wire: str = "", **parameters: Any) -> CanvasId:
    """Make a canvas with a node of an endpoint, and a picture that is wired to it."""
    await koda.endpoints.add(endpoint)
    nodes = [node("n", f"fal:{endpoint}", **parameters)]
    if wire:
        asset = await koda.assets.take_bytes(png(), Source(origin="uploaded"))
        nodes.append(node("m", "media", asset=asset.id, kind="image"))
    return await canvas_of(koda, nodes, [edge("m", wire)] if wire else [])


async def canvas_of(koda: Services, nodes: list[Node], edges: list[Edge]) -> CanvasId:
    canvas = Canvas(
        id=CanvasId("c"),
        name="Test",
        nodes={one.id: one for one in nodes},
        edges={one.id: one for one in edges},
    )
    return (await koda.canvases.create(canvas)).id


def node(name: str, kind: str, /, **parameters: Any) -> Node:
    return Node(id=NodeId(name), kind=kind, parameters=parameters)


def edge(source: str, name: str) -> Edge:
    return Edge(
        id=EdgeId(f"e{source}"),
        source=NodeId(source),
        output="output",
        target=NodeId("n"),
        input=name,
    )


async def run(koda: Services, canvas: CanvasId, key: str = "one") -> Run:
    request = RunRequest(key=key, mode=RunMode.NODE, targets=(NodeId("n"),))
    started = await koda.runs.start(canvas, request)
    return await koda.runs.wait(started.id)


async def test_a_picture_is_uploaded_and_becomes_a_film(koda: Services, fal: FalServer) -> None:
    at = await wired(koda, FILM, "image_url", prompt="it waves", duration="10")
    done = await run(koda, at)
    (step,) = done.steps
    assert step.state == StepState.DONE, step.failure
    (film,) = flatten(step.outputs["video"])
    asset = await koda.assets.get(film.asset)
    assert asset.kind == "video"
    assert asset.recipe is not None
    assert asset.recipe.prompt == "it waves"
    assert asset.recipe.model == f"fal:{FILM}"
    assert asset.recipe.endpoint == FILM
    assert asset.recipe.parameters["duration"] == "10"
    (sent,) = fal.ledger()
    assert sent["endpoint"] == FILM
    assert sent["body"]["image_url"].startswith(fal.base)
    assert sent["body"]["duration"] == "10"
    assert done.price == done.cost == 1_000_000  # $0.1 a second, ten of them


async def test_an_endpoint_that_answers_in_words_gives_text(koda: Services) -> None:
    at = await wired(koda, WORDS, "image_url")
    (step,) = (await run(koda, at)).steps
    assert step.state == StepState.DONE, step.failure
    assert step.outputs["output"].type == "text"


async def test_the_same_is_not_bought_again(koda: Services, fal: FalServer) -> None:
    at = await wired(koda, WORDS, "image_url")
    await run(koda, at)
    (step,) = (await run(koda, at, "two")).steps
    assert step.cached
    assert len(fal.ledger()) == 1


async def test_sides_of_ones_own_are_sent_as_a_size(koda: Services, fal: FalServer) -> None:
    own = {"image_size": "custom", "image_size.width": 320, "image_size.height": 192}
    at = await wired(koda, PICTURES, prompt="a fox", num_images=2, **own)
    (step,) = (await run(koda, at)).steps
    assert step.state == StepState.DONE, step.failure
    assert len(flatten(step.outputs["images"])) == 2
    assert fal.ledger()[0]["body"]["image_size"] == {"width": 320, "height": 192}
    assert "sync_mode" not in fal.ledger()[0]["body"]


async def test_lists_of_objects_are_passed_on_as_json(koda: Services, fal: FalServer) -> None:
    lines = [{"text": "Hello", "voice": "Aria"}, {"text": "Hi", "voice": "Roger"}]
    at = await wired(koda, DIALOGUE, inputs=lines)
    (step,) = (await run(koda, at)).steps
    assert step.state == StepState.DONE, step.failure
    assert fal.ledger()[0]["body"]["inputs"] == lines


async def test_what_is_missing_is_named_before_anything_is_sent(
    koda: Services, fal: FalServer
) -> None:
    at = await wired(koda, FILM)
    with pytest.raises(HasProblems) as refused:
        await run(koda, at)
    problems: Any = refused.value.fields["problems"]
    places = {(one["code"], one["input"] or one["parameter"]) for one in problems}
    assert places == {("missing_input", "image_url"), ("missing_input", "prompt")}
    assert fal.ledger() == []


async def test_a_value_that_the_endpoint_does_not_take_is_named(koda: Services) -> None:
    at = await wired(koda, FILM, "image_url", prompt="x", duration="7")
    with pytest.raises(HasProblems) as refused:
        await run(koda, at)
    (problem,) = refused.value.fields["problems"]  # type: ignore[misc]
    assert (problem["code"], problem["parameter"]) == ("parameter_invalid", "duration")


async def test_what_fal_refuses_names_the_field_as_the_node_shows_it(koda: Services) -> None:
    at = await wired(koda, DIALOGUE, inputs=[{"text": 5, "voice": "Aria"}])
    (step,) = (await run(koda, at)).steps
    assert step.state == StepState.FAILED
    assert step.failure is not None
    assert "“Inputs”" in step.failure.message
    assert step.failure.fields["parameter"] == "inputs"
    assert step.cost == 0


async def test_words_that_flow_in_come_before_those_on_the_node(
    koda: Services, fal: FalServer
) -> None:
    await koda.endpoints.add(PICTURES)
    nodes = [node("t", "text", content="a fox"), node("n", f"fal:{PICTURES}", prompt="at night")]
    await run(koda, await canvas_of(koda, nodes, [edge("t", "prompt")]))
    assert fal.ledger()[0]["body"]["prompt"] == "a fox\n\nat night"


async def test_a_process_that_has_not_heard_of_an_endpoint_looks_it_up(
    tmp_path: Path, fal: FalServer
) -> None:
    settings = settings_of(tmp_path, fal)
    async with (
        open_services(settings, work=False) as first,
        open_services(settings) as second,
    ):
        at = await wired(first, WORDS, "image_url")
        assert f"fal:{WORDS}" not in second.kinds
        (step,) = (await run(second, at)).steps
        assert step.state == StepState.DONE, step.failure
        await second.endpoints.learn([f"fal:{WORDS}"])
        assert f"fal:{WORDS}" in second.kinds


async def test_a_price_that_nobody_knows_yet_is_said_to_be_unknown(koda: Services) -> None:
    await koda.endpoints.add(SPEECH)
    nodes = [node("t", "text", content="Hello"), node("n", f"fal:{SPEECH}", text="Hi")]
    alone = await canvas_of(koda, nodes, [])
    request = RunRequest(key="", mode=RunMode.NODE, targets=(NodeId("n"),))
    known = await koda.runs.preview(alone, request)
    assert (known.price, known.unpriced) == (60, 0)  # $0.03 for 1,000 characters, two of them

    def wire(canvas: Canvas) -> Canvas:
        one = edge("t", "text")
        return canvas.model_copy(update={"edges": {one.id: one}})

    await koda.canvases.change(alone, wire)
    wired = await koda.runs.preview(alone, request)
    assert (wired.price, wired.unpriced) == (0, 1)
