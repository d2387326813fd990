"""API keys of programs: made once, shown once, limited in what they may do and spend."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from koda.access.remembered import Remembered
from koda.access.secret import KEY_PREFIX, new_secret, secret_hash
from koda.clock import new_id, now
from koda.core.access import Caller, Scope
from koda.core.errors import Invalid, NotFound
from koda.db.access import AccessRecords
from koda.db.base import Row

_USED_MS = 60_000


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as its owner sees it; money in micro-dollars, times in Unix milliseconds."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    daily_limit: int | None
    made_at: int
    expires_at: int | None
    used_at: int | None


class Keys:
    """Makes, recognises and removes API keys."""

    def __init__(self, records: AccessRecords, remembered: Remembered[KeyRecord]) -> None:
        """Use the tables."""
        self._records = records
        self._remembered = remembered

    async def make(
        self,
        name: str,
        scopes: Collection[Scope],
        daily_limit: int | None,
        expires_at: int | None,
    ) -> tuple[KeyRecord, str]:
        """Make a key, and give it with its secret, which is shown this once.

        Raises:
            Invalid: It would end before it begins.
        """
        refuse_past(expires_at)
        secret = KEY_PREFIX + new_secret()
        values = {
            "id": new_id("key"),
            "secret_hash": secret_hash(secret),
            "name": name,
            "scopes": json.dumps(sorted(set(scopes))),
            "daily_limit": daily_limit,
            "made_at": now(),
            "expires_at": expires_at,
        }
        await self._records.add_key(values)
        return _key({**values, "used_at": None}), secret

    async def find(self, secret: str) -> Caller | None:
        """Recognise a key that has not expired; notes once a minute that it was used."""
        kept = secret_hash(secret)
        found = await self._remembered.find(f"key {kept}", lambda: self._ask(kept))
        at = now()
        if found is None or (found.expires_at is not None and found.expires_at <= at):
            return None
        if found.used_at is None or at - found.used_at > _USED_MS:
            await self._records.use_key(found.id, at)
            self._remembered.drop(f"key {kept}")
        return Caller(
            kind="key",
            id=found.id,
            name=found.name,
            scopes=frozenset(found.scopes),
            daily_limit=found.daily_limit,
        )

    async def list(self) -> list[KeyRecord]:
        """List all keys, the newest first."""
        return [_key(row) for row in await self._records.list_keys()]

    async def remove(self, key: str) -> None:
        """Take a key back; raises `NotFound`."""
        removed = await self._records.remove_key(key)
        self._remembered.forget()
        if not removed:
            raise NotFound("There is no such key.", key=key)

    async def _ask(self, kept: str) -> KeyRecord | None:
        row = await self._records.find_key(kept, now())
        return None if row is None else _key(row)


def refuse_past(expires_at: int | None) -> None:
    """Refuse an end that is over already; raises `Invalid`."""
    if expires_at is not None and expires_at <= now():
        raise Invalid("This would end in the past.", field="expires_at")


def _key(row: Row) -> KeyRecord:
    def number(name: str) -> int | None:
        return None if row[name] is None else int(row[name])

    return KeyRecord(
        id=row["id"],
        name=row["name"],
        scopes=tuple(Scope(one) for one in json.loads(row["scopes"])),
        daily_limit=number("daily_limit"),
        made_at=int(row["made_at"]),
        expires_at=number("expires_at"),
        used_at=number("used_at"),
    )
