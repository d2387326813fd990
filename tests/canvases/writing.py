"""Clients of canvases as tests need them: updates of one edit, and readers of the stream."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from typing import Any

from pycrdt import Doc, Map, Text

from koda.canvases.document import new_document
from koda.canvases.service import Canvases
from koda.core.ids import CanvasId

Edit = Callable[[Doc[Any]], None]


class Writer:
    """A document of its own; each edit gives the update that a tab would send."""

    def __init__(self, doc: Doc[Any] | None = None) -> None:
        self.doc = doc or new_document()

    def edit(self, edit: Edit) -> bytes:
        before = self.doc.get_state()
        with self.doc.transaction():
            edit(self.doc)
        return self.doc.get_update(before)

    def add(self, node: str, **params: Any) -> bytes:
        return self.edit(lambda doc: nodes_of(doc).update({node: node_map(**params)}))


def nodes_of(doc: Doc[Any]) -> Map[Any]:
    return doc.get("nodes", type=Map)


def node_map(kind: str = "text", **params: Any) -> Map[Any]:
    shared = {name: Text(v) if name == "content" else v for name, v in params.items()}
    return Map({"kind": kind, "name": "", "x": 0.0, "y": 0.0, "z": 0, "params": Map(shared)})


async def read_all(canvases: Canvases, canvas: CanvasId, after: int = 0) -> Doc[Any]:
    """What a tab has once it has caught up."""
    doc = new_document()
    async for event in canvases.follow(canvas, after):
        if event.type == "caught_up":
            return doc
        doc.apply_update(base64.b64decode(event.update))
    raise AssertionError("the stream ended before it had caught up")


class Reader:
    """Follows a canvas in the background and applies what comes."""

    def __init__(self, canvases: Canvases, canvas: CanvasId, after: int = 0) -> None:
        self.doc = new_document()
        self.events: list[Any] = []
        self._seen = asyncio.Condition()
        self.task = asyncio.create_task(self._run(canvases, canvas, after))

    async def _run(self, canvases: Canvases, canvas: CanvasId, after: int) -> None:
        async for event in canvases.follow(canvas, after):
            if event.type in {"snapshot", "update"}:
                self.doc.apply_update(base64.b64decode(event.update))
            async with self._seen:
                self.events.append(event)
                self._seen.notify_all()
        async with self._seen:
            self.events.append(None)
            self._seen.notify_all()

    async def until(self, check: Callable[[Reader], bool]) -> None:
        async with self._seen, asyncio.timeout(60):
            await self._seen.wait_for(lambda: check(self))

    async def caught_up(self) -> None:
        await self.until(
            lambda one: any(event and event.type == "caught_up" for event in one.events)
        )

    async def close(self) -> None:
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)
