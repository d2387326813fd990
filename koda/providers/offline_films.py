"""The offline makers of films: of a film itself, and of its sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from koda.core.errors import ProviderRefused
from koda.providers.base import GenerationRequest, MediaInput, MediaOutput
from koda.providers.offline_making import Maker, Step, found, noted, number
from koda.providers.offline_pictures import measure, ratio_of

_SHORT_SIDES = {"360p": 360, "480p": 480, "540p": 540, "720p": 720, "768p": 768, "1080p": 1080}
_LONGEST = 60.0
_LARGE = 1280 * 720
_PICTURES = ("first_frame", "reference", "last_frame")


def films() -> Maker:
    """The maker of films."""
    return Maker(_write, _steps, lambda body: body["width"] * body["height"] > _LARGE)


def film_sound() -> Maker:
    """The maker of sound for films."""
    return Maker(_write_sound, lambda body: [partial(_sounded, body)], lambda body: body["long"])


def film_size(
    ratio: str, resolution: str, reference: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Give even pixels for a ratio (`16:9`, `auto`) whose shorter side the resolution says."""
    short = _SHORT_SIDES.get(resolution, 720 if resolution != "4k" else 1080)
    across, down = ratio_of(ratio, reference or (16, 9))
    scale = short / min(across, down)
    return 2 * round(across * scale / 2), 2 * round(down * scale / 2)


def _write(request: GenerationRequest) -> dict[str, Any]:
    """Body: `prompt`, `seed`, `width`, `height`, `seconds`, what sound, and `inputs`."""
    if not (request.prompt.strip() or request.inputs):
        raise ProviderRefused(
            "There is nothing to film.",
            remedy="Write a prompt, or connect a picture, a film or a sound.",
            provider="offline",
        )
    roles = {one.role: one for one in reversed(request.inputs)}
    given = request.parameters
    width, height = film_size(
        str(given.get("aspect_ratio") or "auto"),
        str(given.get("resolution") or "720p"),
        _shape(roles),
    )
    return {
        "prompt": request.prompt,
        "seed": request.seed,
        "width": width,
        "height": height,
        "seconds": _seconds(roles, number(given, "duration", 5, 1, _LONGEST)),
        "with_sound": given.get("generate_audio") is not False,
        "keep_sound": given.get("keep_original_sound") is not False,
        "inputs": noted(request.inputs),
    }


def _shape(roles: Mapping[str, MediaInput]) -> tuple[int, int] | None:
    """The pixels of what is shown first; every picture is looked at, so that none is damaged."""
    shapes = [measure(roles[role]) for role in _PICTURES if role in roles]
    if "video" in roles:
        from koda.media.reading import facts_of  # noqa: PLC0415 — loads the codecs

        facts = facts_of(roles["video"].path)
        if not facts.width:
            raise ProviderRefused(
                "There is no film in the connected file.",
                remedy="Connect a film.",
                provider="offline",
            )
        return shapes[0] if shapes else (facts.width, facts.height)
    return shapes[0] if shapes else None


def _seconds(roles: Mapping[str, MediaInput], wanted: float) -> float:
    """A sound, or a film that is followed, says how long it lasts; a film is only cut."""
    from koda.media.reading import facts_of  # noqa: PLC0415

    if "video" in roles:
        there = facts_of(roles["video"].path).seconds
        pictures = any(role in roles for role in _PICTURES)
        limit = _LONGEST if pictures or "audio" in roles else wanted
        return max(0.1, min(there or wanted, limit))
    if "audio" in roles:
        there = facts_of(roles["audio"].path).seconds
        return max(0.5, min(there or wanted, _LONGEST))
    return wanted


def _steps(body: Mapping[str, Any]) -> Sequence[Step]:
    return [partial(_filmed, body)]


def _filmed(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_film.film import NOTE, Asked, film  # noqa: PLC0415

    asked = Asked(
        body["prompt"],
        (body["width"], body["height"]),
        body["seconds"],
        body["seed"],
        with_sound=body["with_sound"],
        keep_sound=body["keep_sound"],
    )
    return MediaOutput(content=film(asked, found(body["inputs"])), mime="video/mp4", note=NOTE)


def _write_sound(request: GenerationRequest) -> dict[str, Any]:
    """Body: `prompt`, `without`, `seed`, `sync_mode`, whether the film is `long`, and `inputs`."""
    from koda.media.reading import facts_of  # noqa: PLC0415

    roles = {one.role: one for one in reversed(request.inputs)}
    if "video" not in roles:
        raise ProviderRefused("The film is missing.", remedy="Connect a film.", provider="offline")
    _shape({"video": roles["video"]})
    if "audio" in roles and not facts_of(roles["audio"].path).has_sound:
        raise ProviderRefused(
            "The connected file has no sound.", remedy="Connect a sound.", provider="offline"
        )
    return {
        "prompt": request.prompt,
        "without": str(request.parameters.get("negative_prompt") or ""),
        "seed": request.seed,
        "sync_mode": str(request.parameters.get("sync_mode") or "cut_off"),
        "long": facts_of(roles["video"].path).seconds > _LONGEST,
        "inputs": noted([roles[role] for role in ("video", "audio") if role in roles]),
    }


def _sounded(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_sound.film_sound import (  # noqa: PLC0415
        LAID_NOTE,
        NOTE,
        with_sound,
        with_sounds,
    )

    files = found(body["inputs"])
    if "audio" in files:
        content = with_sound(files["video"][0], files["audio"][0], body["sync_mode"])
        return MediaOutput(content=content, mime="video/mp4", note=LAID_NOTE)
    content = with_sounds(files["video"][0], body["prompt"], body["seed"], without=body["without"])
    return MediaOutput(content=content, mime="video/mp4", note=NOTE)
