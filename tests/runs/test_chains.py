"""Films, sounds and pictures go from model to model, each where the next one takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from koda.core.canvas import Node
from koda.core.ids import NodeId
from koda.core.run import RunState
from koda.core.values import ListValue
from koda.providers.fal import FalProvider
from koda.providers.models import shipped_cards
from tests.emulators.fal_server import FalServer, running_fal
from tests.runs.studio import image, open_studio, step_of


@pytest.fixture
def fal() -> Iterator[FalServer]:
    with running_fal() as server:
        yield server


def node(name: str, kind: str, **parameters: Any) -> Node:
    return Node(id=NodeId(name), kind=kind, parameters={"prompt": "a fox", **parameters})


async def test_a_picture_becomes_a_film_that_gets_a_voice_and_is_cut_out(
    fal: FalServer, tmp_path: Path
) -> None:
    provider = FalProvider("key", shipped_cards(), httpx2.AsyncClient(timeout=60), fal.addresses)
    origins = frozenset({fal.base})
    async with open_studio(tmp_path, providers={"fal": provider}, origins=origins) as studio:
        await studio.put(
            image("i", prompt="a fox", aspect_ratio="9:16"),
            node("v", "video-generator", duration=3, generate_audio=False),
            node("s", "speech"),
            node("l", "video-audio"),
            node("b", "remove-video-background"),
            wires="i>v.first_frame, v>l.video, s>l.audio, l>b.video",
        )
        run = await studio.run("1")
        assert run.state == RunState.DONE, [step.error for step in run.steps]
        made: dict[str, Any] = {}
        for name in "ivslb":
            value = step_of(run, name).outputs["output"]
            first = value.items[0] if isinstance(value, ListValue) else value
            made[name] = await studio.library.get(first.asset)
    bodies = {job["endpoint"]: job["body"] for job in fal.ledger()}
    assert set(bodies) == {
        "fal-ai/nano-banana-2",
        "fal-ai/kling-video/v3/standard/image-to-video",
        "fal-ai/elevenlabs/tts/eleven-v3",
        "fal-ai/sync-lipsync/v2/pro",
        "fal-ai/birefnet/v2/video",
    }
    film = bodies["fal-ai/kling-video/v3/standard/image-to-video"]
    assert (film["duration"], film["generate_audio"]) == ("3", False)
    assert film["start_image_url"].startswith(fal.base)
    assert made["v"].duration == pytest.approx(3, abs=0.2)
    assert made["v"].height > made["v"].width
    assert (made["v"].has_audio, made["l"].has_audio) == (False, True)
    assert (made["s"].mime, made["b"].mime) == ("audio/mpeg", "video/webm")
