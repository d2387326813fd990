"""The bodies of the original's animation routes, in its names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from koda.server.addresses import MOST_ADDRESS

_MOST_MEDIA = 16

Words = Annotated[str, Field(max_length=8_000)]
Address = Annotated[str, Field(max_length=MOST_ADDRESS)]
Name = Annotated[str, Field(max_length=80)]


class TurnBody(BaseModel):
    """Something that was said; only the newest of the user is read."""

    role: Literal["user", "assistant", "system"] = "user"
    content: Annotated[str, Field(max_length=100_000)] = ""


class MediaBody(BaseModel):
    """A file that may be shown: as `data:`, or where it is."""

    type: Literal["image", "video", "audio"] = "image"
    dataUrl: Address = ""  # noqa: N815
    url: Address = ""
    name: Annotated[str, Field(max_length=200)] = ""
    description: Annotated[str, Field(max_length=200)] = ""


class LogoBody(BaseModel):
    """The logo."""

    url: Address
    name: Annotated[str, Field(max_length=200)] = ""


class AnimationContext(BaseModel):
    """What is worked on. A `plan` of the caller's is taken and left unread: it approves nothing.

    `sandboxId` is the id of the run: there is one box for each drawing, and none to be kept.
    """

    nodeId: Name | None = None  # noqa: N815
    canvasId: Name | None = None  # noqa: N815
    phase: Name | None = None
    plan: JsonValue = None
    planAccepted: bool = False  # noqa: N815
    sandboxId: Name | None = None  # noqa: N815
    engine: Literal["remotion", "theatre", "python"] | None = None
    aspectRatio: Annotated[str, Field(max_length=20)] | None = None  # noqa: N815
    duration: float | None = Field(None, ge=0, le=600)
    fps: int | None = None
    resolution: Annotated[str, Field(max_length=20)] | None = None
    techniques: Annotated[list[Name], Field(max_length=10)] = []
    designSpec: dict[str, JsonValue] | None = None  # noqa: N815
    media: Annotated[list[MediaBody], Field(max_length=_MOST_MEDIA)] = []
    logo: LogoBody | None = None


class AnimationBody(BaseModel):
    """A prompt, or a conversation whose last message is to be answered."""

    prompt: Words | None = None
    messages: Annotated[list[TurnBody], Field(max_length=200)] = []
    context: AnimationContext = Field(default_factory=lambda: AnimationContext.model_validate({}))
    key: Name | None = None


class ActionBody(BaseModel):
    """`finalize`: accept the preview, and wait for the film. `cleanup`: stop."""

    nodeId: Name  # noqa: N815
    action: Literal["finalize", "cleanup"]
    sandboxId: Name  # noqa: N815
    previewUrl: JsonValue = None  # noqa: N815
    duration: JsonValue = None
    resolution: JsonValue = None


class SaveBody(BaseModel):
    """Which film; the rest of the original's body is taken and left unread."""

    sandboxId: Name  # noqa: N815
    filePath: JsonValue = None  # noqa: N815


class Acted(BaseModel):
    """What came of it."""

    success: bool = True
    phase: str
    outputUrl: str | None = None  # noqa: N815
    thumbnailUrl: str | None = None  # noqa: N815


class Saved(BaseModel):
    """The film, which is an asset already."""

    success: bool = True
    videoUrl: str  # noqa: N815
    thumbnailUrl: str = ""  # noqa: N815
    assetId: str  # noqa: N815
    versionId: str  # noqa: N815
    duration: float
    sizeBytes: int  # noqa: N815


class Removed(BaseModel):
    """It is gone."""

    success: bool = True
