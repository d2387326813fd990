"""Texts, lists and numbers flow, fill slots and are chosen from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.core.errors import HasProblems
from koda.core.run import RunMode, WhyRan
from koda.nodes.template import assign, fill, slots_of, written_values
from tests.nodes.workbench import assets, media, picture, run_twice, tool, words
from tests.runs.studio import Studio, open_studio, step_of, text


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path) as opened:
        yield opened


def template(words: str, values: str = "") -> Any:
    return tool("t", "text-template", template=words, values=values)


async def test_slots_are_filled_in_order(studio: Studio) -> None:
    await studio.put(
        text("a", "red"), text("b", "fox"), template("A {color} {animal}"), wires="a>t, b>t"
    )
    assert words(await run_twice(studio), "t") == ["A red fox"]


async def test_slots_are_filled_by_name(studio: Studio) -> None:
    await studio.put(
        text("a", "animal = fox"),
        text("b", "red"),
        template("A {Color} {animal}, so {color}"),
        wires="a>t, b>t",
    )
    assert words(await run_twice(studio), "t") == ["A red fox, so red"]


async def test_a_node_fills_the_slot_that_is_called_like_it(studio: Studio) -> None:
    fox = text("a", "fox").model_copy(update={"name": "animal"})
    await studio.put(fox, text("b", "red"), template("A {color} {animal}"), wires="a>t, b>t")
    assert words(await run_twice(studio), "t") == ["A red fox"]


async def test_what_is_written_on_the_node_fills_what_is_left(studio: Studio) -> None:
    await studio.put(
        text("a", "red"), template("A {animal} in {color}", "animal = fox\n"), wires="a>t"
    )
    assert words(await run_twice(studio), "t") == ["A fox in red"]


async def test_a_list_and_a_number_fill_slots_too(studio: Studio) -> None:
    await studio.put(
        tool("l", "list", items="fox\n\n  owl \n"),
        tool("n", "number", value=2.5),
        template("{a}, {b}, {c}"),
        wires="l>t, n>t",
    )
    assert words(await run_twice(studio), "t") == ["fox, owl, 2.5"]


async def test_a_number_has_its_default_before_anything_is_set(studio: Studio) -> None:
    await studio.put(tool("n", "number"), template("{n} of them"), wires="n>t")
    assert words(await run_twice(studio), "t") == ["1 of them"]


@pytest.mark.parametrize("value", ["three", True, None, [1]])
async def test_what_is_no_number_gives_nothing(studio: Studio, value: object) -> None:
    await studio.put(tool("n", "number", value=value), template("{n}"), wires="n>t")
    with pytest.raises(HasProblems):
        await studio.run("k")


async def test_a_changed_number_is_a_change_of_what_it_flows_into(studio: Studio) -> None:
    await studio.put(tool("n", "number", value=1), template("{n}"), wires="n>t")
    await studio.run("1")
    await studio.put(tool("n", "number", value=2), template("{n}"), wires="n>t")
    run = await studio.run("2")
    assert step_of(run, "t").why == WhyRan.CHANGED
    assert words(run, "t") == ["2"]


async def test_a_slot_that_nothing_can_fill_is_named_before_the_run(studio: Studio) -> None:
    await studio.put(template("A {color} {animal}", "color = red"))
    with pytest.raises(HasProblems) as caught:
        await studio.run("k")
    (problem,) = caught.value.fields["problems"]  # type: ignore[misc]
    assert problem["code"] == "missing_input"
    assert "{animal}" in problem["message"]
    assert "{color}" not in problem["message"]


async def test_a_slot_that_nothing_came_for_is_named(studio: Studio) -> None:
    await studio.put(text("a", "red"), template("A {color} {animal}"), wires="a>t")
    failure = step_of(await studio.run("k"), "t").failure
    assert failure.message == "Nothing goes into {animal}."
    assert failure.remedy


async def test_a_template_without_slots_or_words(studio: Studio) -> None:
    await studio.put(template('{"a": 1} {{not}} { } {1}'))
    assert words(await run_twice(studio), "t") == ['{"a": 1} {not} { } {1}']
    await studio.put(template("  "))
    with pytest.raises(HasProblems):
        await studio.run("empty")


def test_values_are_never_filled_again() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "{a}"}) == "{b} {a}"


def test_more_texts_than_slots_are_left_out() -> None:
    assert assign(["a"], [("", "1"), ("", "2")], {}) == {"a": "1"}


def test_only_lines_with_a_name_are_values() -> None:
    assert written_values("a = 1\nnonsense\n=2\n B b =x=y\n") == {"a": "1", "b b": "x=y"}


@given(st.text(max_size=200), st.text(max_size=40))
def test_any_template_is_read_and_every_slot_can_be_filled(words: str, value: str) -> None:
    slots = slots_of(words)
    filled = fill(words, dict.fromkeys(slots, value))
    assert not slots or value in filled


def pick(kind: str = "text", **parameters: object) -> Any:
    return tool("c", "choice", type=kind, **parameters)


@pytest.mark.parametrize(
    ("parameters", "chosen"),
    [
        ({}, "one"),
        ({"pick": "last"}, "three"),
        ({"pick": "number", "number": 2}, "two"),
    ],
)
async def test_one_of_the_values_goes_on(
    studio: Studio, parameters: dict[str, object], chosen: str
) -> None:
    await studio.put(
        tool("l", "list", items="one\ntwo"),
        text("x", "three"),
        pick(**parameters),
        wires="l>c.option, x>c.option",
    )
    assert words(await run_twice(studio), "c") == [chosen]


async def test_a_connected_number_chooses(studio: Studio) -> None:
    await studio.put(
        tool("l", "list", items="one\ntwo"),
        tool("n", "number", value=2),
        pick(),
        wires="l>c.option, n>c.which",
    )
    assert words(await run_twice(studio), "c") == ["two"]


@pytest.mark.parametrize("number", [0, 3, 1.5, -1])
async def test_a_number_that_is_none_of_them_fails_with_the_numbers_that_are(
    studio: Studio, number: float
) -> None:
    await studio.put(
        tool("l", "list", items="one\ntwo"),
        tool("n", "number", value=number),
        pick(),
        wires="l>c.option, n>c.which",
    )
    failure = step_of(await studio.run("k"), "c").failure
    assert "from 1 to 2" in failure.remedy


async def test_values_of_other_types_are_passed_over(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        text("x", "a text"),
        await media(studio, "m", picture(tmp_path / "a.png")),
        pick("image"),
        tool("t", "resize", side=20),
        wires="x>c.option, m>c.option, c>t",
    )
    (made,) = await assets(studio, await run_twice(studio), "t")
    assert (made.width, made.height) == (20, 10)


async def test_nothing_of_the_type_is_said(studio: Studio) -> None:
    await studio.put(text("x", "a text"), pick("video"), wires="x>c.option")
    failure = step_of(await studio.run("k"), "c").failure
    assert "“Film”" in failure.message


async def test_a_number_can_go_on_as_a_number(studio: Studio) -> None:
    await studio.put(
        tool("n", "number", value=4), pick("number"), template("{x}"), wires="n>c.option, c>t"
    )
    assert words(await run_twice(studio), "t") == ["4"]


async def test_what_a_choice_gives_must_fit(studio: Studio, tmp_path: Path) -> None:
    await studio.put(
        await media(studio, "m", picture(tmp_path / "a.png")),
        pick("image"),
        template("{x}"),
        wires="m>c.option, c>t",
    )
    with pytest.raises(HasProblems) as caught:
        await studio.run("k", RunMode.NODE, "t")
    codes = [one["code"] for one in caught.value.fields["problems"]]  # type: ignore[union-attr]
    assert "type_mismatch" in codes
