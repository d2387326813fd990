"""The original's generating routes: its shapes, by runs that lose nothing."""

from __future__ import annotations

import base64
import io
from typing import Any

import av
import httpx2
import pytest

from tests.runs.studio import png


async def test_generate_answers_in_the_originals_shape(http: httpx2.AsyncClient) -> None:
    body = {"prompt": "a red fox", "imageCount": 2, "aspectRatio": "16:9"}
    answer = await http.post("/api/generate", json=body)
    made = answer.json()
    assert answer.status_code == 200
    assert made["success"] is True
    assert made["imageUrl"] == made["imageUrls"][0]
    assert len(made["imageUrls"]) == 2
    record = (await http.get(f"{made['imageUrl']}/record")).json()
    assert record["width"] > record["height"]


async def test_generate_takes_references_of_ours_and_as_data(http: httpx2.AsyncClient) -> None:
    upload = await http.post("/api/assets/upload", files={"file": ("a.png", png())})
    data = "data:image/png;base64," + base64.b64encode(png("blue")).decode()
    body = {
        "prompt": "as a painting",
        "referenceUrl": upload.json()["url"],
        "referenceUrls": [data],
    }
    made = (await http.post("/api/generate", json=body)).json()
    record = (await http.get(f"{made['imageUrl']}/record")).json()
    assert record["recipe"]["inputs"][0] == upload.json()["id"]
    assert len(record["recipe"]["inputs"]) == 2


async def test_generate_with_an_idempotency_key_makes_it_once(http: httpx2.AsyncClient) -> None:
    headers = {"idempotency-key": "once"}
    first, second = [
        (await http.post("/api/generate", json={"prompt": "a fox"}, headers=headers)).json()
        for _ in range(2)
    ]
    assert first == second
    other = (await http.post("/api/generate", json={"prompt": "a fox"})).json()
    assert other["imageUrl"] != first["imageUrl"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "prompt_missing"),
        ({"prompt": " "}, 400, "prompt_missing"),
        ({"prompt": "x", "model": "gone"}, 422, "run.problems"),
        ({"prompt": "x", "aspectRatio": "7:1"}, 422, "run.problems"),
        ({"prompt": "x", "referenceUrl": "http://169.254.169.254/"}, 403, "forbidden"),
        ({"prompt": "x", "referenceUrl": "data:image/png;base64,!"}, 422, "invalid"),
    ],
)
async def test_generate_refuses_with_a_code(
    http: httpx2.AsyncClient, body: dict[str, Any], status: int, code: str
) -> None:
    answer = await http.post("/api/generate", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["success"] is False
    assert answer.json()["error"]


async def file_of(http: httpx2.AsyncClient, url: str) -> io.BytesIO:
    return io.BytesIO((await http.get(url)).content)


async def record_of(http: httpx2.AsyncClient, url: str) -> dict[str, Any]:
    found: dict[str, Any] = (await http.get(f"{url}/record")).json()
    return found


async def film(http: httpx2.AsyncClient, **more: Any) -> dict[str, Any]:
    body = {"prompt": "waves", "duration": 4, "resolution": "480p", **more}
    answer = await http.post("/api/generate-video", json=body)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_film_has_its_length_and_ratio(http: httpx2.AsyncClient) -> None:
    made = await film(http, aspectRatio="9:16")
    assert made["success"] is True
    assert made["originalUrl"] == made["videoUrl"]
    record = await record_of(http, made["videoUrl"])
    assert record["duration"] == pytest.approx(4, abs=0.1)
    assert record["height"] > record["width"]
    assert record["mime"] == "video/mp4"


async def test_a_single_picture_is_the_first_frame(http: httpx2.AsyncClient) -> None:
    data = "data:image/png;base64," + base64.b64encode(png("blue", (64, 36))).decode()
    made = await film(http, referenceUrl=data)
    record = await record_of(http, made["videoUrl"])
    assert record["recipe"]["roles"] == ["first_frame"]


async def test_a_film_from_two_frames(http: httpx2.AsyncClient) -> None:
    frames = [
        "data:image/png;base64," + base64.b64encode(png(color, (64, 36))).decode()
        for color in ("blue", "red")
    ]
    made = await film(http, prompt="", firstFrameUrl=frames[0], lastFrameUrl=frames[1])
    record = await record_of(http, made["videoUrl"])
    assert record["recipe"]["roles"] == ["first_frame", "last_frame"]


async def test_music_lasts_as_long_as_was_asked(http: httpx2.AsyncClient) -> None:
    body = {"prompt": "calm piano", "duration": 5, "instrumental": True}
    made = (await http.post("/api/generate-music", json=body)).json()
    record = await record_of(http, made["audioUrl"])
    assert record["kind"] == "audio"
    assert record["duration"] == pytest.approx(5, abs=0.2)


async def test_speech_says_more_for_more_words(http: httpx2.AsyncClient) -> None:
    seconds = []
    for words in ("Hello", "Hello to everybody who is listening to this today"):
        body = {"text": words, "voice": "nova", "speed": 1.1}
        made = (await http.post("/api/generate-speech", json=body)).json()
        seconds.append((await record_of(http, made["audioUrl"]))["duration"])
    assert seconds[0] < seconds[1]


async def test_a_film_gets_sound_and_keeps_its_picture(http: httpx2.AsyncClient) -> None:
    silent = await film(http, generateAudio=False)
    body = {"videoUrl": silent["videoUrl"], "prompt": "rain"}
    made = (await http.post("/api/generate-video-audio", json=body)).json()
    with av.open(await file_of(http, silent["videoUrl"])) as before:
        assert not before.streams.audio
        frames = before.streams.video[0].frames
    with av.open(await file_of(http, made["videoUrl"])) as after:
        assert after.streams.audio
        assert after.streams.video[0].frames == frames
    record = await record_of(http, made["videoUrl"])
    assert record["recipe"]["roles"] == ["video"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("video", {}, 400, "prompt_missing"),
        ("video", {"prompt": "x", "model": "gone"}, 422, "run.problems"),
        ("video", {"prompt": "x", "model": "veo-3"}, 422, "run.problems"),
        ("video", {"prompt": "x", "referenceUrl": "http://127.0.0.1/"}, 403, "forbidden"),
        ("music", {"prompt": " "}, 400, "prompt_missing"),
        ("speech", {}, 400, "prompt_missing"),
        ("speech", {"text": "x", "speed": 99}, 422, "run.problems"),
        ("video-audio", {"prompt": "rain"}, 400, "prompt_missing"),
        ("video-audio", {"videoUrl": "/api/assets/none"}, 404, "not_found"),
    ],
)
async def test_generating_refuses_with_a_code(
    http: httpx2.AsyncClient, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    answer = await http.post(f"/api/generate-{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["success"] is False


async def test_a_picture_is_no_film(http: httpx2.AsyncClient) -> None:
    upload = await http.post("/api/assets/upload", files={"file": ("a.png", png())})
    body = {"videoUrl": upload.json()["url"], "prompt": "rain"}
    answer = await http.post("/api/generate-video-audio", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "run.problems")
