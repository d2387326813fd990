"""Animations by Claude, against the stand-in for Anthropic: plan, code, mistakes, verdict."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from koda.animation.engines.python.engine import PythonEngine
from koda.animation.studio import Studio as AnimationStudio
from koda.animation.studio import Tools
from koda.animation.versions import Versions
from koda.db.projects import ProjectRecords
from koda.providers.text_account import TextAccount
from koda.providers.text_models import TextModels
from koda.providers.text_pydantic_ai import PydanticAiText
from tests.animation.making import YES, answered, asked, ended, events, kept, project_of, put
from tests.animation.small import SmallDrawing
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic
from tests.runs.studio import Studio, open_studio, step_of

SHORT: dict[str, Any] = {"duration": 3, "resolution": "720p", "fps": 24, "format": "mp4"}
PROMPT = "A calm film about one line that is handed on from scene to scene"


def python_studio(records: ProjectRecords, folder: Path) -> AnimationStudio:
    """The real engine, which checks what is written; its pictures are plain ones."""
    tools = Tools(PythonEngine(), SmallDrawing(folder / "films"))
    return AnimationStudio(Versions(records), {"python": lambda: tools})


@pytest.fixture
def server() -> Iterator[AnthropicServer]:
    with running_anthropic() as one:
        yield one


@pytest.fixture
async def studio(tmp_path: Path, server: AnthropicServer) -> AsyncIterator[Studio]:
    account = TextAccount("anthropic", "a-key", server.base, "ANTHROPIC_BASE_URL", stall=10)
    writer = PydanticAiText(account)
    models = TextModels({}, {"google": "no key.", "openai": "no key."})
    async with open_studio(
        tmp_path, writers={"anthropic": writer}, text_models=models, animations=python_studio
    ) as one:
        yield one
    await writer.close()


async def phases(studio: Studio, step: Any) -> list[str]:
    return [one["type"] for one in await events(studio, step)]


@pytest.mark.rule("A2")
@pytest.mark.rule("A5")
async def test_a_film_is_planned_written_judged_and_changed(studio: Studio) -> None:
    await put(studio, prompt=PROMPT, **SHORT)
    run = await studio.start("k")
    plan = await asked(studio, run)
    assert plan.name == "plan/1"
    assert plan.fields["plan"]["title"] == "One line"
    assert sum(one["seconds"] for one in plan.fields["plan"]["scenes"]) == pytest.approx(
        3, abs=0.01
    )
    assert await kept(studio) == 0
    changed = await answered(studio, run, "plan/1", {"change": "another accent"})
    assert changed.name == "plan/2"
    assert changed.fields["plan"]["design"]["colors"]["accent"] == "#E11D48"
    first = await answered(studio, run, "plan/2", YES)
    assert first.name == "preview/1"
    assert first.text == "The scenes are drawn from the plan, one after another."
    second = await answered(studio, run, "preview/1", {"change": "larger words, please"})
    assert second.name == "preview/2", "a wish about the code alone keeps the plan"
    assert second.fields["project"] != first.fields["project"]
    await answered(studio, run, "preview/2", YES)
    step = await ended(studio, run)
    told = project_of(step)
    assert not told["by_rules"]
    assert told["written_by"].startswith("anthropic/")
    assert step.cost > 0
    verdicts = [one for one in await events(studio, step) if one["type"] == "verdict"]
    assert {(one["by"], one["pass"]) for one in verdicts} == {("rules", True), ("model", True)}
    parts, _ = await studio.transcripts.read(run.id, step.id, 0)
    assert any(one.kind == "reasoning" for one in parts)


@pytest.mark.rule("A5")
async def test_a_mistake_in_the_code_goes_back_to_the_fixer(studio: Studio) -> None:
    await put(studio, prompt=f"{PROMPT}, with a planted mistake", approve="auto", **SHORT)
    run = await studio.start("k")
    question = await asked(studio, run)
    assert question.name == "preview/1"
    assert not [one for one in question.fields["faults"] if one["is_sure"]]
    told = await events(studio, step_of(run, "film"))
    (attempt,) = [one for one in told if one["type"] == "attempt"]
    assert (attempt["number"], attempt["most"]) == (1, 3)
    assert [one["pass"] for one in told if one["type"] == "verdict"] == [False, True, True]
    assert [one["change"] for one in told if one["type"] == "file"] == ["written", "edited"]


async def test_a_vague_brief_is_asked_about_once(studio: Studio) -> None:
    await put(studio, prompt="Something nice", **SHORT)
    run = await studio.start("k")
    form = await asked(studio, run)
    assert form.name == "brief"
    assert [one["id"] for one in form.fields["questions"]] == ["words", "mood"]
    plan = await answered(studio, run, "brief", {"answers": {"mood": "Lively", "words": "Hello"}})
    assert plan.name == "plan/1"
    await studio.runs.cancel(run.id)


async def test_no_more_tokens_are_asked_for_than_may_be(studio: Studio) -> None:
    await put(studio, prompt=PROMPT, most_tokens=10_000, **SHORT)
    run = await studio.start("k")
    question = await asked(studio, run)
    for number in range(1, 20):
        if question is None:
            break
        assert question.name == f"plan/{number}"
        change = {"change": "another accent"}
        question = await answered(studio, run, question.name, change)
    step = step_of(await studio.runs.get(run.id), "film")
    assert step.failure.code == "animation.tokens_spent"


@pytest.mark.rule("A5")
async def test_a_wish_that_cannot_be_written_leaves_what_is_there(
    studio: Studio, server: AnthropicServer
) -> None:
    await put(studio, prompt=PROMPT, approve="auto", **SHORT)
    run = await studio.start("k")
    first = await asked(studio, run)
    patch = {"path": "scene.json", "find": "not there", "replace": "x"}
    answer = {"summary": "Done.", "files": [], "patches": [patch], "deleted": []}
    server.rule({"json": answer}, when={"schema": ["patches", "deleted"]})
    second = await answered(studio, run, "preview/1", {"change": "larger words, please"})
    assert second.name == "preview/2"
    assert second.fields["project"] == first.fields["project"]
    assert "patches.0.find" in second.text
