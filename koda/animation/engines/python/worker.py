"""Draws frames in a process of its own: orders come in as lines of JSON, answers go out so.

Skia holds Python's lock while it draws: only processes use several cores, and only so the server
goes on answering meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO, cast

from pydantic import BaseModel

from koda.animation.engines.python.document import ENTRY, Document
from koda.animation.engines.python.renderer.film import Film, Pixels
from koda.animation.engines.python.renderer.fonts import missing_letters
from koda.animation.project import Project
from koda.animation.rendering.agent.shape import ChunkKind, Shape
from koda.animation.rendering.encoding import png_of, write_chunk
from koda.core.errors import KodaError


class Setup(BaseModel):
    """What a worker draws; the first line that it is sent.

    Attributes:
        files: Where the project's media are.
        kind: Of the chunks that will be asked for.
    """

    project: Project
    files: dict[str, Path]
    width: int
    height: int
    kind: ChunkKind


class Order(BaseModel):
    """What to draw: a chunk into a file, or with `end` = 0 the still of `begin`."""

    begin: int
    end: int
    target: Path


def serve(orders: TextIO, answers: TextIO) -> None:
    """Answer each order until there are no more."""

    def say(**told: object) -> None:
        answers.write(json.dumps(told) + "\n")
        answers.flush()

    setup = Setup.model_validate_json(orders.readline())
    document = Document.model_validate_json(setup.project.files[ENTRY])
    try:
        film = Film(document, setup.project.plan, (setup.width, setup.height), setup.files)
    except KodaError as error:
        say(failed=str(error), remedy=error.remedy, code=error.code)
        return
    for line in orders:
        order = Order.model_validate_json(line)
        try:
            _follow(film, setup, order, say)
        except KodaError as error:
            say(failed=str(error), frame=order.begin, remedy=error.remedy, code=error.code)


def _follow(film: Film, setup: Setup, order: Order, say: Callable[..., None]) -> None:
    if not order.end:
        order.target.write_bytes(png_of(film.transparent(order.begin)))
        words, media = film.looks(order.begin)
        texts = [
            {"text": one.text[:2_000], "x": one.x, "y": one.y, "width": one.width,
             "height": one.height, "clipped": one.is_cut}
            for one in words
        ]  # fmt: skip
        say(done=order.begin, look={"texts": texts, "media": media, "missing": missing_letters()})
        return

    def drawn() -> Iterator[Pixels]:
        for number in range(order.begin, order.end):
            pixels = film.transparent(number) if setup.kind != "h264" else film.frame(number)
            yield pixels if setup.kind == "vp9" or not film.is_opaque else pixels[:, :, :3]
            say(frame=number)

    shape = Shape(setup.width, setup.height, setup.project.plan.fps)
    write_chunk(order.target, setup.kind, shape, drawn(), first=order.begin)
    say(done=order.begin)


def main() -> None:
    """Serve standard input and output; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        serve(cast("TextIO", sys.stdin), answers)
    except BrokenPipeError:  # nobody wants the frames any more
        os._exit(1)


if __name__ == "__main__":
    main()
