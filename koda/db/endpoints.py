"""Rows of the `endpoints` table."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from koda.db.base import Database, Row, Statement

_MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class StoredEndpoint:
    """An endpoint that somebody added.

    Attributes:
        id: As the vendor calls it.
        version: Raised whenever its document changes; never goes back, not even by removing it.
        thumbnail: Address of the vendor's picture; empty without one.
        price: The vendor's price, as JSON values; none when it does not say.
        document: The vendor's OpenAPI document.
        added_at: Unix milliseconds.
        refreshed_at: When the document was last asked for.
    """

    id: str
    version: int
    title: str
    category: str
    thumbnail: str
    price: dict[str, Any] | None
    document: dict[str, Any]
    added_at: int
    refreshed_at: int


@dataclass(frozen=True, slots=True)
class FetchedEndpoint:
    """What the vendor says about an endpoint now."""

    id: str
    title: str
    category: str
    thumbnail: str
    price: dict[str, Any] | None
    document: dict[str, Any]


class EndpointRecords:
    """One row an endpoint. A removed one keeps its row: its version must not begin again."""

    def __init__(self, database: Database) -> None:
        """Use a database that has migration 0006."""
        self._database = database

    async def list(self) -> list[StoredEndpoint]:
        """List the added endpoints, the oldest first."""
        rows = await self._database.read(
            "SELECT * FROM endpoints WHERE removed_at IS NULL ORDER BY added_at, id"
        )
        return [_stored(row) for row in rows]

    async def find(self, endpoint: str) -> StoredEndpoint | None:
        """Find an added endpoint."""
        rows = await self._database.read(
            "SELECT * FROM endpoints WHERE id = ? AND removed_at IS NULL", (endpoint,)
        )
        return _stored(rows[0]) if rows else None

    async def all_versions(self) -> dict[str, int]:
        """Give the versions of all that were added."""
        rows = await self._database.read(
            "SELECT id, version FROM endpoints WHERE removed_at IS NULL ORDER BY added_at, id"
        )
        return {str(row["id"]): int(row["version"]) for row in rows}

    async def versions(self, endpoints: Collection[str]) -> dict[str, int]:
        """Give the versions of the added ones among these."""
        wanted: Sequence[str] = sorted(set(endpoints))[:_MOST_NAMED]
        marks = ", ".join("?" for _ in wanted)
        rows = await self._database.read(
            f"SELECT id, version FROM endpoints WHERE id IN ({marks}) AND removed_at IS NULL",
            wanted,
        )
        return {str(row["id"]): int(row["version"]) for row in rows}

    async def put(self, fetched: FetchedEndpoint, at: int) -> None:
        """Add an endpoint, or bring it up to date; another document raises its version."""
        document = _canonical(fetched.document)
        price = None if fetched.price is None else _canonical(fetched.price)
        await self._database.write(
            [
                Statement(
                    "INSERT INTO endpoints (id, version, title, category, thumbnail, price, "
                    "document, added_at, refreshed_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET "
                    "version = CASE WHEN endpoints.document = excluded.document "
                    "THEN endpoints.version ELSE endpoints.version + 1 END, "
                    "title = excluded.title, category = excluded.category, "
                    "thumbnail = excluded.thumbnail, price = excluded.price, "
                    "document = excluded.document, refreshed_at = excluded.refreshed_at, "
                    "added_at = CASE WHEN endpoints.removed_at IS NULL THEN endpoints.added_at "
                    "ELSE excluded.added_at END, removed_at = NULL",
                    (
                        fetched.id,
                        fetched.title,
                        fetched.category,
                        fetched.thumbnail,
                        price,
                        document,
                        at,
                        at,
                    ),
                )
            ]
        )

    async def remove(self, endpoint: str, at: int) -> bool:
        """Take an endpoint away; tells whether it was there."""
        (done,) = await self._database.write(
            [
                Statement(
                    "UPDATE endpoints SET removed_at = ? WHERE id = ? AND removed_at IS NULL",
                    (at, endpoint),
                )
            ]
        )
        return done.changed > 0


def _canonical(value: dict[str, Any]) -> str:
    # Sorted: the vendor's own order of members says nothing; `x-fal-order-properties` does.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _stored(row: Row) -> StoredEndpoint:
    return StoredEndpoint(
        id=str(row["id"]),
        version=int(row["version"]),
        title=str(row["title"]),
        category=str(row["category"]),
        thumbnail=str(row["thumbnail"]),
        price=cast("dict[str, Any]", json.loads(row["price"])) if row["price"] else None,
        document=cast("dict[str, Any]", json.loads(row["document"])),
        added_at=int(row["added_at"]),
        refreshed_at=int(row["refreshed_at"]),
    )
