"""Makes the file that was asked for of the chunks of a film: `finishing.json` in this folder."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from koda.animation.rendering.agent.gif import write_gif
from koda.animation.rendering.agent.joining import join
from koda.animation.rendering.agent.opening import Refused
from koda.animation.rendering.agent.pixels import is_picture, most_bytes
from koda.animation.rendering.agent.room import TooMuch, check_room
from koda.animation.rendering.agent.shape import DATE, Chunk, Shape, frame_name
from koda.animation.rendering.agent.sounding import mixed
from koda.animation.rendering.agent.telling import tell


def finish(
    chunks: Sequence[Chunk],
    target: str,
    wanted: str,
    shape: Shape,
    tracks: Sequence[tuple[str, str]] = (),
) -> None:
    """Write the film of all its chunks.

    Args:
        chunks: In order, without gaps, of the kind that the format is made of.
        target: The file.
        wanted: `mp4`, `webm`, `gif` or `png` (a zip of pictures).
        shape: Of every frame.
        tracks: Sound files, each with what it is called; mixed, each from the film's beginning;
            not heard in `gif` and `png`.

    Raises:
        Refused: A chunk or sound is not what it should be.
        TooMuch: The file would be too large.
    """
    frames = sum(chunk.count for chunk in chunks)
    if wanted == "png":
        _zip(target, chunks, shape)
    elif wanted == "gif":
        write_gif(target, lambda: (png for _, png in pictures(chunks, shape)), frames, shape)
    else:
        sound = mixed(tracks, frames / shape.fps) if tracks else None
        join(chunks, target, wanted, shape, sound)
    check_room(target)


def pictures(chunks: Sequence[Chunk], shape: Shape) -> Iterator[tuple[str, bytes]]:
    """Give the name and the PNG of each frame of chunks of pictures.

    Raises:
        Refused: A chunk is not what it should be.
    """
    for chunk in chunks:
        try:
            with zipfile.ZipFile(chunk.path) as file:
                for number in range(chunk.begin, chunk.begin + chunk.count):
                    entry = file.getinfo(frame_name(number))
                    yield entry.filename, _picture(file, entry, shape)
        except (zipfile.BadZipFile, KeyError, OSError) as error:
            raise Refused(chunk.name) from error


def _picture(file: zipfile.ZipFile, entry: zipfile.ZipInfo, shape: Shape) -> bytes:
    """Read a picture that a box has made: no more bytes than pixels can have, and of its size."""
    most = most_bytes(shape)
    with file.open(entry) as stream:
        content = stream.read(most + 1)
    if len(content) > most or not is_picture(content, shape):
        raise zipfile.BadZipFile(entry.filename)
    return content


def _zip(target: str, chunks: Sequence[Chunk], shape: Shape) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name, content in pictures(chunks, shape):
            out.writestr(zipfile.ZipInfo(name, DATE), content)
            check_room(target)


def main() -> int:
    """Finish what the order asks for, and tell how that went."""
    order = json.loads(Path("finishing.json").read_text())
    chunks = [Chunk(**one) for one in order["chunks"]]
    tracks = [(str(path), str(name)) for path, name in order["tracks"]]
    try:
        finish(chunks, order["target"], order["wanted"], Shape(**order["shape"]), tracks)
    except Refused as refused:
        tell("refused", name=str(refused))
        return 3
    except TooMuch:
        tell("too-much")
        return 3
    tell("end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
