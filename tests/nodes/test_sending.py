"""What reaches a model from a canvas: named files, and what each of them is for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from koda.assets.library import Source
from koda.core.canvas import Canvas, Node
from koda.core.ids import EdgeId, NodeId
from koda.core.run import Run, RunMode
from koda.runs.request import RunRequest
from tests.runs.studio import CANVAS, Studio, image, open_studio, png, step_of, text


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path) as opened:
        yield opened


async def picture(studio: Studio, color: str) -> str:
    return (await studio.library.take_bytes(png(color), Source())).id


def named(node: Node, name: str) -> Node:
    return node.model_copy(update={"name": name})


def media(node: str, asset: str, name: str = "") -> Node:
    parameters: dict[str, Any] = {"asset": asset, "type": "image"}
    return Node(id=NodeId(node), kind="media", name=name, parameters=parameters)


async def use(studio: Studio, edge: str, what: str) -> None:
    """Say what a wire's picture is for."""

    def change(canvas: Canvas) -> Canvas:
        edges = dict(canvas.edges)
        edges[EdgeId(edge)] = edges[EdgeId(edge)].model_copy(update={"use": what})
        return canvas.model_copy(update={"edges": edges})

    await studio.canvases.change(CANVAS, change)


async def sent(studio: Studio, run: Run, node: str = "i") -> tuple[str, list[str], list[str]]:
    """Give the prompt, the assets and their roles as the result's recipe keeps them."""
    assert run.state == "done", step_of(run, node).failure
    (made, *_) = step_of(run, node).outputs["output"].items
    recipe = (await studio.library.get(made.asset)).recipe
    assert recipe is not None
    return recipe.prompt or "", list(recipe.inputs), list(recipe.roles)


async def test_a_mention_is_sent_as_the_number_of_its_picture(studio: Studio) -> None:
    wood, hero = await picture(studio, "green"), await picture(studio, "red")
    nodes = [media("w", wood, "Wood"), media("h", hero, "Red Hero")]
    await studio.put(
        *nodes, image("i", prompt="@red-hero in @wood"), wires="w>i.reference, h>i.reference"
    )
    prompt, assets, _ = await sent(studio, await studio.run("one"))
    assert prompt == "image 2 in image 1"
    assert assets == [wood, hero]


async def test_a_made_picture_is_mentioned_by_its_node(studio: Studio) -> None:
    first = named(image("a", prompt="a fox", image_count=2), "Fox")
    await studio.put(first, image("i", prompt="@fox asleep"), wires="a>i.reference")
    prompt, assets, _ = await sent(studio, await studio.run("one"))
    assert prompt == "image 1 and image 2 asleep"
    assert len(assets) == 2


async def test_a_mentioned_text_stands_where_it_is_mentioned(studio: Studio) -> None:
    words = named(text("t", "a red fox"), "Animal")
    await studio.put(words, image("i", prompt="portrait of @animal at dawn"), wires="t>i.text")
    prompt, _, _ = await sent(studio, await studio.run("one"))
    assert prompt == "portrait of a red fox at dawn"


async def test_what_a_reference_is_for_is_said_in_the_prompt(studio: Studio) -> None:
    nodes = [media("a", await picture(studio, "red")), media("b", await picture(studio, "blue"))]
    await studio.put(*nodes, image("i", prompt="a cup"), wires="a>i.reference, b>i.reference")
    await use(studio, "e1", "style")
    prompt, _, _ = await sent(studio, await studio.run("one"))
    assert prompt == "a cup\n\nImage 2 is the style reference: take the look, not the content."


async def test_a_character_is_really_sent_after_the_references(studio: Studio) -> None:
    wood, mara = await picture(studio, "green"), await picture(studio, "red")
    node = image("i", prompt="@mara in a wood", character=[mara], character_name="Mara")
    await studio.put(media("w", wood), node, wires="w>i.reference")
    prompt, assets, roles = await sent(studio, await studio.run("one"))
    assert prompt == (
        "image 2 in a wood\n\nImage 2 shows Mara: keep the same face, build and clothes."
    )
    assert (assets, roles) == ([wood, mara], ["reference", "reference"])


