"""The offline makers that retouch: enlarge, cut out, paint over a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from koda.core.errors import ProviderRefused
from koda.providers.base import GenerationRequest, MediaOutput
from koda.providers.offline_making import Maker, Step, found, noted, number
from koda.providers.offline_pictures import measure

_LARGE = 1_500_000  # pixels


def enlargement() -> Maker:
    """The maker of larger pictures."""
    return Maker(_write_enlargement, lambda body: [partial(_enlarged, body)], _is_large)


def film_enlargement() -> Maker:
    """The maker of larger films."""
    return Maker(_write_film, lambda body: [partial(_enlarged_film, body)], lambda _: True)


def cut_out() -> Maker:
    """The maker that takes backgrounds away."""
    return Maker(_write_cut, lambda body: [partial(_cut, body)], _is_large)


def overpainting() -> Maker:
    """The maker that paints over what a mask shows."""
    return Maker(_write_overpainting, _overpainting_steps, _is_large)


def _is_large(body: Mapping[str, Any]) -> bool:
    return int(body["pixels"]) > _LARGE


def _taken(request: GenerationRequest, *roles: str) -> dict[str, Any]:
    """Note the files that are needed; every picture is looked at."""
    there = {one.role: one for one in reversed(request.inputs)}
    for role in roles:
        if role not in there:
            raise ProviderRefused(
                f"The {role} is missing.",
                remedy=f"Connect a picture to the input “{role}”.",
                provider="offline",
            )
    sizes = [measure(there[role]) for role in roles]
    return {"inputs": noted([there[role] for role in roles]), "pixels": sizes[0][0] * sizes[0][1]}


def _write_enlargement(request: GenerationRequest) -> dict[str, Any]:
    """Body: `inputs`, and `factor` (1 to 4)."""
    taken = _taken(request, "image")
    factor = number(request.parameters, "factor", 2, 1, 4)
    return {**taken, "factor": factor, "pixels": round(taken["pixels"] * factor**2)}


def _enlarged(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_retouch.enlarging import NOTE, enlarged  # noqa: PLC0415

    files = found(body["inputs"])
    return _picture(enlarged(files["image"][0], body["factor"]), NOTE)


def _write_film(request: GenerationRequest) -> dict[str, Any]:
    """Body: `inputs`, and `factor` (1 to 4)."""
    from koda.media.reading import facts_of  # noqa: PLC0415 — loads the codecs

    there = next((one for one in request.inputs if one.role == "video"), None)
    if there is None or not facts_of(there.path).width:
        raise ProviderRefused("The film is missing.", remedy="Connect a film.", provider="offline")
    return {"inputs": noted([there]), "factor": number(request.parameters, "factor", 2, 1, 4)}


def _enlarged_film(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_retouch.enlarging_films import (  # noqa: PLC0415
        NOTE,
        enlarged_film,
    )

    content = enlarged_film(found(body["inputs"])["video"][0], body["factor"])
    return MediaOutput(content=content, mime="video/mp4", note=NOTE)


def _write_cut(request: GenerationRequest) -> dict[str, Any]:
    """Body: `inputs`."""
    return _taken(request, "image")


def _cut(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_retouch.cutting import NOTE, cut_out  # noqa: PLC0415

    return _picture(cut_out(found(body["inputs"])["image"][0]), NOTE)


def _write_overpainting(request: GenerationRequest) -> dict[str, Any]:
    """Body: `inputs`, `prompt`, `seed` and `strength` (0 to 1)."""
    return {
        **_taken(request, "image", "mask"),
        "prompt": request.prompt,
        "seed": request.seed,
        "strength": number(request.parameters, "strength", 0.85, 0, 1),
    }


def _overpainting_steps(body: Mapping[str, Any]) -> Sequence[Step]:
    return [partial(_overpainted, body)]


def _overpainted(body: Mapping[str, Any]) -> MediaOutput:
    from koda.providers.offline_retouch.overpainting import NOTE, painted_over  # noqa: PLC0415

    files = found(body["inputs"])
    content = painted_over(
        files["image"][0], files["mask"][0], body["prompt"], body["strength"], body["seed"]
    )
    return _picture(content, NOTE)


def _picture(content: bytes, note: str) -> MediaOutput:
    mime = "image/jpeg" if content.startswith(b"\xff\xd8\xff") else "image/png"
    return MediaOutput(content=content, mime=mime, note=note)
