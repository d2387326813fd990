"""What is known of files by their hash, whichever assets have them."""

from __future__ import annotations

from koda.db.base import Database


async def types_by_hash(database: Database) -> dict[str, str]:
    """Give the type of every file that some asset has, by its hash."""
    rows = await database.read("SELECT hash, max(mime) AS mime FROM assets GROUP BY hash")
    return {str(row["hash"]): str(row["mime"]) for row in rows}
