"""The script for films: told shot by shot as measured, and changed by a wish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from koda.nodes.agents.motion_answer import MotionAnswer, Usable
from koda.nodes.agents.prompts import data_block, prompt_of
from tests.emulators.anthropic_asking import ask
from tests.emulators.anthropic_server import AnthropicServer, running_anthropic


@pytest.fixture(scope="module")
def shared() -> Iterator[AnthropicServer]:
    with running_anthropic() as server:
        yield server


def shot(number: int, start: float, camera: str, color: str) -> dict[str, Any]:
    look = {"palette": [{"color": color}]}
    return {"number": number, "start": start, "end": start + 1.5, "camera": camera, "look": look}


SHOTS = [shot(1, 0.5, "push in", "#112233"), shot(2, 2.0, "static", "#aabbcc")]


def test_a_film_is_told_shot_by_shot_as_measured(shared: AnthropicServer) -> None:
    asked = {"medium": "video", "focus": "", "measured": {"start": 0.5, "shots": SHOTS}}
    told = Usable.model_validate_json(
        ask(shared, data_block("request", asked), prompt_of("motion").system, MotionAnswer)
    )
    assert [(one.start, one.end, one.colors) for one in told.scenes] == [
        (0.5, 2.0, ["#112233"]),
        (2.0, 3.5, ["#aabbcc"]),
    ]
    assert [one.camera for one in told.scenes] == ["push in", "static"]
    assert told.effects[0].start == 0.5
    assert "what moves" in told.summary


def test_a_wish_adds_a_prompt_and_keeps_the_analysis(shared: AnthropicServer) -> None:
    draft = Usable.model_validate(
        {
            "scenes": [{"number": 1, "start": 0, "end": 2, "description": "A cup."}],
            "effects": [{"name": "Grain", "category": "color", "start": 1}],
            "pacing": "slow",
            "prompts": [{"title": "Old", "prompt": "an old one"}],
        }
    )
    asked = {
        "measured": {"start": 0.0, "shots": SHOTS},
        "wish": "more rain",
        "draft": draft.model_dump(mode="json"),
    }
    told = Usable.model_validate_json(ask(shared, data_block("request", asked), shape=MotionAnswer))
    assert (told.scenes, told.effects, told.pacing) == (draft.scenes, draft.effects, "slow")
    assert "more rain" in told.prompts[0].prompt
    assert told.prompts[1:] == draft.prompts
