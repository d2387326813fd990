"""The one event stream of a tab: its canvas's document, its runs, and who is there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from pydantic import RootModel

from koda.canvases.presence import Presence
from koda.core.errors import Invalid
from koda.core.events import Event
from koda.core.ids import CanvasId, is_id
from koda.server.inputs import Ending, Koda
from koda.server.sse import EventStream, Message, merge
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
    place = _Place(*_parse(last_event_id or after))
    sources = [_document(koda, key, place), _runs(koda, key, place)]
    if tab:
        sources.append(_presence(koda.presence, key, tab))
    return EventStream(merge(sources, ending))


class _Place:
    """Where the stream is: the document's seq and the runs' event id, both in every event's id."""

    def __init__(self, seq: int, event: int) -> None:
        self.seq = seq
        self.event = event

    def __str__(self) -> str:
        return f"{self.seq}.{self.event}"


def _parse(text: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(text)
    return (int(match[1]), int(match[2])) if match else (0, 0)


async def _document(koda: Services, canvas: CanvasId, place: _Place) -> AsyncIterator[Message]:
    async for event in koda.canvases.follow(canvas, place.seq):
        place.seq = event.seq
        yield event.type, event.model_dump_json(), str(place)


async def _runs(koda: Services, canvas: CanvasId, place: _Place) -> AsyncIterator[Message]:
    async for number, event in koda.runs.follow(canvas, place.event):
        place.event = max(place.event, number)
        yield event.type, event.model_dump_json(), str(place)


async def _presence(presence: Presence, canvas: CanvasId, tab: str) -> AsyncIterator[Message]:
    async with presence.enter(canvas, tab) as events:
        async for event in events:
            yield event.type, event.model_dump_json(), ""
