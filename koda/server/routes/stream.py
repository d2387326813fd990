"""The one event stream of a tab: its canvas's document, its runs, and who is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Header, Query
from pydantic import RootModel

from koda.canvases.presence import Presence
from koda.core.errors import Invalid
from koda.core.events import CanvasChangedEvent, Event
from koda.core.ids import CanvasId, is_id
from koda.server.inputs import Ending, Koda
from koda.server.sse import EventStream, Message, Messages
from koda.services import Services

router = APIRouter(tags=["stream"])

_PLACE = re.compile(r"(\d{1,15})\.(\d{1,15})")


class EventMessage(RootModel[Event]):
    """The JSON of each event's `data:` line."""


@router.get(
    "/events",
    status_code=200,
    response_class=EventStream,
    responses={200: {"model": EventMessage}},
)
async def follow_events(
    koda: Koda,
    ending: Ending,
    canvas: Annotated[str, Query(max_length=80)],
    tab: Annotated[str, Query(max_length=80)] = "",
    after: Annotated[str, Query(max_length=40)] = "",
    last_event_id: Annotated[str, Header(max_length=40)] = "",
) -> EventStream:
    """Stream what was stored since `Last-Event-ID` (or `after`), then everything as it happens."""
    if not is_id(canvas):
        raise Invalid("This is not a canvas id.", field="canvas")
    key = CanvasId(canvas)
    await koda.canvases.get_record(key)
    seq, number = _parse(last_event_id or after)
    place = _Place(seq, number)
    sources = [_document(koda, key, seq, place), _runs(koda, key, number, place)]
    if tab:
        sources.append(_presence(koda.presence, key, tab))
    return EventStream(sources, ending)


class _Place:
    """What was sent: the document's seq and the runs' event number, both in every event's id."""

    def __init__(self, seq: int, number: int | None) -> None:
        self._seq = seq
        self._number = number or 0

    def at_seq(self, seq: int) -> Callable[[], str]:
        """Give what notes, when it is called, that the document was sent up to here."""

        def reach() -> str:
            self._seq = seq
            return str(self)

        return reach

    def at_number(self, number: int) -> Callable[[], str]:
        """The same for the runs."""

        def reach() -> str:
            self._number = max(self._number, number)
            return str(self)

        return reach

    def __str__(self) -> str:
        return f"{self._seq}.{self._number}"


def _parse(text: str) -> tuple[int, int | None]:
    match = _PLACE.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else (0, None)


async def _document(koda: Services, canvas: CanvasId, after: int, place: _Place) -> Messages:
    async with aclosing(koda.canvases.follow(canvas, after)) as events:
        async for event in events:
            here = None if isinstance(event, CanvasChangedEvent) else place.at_seq(event.seq)
            yield Message(event.type, event.model_dump_json(), here)


async def _runs(koda: Services, canvas: CanvasId, after: int | None, place: _Place) -> Messages:
    async for number, event in koda.runs.follow(canvas, after):
        yield Message(event.type, event.model_dump_json(), place.at_number(number))


async def _presence(presence: Presence, canvas: CanvasId, tab: str) -> Messages:
    async with presence.enter(canvas, tab) as events:
        async for event in events:
            yield Message(event.type, event.model_dump_json())
