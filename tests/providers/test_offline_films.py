from __future__ import annotations

import hashlib
import json
from pathlib import Path

import anyio
import pytest

from koda.core.errors import KodaError, ProviderError, ProviderRefused
from koda.providers.base import (
    Accepted,
    GenerationRequest,
    MediaInput,
    MediaOutput,
    PreparedRequest,
)
from koda.providers.models import shipped_cards
from koda.providers.offline import OfflineProvider
from koda.providers.offline_films import film_size
from tests.offline_film import watching
from tests.offline_film.watching import facts, watched


def taken(path: Path, role: str, mime: str = "") -> MediaInput:
    return MediaInput(path, mime, hashlib.sha256(path.read_bytes()).hexdigest(), role)


async def prepared(model: str, prompt: str, *inputs: MediaInput, **given: object):
    request = GenerationRequest(model, prompt, given, 7, inputs)
    found = await OfflineProvider().prepare(request, "token")
    return PreparedRequest(found.endpoint, json.loads(json.dumps(found.body)), found.token)


async def made(model: str, prompt: str, *inputs: MediaInput, **given: object) -> MediaOutput:
    """Run a request as Koda does: the body goes through JSON, and the provider was restarted."""
    kept = await prepared(model, prompt, *inputs, **given)
    (output,) = (await OfflineProvider().result(kept, Accepted("offline-1"))).outputs
    assert output.note == shipped_cards()[model].note
    return output


@pytest.mark.parametrize(
    ("ratio", "resolution", "reference", "size"),
    [
        ("16:9", "720p", None, (1280, 720)), ("9:16", "720p", None, (720, 1280)),
        ("1:1", "480p", None, (480, 480)), ("16:9", "480p", None, (854, 480)),
        ("16:9", "1080p", None, (1920, 1080)), ("21:9", "720p", None, (1680, 720)),
        ("auto", "720p", None, (1280, 720)), ("auto", "720p", (300, 400), (720, 960)),
        ("auto", "480p", (9000, 10), (1440, 480)), ("?", "?", None, (1280, 720)),
    ],
)  # fmt: skip
def test_the_shorter_side_follows_the_resolution(
    ratio: str, resolution: str, reference: tuple[int, int] | None, size: tuple[int, int]
) -> None:
    assert film_size(ratio, resolution, reference) == size


async def test_a_picture_becomes_a_film_through_the_provider(tmp_path: Path) -> None:
    still = taken(watching.picture(tmp_path / "a.png"), "first_frame")
    given = {"aspect_ratio": "1:1", "resolution": "480p", "duration": 2, "generate_audio": False}
    one = await made("offline-video", "a fox", still, **given)
    assert one.mime == "video/mp4"
    assert watched(one.content or b"").shape == (48, 480, 480, 3)
    again = await made("offline-video", "a fox", still, **given)
    assert again.content == one.content


async def test_a_film_that_comes_in_is_only_cut(tmp_path: Path) -> None:
    source = taken(watching.film(tmp_path / "in.mp4", 1.5), "video")
    kept = await prepared("offline-video", "", source, duration=10)
    assert kept.body["seconds"] == pytest.approx(1.5, abs=0.05)
    kept = await prepared("offline-video", "", source, duration=1)
    assert kept.body["seconds"] == 1


async def test_nothing_to_film_is_refused() -> None:
    with pytest.raises(ProviderRefused, match="nothing to film"):
        await prepared("offline-video", " \n")


@pytest.mark.parametrize("role", ["first_frame", "last_frame", "reference", "video", "audio"])
async def test_damaged_files_are_refused_before_they_are_accepted(
    tmp_path: Path, role: str
) -> None:
    path = tmp_path / "broken"
    path.write_bytes(b"not a medium")
    with pytest.raises(KodaError) as refused:
        await prepared("offline-video", "x", taken(path, role))
    assert refused.value.message


