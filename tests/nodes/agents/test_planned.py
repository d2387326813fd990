"""Whoever was planned writes: no other model, and no rules, under its name after a restart."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from koda.core.errors import NotConfigured
from koda.core.run import Run
from koda.core.usage import TextUsage
from koda.db.base import Statement
from koda.nodes.agents.planned import planned_model
from koda.providers.text import Begun, Said, TextPiece, TextRequest
from koda.providers.text_models import RULES, TextModels
from tests.media.films import film
from tests.nodes.agents.listening import SEEING, Listener, seeing_models
from tests.nodes.workbench import media, tool
from tests.runs.studio import Studio, open_studio, step_of

KINDS: list[tuple[str, dict[str, Any]]] = [
    ("prompt-enhancer", {"prompt": "a fox"}),
    ("storyboard", {"product": "A mug"}),
    ("storyboard", {"product": "A mug", "making": "concept"}),
    ("product-shot", {"product_name": "A mug"}),
    ("motion-analyzer", {}),
]
every_kind = pytest.mark.parametrize(("kind", "parameters"), KINDS)
BOARD = json.dumps({"identities": [], "scenes": [{"prompt": "P"}] * 4, "summary": "A mug falls."})


async def planned(folder: Path, models: TextModels, kind: str, parameters: dict[str, Any]) -> Run:
    """Start a run of one node in a process that ends before anything is written."""
    async with open_studio(folder, text_models=models, work=False) as studio:
        node = tool("n", kind, **parameters)
        if kind == "motion-analyzer":
            source = await media(studio, "m", film(folder / "film.mp4", (32, 32), fps=2))
            await studio.put(source, node, wires="m>n")
        else:
            await studio.put(node)
        return await studio.start("k")


async def ended(studio: Studio, run: Run) -> Any:
    return step_of(await asyncio.wait_for(studio.runs.wait(run.id), 60), "n")


@every_kind
async def test_a_model_whose_key_is_gone_is_replaced_by_nobody(
    tmp_path: Path, kind: str, parameters: dict[str, Any]
) -> None:
    run = await planned(tmp_path, seeing_models(), kind, parameters)
    rules, model = Listener(), Listener()
    async with open_studio(tmp_path, writers={"offline": rules}) as studio:
        step = await ended(studio, run)
    assert step.state == "failed"
    assert step.failure.code == "not_configured"
    assert "no key of it is set" in step.failure.message
    assert "run the node again" in step.failure.remedy
    writers = {"anthropic": model}
    async with open_studio(tmp_path, writers=writers, text_models=seeing_models()) as studio:
        again = step_of(await studio.run("again"), "n")
    assert (again.state, again.cached, again.model) == ("done", False, step.model)
    assert (len(rules.asked), len(model.asked)) == (0, 1)


@every_kind
async def test_rules_write_what_was_planned_with_them_though_there_is_a_key_now(
    tmp_path: Path, kind: str, parameters: dict[str, Any]
) -> None:
    run = await planned(tmp_path, TextModels(), kind, parameters)
    rules, model = Listener(), Listener()
    writers = {"offline": rules, "anthropic": model}
    async with open_studio(tmp_path, writers=writers, text_models=seeing_models()) as studio:
        step = await ended(studio, run)
    assert step.state == "done", step.failure
    assert [one.model for one in rules.asked] == [step.model] == [RULES.id]
    assert model.asked == []


async def test_another_setting_of_the_role_changes_nothing_that_is_planned(tmp_path: Path) -> None:
    run = await planned(tmp_path, seeing_models(), *KINDS[1])
    model = Listener()
    other = TextModels({"storyboard": "anthropic/claude-opus-5-5"}, {})
    writers = {"anthropic": model}
    async with open_studio(tmp_path, writers=writers, text_models=other) as studio:
        step = await ended(studio, run)
    assert step.outputs["board"].json_["written_by"] == SEEING
    assert [one.model for one in model.asked] == [SEEING]


class Stuck(Listener):
    """Says its whole answer, and never that it has ended."""

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        self.asked.append(request)
        yield Begun(TextUsage(input_tokens=10))
        yield Said(BOARD)
        await asyncio.Event().wait()


async def test_what_a_model_had_answered_is_taken_though_its_key_is_gone(tmp_path: Path) -> None:
    model = Stuck()
    async with open_studio(
        tmp_path, writers={"anthropic": model}, text_models=seeing_models()
    ) as studio:
        await studio.put(tool("n", "storyboard", product="A mug"))
        run = await studio.start("k")
        async with asyncio.timeout(60):
            while not await studio.database.read("SELECT 1 FROM transcripts WHERE kind = 'text'"):
                await asyncio.sleep(0.02)
    async with open_studio(tmp_path, work=False) as studio:
        died = Statement("UPDATE writings SET state = 'open'", expect=1)
        await studio.database.write([died])
    async with open_studio(tmp_path) as studio:
        step = await ended(studio, run)
    assert step.state == "done", step.failure
    assert step.outputs["summary"].text == "A mug falls."
    assert step.outputs["board"].json_["written_by"] == SEEING


def test_a_step_without_a_planned_model_takes_the_one_of_its_role() -> None:
    with planned_model(seeing_models(), "concept", None) as model:
        assert model.id == SEEING


@pytest.mark.parametrize("provider", ["google", None])
def test_what_else_is_not_set_up_is_said_as_it_is(provider: str | None) -> None:
    said = NotConfigured("The disk is read-only.", provider=provider)
    with pytest.raises(NotConfigured) as raised, planned_model(TextModels(), "concept", SEEING):
        raise said
    assert raised.value is said
