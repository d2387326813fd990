from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from koda.core.errors import ProviderRefused
from koda.providers.base import Accepted, GenerationRequest, MediaInput, PreparedRequest
from koda.providers.models import shipped_cards
from koda.providers.offline import OfflineProvider


def taken(folder: Path, role: str, color: str = "teal") -> MediaInput:
    path = folder / f"{role}.png"
    Image.new("RGB", (40, 30), color).save(path)
    return MediaInput(path, "image/png", hashlib.sha256(path.read_bytes()).hexdigest(), role)


async def made(model: str, *inputs: MediaInput, prompt: str = "", **given: object) -> Image.Image:
    request = GenerationRequest(model, prompt, given, 7, inputs)
    found = await OfflineProvider().prepare(request, "token")
    body = json.loads(json.dumps(found.body))
    kept = PreparedRequest(found.endpoint, body, found.token)
    (output,) = (await OfflineProvider().result(kept, Accepted("offline-1"))).outputs
    assert output.note == shipped_cards()[model].note
    assert output.mime == "image/png"
    return Image.open(io.BytesIO(output.content or b""))


async def test_pictures_are_retouched_through_the_provider(tmp_path: Path) -> None:
    image, mask = taken(tmp_path, "image"), taken(tmp_path, "mask", "white")
    assert (await made("offline-upscale", image, factor=3)).size == (120, 90)
    assert (await made("offline-background", image)).mode == "RGBA"
    assert (await made("offline-inpaint", image, mask, prompt="a fox")).size == (40, 30)


@pytest.mark.parametrize("model", ["offline-upscale", "offline-background", "offline-inpaint"])
async def test_a_missing_picture_is_refused(tmp_path: Path, model: str) -> None:
    with pytest.raises(ProviderRefused, match="missing"):
        await made(model)
    with pytest.raises(ProviderRefused, match="missing"):
        await made("offline-inpaint", taken(tmp_path, "image"))


async def test_no_picture_is_refused(tmp_path: Path) -> None:
    broken = taken(tmp_path, "image")
    broken.path.write_bytes(b"no picture")
    with pytest.raises(ProviderRefused, match="not a picture"):
        await made("offline-upscale", broken)
