"""Tells which results still have their files: one that names an asset that is gone is no result."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from koda.db.base import Database, Row

_MEDIA = frozenset({"image", "video", "audio"})


async def whole_rows(database: Database, rows: Sequence[Row], *, trash: bool) -> list[Row]:
    """Leave out rows whose `outputs` (JSON, or none) name an asset that is not there.

    With `trash`, an asset in the trash counts as there.
    """
    named = {place: set(_assets(row["outputs"])) for place, row in enumerate(rows)}
    wanted = sorted({one for assets in named.values() for one in assets})
    there = await _there(database, wanted, trash=trash)
    return [row for place, row in enumerate(rows) if named[place] <= there]


def _assets(outputs: str | None) -> Iterator[str]:
    """Give the assets of outputs: media, and JSON that stands for a file by its `asset`.

    `Value` in `koda.core.values` says what they look like.
    """
    if not outputs or '"asset"' not in outputs:
        return
    for value in cast("dict[str, dict[str, Any]]", json.loads(outputs)).values():
        items: Iterable[dict[str, Any]] = value["items"] if value["type"] == "list" else (value,)
        for one in items:
            if one["type"] in _MEDIA:
                yield str(one["asset"])
            elif isinstance(document := one.get("json"), dict):
                asset = cast("dict[str, object]", document).get("asset")
                if isinstance(asset, str) and asset.startswith("ast_"):  # else a word of others
                    yield asset


async def _there(database: Database, ids: Sequence[str], *, trash: bool) -> set[str]:
    if not ids:
        return set()
    kept = "" if trash else " AND trashed_at IS NULL"
    rows = await database.read(
        f"SELECT id FROM assets WHERE id IN (SELECT value FROM json_each(?)){kept}",
        (json.dumps(ids),),
    )
    return {str(row["id"]) for row in rows}
