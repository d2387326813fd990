"""A person's library of presets, over HTTP."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from koda.db.base import Statement
from koda.db.presets import KEPT_MILLISECONDS, MOST
from tests.runs.studio import png

SNIPPET = {"kind": "snippet", "name": "Rain", "words": "heavy rain, wet streets"}


async def picture(http: httpx2.AsyncClient, color: str = "red") -> str:
    files = {"file": ("face.png", png(color), "image/png")}
    return (await http.post("/api/assets/upload", files=files)).json()["id"]


async def create(http: httpx2.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await http.post("/api/presets", json={**SNIPPET, **fields})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def names(http: httpx2.AsyncClient, **params: str) -> list[str]:
    found = (await http.get("/api/presets", params=params)).json()["presets"]
    return [one["name"] for one in found]


async def test_a_preset_is_kept_renamed_deleted_and_brought_back(http: httpx2.AsyncClient) -> None:
    preset = (await create(http))["id"]
    renamed = await http.patch(f"/api/presets/{preset}", json={"name": "  Storm "})
    assert renamed.json()["name"] == "Storm"
    assert renamed.json()["words"] == SNIPPET["words"]
    assert (await http.delete(f"/api/presets/{preset}")).status_code == 200
    assert await names(http) == []
    assert (await http.delete(f"/api/presets/{preset}")).status_code == 404
    assert (await http.patch(f"/api/presets/{preset}", json={"name": "x"})).status_code == 404
    restored = await http.post(f"/api/presets/{preset}/restore")
    assert restored.json()["name"] == "Storm"
    assert await names(http) == ["Storm"]


async def test_presets_are_listed_by_kind_the_newest_first(http: httpx2.AsyncClient) -> None:
    first = await create(http, name="One")
    await create(http, name="Two", kind="style")
    await create(http, name="Three")
    await http.patch(f"/api/presets/{first['id']}", json={"words": "fog"})
    assert (await names(http, kind="snippet"))[0] == "One"
    assert await names(http, kind="style") == ["Two"]
    assert (await http.get("/api/presets", params={"kind": "odd"})).status_code == 422


async def test_a_character_is_its_pictures_each_once(http: httpx2.AsyncClient) -> None:
    face = await picture(http)
    kept = await create(http, kind="character", name="Mara", words="", assets=[face, face])
    assert kept["assets"] == [face]


async def test_the_pictures_of_a_preset_are_held(app: FastAPI, http: httpx2.AsyncClient) -> None:
    one, two = await picture(http), await picture(http, "blue")
    database = app.state.services.presets._database

    async def held() -> list[str]:
        rows = await database.read("SELECT asset FROM asset_uses WHERE how = 'preset'")
        return [row["asset"] for row in rows]

    kept = await create(http, kind="character", assets=[one])
    assert await held() == [one]
    await http.patch(f"/api/presets/{kept['id']}", json={"assets": [two]})
    assert await held() == [two]
    await http.delete(f"/api/presets/{kept['id']}")
    assert await held() == [two]  # it can come back
    await database.write([_aged()])
    await http.delete(f"/api/presets/{(await create(http))['id']}")
    assert await held() == []


def _aged() -> Any:
    return Statement("UPDATE presets SET deleted_at = deleted_at - ?", (KEPT_MILLISECONDS + 1,))


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "  "},
        {"name": "   "},
        {"name": "x" * 81},
        {"words": "x" * 4001},
        {"kind": "spell"},
        {"kind": "style", "words": "", "assets": ["ast_none"]},
        {"assets": ["../../etc/passwd"]},
        {"assets": ["ast_none"]},
        {"assets": [f"ast_{number}" for number in range(9)]},
        {"owner": "somebody else"},
        {"name": None},
    ],
)
async def test_what_is_no_preset_is_refused(
    http: httpx2.AsyncClient, fields: dict[str, Any]
) -> None:
    answer = await http.post("/api/presets", json={**SNIPPET, **fields})
    assert answer.status_code == 422, answer.text
    assert await names(http) == []


async def test_a_preset_is_never_emptied(http: httpx2.AsyncClient) -> None:
    preset = (await create(http))["id"]
    answer = await http.patch(f"/api/presets/{preset}", json={"words": ""})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    (kept,) = (await http.get("/api/presets")).json()["presets"]
    assert kept["words"] == SNIPPET["words"]


async def test_a_sound_is_no_picture(http: httpx2.AsyncClient) -> None:
    wav = b"RIFF" + (36 + 8).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    wav += bytes([1, 0, 1, 0, 64, 31, 0, 0, 128, 62, 0, 0, 2, 0, 16, 0]) + b"data"
    wav += (8).to_bytes(4, "little") + bytes(8)
    sent = await http.post("/api/assets/upload", files={"file": ("a.wav", wav, "audio/wav")})
    body = {**SNIPPET, "assets": [sent.json()["id"]]}
    assert (await http.post("/api/presets", json=body)).status_code == 422


async def test_the_library_has_an_end(app: FastAPI, http: httpx2.AsyncClient) -> None:
    kept = await create(http)
    copy = Statement(
        "INSERT INTO presets SELECT ? || value, owner, kind, name, words, assets, created_at, "
        "updated_at, NULL FROM presets, (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL "
        "SELECT value + 1 FROM n WHERE value < ?) SELECT value FROM n) WHERE id = ?",
        ("pre_copy_", MOST - 1, kept["id"]),
    )
    await app.state.services.presets._database.write([copy])
    answer = await http.post("/api/presets", json=SNIPPET)
    assert (answer.status_code, answer.json()["fields"]["limit"]) == (422, MOST)


async def test_a_stranger_sees_no_presets(
    http: httpx2.AsyncClient, stranger: httpx2.AsyncClient
) -> None:
    preset = (await create(http))["id"]
    for answer in (
        await stranger.get("/api/presets"),
        await stranger.post("/api/presets", json=SNIPPET),
        await stranger.patch(f"/api/presets/{preset}", json={"name": "mine"}),
        await stranger.delete(f"/api/presets/{preset}"),
        await stranger.post(f"/api/presets/{preset}/restore"),
    ):
        assert answer.status_code == 401
