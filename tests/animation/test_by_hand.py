"""Code that was changed by hand, where rules write: what is lost is said before, and what is not
theirs stays (A12)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from koda.animation.by_hand import by_hand
from koda.core.errors import Invalid
from tests.animation.making import (
    YES,
    answered,
    asked,
    ended,
    engine,
    kept,
    made,
    making,
    project_of,
    put,
    versions,
)
from tests.animation.small import SCENE
from tests.runs.studio import step_of

WISH = 'Scene 2 says "Warm"'


async def edited_version(studio: Any, **files: str) -> str:
    """A version that rules wrote, with these files as a hand has left them."""
    first = await versions(studio).get(project_of(await made(studio, "first"))["id"])
    edits = {SCENE: first.files[SCENE].replace("{", "{ ", 1), **files}
    return await versions(studio).keep(first.model_copy(update={"files": {**first.files, **edits}}))


@pytest.mark.rule("A12")
async def test_what_would_be_written_over_is_named_before_it_is(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        base = await edited_version(studio, **{"notes.txt": "by hand"})
        await put(studio, base=base, wish=WISH)
        run = await studio.start("k")
        question = await asked(studio, run)
        assert question.name == "plan/1"
        assert question.fields["version"] == base
        assert question.fields["rewrites"] == [SCENE]
        assert question.fields["keeps"] == ["notes.txt"]
        assert "“scene.json” anew" in question.text
        assert "“notes.txt” stays" in question.text
        await answered(studio, run, "plan/1", YES)
        await answered(studio, run, "preview/1", YES)
        told = project_of(await ended(studio, run))
        new = await versions(studio).get(told["id"])
        assert new.files["notes.txt"] == "by hand"
        assert "Warm" in new.files[SCENE]
        old = await versions(studio).get(base)
        assert old.files[SCENE].startswith("{ ")


@pytest.mark.rule("A12")
async def test_a_person_may_rather_keep_what_there_is(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        base = await edited_version(studio)
        await put(studio, base=base, wish=WISH)
        run = await studio.start("k")
        await asked(studio, run)
        preview = await answered(studio, run, "plan/1", {"keep": True})
        assert (preview.name, preview.fields["project"]) == ("preview/1", base)
        assert await kept(studio) == 2
        plan = await answered(studio, run, "preview/1", {"change": WISH})
        assert plan.name == "plan/2"
        await answered(studio, run, "plan/2", {"keep": True})
        await answered(studio, run, "preview/2", YES)
        told = project_of(await ended(studio, run))
        assert (told["id"], told["approved_by"]) == (base, "base")


@pytest.mark.rule("A12")
async def test_a_wish_that_changes_no_plan_leaves_edited_code_alone(
    tmp_path: Path,
) -> None:
    async with making(tmp_path) as studio:
        base = await edited_version(studio)
        await put(studio, base=base, wish="make it pop")
        run = await studio.start("k")
        preview = await asked(studio, run)
        assert (preview.name, preview.fields["project"]) == ("preview/1", base)
        assert await kept(studio) == 2


@pytest.mark.rule("A12")
async def test_code_as_rules_write_it_is_written_over_without_a_word(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        first = project_of(await made(studio, "first"))["id"]
        project = await versions(studio).get(first)
        assert by_hand(engine(studio), project).warning == ""
        await put(studio, base=first, wish=WISH)
        question = await asked(studio, await studio.start("k"))
        assert (question.fields["rewrites"], question.fields["keeps"]) == ([], [])
        assert "anew" not in question.text


@pytest.mark.rule("A12")
async def test_without_a_question_it_is_said_after(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        base = await edited_version(studio, **{"notes.txt": "by hand"})
        told = project_of(await made(studio, "second", base=base, wish=WISH))
        assert "“scene.json” anew" in told["reply"]
        new = await versions(studio).get(told["id"])
        assert new.files["notes.txt"] == "by hand"


async def test_a_first_plan_has_nothing_that_could_stay(tmp_path: Path) -> None:
    async with making(tmp_path) as studio:
        await put(studio)
        run = await studio.start("k")
        assert (await asked(studio, run)).fields["version"] is None
        with pytest.raises(Invalid) as refused:
            await studio.runs.answer(run.id, step_of(run, "film").id, "plan/1", {"keep": True})
        assert refused.value.fields["place"] == "keep"
