"""Says which chunks a film is made of, and which of them are still to be drawn."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from koda.animation.rendering.agent.shape import ChunkKind, Shape, chunk_name

CHUNK_FRAMES = 60
"""Enough that a key frame for each is a small part of the bytes, few enough to lose at a kill."""

_FINER = 4
_BEGUN = ("begun-1", "begun-2")
"""Marks of a chunk that was begun; after the last of them it is drawn in parts."""

Span = tuple[int, int]
"""The first frame of a chunk, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One film's chunks.

    Attributes:
        film: Names everything that the frames depend on.
        frames: How many the film has.
        there: The files that are kept of it already.
    """

    film: str
    kind: ChunkKind
    frames: int
    there: Collection[str] = ()

    def holding(self, there: Collection[str]) -> Shelf:
        """Give the shelf with what is kept of the film."""
        return replace(self, there=there)

    def spans(self) -> list[Span]:
        """Give all chunks in order.

        One that was begun twice and is not there is given as parts, and these in turn: however
        long frames take and however soon a host cuts requests, each gets something done.
        """
        begins = range(0, self.frames, CHUNK_FRAMES)
        wholes = ((begin, min(begin + CHUNK_FRAMES, self.frames)) for begin in begins)
        return [part for whole in wholes for part in self._parts(whole)]

    def name(self, span: Span) -> str:
        """Name the file of a chunk."""
        return chunk_name(self.kind, *span)

    def missing(self) -> list[Span]:
        """Give the chunks that are still to be drawn."""
        return [span for span in self.spans() if self.name(span) not in self.there]

    def mark(self, span: Span) -> str:
        """Name the file that says that a chunk is begun once more."""
        marks = [f"{mark}-{self.name(span)}" for mark in _BEGUN]
        return next((mark for mark in marks if mark not in self.there), marks[-1])

    def _parts(self, span: Span) -> Iterator[Span]:
        begin, end = span
        last_mark = f"{_BEGUN[-1]}-{self.name(span)}"
        if last_mark not in self.there or self.name(span) in self.there or end - begin == 1:
            yield span
            return
        step = -(-(end - begin) // _FINER)
        for first in range(begin, end, step):
            yield from self._parts((first, min(first + step, end)))


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
