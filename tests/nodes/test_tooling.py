"""Long work tells how far it is, and ends when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import anyio.to_thread
import pytest

from koda.core.ids import AssetId
from koda.core.values import MediaValue
from koda.nodes.tooling import Tell, ratio_of, saved_film


class Desk:
    """A context that only works and listens."""

    def __init__(self) -> None:
        self.told: list[float] = []

    async def work(self, function: Callable[..., Any], *args: object) -> Any:
        return await anyio.to_thread.run_sync(function, *args)

    async def save(self, content: bytes | Path, *, name: str = "") -> MediaValue:
        assert isinstance(content, Path)
        return MediaValue(type="video", asset=AssetId(content.read_text()), hash=name)

    def report(self, fraction: float | None = None, message: str = "") -> None:
        self.told.append(fraction or 0.0)


async def test_progress_is_told_as_a_share_of_the_whole_step() -> None:
    desk = Desk()

    def make(target: Path, tell: Tell) -> None:
        tell(0.5)
        tell(1.0)
        target.write_text("ast_1")

    made = await saved_film(desk, make, "Made", (1, 4))  # type: ignore[arg-type]
    assert (made.asset, made.hash) == ("ast_1", "Made")
    assert desk.told == [0.375, 0.5]


async def test_a_cancelled_step_ends_the_thread_that_works_for_it() -> None:
    desk, ended = Desk(), Event()

    def make(_: Path, tell: Tell) -> None:
        try:
            for place in count():
                tell(place / 1e6)
                time.sleep(0.002)
        finally:
            ended.set()

    work = asyncio.create_task(saved_film(desk, make, "Made"))  # type: ignore[arg-type]
    while not desk.told:
        await asyncio.sleep(0.01)
    assert not ended.is_set()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert await asyncio.to_thread(ended.wait, 20)


@pytest.mark.parametrize(
    ("words", "ratio"),
    [("16:9", 16 / 9), ("1:1", 1), ("auto", None), (None, None), ("1:0", None), ("a:b", None)],
)
def test_ratios_are_read(words: str | None, ratio: float | None) -> None:
    assert ratio_of(words) == ratio
