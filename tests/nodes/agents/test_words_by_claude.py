"""The prompt enhancer and product shots by Claude, against the stand-in for Anthropic."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from koda.providers.text_account import TextAccount
from koda.providers.text_models import TextModels
from koda.providers.text_pydantic_ai import PydanticAiText
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.nodes.agents.listening import small_picture
from tests.nodes.workbench import media, tool
from tests.runs.studio import Studio, open_studio, step_of

LAMP: dict[str, Any] = {"product_name": "Brass Lamp", "shot_count": 6}


@pytest.fixture
def server() -> Iterator[AnthropicServer]:
    with running_anthropic() as one:
        yield one


@pytest.fixture
async def studio(tmp_path: Path, server: AnthropicServer) -> AsyncIterator[Studio]:
    account = TextAccount("anthropic", "a-key", server.base, "ANTHROPIC_BASE_URL", stall=10)
    writer = PydanticAiText(account)
    models = TextModels({}, {"google": "no key.", "openai": "no key."})
    async with open_studio(tmp_path, writers={"anthropic": writer}, text_models=models) as one:
        yield one
    await writer.close()


async def step_by(studio: Studio, kind: str, key: str = "k", **parameters: Any) -> Any:
    await studio.put(tool("n", kind, **parameters))
    return step_of(await studio.run(key), "n")


@pytest.mark.parametrize("medium", ["image", "video", "music", "speech"])
async def test_a_prompt_is_improved_for_its_medium(studio: Studio, medium: str) -> None:
    step = await step_by(studio, "prompt-enhancer", prompt="A red fox", medium=medium)
    assert step.state == "done", step.failure
    assert step.outputs["output"].text.startswith("A red fox")
    assert step.model.startswith("anthropic/")
    assert step.cost > 0


async def test_shots_are_planned_with_the_picture_seen(
    studio: Studio, server: AnthropicServer, tmp_path: Path
) -> None:
    picture = await media(studio, "m", small_picture(tmp_path, "lamp"))
    await studio.put(picture, tool("n", "product-shot", **LAMP), wires="m>n.product")
    step = step_of(await studio.run("k"), "n")
    assert step.state == "done", step.failure
    plan = step.outputs["shots"].json_
    assert [one["number"] for one in plan["shots"]] == [1, 2, 3, 4, 5, 6]
    assert len({one["angle"] for one in plan["shots"]}) == 6
    assert all("Brass Lamp" in one.text for one in step.outputs["prompts"].items)
    assert len(server.ledger()) == 1


async def test_a_message_changes_a_plan(studio: Studio) -> None:
    first = (await step_by(studio, "product-shot", **LAMP)).outputs["shots"].json_
    talk = [{"id": "t1", "text": "make it darker", "draft": first}]
    step = await step_by(studio, "product-shot", "second", **LAMP, talk=talk)
    plan = step.outputs["shots"].json_
    assert plan["reply_to"] == "t1"
    assert "darker" in plan["shots"][0]["prompt"]
    assert plan["shots"][1:] == first["shots"][1:]


@pytest.mark.parametrize("fault", ["wrong_json", "wrong_shape"])
async def test_a_plan_that_does_not_fit_is_mended(
    studio: Studio, server: AnthropicServer, fault: str
) -> None:
    server.fault(fault)
    step = await step_by(studio, "product-shot", **LAMP)
    assert step.state == "done", step.failure
    assert len(step.outputs["prompts"].items) == 6
    assert len(server.ledger()) == 2


async def test_a_slot_that_is_left_out_is_asked_for_again(
    studio: Studio, server: AnthropicServer
) -> None:
    server.rule({"text": "A fox."}, when={"system": ["improve prompts"]}, times=1)
    server.rule({"text": "A {color} fox."}, when={"user": ["It leaves out {color}"]})
    step = await step_by(studio, "prompt-enhancer", prompt="{color} fox")
    assert step.state == "done", step.failure
    assert step.outputs["output"].text == "A {color} fox."


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [("prompt-enhancer", {"prompt": "A red fox"}), ("product-shot", LAMP)],
)
@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        ("refusal", "provider.content_policy", "declined"),
        ("max_tokens", "answer.unusable", "longer than its ceiling"),
        ("no_credit", "provider.refused", "credit"),
        ("unauthorized", "provider.auth", ""),
        ("model_gone", "model.gone", ""),
    ],
)
async def test_what_stops_it_is_said_with_a_way_out(
    studio: Studio, server: AnthropicServer, kind: str, parameters: Any, fault: str, code: str,
    words: str,
) -> None:  # fmt: skip
    server.fault(fault, count=3)
    step = await step_by(studio, kind, **parameters)
    assert step.state == "failed"
    assert step.failure.code == code
    assert words in step.failure.message
    assert step.failure.remedy
    server.forget_faults()
    again = await step_by(studio, kind, "again", **parameters)
    assert again.state == "done"


@pytest.mark.parametrize("fault", ["drop_stream", "error_event"])
async def test_a_stream_that_breaks_is_gone_on_with(
    studio: Studio, server: AnthropicServer, fault: str
) -> None:
    whole = await step_by(studio, "prompt-enhancer", "whole", prompt="A red fox")
    server.fault(fault, characters=40)
    step = await step_by(studio, "prompt-enhancer", "broken", prompt="A red fox at dawn")
    assert step.state == "done", step.failure
    expected = whole.outputs["output"].text.replace("A red fox", "A red fox at dawn")
    assert step.outputs["output"].text == expected
