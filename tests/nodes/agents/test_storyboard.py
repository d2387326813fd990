"""The storyboard node: what it asks, what it gives, and what stops it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from koda.core.canvas import Node
from koda.core.run import RunState
from koda.nodes.agents.storyboard import shortened, storyboard
from koda.nodes.agents.storyboard_brief import StoryboardParameters
from koda.providers.text_models import TextModels
from koda.runs.kind import Arriving
from tests.nodes.agents.listening import (
    SEEING,
    Listener,
    blocks,
    board_in,
    seeing_models,
    small_picture,
    storyboard_run,
)
from tests.nodes.workbench import media, tool
from tests.runs.studio import Studio, open_studio

BRIEF: dict[str, Any] = {"product": "A red enamel mug", "concept": "It falls. It is caught."}


@pytest.fixture
def model() -> Listener:
    return Listener()


@pytest.fixture
async def seeing(tmp_path: Path, model: Listener) -> AsyncIterator[Studio]:
    writers = {"anthropic": model}
    async with open_studio(tmp_path, writers=writers, text_models=seeing_models()) as studio:
        yield studio


@pytest.fixture
async def keyless(tmp_path: Path, model: Listener) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path, writers={"offline": model}) as studio:
        yield studio


def answer(count: int = 4, **fields: Any) -> str:
    scenes = [
        {"title": f"T{n}", "prompt": f"Picture {n}", "transition": f"over {n}", **fields}
        for n in range(1, count + 1)
    ]
    return json.dumps({"identities": [], "scenes": scenes, "summary": "A mug falls."})


def named(node: Node, name: str) -> Node:
    return node.model_copy(update={"name": name})


async def test_a_brief_becomes_a_board_prompts_and_a_summary(keyless: Studio) -> None:
    run, step = await storyboard_run(keyless, **BRIEF, scene_count=6, mode="single-shot")
    board = board_in(step)
    assert run.state == RunState.DONE
    assert [one["number"] for one in board["scenes"]] == [1, 2, 3, 4, 5, 6]
    assert board["written_by"] == "offline/rules"
    assert (board["mode"], board["product"], board["reply_to"]) == (
        "single-shot",
        BRIEF["product"],
        "",
    )
    prompts = [one.text for one in step.outputs["prompts"].items]
    assert prompts == [one["prompt"] for one in board["scenes"]]
    assert step.outputs["summary"].text == board["summary"]


async def test_the_same_brief_is_written_once(keyless: Studio, model: Listener) -> None:
    await storyboard_run(keyless, **BRIEF)
    run, step = await storyboard_run(keyless, **BRIEF, key="again")
    assert run.cached == 1
    assert len(model.asked) == 1
    assert len(board_in(step)["scenes"]) == 4


async def test_a_model_that_sees_gets_the_pictures_with_their_names_and_roles(
    seeing: Studio, model: Listener, tmp_path: Path
) -> None:
    mug = named(await media(seeing, "m", small_picture(tmp_path, "mug")), "Red mug")
    place = named(await media(seeing, "p", small_picture(tmp_path, "place", "blue")), "Red mug")
    model.answers = [
        json.dumps(
            {
                "identities": [{"reference": "r1", "identity": "a red mug with a chip"}],
                "scenes": [{"prompt": "P", "references": ["r2"]}] * 4,
                "summary": "S",
            }
        )
    ]
    _, step = await storyboard_run(seeing, mug, place, wires="m>s, p>s", **BRIEF)
    (request,) = model.asked
    (message,) = request.messages
    assert [one.role for one in message.files] == ["reference", "reference"]
    captions = [blocks(one)[0][1] for one in message.captions]
    assert captions[0] == {"key": "r1", "label": "Red mug", "role": "subject"}
    assert captions[1]["label"] == "Red mug 2"
    board = board_in(step)
    assert board["identities"][0]["identity"] == "a red mug with a chip"
    assert board["identities"][0]["reference"] == mug.parameters["asset"]
    assert board["scenes"][0]["references"] == ["Red mug 2"]
    assert board["written_by"] == SEEING
    assert (request.reasoning_tokens, request.model) == (4_000, SEEING)


async def test_a_model_that_cannot_see_is_told_of_them(
    keyless: Studio, model: Listener, tmp_path: Path
) -> None:
    mug = named(await media(keyless, "m", small_picture(tmp_path, "mug")), "Red mug")
    _, step = await storyboard_run(keyless, mug, wires="m>s", concept="It falls.")
    (message,) = model.asked[0].messages
    assert (message.files, message.captions) == ((), ())
    wishes = dict(blocks(message.text))["wishes"]
    assert wishes["references"] == [{"key": "r1", "label": "Red mug", "role": "subject"}]
    assert board_in(step)["scenes"][0]["references"] == ["Red mug"]


async def test_a_picture_that_the_node_holds_is_a_reference_too(
    keyless: Studio, model: Listener, tmp_path: Path
) -> None:
    held = await media(keyless, "m", small_picture(tmp_path, "mug"))
    await storyboard_run(keyless, reference=[held.parameters["asset"]])
    assert model.asked[0].facts["references"] == [
        {"key": "r1", "label": "Reference 1", "role": "subject"}
    ]


async def test_a_message_changes_the_draft_and_the_rest_stays(
    seeing: Studio, model: Listener
) -> None:
    model.answers = [answer()]
    _, first = await storyboard_run(seeing, **BRIEF)
    draft = board_in(first)
    kept = [{"keep": n, "title": f"T{n}"} for n in (1, 2, 4)]
    new = {"keep": 0, "title": "New", "prompt": "A dog catches it", "transition": "it runs"}
    model.answers = [json.dumps({"scenes": [*kept[:2], new, kept[2]], "summary": "A dog."})]
    talk = [{"id": "t1", "text": "earlier"}, {"id": "t2", "text": "scene 3: a dog", "draft": draft}]
    _, step = await storyboard_run(seeing, key="two", **BRIEF, talk=talk)
    board = board_in(step)
    assert board["reply_to"] == "t2"
    assert [one["prompt"] for one in board["scenes"]] == [
        "Picture 1",
        "Picture 2",
        "A dog catches it",
        "Picture 4",
    ]
    for place in (0, 1, 3):
        assert board["scenes"][place] == draft["scenes"][place]
    wishes = dict(blocks(model.asked[1].messages[0].text))["wishes"]
    assert (wishes["wish"], wishes["earlier_wishes"]) == ("scene 3: a dog", ["earlier"])
    assert [one["prompt"] for one in wishes["draft"]["scenes"]][3] == "Picture 4"
    assert "scene_count" not in wishes
    assert "next draft" in model.asked[1].messages[0].text


async def test_without_a_model_a_message_is_met_by_rules(keyless: Studio) -> None:
    _, first = await storyboard_run(keyless, **BRIEF)
    draft = board_in(first)
    talk = [{"id": "t", "text": "scene 2: closer", "draft": draft}]
    _, step = await storyboard_run(keyless, key="two", **BRIEF, talk=talk)
    board = board_in(step)
    same = [old == new for old, new in zip(draft["scenes"], board["scenes"], strict=True)]
    assert same == [True, False, True, True]


async def test_an_answer_that_does_not_fit_is_mended_once(seeing: Studio, model: Listener) -> None:
    model.answers = [answer(3), answer(4)]
    _, step = await storyboard_run(seeing, **BRIEF)
    assert len(board_in(step)["scenes"]) == 4
    assert "Exactly 4 scenes" in model.asked[1].messages[-1].text


async def test_an_answer_that_never_fits_fails_with_what_is_wrong(
    seeing: Studio, model: Listener
) -> None:
    model.answers = [answer(3), "no storyboard"]
    _, step = await storyboard_run(seeing, **BRIEF)
    assert step.failure.code == "answer.unusable"
    assert len(model.asked) == 2


@pytest.mark.parametrize(("family", "sure"), [("veo", "Veo"), ("kling", "Kling")])
async def test_the_video_family_brings_its_own_advice(
    keyless: Studio, model: Listener, family: str, sure: str
) -> None:
    await storyboard_run(keyless, **BRIEF, video_family=family)
    assert f"Writing for {sure}" in model.asked[0].system
    assert model.asked[0].system.count("# Writing for") == 1


async def test_a_concept_is_one_short_paragraph(seeing: Studio, model: Listener) -> None:
    model.answers = [f'"{"A mug waits. " * 60}"']
    _, step = await storyboard_run(seeing, product="A mug", making="concept", surroundings="A dog.")
    concept = step.outputs["summary"].text
    assert len(concept.split()) <= 80
    assert concept.startswith("A mug waits.")
    assert concept.endswith("waits.")
    (request,) = model.asked
    assert (request.role, request.schema) == ("concept", None)
    assert dict(blocks(request.messages[0].text))["wishes"]["surroundings"] == "A dog."


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  “One  line.” ", "One line."), ("", ""), ("word " * 100, ("word " * 80).strip() + "…")],
)
def test_a_concept_is_cut_where_it_hurts_least(text: str, expected: str) -> None:
    assert shortened(text) == expected


# What stops it


def forecast(count: int = 0, models: TextModels | None = None, **parameters: Any) -> Any:
    kind = storyboard(models or TextModels())
    assert kind.forecast is not None
    return kind.forecast(StoryboardParameters(**parameters), Arriving({"reference": count}))


@pytest.mark.parametrize(
    ("count", "parameters", "codes"),
    [
        (0, {}, ["missing_input"]),
        (0, {"product": " \n", "talk": [{"id": "a", "text": " "}]}, ["missing_input"]),
        (1, {}, []),
        (0, {"concept": "A dog."}, []),
        (0, {"talk": [{"id": "a", "text": "a dog"}]}, []),
        (9, {"product": "A mug"}, ["too_many_inputs"]),
    ],
)
def test_what_is_missing_or_too_much_is_said_before(
    count: int, parameters: dict[str, Any], codes: list[str]
) -> None:
    assert [one.code for one in forecast(count, **parameters).problems] == codes


def test_the_price_grows_with_the_scenes_and_rules_are_free() -> None:
    assert forecast(product="x").price == 0
    four = forecast(models=seeing_models(), product="x").price
    eight = forecast(models=seeing_models(), product="x", scene_count=8).price
    assert 0 < four < eight


def test_the_model_and_the_versions_of_its_prompts_are_part_of_what_is_known() -> None:
    assert forecast(product="x", video_family="veo").model_key == (
        "offline/rules#storyboard.v1#storyboard-veo.v1"
    )


async def test_a_list_that_brings_too_many_pictures_is_refused(
    keyless: Studio, tmp_path: Path
) -> None:

    pictures = [
        await media(keyless, f"m{n}", small_picture(tmp_path, f"p{n}", f"#0000{n:02x}"))
        for n in range(9)
    ]
    nodes = [tool("s", "storyboard", **BRIEF), tool("c", "crop"), *pictures]
    wires = ", ".join(["c>s", *(f"m{n}>c" for n in range(9))])
    await keyless.put(*nodes, wires=wires)
    run = await keyless.run("k")
    step = next(one for one in run.steps if one.node == "s")
    assert step.failure is not None
    assert "9 references" in step.failure.message


NO_DRAFTS: list[dict[str, Any]] = [
    {"scenes": []},
    {"scenes": [{"prompt": {"a": 1}}]},
    {"scenes": [{}], "identities": [{"label": 4}], "more": 1},
]


@pytest.mark.parametrize("draft", NO_DRAFTS)
async def test_a_draft_that_is_none_does_not_break_the_node(
    keyless: Studio, draft: dict[str, Any]
) -> None:
    talk = [{"id": "a", "text": "darker", "draft": draft}]
    _, step = await storyboard_run(keyless, **BRIEF, talk=talk)
    assert step.state == "done" or step.failure.code == "answer.unusable"
