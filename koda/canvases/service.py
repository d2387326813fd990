"""Canvases: create, read, accept updates, follow the log, fold it (docs/spec/sync.md)."""

from __future__ import annotations

import asyncio
import base64
import logging
import random
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from koda.canvases.copies import copy_canvas
from koda.canvases.document import (
    CanvasDoc,
    SharedText,
    count_nodes,
    new_document,
    read_canvas,
    read_name,
    watch_changes,
    write_canvas,
)
from koda.canvases.door import MAX_DOCUMENT_BYTES, check_change, inspect_update
from koda.canvases.wire import Contents, read_state
from koda.clock import new_id, now
from koda.core.canvas import Canvas
from koda.core.errors import (
    Conflict,
    Invalid,
    KodaError,
    NotFound,
    Unavailable,
    UpdateRefused,
)
from koda.core.events import CanvasChangedEvent, CaughtUpEvent, SnapshotEvent, UpdateEvent
from koda.core.ids import CanvasId, is_id
from koda.db.canvases import Append, CanvasRecord, CanvasRecords, StoredUpdate

log = logging.getLogger("koda.canvases")

DocumentEvent = SnapshotEvent | UpdateEvent | CaughtUpEvent | CanvasChangedEvent
_LIVE = 24
_LIVE_BYTES = 128 * 1024 * 1024
_FOLD_AFTER = 200
_FOLD_BYTES = 1024 * 1024
_KEYS_KEPT_MS = 7 * 24 * 3600 * 1000
_LOOK_SECONDS = 60.0
_THREAD_BYTES = 64 * 1024
_TRIES = 12


@dataclass(slots=True)
class _Live:
    """A document in memory at a seq of its log.

    Attributes:
        made: When its canvas was created: an id may come back after a removal.
        size: Bytes of its snapshot and of the updates since; an estimate of the document.
        folded, loose: The seq of its snapshot, and the bytes of updates since.
    """

    made: int
    doc: CanvasDoc
    seq: int = 0
    size: int = 0
    folded: int = 0
    loose: int = 0


