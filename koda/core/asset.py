"""A media file with a record: what it is, and the recipe it came from."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from koda.core.ids import AssetId, CanvasId, NodeId, RunId, StepId


class AssetKind(StrEnum):
    """What a file is, by its content."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"


Origin = Literal["generated", "uploaded", "imported"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Recipe(_Frozen):
    """Everything that was asked to make an asset; the same recipe gives the same cache key.

    Attributes:
        model: The model card's id, `provider` who ran it, `endpoint` what was called.
        parameters: The node's resolved parameters.
        prompt: The whole prompt as it was sent.
        seed: The seed that was used, when one is known.
        inputs: Asset ids of what went in, in order; `roles`: what each was used for.
        request_id: The provider's id of the job.
        cost: Micro-dollars.
        seconds: From submit to result.
    """

    kind: str
    node: NodeId
    model: str | None = None
    provider: str | None = None
    endpoint: str | None = None
    prompt: str | None = None
    seed: int | None = None
    parameters: dict[str, JsonValue] = {}
    inputs: tuple[AssetId, ...] = ()
    roles: tuple[str, ...] = ()
    request_id: str | None = None
    cost: int = 0
    seconds: float | None = None
    note: str | None = None


class Asset(_Frozen):
    """A stored file.

    Attributes:
        hash: Hex sha256 of the bytes; the key of its blob.
        mime: The type found in the content, never the one claimed.
        size: Bytes.
        width, height: Pixels, for images and videos; as displayed (EXIF orientation applied).
        duration: Seconds, for video and audio.
        has_audio: Whether there is sound in it; none where it was not looked for.
        fps, frames: Pictures a second (the mean), and how many; for videos that say so.
        color: Mean colour as `#rrggbb`, shown before the thumbnail.
        placeholder: A tiny WebP as a `data:` address, shown until the thumbnail is there.
        origin: `generated`, `uploaded` or `imported`.
        created_at: Unix milliseconds.
    """

    id: AssetId
    hash: str
    kind: AssetKind
    mime: str
    size: int
    name: str = ""
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    has_audio: bool | None = None
    fps: float | None = None
    frames: int | None = None
    color: str | None = None
    placeholder: str | None = None
    origin: Origin = "uploaded"
    canvas: CanvasId | None = None
    node: NodeId | None = None
    run: RunId | None = None
    step: StepId | None = None
    recipe: Recipe | None = None
    created_at: int = 0