async def test_a_sound_is_no_film(tmp_path: Path) -> None:
    from koda.media.sound import m4a_of, silence

    (tmp_path / "a.m4a").write_bytes(m4a_of(silence(1)))
    with pytest.raises(ProviderRefused, match="no film"):
        await prepared("offline-video", "x", taken(tmp_path / "a.m4a", "video"))


async def test_a_file_that_changed_since_is_an_error(tmp_path: Path) -> None:
    still = taken(watching.picture(tmp_path / "a.png"), "first_frame")
    kept = await prepared("offline-video", "x", still)
    watching.picture(tmp_path / "a.png", color="red")
    with pytest.raises(ProviderError, match="changed"):
        await OfflineProvider().result(kept, Accepted("1"))


async def test_length_and_codecs_are_those_of_the_request() -> None:
    one = await made("offline-video", "a fox", resolution="480p", duration=1)
    codecs, length, rate = facts(one.content or b"")
    assert (codecs, rate) == (["h264", "aac"], 24)
    assert length == pytest.approx(1, abs=1 / 24)


async def test_a_film_gets_sound_through_the_provider(tmp_path: Path) -> None:
    source = taken(watching.film(tmp_path / "in.mp4", 1, sound=False), "video")
    one = await made("offline-sound", "rain", source)
    assert facts(one.content or b"")[0] == ["h264", "aac"]


async def test_a_sound_that_is_laid_over_a_film_says_so(tmp_path: Path) -> None:
    source = taken(watching.film(tmp_path / "in.mp4", 1, sound=False), "video")
    voice = taken(watching.film(tmp_path / "voice.mp4", 1), "audio")
    kept = await prepared("offline-sound", "", source, voice, sync_mode="cut_off")
    (one,) = (await OfflineProvider().result(kept, Accepted("1"))).outputs
    assert "lips were left" in (one.note or "")
    assert facts(one.content or b"")[0] == ["h264", "aac"]


async def test_sound_needs_a_film_and_a_sound_that_is_one(tmp_path: Path) -> None:
    silent = watching.film(tmp_path / "in.mp4", 1, sound=False)
    with pytest.raises(ProviderRefused, match="missing"):
        await prepared("offline-sound", "rain")
    with pytest.raises(ProviderRefused, match="no sound"):
        await prepared("offline-sound", "", taken(silent, "video"), taken(silent, "audio"))


async def test_a_film_is_enlarged_through_the_provider(tmp_path: Path) -> None:
    source = taken(watching.film(tmp_path / "in.mp4", 1), "video")
    one = await made("offline-upscale-video", "", source, factor=3)
    frames = watched(one.content or b"")
    assert frames.shape == (25, 270, 480, 3)
    small = watched((tmp_path / "in.mp4").read_bytes())
    assert abs(frames[10].mean() - small[10].mean()) < 3
    assert facts(one.content or b"")[0] == ["h264", "aac"]


@pytest.mark.parametrize(
    ("size", "factor", "made_size"),
    [
        ((160, 90), 2, (320, 180)), ((1920, 1080), 4, (4096, 2304)), ((4096, 100), 4, (4096, 100)),
        ((3, 3), 1, (2, 2)), ((1000, 4000), 4, (1024, 4096)), ((1, 1), 2, (2, 2)),
    ],
)  # fmt: skip
def test_no_film_gets_larger_than_films_may_be(
    size: tuple[int, int], factor: float, made_size: tuple[int, int]
) -> None:
    from koda.providers.offline_retouch.enlarging_films import enlarged_size

    assert enlarged_size(size, factor) == made_size


async def test_work_that_nobody_waits_for_any_more_stops() -> None:
    """A minute of film takes far longer than this; being cancelled gives the thread back."""
    kept = await prepared("offline-video", "a fox", resolution="480p", duration=60)
    provider = OfflineProvider()
    with anyio.move_on_after(2) as waited:
        await provider.result(kept, Accepted("1"))
    assert waited.cancelled_caught
