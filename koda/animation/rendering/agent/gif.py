"""Writes a GIF with one good palette for the whole film."""

# The vendor's types leave the parameters of packets and streams open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import islice
from typing import Any, cast

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.format import VideoFormat
from av.video.frame import VideoFrame

from koda.animation.rendering.agent.room import check_room
from koda.animation.rendering.agent.shape import Shape

_MOST_RATE = 30
"""Browsers slow down a GIF whose frames last less than two hundredths of a second."""
_LOOKED_AT = 40
"""Frames that the palette is chosen from."""


def write_gif(target: str, frames: Callable[[], Iterable[bytes]], count: int, shape: Shape) -> None:
    """Write a GIF that repeats for ever. Reads the frames twice, holds few at once.

    Args:
        target: The file that is made.
        frames: Gives the PNG of every frame, each time it is called.
        count: How many there are.
        shape: Of the frames; a rate above 30 is halved.
    """
    step = 2 if shape.fps > _MOST_RATE else 1
    rate = Fraction(shape.fps, step)
    colors = _palette(islice(frames(), 0, None, max(1, count // _LOOKED_AT)), shape)
    graph = Graph()
    picture = _source(graph, shape.width, shape.height, rate)
    palette = _source(graph, colors.width, colors.height, rate)
    use = graph.add("paletteuse", "dither=sierra2_4a:diff_mode=rectangle:alpha_threshold=128")
    sink = graph.add("buffersink")
    picture.link_to(use, 0, 0)
    palette.link_to(use, 0, 1)
    use.link_to(sink)
    graph.configure()
    palette.push(_at(colors, 0, rate))
    palette.push(None)
    with av.open(target, "w", format="gif", options={"loop": "0"}) as out:
        stream = out.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = shape.width, shape.height, "pal8"
        for number, content in enumerate(islice(frames(), 0, None, step)):
            picture.push(_at(_decoded(content), number, rate))
            out.mux(stream.encode(cast("VideoFrame", sink.pull())))
            check_room(target)
        out.mux(stream.encode(None))


def _palette(contents: Iterable[bytes], shape: Shape) -> VideoFrame:
    graph = Graph()
    source = _source(graph, shape.width, shape.height, Fraction(1))
    choose = graph.add("palettegen", "stats_mode=full:reserve_transparent=1")
    sink = graph.add("buffersink")
    source.link_to(choose)
    choose.link_to(sink)
    graph.configure()
    for number, content in enumerate(contents):
        source.push(_at(_decoded(content), number, Fraction(1)))
    source.push(None)
    return cast("VideoFrame", sink.pull())


def _source(graph: Graph, width: int, height: int, rate: Fraction) -> FilterContext:
    return graph.add_buffer(
        width=width, height=height, format=VideoFormat("bgra", width, height), time_base=1 / rate
    )


def _at(frame: VideoFrame, number: int, rate: Fraction) -> VideoFrame:
    frame.pts, frame.time_base = number, 1 / rate
    return frame


def _decoded(content: bytes) -> VideoFrame:
    codec = cast("Any", av.CodecContext.create("png", "r"))  # its packets are untyped
    frames: list[VideoFrame] = codec.decode(av.Packet(content)) or codec.decode(None)
    return frames[0].reformat(format="bgra")
