"""How large the records are, and how much of what they hold."""

from __future__ import annotations

from koda.core.errors import KodaError
from koda.db.base import Database

_SIZES = {
    "sqlite": "SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()",
    "postgres": "SELECT pg_database_size(current_database()) AS size",
}
_COUNTS = (
    "SELECT (SELECT count(*) FROM canvases WHERE deleted_at IS NULL) AS canvases, "
    "(SELECT count(*) FROM canvases WHERE deleted_at IS NOT NULL) AS trashed_canvases, "
    "(SELECT count(*) FROM runs) AS runs, (SELECT count(*) FROM results) AS results"
)


async def database_size(database: Database) -> int | None:
    """Give the bytes of the database; none where it does not tell."""
    try:
        rows = await database.read(_SIZES[database.dialect])
    except KodaError:  # a server that keeps its size to itself
        return None
    return int(rows[0]["size"])


async def record_counts(database: Database) -> dict[str, int]:
    """Count canvases, those in the trash, runs, and results that are kept to be used again."""
    rows = await database.read(_COUNTS)
    return {name: int(count) for name, count in rows[0].items()}
