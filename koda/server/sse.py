"""Several async streams as one `text/event-stream`, with a comment when nothing happens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse
from starlette.types import Send

from koda.runs.attendance import seconds_left

log = logging.getLogger("koda.server")

_QUIET_SECONDS = 15.0
# Few: a reader that is slow holds the sources back, not a copy of what they say.
_WAITING = 16
_AGAIN_MS = 250
"""When who was sent away comes back (`retry:`)."""
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # proxies do not hold it back


@dataclass(frozen=True, slots=True)
class Message:
    """One event: its tag, its JSON, and the place that a reader has reached with it.

    Attributes:
        tag: The name of the event; empty for one without (`message`).
        place: Called when the event goes out, not before: what another source says may overtake
            it, and must not carry a place that was not reached. None: it has no place.
    """

    tag: str
    payload: str
    place: Callable[[], str] | None = None


Messages = AsyncGenerator[Message]


class EventStream(StreamingResponse):
    """Server-sent events (WHATWG HTML, section 9.2) of several sources, as they come.

    It ends when a source ends or fails, when `ending` is set, or when the request has no seconds
    left; in the last two cases it asks the reader to come back, who goes on from `Last-Event-ID`.
    Sources are closed in any case.
    """

    media_type = "text/event-stream"

    def __init__(self, sources: Sequence[Messages], ending: asyncio.Event) -> None:
        """Merge the sources."""
        super().__init__(_nothing(), headers=_HEADERS)
        self._sources = sources
        self._ending = ending

    async def stream_response(self, send: Send) -> None:
        """Send the events until there are no more."""
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        said, heard = anyio.create_memory_object_stream[Message](_WAITING)
        tasks = [asyncio.create_task(_pump(source, said)) for source in self._sources]
        sent_away = asyncio.create_task(_until(self._ending, seconds_left()))
        tasks.append(sent_away)
        for task in tasks:  # the first that ends is the end; what was said before it still goes out
            task.add_done_callback(lambda _: said.close())
        try:
            while (chunk := await _next_chunk(heard)) is not None:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            if sent_away.done():
                again = format_sse_event(retry=_AGAIN_MS)
                await send({"type": "http.response.body", "body": again, "more_body": True})
        finally:
            with anyio.CancelScope(shield=True):
                await _close(tasks)
            heard.close()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _nothing() -> AsyncGenerator[bytes]:
    for chunk in ():
        yield chunk


async def _next_chunk(heard: MemoryObjectReceiveStream[Message]) -> bytes | None:
    """Wait for an event, or for nothing for a while; none at the end."""
    message: Message | None = None
    with anyio.move_on_after(_QUIET_SECONDS):
        try:
            message = await heard.receive()
        except anyio.EndOfStream:
            return None
    if message is None:
        return format_sse_event(comment="quiet")
    place = None if message.place is None else message.place()
    return format_sse_event(event=message.tag or None, data_str=message.payload, id=place)


async def _pump(source: Messages, said: MemoryObjectSendStream[Message]) -> None:
    async with aclosing(source):
        async for message in source:
            try:
                await said.send(message)
            except (anyio.ClosedResourceError, anyio.BrokenResourceError):
                return


async def _until(ending: asyncio.Event, seconds: float | None) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await ending.wait()


async def _close(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.error("a stream broke off", exc_info=outcome)
