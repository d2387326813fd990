"""What a player asks the server for: strips, waveforms, records, ranges, names of downloads."""

from __future__ import annotations

import asyncio
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx2
import numpy as np
import pytest
from PIL import Image

from koda.assets.naming import download_name
from koda.core.asset import Asset, AssetKind, Recipe
from tests.assets.playable import RATE, grey_film, sound_of
from tests.runs.studio import png


async def upload(http: httpx2.AsyncClient, file: Path | bytes, name: str = "a") -> dict[str, Any]:
    content = file if isinstance(file, bytes) else file.read_bytes()
    answer = await http.post("/api/assets/upload", files={"file": (name, content)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def tone(seconds: float) -> np.ndarray:
    return np.sin(np.arange(int(RATE * seconds)) / 10) * 0.5


async def test_a_film_has_a_strip_and_a_waveform_that_are_kept(
    http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    film = await upload(http, grey_film(tmp_path / "a.mp4", range(0, 200, 10), tone=True))
    strip = await http.get(f"{film['url']}/sprite")
    assert strip.headers["content-type"] == "image/webp"
    assert "immutable" in strip.headers["cache-control"]
    assert strip.headers["x-content-type-options"] == "nosniff"
    with Image.open(BytesIO(strip.content)) as picture:
        assert picture.size == (24 * 64, 32)
    wave = await http.get(f"{film['url']}/peaks")
    assert "immutable" in wave.headers["cache-control"]
    assert len(wave.json()["peaks"]) == 400
    assert max(wave.json()["peaks"]) > 0.4
    kept = {path.parts[-3] for path in tmp_path.rglob("generations/*/*/*") if path.is_file()}
    assert {"sprites", "peaks", "assets"} <= kept


async def test_a_sound_has_a_waveform_as_its_thumbnail(
    http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    sound = await upload(http, sound_of(tmp_path / "a.wav", tone(1)))
    small = await http.get(f"{sound['url']}/thumbnail?size=64")
    with Image.open(BytesIO(small.content)) as picture:
        assert picture.size == (64, 32)
    assert sound["asset"]["has_audio"] is True


async def test_what_has_no_strip_or_no_sound_says_so(
    http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    picture = await upload(http, png())
    sound = await upload(http, sound_of(tmp_path / "a.wav", tone(0.5)))
    silent = await upload(http, grey_film(tmp_path / "a.mp4", [50] * 5))
    for path in (
        f"{picture['url']}/sprite",
        f"{picture['url']}/peaks",
        f"{sound['url']}/sprite",
        f"{silent['url']}/peaks",
    ):
        answer = await http.get(path)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_type"), path


async def test_a_strip_asked_for_by_many_at_once_is_one(
    http: httpx2.AsyncClient, tmp_path: Path
) -> None:
    film = await upload(http, grey_film(tmp_path / "a.mp4", range(0, 200, 10)))
    answers = await asyncio.gather(*(http.get(f"{film['url']}/sprite") for _ in range(12)))
    assert {one.status_code for one in answers} == {200}
    assert len({one.content for one in answers}) == 1


async def test_several_records_come_in_one_answer(http: httpx2.AsyncClient) -> None:
    ids = [(await upload(http, png(f"rgb({shade},0,0)")))["id"] for shade in range(3)]
    answer = await http.get("/api/assets/records", params={"id": [*ids, "ast_none", ids[0]]})
    assert sorted(one["id"] for one in answer.json()["assets"]) == sorted(ids)


@pytest.mark.parametrize("ids", [["a b"], ["../x"], [f"a{n}" for n in range(101)], []])
async def test_records_are_asked_for_by_a_hundred_ids_at_most(
    http: httpx2.AsyncClient, ids: list[str]
) -> None:
    answer = await http.get("/api/assets/records", params={"id": ids})
    assert answer.status_code == 422


async def test_a_range_is_for_reading_and_only_one(http: httpx2.AsyncClient) -> None:
    content = png(size=(200, 100))
    url = (await upload(http, content))["url"]
    head = await http.head(url, headers={"range": "bytes=0-9"})
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(content)))
    assert head.headers["accept-ranges"] == "bytes"
    last = await http.get(url, headers={"range": "bytes=-500"})
    start = max(0, len(content) - 500)
    assert (last.status_code, last.content) == (206, content[start:])
    several = await http.get(url, headers={"range": "bytes=0-1,4-5"})
    assert (several.status_code, several.content) == (200, content)


MADE = Asset(
    id="ast_1",
    hash="0" * 64,
    kind=AssetKind.VIDEO,
    mime="video/mp4",
    size=1,
    origin="generated",
    created_at=1_764_000_000_000,
    recipe=Recipe(kind="video-generator", node="n1", model="fal/veo-3.1", prompt="A fox, running"),
)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The fox!", "the-fox-veo-3-1-2025-11-24.mp4"),
        ("", "a-fox-running-veo-3-1-2025-11-24.mp4"),
        ("狐.mp4", "狐-veo-3-1-2025-11-24.mp4"),
        ("?? !", "veo-3-1-2025-11-24.mp4"),
        ("many words " * 20, "-".join(["many-words"] * 5) + "-many-veo-3-1-2025-11-24.mp4"),
    ],
)
def test_a_download_is_named_by_what_it_shows_who_made_it_and_when(title: str, name: str) -> None:
    assert download_name(MADE, title) == name


async def test_a_file_of_ones_own_is_given_back_under_its_own_name(
    http: httpx2.AsyncClient,
) -> None:
    url = (await upload(http, png(), "My fox.png"))["url"]
    for asked, name in (("", "My fox.png"), ("other", "other.png"), ("a.png", "a.png")):
        answer = await http.get(url, params={"download": asked})
        named = answer.headers["content-disposition"].partition("''")[2]
        assert unquote(named) == name
