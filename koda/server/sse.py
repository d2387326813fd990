"""Several async streams as one `text/event-stream`, with a comment when nothing happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse

_QUIET_SECONDS = 15.0
_WAITING = 256


class EventStream(StreamingResponse):
    """A response of server-sent events (WHATWG HTML, section 9.2)."""

    media_type = "text/event-stream"

    def __init__(self, content: AsyncIterator[bytes]) -> None:
        """Stream encoded events; proxies are told not to hold them back."""
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(content, headers=headers)


Message = tuple[str, str, str]
"""The tag, the JSON, and the id of one event."""


async def merge(
    sources: Sequence[AsyncIterator[Message]], ending: asyncio.Event
) -> AsyncIterator[bytes]:
    """Encode the messages of several sources as they come, until one ends or `ending` is set."""
    queue: asyncio.Queue[Message | None] = asyncio.Queue(_WAITING)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_pump(source, queue)) for source in sources]
        tasks.append(group.create_task(_end(ending, queue)))
        try:
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), _QUIET_SECONDS)
                except TimeoutError:
                    yield format_sse_event(comment="quiet")
                    continue
                if message is None:
                    return
                tag, payload, place = message
                yield format_sse_event(event=tag, data_str=payload, id=place or None)
        finally:
            for task in tasks:
                task.cancel()


async def _pump(source: AsyncIterator[Message], queue: asyncio.Queue[Message | None]) -> None:
    try:
        async for message in source:
            await queue.put(message)
    finally:
        if not queue.full():
            queue.put_nowait(None)


async def _end(ending: asyncio.Event, queue: asyncio.Queue[Message | None]) -> None:
    await ending.wait()
    await queue.put(None)
