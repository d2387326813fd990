"""A service of canvases over a file of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.canvases.service import Canvases
from koda.core.canvas import Canvas
from koda.core.ids import CanvasId
from koda.db.base import Database
from koda.db.canvases import CanvasRecords
from koda.db.migrate import migrate
from tests.databases import chosen_kind, open_test_database


def is_shared(kind: str, name: str) -> bool:
    return name in {"content", "prompt"} and kind != "plain"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = open_test_database(chosen_kind(), tmp_path, migrated=True)
    await migrate(database)
    yield database
    await database.close()


@pytest.fixture
async def canvases(database: Database) -> Canvases:
    return Canvases(CanvasRecords(database), is_shared)


@pytest.fixture
async def canvas(canvases: Canvases) -> CanvasId:
    return (await canvases.create(Canvas(id=CanvasId("c1"), name="One"))).id
