"""Takes a film apart into a zip of pictures at even times: `footage.json` in this folder."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream
from PIL import Image

from koda.animation.rendering.agent.opening import Refused, film_streams, opened, origin_of
from koda.animation.rendering.agent.room import TooMuch, check_room
from koda.animation.rendering.agent.shape import DATE, still_name
from koda.animation.rendering.agent.telling import tell

_QUALITY = 88
_WIDEST = 4  # a wider pixel than any format has is a damaged number
_MOST_PIXELS = 4096 * 2304
_SLACK = 0.002
"""Seconds. Times are sums of fractions that containers round to milliseconds."""


def take_apart(film: str, target: str, fps: int, size: tuple[int, int], most: float) -> int:
    """Write a film's pictures as they are shown, and give how many there are.

    Args:
        film: The file.
        target: The zip: `00001.jpg` and so on.
        fps: Pictures a second: repeated where the film has fewer, left out where it has more.
        size: What the pictures must be able to fill, whatever the shapes: none is larger.
        most: Seconds after which the film is left.

    Raises:
        Refused: It cannot be decoded.
        TooMuch: The pictures take too much room.
    """
    number = 0
    with opened(film, film) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        streams = film_streams(source)
        if not streams:
            raise Refused(film)
        held: tuple[VideoFrame, bytes] | None = None
        for number, frame in enumerate(_paced(source, streams[0], fps, most), 1):
            if held is None or held[0] is not frame:
                held = frame, _jpeg(frame, streams[0], size)
            out.writestr(zipfile.ZipInfo(still_name(number), DATE), held[1])
            check_room(target)
    if not number:
        raise Refused(film)
    return number


def _paced(
    source: InputContainer, stream: VideoStream, fps: int, most: float
) -> Iterator[VideoFrame]:
    """Show frames at an even pace, until the film or what is wanted of it ends."""
    stream.thread_type = "AUTO"
    begin = origin_of(source)
    made, wanted, end = 0, max(1, round(most * fps)), 0.0
    held: VideoFrame | None = None
    for frame in source.decode(stream):
        if frame.width * frame.height > _MOST_PIXELS:
            raise Refused(stream.codec_context.name)
        if frame.pts is None:
            continue
        at = max(frame.time - begin, 0.0)
        while held is not None and made < wanted and made / fps < at - _SLACK:
            yield held
            made += 1
        if made >= wanted:
            return
        held, end = frame, at + 1 / float(stream.average_rate or fps)
    total = min(wanted, max(1, round((_length(source) or end) * fps)))
    while held is not None and made < total:
        yield held
        made += 1


def _length(source: InputContainer) -> float:
    return (source.duration or 0) / 1_000_000


def _jpeg(frame: VideoFrame, stream: VideoStream, size: tuple[int, int]) -> bytes:
    """Give a frame as it is meant to be shown: square pixels, turned, no larger than needed."""
    width = frame.width
    wide = stream.sample_aspect_ratio or Fraction(1)
    if 0 < wide <= _WIDEST:
        width = max(1, round(width * wide))
    pixels = frame.reformat(width, frame.height, "rgb24", interpolation=Interpolation.BICUBIC)
    image = cast("Image.Image", pixels.to_image())  # pyright: ignore[reportUnknownMemberType]
    if frame.rotation:
        image = image.rotate(frame.rotation // 90 * 90, expand=True)
    share = max(size[0] / image.width, size[1] / image.height)
    if share < 1:
        image = image.resize((round(image.width * share), round(image.height * share)))
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def main() -> int:
    """Take apart what the order asks for, and tell how that went."""
    order = json.loads(Path("footage.json").read_text())
    size = int(order["size"][0]), int(order["size"][1])
    try:
        count = take_apart(order["film"], order["target"], order["fps"], size, order["most"])
    except Refused as refused:
        tell("refused", name=str(refused))
        return 3
    except TooMuch:
        tell("too-much")
        return 3
    tell("end", count=count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