class Canvases:
    """The service of canvases. What it acknowledges is durable.

    A document in memory is only touched under its canvas's lock. It never holds what was not
    stored: when a check or a write fails, it is thrown away and read again.
    """

    def __init__(self, records: CanvasRecords, is_shared_text: SharedText) -> None:
        """Use the rows of canvases; `is_shared_text` says which parameters are `Y.Text`."""
        self._records = records
        self._is_shared_text = is_shared_text
        self._live: OrderedDict[CanvasId, _Live] = OrderedDict()
        self._locks: WeakValueDictionary[CanvasId, asyncio.Lock] = WeakValueDictionary()
        self._bells: WeakValueDictionary[CanvasId, asyncio.Event] = WeakValueDictionary()

    async def create(self, canvas: Canvas) -> Canvas:
        """Create a canvas with this content under its id.

        Raises:
            Conflict: The id is taken.
            Invalid: The content breaks a rule of the document.
        """
        if not is_id(canvas.id):
            raise Invalid("A canvas id has 1 to 80 letters, digits, `_` or `-`.")
        live = _Live(now(), new_document())
        with watch_changes(live.doc) as change:
            write_canvas(live.doc, canvas, self._is_shared_text)
        check_change(live.doc, change)
        _check_size(live, len(change.update))
        first = _append(canvas.id, live, new_id("create"), change.update, "")
        await self._records.create(canvas.id, first.name, first)
        return read_canvas(live.doc, canvas.id, 1)

    async def list(self, *, query: str = "", trashed: bool = False) -> Sequence[CanvasRecord]:
        """List canvases, newest first."""
        return await self._records.list(query=query, trashed=trashed)

    async def get_record(self, canvas: CanvasId, *, trashed: bool = False) -> CanvasRecord:
        """Get what is known of a canvas; one in the trash only if asked for. Raises `NotFound`."""
        return _present(await self._records.find(canvas), canvas, trashed=trashed)

    async def get(self, canvas: CanvasId) -> Canvas:
        """Read a canvas as it is now; raises `NotFound`."""
        async with self._lock(canvas):
            live = await self._open(canvas)
            return read_canvas(live.doc, canvas, live.seq)

    async def push(self, canvas: CanvasId, key: str, update: bytes, author: str = "") -> int:
        """Accept an edit: append it to the log (S1). The same key again stores nothing (S2).

        Returns:
            The seq of the update.

        Raises:
            UpdateRefused, TooLarge, SchemaUnknown: A rule of the document; nothing is kept (S6).
            Unavailable: It builds on an edit that has not arrived; it may be sent again (S3).
            NotFound: No such canvas, or it is in the trash.
        """
        if not 0 < len(key) <= 80:
            raise Invalid("A message key has 1 to 80 characters.", field="key")
        contents = await _inspect(update)

        def apply(live: _Live) -> bytes:
            if contents.is_early(read_state(live.doc.get_state())):
                raise Unavailable("The edit builds on one that has not arrived yet.", rule="S3")
            live.doc.apply_update(update)
            return update

        return await self._edit(canvas, key, apply, author)

    async def change(
        self, canvas: CanvasId, edit: Callable[[Canvas], Canvas], author: str = ""
    ) -> Canvas:
        """Write what an edit makes of the canvas as it is now, as the difference only.

        Raises:
            Invalid: The outcome breaks a rule of the document; nothing of it is kept.
            NotFound: No such canvas, or it is in the trash.
        """

        def apply(live: _Live) -> bytes:
            wanted = edit(read_canvas(live.doc, canvas, live.seq))
            with watch_changes(live.doc) as change:
                write_canvas(live.doc, wanted, self._is_shared_text)
            return change.update

        await self._edit(canvas, new_id("put"), apply, author)
        return await self.get(canvas)

    async def duplicate(self, canvas: CanvasId, name: str | None = None) -> Canvas:
        """Copy a canvas under fresh ids."""
        found = await self.get(canvas)
        title = name or f"{found.name[:190]} (copy)"
        return await self.create(copy_canvas(found, CanvasId(new_id("cnv")), title))

    async def trash(self, canvas: CanvasId) -> None:
        """Put a canvas into the trash; again is no error."""
        async with self._lock(canvas):
            await self._records.mark(canvas, now())
            self._live.pop(canvas, None)
        self.ring(canvas)

    async def restore(self, canvas: CanvasId) -> CanvasRecord:
        """Take a canvas out of the trash; raises `NotFound`."""
        async with self._lock(canvas):
            await self.get_record(canvas, trashed=True)
            await self._records.mark(canvas, None)
        self.ring(canvas)
        return await self.get_record(canvas)

    async def remove_forever(self, canvas: CanvasId) -> None:
        """Remove a canvas and its log; again is no error."""
        async with self._lock(canvas):
            await self._records.remove(canvas)
            self._live.pop(canvas, None)
        self.ring(canvas)

    async def follow(self, canvas: CanvasId, after: int) -> AsyncGenerator[DocumentEvent]:
        """Give everything after a seq, then `caught_up`, then each update as it is accepted.

        When the log before `after` was folded, the first event is a snapshot (S4). So it is when
        `after` is beyond the log: another database was put in the place of the one it is from. A
        canvas that is renamed, trashed or restored says so; one that is removed ends the stream.
        """
        told = await self.get_record(canvas)
        caught_up = False
        while True:
            bell = self._bell(canvas)
            found = await self._records.read_log(canvas, after)
            if found is None or found.record.created_at != told.created_at:
                yield CanvasChangedEvent(canvas=canvas, name=told.name, deleted=True)
                return
            if found.snapshot is not None:
                yield SnapshotEvent(seq=found.start, update=_base64(found.snapshot))
            for one in found.updates:
                yield _event(one)
            after = found.start + len(found.updates)
            if not caught_up:
                caught_up = True
                yield CaughtUpEvent(seq=after)
            if _shown(found.record) != _shown(told):
                name, deleted = _shown(found.record)
                yield CanvasChangedEvent(canvas=canvas, name=name, deleted=deleted)
            told = found.record
            await _heard(bell)

    async def compact(self, canvas: CanvasId) -> None:
        """Fold the log up to now into a snapshot; updates that come meanwhile stay (S5)."""
        async with self._lock(canvas):
            live = await self._open(canvas)
            record = await self.get_record(canvas)
            if record.head_seq != live.seq or record.snapshot_seq == live.seq:
                return
            document, seq = live.doc.get_update(), live.seq
            try:
                await self._records.fold(record, seq, document, forget_before=now() - _KEYS_KEPT_MS)
            except Conflict:
                return  # another process has just folded it
            live.folded, live.loose, live.size = seq, 0, len(document)

    async def _edit(
        self, canvas: CanvasId, key: str, apply: Callable[[_Live], bytes], author: str
    ) -> int:
        """Apply an edit to the newest document, check what it did, append it; gives its seq."""
        for attempt in range(_TRIES):
            if attempt:  # another process was first: let it finish, at a time of one's own
                await asyncio.sleep(random.uniform(0, 0.005 * attempt))  # noqa: S311
            async with self._lock(canvas):
                known = await self._records.find_seq(canvas, key)
                if known is not None:
                    return known
                live = await self._open(canvas)
                try:
                    await self._edit_once(canvas, live, key, apply, author)
                except BaseException as error:
                    self._live.pop(canvas, None)  # the document in memory has the edit in it
                    if not isinstance(error, Conflict):
                        raise
                    continue
                seq, due = live.seq, _is_fold_due(live)
            self.ring(canvas)
            if due:
                await self._tidy(canvas)
            return seq
        raise Unavailable("The canvas is edited by too many at once.", canvas=canvas)

    async def _edit_once(
        self, canvas: CanvasId, live: _Live, key: str, apply: Callable[[_Live], bytes], author: str
    ) -> None:
        with watch_changes(live.doc) as change:
            update = _applied(apply, live)
        if not update:
            return  # nothing differs
        check_change(live.doc, change)
        _check_size(live, len(update))
        await self._records.append(_append(canvas, live, key, update, author))
        live.seq += 1

    async def _tidy(self, canvas: CanvasId) -> None:
        try:
            await self.compact(canvas)
        except KodaError:  # the edit before it is durable all the same
            log.warning("canvas %s could not be folded", canvas, exc_info=True)

    def _lock(self, canvas: CanvasId) -> asyncio.Lock:
        return self._locks.setdefault(canvas, asyncio.Lock())

    async def _open(self, canvas: CanvasId) -> _Live:
        """Give the document in memory, brought up to the log; the caller holds the lock."""
        record = _present(await self._records.find(canvas), canvas, trashed=False)
        live = self._live.pop(canvas, None)
        if live is None or live.made != record.created_at or live.seq > record.head_seq:
            live = _Live(record.created_at, new_document())
        if live.seq < record.head_seq:
            await self._catch_up(canvas, live)
        self._live[canvas] = live
        self._shrink()
        return live

    async def _catch_up(self, canvas: CanvasId, live: _Live) -> None:
        found = await self._records.read_log(canvas, live.seq)
        _present(None if found is None else found.record, canvas, trashed=False)
        assert found is not None
        if found.snapshot is not None:
            live.doc.apply_update(found.snapshot)
            live.size = len(found.snapshot)
            live.folded, live.loose = found.start, 0
        for one in found.updates:
            live.doc.apply_update(one.payload)
            live.size += len(one.payload)
            live.loose += len(one.payload)
        live.seq = found.start + len(found.updates)

    def _shrink(self) -> None:
        """Let the documents go that were not used for the longest time."""
        while len(self._live) > 1:
            size = sum(live.size for live in self._live.values())
            if len(self._live) <= _LIVE and size <= _LIVE_BYTES:
                return
            self._live.popitem(last=False)

    def _bell(self, canvas: CanvasId) -> asyncio.Event:
        return self._bells.setdefault(canvas, asyncio.Event())

    def ring(self, canvas: str) -> None:
        """Wake everybody who follows a canvas: its log may be longer."""
        bell = self._bells.pop(CanvasId(canvas), None)
        if bell is not None:
            bell.set()


