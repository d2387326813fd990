"""Has a box make the file that was asked for of the chunks of a film: no codecs are needed here."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from koda.animation.engine import Format
from koda.animation.project import ProjectMedia
from koda.animation.rendering.agent.room import MOST_BYTES
from koda.animation.rendering.agent.shape import Chunk, Shape
from koda.animation.rendering.boxed import box_for, run_part
from koda.animation.rendering.footage import MOST_SECONDS, undecodable
from koda.animation.rendering.inputs import pack_program
from koda.animation.rendering.refusals import damaged, too_much
from koda.animation.rendering.scratch import scratch_file
from koda.core.errors import NotFound, SandboxFailed, TooLarge
from koda.sandbox.port import WORK, Sandboxes

_LEAST_SECONDS = 120.0
_SECONDS_A_FRAME = 0.5
_OUT = "made"
_BEGINS: dict[str, tuple[int, bytes]] = {
    "mp4": (4, b"ftyp"),
    "webm": (0, b"\x1a\x45\xdf\xa3"),
    "gif": (0, b"GIF89a"),
    "png": (0, b"PK\x03\x04"),
    "footage": (0, b"PK\x03\x04"),
}
"""Where and how a file of each kind begins: what comes out of a box may be anything."""


async def join_in_box(
    sandboxes: Sandboxes,
    chunks: Sequence[Chunk],
    target: Path,
    wanted: Format,
    shape: Shape,
    tracks: Sequence[Path],
) -> None:
    """Write the film of all its chunks to `target`, a new file.

    Raises:
        RenderFailed: A chunk or a sound is not what it should be.
        TooLarge: The film would be larger than 512 MB.
        SandboxUnavailable: There are no boxes to be had here.
    """
    paths = [Path(chunk.path) for chunk in chunks]
    size = await _size_of([*paths, *tracks])
    if wanted == "png" and size > MOST_BYTES:
        raise too_much()
    inside = {f"{WORK}/{path.name}": path for path in paths}
    inside |= {f"{WORK}/track-{number}": path for number, path in enumerate(tracks)}
    order = {
        "chunks": [asdict(chunk) | {"path": chunk.name} for chunk in chunks],
        "tracks": [(f"track-{number}", path.name) for number, path in enumerate(tracks)],
        "target": _OUT,
        "wanted": wanted,
        "shape": asdict(shape),
    }
    seconds = _LEAST_SECONDS + _SECONDS_A_FRAME * sum(chunk.count for chunk in chunks)
    told = await _made(sandboxes, "finishing", inside, order, target, (seconds, shape, size))
    if told.get("is") == "refused":
        raise damaged(str(told.get("name")))
    await _check_kind(target, wanted)


async def take_apart_in_box(
    sandboxes: Sandboxes,
    medium: ProjectMedia,
    film: Path,
    target: Path,
    fps: int,
    size: tuple[int, int],
) -> None:
    """Write the pictures of a film of the canvas to `target`, a new zip; see `Footage`.

    Raises:
        Invalid: The film cannot be decoded.
        TooLarge: The pictures take more than 512 MB.
        SandboxUnavailable: There are no boxes to be had here.
    """
    order = {"film": medium.name, "target": _OUT, "fps": fps, "size": size, "most": MOST_SECONDS}
    seconds = _LEAST_SECONDS + _SECONDS_A_FRAME * fps * min(medium.seconds, MOST_SECONDS)
    shape, held = Shape(*size, fps), await _size_of([film])
    inside = {f"{WORK}/{medium.name}": film}
    told = await _made(sandboxes, "footage", inside, order, target, (seconds, shape, held))
    if told.get("is") == "refused":
        raise undecodable()
    await _check_kind(target, "footage")


async def _made(
    sandboxes: Sandboxes,
    part: str,
    inside: Mapping[str, Path],
    order: Mapping[str, Any],
    target: Path,
    how: tuple[float, Shape, int],
) -> Mapping[str, Any]:
    """Run a part of the program in a box with these files; what it makes is fetched."""
    seconds, shape, held = how
    with scratch_file(target.parent, "program.zip") as program:
        await asyncio.to_thread(pack_program, program)
        pixels = shape.width * shape.height
        async with box_for(sandboxes, part, program, seconds, pixels, held) as box:
            for name, path in inside.items():
                await box.write(name, path)
            told = await run_part(box, part, order, seconds)
            if told.get("is") == "too-much":
                raise too_much()
            if told.get("is") == "end":
                try:
                    await box.fetch(f"{WORK}/{_OUT}", target, limit=MOST_BYTES)
                except (NotFound, TooLarge) as error:
                    raise SandboxFailed("A box has not made what it says.") from error
            elif told.get("is") != "refused":
                raise SandboxFailed("A box has not said whether it has made a film.")
    return told


async def _check_kind(target: Path, kind: str) -> None:
    place, words = _BEGINS[kind]
    content = await asyncio.to_thread(_head, target, place + len(words))
    if content[place:] != words:
        await asyncio.to_thread(target.unlink)
        raise SandboxFailed("A box has given another file than it was asked for.")


def _head(file: Path, count: int) -> bytes:
    with file.open("rb") as stream:
        return stream.read(count)


async def _size_of(paths: Sequence[Path]) -> int:
    return await asyncio.to_thread(lambda: sum(path.stat().st_size for path in paths))
