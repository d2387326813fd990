"""Sessions: browsers that are signed in, each a row that can be ended from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from koda.access.remembered import Remembered
from koda.access.secret import new_secret, secret_hash
from koda.clock import new_id, now
from koda.core.access import EVERYTHING, SHARE_SCOPES, Caller
from koda.core.errors import NotFound
from koda.core.ids import CanvasId
from koda.db.access import AccessRecords
from koda.db.base import Row

SESSION_SECONDS = 90 * 24 * 3600
_SEEN_MS = 60_000


@dataclass(frozen=True, slots=True)
class Visit:
    """From where a browser comes, as it says and as the connection says."""

    agent: str
    address: str


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session that was recognised."""

    id: str
    caller: Caller
    seen_at: int


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as its owner sees it; times in Unix milliseconds."""

    id: str
    name: str
    made_at: int
    seen_at: int
    agent: str
    address: str


class Sessions:
    """Opens, recognises and ends sessions."""

    def __init__(
        self,
        records: AccessRecords,
        proofs: Mapping[str, Callable[[str], bool]],
        remembered: Remembered[KnownSession],
    ) -> None:
        """Use the tables.

        Args:
            records: The tables.
            proofs: The marks that sessions may carry, each with who may still come in by it. A
                session of another mark, or of a name that may not, is over.
            remembered: Those of a moment ago.
        """
        self._records = records
        self._proofs = proofs
        self._remembered = remembered

    async def open(
        self, name: str, proof: str, visit: Visit, share: str | None = None, ends: int | None = None
    ) -> str:
        """Make a session, always a new one, and give its secret."""
        secret, at = new_secret(), now()
        latest = at + SESSION_SECONDS * 1000
        await self._records.add_session(
            {
                "id": new_id("ses"),
                "secret_hash": secret_hash(secret),
                "name": name[:200],
                "proof": proof,
                "share": share,
                "made_at": at,
                "seen_at": at,
                "expires_at": latest if ends is None else min(ends, latest),
                "agent": visit.agent[:200],
                "address": visit.address[:60],
            }
        )
        return secret

    async def find(self, secret: str, visit: Visit) -> KnownSession | None:
        """Recognise a session that has not ended; notes once a minute that it was used."""
        key = secret_hash(secret)
        found = await self._remembered.find(f"session {key}", lambda: self._ask(key))
        if found is not None and now() - found.seen_at > _SEEN_MS:
            await self._records.see_session(found.id, now(), visit.address[:60])
            self._remembered.drop(f"session {key}")
        return found

    async def list(self) -> list[SessionRecord]:
        """List the owner's sessions, the last seen first."""
        rows = await self._records.list_sessions(self._proofs, now())
        return [
            SessionRecord(
                id=row["id"],
                name=row["name"],
                made_at=int(row["made_at"]),
                seen_at=int(row["seen_at"]),
                agent=row["agent"],
                address=row["address"],
            )
            for row in rows
            if self._is_good(row)
        ]

    async def end(self, session: str) -> None:
        """End a session; raises `NotFound`."""
        ended = await self._records.end_session(session)
        self._remembered.forget()
        if not ended:
            raise NotFound("There is no such session.", session=session)

    async def end_others(self, kept: str) -> int:
        """End all sessions of the owner but one; gives how many."""
        count = await self._records.end_other_sessions(kept)
        self._remembered.forget()
        return count

    async def _ask(self, key: str) -> KnownSession | None:
        row = await self._records.find_session(key, now())
        if row is None or (row["share"] is None and not self._is_good(row)):
            return None
        caller = _guest(row) if row["share"] is not None else _owner(row)
        return KnownSession(id=row["id"], caller=caller, seen_at=int(row["seen_at"]))

    def _is_good(self, row: Row) -> bool:
        may = self._proofs.get(row["proof"])
        return may is not None and may(row["name"])


def _owner(row: Row) -> Caller:
    return Caller(kind="owner", id=row["id"], name=row["name"], scopes=EVERYTHING)


def _guest(row: Row) -> Caller:
    limit = row["share_limit"]
    return Caller(
        kind="share",
        id=row["share"],
        name=row["share_name"],
        scopes=SHARE_SCOPES[row["share_access"]],
        canvas=CanvasId(row["share_canvas"]),
        daily_limit=None if limit is None else int(limit),
    )
