"""Every card of fal.ai makes bodies that its endpoint takes, whatever is set and connected."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import JsonValue

from koda.core.errors import Invalid, ProviderRefused
from koda.core.values import ValueType
from koda.emulators.fal_checks import check
from koda.emulators.fal_media import measure
from koda.emulators.fal_schemas import SCHEMAS
from koda.providers.base import GenerationRequest, GenerationResult, MediaInput
from koda.providers.fal import FalProvider
from koda.providers.fal_body import write_body
from koda.providers.models import ModelCard, Models, shipped_cards
from tests.emulators.fal_server import FalServer, running_fal
from tests.nodes.parameters import defaults_of
from tests.providers.media import film, picture, tone

CARDS = {key: card for key, card in shipped_cards().items() if card.provider == "fal"}
OFFERED = [card for card in CARDS.values() if not card.retired]
EVERY = pytest.mark.parametrize("card", OFFERED, ids=lambda card: card.id)
WORDS: dict[str, JsonValue] = {
    "dialogue": [{"voice": "rachel", "text": "Hi."}, {"voice": "adam", "text": "Ho."}]
}


@pytest.fixture(scope="module")
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@pytest.fixture
async def provider(fal: FalServer) -> AsyncIterator[FalProvider]:
    # Reading the machine's certificates for every test takes longer than the tests.
    one = FalProvider("k", CARDS, httpx2.AsyncClient(verify=False), fal.addresses, pause=0.01)
    yield one
    await one.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[ValueType, Path]:
    folder = tmp_path_factory.mktemp("media")
    return {
        ValueType.IMAGE: picture(folder / "picture.png"),
        ValueType.VIDEO: film(folder / "film.mp4"),
        ValueType.AUDIO: tone(folder / "tone.wav"),
    }


def filled_ways(card: ModelCard) -> Iterator[dict[str, int]]:
    """Each way to fill the card's roles: what it needs, with every choice of what it may have."""
    needed = {role: slot.least for role, slot in card.inputs.items() if slot.least}
    rest = [role for role in card.inputs if role not in needed]
    for size in range(len(rest) + 1):
        for chosen in combinations(rest, size):
            yield needed | dict.fromkeys(chosen, 1)
    yield {role: slot.most for role, slot in card.inputs.items()}


def settings_of(card: ModelCard) -> Iterator[dict[str, JsonValue]]:
    """The node's defaults, then each value that the card offers, each end of what it allows."""
    standard = {**defaults_of(card.task), **WORDS}
    yield standard
    for name, values in card.options.items():
        for value in values:
            yield {**standard, name: value}
    for name, limits in card.ranges.items():
        for value in (limits.least, limits.most, limits.least - 1, limits.most + 1):
            yield {**standard, name: value}
    for name in card.controls:
        if isinstance(standard.get(name), bool):
            yield {**standard, name: not standard[name]}
    yield {**standard, "image_count": 4}


def urls_for(filled: Mapping[str, int]) -> list[str]:
    return [f"https://v3.fal.media/{role}{n}" for role, many in filled.items() for n in range(many)]


def request_for(
    card: ModelCard,
    filled: Mapping[str, int],
    settings: Mapping[str, JsonValue],
    files: Mapping[ValueType, Path] | None = None,
) -> GenerationRequest:
    inputs: list[MediaInput] = []
    for role, count in filled.items():
        slot = card.inputs.get(role)
        kind = slot.types[0] if slot else ValueType.IMAGE
        path = files[kind] if files else Path("nothing")
        mark = hashlib.sha256(str(path).encode()).hexdigest()
        mime = {"image": "image/png", "video": "video/mp4", "audio": "audio/wav"}[kind.value]
        inputs += [MediaInput(path, mime, mark, role)] * count
    return GenerationRequest(card.id, "a fox", settings, 7, inputs)


async def make(provider: FalProvider, request: GenerationRequest) -> GenerationResult:
    prepared = await provider.prepare(request, "token")
    accepted = await provider.submit(prepared)
    await provider.status(accepted)
    return await provider.result(prepared, accepted)


@EVERY
def test_the_endpoint_takes_whatever_is_set_and_connected(card: ModelCard) -> None:
    for filled in filled_ways(card):
        for settings in settings_of(card):
            request = request_for(card, filled, settings)
            endpoint, body = write_body(card, request, urls_for(filled))
            assert check(SCHEMAS[endpoint], body) == [], (filled, settings)


