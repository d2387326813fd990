"""The offline makers of sound alone: speech, and music."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from koda.providers.base import GenerationRequest, MediaOutput
from koda.providers.offline_making import Maker, Step, number

_SPEECH = ("voice", "speed", "stability", "language", "mode", "dialogue")
_LARGE = 60.0  # seconds of music


def speech() -> Maker:
    """The maker that speaks."""
    return Maker(_write_speech, _speech_steps, lambda _: False)


def music() -> Maker:
    """The maker that composes."""
    return Maker(_write_music, _music_steps, lambda body: body["duration"] > _LARGE)


def _write_speech(request: GenerationRequest) -> dict[str, Any]:
    """Body: `prompt`, `seed`, and the parameters that are set. Refuses what cannot be said."""
    from koda.providers.offline_speech.script import script_of  # noqa: PLC0415

    given = {name: request.parameters.get(name) for name in _SPEECH}
    settings = {name: value for name, value in given.items() if value is not None}
    script_of(request.prompt, settings, request.seed)
    return {"prompt": request.prompt, "seed": request.seed, **settings}


def _speech_steps(body: Mapping[str, Any]) -> Sequence[Step]:
    return [partial(_spoken, body)]


def _spoken(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_speech.speak import NOTE, speak  # noqa: PLC0415

    content = speak(body["prompt"], body, body["seed"])
    return MediaOutput(content=content, mime="audio/wav", note=NOTE)


def _write_music(request: GenerationRequest) -> dict[str, Any]:
    """Body: `prompt`, `seed`, `duration` (seconds) and `instrumental`."""
    return {
        "prompt": request.prompt,
        "seed": request.seed,
        "duration": number(request.parameters, "duration", 30, 3, 300),
        "instrumental": request.parameters.get("instrumental") is True,
    }


def _music_steps(body: Mapping[str, Any]) -> Sequence[Step]:
    return [partial(_composed, body)]


def _composed(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_music.compose import NOTE, compose  # noqa: PLC0415

    content = compose(
        body["prompt"], body["duration"], body["seed"], instrumental=body["instrumental"]
    )
    return MediaOutput(content=content, mime="audio/mp4", note=NOTE)
