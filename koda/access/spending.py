"""What keys and share links have spent today."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from koda.clock import now
from koda.db.spending import SpendingRecords, day_of


class Spending:
    """Reads today's spending; `runs` holds the limits."""

    def __init__(self, records: SpendingRecords) -> None:
        """Use the tables."""
        self._records = records

    async def today(self, starters: Collection[str]) -> Mapping[str, int]:
        """Give what each has spent since midnight (UTC), in micro-dollars."""
        return await self._records.since(starters, day_of(now())) if starters else {}