async def test_a_wired_character_takes_the_name_of_its_node(studio: Studio) -> None:
    mara = media("m", await picture(studio, "red"), "Mara")
    await studio.put(mara, image("i", prompt="a portrait"), wires="m>i.character")
    prompt, _, _ = await sent(studio, await studio.run("one"))
    assert "Image 1 shows Mara" in prompt


async def test_a_character_preset_is_words(studio: Studio) -> None:
    await studio.put(image("i", prompt="reading", character_preset="eleanor", own_style="in ink"))
    prompt, _, _ = await sent(studio, await studio.run("one"))
    assert prompt.startswith("an old woman")
    assert prompt.endswith("in ink, reading")


@pytest.mark.rule("R10")
async def test_renaming_is_another_run_only_where_the_name_is_mentioned(studio: Studio) -> None:
    asset = await picture(studio, "red")

    async def cached(key: str, name: str, prompt: str) -> bool:
        await studio.put(media("m", asset, name), image("i", prompt=prompt), wires="m>i.reference")
        return step_of(await studio.run(key), "i").cached

    assert not await cached("1", "Hero", "a cup")
    assert await cached("2", "Villain", "a cup")
    assert not await cached("3", "Hero", "a cup for @hero")
    assert await cached("4", "hero", "a cup for @hero")
    assert not await cached("5", "Villain", "a cup for @hero")


@pytest.mark.rule("R10")
async def test_what_a_picture_is_for_is_part_of_the_key(studio: Studio) -> None:
    await studio.put(
        media("m", await picture(studio, "red")), image("i", prompt="a cup"), wires="m>i.reference"
    )
    await studio.run("one")
    await use(studio, "e0", "style")
    assert not step_of(await studio.run("two"), "i").cached
    await use(studio, "e0", "")
    assert step_of(await studio.run("three"), "i").cached


@pytest.mark.rule("R10")
async def test_the_same_character_twice_uploaded_is_the_same(studio: Studio) -> None:
    one = await picture(studio, "red")
    two = (await studio.library.take_bytes(png("red"), Source(id="ast_other"))).id
    assert one != two
    await studio.put(image("i", prompt="a cup", character=[one]))
    await studio.run("one")
    await studio.put(image("i", prompt="a cup", character=[two]))
    assert step_of(await studio.run("two"), "i").cached


async def test_an_unknown_mention_warns_and_runs_as_written(studio: Studio) -> None:
    await studio.put(image("i", prompt="a poster for @nobody"))
    request = RunRequest(key="", mode=RunMode.ALL, targets=(), fresh=frozenset(), ceiling=None)
    (problem,) = (await studio.runs.preview(CANVAS, request)).problems
    assert (problem.code, problem.severity) == ("mention_unknown", "warning")
    assert (problem.node, problem.parameter) == ("i", "prompt")
    assert "“@nobody”" in problem.message
    prompt, _, _ = await sent(studio, await studio.run("one"))
    assert prompt == "a poster for @nobody"


async def test_a_character_that_is_gone_says_so(studio: Studio) -> None:
    await studio.put(image("i", prompt="a cup", character=["ast_gone"]), image("j", prompt="a"))
    run = await studio.run("one")
    assert step_of(run, "i").failure.code == "asset_missing"


async def test_a_model_without_references_refuses_a_character(studio: Studio) -> None:
    node = image("i", prompt="a", model="flux-schnell", character=[await picture(studio, "red")])
    await studio.put(node, image("j", prompt="a"))
    request = RunRequest(key="", mode=RunMode.ALL, targets=(), fresh=frozenset(), ceiling=None)
    problems = (await studio.runs.preview(CANVAS, request)).problems
    (problem,) = [one for one in problems if one.code == "input_not_taken"]
    assert problem.input == "character"
    assert "Character" in problem.message
