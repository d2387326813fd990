"""Joins the chunks of a film without encoding them anew, with its sound beside them."""

# The vendor's types leave the parameters of packets and streams open.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from koda.animation.rendering.agent.encoder import Shape
from koda.core.errors import Invalid, RenderFailed, Unsupported
from koda.media.frames import RATE, Samples
from koda.media.opening import film_streams, open_container
from koda.media.track import SoundCursor, add_sound, sound_frame

_CONTAINERS = {".mp4": "mp4", ".webm": "webm"}
_TICKS = 1_000  # of a second, and of a frame besides: no rate is rounded


def join(
    chunks: Sequence[Path],
    target: Path,
    shape: Shape,
    counts: Sequence[int],
    sound: Iterable[Samples] | None = None,
) -> None:
    """Write one film of chunks that were encoded alike; blocking.

    Args:
        chunks: In order; MP4 or WebM.
        target: The film; the index of an MP4 comes first.
        shape: What each chunk must have; they come from boxes, so nothing is believed.
        counts: How many frames each must have.
        sound: As long as the film; none for a silent one.

    Raises:
        RenderFailed: A chunk is not what it should be.
    """
    kind = _CONTAINERS[target.suffix]
    options = {"movflags": "+faststart"} if kind == "mp4" else {}
    with av.open(str(target), "w", format=kind, options=options) as out:
        picture: VideoStream | None = None
        speaker: _Speaker | None = None
        begin, head = 0, None
        for chunk, count in zip(chunks, counts, strict=True):
            for stream, packet in _packets(chunk, shape, begin, count):
                if picture is None:
                    picture, head = _copy(out, stream), _head(stream)
                    speaker = _Speaker(out, sound, kind) if sound is not None else None
                elif _head(stream) != head:
                    raise _wrong(chunk)
                if speaker is not None:
                    speaker.speak_until((packet.dts or 0) * packet.time_base)
                packet.stream = picture
                out.mux(packet)
            begin += count
        if speaker is not None:
            speaker.end(Fraction(begin, shape.fps))


class _Speaker:
    """The sound of the film, kept level with its frames."""

    def __init__(self, out: OutputContainer, sound: Iterable[Samples], kind: str) -> None:
        self._out, self._sound, self._spoken = out, SoundCursor(sound), 0
        self._stream = add_sound(out) if kind == "mp4" else _opus(out)

    def speak_until(self, seconds: Fraction) -> None:
        wanted = int(seconds * RATE) - self._spoken
        if wanted > 0 and len(now := self._sound.take(wanted)):
            self._out.mux(self._stream.encode(sound_frame(now, self._spoken)))
            self._spoken += len(now)

    def end(self, seconds: Fraction) -> None:
        self.speak_until(seconds)
        self._out.mux(self._stream.encode(None))


def _opus(out: OutputContainer) -> AudioStream:
    stream = out.add_stream("libopus", rate=RATE)
    stream.layout = "stereo"
    stream.bit_rate = 160_000
    return stream


def _copy(out: OutputContainer, stream: VideoStream) -> VideoStream:
    copy = out.add_stream_from_template(stream)
    if stream.codec_context.name == "vp9":
        copy.metadata["alpha_mode"] = "1"
    return copy


def _packets(
    chunk: Path, shape: Shape, begin: int, count: int
) -> Iterator[tuple[VideoStream, Packet[VideoStream]]]:
    """Give a chunk's packets at their place in the film, each exactly a frame long."""
    tick = Fraction(1, shape.fps * _TICKS)
    seen = 0
    try:
        with open_container(chunk) as source:
            stream = _checked(film_streams(source), shape, chunk)
            for packet in source.demux(stream):
                if not packet.size:
                    continue  # the last one only says that there are no more
                pts, dts = _places(packet, shape.fps, count, chunk)
                packet.time_base = tick
                packet.pts, packet.dts = (pts + begin) * _TICKS, (dts + begin) * _TICKS
                packet.duration = _TICKS
                seen += 1
                yield stream, packet
    except (Invalid, Unsupported) as error:
        raise _wrong(chunk) from error
    if seen != count:
        raise _wrong(chunk)


def _places(packet: Packet[VideoStream], fps: int, count: int, chunk: Path) -> tuple[int, int]:
    """Which frame of the chunk a packet shows, and which it is in the order of decoding."""
    if packet.pts is None or packet.dts is None:
        raise _wrong(chunk)
    pts, dts = (round(at * packet.time_base * fps) for at in (packet.pts, packet.dts))
    if not (0 <= pts < count and -count <= dts <= pts):
        raise _wrong(chunk)
    return pts, dts


def _checked(streams: Sequence[VideoStream], shape: Shape, chunk: Path) -> VideoStream:
    if len(streams) != 1:
        raise _wrong(chunk)
    context = streams[0].codec_context
    if (context.width, context.height) != (shape.width, shape.height):
        raise _wrong(chunk)
    return streams[0]


def _head(stream: VideoStream) -> tuple[str, bytes]:
    """What a player must know before the first packet: the same for all chunks."""
    context = stream.codec_context
    return context.name, bytes(context.extradata or b"")


def _wrong(chunk: Path) -> RenderFailed:
    return RenderFailed(
        f"A part of the film is damaged ({chunk.name}).", remedy="Render the animation again."
    )
