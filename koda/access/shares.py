"""Share links: addresses that open one canvas, to view, edit or run it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from koda.access.keys import refuse_past
from koda.access.secret import new_secret, secret_hash
from koda.access.sessions import Sessions, Visit
from koda.clock import new_id, now
from koda.core.access import ShareAccess
from koda.core.errors import NotFound
from koda.core.ids import CanvasId
from koda.db.access import AccessRecords
from koda.db.base import Row


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """A link as its owner sees it; money in micro-dollars, times in Unix milliseconds."""

    id: str
    canvas: CanvasId
    name: str
    access: ShareAccess
    daily_limit: int | None
    made_at: int
    expires_at: int | None
    used_at: int | None


class Shares:
    """Makes, opens and removes share links."""

    def __init__(
        self, records: AccessRecords, sessions: Sessions, forget: Callable[[], None]
    ) -> None:
        """Use the tables; `forget` is called when a link was taken back."""
        self._records = records
        self._sessions = sessions
        self._forget = forget

    async def make(
        self,
        canvas: CanvasId,
        name: str,
        access: ShareAccess,
        daily_limit: int | None,
        expires_at: int | None,
    ) -> tuple[ShareRecord, str]:
        """Make a link, and give it with its secret, which is shown this once.

        Raises:
            Invalid: It would end before it begins.
        """
        refuse_past(expires_at)
        secret = new_secret()
        values = {
            "id": new_id("shr"),
            "canvas": canvas,
            "secret_hash": secret_hash(secret),
            "name": name,
            "access": access,
            "daily_limit": daily_limit,
            "made_at": now(),
            "expires_at": expires_at,
        }
        await self._records.add_share(values)
        return _share({**values, "used_at": None}), secret

    async def open(self, secret: str, visit: Visit) -> tuple[ShareRecord, str] | None:
        """Open a link in a browser: give it, and the secret of a session that it is good for."""
        row = await self._records.find_share(secret_hash(secret), now())
        if row is None:
            return None
        share = _share(row)
        await self._records.use_share(share.id, now())
        session = await self._sessions.open(share.name, "", visit, share.id, share.expires_at)
        return share, session

    async def list(self, canvas: CanvasId) -> list[ShareRecord]:
        """List the links of a canvas, the newest first."""
        return [_share(row) for row in await self._records.list_shares(canvas)]

    async def remove(self, canvas: CanvasId, share: str) -> None:
        """Take a link back, with every session it has opened; raises `NotFound`."""
        removed = await self._records.remove_share(canvas, share)
        self._forget()
        if not removed:
            raise NotFound("There is no such link.", share=share)


def _share(row: Row) -> ShareRecord:
    def number(name: str) -> int | None:
        return None if row[name] is None else int(row[name])

    return ShareRecord(
        id=row["id"],
        canvas=CanvasId(row["canvas"]),
        name=row["name"],
        access=row["access"],
        daily_limit=number("daily_limit"),
        made_at=int(row["made_at"]),
        expires_at=number("expires_at"),
        used_at=number("used_at"),
    )
