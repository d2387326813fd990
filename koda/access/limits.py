"""How often something may happen: windows of time, counted in the database for all instances."""

from __future__ import annotations

from dataclasses import dataclass

from koda.clock import now
from koda.core.errors import TooManyTries
from koda.db.access_log import CountRecords


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so many seconds, from the first on."""

    name: str
    most: int
    seconds: int


WRONG_BY_ADDRESS = Limit("wrong", 10, 60)
WRONG_IN_TOTAL = Limit("wrong-all", 200, 60)
KEY_CALLS = Limit("key", 1200, 60)
LINK_RUNS = Limit("link-run", 60, 3600)
SIGN_INS_BEGUN = Limit("oidc", 60, 60)
LINK_OPENED = Limit("link-open", 60, 60)
UPLOADS = Limit("upload", 3000, 3600)


class Limits:
    """Counts, and refuses what is too much."""

    def __init__(self, counts: CountRecords) -> None:
        """Use the table of counts."""
        self._counts = counts

    async def count(self, limit: Limit, of: str = "") -> None:
        """Count once more; raises `TooManyTries` when it was too often in this window."""
        at = now() // 1000
        count, began = await self._counts.add(_name(limit, of), at, limit.seconds)
        if count > limit.most:
            raise TooManyTries(
                "This happened too often.", retry_after=max(1, began + limit.seconds - at)
            )

    async def give_back(self, limit: Limit, of: str = "") -> None:
        """Take a count back: what was counted beforehand turned out right."""
        await self._counts.add(_name(limit, of), now() // 1000, limit.seconds, -1)


def _name(limit: Limit, of: str) -> str:
    return f"{limit.name}:{of[:80]}"
