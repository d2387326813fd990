"""Who is on a canvas now: kept in memory, passed to the other tabs, never stored."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from pydantic import JsonValue

from koda.core.errors import TooLarge
from koda.core.events import PresenceEvent
from koda.core.ids import CanvasId

PresenceState = dict[str, JsonValue]
MAX_STATE = 64 * 1024
_WAITING = 200


class Presence:
    """One room per canvas. A tab is in it while its stream is open."""

    def __init__(self) -> None:
        """Start empty."""
        self._rooms: dict[CanvasId, _Room] = {}

    def show(self, canvas: CanvasId, tab: str, state: PresenceState | None) -> None:
        """Tell the other tabs of a canvas what this tab shows; none: it has gone.

        Raises:
            TooLarge: The state is above 64 KiB of JSON.
        """
        if state is not None and len(json.dumps(state)) > MAX_STATE:
            raise TooLarge("A tab shows too much of itself.", limit=MAX_STATE)
        room = self._rooms.get(canvas)
        if room is None or not room.has(tab):
            return  # nobody whose stream is open: it says it again when it is
        self._tell(room, tab, state)

    def _tell(self, room: _Room, tab: str, state: PresenceState | None) -> None:
        if state is not None:
            room.states[tab] = state
        elif room.states.pop(tab, None) is None:
            return  # nobody saw it
        room.tell(PresenceEvent(tab=tab, state=state))

    @asynccontextmanager
    async def enter(
        self, canvas: CanvasId, tab: str
    ) -> AsyncGenerator[AsyncIterator[PresenceEvent]]:
        """Join a canvas: first who is here already, then every change, until it is left."""
        room = self._rooms.setdefault(canvas, _Room())
        queue: asyncio.Queue[PresenceEvent] = asyncio.Queue(_WAITING)
        for other, state in room.states.items():
            if other != tab and not queue.full():
                queue.put_nowait(PresenceEvent(tab=other, state=state))
        room.listeners.append((tab, queue))
        try:
            yield _drain(queue)
        finally:
            room.listeners.remove((tab, queue))
            if not room.has(tab):
                self._tell(room, tab, None)
            if not room.listeners:
                self._rooms.pop(canvas, None)


class _Room:
    def __init__(self) -> None:
        self.states: dict[str, PresenceState] = {}
        self.listeners: list[tuple[str, asyncio.Queue[PresenceEvent]]] = []

    def has(self, tab: str) -> bool:
        return any(other == tab for other, _ in self.listeners)

    def tell(self, event: PresenceEvent) -> None:
        for tab, queue in self.listeners:
            # A tab that does not read loses motion, nothing that is stored.
            if tab != event.tab and not queue.full():
                queue.put_nowait(event)


async def _drain(queue: asyncio.Queue[PresenceEvent]) -> AsyncIterator[PresenceEvent]:
    while True:
        yield await queue.get()