@EVERY
async def test_the_endpoint_makes_what_the_card_says(
    provider: FalProvider, files: Mapping[ValueType, Path], card: ModelCard
) -> None:
    fewest, *_ = filled_ways(card)
    settings = {**defaults_of(card.task), **WORDS, "image_count": 2, "duration": 1}
    result = await make(provider, request_for(card, fewest, settings, files))
    assert len(result.outputs) == min(2, card.most)
    for output in result.outputs:
        async with httpx2.AsyncClient(verify=False) as client:
            made = measure((await client.get(str(output.url))).content)
        assert (output.mime or "").partition("/")[0] == card.modality
        assert (made.size is None) == (card.modality == "audio")
        assert (made.seconds is None) == (card.modality == "image")
    endpoint, _ = write_body(card, request_for(card, fewest, settings), urls_for(fewest))
    if "seed" in card.controls and "seed" in SCHEMAS[endpoint].outputs:
        assert result.seed == 7


@pytest.mark.parametrize("card", [one for one in CARDS.values() if one.retired], ids=lambda c: c.id)
async def test_a_retired_model_is_refused_and_its_successor_is_offered(
    provider: FalProvider, files: Mapping[ValueType, Path], card: ModelCard
) -> None:
    fewest, *_ = filled_ways(card)
    with pytest.raises(ProviderRefused) as caught:
        await make(provider, request_for(card, fewest, defaults_of(card.task), files))
    assert caught.value.fields["status"] == 404
    after = CARDS[card.successor or ""]
    assert (after.retired, after.task, after.modality) == (False, card.task, card.modality)


@EVERY
def test_too_many_or_too_few_or_strange_inputs_are_told_before_anything_is_sent(
    card: ModelCard,
) -> None:
    fewest, *_ = filled_ways(card)
    wrong = [fewest | {"nothing_like_it": 1}]
    for role, slot in card.inputs.items():
        wrong.append(fewest | {role: slot.most + 1})
        if slot.least:
            wrong.append({one: count for one, count in fewest.items() if one != role})
    for filled in wrong:
        with pytest.raises(Invalid):
            write_body(card, request_for(card, filled, {}), urls_for(filled))


@EVERY
def test_every_filled_role_is_in_the_body(card: ModelCard) -> None:
    most = {role: slot.most for role, slot in card.inputs.items()}
    _, body = write_body(card, request_for(card, most, {}), urls_for(most))
    assert all(url in str(body) for url in urls_for(most))


def ways_to_auto() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "image", ()
    yield "image", ("reference",)
    for filled in (
        (),
        ("first_frame",),
        ("first_frame", "last_frame"),
        ("reference",),
        ("reference", "first_frame"),
        ("video",),
        ("video", "first_frame"),
        ("video", "reference"),
        ("video", "audio"),
        ("audio",),
        ("audio", "first_frame"),
        ("audio", "first_frame", "last_frame"),
        ("audio", "reference"),
        ("video", "audio", "reference"),
    ):
        yield "video", filled
    yield "music", ()
    yield "speech", ()
    yield "speech", ("audio",)
    yield "sound", ("video",)
    yield "sound", ("video", "audio")
    yield "upscale", ("image",)
    yield "upscale-video", ("video",)
    yield "background", ("image",)
    yield "video-background", ("video",)
    yield "inpaint", ("image", "mask")


@pytest.mark.parametrize(("task", "filled"), list(ways_to_auto()), ids=str)
def test_auto_finds_a_model_for_whatever_is_connected(task: Any, filled: tuple[str, ...]) -> None:
    offer = Models(CARDS, {}).find("auto", task, filled)
    assert offer is not None
    card = offer.card
    counts = {role: max(1, card.inputs[role].least) for role in filled}
    endpoint, body = write_body(
        card, request_for(card, counts, defaults_of(card.task)), urls_for(counts)
    )
    assert check(SCHEMAS[endpoint], body) == []


def body_of(model: str, filled: Mapping[str, int] | None = None, **settings: Any) -> Any:
    card = CARDS[model]
    request = request_for(card, filled or {}, {**defaults_of(card.task), **settings})
    return write_body(card, request, urls_for(filled or {}))


