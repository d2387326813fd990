from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from koda.core.errors import ProviderError, ProviderRefused
from koda.providers.base import Accepted, GenerationRequest, MediaInput, PreparedRequest
from koda.providers.models import shipped_cards
from koda.providers.offline import OfflineProvider
from koda.providers.offline_pictures import size_of

SMALL = {"prompt": "a fox", "width": 96, "height": 64, "count": 1, "seed": 5, "references": []}


def request_of(*inputs: MediaInput, seed: int = 7, **parameters: object) -> GenerationRequest:
    return GenerationRequest("offline-image", "a fox", parameters, seed, inputs)


def reference(folder: Path, size: tuple[int, int] = (300, 200), name: str = "r.png") -> MediaInput:
    path = folder / name
    Image.new("RGB", size, "teal").save(path)
    return MediaInput(path, "image/png", hashlib.sha256(path.read_bytes()).hexdigest())


async def made(provider: OfflineProvider, body: dict[str, object]) -> list[bytes]:
    prepared = PreparedRequest("offline/image", body, "t")
    result = await provider.result(prepared, await provider.submit(prepared))
    assert all(one.mime == "image/png" and one.url is None for one in result.outputs)
    return [one.content or b"" for one in result.outputs]


@pytest.mark.parametrize(
    ("ratio", "resolution", "size"),
    [
        ("1:1", "1K", (1024, 1024)), ("16:9", "1K", (1024, 576)), ("9:16", "1K", (576, 1024)),
        ("4:3", "1K", (1024, 768)), ("3:2", "1K", (1024, 682)), ("21:9", "2K", (2048, 878)),
        ("1:1", "2K", (2048, 2048)), ("1:1", "4K", (2048, 2048)), ("auto", "1K", (1024, 1024)),
        ("nonsense", "1K", (1024, 1024)), ("0:1", "1K", (1024, 1024)),
    ],
)  # fmt: skip
def test_the_longer_side_follows_the_resolution(
    ratio: str, resolution: str, size: tuple[int, int]
) -> None:
    assert size_of(ratio, resolution) == size


def test_auto_takes_the_ratio_of_the_reference() -> None:
    assert size_of("auto", "1K", (400, 300)) == (1024, 768)
    assert size_of("auto", "1K", (300, 400)) == (768, 1024)
    assert size_of("auto", "1K", (9000, 10)) == (1024, 342)
    assert size_of("1:1", "1K", (400, 300)) == (1024, 1024)


async def test_the_body_is_json_and_holds_all_that_is_needed(tmp_path: Path) -> None:
    one = reference(tmp_path)
    asked = request_of(one, aspect_ratio="auto", resolution="1K", image_count=3)
    prepared = await OfflineProvider().prepare(asked, "token")
    assert json.loads(json.dumps(prepared.body)) == {
        "prompt": "a fox", "width": 1024, "height": 682, "count": 3, "seed": 7,
        "references": [{"path": str(one.path), "hash": one.hash}],
    }  # fmt: skip
    assert (prepared.endpoint, prepared.token) == ("offline/image", "token")


async def test_a_photograph_that_lies_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "r.jpg"
    exif = Image.Exif()
    exif[0x0112] = 8
    Image.new("RGB", (300, 200)).save(path, exif=exif)
    one = MediaInput(path, "image/jpeg", "")
    prepared = await OfflineProvider().prepare(request_of(one, aspect_ratio="auto"), "t")
    assert (prepared.body["width"], prepared.body["height"]) == (682, 1024)


async def test_each_picture_has_the_next_seed() -> None:
    provider = OfflineProvider()
    first, second, third = await made(provider, {**SMALL, "count": 3})
    assert [second] == await made(provider, {**SMALL, "seed": 6})
    assert [third] == await made(provider, {**SMALL, "seed": 7})
    assert first != second != third


async def test_the_last_seed_is_followed_by_the_first() -> None:
    _, after = await made(OfflineProvider(), {**SMALL, "count": 2, "seed": 2**31 - 1})
    assert [after] == await made(OfflineProvider(), {**SMALL, "seed": 0})


async def test_nothing_is_forgotten_in_a_restart(tmp_path: Path) -> None:
    one = reference(tmp_path)
    body = {**SMALL, "references": [{"path": str(one.path), "hash": one.hash}]}
    before = await made(OfflineProvider(), body)
    prepared = PreparedRequest("offline/image", json.loads(json.dumps(body)), "t")
    result = await OfflineProvider().result(prepared, Accepted("offline-1"))
    assert [output.content for output in result.outputs] == before


async def test_results_carry_the_note_of_the_card_and_cost_nothing() -> None:
    prepared = PreparedRequest("offline/image", SMALL, "t")
    result = await OfflineProvider().result(prepared, Accepted("offline-1"))
    card = shipped_cards()["offline-image"]
    assert [output.note for output in result.outputs] == [card.note]
    assert (result.cost, result.seed, result.prompt) == (0, 5, "a fox")
    with Image.open(BytesIO(result.outputs[0].content or b"")) as image:
        assert image.text["Comment"] == card.note  # type: ignore[attr-defined]


async def test_request_ids_are_new_each_time_and_tell_nothing() -> None:
    provider = OfflineProvider()
    prepared = PreparedRequest("offline/image", {**SMALL, "prompt": "secret"}, "my-token")
    first, second = await provider.submit(prepared), await provider.submit(prepared)
    assert first.request_id != second.request_id
    assert "token" not in first.request_id
    assert first.state == {}


async def test_there_is_never_a_lost_job_and_cancelling_is_certain() -> None:
    provider = OfflineProvider()
    prepared = PreparedRequest("offline/image", SMALL, "t")
    assert await provider.find(prepared, 0) == []
    assert await provider.cancel(await provider.submit(prepared)) is True


async def test_a_flat_reference_takes_the_colours_that_the_words_name(tmp_path: Path) -> None:
    one = reference(tmp_path)
    body = {**SMALL, "references": [{"path": str(one.path), "hash": one.hash}]}
    body |= {"prompt": "a jug on a pure white background"}
    assert len(await made(OfflineProvider(), body)) == 1


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"not a picture at all"])
async def test_a_reference_that_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.png"
    path.write_bytes(content)
    with pytest.raises(ProviderRefused) as refused:
        await OfflineProvider().prepare(request_of(MediaInput(path, "image/png", "")), "t")
    assert refused.value.remedy


async def test_a_reference_that_changed_since_is_an_error(tmp_path: Path) -> None:
    one = reference(tmp_path)
    body = {**SMALL, "references": [{"path": str(one.path), "hash": one.hash}]}
    Image.new("RGB", (30, 20), "red").save(one.path)
    with pytest.raises(ProviderError, match="changed"):
        await made(OfflineProvider(), body)
    one.path.unlink()
    with pytest.raises(ProviderError, match="gone"):
        await made(OfflineProvider(), body)


async def test_a_damaged_reference_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "r.png"
    whole = BytesIO()
    Image.effect_noise((200, 200), 60).save(whole, "PNG")
    path.write_bytes(whole.getvalue()[:4000])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    body = {**SMALL, "references": [{"path": str(path), "hash": digest}]}
    with pytest.raises(ProviderError, match="damaged"):
        await made(OfflineProvider(), body)


async def test_more_pictures_than_the_card_allows_are_not_made() -> None:
    most = shipped_cards()["offline-image"].most
    prepared = await OfflineProvider().prepare(request_of(image_count=99), "t")
    assert prepared.body["count"] == most
