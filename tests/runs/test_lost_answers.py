"""A database at a server applies a write and its answer is lost: nothing is lost, nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.adapters import open_database
from koda.core.errors import StorageFailed
from koda.core.run import RunMode, RunState
from koda.settings import Settings
from tests.canvases.writing import Writer
from tests.databases import chosen_kinds, database_variables, sqld
from tests.runs.studio import CANVAS, Studio, open_studio, word
from tests.servers.forgetful import Forgetful, run_forgetful

pytestmark = pytest.mark.skipif("sqld" not in chosen_kinds(), reason="another database is tested")

CLAIM = b"SET state = 'running'"
OUTCOME = b"UPDATE steps SET state = ?"
START = b"INSERT INTO runs"
APPEND = b"INSERT INTO canvas_updates"


@pytest.fixture
async def proxy() -> AsyncIterator[Forgetful]:
    async with run_forgetful(sqld().port) as running:
        yield running


@pytest.fixture
async def studio(
    proxy: Forgetful, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Studio]:
    monkeypatch.setattr("koda.runs.worker._RENEW_SECONDS", 0.2)
    variables = dict(database_variables("sqld", tmp_path))
    near, far = str(sqld().port), str(proxy.port)
    variables["TURSO_DATABASE_URL"] = variables["TURSO_DATABASE_URL"].replace(near, far)
    database = open_database(Settings.model_validate(variables))
    async with open_studio(tmp_path, wrap=lambda _: database) as opened:
        yield opened


async def test_an_edit_is_sent_again_and_is_there_once(studio: Studio, proxy: Forgetful) -> None:
    await studio.put(word("a"))
    update = Writer().add("n1", kind="word")
    proxy.lose_next(APPEND)
    with pytest.raises(StorageFailed):
        await studio.canvases.push(CANVAS, "k", update)
    before = await studio.canvases.get(CANVAS)
    seq = await studio.canvases.push(CANVAS, "k", update)
    assert (await studio.canvases.get(CANVAS)).seq == seq == before.seq
    assert "n1" in before.nodes


async def test_a_run_is_asked_for_again_and_is_the_same(studio: Studio, proxy: Forgetful) -> None:
    await studio.put(word("a"))
    proxy.lose_next(START)
    with pytest.raises(StorageFailed):
        await studio.start("k")
    run = await studio.run("k")
    assert run.state == RunState.DONE
    assert len(await studio.runs.list(CANVAS)) == 1
    assert studio.calls.entered == ["a"]


@pytest.mark.parametrize("moment", [CLAIM, OUTCOME])
async def test_a_step_is_done_once_whatever_answer_is_lost(
    studio: Studio, proxy: Forgetful, moment: bytes
) -> None:
    await studio.put(word("a"), word("b"), wires="a>b")
    proxy.lose_next(moment)
    run = await studio.run("k", RunMode.ALL)
    assert proxy.lost
    assert run.state == RunState.DONE
    assert studio.calls.entered == ["a", "b"]