@pytest.mark.parametrize(
    ("model", "filled", "settings", "endpoint", "body"),
    [
        (
            "nanobanana-2", {}, {"aspect_ratio": "16:9", "resolution": "4K", "image_count": 3},
            "fal-ai/nano-banana-2",
            {"prompt": "a fox", "aspect_ratio": "16:9", "resolution": "4K", "num_images": 3,
             "seed": 7, "output_format": "png"},
        ),
        (
            "nanobanana-pro", {"reference": 2}, {"aspect_ratio": "16:9"},
            "fal-ai/nano-banana-pro/edit",
            {"prompt": "a fox", "aspect_ratio": "auto", "resolution": "1K", "num_images": 1,
             "seed": 7, "output_format": "png",
             "image_urls": ["https://v3.fal.media/reference0", "https://v3.fal.media/reference1"]},
        ),
        (
            "flux-2-pro", {}, {"aspect_ratio": "9:16", "image_count": 4},
            "fal-ai/flux-2-pro", {"prompt": "a fox", "image_size": "portrait_16_9", "seed": 7},
        ),
        (
            "flux-kontext", {"reference": 1}, {},
            "fal-ai/flux-pro/kontext",
            {"prompt": "a fox", "image_url": "https://v3.fal.media/reference0", "num_images": 1,
             "seed": 7},
        ),
        (
            "ideogram-v3", {}, {"style": "realistic", "magic_prompt": False},
            "fal-ai/ideogram/v3",
            {"prompt": "a fox", "image_size": "square_hd", "num_images": 1, "style": "REALISTIC",
             "expand_prompt": False, "seed": 7},
        ),
        (
            "recraft-v3", {}, {"aspect_ratio": "16:9", "style": "digital_illustration"},
            "fal-ai/recraft/v3/text-to-image",
            {"prompt": "a fox", "image_size": {"width": 1820, "height": 1024},
             "style": "digital_illustration"},
        ),
        (
            "grok-imagine-image-edit", {"reference": 1}, {"resolution": "2K"},
            "xai/grok-imagine-image/edit",
            {"prompt": "a fox", "image_urls": ["https://v3.fal.media/reference0"],
             "resolution": "2k", "num_images": 1},
        ),
        (
            "veo-3.1-i2v", {"first_frame": 1}, {"duration": 8, "aspect_ratio": "9:16"},
            "fal-ai/veo3.1/image-to-video",
            {"prompt": "a fox", "aspect_ratio": "9:16", "duration": "8s", "resolution": "720p",
             "generate_audio": True, "seed": 7,
             "image_url": "https://v3.fal.media/first_frame0"},
        ),
        (
            "kling-3.0-i2v", {"first_frame": 1, "last_frame": 1},
            {"duration": 10, "generate_audio": False, "negative_prompt": "rain"},
            "fal-ai/kling-video/v3/standard/image-to-video",
            {"prompt": "a fox", "duration": "10", "generate_audio": False,
             "negative_prompt": "rain", "cfg_scale": 0.5,
             "start_image_url": "https://v3.fal.media/first_frame0",
             "end_image_url": "https://v3.fal.media/last_frame0"},
        ),
        (
            "kling-3.0-mc", {"first_frame": 1, "video": 1}, {"character_orientation": "video"},
            "fal-ai/kling-video/v3/standard/motion-control",
            {"prompt": "a fox", "character_orientation": "video", "keep_original_sound": True,
             "image_url": "https://v3.fal.media/first_frame0",
             "video_url": "https://v3.fal.media/video0"},
        ),
        (
            "minimax-h3-ref", {"reference": 2, "audio": 1},
            {"resolution": "768p", "aspect_ratio": "auto", "duration": 6.0},
            "minimax/h3/reference-to-video",
            {"prompt": "a fox", "resolution": "768P", "aspect_ratio": "adaptive", "duration": 6,
             "seed": 7,
             "reference_image_urls": [
                 "https://v3.fal.media/reference0", "https://v3.fal.media/reference1"],
             "reference_audio_urls": ["https://v3.fal.media/audio0"]},
        ),
        (
            "ltx-2-19b-extend", {"video": 1}, {"duration": 5, "extend": "start"},
            "fal-ai/ltx-2-19b/extend-video",
            {"prompt": "a fox", "video_size": "landscape_16_9", "num_frames": 126,
             "generate_audio": True, "enable_prompt_expansion": True,
             "extend_direction": "backward", "seed": 7,
             "video_url": "https://v3.fal.media/video0"},
        ),
        (
            "luma-ray2", {}, {"resolution": "1080p", "duration": 9},
            "fal-ai/luma-dream-machine/ray-2",
            {"prompt": "a fox", "aspect_ratio": "16:9", "duration": "9s", "resolution": "1080p",
             "loop": False},
        ),
        (
            "luma-ray2", {"first_frame": 1}, {"resolution": "1080p", "duration": 9},
            "fal-ai/luma-dream-machine/ray-2/image-to-video",
            {"prompt": "a fox", "aspect_ratio": "16:9", "duration": "9s", "resolution": "1080p",
             "loop": False, "image_url": "https://v3.fal.media/first_frame0"},
        ),
        (
            "heygen-avatar4-i2v", {"first_frame": 1}, {"voice": "Melissa"},
            "fal-ai/heygen/avatar4/image-to-video",
            {"prompt": "a fox", "aspect_ratio": "16:9", "resolution": "720p", "voice": "Melissa",
             "talking_style": "stable", "image_url": "https://v3.fal.media/first_frame0"},
        ),
        (
            "heygen-avatar4-i2v", {"first_frame": 1, "audio": 1}, {"voice": "Melissa"},
            "fal-ai/heygen/avatar4/image-to-video",
            {"prompt": "a fox", "aspect_ratio": "16:9", "resolution": "720p",
             "talking_style": "stable", "image_url": "https://v3.fal.media/first_frame0",
             "audio_url": "https://v3.fal.media/audio0"},
        ),
        (
            "elevenlabs-music", {}, {"duration": 30.0, "instrumental": True},
            "fal-ai/elevenlabs/music",
            {"prompt": "a fox", "music_length_ms": 30000, "force_instrumental": True,
             "output_format": "mp3_44100_128"},
        ),
        (
            "elevenlabs-tts", {}, {"voice": "alloy", "stability": 0.25},
            "fal-ai/elevenlabs/tts/eleven-v3",
            {"text": "a fox", "voice": "Rachel", "stability": 0.25,
             "apply_text_normalization": "auto"},
        ),
        (
            "elevenlabs-dialogue", {},
            {"dialogue": [{"voice": "fin", "text": "Well?"}, {"voice": "x", "text": "No."}],
             "stability": 0.4},
            "fal-ai/elevenlabs/text-to-dialogue/eleven-v3",
            {"inputs": [{"voice": "Fin", "text": "Well?"}, {"voice": "x", "text": "No."}],
             "stability": 0.5, "seed": 7},
        ),
        (
            "minimax-speech-2.8-hd", {}, {"voice": "Casual_Guy", "speed": 1.5},
            "fal-ai/minimax/speech-2.8-hd",
            {"prompt": "a fox", "voice_setting": {"voice_id": "Casual_Guy", "speed": 1.5},
             "output_format": "url"},
        ),
        (
            "mmaudio-v2", {"video": 1}, {"duration": 50},
            "fal-ai/mmaudio-v2",
            {"prompt": "a fox", "duration": 30, "cfg_strength": 4.5, "seed": 7,
             "video_url": "https://v3.fal.media/video0"},
        ),
        (
            "sync-lipsync-v2-pro", {"video": 1, "audio": 1}, {"sync_mode": "bounce"},
            "fal-ai/sync-lipsync/v2/pro",
            {"sync_mode": "bounce", "video_url": "https://v3.fal.media/video0",
             "audio_url": "https://v3.fal.media/audio0"},
        ),
        (
            "topaz-image", {"image": 1}, {"factor": 4},
            "fal-ai/topaz/upscale/image",
            {"upscale_factor": 4, "output_format": "png",
             "image_url": "https://v3.fal.media/image0"},
        ),
        (
            "gpt-image-2-inpaint", {"image": 1, "mask": 1}, {},
            "openai/gpt-image-2/edit",
            {"prompt": "a fox", "quality": "high", "output_format": "png",
             "image_urls": ["https://v3.fal.media/image0"],
             "mask_url": "https://v3.fal.media/mask0"},
        ),
    ],
)  # fmt: skip
def test_bodies_have_exactly_these_fields(
    model: str,
    filled: dict[str, int],
    settings: dict[str, Any],
    endpoint: str,
    body: dict[str, Any],
) -> None:
    assert body_of(model, filled, **settings) == (endpoint, body)
