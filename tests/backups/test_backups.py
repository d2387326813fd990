"""A Koda that is made from a backup is the one that the backup was made of."""

from __future__ import annotations

import tarfile
from collections.abc import AsyncIterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest

from koda.backups.archive import ArchiveReader
from koda.backups.making import make_backup
from koda.backups.restoring import check_backup, restore_backup
from koda.backups.tables import KEPT, LEFT_OUT
from koda.blobs.local import LocalBlobStore
from koda.core.errors import Conflict, Invalid, Unavailable
from koda.core.run import StepState
from koda.db.base import Database, Row, SqlValue, Statement
from koda.db.migrate import migrate
from koda.db.sqlite import SqliteDatabase
from tests.databases import DatabaseKind, chosen_kinds, open_test_database
from tests.runs.studio import CANVAS, Studio, image, open_studio, text, word


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with open_studio(tmp_path / "old") as opened:
        await opened.put(
            text("t", "a lighthouse in fog"),
            image("i", prompt="a lighthouse"),
            word("w"),
            wires="t>w",
        )
        run = await opened.run("k")
        assert {step.node: (step.state, step.failure) for step in run.steps} == {
            "i": (StepState.DONE, None),
            "w": (StepState.DONE, None),
        }
        yield opened


async def saved(studio: Studio, folder: Path) -> Path:
    target = folder / "koda.backup"
    await make_backup(studio.database, LocalBlobStore(folder / "old" / "files"), target, folder)
    return target


async def rows(database: Database) -> dict[str, list[dict[str, object]]]:
    found = {}
    for table in KEPT:
        read = await database.read(f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}")
        found[table.name] = [
            {name: value for name, value in row.items() if name not in table.derived}
            for row in read
        ]
    return found


@pytest.mark.parametrize("kind", chosen_kinds())
async def test_everything_is_there_again_on_any_database_and_nothing_is_computed_twice(
    studio: Studio, tmp_path: Path, kind: DatabaseKind
) -> None:
    file = await saved(studio, tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    before = await rows(studio.database)
    new = tmp_path / f"new-{kind}"
    database = open_test_database(kind, new)
    await migrate(database)
    await restore_backup(file, database, LocalBlobStore(new / "files"), tmp_path)
    assert await rows(database) == before
    await database.close()
    old = open_test_database(kind, new)

    async with open_studio(new, wrap=lambda _: old) as restored:
        assert await restored.canvases.get(CANVAS) == await studio.canvases.get(CANVAS)
        run = await restored.run("again")
        assert run.cached == run.total > 0
        assert restored.calls.entered == []
        (asset,) = await restored.library.list()
        content = b"".join([chunk async for chunk in restored.library.read(asset)])
        assert len(content) == asset.size


async def test_every_table_is_kept_or_left_out_for_a_reason(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "koda.db")
    await migrate(database)
    found = await database.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    await database.close()
    named = {str(row["name"]) for row in found}
    inner = {name for name in named if name.startswith(("asset_words_", "sqlite_"))}
    assert named - inner == {table.name for table in KEPT} | set(LEFT_OUT)


async def test_a_koda_that_has_something_is_not_written_over(
    studio: Studio, tmp_path: Path
) -> None:
    file = await saved(studio, tmp_path)
    before = await rows(studio.database)
    with pytest.raises(Conflict):
        await restore_backup(file, studio.database, LocalBlobStore(tmp_path / "files"), tmp_path)
    assert await rows(studio.database) == before


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
async def test_a_file_that_was_cut_short_is_refused(
    studio: Studio, tmp_path: Path, part: float
) -> None:
    file = await saved(studio, tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(Invalid):
        await check_backup(file, tmp_path)


@pytest.mark.parametrize("what", ["records/steps.jsonl", "blobs/"])
async def test_a_damaged_file_is_refused_and_nothing_of_it_is_written(
    studio: Studio, tmp_path: Path, what: str
) -> None:
    file = await saved(studio, tmp_path)
    with tarfile.open(file) as tar:
        place = next(one.offset_data for one in tar if one.name.startswith(what))
    content = bytearray(file.read_bytes())
    content[place + 20] ^= 1
    file.write_bytes(content)
    with pytest.raises(Invalid):
        await check_backup(file, tmp_path)
    empty = SqliteDatabase(tmp_path / "new" / "koda.db")
    await migrate(empty)
    with pytest.raises(Invalid):
        await restore_backup(file, empty, LocalBlobStore(tmp_path / "new" / "files"), tmp_path)
    assert not any((await rows(empty)).values())
    assert not [one for one in (tmp_path / "new" / "files").rglob("*") if one.is_file()]
    await empty.close()


@pytest.mark.parametrize("name", ["blobs/../../outside", "blobs/assets/ab/short"])
async def test_a_backup_cannot_write_beside_the_store(
    studio: Studio, tmp_path: Path, name: str
) -> None:
    file = await saved(studio, tmp_path)
    reader = ArchiveReader(file)
    manifest = reader.manifest.model_copy(update={"blobs": {name.removeprefix("blobs/"): 3}})
    reader.close()
    hostile = tmp_path / "hostile"
    with tarfile.open(hostile, "w") as tar:
        for place, content in (
            (name, b"abc"),
            ("manifest.json", manifest.model_dump_json().encode()),
        ):
            entry = tarfile.TarInfo(place)
            entry.size = len(content)
            tar.addfile(entry, BytesIO(content))
    with pytest.raises(Invalid):
        await check_backup(hostile, tmp_path)
    assert not (tmp_path.parent / "outside").exists()


@pytest.mark.parametrize("content", [b"", b"no backup", b"\0" * 4096])
async def test_what_is_no_backup_is_said_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(Invalid) as caught:
        await check_backup(file, tmp_path)
    assert caught.value.remedy


class Restless:
    """A database that somebody writes to whenever it is read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._count = 0

    async def read(self, sql: str, args: Sequence[SqlValue] = ()) -> list[Row]:
        self._count += 1
        more = "INSERT INTO step_memory (step, name, value, at) SELECT id, ?, '', 0 FROM steps"
        await self._database.write([Statement(more, (f"n{self._count}",))])
        return await self._database.read(sql, args)

    def __getattr__(self, name: str) -> object:
        return getattr(self._database, name)


async def test_records_that_never_stand_still_make_no_backup(
    studio: Studio, tmp_path: Path
) -> None:
    restless = cast("Database", Restless(studio.database))
    store = LocalBlobStore(tmp_path / "old" / "files")
    with pytest.raises(Unavailable):
        await make_backup(restless, store, tmp_path / "koda.backup", tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["old"]


async def test_a_media_file_that_is_gone_is_said_and_hinders_nothing(
    studio: Studio, tmp_path: Path
) -> None:
    for place in (tmp_path / "old" / "files" / "assets").rglob("*"):
        if place.is_file():
            place.unlink()
    target = tmp_path / "backup"
    made = await make_backup(
        studio.database, LocalBlobStore(tmp_path / "old" / "files"), target, tmp_path
    )
    assert len(made.missing) == 1
    assert (await check_backup(target, tmp_path)).files == 0
