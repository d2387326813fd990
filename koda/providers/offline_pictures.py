"""The offline maker of pictures: painted from the words, or from the pictures that come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from koda.core.errors import ProviderError, ProviderRefused
from koda.providers.base import GenerationRequest, MediaInput, MediaOutput
from koda.providers.offline_making import Maker, Step, changed, check_unchanged

_LONG_SIDES = {"1K": 1024, "2K": 2048}
_MOST = 4
_LARGE = 1_500_000  # pixels
_LAST_SEED = 2**31 - 1


def pictures() -> Maker:
    """The maker."""
    return Maker(_write, _steps, lambda body: body["width"] * body["height"] > _LARGE)


def size_of(
    ratio: str, resolution: str, reference: tuple[int, int] | None = None
) -> tuple[int, int]:
    """Give even pixels for a ratio (`16:9`, `auto`) whose longer side the resolution says."""
    long = _LONG_SIDES.get(resolution, _LONG_SIDES["2K"])
    across, down = ratio_of(ratio, reference)
    scale = long / max(across, down)
    return _even(across * scale), _even(down * scale)


def ratio_of(ratio: str, reference: tuple[int, int] | None) -> tuple[float, float]:
    """Read a ratio; `auto` is the reference's, no longer than a picture can be composed in."""
    first, _, second = ratio.partition(":")
    if first.isdecimal() and second.isdecimal() and int(first) and int(second):
        return float(first), float(second)
    across, down = reference or (1, 1)
    return (min(across, 3 * down), down) if across > down else (across, min(down, 3 * across))


def measure(source: MediaInput) -> tuple[int, int]:
    """Give the pixels of a picture as it is seen; raises `ProviderRefused` if it is none."""
    from PIL import Image  # noqa: PLC0415 — loaded with the first picture, not with the server

    try:
        with Image.open(source.path) as picture:
            turned = picture.getexif().get(0x0112, 1) in {5, 6, 7, 8}
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ProviderRefused(
            "A reference is not a picture that can be read here.",
            remedy="Connect a PNG, JPEG or WebP picture.",
            provider="offline",
            mime=source.mime,
        ) from error
    return (height, width) if turned else (width, height)


def _write(request: GenerationRequest) -> dict[str, Any]:
    """Body: `prompt`, `width`, `height`, `count`, `seed` (of the first) and `references`."""
    ratio = str(request.parameters.get("aspect_ratio") or "auto")
    sizes = [measure(one) for one in request.inputs]
    width, height = size_of(
        ratio, str(request.parameters.get("resolution") or "1K"), sizes[0] if sizes else None
    )
    return {
        "prompt": request.prompt,
        "width": width,
        "height": height,
        "count": min(_MOST, max(1, int(request.parameters.get("image_count") or 1))),
        "seed": request.seed,
        "references": [{"path": str(one.path), "hash": one.hash} for one in request.inputs],
    }


def _steps(body: Mapping[str, Any]) -> Sequence[Step]:
    references = [_load(one) for one in body["references"]]
    return [
        partial(
            _paint,
            *(body["prompt"], body["width"], body["height"]),
            (body["seed"] + index) % (_LAST_SEED + 1),
            references,
        )
        for index in range(body["count"])
    ]


def _paint(prompt: str, width: int, height: int, seed: int, references: list[bytes]) -> MediaOutput:
    # The painter and numpy take a fifth of a second to load: not at the start of the server.
    from koda.providers.offline_art.paint import NOTE, paint  # noqa: PLC0415
    from koda.providers.offline_art.reference import NotAPicture  # noqa: PLC0415

    try:
        content = paint(prompt, width, height, seed, references)
    except NotAPicture as error:
        raise ProviderError(
            "A reference picture is damaged.",
            remedy="Choose the picture again, or connect another one.",
            provider="offline",
        ) from error
    return MediaOutput(content=content, mime="image/png", note=NOTE)


def _load(reference: Mapping[str, str]) -> bytes:
    path = Path(reference["path"])
    check_unchanged(path, reference["hash"])
    try:
        return path.read_bytes()
    except OSError as error:
        raise changed(reference["hash"]) from error


def _even(pixels: float) -> int:
    return max(64, 2 * round(pixels / 2))
