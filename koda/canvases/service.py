"""Canvases: create, read, accept updates, follow the log, fold it (docs/spec/sync.md)."""

from __future__ import annotations

import asyncio
import base64
import logging
import random
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from koda.canvases.copies import copy_canvas
from koda.canvases.document import (
    CanvasDoc,
    SharedText,
    apply_update,
    check_touched,
    count_nodes,
    new_document,
    read_canvas,
    read_name,
    write_canvas,
)
from koda.clock import new_id, now
from koda.core.canvas import Canvas
from koda.core.errors import (
    Conflict,
    Invalid,
    NotFound,
    SchemaUnknown,
    TooLarge,
    Unavailable,
    UpdateRefused,
)
from koda.core.events import CaughtUpEvent, SnapshotEvent, UpdateEvent
from koda.core.ids import CanvasId, is_id
from koda.db.canvases import Append, CanvasRecord, CanvasRecords

log = logging.getLogger("koda.canvases")

DocumentEvent = SnapshotEvent | UpdateEvent | CaughtUpEvent
_LIVE = 24
_FOLD_AFTER = 200
_KEYS_KEPT_MS = 7 * 24 * 3600 * 1000
_TRIES = 32


@dataclass(slots=True)
class _Live:
    """A document in memory at a seq of its log."""

    doc: CanvasDoc
    seq: int
    folded: int
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Canvases:
    """The service of canvases. What it acknowledges is durable."""

    def __init__(self, records: CanvasRecords, is_shared_text: SharedText) -> None:
        """Use the rows of canvases; `is_shared_text` says which parameters are `Y.Text`."""
        self._records = records
        self._is_shared_text = is_shared_text
        self._live: OrderedDict[CanvasId, _Live] = OrderedDict()
        self._opening: dict[CanvasId, asyncio.Lock] = {}
        self._bells: dict[CanvasId, asyncio.Event] = {}

    async def create(self, canvas: Canvas) -> Canvas:
        """Create a canvas with this content under its id; raises `Conflict` if the id is taken."""
        if not is_id(canvas.id):
            raise Invalid("A canvas id has 1 to 80 letters, digits, `_` or `-`.")
        doc = new_document()
        write_canvas(doc, canvas, self._is_shared_text)
        first = Append(
            canvas=canvas.id,
            seq=1,
            key=new_id("create"),
            author="",
            payload=doc.get_update(),
            name=read_name(doc),
            node_count=count_nodes(doc),
            time=now(),
        )
        await self._records.create(canvas.id, first.name, first)
        return read_canvas(doc, canvas.id, 1)

    async def list(self, *, query: str = "", trashed: bool = False) -> Sequence[CanvasRecord]:
        """List canvases, newest first."""
        return await self._records.list(query=query, trashed=trashed)

    async def get_record(self, canvas: CanvasId, *, trashed: bool = False) -> CanvasRecord:
        """Get what is known of a canvas; one in the trash only if asked for. Raises `NotFound`."""
        found = await self._records.find(canvas)
        if found is None or (found.deleted_at is not None and not trashed):
            raise NotFound("There is no such canvas.", canvas=canvas)
        return found

    async def get(self, canvas: CanvasId) -> Canvas:
        """Read a canvas as it is now; raises `NotFound`."""
        live = await self._open(canvas)
        return read_canvas(live.doc, canvas, live.seq)

    async def push(self, canvas: CanvasId, key: str, update: bytes, author: str = "") -> int:
        """Accept an edit: append it to the log (S1). The same key again stores nothing (S2).

        Returns:
            The seq of the update.

        Raises:
            UpdateRefused, TooLarge, SchemaUnknown: A rule of the document; nothing is kept (S6).
            NotFound: No such canvas, or it is in the trash.
        """
        if not 0 < len(key) <= 80:
            raise Invalid("A message key has 1 to 80 characters.", field="key")
        for attempt in range(_TRIES):
            if attempt:  # another process was first: let it finish, at a time of one's own
                await asyncio.sleep(random.uniform(0, 0.005 * attempt))  # noqa: S311
            live = await self._open(canvas)
            async with live.lock:
                known = await self._records.find_seq(canvas, key)
                if known is not None:
                    return known
                if self._live.get(canvas) is not live:
                    continue
                seq = await self._push_once(canvas, live, key, update, author)
            if seq is not None:
                self._ring(canvas)
                if seq - live.folded >= _FOLD_AFTER:
                    await self.compact(canvas)
                return seq
        raise Unavailable("The canvas is edited by too many at once.", canvas=canvas)

    async def replace(self, canvas: CanvasId, wanted: Canvas, author: str = "") -> Canvas:
        """Write the difference between the canvas and a wanted one, as one edit of its own."""
        live = await self._open(canvas)
        copy = new_document()
        copy.apply_update(live.doc.get_update())
        before = copy.get_state()
        write_canvas(copy, wanted, self._is_shared_text)
        await self.push(canvas, new_id("put"), copy.get_update(before), author)
        return await self.get(canvas)

    async def duplicate(self, canvas: CanvasId, name: str | None = None) -> Canvas:
        """Copy a canvas under fresh ids."""
        found = await self.get(canvas)
        title = name or f"{found.name} (copy)"
        return await self.create(copy_canvas(found, CanvasId(new_id("cnv")), title))

    async def trash(self, canvas: CanvasId) -> None:
        """Put a canvas into the trash; again is no error."""
        await self._records.mark(canvas, now())
        self._live.pop(canvas, None)

    async def restore(self, canvas: CanvasId) -> CanvasRecord:
        """Take a canvas out of the trash; raises `NotFound`."""
        await self.get_record(canvas, trashed=True)
        await self._records.mark(canvas, None)
        return await self.get_record(canvas)

    async def remove_forever(self, canvas: CanvasId) -> None:
        """Remove a canvas and its log; again is no error."""
        await self._records.remove(canvas)
        self._live.pop(canvas, None)

    async def follow(self, canvas: CanvasId, after: int) -> AsyncIterator[DocumentEvent]:
        """Give everything after a seq, then `caught_up`, then each update as it is accepted.

        When the log before `after` was folded, the first event is a snapshot (S4).
        """
        await self.get_record(canvas)
        caught_up = False
        while True:
            bell = self._bells.setdefault(canvas, asyncio.Event())
            record = await self._records.find(canvas)
            if record is None:
                return
            if after < record.snapshot_seq:
                snapshot = await self._records.snapshot(canvas, record.snapshot_seq)
                after = record.snapshot_seq
                yield SnapshotEvent(seq=after, update=base64.b64encode(snapshot).decode())
            for one in await self._records.updates_after(canvas, after):
                after = one.seq
                yield UpdateEvent(
                    seq=one.seq,
                    key=one.key,
                    author=one.author,
                    update=base64.b64encode(one.payload).decode(),
                )
            if not caught_up:
                caught_up = True
                yield CaughtUpEvent(seq=after)
            await bell.wait()

    async def compact(self, canvas: CanvasId) -> None:
        """Fold the log up to now into a snapshot; updates that come meanwhile stay (S5)."""
        live = await self._open(canvas)
        async with live.lock:
            record = await self.get_record(canvas)
            if record.head_seq != live.seq or record.snapshot_seq == live.seq:
                return
            document, seq = live.doc.get_update(), live.seq
            try:
                await self._records.fold(record, seq, document, forget_before=now() - _KEYS_KEPT_MS)
            except Conflict:
                return  # another process has just folded it
            live.folded = seq

    async def _push_once(
        self, canvas: CanvasId, live: _Live, key: str, update: bytes, author: str
    ) -> int | None:
        """Append one update; none when another process was first and it must be tried again."""
        try:
            check_touched(live.doc, apply_update(live.doc, update))
        except (UpdateRefused, TooLarge, SchemaUnknown):
            self._live.pop(canvas, None)  # the document in memory has the refused edit in it
            raise
        try:
            await self._records.append(
                Append(
                    canvas=canvas,
                    seq=live.seq + 1,
                    key=key,
                    author=author[:80],
                    payload=update,
                    name=read_name(live.doc),
                    node_count=count_nodes(live.doc),
                    time=now(),
                )
            )
        except BaseException as error:
            self._live.pop(canvas, None)
            if isinstance(error, Conflict):
                return None
            raise
        live.seq += 1
        return live.seq

    async def _open(self, canvas: CanvasId) -> _Live:
        """Give the document in memory, brought up to the log."""
        async with self._opening.setdefault(canvas, asyncio.Lock()):
            record = await self.get_record(canvas)
            live = self._live.get(canvas)
            if live is None:
                live = _Live(new_document(), 0, record.snapshot_seq)
            async with live.lock:
                await self._catch_up(live, record)
            self._live[canvas] = live
            self._live.move_to_end(canvas)
            while len(self._live) > _LIVE:
                gone, _ = self._live.popitem(last=False)
                self._opening.pop(gone, None)
            return live

    async def _catch_up(self, live: _Live, record: CanvasRecord) -> None:
        if live.seq < record.snapshot_seq:
            live.doc.apply_update(await self._records.snapshot(record.id, record.snapshot_seq))
            live.seq = live.folded = record.snapshot_seq
        if live.seq < record.head_seq:
            for one in await self._records.updates_after(record.id, live.seq):
                live.doc.apply_update(one.payload)
                live.seq = one.seq

    def _ring(self, canvas: CanvasId) -> None:
        bell = self._bells.pop(canvas, None)
        if bell is not None:
            bell.set()
