"""The audit log: what happened to the doors, and to what goes out or away."""

from __future__ import annotations

from dataclasses import dataclass

from koda.clock import new_id, now
from koda.db.access_log import AuditRecords

PAGE = 100


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened: who did what to which target, when and from where."""

    id: str
    at: int
    who: str
    what: str
    target: str
    address: str


class Audit:
    """Notes what happens; nothing changes a note."""

    def __init__(self, records: AuditRecords) -> None:
        """Use the table."""
        self._records = records

    async def note(self, what: str, *, who: str, target: str = "", address: str = "") -> None:
        """Note something, such as `key.made`; secrets are nobody's target."""
        await self._records.add(new_id("aud"), now(), who, what, target, address)

    async def list(self, before: str = "") -> list[Note]:
        """Give a page of notes, the newest first, older than the note `before`."""
        return [
            Note(
                id=row["id"],
                at=int(row["at"]),
                who=row["who"],
                what=row["what"],
                target=row["target"],
                address=row["address"],
            )
            for row in await self._records.list(before, PAGE)
        ]
