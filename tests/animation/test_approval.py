"""Whether a plan is approved anew: only if a person would see another plan (A7, A11)."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from koda.animation.approval import Approvals, seal_of
from koda.animation.plan import AnimationPlan, rescaled
from koda.core.errors import Conflict
from koda.nodes.agents.animation_coder import _coded, changed, written
from koda.nodes.agents.animation_desk import Desk
from tests.animation.making import (
    YES,
    answered,
    asked,
    ended,
    kept,
    made,
    making,
    project_of,
    put,
    versions,
)

SAME = [
    'Scene 1 says "{text}"',
    "Use {technique} in scene 1",
    "A background of {background}",
    'The title is "{title}"',
    "Style {style}",
    "Theme {theme}",
    "The font {font}",
]


async def _plan(studio: Any, run: Any) -> dict[str, Any]:
    return (await asked(studio, run)).fields["plan"]


async def _sealed(studio: Any) -> set[str]:
    """The seals that are stored with who approved them."""
    sql = "SELECT value FROM step_memory WHERE name LIKE 'checkpoint:approval/%'"
    return {json.loads(row["value"])["plan"] for row in await studio.database.read(sql)}


def spread(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan as a hand may leave it: other spaces, small letters in colours, odd lengths."""
    for at, scene in enumerate(plan["scenes"]):
        scene["seconds"] = 1 + at / 7
        scene["text"] = [f" {line} " for line in scene["text"]]
        scene["notes"] = "x" * 1_900
    colors = plan["design"]["colors"]
    plan["design"]["colors"] = {name: color.lower() for name, color in colors.items()}
    return plan


@pytest.mark.rule("A7")
@pytest.mark.parametrize("edit", [lambda plan: plan, spread], ids=["planned", "by-hand"])
async def test_a_wish_for_what_is_there_already_asks_for_no_approval(
    tmp_path: Path, edit: Any
) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        plan = edit(await _plan(studio, run))
        await answered(studio, run, "plan/1", {"accept": True, "plan": plan})
        for number, wish in enumerate(SAME, 1):
            said = wish.format(
                text=plan["scenes"][0]["text"][0].strip(),
                technique=plan["scenes"][0]["technique"],
                background=plan["design"]["colors"]["background"],
                title=plan["title"],
                style=plan["design"]["style"],
                theme=plan["design"]["theme"],
                font=plan["design"]["display_font"],
            )
            question = await answered(studio, run, f"preview/{number}", {"change": said})
            assert question.name == f"preview/{number + 1}", said
        assert await kept(studio) == 1


@pytest.mark.rule("A7")
async def test_what_was_approved_before_is_not_asked_for_again(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        words = (await _plan(studio, run))["scenes"][0]["text"][0]
        await answered(studio, run, "plan/1", YES)
        await answered(studio, run, "preview/1", {"change": 'Scene 1 says "Hot"'})
        await answered(studio, run, "plan/2", YES)
        question = await answered(studio, run, "preview/2", {"change": f'Scene 1 says "{words}"'})
        assert question.name == "preview/3"
        assert question.fields["plan"]["scenes"][0]["text"] == [words]
        assert await kept(studio) == 2


@pytest.mark.rule("A11")
@pytest.mark.parametrize(
    "other",
    [
        {"title": "Other"},
        {"fps": 60},
        {"seconds": 9.0},
        {"text": ("Other",)},
        {"technique": "glitch-distortion"},
        {"media": ("other.png",)},
        {"notes": "Other"},
        {"description": "Other"},
        {"accent": "#123456"},
        {"display_font": "Outfit"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_a_seal_is_of_all_that_a_person_approves(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    async with making(tmp_path) as studio:
        step = await made(studio)
        plan = AnimationPlan.model_validate(step.outputs["plan"].json_)
        row = plan.model_dump(mode="json")
        ((name, value),) = other.items()
        places = (row, row["scenes"][1], row["design"], row["design"]["colors"])
        next(one for one in places if name in one and (name != "title" or one is row))[name] = value
        assert seal_of(AnimationPlan.model_validate(row)) != seal_of(plan)
        twice = plan.model_copy(update={"scenes": rescaled(plan.scenes, plan.seconds)})
        assert twice == plan


class Memory:
    """What a step remembers, in memory; it tells nobody anything."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    async def tell(self, name: str, payload: Any) -> None:
        pass

    async def work(self, function: Any, *args: Any) -> Any:
        return function(*args)

    async def checkpoint(self, name: str, make: Any) -> Any:
        if name not in self.kept:
            self.kept[name] = await make()
        return self.kept[name]


@pytest.mark.rule("A11")
async def test_no_way_leads_to_code_but_past_a_stored_approval(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        project = await versions(studio).get(project_of(await made(studio))["id"])
        plan = project.plan
        memory: Any = Memory()
        other = plan.model_copy(update={"title": "Nobody has seen this"})
        approvals = Approvals(memory)
        await approvals.add(plan, "person", 1)
        again = Approvals(memory)
        await again.add(other, "person", 1)  # the number that has approved something else
        assert again.find(other) is None
        written_before = await kept(studio)
        for provider in ("offline", "somebody"):
            model: Any = SimpleNamespace(provider=provider)
            nothing: Any = None
            shop: Any = studio.animations
            desk = Desk(shop, memory, approvals, nothing, model, model, 100_000)
            changed_plan = project.model_copy(update={"plan": other})
            brief: Any = SimpleNamespace(engine="python", media=(), width=64, height=64)
            for attempt in (
                written(desk, brief, other, "x"),
                changed(desk, brief, project, other, "wish", "y"),
                _coded(desk, brief, changed_plan, "fix", "z", {}),
            ):
                with pytest.raises(Conflict, match="nobody has approved"):
                    await attempt
        assert await kept(studio) == written_before


@pytest.mark.rule("A2")
@pytest.mark.rule("A11")
async def test_each_version_has_a_plan_whose_seal_is_stored(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        first = project_of(await made(studio, "one"))
        await put(studio, base=first["id"], wish='Scene 2 says "Warm"')
        run = await studio.start("two")
        assert (await asked(studio, run)).name == "plan/1"
        before = await _sealed(studio)
        count = await kept(studio)
        plan = await _plan(studio, run)
        plan["title"] = "By hand"
        await answered(studio, run, "plan/1", {"accept": True, "plan": plan})
        new = await _sealed(studio) - before
        assert len(new) == 1
        assert await kept(studio) == count + 1
        await answered(studio, run, "preview/1", YES)
        told = project_of(await ended(studio, run))
        project = await versions(studio).get(told["id"])
        assert seal_of(project.plan) in new
        assert project.plan.title == "By hand"
