"""What a step asks of a language model, and what becomes of it when things break."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest

from koda.core.errors import ProviderAuth, ProviderRateLimited, StreamBroken
from koda.core.ids import CanvasId, NodeId, RunId, StepId
from koda.core.run import StepState
from koda.core.usage import TextUsage
from koda.db.base import Statement
from koda.providers.text import Begun, Finished, Reasoning, Said, TextPiece, TextRequest
from koda.runs.jobs import Buyer
from koda.runs.scribe import Page
from koda.runs.seam import Seam
from koda.runs.slots import Slots
from tests.runs.studio import Studio, open_studio, step_of, word

WHOLE = "Four scenes: a door opens, a cup steams, a hand waves, the sun goes down. "

BUYER = Buyer(StepId("stp"), "claim", RunId("run"), CanvasId("canvas"), NodeId("a"), "word")


class Author:
    """A language model that writes `WHOLE`, as far as the test lets it."""

    def __init__(self) -> None:
        self.asked: list[TextRequest] = []
        self.said = 0
        self.plan: list[Callable[[], None]] = []
        self.stop_after: list[int | None] = []
        self.errors: list[Exception | None] = []
        self.gate: asyncio.Event | None = None

    async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
        self.asked.append(request)
        if self.errors and (error := self.errors.pop(0)) is not None:
            raise error
        kept = request.messages[-2].text if len(request.messages) > 2 else ""
        assert WHOLE.startswith(kept)
        rest = WHOLE[len(kept) :]
        stop = self.stop_after.pop(0) if self.stop_after else None
        yield Begun(TextUsage(input_tokens=10))
        yield Reasoning("Let me see. ")
        for place in range(0, len(rest), 5):
            if stop is not None and place >= stop:
                raise StreamBroken("The connection is gone.")
            if self.gate is not None and place >= 20:
                await self.gate.wait()
            self.said += len(rest[place : place + 5])
            yield Said(rest[place : place + 5])
        yield Finished("stop", TextUsage(10, len(rest)), cost=100, request_id="req_1")

    async def prepare(self) -> None:
        return

    async def close(self) -> None:
        return


async def _run(studio: Studio, key: str = "k"):
    await studio.put(word("a", "go", act="write"))
    run = await studio.run(key)
    return run, step_of(run, "a")


def _text(step) -> str:
    return step.outputs["output"].text


@pytest.mark.rule("R27")
async def test_an_answer_is_stored_with_what_it_cost(tmp_path: Path) -> None:
    author = Author()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        run, step = await _run(studio)
        assert _text(step) == WHOLE
        assert (step.cost, run.cost) == (100, 100)
        parts, ended = await studio.transcripts.read(run.id, step.id, 0)
    assert ended
    assert [one.number for one in parts] == list(range(1, len(parts) + 1))
    assert "".join(one.text for one in parts if one.kind == "text") == WHOLE
    assert "".join(one.text for one in parts if one.kind == "reasoning") == "Let me see. "


@pytest.mark.rule("R28")
async def test_a_broken_answer_is_gone_on_with_and_only_the_rest_is_asked_for(
    tmp_path: Path,
) -> None:
    author = Author()
    author.stop_after = [30, 15]
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        _, step = await _run(studio)
    assert _text(step) == WHOLE
    assert len(author.asked) == 3
    assert author.said == len(WHOLE), "nothing is said twice"
    assert author.asked[1].messages[-2].text == WHOLE[:30]
    assert step.cost > 100, "what broke off is paid for, too"


@pytest.mark.rule("R28")
async def test_a_process_that_dies_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    author = Author()
    author.gate = asyncio.Event()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await studio.put(word("a", "go", act="write"))
        run = await studio.start("k")
        await _until(lambda: author.said >= 20)
        await asyncio.sleep(0.2)
    author.gate = None
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        found = await asyncio.wait_for(studio.runs.wait(run.id), 60)
        step = step_of(found, "a")
    assert step.state == StepState.DONE
    assert _text(step) == WHOLE
    assert author.said == len(WHOLE)


@pytest.mark.rule("R29")
async def test_what_was_not_taken_is_asked_again_and_costs_once(tmp_path: Path) -> None:
    author = Author()
    author.errors = [
        ProviderRateLimited("Slow down.", retry_after=0),
        ProviderRateLimited("Slow down.", retry_after=0),
    ]
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        _, step = await _run(studio)
    assert _text(step) == WHOLE
    assert step.cost == 100
    assert len(author.asked) == 3


@pytest.mark.rule("R29")
async def test_a_wrong_key_is_said_at_once(tmp_path: Path) -> None:
    author = Author()
    author.errors = [ProviderAuth("The key is wrong.")]
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        _, step = await _run(studio)
    assert step.failure.code == "provider.auth"
    assert len(author.asked) == 1


@pytest.mark.rule("R27")
async def test_a_provider_that_is_not_set_up_is_named(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        _, step = await _run(studio)
    assert step.failure.code == "not_configured"


@pytest.mark.rule("R30")
async def test_who_follows_hears_it_as_it_is_said(tmp_path: Path) -> None:
    author = Author()
    author.gate = asyncio.Event()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await studio.put(word("a", "go", act="write"))
        heard: list[str] = []
        started = asyncio.Event()

        async def listen() -> None:
            async for _, event in studio.runs.follow("c", None):
                started.set()
                if event.type == "said":
                    heard.extend(one.text for one in event.parts if one.kind == "text")

        listener = asyncio.create_task(listen())
        run = await studio.start("k")
        await _until(lambda: "".join(heard) == WHOLE[:20])
        author.gate.set()
        await studio.runs.wait(run.id)
        await _until(lambda: "".join(heard) == WHOLE)
        listener.cancel()


@pytest.mark.rule("R30")
async def test_a_transcript_is_followed_from_any_place_to_its_end(tmp_path: Path) -> None:
    author = Author()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        run, step = await _run(studio)
        whole = [
            part async for parts in studio.transcripts.follow(run.id, step.id) for part in parts
        ]
        rest = [
            part
            async for parts in studio.transcripts.follow(run.id, step.id, whole[0].number)
            for part in parts
        ]
    assert rest == whole[1:]


@pytest.mark.rule("R31")
async def test_a_cancelled_step_stops_the_model_and_books_what_it_said(tmp_path: Path) -> None:
    author = Author()
    author.gate = asyncio.Event()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await studio.put(word("a", "go", act="write"))
        run = await studio.start("k")
        await _until(lambda: author.said >= 20)
        await studio.runs.cancel(run.id)
        await _until_cost(studio, run.id)
        found = await studio.runs.get(run.id)
    assert step_of(found, "a").state == StepState.CANCELLED
    assert 0 < found.cost < 100


async def test_many_answers_at_once_take_no_places(tmp_path: Path) -> None:
    author = Author()
    author.gate = asyncio.Event()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await studio.put(*(word(f"a{n}", f"go {n}", act="write") for n in range(30)), word("b"))
        run = await studio.start("k")
        await _until(lambda: len(author.asked) == 30)
        await studio.until(run, "b", "done")
        author.gate.set()
        found = await asyncio.wait_for(studio.runs.wait(run.id), 60)
    assert all(_text(one) == WHOLE for one in found.steps if one.node != "b")


@pytest.mark.parametrize("size", range(0, 40, 7))
def test_what_a_continuation_repeats_is_dropped(size: int) -> None:
    kept = WHOLE[:40]
    again = kept[-size:] if size >= 16 else ""
    pieces = again + WHOLE[40:]
    for step in (1, 3, 1000):
        seam = Seam(kept)
        text = "".join(seam.feed(pieces[n : n + step]) for n in range(0, len(pieces), step))
        assert kept + text + seam.finish() == WHOLE


async def _until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not done():
            await asyncio.sleep(0.01)


async def _until_cost(studio: Studio, run: str) -> None:
    async with asyncio.timeout(60):
        while not (await studio.runs.get(run)).cost:
            await asyncio.sleep(0.01)


@pytest.mark.rule("R31")
async def test_a_request_whose_writer_died_is_booked_with_its_own_words_only(
    tmp_path: Path,
) -> None:
    author = Author()
    author.stop_after = [45]
    author.gate = asyncio.Event()
    author.gate.set()
    used = "SELECT sum(output_tokens) AS tokens FROM writings"
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await studio.put(word("a", "go", act="write"))
        run = await studio.start("k")
        await _until(lambda: author.said >= 45)
        author.gate.clear()
        await _until(lambda: author.said >= 65)
        await asyncio.sleep(0.2)
    author.gate = None
    async with open_studio(tmp_path, writers={"test": author}, work=False) as studio:
        before = (await studio.database.read(used))[0]["tokens"]
        lost = "UPDATE writings SET state = 'open', output_tokens = 0 WHERE attempt = 2"
        await studio.database.write([Statement(lost, expect=1)])
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await asyncio.wait_for(studio.runs.wait(run.id), 60)
        after = await studio.database.read(f"{used} WHERE attempt <= 2")
    assert after[0]["tokens"] == before


async def test_half_a_character_is_shown_as_a_sign_and_stops_nothing(tmp_path: Path) -> None:
    class Halves(Author):
        async def stream(self, request: TextRequest) -> AsyncGenerator[TextPiece]:
            for piece in ("A \ud83d", "fine \ud83d\ude00 day"):
                yield Said(piece)
            yield Finished("stop", TextUsage(10, 5), cost=100, request_id="req_1")

    async with open_studio(tmp_path, writers={"test": Halves()}) as studio:
        _, step = await _run(studio)
    assert _text(step) == "A \ufffdfine \U0001f600 day"


def test_a_piece_that_may_be_written_already_takes_no_more_in() -> None:
    page = Page(BUYER, 0)
    page.add("main", "text", "first ")
    page.waiting[:0] = [one.part for one in page.take()]
    page.add("main", "text", "second ")
    page.add("main", "text", "third")
    assert [one.text for one in page.waiting] == ["first ", "second third"]


def test_a_step_gives_one_place_away_however_many_answers_it_waits_for() -> None:
    slots = Slots()
    with slots.waiting(BUYER.step), slots.waiting(BUYER.step):
        assert slots.away == 1
    assert slots.away == 0


@pytest.mark.rule("R29")
async def test_a_model_that_never_says_a_word_is_given_up(tmp_path: Path) -> None:
    author = Author()
    author.stop_after = [0] * 10
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        _, step = await _run(studio)
    assert step.failure.code == "provider.stream_broken"
    assert len(author.asked) == 3


@pytest.mark.rule("R31")
async def test_what_a_dead_process_has_used_is_booked_though_its_step_is_given_up(
    tmp_path: Path,
) -> None:
    author = Author()
    author.gate = asyncio.Event()
    async with open_studio(tmp_path, writers={"test": author}) as studio:
        await studio.put(word("a", "go", act="write"))
        run = await studio.start("k")
        await _until(lambda: author.said >= 20)
        await asyncio.sleep(0.2)
        await studio.database.write(  # as if it had been killed, and its run cancelled by another
            [Statement("UPDATE steps SET state = 'cancelled', claim = NULL")]
        )
        await studio.writings.settle()
        found = await studio.runs.get(run.id)
        assert 0 < found.cost < 100
        await studio.writings.settle()
        assert (await studio.runs.get(run.id)).cost == found.cost


@pytest.mark.rule("R38")
async def test_an_event_is_told_once_however_often_the_step_begins_again(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        run, step = await _run_telling(studio)
        run = await studio.until(run, "a", "asking")
        assert studio.calls.entered == ["go"]
        await studio.runs.answer(run.id, step.id, "go", "yes")
        await studio.runs.wait(run.id)
        assert studio.calls.entered == ["go", "go"]
        parts, ended = await studio.transcripts.read(run.id, step.id, 0)
        assert ended
        assert [(one.number, one.kind, one.name, json.loads(one.text)) for one in parts] == [
            (1, "event", "first", {"type": "word", "word": "go <é>"}),
            (2, "event", "last", {"type": "word", "word": "yes"}),
        ]


@pytest.mark.rule("R38")
async def test_who_has_lost_the_step_tells_nothing(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        run, step = await _run_telling(studio)
        await studio.until(run, "a", "asking")
        buyer = Buyer(step.id, "another claim", run.id, CanvasId("c"), NodeId("a"), "word")
        await studio.writings.tell(buyer, "late", {"type": "word"})
        parts, _ = await studio.transcripts.read(run.id, step.id, 0)
        assert [one.name for one in parts] == ["first"]


async def test_a_file_that_is_saved_once_is_one_file(tmp_path: Path) -> None:
    async with open_studio(tmp_path) as studio:
        await studio.put(word("a", "go", act="save"))
        run = await studio.run("k")
        one, other = _text(step_of(run, "a")).split()
        assert one == other
        assert len(await studio.library.list()) == 1


async def _run_telling(studio: Studio):
    await studio.put(word("a", "go", act="tell"))
    run = await studio.start("k")
    return run, step_of(run, "a")
