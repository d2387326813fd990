"""Local media reach fal.ai's storage, once each."""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import Path

import httpx2
import pytest
from PIL import Image

from koda.core.errors import ProviderUnavailable
from koda.providers.base import GenerationRequest, MediaInput
from koda.providers.fal import FalProvider
from koda.providers.models import shipped_cards
from tests.emulators.fal_server import FalServer


def media(folder: Path, content: bytes, mime: str = "image/png") -> MediaInput:
    digest = hashlib.sha256(content).hexdigest()
    path = folder / digest
    path.write_bytes(content)
    return MediaInput(path, mime, digest)


def picture(colour: str, size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "png")
    return out.getvalue()


def request(*inputs: MediaInput) -> GenerationRequest:
    return GenerationRequest("flux-2-pro", "a fox", {"aspect_ratio": "auto"}, 7, inputs)


async def test_a_local_picture_becomes_a_reference_that_fal_can_fetch(
    provider: FalProvider, tmp_path: Path
) -> None:
    content = picture("teal")
    prepared = await provider.prepare(request(media(tmp_path, content)), "t")
    (url,) = prepared.body["image_urls"]
    async with httpx2.AsyncClient() as client:
        stored = await client.get(url)
        result = await provider.result(prepared, await provider.submit(prepared))
        made = await client.get(str(result.outputs[0].url))
    assert stored.content == content
    assert stored.headers["content-type"] == "image/png"
    assert url.endswith(".png")
    assert Image.open(io.BytesIO(made.content)).width == 1024


async def test_a_large_file_goes_in_parts_and_arrives_whole(
    provider: FalProvider, tmp_path: Path
) -> None:
    content = bytes(range(256)) * 4096 * 3 + b"the end"  # 3 MiB and a bit: four parts
    prepared = await provider.prepare(request(media(tmp_path, content)), "t")
    async with httpx2.AsyncClient() as client:
        stored = await client.get(prepared.body["image_urls"][0])
    assert stored.content == content


async def test_the_same_content_is_uploaded_once_however_often_it_is_used(
    provider: FalProvider, tmp_path: Path
) -> None:
    one, other = media(tmp_path, picture("teal")), media(tmp_path, picture("red"))
    prepared = await asyncio.gather(*(provider.prepare(request(one, other), "t") for _ in range(8)))
    assert len({tuple(each.body["image_urls"]) for each in prepared}) == 1
    assert len(set(prepared[0].body["image_urls"])) == 2


async def test_references_keep_their_order(provider: FalProvider, tmp_path: Path) -> None:
    inputs = [media(tmp_path, picture("red", (8 * n, 8))) for n in range(1, 6)]
    prepared = await provider.prepare(request(*inputs), "t")
    async with httpx2.AsyncClient() as client:
        for place, url in enumerate(prepared.body["image_urls"]):
            assert (await client.get(url)).content == inputs[place].path.read_bytes()


async def test_an_upload_is_repeated_and_costs_nothing_when_it_fails(
    provider: FalProvider, fal: FalServer, tmp_path: Path
) -> None:
    fal.fault("upload_error", 3)
    await provider.prepare(request(media(tmp_path, picture("teal"))), "t")
    fal.fault("upload_error", 4)
    fresh = request(media(tmp_path, picture("red")))
    with pytest.raises(ProviderUnavailable):
        await provider.prepare(fresh, "t")
    await provider.prepare(fresh, "t")
    assert fal.ledger() == []


async def test_the_storage_gets_no_key(fal: FalServer, tmp_path: Path) -> None:
    client = Listening()
    provider = FalProvider("secret-key", shipped_cards(), client, fal.addresses)
    await provider.prepare(request(media(tmp_path, picture("teal"))), "t")
    told = [(one.url.path, one.headers["authorization"]) for one in client.sent]
    assert told[0] == ("/rest/storage/auth/token", "Key secret-key")
    assert told[1][0] == "/cdn/files/upload"
    assert told[1][1].startswith("Bearer ")
    await provider.close()


class Listening(httpx2.AsyncClient):
    """Notes what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[httpx2.Request] = []

    async def send(self, request: httpx2.Request, **more: object) -> httpx2.Response:
        self.sent.append(request)
        return await super().send(request, **more)  # type: ignore[arg-type]
