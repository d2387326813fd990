"""Runs from start to end, on a real database, with nodes that tests can steer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.core.canvas import Node
from koda.core.errors import HasProblems, Invalid, OverCeiling
from koda.core.ids import CanvasId, NodeId, StepId
from koda.core.run import Progress, RunMode, RunState, StepState, WhyRan
from koda.core.values import TextValue
from tests.runs.studio import CANVAS, Studio, open_studio, step_of, text, word


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path) as opened:
        yield opened


def said(run: object, node: str) -> str:
    value = step_of(run, node).outputs["output"]
    assert isinstance(value, TextValue)
    return value.text


@pytest.mark.rule("R1")
async def test_a_chain_runs_in_order_and_hands_on_its_values(studio: Studio) -> None:
    await studio.put(
        text("t", "hello"), word("a"), word("b"), word("c"), wires="t>a, a>b, b>c, a>c"
    )
    run = await studio.run("k")
    assert run.state == RunState.DONE
    assert [step.node for step in run.steps] == ["a", "b", "c"]
    assert said(run, "c") == "hello a b hello a c"


@pytest.mark.rule("R1")
async def test_the_same_key_is_the_same_run(studio: Studio) -> None:
    await studio.put(word("a"))
    first, second = await asyncio.gather(studio.start("k"), studio.start("k"))
    assert first.id == second.id
    assert (await studio.run("k")).id == first.id
    assert len(await studio.runs.list(CANVAS)) == 1


@pytest.mark.rule("R2")
@pytest.mark.rule("R10")
async def test_nothing_is_computed_twice_and_the_reason_is_said(studio: Studio) -> None:
    await studio.put(word("a"), word("b"), wires="a>b")
    first = await studio.run("1")
    assert [step.why for step in first.steps] == [WhyRan.NEVER_RAN] * 2
    second = await studio.run("2")
    assert second.state == RunState.DONE
    assert second.cached == second.total == 2
    assert studio.calls.entered == ["a", "b"]

    await studio.put(word("a"), word("b", "other"), wires="a>b")
    third = await studio.run("3")
    assert [(step.cached, step.why) for step in third.steps] == [(True, None), (False, "changed")]

    await studio.put(word("a", "new"), word("b", "other"), wires="a>b")
    fourth = await studio.run("4")
    assert [step.why for step in fourth.steps] == [WhyRan.CHANGED, WhyRan.UPSTREAM]


@pytest.mark.rule("R11")
async def test_results_are_known_on_every_canvas_and_after_a_restart(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(word("a"), word("b"), wires="a>b")
        await studio.run("1")
    async with open_studio(tmp_path) as studio:
        other = CanvasId("other")
        await studio.put(word("x", "a"), word("y", "b"), wires="x>y", canvas=other)
        run = await studio.run("1", canvas=other)
        assert run.cached == 2
        assert studio.calls.entered == []


@pytest.mark.rule("R11")
async def test_a_key_that_becomes_known_on_the_way_is_answered_by_the_cache(studio: Studio) -> None:
    await studio.put(word("a", "one two"), word("b"), wires="a>b")
    await studio.run("1")
    # Another first node that says the same: what follows is the same computation.
    await studio.put(text("t", "one"), word("a", "two"), word("b"), wires="t>a, a>b")
    preview = await studio.runs.preview(CANVAS, studio_request())
    assert [step.cached for step in preview.steps] == [False, False]
    run = await studio.run("2")
    assert [step.cached for step in run.steps] == [False, True]
    assert studio.calls.entered == ["one two", "b", "two"]


@pytest.mark.rule("R12")
async def test_asked_again_replaces_the_result_and_what_follows_sees_it(studio: Studio) -> None:
    await studio.put(word("a", act="seed"), word("b"), wires="a>b")
    first = await studio.run("1")
    second = await studio.run("2", RunMode.ALL, fresh=("a",))
    assert [step.why for step in second.steps] == [WhyRan.ASKED_AGAIN, WhyRan.UPSTREAM]
    assert said(first, "b") != said(second, "b")
    third = await studio.run("3")
    assert third.cached == 2
    assert said(third, "b") == said(second, "b")


@pytest.mark.rule("R3")
async def test_a_target_that_cannot_run_starts_nothing_and_says_where(studio: Studio) -> None:
    await studio.put(Node(id=NodeId("i"), kind="image-generator"), word("a"))
    with pytest.raises(HasProblems) as caught:
        await studio.start("k", RunMode.NODE, "i")
    (problem,) = caught.value.fields["problems"]
    assert (problem["node"], problem["code"]) == ("i", "missing_input")
    assert problem["remedy"]
    assert await studio.runs.list(CANVAS) == []


@pytest.mark.rule("R3")
async def test_run_all_goes_round_a_broken_node(studio: Studio) -> None:
    await studio.put(Node(id=NodeId("i"), kind="image-generator"), word("a"))
    run = await studio.run("k")
    assert run.state == RunState.FAILED
    assert step_of(run, "a").state == StepState.DONE
    assert step_of(run, "i").failure.code == "missing_input"


@pytest.mark.rule("R3")
async def test_an_empty_canvas_has_nothing_to_run(studio: Studio) -> None:
    await studio.put(text("t", "words"))
    with pytest.raises(HasProblems) as caught:
        await studio.start("k")
    assert caught.value.fields["problems"][0]["code"] == "nothing_to_run"


@pytest.mark.rule("R3")
async def test_a_circle_is_refused_with_its_nodes(studio: Studio) -> None:
    await studio.put(word("a"), word("b"), word("c"), wires="a>b, b>a, b>c")
    with pytest.raises(HasProblems) as caught:
        await studio.start("k", RunMode.NODE, "c")
    assert {one["node"] for one in caught.value.fields["problems"]} == {"a", "b"}


@pytest.mark.rule("R3")
async def test_a_price_above_the_ceiling_starts_nothing(tmp_path: Path) -> None:
    async with open_studio(tmp_path, providers={"fal": NoProvider()}) as studio:
        node = Node(
            id=NodeId("i"),
            kind="image-generator",
            parameters={"prompt": "a fox", "model": "nanobanana-pro"},
        )
        await studio.put(node)
        with pytest.raises(OverCeiling) as caught:
            await studio.start("k", ceiling=1000)
        assert caught.value.fields["price"] > 1000
        assert await studio.runs.list(CANVAS) == []


@pytest.mark.rule("R1")
async def test_running_a_node_adds_only_what_has_no_result(studio: Studio) -> None:
    await studio.put(word("a"), word("b"), word("c"), wires="a>b, b>c")
    first = await studio.run("1", RunMode.NODE, "c")
    assert [step.node for step in first.steps] == ["a", "b", "c"]
    await studio.put(word("a", "changed"), word("b"), word("c", "d"), wires="a>b, b>c")
    second = await studio.run("2", RunMode.NODE, "c")
    assert [step.node for step in second.steps] == ["c"]
    assert said(second, "c") == "a b d"  # the shown result, not one nobody asked for
    third = await studio.run("3", RunMode.TO, "c")
    assert said(third, "c") == "changed b d"


@pytest.mark.rule("R1")
async def test_running_from_a_node_covers_everything_below_it(studio: Studio) -> None:
    await studio.put(word("a"), word("b"), word("c"), word("x"), wires="a>b, b>c, x>c")
    run = await studio.run("1", RunMode.FROM, "b")
    assert {step.node for step in run.steps} == {"a", "b", "c", "x"}
    await studio.put(word("a"), word("b", "B"), word("c"), word("x"), wires="a>b, b>c, x>c")
    run = await studio.run("2", RunMode.FROM, "b")
    assert [step.node for step in run.steps] == ["b", "c"]


@pytest.mark.rule("R1")
async def test_a_selection_needs_results_from_outside(studio: Studio) -> None:
    await studio.put(word("a"), word("b"), wires="a>b")
    with pytest.raises(HasProblems) as caught:
        await studio.start("1", RunMode.SELECTION, "b")
    assert caught.value.fields["problems"][0]["code"] == "upstream_missing"


@pytest.mark.rule("R6")
async def test_one_failed_branch_stops_only_what_needs_it(studio: Studio) -> None:
    await studio.put(word("a", act="fail"), word("b"), word("c"), word("d"), wires="a>b, b>c, d>c")
    run = await studio.run("1")
    states = {step.node: step.state for step in run.steps}
    assert states == {"a": "failed", "b": "skipped", "c": "skipped", "d": "done"}
    assert (run.state, run.failed, run.done) == (RunState.FAILED, 1, 1)
    failure = step_of(run, "a").failure
    assert (failure.code, failure.message, failure.remedy) == (
        "invalid",
        "It fails.",
        "Do not let it.",
    )


@pytest.mark.parametrize("act", ["raise", "strange"])
async def test_a_defect_of_a_node_is_a_failure_with_a_code(studio: Studio, act: str) -> None:
    await studio.put(word("a", act=act))
    run = await studio.run("1")
    assert step_of(run, "a").failure.code == "node.failed"


async def test_retry_runs_what_failed_and_was_skipped(studio: Studio) -> None:
    await studio.put(word("a", act="fail"), word("b"), word("d"), wires="a>b")
    first = await studio.run("1")
    await studio.put(word("a"), word("b"), word("d"), wires="a>b")
    again = await studio.runs.retry(first.id, "2")
    run = await asyncio.wait_for(studio.runs.wait(again.id), 60)
    assert {step.node: step.why for step in run.steps} == {
        "a": WhyRan.FAILED_BEFORE,
        "b": WhyRan.NEVER_RAN,
    }
    assert run.state == RunState.DONE
    with pytest.raises(Invalid):
        await studio.runs.retry(run.id, "3")


@pytest.mark.rule("R7")
async def test_cancelling_keeps_what_is_done_and_ends_the_rest(studio: Studio) -> None:
    await studio.put(word("a"), word("b", act="hold"), word("c"), wires="a>b, b>c")
    run = await studio.start("1")
    await studio.until(run, "b", "running")
    ended = await studio.runs.cancel(run.id)
    assert ended.state == RunState.CANCELLED
    states = {step.node: step.state for step in ended.steps}
    assert states == {"a": "done", "b": "cancelled", "c": "cancelled"}
    studio.calls.gate.set()
    await asyncio.sleep(0.1)
    assert (await studio.runs.get(run.id)).model_dump() == ended.model_dump()
    assert (await studio.runs.cancel(run.id)).state == RunState.CANCELLED


@pytest.mark.rule("R7")
async def test_what_has_ended_shows_no_progress_however_late_it_comes(studio: Studio) -> None:
    await studio.put(word("a", act="hold"))
    run = await studio.start("1")
    await studio.until(run, "a", "running")
    ended = await studio.runs.cancel(run.id)
    studio.live.report(CANVAS, ended.steps[0].id, Progress(fraction=0.9, message="nearly"))
    assert (await studio.runs.get(run.id)).steps[0].progress is None


@pytest.mark.rule("R6")
async def test_independent_branches_run_at_once(studio: Studio) -> None:
    await studio.put(word("a", act="hold"), word("b", act="hold"), word("c"), wires="a>c, b>c")
    run = await studio.start("1")
    await studio.until(run, "a", "running")
    await studio.until(run, "b", "running")
    studio.calls.gate.set()
    ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
    assert said(ended, "c") == "a b c"


@pytest.mark.rule("R8")
async def test_a_question_waits_in_the_database_and_is_answered_once(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(word("a", act="ask"), word("b"), wires="a>b")
        run = await studio.start("1")
        asking = await studio.until(run, "a", "asking")
    async with open_studio(tmp_path) as studio:
        step = StepId(step_of(asking, "a").id)
        with pytest.raises(Invalid):
            await studio.runs.answer(run.id, step, "way", "up")
        with pytest.raises(Invalid):
            await studio.runs.answer(run.id, step, "other", "left")
        await studio.runs.answer(run.id, step, "way", "left")
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert said(ended, "b") == "left b"
        with pytest.raises(Invalid):
            await studio.runs.answer(run.id, step, "way", "left")


@pytest.mark.rule("R8")
async def test_a_checkpoint_is_made_once(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(word("a", act="checkpoint"))
        run = await studio.start("1")
        asking = await studio.until(run, "a", "asking")
    async with open_studio(tmp_path) as studio:
        await studio.runs.answer(run.id, StepId(step_of(asking, "a").id), "go", value=True)
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert said(ended, "a") == "made 1"
        assert studio.calls.checkpoints == 0


@pytest.mark.rule("R13")
async def test_a_drawn_seed_lasts_over_a_restart(tmp_path: Path) -> None:
    async with open_studio(tmp_path, work=False) as studio:
        await studio.put(word("a", act="seed"))
        run = await studio.start("1")
        seed = step_of(run, "a").seed
    async with open_studio(tmp_path) as studio:
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert said(ended, "a") == str(seed)


@pytest.mark.rule("R5")
async def test_a_stopped_process_hands_its_steps_to_the_next(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(word("a"), word("b", act="hold"), wires="a>b")
        run = await studio.start("1")
        await studio.until(run, "b", "running")
    async with open_studio(tmp_path) as studio:
        studio.calls.gate.set()
        ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        assert ended.state == RunState.DONE
        assert studio.calls.entered == ["b"]


@pytest.mark.rule("R5")
async def test_two_workers_share_the_work_and_do_nothing_twice(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as one, open_studio(tmp_path) as two:
        names = [f"n{place}" for place in range(40)]
        await one.put(
            *(word(name) for name in names), word("z"), wires=", ".join(f"{n}>z" for n in names)
        )
        run = await one.run("1")
        assert run.done == 41
        entered = one.calls.entered + two.calls.entered
        assert sorted(entered) == sorted([*names, "z"])


@pytest.mark.rule("R9")
async def test_following_gives_every_end_state_and_goes_on_from_a_number(studio: Studio) -> None:
    await studio.put(word("a"), word("b", act="hold"), wires="a>b")
    events = studio.runs.follow(CANVAS, None)
    seen: list[tuple[int, str]] = []

    async def read() -> None:
        async for number, event in events:
            state = event.step.state if event.type == "step" else event.run.state
            seen.append((number, state))
            if event.type == "run" and event.run.state != "running":
                return

    reading = asyncio.create_task(read())
    await asyncio.sleep(0.1)
    run = await studio.start("1")
    await studio.until(run, "b", "running")
    await asyncio.sleep(0.2)
    studio.calls.gate.set()
    await asyncio.wait_for(reading, 60)
    assert seen[-1][1] == "done"
    assert [number for number, _ in seen] == sorted(number for number, _ in seen)

    middle = seen[1][0]
    async for number, _ in studio.runs.follow(CANVAS, middle):
        assert number > middle
        if number >= seen[-1][0]:
            break


@pytest.mark.rule("R9")
async def test_who_was_away_for_a_canvas_s_whole_first_run_hears_of_it(studio: Studio) -> None:
    """A place before the first event is a place; only who has none begins with what goes on now."""
    await studio.put(word("a"))
    run = await studio.run("1")
    async with asyncio.timeout(60):
        async for _, event in studio.runs.follow(CANVAS, 0):
            if event.type == "run" and event.run.id == run.id:
                assert event.run.state == "done"
                break
    nothing = anext(aiter(studio.runs.follow(CANVAS, None)))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(nothing, 0.3)


@pytest.mark.rule("R9")
async def test_who_has_not_heard_all_that_goes_on_has_no_place_yet(studio: Studio) -> None:
    await studio.put(word("a"), word("b", act="hold"), wires="a>b")
    run = await studio.start("1")
    await studio.until(run, "b", "running")
    events = studio.runs.follow(CANVAS, None)
    assert [(await anext(events))[0] for _ in range(2)] == [0, 0]
    studio.calls.gate.set()
    async for number, event in events:
        assert number > 0
        if event.type == "run" and event.run.state == "done":
            break


async def test_progress_is_shown_while_it_lasts_and_not_kept(studio: Studio) -> None:
    await studio.put(word("a", act="hold"))
    run = await studio.start("1")
    await studio.until(run, "a", "running")
    await asyncio.sleep(0.1)
    step = step_of(await studio.runs.get(run.id), "a")
    assert (step.progress.fraction, step.progress.message) == (0.5, "half way")
    studio.calls.gate.set()
    ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
    await asyncio.sleep(0.05)
    assert step_of(await studio.runs.get(ended.id), "a").progress is None


async def test_results_and_stale_nodes_are_told(studio: Studio) -> None:
    await studio.put(word("a"), word("b"), wires="a>b")
    await studio.run("1")
    await studio.put(word("a", "new"), word("b"), wires="a>b")
    results, stale = await studio.runs.results(CANVAS)
    assert {one.node for one in results} == {"a", "b"}
    assert set(stale) == {"a", "b"}
    await studio.run("2", RunMode.NODE, "a")
    _, stale = await studio.runs.results(CANVAS)
    assert stale == ["b"]


async def test_a_canvas_edited_meanwhile_does_not_change_a_run(studio: Studio) -> None:
    await studio.put(word("a", act="hold"), word("b"), wires="a>b")
    run = await studio.start("1")
    await studio.until(run, "a", "running")
    await studio.put(word("b", "other"))
    studio.calls.gate.set()
    ended = await asyncio.wait_for(studio.runs.wait(run.id), 60)
    assert said(ended, "b") == "a b"


def studio_request():
    from koda.runs.request import RunRequest

    return RunRequest(key="", mode=RunMode.ALL)


class NoProvider:
    """A provider that must not be called."""

    name = "fal"

    async def close(self) -> None:
        pass
