"""Packs what a box needs to draw a project: the program, the stage, the media."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from koda.animation.engine import Files
from koda.animation.project import Project
from koda.animation.rendering.footage import Footage
from koda.core.errors import NotConfigured, TooLarge

PAGE = "stage.html"
AGENT = "koda.animation.rendering.agent"
_EMOJI = "noto-emoji.ttf"
_MOST_BYTES = 512 * 1024**2


def stage_page(engine: str) -> Path:
    """Give the stage of an engine.

    Raises:
        NotConfigured: Koda was installed without its pages.
    """
    page = Path(str(resources.files("koda"))) / "_static" / "stage" / f"{engine}.html"
    if not page.is_file():
        raise NotConfigured(
            f"This Koda was installed without the stage of “{engine}”.",
            remedy="Build the page (`make page`), or install a release.",
        )
    return page


def program_files() -> Mapping[str, bytes]:
    """Give the program that draws in the box, under the names it imports itself by."""
    found: dict[str, bytes] = {}
    parts = AGENT.split(".")
    for depth in range(1, len(parts)):
        found["/".join((*parts[:depth], "__init__.py"))] = b""
    for file in sorted(resources.files(AGENT).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".py"):
            found["/".join((*parts, file.name))] = file.read_bytes()
    emoji = resources.files("koda.animation.fonts").joinpath(_EMOJI)
    found[f"share/fonts/{_EMOJI}"] = emoji.read_bytes()  # few systems without a screen have any
    return found


def drawn_by(page: Path) -> str:
    """Give a hash of what draws: with another one, earlier chunks are of no use."""
    digest = hashlib.sha256(page.read_bytes())
    for name, content in program_files().items():
        digest.update(name.encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()


def film_facts(project: Project, entry: str, footage: Mapping[str, Footage]) -> dict[str, Any]:
    """Give what the stage's `open` takes; addresses are relative to the page."""
    media: list[dict[str, Any]] = []
    for one in project.media:
        facts: dict[str, Any] = {
            **one.model_dump(mode="json", include={"name", "type", "width", "height", "seconds"}),
            "url": f"media/{one.name}",
        }
        taken = footage.get(one.name)
        if taken is not None:
            where = f"footage/{one.name}/%05d.jpg"
            facts["frames"] = {"fps": taken.fps, "count": taken.count, "url": where}
        media.append(facts)
    return {
        "engine": project.engine,
        "files": project.files,
        "entry": entry,
        "media": media,
        "plan": project.plan.model_dump(mode="json"),
        "width": project.width,
        "height": project.height,
        "fps": project.plan.fps,
        "frames": project.frames,
        "mode": "render",
    }


def pack(
    target: Path, page: Path, project: Project, files: Files, footage: Mapping[str, Footage]
) -> None:
    """Write one archive of all that goes into a box; blocking.

    Raises:
        TooLarge: The media are more than a box can hold.
    """
    inside: dict[str, Path] = {PAGE: page}
    size = 0
    for one in project.media:
        if one.name in footage:
            size += footage[one.name].archive.stat().st_size
        elif one.type == "image":
            inside[f"media/{one.name}"] = files[one.name]
    size += sum(path.stat().st_size for path in inside.values())
    if size > _MOST_BYTES:
        raise TooLarge(
            f"The media of this animation take {size // 1024**2} MB; a box holds 512 MB.",
            remedy="Use fewer or shorter films.",
            limit=_MOST_BYTES,
            size=size,
        )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        _put_program(archive)
        for name, path in inside.items():
            archive.write(path, name)
        for film, taken in footage.items():
            for name, content in taken.pictures():
                archive.writestr(f"footage/{film}/{name}", content)


def pack_program(target: Path) -> None:
    """Write an archive of the program alone; blocking."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        _put_program(archive)


def _put_program(archive: zipfile.ZipFile) -> None:
    for name, content in program_files().items():
        archive.writestr(name, content)


def job_text(job: Mapping[str, Any]) -> bytes:
    """Write a job as the program reads it."""
    return json.dumps(job).encode()
