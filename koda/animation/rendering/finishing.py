"""Makes the file that was asked for of the chunks of a film."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from koda.animation.engine import Format
from koda.animation.rendering.agent.encoder import DATE, Shape
from koda.animation.rendering.encoding import whole
from koda.animation.rendering.gif import write_gif
from koda.animation.rendering.joining import join
from koda.animation.rendering.pixels import is_picture, most_bytes
from koda.core.errors import RenderFailed
from koda.media.frames import Samples, check_bytes
from koda.media.mixing import Mix, Track, mixed

SUFFIXES: dict[Format, str] = {"mp4": ".mp4", "webm": ".webm", "gif": ".gif", "png": ".zip"}
_FADE = 0.4


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the film that is drawn: its file, its first frame, how many there are."""

    path: Path
    begin: int
    count: int


def finish(
    chunks: Sequence[Chunk],
    target: Path,
    wanted: Format,
    shape: Shape,
    tracks: Sequence[Path] = (),
) -> None:
    """Write the film of all its chunks, whole or not at all; blocking.

    Args:
        chunks: In order, without gaps, of the kind that `encoding.KINDS` names for the format.
        target: The file, with the ending of `SUFFIXES`.
        wanted: The format.
        shape: Of every frame.
        tracks: Sound files that are mixed, each from the film's beginning; not heard in
            `gif` and `png`.

    Raises:
        RenderFailed: A chunk is not what it should be.
    """
    frames = sum(chunk.count for chunk in chunks)
    with whole(target) as part:
        if wanted == "png":
            _zip(part, chunks, shape)
        elif wanted == "gif":
            write_gif(part, lambda: (png for _, png in pictures(chunks, shape)), frames, shape)
        else:
            sound = _mixed(tracks, frames / shape.fps) if tracks else None
            counts = [chunk.count for chunk in chunks]
            join([chunk.path for chunk in chunks], part, shape, counts, sound)


def pictures(chunks: Sequence[Chunk], shape: Shape) -> Iterator[tuple[str, bytes]]:
    """Give the name and the PNG of each frame of chunks of pictures.

    Raises:
        RenderFailed: A chunk is not what it should be.
    """
    for chunk in chunks:
        try:
            with zipfile.ZipFile(chunk.path) as file:
                for number in range(chunk.begin, chunk.begin + chunk.count):
                    entry = file.getinfo(f"frame-{number:05d}.png")
                    yield entry.filename, _picture(file, entry, shape)
        except (zipfile.BadZipFile, KeyError, OSError) as error:
            raise _wrong(chunk) from error


def _picture(file: zipfile.ZipFile, entry: zipfile.ZipInfo, shape: Shape) -> bytes:
    """Read a picture that a box has made: no more bytes than pixels can have, and of its size."""
    most = most_bytes(shape)
    with file.open(entry) as stream:
        content = stream.read(most + 1)
    if len(content) > most or not is_picture(content, shape):
        raise zipfile.BadZipFile(entry.filename)
    return content


def _zip(target: Path, chunks: Sequence[Chunk], shape: Shape) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name, content in pictures(chunks, shape):
            out.writestr(zipfile.ZipInfo(name, DATE), content)
            check_bytes(out.fp.tell() if out.fp else 0)


def _mixed(tracks: Sequence[Path], seconds: float) -> Iterator[Samples]:
    return mixed([Track(path) for path in tracks], seconds, Mix(fade_out=_FADE))


def _wrong(chunk: Chunk) -> RenderFailed:
    return RenderFailed(
        f"A part of the film is damaged ({chunk.path.name}).",
        remedy="Render the animation again.",
    )
