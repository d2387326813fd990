"""Reads what a fal.ai job made."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from koda.core.errors import ProviderError
from koda.providers.base import GenerationResult, MediaOutput
from koda.providers.fal_errors import NAME

# Where models put their files; several results before the first of them.
_MEMBERS = (
    "images", "videos", "audios", "image", "video", "audio", "audio_file",
    "video_url", "audio_url", "image_url",
)  # fmt: skip
_SCHEMES = ("https://", "http://", "data:")
_FLAGGED = "fal.ai's safety checker marked this picture; it may be blank."


def read_result(body: Mapping[str, Any], request_id: str) -> GenerationResult:
    """Read the files, and the seed and prompt as the model reports them.

    Raises:
        ProviderError: There is no file in it.
    """
    files = _files_of(body)
    marks = body.get("has_nsfw_concepts")
    flagged = cast("list[Any]", marks) if isinstance(marks, list) else []
    outputs = [
        read_file(file, flagged=place < len(flagged) and flagged[place] is True)
        for place, file in enumerate(files)
    ]
    if not outputs:
        raise ProviderError(
            "fal.ai finished the request without a file.",
            remedy="Run the node again, or choose another model.",
            provider=NAME,
            type="no_output",
            request_id=request_id,
        )
    seed, prompt = body.get("seed"), body.get("revised_prompt") or body.get("prompt")
    return GenerationResult(
        outputs=outputs,
        seed=int(seed) if isinstance(seed, int | float) and not isinstance(seed, bool) else None,
        prompt=prompt if isinstance(prompt, str) and prompt else None,
    )


def _files_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give the files of the first member that has some; what stands beside it adds nothing."""
    members = (*_MEMBERS, *(name for name in body if name not in _MEMBERS))
    for name in members:
        files = _files_in(name, body.get(name))
        if files:
            return files
    return []


def _files_in(name: str, member: object) -> list[Mapping[str, Any]]:
    listed = cast("list[object]", member) if isinstance(member, list) else [member]
    return [file for one in listed if (file := _file(name, one)) is not None]


def _file(name: str, one: object) -> Mapping[str, Any] | None:
    if isinstance(one, str):
        # A prompt that is told again may be an address too, and nothing that was made.
        is_address = name.endswith(("_url", "_urls")) and one.startswith(_SCHEMES)
        return {"url": one} if is_address else None
    if not isinstance(one, Mapping):
        return None
    file = cast("Mapping[str, Any]", one)
    return file if isinstance(file.get("url"), str) and file["url"] else None


def read_file(file: Mapping[str, Any], *, flagged: bool = False, output: str = "") -> MediaOutput:
    """Read one file of an answer: its address, or the bytes that stand in it.

    Raises:
        ProviderError: The bytes cannot be read.
    """
    note = _FLAGGED if flagged else None
    mime = str(file["content_type"]) if file.get("content_type") else None
    url = str(file["url"])
    if not url.startswith("data:"):
        return MediaOutput(url=url, mime=mime, note=note, output=output)
    head, _, text = url.removeprefix("data:").partition(",")
    try:
        plain = unquote_to_bytes(text)
        content = base64.b64decode(plain, validate=True) if head.endswith(";base64") else plain
    except binascii.Error as error:
        raise ProviderError(
            "fal.ai sent a file that cannot be read.", provider=NAME, type="bad_data_uri"
        ) from error
    kind = mime or head.split(";")[0] or None
    return MediaOutput(content=content, mime=kind, note=note, output=output)
