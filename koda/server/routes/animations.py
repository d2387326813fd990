"""Versions of animations: their code read, taken home, changed by hand."""

from __future__ import annotations

import asyncio
import mimetypes
import re
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from pydantic import BaseModel, Field, JsonValue
from starlette.responses import Response, StreamingResponse

from koda.animation.bundling import write_zip
from koda.animation.coding import Code
from koda.animation.plan import AnimationPlan, EngineName
from koda.animation.project import MOST_FILES, Project, ProjectMedia, is_path
from koda.animation.telling import fault_rows
from koda.core.access import Caller
from koda.core.errors import Invalid, NotFound
from koda.server.inputs import Asking, Koda
from koda.services import Services

router = APIRouter(tags=["animations"])

_CHUNK = 256 * 1024
_FOREVER = "private, max-age=31536000, immutable"
_PLAIN = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}

ProjectPath = Annotated[str, InPath(alias="project", pattern=r"^prj_[0-9a-f]{40}$")]


class ProjectAnswer(BaseModel):
    """A version: its code, its plan, what it shows. `faults` are as of the check of its code."""

    id: str
    engine: EngineName
    entry: str
    files: dict[str, str]
    media: tuple[ProjectMedia, ...]
    plan: AnimationPlan
    width: int
    height: int
    frames: int
    faults: list[JsonValue]


class EditsBody(BaseModel):
    """Files as they are to be, by path; none deletes one. What is not named stays."""

    files: Annotated[dict[str, Code | None], Field(min_length=1, max_length=MOST_FILES)]


class Edited(BaseModel):
    """The new version, to be the `base` of the next run, and warnings about it."""

    id: str
    faults: list[JsonValue]


@router.get("/animations/projects/{project}")
async def get_project(koda: Koda, caller: Asking, project: ProjectPath) -> ProjectAnswer:
    """Give a version of an animation, to who knows its id and may see the media in it."""
    found = await visible_project(koda, caller, project)
    tools = koda.animations.tools(found.engine)
    faults = await asyncio.to_thread(tools.engine.check, found)
    return ProjectAnswer(
        id=project,
        engine=found.engine,
        entry=tools.engine.entry,
        files=found.files,
        media=found.media,
        plan=found.plan,
        width=found.width,
        height=found.height,
        frames=found.frames,
        faults=fault_rows(faults),
    )


@router.get("/animations/projects/{project}/file", response_class=Response)
async def get_project_file(
    koda: Koda, caller: Asking, project: ProjectPath, path: Annotated[str, Query(max_length=300)]
) -> Response:
    """Give one file of the code, as text that no browser runs."""
    return file_answer(await visible_project(koda, caller, project), path)


@router.get("/animations/projects/{project}/project.zip", response_class=StreamingResponse)
async def get_project_zip(koda: Koda, caller: Asking, project: ProjectPath) -> StreamingResponse:
    """Give a version as a project that runs outside Koda, with its media."""
    found = await visible_project(koda, caller, project)
    engine = koda.animations.tools(found.engine).engine
    bundle = await asyncio.to_thread(engine.bundle, found)
    media = {
        one.name: await koda.assets.local_file(await koda.assets.get(one.asset))
        for one in found.media
    }
    folder = await asyncio.to_thread(tempfile.TemporaryDirectory, prefix="koda-zip-")
    packed = Path(folder.name, "project.zip")
    try:
        size = await asyncio.to_thread(_packed, packed, found, bundle, media)
    except BaseException:
        await asyncio.to_thread(folder.cleanup)
        raise
    name = re.sub(r"[^a-z0-9]+", "-", found.plan.title.lower()).strip("-")[:60] or "animation"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}-{project[4:12]}.zip"',
        "Content-Length": str(size),
        "Cache-Control": _FOREVER,
    }
    return StreamingResponse(_read(packed, folder), 200, headers, "application/zip")


@router.post("/animations/projects/{project}/edits", status_code=201)
async def edit_project(koda: Koda, caller: Asking, project: ProjectPath, body: EditsBody) -> Edited:
    """Keep a version with files that were changed by hand; 422 with `faults` if it is none."""
    before = await visible_project(koda, caller, project)
    files = {**before.files, **body.files}
    strange = next((path for path in body.files if not is_path(path)), None)
    if strange is not None:
        raise Invalid(f"“{strange[:80]}” is no path that a file may have.", field="files")
    after = before.model_copy(
        update={"files": {path: text for path, text in files.items() if text is not None}}
    )
    engine = koda.animations.tools(after.engine).engine
    faults = await asyncio.to_thread(engine.check, after)
    if engine.entry not in after.files:
        raise Invalid(f"The file “{engine.entry}” has to be there.", field="files")
    if any(one.is_sure for one in faults):
        raise Invalid(
            f"This code cannot be used: {faults[0].message}",
            remedy="Mend what is named, then save again.",
            faults=fault_rows(faults),
        )
    return Edited(id=await koda.animations.versions.keep(after), faults=fault_rows(faults))


async def visible_project(koda: Services, caller: Caller, project: str) -> Project:
    """Give a project if the caller may see every file in it; else it is as if there were none."""
    found = await koda.animations.versions.get(project)
    assets = {one.asset for one in found.media}
    if assets - await koda.access.reach.assets(caller, assets):
        raise NotFound("There is no such version of an animation.", project=project)
    return found


def file_answer(project: Project, path: str) -> Response:
    """Answer with a file of the code; nothing in it runs in a browser."""
    text = project.files.get(path) if is_path(path) else None
    if text is None:
        raise NotFound("There is no such file.", path=path[:200])
    guessed = mimetypes.guess_type(path)[0] or "text/plain"
    kind = guessed if guessed in {"application/json", "text/css", "text/csv"} else "text/plain"
    headers = {**_PLAIN, "Cache-Control": "no-cache"}
    return Response(text, 200, headers, media_type=kind)


def _packed(
    target: Path, project: Project, bundle: Mapping[str, str], media: Mapping[str, Path]
) -> int:
    write_zip(target, project.engine, bundle, media)
    return target.stat().st_size


async def _read(path: Path, folder: tempfile.TemporaryDirectory[str]) -> AsyncIterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := await asyncio.to_thread(file.read, _CHUNK):
                yield chunk
    finally:
        await asyncio.to_thread(folder.cleanup)
