"""Every card of fal.ai makes bodies that its endpoint takes, with and without references."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image
from pydantic import JsonValue

from koda.core.errors import Invalid, ProviderRefused
from koda.nodes.image import ImageParameters
from koda.providers.base import GenerationRequest, GenerationResult, MediaInput
from koda.providers.fal import FalProvider
from koda.providers.fal_body import write_body
from koda.providers.models import ModelCard, shipped_cards
from tests.emulators.fal_server import FalServer, running_fal

CARDS = {key: card for key, card in shipped_cards().items() if card.provider == "fal"}
OFFERED = [card for card in CARDS.values() if not card.retired]
DEFAULTS = ImageParameters().model_dump(mode="json", exclude={"prompt", "model", "seed"})


@pytest.fixture(scope="module")
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


@pytest.fixture
async def provider(fal: FalServer) -> AsyncIterator[FalProvider]:
    one = FalProvider("k", CARDS, httpx2.AsyncClient(), fal.addresses, pause=0.01)
    yield one
    await one.close()


@pytest.fixture
def pictures(tmp_path: Path) -> list[MediaInput]:
    found = []
    for number in range(16):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (640, 360), (number * 9, 80, 120)).save(path)
        found.append(MediaInput(path, "image/png", f"{number:064x}"))
    return found


def counts_of(card: ModelCard) -> list[int]:
    if card.references is None:
        return [0]
    return sorted({card.references.least, 1, card.references.most})


def variants_of(card: ModelCard) -> Iterator[Mapping[str, JsonValue]]:
    """The node's defaults, then each value that the card offers once."""
    yield DEFAULTS
    for name, values in card.options.items():
        for value in values:
            yield {**DEFAULTS, name: value}
    yield {**DEFAULTS, "image_count": 4}


async def make(provider: FalProvider, request: GenerationRequest) -> GenerationResult:
    prepared = await provider.prepare(request, "token")
    accepted = await provider.submit(prepared)
    await provider.status(accepted)
    return await provider.result(prepared, accepted)


@pytest.mark.parametrize("card", OFFERED, ids=lambda card: card.id)
async def test_the_endpoint_takes_every_value_that_the_card_offers(
    provider: FalProvider, pictures: list[MediaInput], card: ModelCard
) -> None:
    for count in counts_of(card):
        for parameters in variants_of(card):
            request = GenerationRequest(card.id, "a fox", parameters, 7, pictures[:count])
            result = await make(provider, request)
            wanted = min(int(str(parameters["image_count"])), card.most)
            assert len(result.outputs) == wanted
            if "seed" in card.controls:
                assert result.seed == 7


@pytest.mark.parametrize(
    "card", [one for one in OFFERED if "aspect_ratio" in one.options], ids=lambda card: card.id
)
async def test_the_picture_has_the_ratio_that_was_asked_for(
    provider: FalProvider, card: ModelCard
) -> None:
    for ratio in card.options["aspect_ratio"]:
        if ratio == "auto":
            continue
        parameters = {**DEFAULTS, "aspect_ratio": ratio}
        result = await make(provider, GenerationRequest(card.id, "a", parameters, 1))
        async with httpx2.AsyncClient() as client:
            file = await client.get(str(result.outputs[0].url))
        width, height = Image.open(io.BytesIO(file.content)).size
        across, down = map(int, str(ratio).split(":"))
        assert width / height == pytest.approx(across / down, rel=0.02)


@pytest.mark.parametrize("card", [one for one in CARDS.values() if one.retired], ids=lambda c: c.id)
async def test_a_retired_model_is_refused(
    provider: FalProvider, pictures: list[MediaInput], card: ModelCard
) -> None:
    least = card.references.least if card.references else 0
    request = GenerationRequest(card.id, "a fox", DEFAULTS, 7, pictures[:least])
    with pytest.raises(ProviderRefused) as caught:
        await make(provider, request)
    assert caught.value.fields["status"] == 404


