"""The file `film.json` beside a document: size, length, design and media, for use outside Koda."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from koda.animation.design import design_of
from koda.animation.engines.python.document import ENTRY
from koda.animation.plan import AnimationPlan, Scene
from koda.animation.project import Project, ProjectMedia, size_of
from koda.core.errors import Invalid

FILM = "film.json"
MEDIA = "media"
_MOST_BYTES = 2 * 1024**2
_USUAL_SECONDS = 4.0


class _FilmFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    plan: AnimationPlan
    width: Annotated[int, Field(ge=64, le=5120)]
    height: Annotated[int, Field(ge=64, le=5120)]
    media: Annotated[tuple[ProjectMedia, ...], Field(max_length=60)] = ()


def film_file(project: Project) -> dict[str, Any]:
    """Give the content of `film.json` for a project."""
    made = _FilmFile(
        plan=project.plan, width=project.width, height=project.height, media=project.media
    )
    return made.model_dump(mode="json")


def project_at(document: Path) -> tuple[Project, dict[str, Path]]:
    """Read a project from its document, `film.json` beside it, and the folder `media`.

    Without `film.json` the film is 1920 × 1080 at 30 frames, four seconds for each scene.

    Raises:
        Invalid: A file is missing, too large or not what it should be.
    """
    text = _read(document)
    beside = document.with_name(FILM)
    try:
        film = _FilmFile.model_validate_json(_read(beside)) if beside.is_file() else _usual(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Invalid(f"{FILM}: {where}: {first['msg']}.") from error
    folder = document.with_name(MEDIA)
    files = {one.name: folder / one.name for one in film.media}
    lacking = [name for name, path in files.items() if not path.is_file()]
    if lacking:
        raise Invalid(f"{MEDIA}/{lacking[0]} is not there.", remedy=f"Put the media into {folder}.")
    media = tuple(one.model_copy(update={"hash": _hash(files[one.name])}) for one in film.media)
    project = Project(
        engine="python", files={ENTRY: text}, media=media, plan=film.plan,
        width=film.width, height=film.height,
    )  # fmt: skip
    return project, files


def _usual(text: str) -> _FilmFile:
    """Assume a film for a document that stands alone: its scenes, and the files that it names."""
    try:
        found = json.loads(text)
        numbers = [int(scene["number"]) for scene in found["scenes"]][:7]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Invalid(f"This is no motion document: {error}.") from error
    seconds = min(max(_USUAL_SECONDS * len(numbers), 3.0), 30.0)
    scenes = tuple(
        Scene(number=number, title=f"Scene {number}", seconds=seconds / len(numbers))
        for number in sorted(set(numbers))
    )
    plan = AnimationPlan(title="", scenes=scenes, seconds=seconds, design=design_of())
    width, height = size_of("16:9", "1080p")
    return _FilmFile(plan=plan, width=width, height=height)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Invalid(f"{path.name} is larger than {_MOST_BYTES // 1024**2} MB.")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{path} cannot be read: {error}.") from error


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
