"""Writes the frames of a chunk: H.264, VP9 with transparency, or a zip of PNG pictures."""

# The vendor's types leave the parameters of packets and streams open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import zipfile
from fractions import Fraction
from typing import cast

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import PictureType, VideoFrame
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation
from av.video.stream import VideoStream

from koda.animation.rendering.agent.shape import DATE, ChunkKind, Shape, frame_name

_CONTAINERS = {"h264": "mp4", "vp9": "webm"}
_CODECS = {"h264": "libx264", "vp9": "libvpx-vp9"}
_PIXELS = {"h264": "yuv420p", "vp9": "yuva420p"}
_OPTIONS: dict[str, dict[str, str]] = {
    # At this quality the fast preset is both cheaper and smaller than the default one. Frames
    # between frames and finer search take half as much again, for 8 % of a drawn film's bytes.
    "h264": {
        "crf": "17.8",
        "preset": "veryfast",
        "x264-params": "bframes=0:weightp=0:subme=1:rc-lookahead=8",
    },
    # Frames that refer forward (alt-ref) break the transparency of this encoder.
    "vp9": {"crf": "24", "b:v": "0", "cpu-used": "5", "row-mt": "1", "auto-alt-ref": "0"},
}
_EXACT = Interpolation.BILINEAR | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INP
_RECOLOR = (
    "ispace=bt470bg:iprimaries=bt709:itrc=bt709:irange=pc:"
    "space=bt709:primaries=bt709:trc=bt709:range=tv:format=yuv420p:fast=1"
)


class FilmWriter:
    """A chunk of a film; its first frame needs none before it. `count`: frames so far."""

    def __init__(self, path: str, kind: ChunkKind, shape: Shape) -> None:
        """Begin the file; `kind` is `h264` or `vp9`."""
        self._kind, self._shape = kind, shape
        self._out = av.open(path, "w", format=_CONTAINERS[kind])
        stream = cast("VideoStream", self._out.add_stream(_CODECS[kind], shape.fps))
        self._stream = _stream(stream, kind, shape)
        self.count = 0
        self._last: tuple[VideoFrame, VideoFrame] | None = None
        self._recolor: tuple[Graph, FilterContext, FilterContext] | None = None

    def add(self, frame: VideoFrame) -> None:
        """Take the next frame; a frame of another size is scaled."""
        ready = self._ready(frame)
        # Pictures that were decoded say that they are key frames: every frame would become one.
        ready.pict_type = PictureType.NONE
        ready.pts = self.count
        ready.time_base = Fraction(1, self._shape.fps)
        self._out.mux(self._stream.encode(ready))
        self.count += 1

    def close(self) -> None:
        """Write what the encoder still holds."""
        self._out.mux(self._stream.encode(None))
        self._out.close()

    def _ready(self, frame: VideoFrame) -> VideoFrame:
        """Bring a frame to the film's size and pixels; the one before is not made anew."""
        if self._last is None or self._last[0] is not frame:
            is_jpeg = frame.format.name.startswith("yuv")
            self._last = frame, self._recolored(frame) if is_jpeg else self._converted(frame)
        return self._last[1]

    def _converted(self, frame: VideoFrame) -> VideoFrame:
        """Turn red, green and blue into what the film has."""
        return frame.reformat(
            self._shape.width,
            self._shape.height,
            _PIXELS[self._kind],
            dst_colorspace=Colorspace.ITU709,
            interpolation=_EXACT,
            dst_color_range=ColorRange.MPEG,
        )

    def _recolored(self, jpeg: VideoFrame) -> VideoFrame:
        """Turn a JPEG's pixels, full range in the matrix of BT.601, into BT.709 of video range.

        Converting only the layout would keep the range, and every colour would be wrong. The
        filter takes a tenth of the time that the scaler needs for the same, and is more exact.
        """
        size = self._shape.width, self._shape.height
        if (jpeg.width, jpeg.height) != size:
            jpeg = jpeg.reformat(*size, jpeg.format.name, interpolation=Interpolation.BICUBIC)
        if self._recolor is None:
            graph = Graph()
            source = graph.add_buffer(
                width=size[0], height=size[1], format=jpeg.format, time_base=Fraction(1, 1000)
            )
            change, sink = graph.add("colorspace", _RECOLOR), graph.add("buffersink")
            source.link_to(change)
            change.link_to(sink)
            graph.configure()
            # The graph is kept beside its ends, which do not keep it alive.
            self._recolor = graph, source, sink
        _, source, sink = self._recolor
        jpeg.pts, jpeg.time_base = self.count, Fraction(1, 1000)
        source.push(jpeg)
        return cast("VideoFrame", sink.pull())


class PictureWriter:
    """A chunk of pictures: a zip of PNG files named by their frame, not packed again."""

    def __init__(self, path: str, first: int) -> None:
        """Begin the file; its first picture is that of the frame `first`."""
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED)
        self._first = first
        self.count = 0

    def add_png(self, content: bytes) -> None:
        """Take the next picture as it is."""
        entry = zipfile.ZipInfo(frame_name(self._first + self.count), DATE)
        self._zip.writestr(entry, content)
        self.count += 1

    def close(self) -> None:
        """Write the list of what is in it."""
        self._zip.close()


def _stream(stream: VideoStream, kind: ChunkKind, shape: Shape) -> VideoStream:
    stream.width, stream.height = shape.width, shape.height
    stream.pix_fmt = _PIXELS[kind]
    stream.options = dict(_OPTIONS[kind])
    stream.gop_size = shape.fps * 2
    # Threads of x264 wait for each other: a third more CPU. VP9 needs its own to keep up.
    if kind == "h264":
        stream.codec_context.thread_count = 1
    else:
        stream.thread_type = "AUTO"
    stream.color_primaries = ColorPrimaries.BT709
    stream.color_trc = ColorTrc.BT709
    stream.colorspace = Colorspace.ITU709
    stream.color_range = ColorRange.MPEG
    if kind == "vp9":
        stream.metadata["alpha_mode"] = "1"
    return stream
