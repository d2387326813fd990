"""Names what a film is made of: the kind of its chunks, its file."""

from __future__ import annotations

import hashlib

from koda.animation.engine import Format, RenderSpec
from koda.animation.project import Project
from koda.animation.rendering.agent.shape import ChunkKind
from koda.core.errors import NotFound

KINDS: dict[Format, ChunkKind] = {"mp4": "h264", "webm": "vp9", "gif": "png", "png": "png"}
"""What kind of chunks a format is made of."""

SUFFIXES: dict[Format, str] = {"mp4": ".mp4", "webm": ".webm", "gif": ".gif", "png": ".zip"}


def film_name(project: Project, spec: RenderSpec) -> str:
    """Name the film by what is in it besides its frames; raises `NotFound` for an unknown sound."""
    hashes = {one.name: one.hash for one in project.media}
    unknown = [name for name in spec.tracks if name not in hashes]
    if unknown:
        raise NotFound(f"The project has no sound “{unknown[0]}”.")
    sound = "\n".join(hashes[name] for name in spec.tracks)
    return f"film-{hashlib.sha256(sound.encode()).hexdigest()[:16]}{SUFFIXES[spec.format]}"
