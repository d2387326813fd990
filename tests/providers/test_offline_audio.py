from __future__ import annotations

import json

import pytest

from koda.core.errors import ProviderRefused
from koda.providers.base import Accepted, GenerationRequest, MediaOutput, PreparedRequest
from koda.providers.models import shipped_cards
from koda.providers.offline import OfflineProvider
from koda.providers.offline_speech.voices import LANGUAGES, VOICES
from tests.offline_sound.listening import heard, level, seconds


async def made(model: str, prompt: str, **parameters: object) -> MediaOutput:
    """Run a request as Koda does: the body goes through JSON, and the provider was restarted."""
    request = GenerationRequest(model, prompt, parameters, 7, ())
    prepared = await OfflineProvider().prepare(request, "token")
    body = json.loads(json.dumps(prepared.body))
    kept = PreparedRequest(prepared.endpoint, body, prepared.token)
    result = await OfflineProvider().result(kept, Accepted("offline-1"))
    assert (result.cost, result.seed, result.prompt) == (0, 7, prompt)
    (output,) = result.outputs
    assert output.note == shipped_cards()[model].note
    assert "not by an AI model" in (output.note or "")
    return output


async def test_speech_is_made_through_the_provider() -> None:
    one = await made("offline-speech", "Good evening.", voice="onyx", speed=0.9)
    assert one.mime == "audio/wav"
    assert level(heard(one.content or b"")[0]) > 0.05
    again = await made("offline-speech", "Good evening.", voice="onyx", speed=0.9)
    assert again.content == one.content


async def test_a_dialogue_needs_no_prompt() -> None:
    lines = [{"voice": "onyx", "text": "No."}, {"voice": "nova", "text": "Yes."}]
    assert seconds((await made("offline-speech", "", dialogue=lines)).content or b"") > 0.8


async def test_music_is_made_through_the_provider() -> None:
    one = await made("offline-music", "calm piano", duration=5, instrumental=True)
    assert one.mime == "audio/mp4"
    assert seconds(one.content or b"") == pytest.approx(5, abs=0.05)
    again = await made("offline-music", "calm piano", duration=5, instrumental=True)
    assert again.content == one.content


async def test_what_cannot_be_said_is_refused_before_it_is_accepted() -> None:
    request = GenerationRequest("offline-speech", "  ", {}, 1, ())
    with pytest.raises(ProviderRefused, match="nothing to say"):
        await OfflineProvider().prepare(request, "t")


async def test_a_kind_that_is_not_made_here_is_refused() -> None:
    with pytest.raises(ProviderRefused):
        await OfflineProvider().prepare(GenerationRequest("flux-pro", "x", {}, 1, ()), "t")
    with pytest.raises(ProviderRefused):
        await OfflineProvider().result(PreparedRequest("offline/x", {}, "t"), Accepted("1"))


def test_the_card_offers_all_voices_and_languages_that_there_are() -> None:
    card = shipped_cards()["offline-speech"]
    assert set(card.options["voice"]) == set(VOICES) == set(card.labels["voice"])
    assert set(card.options["language"]) == set(LANGUAGES) == set(card.labels["language"])
