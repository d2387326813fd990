"""Who is on a canvas now: kept in memory, passed to the other tabs, never stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from pydantic import JsonValue

from koda.core.events import PresenceEvent
from koda.core.ids import CanvasId

PresenceState = dict[str, JsonValue]
_WAITING = 200


class Presence:
    """One room per canvas. A tab is in it while its stream is open."""

    def __init__(self) -> None:
        """Start empty."""
        self._rooms: dict[CanvasId, _Room] = {}

    def show(self, canvas: CanvasId, tab: str, state: PresenceState | None) -> None:
        """Tell the other tabs of a canvas what this tab shows; none: it has gone."""
        room = self._rooms.get(canvas)
        if room is None:
            return
        if state is None:
            room.states.pop(tab, None)
        else:
            room.states[tab] = state
        room.tell(PresenceEvent(tab=tab, state=state))

    @asynccontextmanager
    async def enter(
        self, canvas: CanvasId, tab: str
    ) -> AsyncGenerator[AsyncIterator[PresenceEvent]]:
        """Join a canvas: first who is here already, then every change, until it is left."""
        room = self._rooms.setdefault(canvas, _Room())
        queue: asyncio.Queue[PresenceEvent] = asyncio.Queue(_WAITING)
        for other, state in room.states.items():
            if other != tab:
                queue.put_nowait(PresenceEvent(tab=other, state=state))
        room.listeners.append((tab, queue))
        try:
            yield _drain(queue)
        finally:
            room.listeners.remove((tab, queue))
            if not any(other == tab for other, _ in room.listeners):
                self.show(canvas, tab, None)
            if not room.listeners:
                self._rooms.pop(canvas, None)


class _Room:
    def __init__(self) -> None:
        self.states: dict[str, PresenceState] = {}
        self.listeners: list[tuple[str, asyncio.Queue[PresenceEvent]]] = []

    def tell(self, event: PresenceEvent) -> None:
        for tab, queue in self.listeners:
            # A tab that does not read loses motion, nothing that is stored.
            if tab != event.tab and not queue.full():
                queue.put_nowait(event)


async def _drain(queue: asyncio.Queue[PresenceEvent]) -> AsyncIterator[PresenceEvent]:
    while True:
        yield await queue.get()
