"""Keeps the chunks of films that are being made, so that none is drawn twice."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from koda.animation.rendering.agent.encoder import ChunkKind, Shape
from koda.animation.rendering.encoding import chunk_name
from koda.animation.rendering.finishing import Chunk

CHUNK_FRAMES = 60
"""Enough that a key frame for each is a small part of the bytes, few enough to lose at a kill."""
_KEPT_SECONDS = 2 * 24 * 3600.0
_FRESH_SECONDS = 3600.0
_MOST_BYTES = 8 * 1024**3


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of one film's chunks.

    Attributes:
        folder: Named by everything that the frames depend on.
        frames: How many the film has.
    """

    folder: Path
    kind: ChunkKind
    frames: int

    def spans(self) -> list[tuple[int, int]]:
        """Give the first frame of each chunk, and the one after its last."""
        begins = range(0, self.frames, CHUNK_FRAMES)
        return [(begin, min(begin + CHUNK_FRAMES, self.frames)) for begin in begins]

    def path(self, begin: int, end: int) -> Path:
        """Give the place of a chunk; the file is there only when it is whole."""
        return self.folder / chunk_name(self.kind, begin, end)

    def missing(self) -> list[tuple[int, int]]:
        """Give the chunks that are still to be drawn."""
        return [span for span in self.spans() if not self.path(*span).is_file()]

    def chunks(self) -> list[Chunk]:
        """Give all chunks in order, drawn or not."""
        return [Chunk(self.path(begin, end), begin, end - begin) for begin, end in self.spans()]

    def touch(self) -> None:
        """Make the folder, and say that it is in use."""
        self.folder.mkdir(parents=True, exist_ok=True)
        os.utime(self.folder)


def shelf_for(
    folder: Path, frames: int, kind: ChunkKind, shape: Shape, made_of: Sequence[str]
) -> Shelf:
    """Give the shelf of a film; `made_of` names the project and what draws it."""
    facts = (*made_of, kind, f"{shape.width}x{shape.height}", str(shape.fps), str(frames))
    key = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:40]
    return Shelf(folder / key, kind, frames)


def groups_of(spans: Sequence[tuple[int, int]], most: int) -> list[Sequence[tuple[int, int]]]:
    """Share chunks out, neighbours together, to at most so many."""
    count = min(len(spans), most)
    if not count:
        return []
    ends = [round(len(spans) * place / count) for place in range(count + 1)]
    return [spans[begin:end] for begin, end in itertools.pairwise(ends)]


def sweep(folder: Path, now: float | None = None) -> int:
    """Remove what was not used for two days, and the oldest beyond 8 GB; blocking.

    What was used within the hour stays. Gives how many folders and leftovers are gone.
    """
    now = time.time() if now is None else now
    kept, removed = 0, 0
    for used, place in sorted(((_used(one), one) for one in _below(folder)), reverse=True):
        size = sum(_size(file) for file in place.rglob("*")) if place.is_dir() else _size(place)
        is_old = now - used > (_FRESH_SECONDS if place.name.startswith(".") else _KEPT_SECONDS)
        is_much = kept + size > _MOST_BYTES and now - used > _FRESH_SECONDS
        if is_old or is_much:
            _remove(place)
            removed += 1
        else:
            kept += size
    return removed


def _below(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _used(place: Path) -> float:
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except FileNotFoundError:
        return 0


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)
