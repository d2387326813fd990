"""What a model made is found wherever the model puts it."""

from __future__ import annotations

from typing import Any

import pytest

from koda.core.errors import ProviderError
from koda.providers.fal_results import read_result

ONE, TWO = {"url": "https://v3/1", "content_type": "video/mp4"}, {"url": "https://v3/2"}


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        ({"images": [ONE, TWO]}, ["https://v3/1", "https://v3/2"]),
        ({"image": ONE, "mask_image": TWO}, ["https://v3/1"]),
        ({"video": ONE, "exr_file": TWO, "seed": 3}, ["https://v3/1"]),
        ({"video": ONE, "videos": [ONE, TWO], "audio": TWO}, ["https://v3/1", "https://v3/2"]),
        ({"video": [ONE, TWO]}, ["https://v3/1", "https://v3/2"]),
        ({"audio": ONE, "lyrics": "la"}, ["https://v3/1"]),
        ({"audio_file": ONE}, ["https://v3/1"]),
        ({"video_url": "https://v3/3", "thumbnail_url": "https://v3/4"}, ["https://v3/3"]),
        ({"seed": 1, "model_mesh": ONE}, ["https://v3/1"]),
        ({"images": [], "video": ONE}, ["https://v3/1"]),
        ({"images": [None, {}, {"url": ""}, {"url": 3}, TWO]}, ["https://v3/2"]),
    ],
)
def test_files_are_found_in_every_shape_of_a_result(body: dict[str, Any], urls: list[str]) -> None:
    assert [one.url for one in read_result(body, "r").outputs] == urls


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"images": []},
        {"video": None},
        {"video": "no address"},
        {"prompt": "https://v3/made-by-nobody"},
        {"video_url": "javascript:alert(1)"},
        {"images": {"a": 1}},
        {"output": [[ONE]]},
    ],
)
def test_a_result_without_a_file_says_so(body: dict[str, Any]) -> None:
    with pytest.raises(ProviderError) as caught:
        read_result(body, "r")
    assert caught.value.fields["type"] == "no_output"


def test_a_sound_that_stands_in_the_answer_is_read() -> None:
    body = {"audio": {"url": "data:audio/wav;base64,UklGRg=="}}
    (sound,) = read_result(body, "r").outputs
    assert (sound.content, sound.mime, sound.url) == (b"RIFF", "audio/wav", None)
