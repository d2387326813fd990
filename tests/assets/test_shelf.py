"""The library's list: found by words and filters, page by page, counted once per content."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from koda.assets.library import Source
from koda.core.asset import AssetKind, Recipe
from koda.core.errors import Invalid, NotFound
from koda.core.ids import AssetId, NodeId
from koda.core.shelf import ShelfFilter
from koda.db.assets_shelf import ShelfRecords
from koda.db.migrate import migrate, shipped_migrations
from tests.assets.room import Room, open_room
from tests.databases import chosen_kind, open_test_database
from tests.runs.studio import png


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with open_room(tmp_path) as opened:
        yield opened


async def make(
    room: Room,
    prompt: str,
    name: str = "",
    *,
    model: str = "m",
    canvas: str | None = None,
    color: str = "red",
) -> AssetId:
    recipe = Recipe(kind="image-generator", node=NodeId("n"), model=model, prompt=prompt)
    source = Source(name=name, origin="generated", canvas=canvas, recipe=recipe)
    return (await room.library.take_bytes(png(color), source)).id


async def found(room: Room, **wanted: object) -> list[AssetId]:
    page = await room.shelf.list(ShelfFilter.model_validate(wanted), None, 100)
    return [item.id for item in page.items]


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("fox", True),
        ("FOX snow", True),
        ("snow fox", True),
        ("fo", True),
        ("ox", False),
        ("fox rain", False),
        ("cafe", True),
        ("café", True),
        ("山", True),
        ("雪山", True),
        ("海", False),
        ("postcard", True),
        ('"fox" OR NOT (', False),
        ('fox" *', True),
        ("fox-snow", True),
        ("-- ;", False),
        ("  ", True),
        ("%", False),
    ],
)
async def test_words_begin_words_of_the_name_or_the_prompt(
    room: Room, search: str, is_found: bool
) -> None:
    asset = await make(room, "A red fox in the snow by a CAFÉ, 富士雪山", "Postcard_1 postcard.png")
    assert (await found(room, search=search) == [asset]) is is_found


async def test_another_name_is_searched_at_once_and_the_old_one_no_longer(room: Room) -> None:
    asset = await make(room, "", "old")
    await room.shelf.rename(asset, " new\x00\n name ")
    assert (await room.shelf.item(asset)).name == "new name"
    assert await found(room, search="new") == [asset]
    assert await found(room, search="old") == []


async def test_filters_are_all_held_to(room: Room) -> None:
    await room.show("one")
    one = await make(room, "x", model="flux", canvas="one")
    two = await make(room, "x", model="other")
    upload = (await room.take()).id
    assert await found(room) == [upload, two, one]
    assert await found(room, model="flux") == [one]
    assert await found(room, canvas="one") == [one]
    assert await found(room, origin="uploaded") == [upload]
    assert await found(room, kind=AssetKind.VIDEO) == []
    await room.shelf.star(two, favourite=True)
    assert await found(room, favourite=True) == [two]
    made = (await room.shelf.item(one)).created_at
    assert one in await found(room, since=made)
    assert one not in await found(room, until=made)
    await room.shelf.trash([upload])
    assert await found(room) == [two, one]
    assert await found(room, trashed=True) == [upload]
    facets = await room.shelf.facets()
    assert {one.value: one.count for one in facets.models} == {"flux": 1, "other": 1}
    assert [(one.title, one.count) for one in facets.canvases] == [("one", 1)]
    assert (facets.favourites, facets.trashed) == (1, 1)


@pytest.mark.parametrize("search", ["", "fox"])
async def test_pages_give_each_once_also_while_more_arrives(room: Room, search: str) -> None:
    made = [await make(room, f"fox {place}") for place in range(7)]
    seen: list[AssetId] = []
    before: int | None = None
    while True:
        page = await room.shelf.list(ShelfFilter.model_validate({"search": search}), before, 3)
        seen += [item.id for item in page.items]
        await make(room, "fox late")
        before = page.next
        if before is None:
            break
    assert seen == made[::-1]


async def test_storage_counts_each_content_once(room: Room) -> None:
    for canvas in ("one", "two"):
        await room.show(canvas)
    first = await make(room, "", canvas="one")
    await make(room, "", canvas="one")
    second = await make(room, "", canvas="two", color="red")
    other = await make(room, "", color="blue")
    size = (await room.shelf.item(first)).size
    storage = await room.shelf.storage()
    assert storage.files == 2
    assert storage.size == size + (await room.shelf.item(other)).size
    assert {one.title: (one.files, one.size) for one in storage.canvases} == {
        "one": (1, size),
        "two": (1, size),
    }
    assert (await room.shelf.item(second)).size == size
    await room.shelf.trash([other])
    assert (await room.shelf.storage()).trash.files == 1


async def test_the_trash_gives_back_what_it_took_as_it_was(room: Room) -> None:
    asset = await make(room, "fox", "name")
    await room.shelf.star(asset, favourite=True)
    before = await room.shelf.item(asset)
    await room.shelf.trash([asset])
    assert (await room.shelf.item(asset)).leaves_at is not None
    assert await room.shelf.restore([asset]) == 1
    assert await room.shelf.item(asset) == before


async def test_what_is_not_there_and_too_many_are_said_so(room: Room) -> None:
    with pytest.raises(NotFound):
        await room.shelf.star(AssetId("none"), favourite=True)
    with pytest.raises(NotFound):
        await room.shelf.uses(AssetId("none"))
    with pytest.raises(Invalid):
        await room.shelf.trash([AssetId(f"a{n}") for n in range(1001)])
    assert await room.shelf.trash([AssetId("none")]) == (0, 0)


async def test_what_was_there_before_the_library_is_in_it(tmp_path: Path) -> None:
    database = open_test_database(chosen_kind(), tmp_path)
    older = [one for one in shipped_migrations() if one.number < 5]
    await migrate(database, older)
    recipe = '{"prompt": "a red fox", "model": "flux", "inputs": ["ast_in"]}'
    outputs = '{"output": {"type": "image", "asset": "ast_out", "hash": "h"}}'
    await database.script(f"""
        INSERT INTO canvases VALUES ('c', 'One', 0, 1, 0, 1, 1, NULL);
        INSERT INTO runs VALUES ('r', 'c', 'k', 1, 'all', '[]', 'done', 1, 1, 0, 1, 0, 0, 0, 0,
          NULL, 1, 1);
        INSERT INTO assets (id, hash, kind, mime, size, name, origin, recipe, created_at) VALUES
          ('ast_out', 'h', 'image', 'image/png', 1, '', 'generated', '{recipe}', 2),
          ('ast_in', 'g', 'image', 'image/png', 1, 'photo', 'uploaded', NULL, 1);
        INSERT INTO steps (id, run, canvas, node, kind, title, place, state, version, attempt,
          starts, cached, fresh, model_key, parameters, kept, inputs, own_key, outputs, price,
          cost, created_at) VALUES ('s', 'r', 'c', 'n', 'x', 'X', 0, 'done', 1, 1, 0, 0, 0, '',
          '{{}}', '{{}}', '{{}}', '', '{outputs}', 0, 0, 1);
    """)
    await migrate(database)
    shelf = ShelfRecords(database)
    both = await shelf.list(ShelfFilter.model_validate({}), None, 10)
    assert [item.id for _, item in both] == ["ast_out", "ast_in"]
    found = await shelf.list(ShelfFilter.model_validate({"search": "fox"}), None, 10)
    assert [(item.id, item.model) for _, item in found] == [("ast_out", "flux")]
    rows = await database.read("SELECT asset, how FROM asset_uses ORDER BY asset")
    assert [(row["asset"], row["how"]) for row in rows] == [
        ("ast_in", "recipe"),
        ("ast_out", "step"),
    ]
    await database.close()
