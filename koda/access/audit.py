"""The audit log: what happened to the doors, and to what goes out or away."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import replace

from koda.clock import new_id, now
from koda.db.access_log import AuditRecords, Note
from koda.db.base import Row

PAGE = 100
_EXPORTED_AT_ONCE = 1000
_WORDS = re.compile(r"[\w-]+")
_MOST_WORDS = 12


class Audit:
    """Notes what happens; nothing changes a note."""

    def __init__(self, records: AuditRecords) -> None:
        """Use the table."""
        self._records = records

    async def note(
        self,
        what: str,
        *,
        who: str,
        target: str = "",
        address: str = "",
        agent: str = "",
        name: str | None = None,
    ) -> None:
        """Note something, such as `key.made`; secrets are nobody's target.

        Args:
            what: What was done.
            who: By whom.
            target: To what: ids, or words.
            address: From where.
            agent: What the caller's program calls itself.
            name: What the target is called; looked up by the ids in it where none is given.
        """
        called = await self.called(target) if name is None else name
        await self._records.add(
            Note(new_id("aud"), now(), who, what, target, address, called, agent)
        )

    async def called(self, target: str) -> str:
        """Give what a target is called now; of one that is about to go, ask before."""
        ids = _WORDS.findall(target)[:_MOST_WORDS]
        names = await self._records.names(ids)
        return _joined(names.get(one, "") for one in ids)

    async def list(self, before: str = "", limit: int = PAGE) -> list[Note]:
        """Give a page of notes, the newest first, older than the note `before`."""
        rows = await self._records.list(before, limit)
        notes = [_note(row) for row in rows]
        return await self._named(notes)

    async def everything(self) -> AsyncGenerator[Note]:
        """Give all notes, the newest first, without holding them all."""
        before = ""
        while notes := await self.list(before, _EXPORTED_AT_ONCE):
            for note in notes:
                yield note
            before = notes[-1].id

    async def _named(self, notes: list[Note]) -> list[Note]:
        """Name the targets of notes from before names were noted as they are called now."""
        words = {one.id: _WORDS.findall(one.target) for one in notes if not one.name}
        ids = {word for found in words.values() for word in found if "_" in word}
        names = await self._records.names(ids)
        return [
            one if one.name else replace(one, name=_joined(names.get(w, "") for w in words[one.id]))
            for one in notes
        ]


def _note(row: Row) -> Note:
    return Note(
        id=row["id"],
        at=int(row["at"]),
        who=row["who"],
        what=row["what"],
        target=row["target"],
        address=row["address"],
        name=row["name"],
        agent=row["agent"],
    )


def _joined(names: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(name for name in names if name))