@pytest.mark.parametrize("card", OFFERED, ids=lambda card: card.id)
async def test_too_many_or_too_few_references_are_told_before_anything_is_sent(
    pictures: list[MediaInput], card: ModelCard
) -> None:
    most = card.references.most if card.references else 0
    urls = [f"https://v3.fal.media/{number}" for number in range(most + 1)]
    request = GenerationRequest(card.id, "a fox", DEFAULTS, 7)
    with pytest.raises(Invalid):
        write_body(card, request, urls)
    if card.references and card.references.least:
        with pytest.raises(Invalid):
            write_body(card, request, [])


def body_of(model: str, references: int = 0, **parameters: Any) -> tuple[str, dict[str, Any]]:
    urls = [f"https://v3.fal.media/{number}" for number in range(references)]
    request = GenerationRequest(model, "a fox", {**DEFAULTS, **parameters}, 7)
    return write_body(CARDS[model], request, urls)


@pytest.mark.parametrize(
    ("model", "references", "parameters", "endpoint", "body"),
    [
        (
            "nanobanana-2", 0, {"aspect_ratio": "16:9", "resolution": "4K", "image_count": 3},
            "fal-ai/nano-banana-2",
            {"aspect_ratio": "16:9", "resolution": "4K", "num_images": 3, "seed": 7,
             "output_format": "png"},
        ),
        (
            "nanobanana-pro", 2, {"aspect_ratio": "16:9"},
            "fal-ai/nano-banana-pro/edit",
            {"aspect_ratio": "auto", "resolution": "1K", "num_images": 1, "seed": 7,
             "output_format": "png",
             "image_urls": ["https://v3.fal.media/0", "https://v3.fal.media/1"]},
        ),
        (
            "flux-2-pro", 0, {"aspect_ratio": "9:16", "image_count": 4},
            "fal-ai/flux-2-pro", {"image_size": "portrait_16_9", "seed": 7},
        ),
        (
            "flux-2-pro", 1, {"aspect_ratio": "auto"},
            "fal-ai/flux-2-pro/edit", {"image_urls": ["https://v3.fal.media/0"], "seed": 7},
        ),
        (
            "flux-schnell", 0, {"aspect_ratio": "9:16", "image_size": "square"},
            "fal-ai/flux/schnell", {"image_size": "square", "num_images": 1, "seed": 7},
        ),
        (
            "flux-kontext", 1, {},
            "fal-ai/flux-pro/kontext",
            {"image_url": "https://v3.fal.media/0", "num_images": 1, "seed": 7},
        ),
        (
            "ideogram-v3", 0, {"style": "realistic", "magic_prompt": False},
            "fal-ai/ideogram/v3",
            {"image_size": "square_hd", "num_images": 1, "style": "REALISTIC",
             "expand_prompt": False, "seed": 7},
        ),
        (
            "recraft-v3", 0, {"aspect_ratio": "16:9", "style": "digital_illustration"},
            "fal-ai/recraft/v3/text-to-image",
            {"image_size": {"width": 1820, "height": 1024}, "style": "digital_illustration"},
        ),
        (
            "grok-imagine-image-edit", 1, {"resolution": "2K"},
            "xai/grok-imagine-image/edit",
            {"image_urls": ["https://v3.fal.media/0"], "resolution": "2k", "num_images": 1},
        ),
        (
            "z-image-turbo", 1, {"strength": 0.4, "aspect_ratio": "auto"},
            "fal-ai/z-image/turbo/image-to-image",
            {"image_url": "https://v3.fal.media/0", "strength": 0.4, "num_images": 1, "seed": 7,
             "output_format": "png"},
        ),
        (
            "sd-3.5", 0, {"cfg_scale": 9.5, "steps": 12},
            "fal-ai/stable-diffusion-v35-large",
            {"image_size": "square_hd", "num_images": 1, "guidance_scale": 9.5,
             "num_inference_steps": 12, "seed": 7},
        ),
    ],
)  # fmt: skip
def test_bodies_have_exactly_these_fields(
    model: str,
    references: int,
    parameters: dict[str, Any],
    endpoint: str,
    body: dict[str, Any],
) -> None:
    assert body_of(model, references, **parameters) == (endpoint, {"prompt": "a fox", **body})
