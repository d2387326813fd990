"""Joins the chunks of a film without encoding them anew, with its sound beside them."""

# The vendor's types leave the parameters of packets and streams open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from koda.animation.rendering.agent.opening import Refused, film_streams, opened
from koda.animation.rendering.agent.shape import Chunk, Shape
from koda.animation.rendering.agent.sounding import RATE

_SOUNDS = {"mp4": ("aac", 192_000), "webm": ("libopus", 160_000)}
_TICKS = 1_000  # of a second, and of a frame besides: no rate is rounded


def join(
    chunks: Sequence[Chunk],
    target: str,
    kind: str,
    shape: Shape,
    sound: Iterator[AudioFrame] | None = None,
) -> None:
    """Write one film of chunks that were encoded alike.

    Args:
        chunks: In order; MP4 or WebM.
        target: The film; the index of an MP4 comes first.
        kind: `mp4` or `webm`.
        shape: What each chunk must have; they come from boxes, so nothing is believed.
        sound: As long as the film; none for a silent one.

    Raises:
        Refused: A chunk is not what it should be.
    """
    options = {"movflags": "+faststart"} if kind == "mp4" else {}
    with av.open(target, "w", format=kind, options=options) as out:
        picture: VideoStream | None = None
        speaker: _Speaker | None = None
        head = None
        for chunk in chunks:
            for stream, packet in _packets(chunk, shape):
                if picture is None:
                    picture, head = _copy(out, stream), _head(stream)
                    speaker = _Speaker(out, sound, kind) if sound is not None else None
                elif _head(stream) != head:
                    raise Refused(chunk.name)
                if speaker is not None:
                    speaker.speak_until((packet.dts or 0) * packet.time_base)
                packet.stream = picture
                out.mux(packet)
        if speaker is not None:
            speaker.end()


class _Speaker:
    """The sound of the film, kept level with its frames."""

    def __init__(self, out: OutputContainer, sound: Iterator[AudioFrame], kind: str) -> None:
        codec, bits = _SOUNDS[kind]
        self._out, self._sound, self._spoken = out, sound, 0
        stream = out.add_stream(codec, rate=RATE)
        if not isinstance(stream, AudioStream):
            raise TypeError(codec)
        self._stream = stream
        stream.layout = "stereo"
        stream.bit_rate = bits

    def speak_until(self, seconds: Fraction) -> None:
        while self._spoken < seconds * RATE and self._speak():
            pass

    def end(self) -> None:
        while self._speak():
            pass
        self._out.mux(self._stream.encode(None))

    def _speak(self) -> bool:
        frame = next(self._sound, None)
        if frame is None:
            return False
        self._out.mux(self._stream.encode(frame))
        self._spoken += frame.samples
        return True


def _copy(out: OutputContainer, stream: VideoStream) -> VideoStream:
    copy = out.add_stream_from_template(stream)
    if stream.codec_context.name == "vp9":
        copy.metadata["alpha_mode"] = "1"
    return copy


def _packets(chunk: Chunk, shape: Shape) -> Iterator[tuple[VideoStream, Packet[VideoStream]]]:
    """Give a chunk's packets at their place in the film, each exactly a frame long."""
    tick = Fraction(1, shape.fps * _TICKS)
    seen = 0
    with opened(chunk.path, chunk.name) as source:
        stream = _checked(film_streams(source), shape, chunk)
        for packet in source.demux(stream):
            if not packet.size:
                continue  # the last one only says that there are no more
            pts, dts = _places(packet, shape.fps, chunk)
            packet.time_base = tick
            packet.pts, packet.dts = (pts + chunk.begin) * _TICKS, (dts + chunk.begin) * _TICKS
            packet.duration = _TICKS
            seen += 1
            yield stream, packet
    if seen != chunk.count:
        raise Refused(chunk.name)


def _places(packet: Packet[VideoStream], fps: int, chunk: Chunk) -> tuple[int, int]:
    """Which frame of the chunk a packet shows, and which it is in the order of decoding."""
    if packet.pts is None or packet.dts is None:
        raise Refused(chunk.name)
    pts, dts = (round(at * packet.time_base * fps) for at in (packet.pts, packet.dts))
    if not (0 <= pts < chunk.count and -chunk.count <= dts <= pts):
        raise Refused(chunk.name)
    return pts, dts


def _checked(streams: Sequence[VideoStream], shape: Shape, chunk: Chunk) -> VideoStream:
    if len(streams) != 1:
        raise Refused(chunk.name)
    context = streams[0].codec_context
    if (context.width, context.height) != (shape.width, shape.height):
        raise Refused(chunk.name)
    return streams[0]


def _head(stream: VideoStream) -> tuple[str, bytes]:
    """What a player must know before the first packet: the same for all chunks."""
    context = stream.codec_context
    return context.name, bytes(context.extradata or b"")
