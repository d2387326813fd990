"""An animation from a sentence to a film, by rules: approved, written, looked at, rendered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from koda.core.errors import HasProblems, Invalid, NotFound
from koda.media.reading import facts_of
from tests.animation.making import (
    YES,
    answered,
    asked,
    drawing,
    ended,
    engine,
    events,
    kept,
    made,
    making,
    project_of,
    put,
)
from tests.runs.studio import step_of


@pytest.mark.rule("A1")
@pytest.mark.rule("A8")
async def test_a_sentence_and_two_pictures_become_a_film(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio, tmp_path)
        run = await studio.start("k")
        plan = await asked(studio, run)
        assert plan.name == "plan/1"
        shown = {name for scene in plan.fields["plan"]["scenes"] for name in scene["media"]}
        assert shown == {"kettle-1.png", "cup-2.png"}
        assert [one["caption"] for one in plan.fields["media"]] == ["Kettle", "Cup"]
        preview = await answered(studio, run, "plan/1", YES)
        assert preview.name == "preview/1"
        assert len(preview.fields["stills"]) == len(plan.fields["plan"]["scenes"])
        assert preview.fields["faults"] == []
        await answered(studio, run, "preview/1", YES)
        step = await ended(studio, run)
        film = await studio.library.get(step.outputs["video"].asset)
        assert facts_of(await studio.library.local_file(film)).width == 64
        assert step.outputs["poster"].type == "image"
        told = project_of(step)
        assert told["by_rules"]
        assert told["approved_by"] == "person"
        assert (told["width"], told["height"], told["frames"]) == (1920, 1080, 180)
        assert [one["name"] for one in told["media"]] == ["kettle-1.png", "cup-2.png"]
        assert studio.animations is not None
        project = await studio.animations.versions.get(told["id"])
        assert project.plan.model_dump(mode="json") == step.outputs["plan"].json_
        assert await kept(studio) == 1
        assert drawing(studio).rendered == [told["id"]]


@pytest.mark.rule("A2")
async def test_no_code_is_written_before_the_plan_is_approved(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        assert (await asked(studio, run)).name == "plan/1"
        question = await answered(studio, run, "plan/1", {"change": "slower"})
        assert question.name == "plan/2"
        assert question.fields["plan"]["seconds"] == 7.5
        assert (engine(studio).written, await kept(studio)) == (0, 0)
        assert (await answered(studio, run, "plan/2", YES)).name == "preview/1"
        assert (engine(studio).written, await kept(studio)) == (1, 1)


@pytest.mark.rule("A2")
@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("yes", "answer"),
        (None, "answer"),
        ({}, "answer"),
        ({"accept": "yes"}, "accept"),
        ({"accept": 1}, "accept"),
        ({"accept": True, "change": "and slower"}, "answer"),
        ({"plan": {"scenes": []}}, "plan.title"),
        ({"accept": True, "approved": True}, "approved"),
        ({"change": "x" * 5_000}, "change"),
        ({"change": "slower", "scenes": [9]}, "scenes"),
        ({"change": "slower", "scenes": ["1"]}, "scenes.0"),
    ],
)
async def test_an_answer_that_does_not_fit_is_refused_with_its_place(
    tmp_path: Path, answer: Any, place: str
) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        await asked(studio, run)
        with pytest.raises(Invalid) as refused:
            await studio.runs.answer(run.id, step_of(run, "film").id, "plan/1", answer)
        assert refused.value.fields["place"] == place
        assert (await asked(studio, run)).name == "plan/1", "the question is still open"
        assert await kept(studio) == 0


@pytest.mark.rule("A3")
@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda plan: plan["scenes"][1].update(seconds=-1), "plan.scenes.1.seconds"),
        (lambda plan: plan["scenes"].pop() and plan["scenes"].pop(0), "plan.scenes"),
        (lambda plan: plan["scenes"][0].update(technique="magic"), "plan.scenes.0.technique"),
        (lambda plan: plan["scenes"][0].update(media=["../../etc"]), "plan.scenes.0.media"),
        (lambda plan: plan["design"]["colors"].update(accent="red;"), "plan.design.colors.accent"),
        (lambda plan: plan.update(seconds=900), "plan.seconds"),
    ],
)
async def test_a_plan_edited_by_hand_has_to_be_one(tmp_path: Path, spoil: Any, place: str) -> None:
    async with making(tmp_path) as studio:
        await put(studio, duration=3)
        run = await studio.start("k")
        plan = (await asked(studio, run)).fields["plan"]
        while len(plan["scenes"]) > 3:
            plan["scenes"].pop()
        spoil(plan)
        answer = {"accept": True, "plan": plan}
        with pytest.raises(Invalid) as refused:
            await studio.runs.answer(run.id, step_of(run, "film").id, "plan/1", answer)
        assert refused.value.fields["place"] == place


@pytest.mark.rule("A3")
async def test_a_plan_edited_by_hand_is_the_one_that_is_made(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio, preview="auto")
        run = await studio.start("k")
        plan = (await asked(studio, run)).fields["plan"]
        plan["scenes"].reverse()
        plan["scenes"][0] |= {"text": ["By hand"], "seconds": 20}
        plan["title"] = "Mine"
        await answered(studio, run, "plan/1", {"accept": True, "plan": plan})
        step = await ended(studio, run)
        made_plan = step.outputs["plan"].json_
        assert made_plan["title"] == "Mine"
        assert made_plan["scenes"][0]["text"] == ["By hand"]
        assert [one["number"] for one in made_plan["scenes"]] == list(
            range(1, len(plan["scenes"]) + 1)
        )
        assert sum(one["seconds"] for one in made_plan["scenes"]) == pytest.approx(6, abs=0.01)


async def test_what_was_edited_by_hand_is_kept_when_the_rest_is_planned_anew(
    tmp_path: Path,
) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        plan = (await asked(studio, run)).fields["plan"]
        plan["title"] = "Mine"
        plan["scenes"][0]["text"] = ["By hand"]
        change = {"change": "use glitch distortion", "scenes": [2], "plan": plan}
        after = (await answered(studio, run, "plan/1", change)).fields["plan"]
        assert (after["title"], after["scenes"][0]["text"]) == ("Mine", ["By hand"])
        assert after["scenes"][1]["technique"] == "glitch-distortion"


async def test_only_the_named_scenes_are_planned_anew(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        before = (await asked(studio, run)).fields["plan"]["scenes"]
        change = {"change": "use glitch distortion", "scenes": [2]}
        after = (await answered(studio, run, "plan/1", change)).fields["plan"]["scenes"]
        assert after[1]["technique"] == "glitch-distortion"
        assert [after[0], *after[2:]] == [before[0], *before[2:]]


@pytest.mark.rule("A7")
async def test_a_wish_at_the_preview_that_changes_the_plan_is_approved_again(
    tmp_path: Path,
) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        await answered(studio, run, "plan/1", YES)
        question = await answered(studio, run, "preview/1", {"change": 'Scene 2 says "Hot"'})
        assert question.name == "plan/2"
        assert question.fields["plan"]["scenes"][1]["text"] == ["Hot"]
        assert await kept(studio) == 1
        question = await answered(studio, run, "plan/2", YES)
        assert question.name == "preview/2"
        assert await kept(studio) == 2
        await answered(studio, run, "preview/2", YES)
        step = await ended(studio, run)
        assert len(drawing(studio).rendered) == 1
        assert step.outputs["plan"].json_["scenes"][1]["text"] == ["Hot"]


@pytest.mark.rule("A8")
async def test_what_rules_cannot_do_is_said(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        await answered(studio, run, "plan/1", YES)
        question = await answered(studio, run, "preview/1", {"change": "make it pop"})
        assert question.name == "preview/2"
        assert "“make it pop”" in question.text
        assert "Without a language model" in question.text
        assert await kept(studio) == 1


@pytest.mark.rule("A6")
@pytest.mark.rule("A7")
async def test_versions_follow_each_other_and_any_can_be_restored(tmp_path: Path) -> None:
    wishes = [f'Scene {1 + at % 3} says "Version {at}"' for at in range(1, 21)]
    async with making(tmp_path) as studio:
        first = project_of(await made(studio, "v0"))
        newest, projects = first, [first["id"]]
        for number, wish in enumerate(wishes, 1):
            step = await made(studio, f"v{number}", base=newest["id"], wish=wish)
            newest = project_of(step)
            assert newest["base"] == projects[-1]
            assert newest["wish"] == wish
            projects.append(newest["id"])
        assert len(set(projects)) == 21
        texts = [scene["text"] for scene in step.outputs["plan"].json_["scenes"]]
        assert sorted(texts[:3]) == [["Version 18"], ["Version 19"], ["Version 20"]]
        again = await made(studio, "restored", base=first["id"])
        assert project_of(again)["id"] == first["id"]
        assert await kept(studio) == 21


async def test_a_version_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio, base="prj_" + "0" * 40)
        run = await studio.start("k")
        step = step_of(await studio.runs.wait(run.id), "film")
        assert step.failure.code == NotFound.code


async def test_what_is_done_is_told_in_order(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        step = await made(studio)
        told = await events(studio, step)
        phases = [one["phase"] for one in told if one["type"] == "phase"]
        assert phases == ["planning", "coding", "checking", "rendering", "done"]
        assert [one["path"] for one in told if one["type"] == "file"] == ["scene.json"]
        stills = [one for one in told if one["type"] == "still"]
        assert [one["scene"] for one in stills] == list(range(1, len(stills) + 1))
        (verdict,) = [one for one in told if one["type"] == "verdict"]
        assert verdict["pass"]
        assert all(one["ok"] for one in verdict["checks"])
        todos = [one["todos"] for one in told if one["type"] == "todos"]
        assert {one["state"] for one in todos[0]} == {"doing", "waiting"}
        assert {one["state"] for one in todos[-1]} == {"done"}


@pytest.mark.rule("A2")
async def test_the_node_s_own_setting_approves_and_that_is_kept(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        step = await made(studio)
        assert project_of(step)["approved_by"] == "setting"
        answer = await studio.tables.results.recall(step.id, "checkpoint:approval/1")
        assert json.loads(answer)["by"] == "setting"


async def test_the_same_wishes_are_made_once(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await made(studio, "one")
        await put(studio, approve="ask", preview="ask", most_tokens=20_000)
        run = await studio.run("two")
        assert step_of(run, "film").cached


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"prompt": " "}, "missing_input"),
        ({"wish": "slower"}, "parameter_invalid"),
        ({"duration": 31}, "parameter_invalid"),
        ({"engine": "theatre"}, "sandbox.unavailable"),
        ({"accent": "red"}, "parameter_invalid"),
        ({"techniques": ["magic"]}, "parameter_invalid"),
    ],
)
async def test_what_cannot_be_made_is_said_before_it_begins(
    tmp_path: Path, parameters: dict[str, Any], code: str
) -> None:
    async with making(tmp_path) as studio:
        await put(studio, **parameters)
        with pytest.raises(HasProblems) as refused:
            await studio.start("k")
        problems: Any = refused.value.fields["problems"]
        assert [one["code"] for one in problems] == [code]
        assert all(one["remedy"] for one in problems)
