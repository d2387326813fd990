"""The code of an animation, with everything that it is made from: one immutable version."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from koda.animation.plan import AnimationPlan, EngineName
from koda.core.ids import AssetId

MOST_FILES = 60
MOST_FILE_LETTERS = 100_000
MOST_LETTERS = 600_000
_PATH = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}/){0,6}[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}")

Ratio = Literal["16:9", "9:16", "1:1", "4:3", "21:9"]
Resolution = Literal["720p", "1080p", "4k"]


class ProjectMedia(BaseModel):
    """A picture, film or sound of the canvas that the code may show by its name.

    Attributes:
        name: `photo-1.png`: how the code names it; made by Koda, letters, digits, `-`, one dot.
        hash: Of its bytes, hex sha256.
        caption: What is to be seen, in words; from the canvas.
        width, height: Pixels; 0 for sound. As it is shown: turned as its file says.
        seconds: Of film and sound; 0 for pictures.
        role: `logo` for the one that is the logo; `track` for sound that is mixed in.
    """

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}\.[a-z0-9]{2,5}$")]
    type: Literal["image", "video", "audio"]
    asset: AssetId
    hash: str
    caption: str = ""
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    role: Literal["media", "logo", "track"] = "media"


class Project(BaseModel):
    """A version of the code. Two with the same content are the same project.

    Attributes:
        files: Text by relative path; the engine says which one it begins with.
        width, height: Pixels of the film; both even.
    """

    model_config = ConfigDict(frozen=True)

    engine: EngineName
    files: dict[str, str]
    media: tuple[ProjectMedia, ...] = ()
    plan: AnimationPlan
    width: Annotated[int, Field(ge=64, le=5120)]
    height: Annotated[int, Field(ge=64, le=5120)]

    @property
    def id(self) -> str:
        """`prj_` and the hash of everything in it."""
        digest = hashlib.sha256(self.model_dump_json().encode()).hexdigest()
        return f"prj_{digest[:40]}"

    @property
    def frames(self) -> int:
        """How many frames the film has."""
        return self.plan.frames


def is_path(path: str) -> bool:
    """Tell whether a file of a project may be called this: relative, no `..`, plain letters."""
    return _PATH.fullmatch(path) is not None and ".." not in path


def size_of(ratio: Ratio, resolution: Resolution) -> tuple[int, int]:
    """Give width and height in pixels: the shorter side is the resolution's, both are even."""
    short = {"720p": 720, "1080p": 1080, "4k": 2160}[resolution]
    across, down = (int(part) for part in ratio.split(":"))
    if across >= down:
        return _even(short * across / down), short
    return short, _even(short * down / across)


def _even(pixels: float) -> int:
    return round(pixels / 2) * 2
