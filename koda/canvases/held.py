"""Reads canvases, also those in the trash, for the assets that their documents name."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from typing import Any, cast

from koda.canvases.document import CanvasDoc, new_document, root_map
from koda.core.errors import KodaError
from koda.core.ids import CanvasId
from koda.db.assets_uses import Unread, UseRecords
from koda.db.canvases import CanvasRecords, StoredLog

log = logging.getLogger("koda.canvases")

_PAGE = 50
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")
_NAMED = re.compile(r"(?:/api/assets/|\b(?=ast_))([A-Za-z0-9][A-Za-z0-9_-]{0,79})")


class HeldAssets:
    """Keeps the list of what documents name in step with their logs (A3)."""

    def __init__(self, canvases: CanvasRecords, uses: UseRecords) -> None:
        """Use the tables of canvases and uses."""
        self._canvases = canvases
        self._uses = uses

    async def catch_up(self) -> bool:
        """Read every canvas that was edited since it was read; tells whether all could be."""
        failed: set[str] = set()
        while True:
            found = [
                one
                for one in await self._uses.unread(_PAGE + len(failed))
                if one.canvas not in failed
            ]
            for one in found:
                if not await self._read(one):
                    failed.add(one.canvas)
            if len(found) < _PAGE:
                return not failed

    async def added(self, canvas: CanvasId, update: bytes) -> set[str]:
        """Give the words that may be assets' ids which an edit would bring into a document.

        An edit that cannot be read brings none: it is refused elsewhere.
        """
        stored = await self._canvases.read_log(canvas, 0)
        if stored is None:
            return set()
        return await asyncio.to_thread(_added, stored, update)

    async def _read(self, one: Unread) -> bool:
        try:
            stored = await self._canvases.read_log(one.canvas, 0)
            if stored is not None:
                words = await asyncio.to_thread(named_in, stored)
                seq = stored.start + len(stored.updates)
                await self._uses.write_canvas(one.canvas, seq, words)
        except (KodaError, ValueError, RuntimeError):
            log.warning("canvas %s could not be read for its assets", one.canvas, exc_info=True)
            return False
        return True


def named_in(stored: StoredLog) -> set[str]:
    """Give every word in a document that may be an asset's id."""
    return _named(_document(stored))


def _added(stored: StoredLog, update: bytes) -> set[str]:
    doc = _document(stored)
    before = _named(doc)
    try:
        doc.apply_update(update)
    except (ValueError, RuntimeError):
        return set()
    return _named(doc) - before


def _document(stored: StoredLog) -> CanvasDoc:
    doc = new_document()
    if stored.snapshot is not None:
        doc.apply_update(stored.snapshot)
    for one in stored.updates:
        doc.apply_update(one.payload)
    return doc


def _named(doc: CanvasDoc) -> set[str]:
    return words_in(root_map(doc, "nodes").to_py())


def words_in(value: Any) -> set[str]:  # noqa: ANN401  (any JSON)
    """Give every word in a JSON value that may be an asset's id."""
    words: set[str] = set()
    for text in _texts(value):
        if _ID.fullmatch(text):
            words.add(text)
        else:
            words.update(_NAMED.findall(text))
    return words


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (whatever a document holds)
    """Give every text inside of a value, at any depth."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend(cast("dict[str, Any]", one).values())
        elif isinstance(one, list):
            waiting.extend(cast("list[Any]", one))