async def _inspect(update: bytes) -> Contents:
    if len(update) < _THREAD_BYTES:
        return inspect_update(update)
    return await asyncio.to_thread(inspect_update, update)


def _applied(apply: Callable[[_Live], bytes], live: _Live) -> bytes:
    try:
        return apply(live)
    except (ValueError, RuntimeError) as error:
        raise UpdateRefused("The edit could not be read.", rule="D12") from error


def _check_size(live: _Live, added: int) -> None:
    live.size += added
    live.loose += added
    if live.size > MAX_DOCUMENT_BYTES:
        live.size = len(live.doc.get_update())
    if live.size > MAX_DOCUMENT_BYTES:
        raise UpdateRefused(
            "The canvas is full: with all that was ever on it, it is larger than 50 MiB.",
            remedy="Duplicate the canvas; the copy has only what is on it now.",
            rule="D11",
            limit=MAX_DOCUMENT_BYTES,
        )


def _is_fold_due(live: _Live) -> bool:
    """Whether the log since the snapshot is long, for the size of what reading starts with."""
    folded = live.size - live.loose
    return live.seq - live.folded >= _FOLD_AFTER or live.loose >= max(_FOLD_BYTES, folded)


def _append(canvas: CanvasId, live: _Live, key: str, update: bytes, author: str) -> Append:
    return Append(
        canvas=canvas,
        seq=live.seq + 1,
        key=key,
        author=author[:80],
        payload=update,
        name=read_name(live.doc),
        node_count=count_nodes(live.doc),
        time=now(),
    )


def _present(record: CanvasRecord | None, canvas: CanvasId, *, trashed: bool) -> CanvasRecord:
    if record is None or (record.deleted_at is not None and not trashed):
        raise NotFound("There is no such canvas.", canvas=canvas)
    return record


def _shown(record: CanvasRecord) -> tuple[str, bool]:
    return record.name, record.deleted_at is not None


def _event(one: StoredUpdate) -> UpdateEvent:
    return UpdateEvent(seq=one.seq, key=one.key, author=one.author, update=_base64(one.payload))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


async def _heard(bell: asyncio.Event) -> None:
    """Wait for the bell; another process cannot ring it, so the table is looked at anyway."""
    try:
        async with asyncio.timeout(_LOOK_SECONDS):  # `wait_for` may swallow a cancellation (3.11)
            await bell.wait()
    except TimeoutError:
        return
