"""A node that runs once for each item: pairs, prices, caches, failures, questions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.core.canvas import Node
from koda.core.each import MOST_ITEMS, Each, Pairing
from koda.core.errors import Invalid, OverCeiling
from koda.core.ids import NodeId
from koda.core.run import Run, RunMode, RunState, StepState
from koda.core.values import ListValue, MediaValue, TextValue
from koda.providers.offline import OfflineProvider
from koda.runs.request import RunRequest
from tests.runs.studio import CANVAS, Studio, image, open_studio, step_of, text, word


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path) as opened:
        yield opened


def each(name: str, act: str = "join", pairing: str = "zip") -> Node:
    """A test node that runs once for each of its words."""
    return Node(
        id=NodeId(name),
        kind="word",
        parameters={
            "word": name,
            "act": act,
            "each": {"inputs": ["words"], "pairing": pairing},
        },
    )


def words_of(run: Run, node: str) -> list[str]:
    value = step_of(run, node).outputs["output"]
    assert isinstance(value, ListValue)
    return [one.text for one in value.items if isinstance(one, TextValue)]


@pytest.mark.rule("R14")
async def test_each_item_is_run_alone_and_the_results_are_a_list_in_order(studio: Studio) -> None:
    await studio.put(
        text("x", "one"), text("y", "two"), each("a"), word("b"), wires="x>a, y>a, a>b"
    )
    run = await studio.run("1")
    assert words_of(run, "a") == ["one a", "two a"]
    assert step_of(run, "b").outputs["output"] == TextValue(text="one a two a b")


@pytest.mark.rule("R14")
async def test_an_item_is_known_from_a_node_that_ran_alone_and_the_other_way(
    studio: Studio,
) -> None:
    await studio.put(text("x", "one"), word("a"), wires="x>a")
    await studio.run("1")
    await studio.put(text("x", "one"), text("y", "two"), each("a"), wires="x>a, y>a")
    await studio.run("2")
    assert studio.calls.entered == ["a", "a"]
    await studio.put(text("y", "two"), word("a"), wires="y>a")
    assert (await studio.run("3")).cached == 1


@pytest.mark.rule("R14")
async def test_equal_items_are_run_once(studio: Studio) -> None:
    await studio.put(text("x", "one"), text("y", "one"), each("a"), wires="x>a, y>a")
    assert words_of(await studio.run("1"), "a") == ["one a", "one a"]
    assert studio.calls.entered == ["a"]


@pytest.mark.rule("R14")
async def test_only_the_items_that_failed_run_again(studio: Studio) -> None:
    await studio.put(text("x", "good"), text("y", "bad"), each("a", "picky"), wires="x>a, y>a")
    run = await studio.run("1")
    failure = step_of(run, "a").failure
    assert failure.message == "1 of 2 failed. Number 2: It does not like “bad”."
    assert "Say something else." in failure.remedy
    again = await studio.runs.wait((await studio.runs.retry(run.id, "2")).id)
    assert again.state == RunState.FAILED
    assert len(studio.calls.entered) == 3  # good, bad; bad again


@pytest.mark.rule("R14")
async def test_asked_again_runs_every_item(studio: Studio) -> None:
    await studio.put(text("x", "one"), text("y", "two"), each("a", "seed"), wires="x>a, y>a")
    first = words_of(await studio.run("1"), "a")
    second = words_of(await studio.run("2", RunMode.ALL, fresh=("a",)), "a")
    assert len(studio.calls.entered) == 4
    assert first != second


@pytest.mark.rule("R14")
async def test_each_item_may_ask_and_what_is_done_is_not_done_again(studio: Studio) -> None:
    await studio.put(text("x", "one"), text("y", "two"), each("a", "ask"), wires="x>a, y>a")
    run = await studio.start("1")
    for _ in range(2):
        found = await studio.until(run, "a", StepState.ASKING)
        step = step_of(found, "a")
        await studio.runs.answer(run.id, step.id, step.question.name, "left")
    ended = await studio.runs.wait(run.id)
    assert words_of(ended, "a") == ["left", "left"]


@pytest.mark.rule("R14")
async def test_pictures_of_a_list_of_prompts_are_bought_one_by_one(studio: Studio) -> None:
    parameters = {"each": {"inputs": ["text"]}, "prompt": "in the snow", "seed": 3}
    await studio.put(
        text("x", "a fox"), text("y", "an owl"), image("p", **parameters), wires="x>p, y>p"
    )
    value = step_of(await studio.run("1"), "p").outputs["output"]
    records = await studio.library.find_many(
        [one.asset for one in value.items if isinstance(one, MediaValue)]
    )
    prompts = [records[one.asset].recipe.prompt for one in value.items]
    assert prompts == ["a fox, in the snow", "an owl, in the snow"]


@pytest.mark.rule("R14")
async def test_lists_that_cannot_be_paired_say_so(studio: Studio) -> None:
    with pytest.raises(Invalid, match="A list of 2 and one of 3"):
        Each(inputs=("a", "b")).split({"a": [1, 2], "b": [1, 2, 3]})


@pytest.mark.parametrize(
    ("pairing", "a", "b", "expected"),
    [
        ("zip", [1, 2], [3, 4], [(1, 3), (2, 4)]),
        ("zip", [1, 2], [3], [(1, 3), (2, 3)]),
        ("cross", [1, 2], [3, 4], [(1, 3), (1, 4), (2, 3), (2, 4)]),
        ("cross", [], [3, 4], [(None, 3), (None, 4)]),
        ("zip", [], [], [(None, None)]),
    ],
)
def test_items_are_paired_as_asked(
    pairing: str, a: list[int], b: list[int], expected: list[tuple[int | None, int | None]]
) -> None:
    found = Each(inputs=("a", "b"), pairing=Pairing(pairing)).split({"a": a, "b": b})
    assert [(next(iter(one["a"]), None), next(iter(one["b"]), None)) for one in found] == expected


def test_what_is_not_named_goes_into_every_run() -> None:
    found = Each(inputs=("a",)).split({"a": [1, 2], "style": [7, 8]})
    assert [one["style"] for one in found] == [[7, 8], [7, 8]]


def test_too_many_runs_are_refused() -> None:
    many = list(range(MOST_ITEMS))
    with pytest.raises(Invalid, match="are the most"):
        Each(inputs=("a", "b"), pairing=Pairing.CROSS).split({"a": many, "b": [1, 2]})


@pytest.mark.rule("R14")
async def test_the_price_is_that_of_all_items(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False, providers={"fal": OfflineProvider()}) as studio:
        parameters = {"each": {"inputs": ["text"]}, "model": "nanobanana-pro"}
        await studio.put(
            text("x", "a fox"), text("y", "an owl"), image("p", **parameters), wires="x>p, y>p"
        )
        preview = await studio.runs.preview(CANVAS, RunRequest(key="k", mode=RunMode.ALL))
        assert preview.price == 2 * 150_000


async def test_a_price_that_nobody_has_said_is_told_and_not_counted(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False, providers={"fal": OfflineProvider()}) as studio:
        await studio.put(
            image("a", prompt="x", model="z-image-turbo"),
            image("b", prompt="x", model="nanobanana-pro"),
        )
        preview = await studio.runs.preview(CANVAS, RunRequest(key="k", mode=RunMode.ALL))
        assert (preview.price, preview.unpriced) == (150_000, 1)
        assert [step.unpriced for step in preview.steps] == [True, False]
        with pytest.raises(OverCeiling, match="no ceiling can be kept"):
            await studio.start("1", ceiling=10_000_000)
