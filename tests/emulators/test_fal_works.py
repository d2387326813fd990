"""The emulator makes what an endpoint makes: medium, size, length, sound."""

from __future__ import annotations

import io
from typing import Any

import av
import pytest
from PIL import Image

from koda.emulators.fal_media import make, measure
from koda.emulators.fal_schemas import SCHEMAS
from koda.emulators.fal_works import MIMES, Order, Source, Work, plan_works

WIDE = Source(size=(640, 360), seconds=3.0, sound=True)
MUTE = Source(size=(360, 640), seconds=3.0)
NOTHING = Source()


def plan(endpoint: str, body: dict[str, Any], source: Source = NOTHING) -> dict[str, list[Work]]:
    return plan_works(Order(endpoint, SCHEMAS[endpoint], body, source))


def only(endpoint: str, body: dict[str, Any], source: Source = NOTHING) -> Work:
    ((work, *_), *_) = plan(endpoint, body, source).values()
    return work


def test_every_endpoint_is_read_and_what_it_makes_can_be_made() -> None:
    assert len(SCHEMAS) > 1000
    for endpoint, schema in SCHEMAS.items():
        assert schema.category.count("-to-") == 1
        for works in plan(endpoint, {}).values():
            assert all(work.format in MIMES for work in works)


@pytest.mark.parametrize(
    ("endpoint", "body", "source", "ratio", "seconds", "sound"),
    [
        ("fal-ai/veo3.1", {"duration": "8s", "aspect_ratio": "9:16"}, NOTHING, 9 / 16, 8, True),
        ("fal-ai/veo3.1", {"duration": "4s", "generate_audio": False}, NOTHING, 16 / 9, 4, False),
        ("fal-ai/kling-video/v3/pro/image-to-video", {"duration": "3"}, MUTE, 9 / 16, 3, True),
        ("bytedance/seedance-2.0/text-to-video", {"aspect_ratio": "21:9", "duration": "auto"},
         NOTHING, 21 / 9, 5, True),
        ("fal-ai/ltx-2-19b/text-to-video", {"num_frames": 101, "video_size": "portrait_4_3"},
         NOTHING, 3 / 4, 4.04, True),
        ("fal-ai/kling-video/v2.6/pro/text-to-video", {"generate_audio": False}, NOTHING,
         16 / 9, 5, False),
        ("fal-ai/mmaudio-v2", {"duration": 10}, MUTE, 9 / 16, 3, True),
        ("fal-ai/ltx-2.3/extend-video", {"duration": 5}, WIDE, 16 / 9, 8, True),
        ("fal-ai/topaz/upscale/video", {}, MUTE, 9 / 16, 3, False),
        ("fal-ai/topaz/upscale/video", {}, WIDE, 16 / 9, 3, True),
    ],
)  # fmt: skip
def test_films_have_the_asked_shape_length_and_sound(
    endpoint: str, body: dict[str, Any], source: Source, ratio: float, seconds: float, sound: bool
) -> None:
    content = make(only(endpoint, body, source), 0)
    with av.open(io.BytesIO(content), "r") as file:
        assert file.streams.video[0].codec_context.name == "h264"
        assert [one.codec_context.name for one in file.streams.audio] == ["aac"] * sound
    facts = measure(content)
    assert facts.size is not None
    assert facts.size[0] / facts.size[1] == pytest.approx(ratio, rel=0.03)
    assert facts.seconds == pytest.approx(seconds, abs=0.15)
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize(
    ("endpoint", "body", "format_", "seconds"),
    [
        ("fal-ai/ace-step/prompt-to-audio", {"prompt": "p", "duration": 5}, "mp3", 5),
        ("fal-ai/elevenlabs/music", {"prompt": "p", "music_length_ms": 3000}, "mp3", 3),
        ("fal-ai/elevenlabs/tts/eleven-v3", {"text": "x" * 60}, "mp3", 4),
        ("fal-ai/tada/3b/text-to-speech", {"prompt": "x" * 30}, "wav", 2),
        ("fal-ai/stable-audio-3/medium/text-to-audio", {"duration": 2, "output_format": "flac"},
         "flac", 2),
    ],
)  # fmt: skip
def test_sounds_have_the_asked_format_and_length(
    endpoint: str, body: dict[str, Any], format_: str, seconds: float
) -> None:
    work = only(endpoint, body)
    assert (work.medium, work.format) == ("audio", format_)
    facts = measure(make(work, 0))
    assert facts.seconds == pytest.approx(seconds, abs=0.1)
    assert (facts.size, facts.sound) == (None, True)


@pytest.mark.parametrize(
    ("endpoint", "body", "source", "size", "mode"),
    [
        ("fal-ai/topaz/upscale/image", {"upscale_factor": 3, "output_format": "png"}, WIDE,
         (1920, 1080), "RGB"),
        ("fal-ai/seedvr/upscale/image", {"output_format": "png"}, MUTE, (720, 1280), "RGB"),
        ("fal-ai/birefnet/v2", {}, WIDE, (640, 360), "RGBA"),
        ("fal-ai/bria/background/remove", {}, MUTE, (360, 640), "RGBA"),
        ("fal-ai/flux-pro/v1/fill", {"output_format": "png", "mask_url": "m"}, MUTE, (360, 640),
         "RGB"),
    ],
)  # fmt: skip
def test_retouched_pictures_keep_the_shape_of_what_came_in(
    endpoint: str, body: dict[str, Any], source: Source, size: tuple[int, int], mode: str
) -> None:
    picture = Image.open(io.BytesIO(make(only(endpoint, body, source), 0)))
    assert (picture.size, picture.mode, picture.format) == (size, mode, "PNG")


def test_a_film_that_is_cut_out_is_clear_around_its_middle() -> None:
    work = only("fal-ai/birefnet/v2/video", {"video_output_type": "VP9 (.webm)"}, WIDE)
    with av.open(io.BytesIO(make(work, 0)), "r") as file:
        stream = file.streams.video[0]
        assert (stream.codec_context.name, stream.metadata.get("alpha_mode")) == ("vp9", "1")


@pytest.mark.parametrize(
    ("endpoint", "body", "count"),
    [
        ("sonilo/v1.1/video-to-video-music", {"num_samples": 3}, {"video": 1, "videos": 3}),
        ("mirelo-ai/sfx1.6/video-to-video", {}, {"video": 1}),
        ("fal-ai/nano-banana-2", {"num_images": 4}, {"images": 4}),
        ("fal-ai/birefnet/v2", {}, {"image": 1}),
    ],
)
def test_results_have_as_many_files_as_were_asked_for(
    endpoint: str, body: dict[str, Any], count: dict[str, int]
) -> None:
    assert {name: len(works) for name, works in plan(endpoint, body, WIDE).items()} == count
