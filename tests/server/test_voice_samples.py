"""Voices can be heard before they are chosen, where that is free."""

from __future__ import annotations

import io

import av
import httpx2
import pytest


async def test_each_voice_has_a_sample_of_its_own(http: httpx2.AsyncClient) -> None:
    samples = [
        await http.get(f"/api/voices/offline-speech/{voice}/sample") for voice in ("nova", "onyx")
    ]
    for sample in samples:
        assert sample.status_code == 200
        with av.open(io.BytesIO(sample.content)) as sound:
            assert sound.duration is not None
            assert 1 < sound.duration / 1_000_000 < 10
    assert samples[0].content != samples[1].content
    assert (await http.get("/api/assets")).json()["assets"] == []


@pytest.mark.parametrize(
    ("place", "status", "code"),
    [
        ("offline-speech/nobody", 404, "not_found"),
        ("offline-image/nova", 404, "not_found"),
        ("no-model/nova", 422, "model.unknown"),
        ("elevenlabs-tts/rachel", 422, "invalid"),
        ("a%20b/nova", 422, "invalid"),
    ],
)
async def test_what_cannot_be_heard_says_why(
    http: httpx2.AsyncClient, place: str, status: int, code: str
) -> None:
    answer = await http.get(f"/api/voices/{place}/sample")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
