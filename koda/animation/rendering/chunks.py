"""Says which chunks a film is made of, and which of them are still to be drawn."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from koda.animation.rendering.agent.shape import ChunkKind, Shape, chunk_name

CHUNK_FRAMES = 60
"""Enough that a key frame for each is a small part of the bytes, few enough to lose at a kill."""

Span = tuple[int, int]
"""The first frame of a chunk, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One film's chunks.

    Attributes:
        film: Names everything that the frames depend on.
        frames: How many the film has.
    """

    film: str
    kind: ChunkKind
    frames: int

    def spans(self) -> list[Span]:
        """Give all chunks in order."""
        begins = range(0, self.frames, CHUNK_FRAMES)
        return [(begin, min(begin + CHUNK_FRAMES, self.frames)) for begin in begins]

    def name(self, span: Span) -> str:
        """Name the file of a chunk."""
        return chunk_name(self.kind, *span)

    def missing(self, there: Collection[str]) -> list[Span]:
        """Give the chunks that are not among the files that are there."""
        return [span for span in self.spans() if self.name(span) not in there]


def shelf_for(frames: int, kind: ChunkKind, shape: Shape, made_of: Sequence[str]) -> Shelf:
    """Give the shelf of a film; `made_of` names the project and what draws it."""
    facts = (*made_of, kind, f"{shape.width}x{shape.height}", str(shape.fps), str(frames))
    key = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:40]
    return Shelf(key, kind, frames)


def groups_of(spans: Sequence[Span], most: int) -> list[Sequence[Span]]:
    """Share chunks out, neighbours together, to at most so many."""
    count = min(len(spans), most)
    if not count:
        return []
    ends = [round(len(spans) * place / count) for place in range(count + 1)]
    return [spans[begin:end] for begin, end in itertools.pairwise(ends)]
